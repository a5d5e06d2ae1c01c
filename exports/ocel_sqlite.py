"""OCEL 2.0 as the standard lays it out in SQLite. Made on disk, page by page, and then sent."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import orjson

from exports.columns import Column
from exports.ocel import EVENT_ATTRIBUTES, EVENT_TYPES, INITIALLY, OBJECTS, Thing, Told, told
from exports.reading import Story
from exports.stamp import Heading

CHUNK: Final = 1 << 18
"""bytes that are sent at once"""
CLAIMS_AT_ONCE: Final = 100
"""claims of one transaction"""
TYPES: Final = {"text": "TEXT", "integer": "INTEGER", "instant": "TIMESTAMP"}
PRAGMAS: Final = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-16000", "temp_store=FILE", "page_size=8192")
TABLES: Final = (
    "event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL)",
    "object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL)",
    "event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT NOT NULL REFERENCES event_map_type (ocel_type)) WITHOUT ROWID",
    "object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT NOT NULL REFERENCES object_map_type (ocel_type)) WITHOUT ROWID",
    """event_object (ocel_event_id TEXT REFERENCES event (ocel_id), ocel_object_id TEXT REFERENCES object (ocel_id),
        ocel_qualifier TEXT, PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier)) WITHOUT ROWID""",
    """object_object (ocel_source_id TEXT REFERENCES object (ocel_id), ocel_target_id TEXT REFERENCES object (ocel_id),
        ocel_qualifier TEXT, PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier)) WITHOUT ROWID""",
    "qadam_heading (heading TEXT)",
)
"""the last one is this house's own: readers of OCEL pass it by"""
OF_EVENT: Final = "ocel_id TEXT PRIMARY KEY REFERENCES event (ocel_id), ocel_time TIMESTAMP"
OF_OBJECT: Final = "ocel_id TEXT REFERENCES object (ocel_id), ocel_time TIMESTAMP, ocel_changed_field TEXT"


def ocel_sqlite(stories: Iterable[Story], heading: Heading) -> Iterator[bytes]:
    """The file, once it is whole: nothing of it can be sent before."""
    with filled(stories, heading) as path, path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


@contextmanager
def filled(stories: Iterable[Story], heading: Heading) -> Iterator[Path]:
    """A file that is gone with the block."""
    with TemporaryDirectory(prefix="qadam-ocel-") as folder:
        path = Path(folder) / "log.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _make(database, heading)
            each = iter(stories)
            while page := list(islice(each, CLAIMS_AT_ONCE)):
                database.execute("BEGIN")
                for story in page:
                    _fill(database, told(story))
                database.execute("COMMIT")
        yield path


def mapped(type: str) -> str:
    """The type's part of the name of its table: document.requested becomes DocumentRequested."""
    return "".join(word.capitalize() for word in type.replace(".", "_").split("_"))


def _make(database: sqlite3.Connection, heading: Heading) -> None:
    for pragma in PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    database.execute("BEGIN")
    for table in TABLES:
        database.execute(f"CREATE TABLE {table}")
    database.execute("INSERT INTO qadam_heading VALUES (?)", (orjson.dumps(heading.told()).decode(),))
    for kind in EVENT_TYPES:
        _map(database, "event", kind, EVENT_ATTRIBUTES, OF_EVENT)
    for kind, attributes in OBJECTS.items():
        _map(database, "object", kind, attributes, OF_OBJECT)
    database.execute("COMMIT")


def _map(database: sqlite3.Connection, kind: str, type: str, attributes: Iterable[Column], head: str) -> None:
    columns = ", ".join(chain((head,), (f"{column.name} {TYPES[column.kind]}" for column in attributes)))
    database.execute(f"CREATE TABLE {kind}_{mapped(type)} ({columns})")
    database.execute(f"INSERT INTO {kind}_map_type VALUES (?, ?)", (type, mapped(type)))


def _fill(database: sqlite3.Connection, claim: Told) -> None:
    for thing in claim.things.values():
        _add(database, thing)
    for change in claim.changes:
        database.execute(
            f"INSERT INTO object_{mapped(change.type)} (ocel_id, ocel_time, ocel_changed_field, {change.name})"
            " VALUES (?, ?, ?, ?)",
            (change.id, change.at, change.name, change.value),
        )
    links = ((link.source, link.target, link.qualifier) for link in claim.links)
    database.executemany("INSERT INTO object_object VALUES (?, ?, ?)", links)
    for event in claim.events:
        database.execute("INSERT INTO event VALUES (?, ?)", (event.id, event.type))
        marks = ", ".join("?" * (2 + len(event.values)))
        database.execute(
            f"INSERT INTO event_{mapped(event.type)} VALUES ({marks})", (event.id, event.at, *event.values)
        )
        met = ((link.source, link.target, link.qualifier) for link in event.links)
        database.executemany("INSERT INTO event_object VALUES (?, ?, ?)", met)


def _add(database: sqlite3.Connection, thing: Thing) -> None:
    """Persons and offices are met in several claims; they are the same object."""
    known = database.execute("INSERT OR IGNORE INTO object VALUES (?, ?)", (thing.id, thing.type))
    if known.rowcount:
        marks = ", ".join("?" * len(thing.values))
        values = f", {marks}" if marks else ""
        database.execute(
            f"INSERT INTO object_{mapped(thing.type)} VALUES (?, ?, NULL{values})", (thing.id, INITIALLY, *thing.values)
        )
