"""Stores full of open claims, with the read models that answer for regions: folded by the projections' own code.

The histories are those of all claims, cut off before their ends; the store's clock is simulated, and stands where the
last copies have come to the demo's end.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final

import psycopg
from psycopg_pool import ConnectionPool

from cli.bench import histories
from cli.bench.apart import apart
from cli.bench.histories import History
from cli.demo.plan import END
from cli.projector import seldom_collected
from config import settings
from projections import cohort, demands, gaps, tables
from projections.apply import ReadModels
from projections.connect import connect, transaction
from projections.delays import delays
from projections.freshness import ensure_heartbeats
from projections.positions import Position, replace_positions
from projections.registry import named
from projections.tables import live
from store import log, scan
from store.clock import clock_of

NOW: Final = END + timedelta(weeks=histories.WEEKS - 1)
FILL_SECONDS: Final = 3_600.0
TOGETHER: Final = ((delays.name,), (cohort.cohort.name, demands.demands.name, gaps.gaps.name))
"""read models that are filled by one process: the delay ledger takes as long as the others together"""


@dataclass(frozen=True, slots=True)
class Filled:
    """Open claims, their events, and the cells of all these roll-ups."""

    claims: int
    events: int
    cells: int


def filled(database_url: str, told: Sequence[History], claims: int) -> Filled:
    """Fill an empty store with open claims, and the read models from it. Raises `TimeoutError`."""
    events = histories.store(database_url, told, claims, open_only=True)
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
    models = [live(named(name)) for name in names]
    with (
        closing(connect(database_url, "qadam bench, filling")) as connection,
        psycopg.connect(database_url, autocommit=True) as reader,
    ):
        ensure_heartbeats(connection)
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
    row = connection.execute(f"SELECT count(*) FROM {name}.cells").fetchone()
    assert row
    return int(row[0])
