"""Read models of the test's own, in a database of the test's own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

import psycopg
import pytest
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

from cli.stack import Stack
from projections.apply import Applied, ReadModels
from projections.connect import connect, transaction
from projections.freshness import ensure_heartbeats
from projections.tables import Model, compared, ensure, live, said
from store import log
from tests.conftest import address, copied
from tests.projections import visits as v
from tests.projections.claims import Country, batches, country, log_of
from tests.projections.journeys import keep
from tests.projections.visits import visits

Table = list[tuple[Any, ...]]
SEEDS = (1, 2)
STEPS = 70
"""of the histories that are looked back on"""
REMEMBERED = 8
"""fewer than there are streams: some rows are in memory, others are read"""


@dataclass(slots=True)
class Bench:
    """The visits' read model, the store beside it, and what both hold."""

    url: str
    connection: Connection
    reader: log.Connection
    model: Model
    read_models: ReadModels

    def keep(self, events: list[log.Recorded]) -> None:
        """Into the store only."""
        keep(self.url, events)

    def apply(self, events: list[log.Recorded]) -> Applied:
        """Into the read model only."""
        return self.read_models.apply(events)

    def tables(self, model: Model | None = None) -> dict[str, Table]:
        """All that a rebuild must bring about again, in a defined order."""
        model = model or self.model
        return {name: self.ask(said(model, name)) for name in compared(self.model.projection)}

    def ask(self, question: str) -> Table:
        with transaction(self.connection) as cursor:
            cursor.execute(question)
            return sorted(cursor.fetchall(), key=repr)

    def empty(self) -> None:
        """As if nothing had ever been applied."""
        with transaction(self.connection) as cursor:
            for table in (*compared(self.model.projection), "positions", "meta"):
                cursor.execute(f"TRUNCATE {self.model.schema}.{table}")


@pytest.fixture(scope="session")
def _template(_with_read_models: str) -> str:
    """Nearly every test here asks read models."""
    return _with_read_models


@pytest.fixture
def bench(database_url: str) -> Iterator[Bench]:
    with (
        closing(connect(database_url, "test")) as connection,
        psycopg.connect(database_url, autocommit=True) as reader,
    ):
        ensure(connection, [visits])
        ensure_heartbeats(connection)
        read_models = ReadModels(connection, [live(visits)], partial(log.read_stream, reader), remembered=REMEMBERED)
        yield Bench(database_url, connection, reader, live(visits), read_models)


@pytest.fixture
def mended() -> Iterator[Callable[[], None]]:
    """Call it, and the handler of Spoiled no longer raises."""
    yield lambda: v.SPOILT.update(broken=False)
    v.SPOILT.update(broken=True)


@pytest.fixture(scope="module")
def shared_database_url(_admin: Connection, _template: str, stack: Stack) -> Iterator[Callable[[], str]]:
    """Makes databases that are only read once they are filled, and that several tests can read."""
    with ExitStack() as copies:
        yield lambda: address(stack, copies.enter_context(copied(_admin, _template)))


@pytest.fixture(scope="module", params=SEEDS)
def filled(request: pytest.FixtureRequest, shared_database_url: Callable[[], str]) -> Iterator[Country]:
    with country(shared_database_url()) as made:
        for batch in batches(log_of(request.param, STEPS), Random(request.param)):
            made.record(batch)
        yield made
