"""Random histories of claims in a database, and what the ledgers say of the events recorded until a day."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

from domain.events import ClaimEvent
from domain.ledger import Ledger, Wait
from domain.wait import ClosedWait
from projections.apply import ReadModels
from projections.base import recorded_day
from projections.connect import connect, transaction
from projections.delays import booked_as, came_of, counted
from projections.freshness import ensure_heartbeats
from projections.lookback_days import Known, known
from projections.positions import Position, replace_positions
from projections.registry import declared
from projections.tables import ensure, live
from store import log
from store.log import Recorded
from store.mapper import event_of
from tests.domain.histories import walked
from tests.projections.journeys import keep

OURS = list(declared().values())
LATER = timedelta(days=3)


@dataclass(slots=True)
class Told:
    """A wait as a claim's own ledger tells it."""

    claim: UUID
    ledger: Ledger
    wait: Wait

    @property
    def runs(self) -> bool:
        return not isinstance(self.wait, ClosedWait)

    @property
    def columns(self) -> dict[str, Any]:
        outcome = self.wait.came_of if isinstance(self.wait, ClosedWait) else came_of(self.ledger, self.wait)
        names = ("stage", "holder", "holder_code", "liable", "liable_code", "cause", "registry", "came_of", "pause")
        cohort = self.ledger.cohort
        return {
            "region": cohort.region[:2],
            "office": cohort.office,
            "submitted_on": date.fromisoformat(cohort.day),
            **dict(zip(names, booked_as(self.wait, outcome), strict=True)),
        }

    @property
    def seconds(self) -> tuple[int, ...]:
        return counted(self.wait)


@dataclass(slots=True)
class Country:
    """Read models over a store of claims, brought up to date batch by batch."""

    url: str
    connection: Connection
    read_models: ReadModels
    events: list[Recorded]

    @property
    def days(self) -> list[date]:
        """Every day on which something was recorded."""
        return sorted({recorded_day(event.recorded_at) for event in self.events})

    @property
    def now(self) -> datetime:
        return self.events[-1].recorded_at + LATER

    def known(self, day: date | None = None) -> Known:
        return known(day, self.now)

    def record(self, events: Sequence[Recorded]) -> None:
        """Into the store and into the read models."""
        keep(self.url, events)
        self.read_models.apply(events)
        self.events += events

    def stand_at(self, position: int) -> None:
        """As far as the projector says that it has come."""
        with transaction(self.connection) as cursor:
            for projection in OURS:
                replace_positions(cursor, live(projection), "T", [Position("T", 0, 1, position)])

    def waits(self, known: Known) -> Iterator[Told]:
        """Every wait as known then: each claim's own ledger over the events recorded until then."""
        streams: dict[UUID, list[Recorded]] = {}
        for event in self.events:
            if known.by is None or recorded_day(event.recorded_at) <= known.by:
                streams.setdefault(event.stream, []).append(event)
        for stream, events in streams.items():
            yield from _waits(stream, events, known.second)


def _waits(stream: UUID, events: Iterable[Recorded], at: int) -> Iterator[Told]:
    ledger = Ledger()
    for event in map(event_of, events):
        if isinstance(event, ClaimEvent):
            yield from (Told(stream, ledger, wait) for wait in ledger.apply(event))
    yield from (Told(stream, ledger, wait) for wait in ledger.running(at))


@contextmanager
def country(database_url: str) -> Iterator[Country]:
    """Without claims yet."""
    with (
        closing(connect(database_url, "test")) as connection,
        psycopg.connect(database_url, autocommit=True) as reader,
    ):
        ensure(connection, OURS)
        ensure_heartbeats(connection)
        models = ReadModels(connection, map(live, OURS), partial(log.read_stream, reader))
        yield Country(database_url, connection, models, [])


def log_of(seed: int, steps: int, *, walks: int = 5) -> list[Recorded]:
    """Several walks of so many steps side by side, as one store keeps them: a walk alone has few claims."""
    logs = [[_of_walk(n, event) for event in walked(Random(100 * seed + n), steps).log()] for n in range(walks)]
    together = sorted((event for each in logs for event in each), key=lambda event: event.recorded_at)
    return [replace(event, position=3 * n + 1) for n, event in enumerate(together)]


def _of_walk(n: int, event: Recorded) -> Recorded:
    """Every walk names its streams alike."""
    return replace(event, stream=UUID(int=event.stream.int ^ n << 8))


def batches(events: Sequence[Recorded], chance: Random) -> Iterator[Sequence[Recorded]]:
    """Of any size, over midnights."""
    done = 0
    while done < len(events):
        size = chance.choice((1, 3, 20, 90))
        yield events[done : done + size]
        done += size
