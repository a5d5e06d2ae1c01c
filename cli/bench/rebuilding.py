"""Rebuild: read models made anew from the store, beside one statement that makes comparable tables in the server.

It is done as `qadam rebuild` does it: together, by two processes. All ways read the same events, and each begins
without tables. Rounds alternate, so that all meet the same load. What is compared are the read models whose tables the
statement makes too; all of them are measured beside.
"""

import resource
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
from cli.rebuild import PROCESSES, prepare
from config import settings
from projections.answers import answers
from projections.build import Several
from projections.claim_file import claim_file
from projections.cohort import cohort
from projections.connect import connect
from projections.delays import delays
from projections.demands import demands
from projections.flow import flow
from projections.freshness import ensure_heartbeats
from projections.gaps import gaps
from projections.rebuild import rebuild_together
from projections.registry import of_claims

CLAIMS: Final = 3_000
"""with 22 events each"""
ROUNDS: Final = 3
LIMIT_SECONDS: Final = 600.0
COMPARABLE: Final = (answers, claim_file, cohort, delays, demands, flow, gaps)
"""the read models that hold what the statement's tables hold: of each claim where it stands and its dates, waits,
things demanded and missing, and the counts and seconds of all these by region, office and days"""


@dataclass(frozen=True, slots=True)
class Round:
    """Events a second: of the comparable read models, of all of them and of the statement; and the CPU seconds that the
    rebuilding processes spent on 1,000 events."""

    ours: float
    all_models: float
    statement: float
    cpu_seconds: float
    all_cpu_seconds: float

    @property
    def ratio(self) -> float:
        return self.ours / self.statement


@dataclass(frozen=True, slots=True)
class Rebuild:
    """`events`: of claims in the store, all of them folded into each of the `models`, `comparable` ones among them."""

    rounds: tuple[Round, ...]
    events: int
    comparable: int
    models: int

    @property
    def ratio(self) -> Spread:
        return Spread.of([each.ratio for each in self.rounds])

    @property
    def ours(self) -> Spread:
        return Spread.of([each.ours for each in self.rounds])

    @property
    def all_models(self) -> Spread:
        return Spread.of([each.all_models for each in self.rounds])

    @property
    def statement(self) -> Spread:
        return Spread.of([each.statement for each in self.rounds])

    @property
    def cpu_seconds(self) -> Spread:
        return Spread.of([each.cpu_seconds for each in self.rounds])

    @property
    def all_cpu_seconds(self) -> Spread:
        return Spread.of([each.all_cpu_seconds for each in self.rounds])


def measure(database_url: str, histories: Sequence[History], *, claims: int = CLAIMS, rounds: int = ROUNDS) -> Rebuild:
    """In a migrated database that nobody else uses. Raises `TimeoutError`."""
    events = store(database_url, histories, claims)
    with psycopg.connect(database_url, autocommit=True) as connection:
        taken = [_round(database_url, connection, events) for _ in range(rounds)]
    return Rebuild(tuple(taken), events, len(COMPARABLE), len(of_claims()))


def _round(database_url: str, connection: psycopg.Connection[Any], events: int) -> Round:
    ours, cpu_seconds = _rebuilt(database_url, connection, events, [of.name for of in COMPARABLE])
    all_models, all_cpu_seconds = _rebuilt(database_url, connection, events, list(of_claims()))
    connection.execute("CHECKPOINT")
    return Round(ours, all_models, events / _statement(connection, events), cpu_seconds, all_cpu_seconds)


def _rebuilt(
    database_url: str, connection: psycopg.Connection[Any], events: int, names: Sequence[str]
) -> tuple[float, float]:
    """Events a second, and CPU seconds for 1,000."""
    for name in of_claims():
        connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
    connection.execute("CHECKPOINT")
    seconds, cpu_seconds = apart(rebuilt, database_url, events, names, limit_seconds=LIMIT_SECONDS)
    return events / seconds, 1000 * cpu_seconds / events


def rebuilt(database_url: str, events: int, names: Sequence[str]) -> tuple[float, float]:
    """Rebuild from this process; seconds, and CPU seconds of it and those that it shares the work with."""
    prepare()
    builders = Several(settings().rebuild_batch, PROCESSES, database_url, prepare)
    with (
        closing(connect(database_url, "qadam bench, rebuild")) as connection,
        psycopg.connect(database_url, autocommit=True, application_name="qadam bench, reading") as reader,
    ):
        ensure_heartbeats(connection)
        began, spent = time.monotonic(), _cpu_seconds()
        made = rebuild_together(connection, reader, [of_claims()[name] for name in names], builders)
        for name, each in made.items():
            assert each.switched
            assert each.events == events, f"{name}: {each.events} of {events} events"
        return time.monotonic() - began, _cpu_seconds() - spent


def _cpu_seconds() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _statement(connection: psycopg.Connection[Any], events: int) -> float:
    """Seconds that the one statement took."""
    names = next(iter(of_claims().values())).names()
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
