"""OCEL 2.0 as JSON: told from the file in SQLite, so that both say the same and neither is held in memory.

Objects come before events and are each told once, though claims share persons and offices: only a file on disk can
know that of millions.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import orjson

from exports.columns import Column
from exports.ocel import EVENT_ATTRIBUTES, EVENT_TYPES, OBJECTS
from exports.ocel_sqlite import filled, mapped
from exports.reading import Story
from exports.stamp import Heading

CHUNK: Final = 65_536
TYPES: Final = {"text": "string", "integer": "integer", "instant": "time"}
FROM_EVENT: Final = "SELECT ocel_object_id, ocel_qualifier FROM event_object WHERE ocel_event_id = ?"
FROM_OBJECT: Final = "SELECT ocel_target_id, ocel_qualifier FROM object_object WHERE ocel_source_id = ?"

Json = dict[str, Any]


def ocel_json(stories: Iterable[Story], heading: Heading) -> Iterator[bytes]:
    """The document, an object or event a line."""
    with filled(stories, heading) as path, closing(sqlite3.connect(path)) as database:
        gathered, length = list[bytes](), 0
        for line in _lines(database):
            gathered.append(line)
            length += len(line)
            if length > CHUNK:
                yield b"".join(gathered)
                gathered, length = [], 0
        yield b"".join(gathered)


def _lines(database: sqlite3.Connection) -> Iterator[bytes]:
    yield b'{"objectTypes":' + orjson.dumps([_type(name, columns) for name, columns in OBJECTS.items()])
    yield b',\n"eventTypes":' + orjson.dumps([_type(name, EVENT_ATTRIBUTES) for name in EVENT_TYPES])
    yield b',\n"objects":['
    yield from _listed(each for kind, columns in OBJECTS.items() for each in _objects(database, kind, columns))
    yield b'],\n"events":['
    yield from _listed(each for kind in EVENT_TYPES for each in _events(database, kind))
    yield b"]}\n"


def _type(name: str, columns: Iterable[Column]) -> Json:
    return {"name": name, "attributes": [{"name": each.name, "type": TYPES[each.kind]} for each in columns]}


def _listed(entries: Iterable[Json]) -> Iterator[bytes]:
    before = b"\n"
    for entry in entries:
        yield before + orjson.dumps(entry)
        before = b",\n"


def _objects(database: sqlite3.Connection, kind: str, columns: tuple[Column, ...]) -> Iterator[Json]:
    """Each with all values that its attributes ever had: the first of all, then one a change."""
    names = [column.name for column in columns]
    values = "".join(f", {name}" for name in names)
    rows = database.execute(f"SELECT ocel_id, ocel_time{values} FROM object_{mapped(kind)} ORDER BY ocel_id, rowid")
    for thing, alike in groupby(rows, key=itemgetter(0)):
        said = [(at, list(zip(names, values, strict=True))) for _, at, *values in alike]
        yield {
            "id": thing,
            "type": kind,
            "attributes": [
                {"name": name, "time": at, "value": v} for at, each in said for name, v in each if v is not None
            ],
            "relationships": _links(database, FROM_OBJECT, thing),
        }


def _events(database: sqlite3.Connection, kind: str) -> Iterator[Json]:
    names = [column.name for column in EVENT_ATTRIBUTES]
    rows = database.execute(f"SELECT ocel_id, ocel_time, {', '.join(names)} FROM event_{mapped(kind)} ORDER BY rowid")
    for event, at, *values in rows:
        said = zip(names, values, strict=True)
        yield {
            "id": event,
            "type": kind,
            "time": at,
            "attributes": [{"name": name, "value": value} for name, value in said if value is not None],
            "relationships": _links(database, FROM_EVENT, event),
        }


def _links(database: sqlite3.Connection, question: str, of: str) -> list[Json]:
    return [{"objectId": target, "qualifier": qualifier} for target, qualifier in database.execute(question, (of,))]
