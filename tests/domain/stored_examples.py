"""Stored examples: a file per event class and version, with the shape and the bytes it had. Never edited later.

`python -m tests.domain.stored_examples` writes the files that are missing and touches no other.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints, is_typeddict

from domain.event import Event
from store.mapper import bytes_of
from tests.domain.examples import example, own_fields, real_events

FOLDER: Final = Path(__file__).with_name("stored")


@dataclass(frozen=True, slots=True)
class Stored:
    """`fields`: the shape in which the class declared its fields; `body`: the bytes, as JSON."""

    name: str
    class_version: int
    fields: dict[str, Any]
    body: dict[str, Any]


def path_of(name: str, class_version: int) -> Path:
    return FOLDER / f"{name}.v{class_version}.json"


def read(path: Path) -> Stored:
    return Stored(**json.loads(path.read_text(encoding="utf-8")))


def fields_ever(name: str) -> set[str]:
    """The fields that an event of this name had in any stored version; corrections name them for ever."""
    return {field for path in FOLDER.glob(f"{name}.v*.json") for field in read(path).fields}


def today(kind: type[Event]) -> Stored:
    """What would be stored today for the canonical example of the class."""
    body = json.loads(bytes_of(example(kind)))
    return Stored(kind.TOPIC, kind.class_version, shape_of(kind), body)


def shape_of(kind: type[Event]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: shape(hints[name]) for name in own_fields(kind)}


def shape(hint: Any) -> Any:
    """A type as JSON: names of plain types, objects by their fields, a list by what it holds, alternatives by `or`."""
    if is_typeddict(hint):
        return {name: shape(inner) for name, inner in get_type_hints(hint).items()}
    if get_origin(hint) in (Union, UnionType):
        return {"or": [shape(inner) for inner in get_args(hint)]}
    if get_origin(hint) is list:
        return [shape(get_args(hint)[0])]
    if get_origin(hint) is dict:
        return {"any key": shape(get_args(hint)[1])}
    return {NoneType: "null", Any: "anything"}.get(hint) or hint.__name__


PLAIN: Final = {"str": str, "int": int, "bool": bool, "float": float, "null": NoneType}


def fits(value: Any, expected: Any) -> bool:
    """Whether a JSON value has exactly that shape, all the way down."""
    if isinstance(expected, str):
        return expected == "anything" or type(value) is PLAIN[expected]
    if isinstance(expected, list):
        return isinstance(value, list) and all(fits(each, expected[0]) for each in value)
    if "or" in expected:
        return any(fits(value, each) for each in expected["or"])
    if not isinstance(value, dict):
        return False
    if "any key" in expected:
        return all(fits(each, expected["any key"]) for each in value.values())
    return value.keys() == expected.keys() and all(fits(value[name], expected[name]) for name in expected)


def write_missing() -> None:
    for kind in real_events().values():
        stored = today(kind)
        path = path_of(stored.name, stored.class_version)
        if not path.exists():
            content = {name: getattr(stored, name) for name in ("name", "class_version", "fields", "body")}
            path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_missing()
