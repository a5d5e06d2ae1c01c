"""What figures can be asked by and narrowed by: as columns of SQL, as a test of one cell, as words of a question."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, Literal

from domain.errors import UnknownCode, UnknownGrouping
from domain.regions import all_regions, beginning
from domain.vocabulary import Party
from projections.base import REGION_DIGITS
from projections.columns import Plain

NOTHING: Final = "none"
"""how a question says that there is no registry, no outcome, no code; columns say it with an empty text"""
DISTRICT_DIGITS: Final = 4
"""a district, or a city that is one, the first four"""
KATO: Final = re.compile(r"[0-9]{2,9}")
TRUTHS: Final = {"true": True, "false": False}
AFTER_NINE: Final = ":"
"""the character that follows 9: what begins with 75 lies from "75" to before "75:" """


@dataclass(frozen=True, slots=True)
class Grouping:
    """Columns of a cell, and the words of the first if they are closed. Two columns are a party's kind and code."""

    columns: tuple[str, ...]
    words: tuple[str, ...] = ()


Groupings = Mapping[str, Grouping]
"""name in questions -> what it means"""


def codes(column: str) -> Grouping:
    """Codes that others give: an office, a registry."""
    return Grouping((column,))


def words(column: str, of: type[StrEnum]) -> Grouping:
    """A closed list."""
    return Grouping((column,), tuple(of))


def party(column: str) -> Grouping:
    """A kind, and a code in the column beside."""
    return Grouping((column, f"{column}_code"), tuple(Party))


COHORT: Final[dict[str, Grouping]] = {"region": Grouping(("region",)), "office": Grouping(("office",))}
"""what every claim's time and counts can be asked by"""
REGION: Final = "region"
"""the name under which figures are asked by region, also those that know no place within one"""
DISTRICT: Final = Grouping(("district",))
"""for views that are asked by it: no column of its own, but the beginning of the region's"""
BEGINNING: Final = {"region": REGION_DIGITS, "district": DISTRICT_DIGITS}
"""column of a key -> how much of the KATO code it is"""

Sign = Literal["=", ">=", "<=", "<"]
HOLDS: Final[dict[Sign, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """On one column of a cell. Texts compare by code point, here as in the tables."""

    column: str
    sign: Sign
    value: Plain

    def holds(self, cell: Mapping[str, Plain]) -> bool:
        return HOLDS[self.sign](cell[self.column], self.value)

    @property
    def columns(self) -> frozenset[str]:
        return frozenset({self.column})


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Alternatives: all conditions of at least one must hold."""

    alternatives: tuple[tuple[Condition, ...], ...]

    def holds(self, cell: Mapping[str, Plain]) -> bool:
        return any(all(each.holds(cell) for each in conditions) for conditions in self.alternatives)

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(each.column for conditions in self.alternatives for each in conditions)


Test = Condition | AnyOf
"""of a cell"""


def days(column: str, first: date | None, last: date | None) -> Iterator[Condition]:
    if first:
        yield Condition(column, ">=", first)
    if last:
        yield Condition(column, "<=", last)


def meant(
    of: str, groupings: Groupings, types: Mapping[str, str], where: Mapping[str, Sequence[str]]
) -> Iterator[Test]:
    """The tests that a question's filters mean; of several values of one filter any fits. Raises UnknownCode."""
    for name, values in where.items():
        yield AnyOf(tuple(tuple(narrowed(of, groupings, types, {name: value})) for value in values))


def narrowed(of: str, groupings: Groupings, types: Mapping[str, str], where: Mapping[str, str]) -> Iterator[Condition]:
    """The conditions that a question's filters mean. `types`: column -> SQL type. Raises UnknownCode."""
    for name, said in where.items():
        if name not in groupings:
            raise UnknownGrouping(f"filter of {of}", name, groupings)
        yield from _meant(name, groupings[name], types, said)


def in_sql(
    tests: Iterable[Test], column: Callable[[str], str] = lambda name: f't."{name}"', prefix: str = "c"
) -> tuple[str, dict[str, Any]]:
    """The tests as SQL, and its parameters, whose names begin with `prefix`."""
    values: dict[str, Any] = {}

    def said(test: Test) -> str:
        if isinstance(test, AnyOf):
            return f"({' OR '.join(f'({every(conditions)})' for conditions in test.alternatives) or 'false'})"
        values[name := f"{prefix}{len(values)}"] = test.value
        return f"{column(test.column)} {test.sign} %({name})s"

    def every(tests: Iterable[Test]) -> str:
        return " AND ".join(map(said, tests)) or "true"

    return every(tests), values


def key_in_sql(columns: Sequence[str], table: str = "t") -> list[str]:
    """Each column as figures are grouped by it: of a KATO code the region, or the district."""
    return [f"left({table}.region, {BEGINNING[c]})" if c in BEGINNING else f'{table}."{c}"' for c in columns]


def key_of(by: Sequence[str], groupings: Groupings, values: Sequence[Plain]) -> dict[str, object]:
    """The values of a key's columns under the names they were asked by."""
    rest, named = list(values), dict[str, object]()
    for name in by:
        value = None if (first := rest.pop(0)) == "" else first
        code = rest.pop(0) or None if len(groupings[name].columns) > 1 else None
        named[name] = {"kind": value, "code": code} if value and len(groupings[name].columns) > 1 else value
    return named


def _meant(name: str, grouping: Grouping, types: Mapping[str, str], said: str) -> Iterator[Condition]:
    column, *code = grouping.columns
    if column in BEGINNING:
        yield from _begins(said)
        return
    kind, colon, rest = said.partition(":") if code else (beginning(said) if name == REGION else said, "", "")
    if grouping.words and kind not in (*grouping.words, NOTHING):
        raise UnknownCode(name, kind, (*grouping.words, NOTHING))
    yield Condition(column, "=", _value(name, types[column], kind))
    if colon:
        yield Condition(code[0], "=", _value(name, types[code[0]], rest))


def _begins(said: str) -> Iterator[Condition]:
    known = {region.prefix for region in all_regions()}
    if not KATO.fullmatch(said) or said[:REGION_DIGITS] not in known:
        raise UnknownCode("region", said, known)
    first = beginning(said)
    yield Condition("region", ">=", first)
    yield Condition("region", "<", first + AFTER_NINE)


def _value(name: str, kind: str, said: str) -> Plain:
    if kind == "boolean":
        if said not in TRUTHS:
            raise UnknownCode(name, said, TRUTHS)
        return TRUTHS[said]
    if kind == "bigint":
        if not said.isdecimal() or not said.isascii() or len(said) > 18:
            raise UnknownCode(name, said, ["a whole number"])
        return int(said)
    return "" if said == NOTHING else said
