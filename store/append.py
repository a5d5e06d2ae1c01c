"""How saves get into the event table: one statement, which is one transaction, positions in commit order.

The table's lock comes before the first position is drawn and goes with the commit, so no reader ever sees N+1 before N.
Both are in the database's function: a process that is stopped half-way holds no lock that the server does not end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

from domain.event import Event
from store.errors import StoreError, StoreUnavailable, VersionConflict
from store.log import read_stream
from store.mapper import bytes_of

Connection = psycopg.Connection[Any]

LAST_VERSION = "SELECT max(originator_version) FROM events WHERE originator_id = %s"
APPEND = """
SELECT notification_id, recorded_at
FROM append_events(%b::uuid[], %b::bigint[], %b::bigint[], %b::text[], %b::bytea[])
"""
"""store/migrations/0003_append_events.sql: lock, wake the readers, insert"""


class Row(NamedTuple):
    """An event on its way into the table."""

    stream: UUID
    version: int
    name: str
    body: bytes
    key: str | None


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the events of a save stand in the store, and when they were recorded."""

    positions: tuple[int, ...]
    recorded_at: datetime


class VersionTaken(Exception):
    """One of the versions is stored already, or the one before it is not."""


def rows_of(events: Iterable[Event]) -> list[Row]:
    """The rows of one save. Its events are of one or more streams, each without a gap."""
    rows: list[Row] = []
    last: dict[UUID, int] = {}
    for event in events:
        stream, version = event.originator_id, event.originator_version
        if last.setdefault(stream, version - 1) != version - 1:
            raise ValueError(f"version {version} of stream {stream} does not follow version {last[stream]}")
        last[stream] = version
        rows.append(Row(stream, version, event.TOPIC, bytes_of(event), event.request and event.request["key"]))
    return rows


def append(connection: Connection, saves: Sequence[Sequence[Row]]) -> list[Saved]:
    """Keep all saves or none. Raises `VersionTaken`, or whatever else the database says."""
    rows = [row for save in saves for row in save]
    streams, versions, names, bodies, _ = zip(*rows, strict=True)
    values = (list(streams), list(versions), _must_exist(saves), list(names), list(bodies))
    assert connection.autocommit, "an append is a transaction of its own"
    try:
        stored = connection.cursor(binary=True).execute(APPEND, values, prepare=True).fetchall()
    except psycopg.Error as error:
        if _is_conflict(error):
            raise VersionTaken from error
        raise
    return _by_save(saves, stored)


def stored_at(connection: Connection, save: Sequence[Row]) -> Saved | None:
    """Where the save stands if it was kept before: the same bytes at the same versions under the same request key."""
    positions, recorded_at = [], None
    for row in save:
        found = read_stream(connection, row.stream, row.version - 1, limit=1)
        if row.key is None or not found or found[0].version != row.version or found[0].body != row.body:
            return None
        positions.append(found[0].position)
        recorded_at = found[0].recorded_at
    return Saved(tuple(positions), recorded_at) if recorded_at else None


def conflict_of(connection: Connection, save: Sequence[Row]) -> StoreError:
    """Which stream of the save has moved on, and where to."""
    expected: dict[UUID, int] = {}
    for row in save:
        expected.setdefault(row.stream, row.version - 1)
    for stream, version in expected.items():
        if (actual := _version_of(connection, stream)) != version:
            return VersionConflict(stream, version, actual)
    return StoreUnavailable(f"the store refused versions that nobody has taken, of {', '.join(map(str, expected))}")


def _version_of(connection: Connection, stream: UUID) -> int:
    row = connection.execute(LAST_VERSION, (stream,)).fetchone()
    return (row and row[0]) or 0


def _must_exist(saves: Sequence[Sequence[Row]]) -> list[int]:
    """Per row the version of its stream that must be stored already; 0 if it comes with this very transaction."""
    last: dict[UUID, int] = {}
    after = []
    for save in saves:
        for row in save:
            after.append(0 if last.get(row.stream) == row.version - 1 else row.version - 1)
            last[row.stream] = row.version
    return after


def _is_conflict(error: psycopg.Error) -> bool:
    taken = isinstance(error, psycopg.errors.UniqueViolation) and error.diag.constraint_name == "events_pkey"
    gap = isinstance(error, psycopg.errors.NotNullViolation) and error.diag.column_name == "originator_version"
    return taken or gap


def _by_save(saves: Sequence[Sequence[Row]], stored: Sequence[tuple[int, datetime]]) -> list[Saved]:
    recorded_at = stored[0][1].astimezone(UTC)
    positions = iter(position for position, _ in stored)
    return [Saved(tuple(next(positions) for _ in save), recorded_at) for save in saves]
