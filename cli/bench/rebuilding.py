"""Rebuild: every read model made anew from the store, beside one statement that makes comparable tables in the server.

Both read the same events, and each begins without tables. Rounds alternate, so that both meet the same load.
"""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

import psycopg

from cli.bench import one_statement
from cli.bench.apart import apart
from cli.bench.figures import Spread
from cli.bench.histories import History, store
from cli.projector import seldom_collected
from config import settings
from projections.connect import connect
from projections.freshness import ensure_heartbeats
from projections.rebuild import rebuild
from projections.registry import declared

CLAIMS: Final = 3_000
"""with 22 events each"""
ROUNDS: Final = 3
LIMIT_SECONDS: Final = 600.0


@dataclass(frozen=True, slots=True)
class Round:
    """Events a second of both ways, and the CPU seconds that the rebuilding process itself spent on 1,000 events."""

    ours: float
    statement: float
    cpu_seconds: float

    @property
    def ratio(self) -> float:
        return self.ours / self.statement


@dataclass(frozen=True, slots=True)
class Rebuild:
    """`events`: of claims in the store, all of them folded into each of the `models`."""

    rounds: tuple[Round, ...]
    events: int
    models: int

    @property
    def ratio(self) -> Spread:
        return Spread.of([each.ratio for each in self.rounds])

    @property
    def ours(self) -> Spread:
        return Spread.of([each.ours for each in self.rounds])

    @property
    def statement(self) -> Spread:
        return Spread.of([each.statement for each in self.rounds])

    @property
    def cpu_seconds(self) -> Spread:
        return Spread.of([each.cpu_seconds for each in self.rounds])


def measure(database_url: str, histories: Sequence[History], *, claims: int = CLAIMS, rounds: int = ROUNDS) -> Rebuild:
    """In a migrated database that nobody else uses. Raises `TimeoutError`."""
    events = store(database_url, histories, claims)
    with psycopg.connect(database_url, autocommit=True) as connection:
        taken = [_round(database_url, connection, events) for _ in range(rounds)]
    return Rebuild(tuple(taken), events, len(declared()))


def _round(database_url: str, connection: psycopg.Connection[Any], events: int) -> Round:
    for name in declared():
        connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
    connection.execute("CHECKPOINT")
    seconds, cpu_seconds = apart(all_rebuilt, database_url, events, limit_seconds=LIMIT_SECONDS)
    connection.execute("CHECKPOINT")
    return Round(events / seconds, events / _statement(connection, events), 1000 * cpu_seconds / events)


def all_rebuilt(database_url: str, events: int) -> tuple[float, float]:
    """Rebuild everything in this process; seconds, and CPU seconds of it."""
    seldom_collected()
    with (
        closing(connect(database_url, "qadam bench, rebuild")) as connection,
        psycopg.connect(database_url, autocommit=True, application_name="qadam bench, reading") as reader,
    ):
        ensure_heartbeats(connection)
        began, spent = time.monotonic(), time.process_time()
        for projection in declared().values():
            rebuilt = rebuild(connection, reader, projection, batch=settings().rebuild_batch)
            assert rebuilt.switched
            assert rebuilt.events == events, f"{projection.name}: {rebuilt.events} of {events} events"
        return time.monotonic() - began, time.process_time() - spent


def _statement(connection: psycopg.Connection[Any], events: int) -> float:
    """Seconds that the one statement took."""
    names = next(iter(declared().values())).names()
    connection.execute(one_statement.MAKE)
    try:
        began = time.monotonic()
        connection.execute(one_statement.STATEMENT, {"names": names})
        seconds = time.monotonic() - began
        row = connection.execute("SELECT count(*) FROM sql_lines").fetchone()
        assert row == (events,), f"{row} of {events} events"
    finally:
        connection.execute(one_statement.DROP)
    return seconds
