"""The raw limit beside the store: the same bytes, each row inserted and committed alone, by eight connections at once.

As fast as Python can drive it: a process per connection, because threads of one Python wait for each other, and each
calls the database library directly, with a prepared statement and values that were made binary before.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from typing import Final, Self
from uuid import UUID

import psycopg
from psycopg.pq import ExecStatus

WRITERS: Final = 8
READY_SECONDS: Final = 60.0
ROUND_SECONDS: Final = 120.0
TABLE: Final = "raw_events"
MAKE: Final = f"CREATE TABLE IF NOT EXISTS {TABLE} (LIKE events INCLUDING ALL)"
STATEMENT: Final = b"insert_row"
INSERT: Final = (
    f"INSERT INTO {TABLE} (originator_id, originator_version, topic, state) VALUES ($1::uuid, $2::bigint, $3, $4)"
).encode()
BINARY: Final = (1, 1, 1, 1)

Row = tuple[UUID, int, str, bytes]
Values = tuple[bytes, bytes, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Span:
    """From the first writer's start to the last one's end, in seconds of the machine's monotonic clock."""

    started_at: float
    ended_at: float

    @property
    def seconds(self) -> float:
        return self.ended_at - self.started_at

    @classmethod
    def around(cls, spans: Sequence[Self]) -> Self:
        return cls(min(span.started_at for span in spans), max(span.ended_at for span in spans))


def write_alone(database_url: str, rows: Sequence[Row]) -> Span:
    """Insert every row in a transaction of its own, the rows dealt out to the writers; all begin together."""
    context = get_context("spawn")
    writers = []
    for number in range(WRITERS):
        ours, theirs = context.Pipe()
        process = context.Process(target=_writer, args=(theirs, database_url, rows[number::WRITERS]), daemon=True)
        process.start()
        writers.append((process, ours))
    for _, pipe in writers:
        _told(pipe, READY_SECONDS)
    for _, pipe in writers:
        pipe.send(None)
    spans = [Span(*_told(pipe, ROUND_SECONDS)) for _, pipe in writers]
    for process, _ in writers:
        process.join()
    return Span.around(spans)


def _told(pipe: Pipe, limit_seconds: float) -> tuple[float, float]:
    if not pipe.poll(limit_seconds):
        raise TimeoutError(f"a raw writer said nothing for {limit_seconds:g} s")
    said: tuple[float, float] = pipe.recv()
    return said


def _writer(pipe: Pipe, database_url: str, rows: Sequence[Row]) -> None:
    """Connect, say so, wait for the word, write, tell when it began and ended."""
    with psycopg.connect(database_url, autocommit=True, application_name="qadam bench, raw") as connection:
        server = connection.pgconn
        server.prepare(STATEMENT, INSERT)
        values = [_values(row) for row in rows]
        pipe.send((0.0, 0.0))
        pipe.recv()
        started_at = time.monotonic()
        for each in values:
            if server.exec_prepared(STATEMENT, each, BINARY).status != ExecStatus.COMMAND_OK:
                raise RuntimeError(server.error_message.decode(errors="replace"))
        pipe.send((started_at, time.monotonic()))


def _values(row: Row) -> Values:
    stream, version, name, body = row
    return stream.bytes, version.to_bytes(8, "big"), name.encode(), body
