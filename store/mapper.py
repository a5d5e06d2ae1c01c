"""Events to bytes and back: plain JSON, sorted keys, the event's fields and `class_version`, nothing else.

The class is found by its wire name in the dictionary that the event classes fill; no class path is stored anywhere.
Stream, version and time of recording are columns: a loaded event's `timestamp` is its `recorded_at`.
What is written is checked as what is read, so that nothing goes in that would not come out again.
"""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

import orjson

import domain.events  # noqa: F401  (fills EVENTS, also in a process that only reads)
from domain.event import COLUMNS, EVENTS, Event
from store.errors import BrokenEvent, UnknownEvent
from store.log import Recorded

VERSION = "class_version"


def bytes_of(event: Event) -> bytes:
    """The bytes under which the event is stored, published and exported."""
    content = event.content()
    _require_shape(type(event), content)
    content[VERSION] = event.class_version
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def event_of(recorded: Recorded) -> Event:
    """The event, in today's shape. Raises UnknownEvent (newer code knows it) or BrokenEvent (the bytes are wrong)."""
    kind = EVENTS.get(recorded.name)
    if kind is None:
        raise UnknownEvent(f"position {recorded.position}: no event is named {recorded.name}")
    content = _content(kind, recorded)
    content["originator_id"] = recorded.stream
    content["originator_version"] = recorded.version
    content["timestamp"] = recorded.recorded_at
    event = object.__new__(kind)
    event.__dict__.update(content)
    return event


def _content(kind: type[Event], recorded: Recorded) -> dict[str, Any]:
    try:
        content: dict[str, Any] = orjson.loads(recorded.body)
        version = content.pop(VERSION)
        if type(version) is not int or version != kind.class_version:
            _upcast(kind, content, version)
        _require_shape(kind, content)
    except UnknownEvent as error:
        raise UnknownEvent(f"position {recorded.position}: {error}") from None
    except Exception as error:
        where = f"{recorded.stream}/{recorded.version}, position {recorded.position}"
        raise BrokenEvent(f"{recorded.name} ({where}): {type(error).__name__}: {error}") from error
    return content


def _upcast(kind: type[Event], content: dict[str, Any], version: object) -> None:
    """Bring an old shape to today's, one version at a time."""
    if type(version) is not int or version < 1:
        raise BrokenEvent(f"class_version is {version!r}")
    if version > kind.class_version:
        raise UnknownEvent(f"{kind.TOPIC} has class_version {version}, this code knows {kind.class_version}")
    for old in range(version, kind.class_version):
        getattr(kind, f"upcast_v{old}_v{old + 1}")(content)


def _require_shape(kind: type[Event], content: Mapping[str, Any]) -> None:
    """Exactly the declared fields, each of a declared JSON type; what is nested is left to the effects."""
    shape = shape_of(kind)
    if content.keys() != shape.keys():
        odd = sorted(content.keys() ^ shape.keys())
        raise BrokenEvent(f"{kind.TOPIC} version {kind.class_version}: missing or not declared: {', '.join(odd)}")
    for name, value in content.items():
        if type(value) not in shape[name]:
            raise BrokenEvent(f"{kind.TOPIC} version {kind.class_version}: {name} is a {type(value).__name__}")


@cache
def shape_of(kind: type[Event]) -> dict[str, frozenset[type]]:
    """Field -> the JSON types that it may have."""
    hints = get_type_hints(kind)
    return {field.name: _types(hints[field.name]) for field in fields(kind) if field.name not in COLUMNS}


def _types(hint: Any) -> frozenset[type]:
    if hint is Any:
        return frozenset({str, int, float, bool, list, dict, NoneType})
    if get_origin(hint) in (Union, UnionType):
        return frozenset().union(*(_types(part) for part in get_args(hint)))
    if is_typeddict(hint):
        return frozenset({dict})
    plain = get_origin(hint) or hint
    assert plain in (str, int, float, bool, list, dict, NoneType), f"{hint} is no plain JSON type"
    return frozenset({plain})
