"""Random histories in a database, and what is released of them day by day."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg_pool import ConnectionPool

from releases.published import Releases
from tests.projections.claims import Country, batches, country, log_of

NOON = timedelta(hours=12)


@contextmanager
def read(url: str) -> Iterator[Connection]:
    """As the API reads: one moment of the database."""
    connection = psycopg2.connect(url)
    connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
    try:
        yield connection
    finally:
        connection.close()


@dataclass
class Office:
    """A country, and the door by which its figures leave it."""

    country: Country
    releases: Releases

    @property
    def month(self) -> date:
        return self.country.days[0].replace(day=1)

    def now(self, day: date) -> datetime:
        """Noon after the day, in Greenwich."""
        return datetime.fromisoformat(f"{day}T12:00:00+00:00") + timedelta(days=1)


@contextmanager
def office(made: Country, k: int) -> Iterator[Office]:
    with ConnectionPool(made.url, kwargs={"autocommit": True}, min_size=1, max_size=4, open=True) as pool:
        made.stand_at(made.events[-1].position)
        yield Office(made, Releases(reading=lambda: read(made.url), pool=pool, k=k))


def filled(url: Callable[[], str], seed: int, *, steps: int = 60, walks: int = 30) -> Iterator[Country]:
    """Many short walks: some hundred claims of few weeks."""
    with country(url()) as made:
        for batch in batches(log_of(seed, steps, walks=walks), Random(seed)):
            made.record(batch)
        yield made
