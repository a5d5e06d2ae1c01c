"""The store as a log: events in the order in which they were committed.

A position is never seen before a lower one, because every append takes the table's lock first. Positions have gaps
(a refused save burns some), so a reader asks for "after this position", never for "the next number".
"""

import threading
import time
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg

CHANNEL = "events"
"""NOTIFY channel that every append wakes"""
STREAM_LIMIT = 100_000
"""most events of one stream that are read at once"""
LAST = 2**63 - 1
"""greater than any position"""
COLUMNS = "notification_id, originator_id, originator_version, topic, recorded_at, state"

Connection = psycopg.Connection[Any]


@dataclass(slots=True, unsafe_hash=True)
class Recorded:
    """An event as it is stored: `body` are the bytes that go to Kafka, into exports and under the digest."""

    position: int
    stream: UUID
    version: int
    name: str
    recorded_at: datetime
    body: bytes


def read(connection: Connection, after: int, limit: int) -> list[Recorded]:
    """At most `limit` events with a position above `after`, in order."""
    return _rows(connection, "notification_id > %s ORDER BY notification_id LIMIT %s", (after, limit))


def read_stream(
    connection: Connection, stream: UUID, after_version: int = 0, limit: int = STREAM_LIMIT
) -> list[Recorded]:
    """At most `limit` events of one stream above a version, in order."""
    return _rows(
        connection,
        "originator_id = %s AND originator_version > %s ORDER BY originator_version LIMIT %s",
        (stream, after_version, limit),
    )


def read_at(connection: Connection, positions: Collection[int]) -> dict[int, Recorded]:
    """Position -> the event there; what the store does not have is left out."""
    within = [position for position in positions if 0 < position <= LAST]
    return {found.position: found for found in _rows(connection, "notification_id = ANY(%s::bigint[])", (within,))}


def read_streams(connection: Connection, streams: Sequence[UUID]) -> list[Recorded]:
    """The events of several streams, each stream's in order: all as they were at one moment."""
    return _rows(
        connection,
        "originator_id = ANY(%s) ORDER BY originator_id, originator_version LIMIT %s",
        (list(streams), STREAM_LIMIT * len(streams)),
    )


def streams_after(connection: Connection, position: int, prefix: str) -> list[UUID]:
    """The streams that have events above a position whose names begin so."""
    rows = connection.execute(
        "SELECT DISTINCT originator_id FROM events WHERE notification_id > %s AND starts_with(topic, %s)",
        (position, prefix),
    ).fetchall()
    return [row[0] for row in rows]


def end(connection: Connection) -> int:
    """The last position; 0 in an empty store."""
    row = connection.execute("SELECT max(notification_id) FROM events").fetchone()
    return (row and row[0]) or 0


def listen(
    connection: Connection,
    after: int,
    limit: int,
    *,
    stop: threading.Event,
    poll_seconds: float = 1,
    gather_seconds: float = 0,
) -> Generator[Sequence[Recorded], None, None]:
    """Batches of what comes after a position, until `stop` is set; needs a connection of its own in autocommit.

    LISTEN comes before the first read, and every `poll_seconds` it looks without having been woken: a lost
    notification costs a second, never an event. An empty batch is yielded after each such look that found nothing,
    so that the caller gets to do its regular work. Two looks lie at least `gather_seconds` apart unless there is more
    to read: what comes seldom waits for nothing, what comes all the time comes in batches.
    """
    assert connection.autocommit, "in a transaction no notification would ever arrive"
    connection.execute(f"LISTEN {CHANNEL}")
    while not stop.is_set():
        looked_at = time.monotonic()
        batch = read(connection, after, limit)
        yield batch
        if batch:
            after = batch[-1].position
        if len(batch) < limit:
            for _ in connection.notifies(timeout=poll_seconds, stop_after=1):
                pass
            stop.wait(max(0.0, looked_at + gather_seconds - time.monotonic()))


def _rows(connection: Connection, condition: str, values: tuple[object, ...]) -> list[Recorded]:
    cursor = connection.cursor(binary=True, row_factory=psycopg.rows.tuple_row)
    cursor.execute(f"SELECT {COLUMNS} FROM events WHERE {condition}", values, prepare=True)
    return [
        Recorded(position, stream, version, name, at.astimezone(UTC), body)
        for position, stream, version, name, at, body in cursor
    ]
