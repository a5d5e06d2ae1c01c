"""Stores full of open claims, with the read models that answer for regions: folded by the projections' own code.

The histories are those of all claims, cut off before their ends; the store's clock is simulated, and stands where the
last copies have come to the demo's end.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import psycopg
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from psycopg_pool import ConnectionPool

from cli.bench import histories
from cli.bench.apart import apart
from cli.bench.found import Watch
from cli.bench.histories import NOW, History
from cli.projector import seldom_collected
from config import settings
from projections import answers, cohort, demands, gaps, needs, rounds, statistics, steps, tables
from projections.apply import ReadModels
from projections.claim_file import claim_file
from projections.connect import connect, transaction
from projections.delays import delays
from projections.findings import findings
from projections.freshness import ensure_heartbeats
from projections.positions import Position, replace_positions
from projections.registry import alike, named
from projections.repetitions import repetitions
from projections.tables import Model, live
from store import log, scan
from store.clock import clock_of

FILL_SECONDS: Final = 3_600.0
TOGETHER: Final = (
    (delays.name, steps.steps.name, findings.name),
    (
        cohort.cohort.name,
        statistics.statistics.name,
        demands.TALLY.name,
        gaps.TALLY.name,
        needs.TALLY.name,
        answers.TALLY.name,
        rounds.TALLY.name,
        claim_file.name,
        repetitions.name,
    ),
)
"""read models that are filled by one process: the delay ledger takes as long as many others"""


@dataclass(frozen=True, slots=True)
class Filled:
    """Open claims, their events with those of findings, and the cells of all these roll-ups."""

    claims: int
    events: int
    cells: int


def filled(database_url: str, told: Sequence[History], claims: int) -> Filled:
    """Fill an empty store with open claims, and the read models from it. Raises `TimeoutError`."""
    events = histories.store(database_url, told, claims, open_only=True, besides=Watch())
    with ThreadPoolExecutor(len(TOGETHER)) as side_by_side:
        list(side_by_side.map(partial(apart, fill, database_url, limit_seconds=FILL_SECONDS), TOGETHER))
    with ConnectionPool(database_url, min_size=1, max_size=1, open=True) as pool:
        clock_of(pool).move_to(NOW)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        return Filled(claims, events, sum(_cells(connection, name) for names in TOGETHER for name in names))


def fill(database_url: str, names: Sequence[str]) -> None:
    """Fold the whole store into read models that have no tables yet, as a rebuild does."""
    seldom_collected()
    with (
        closing(connect(database_url, "qadam bench, filling")) as connection,
        psycopg.connect(database_url, autocommit=True) as reader,
    ):
        ensure_heartbeats(connection)
        for side_by_side in alike(map(named, names)):
            _fill(connection, reader, list(map(live, side_by_side)))


def _fill(connection: Connection, reader: log.Connection, models: Sequence[Model]) -> None:
    """Those that take the same events."""
    with transaction(connection) as cursor:
        for model in models:
            tables.create(cursor, model)
    read_models, until = ReadModels(connection, models, partial(log.read_stream, reader)), log.end(reader)
    events = models[0].projection.names()
    for batch in scan.by_stream(reader, until=until, names=events, limit=settings().rebuild_batch):
        read_models.apply(batch)
    with transaction(connection) as cursor:
        for model in models:
            tables.index(cursor, model)
            replace_positions(cursor, model, "bench", [Position("bench", 0, 0, until)])


def _cells(connection: psycopg.Connection[Any], name: str) -> int:
    if named(name).key is None:
        return 0
    row = connection.execute(f"SELECT count(*) FROM {name}.cells").fetchone()
    assert row
    return int(row[0])
