"""Claims as they may have happened, put into the store; and what the read models make of them."""

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

import psycopg
import psycopg2

from projections.connect import connect
from projections.difference import Difference
from projections.freshness import freshness
from projections.rebuild import rebuild
from projections.registry import declared
from store.log import Recorded, end
from store.mapper import bytes_of
from tests.domain.history import History
from tests.waiting import eventually

LIMIT_S = 60.0
"""for what takes a restart or two: a broker gives a killed consumer's partitions back after some seconds"""
EVENTS = 9
"""of one claim"""


def claim(name: object) -> UUID:
    return uuid5(NAMESPACE_URL, f"claim/{name}")


def history(days: int) -> History:
    """A claim with a gap, for which a paper was demanded; it came after some days, and the waiting goes on."""
    return History().with_gap().after(3_600).demanded().after(86_400 * days).received().gap_closed()


def recorded(first: int, names: Sequence[object]) -> list[Recorded]:
    """Claims side by side, event after event, at positions from `first` on."""
    claims = [[(claim(name), event) for event in history(number % 5).events] for number, name in enumerate(names)]
    assert all(len(events) == EVENTS for events in claims)
    events = [event for row in zip(*claims, strict=True) for event in row]
    return [
        Recorded(position, stream, e.originator_version, e.TOPIC, _at(e.occurred_at), bytes_of(e))
        for position, (stream, e) in enumerate(events, first)
    ]


def is_fresh(database_url: str) -> bool:
    """Every read model holds all that is in the store, and a projector lives."""
    with closing(psycopg2.connect(database_url)) as connection:
        stamps = [freshness(connection, name) for name in declared()]
    return all(s.position == s.store_position and s.heartbeat_seconds is not None for s in stamps)


def wait_until_fresh(database_url: str) -> None:
    def look() -> bool:
        try:
            return is_fresh(database_url)
        except psycopg2.errors.UndefinedTable:
            return False

    eventually(look, LIMIT_S)


def versions(database_url: str, model: str) -> dict[UUID, int]:
    """Claim -> the version at which it stands in a read model."""
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(f"SELECT stream, version FROM {model}.rows")
        return {UUID(stream): version for stream, version in cursor}


def unlike_the_log(database_url: str) -> dict[str, list[Difference] | None]:
    """What differs between the live read models and the pure fold of the store: nothing acknowledged may be lost,
    nothing applied twice."""
    with (
        closing(connect(database_url, "test")) as connection,
        psycopg.connect(database_url, autocommit=True) as reader,
    ):
        made = {name: rebuild(connection, reader, p, batch=1_000).differences for name, p in declared().items()}
    return {name: differences for name, differences in made.items() if differences != []}


def store_end(database_url: str) -> int:
    with psycopg.connect(database_url, autocommit=True) as connection:
        return end(connection)


def _at(occurred_at: str) -> datetime:
    return datetime.fromisoformat(occurred_at) + timedelta(seconds=1)
