"""Append: from a command on a cached claim to its commit, beside the raw limit of the database.

Each command is a real one, records one event, and goes the way it goes in the API: lock, aggregate from the cache,
rules, combining writer. Rounds alternate with rounds of raw inserts of the same bytes, so that both meet the same load.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import psycopg
import uvloop
from psycopg_pool import ConnectionPool

from cli.api import seldom_collected
from cli.bench import raw
from cli.bench.figures import Spread
from cli.bench.life import Family, one_event_each
from domain.applicant import Applicant
from domain.claim import Claim
from store.recorder import Writer
from store.streams import Streams, Target

WAITING: Final = 32
"""commands that wait for the writer at any time"""
ROUNDS: Final = 5
CLAIMS: Final = 10 * WAITING
"""in a round; each has 22 events"""
WRITTEN: Final = """SELECT originator_id, originator_version, topic, state FROM events
WHERE notification_id > %s AND originator_version > 1 ORDER BY notification_id"""


@dataclass(frozen=True, slots=True)
class Round:
    """Events a second of both ways, and our process's own CPU seconds for 1,000 events."""

    ours: float
    raw: float
    cpu_seconds: float

    @property
    def ratio(self) -> float:
        return self.ours / self.raw


@dataclass(frozen=True, slots=True)
class Append:
    """What the rounds say, the first one left out: it warms up."""

    rounds: tuple[Round, ...]
    events: int

    @property
    def ratio(self) -> Spread:
        return Spread.of([each.ratio for each in self.rounds])

    @property
    def ours(self) -> Spread:
        return Spread.of([each.ours for each in self.rounds])

    @property
    def raw(self) -> Spread:
        return Spread.of([each.raw for each in self.rounds])

    @property
    def cpu_seconds(self) -> Spread:
        return Spread.of([each.cpu_seconds for each in self.rounds])


def measure(database_url: str, *, rounds: int = ROUNDS, claims: int = CLAIMS) -> Append:
    """Ours, raw, ours, raw, in a migrated database that nobody else uses."""
    seldom_collected()
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(raw.MAKE)
        taken = [_round(database_url, connection, claims) for _ in range(rounds + 1)]
    return Append(tuple(each for each, _ in taken[1:]), sum(events for _, events in taken[1:]))


def _round(database_url: str, connection: psycopg.Connection[Any], claims: int) -> tuple[Round, int]:
    after = _end(connection)
    events, seconds, cpu_seconds = uvloop.run(_ours(database_url, claims))
    rows = connection.execute(WRITTEN, (after,)).fetchall()
    assert len(rows) == events, f"{len(rows)} rows of {events} events"
    span = raw.write_alone(database_url, rows)
    return Round(events / seconds, events / span.seconds, 1000 * cpu_seconds / events), events


def _end(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute("SELECT coalesce(max(notification_id), 0) FROM events").fetchone()
    assert row
    return int(row[0])


async def _ours(database_url: str, claims: int) -> tuple[int, float, float]:
    """Events, seconds, and CPU seconds of this process, from the first command to the last commit."""
    families = [Family() for _ in range(claims)]
    lanes = [families[number::WAITING] for number in range(WAITING)]
    with ConnectionPool(database_url, min_size=1, max_size=4, open=True) as pool, Writer(database_url) as writer:
        streams = Streams(writer, pool, cached=2 * claims)
        await asyncio.gather(*(_submit(streams, lane) for lane in lanes))
        began, spent = time.monotonic(), time.process_time()
        events = sum(await asyncio.gather(*(_live(streams, lane) for lane in lanes)))
        seconds, cpu_seconds = time.monotonic() - began, time.process_time() - spent
        await streams.close()
    return events, seconds, cpu_seconds


async def _submit(streams: Streams, families: Sequence[Family]) -> None:
    """The claims are in the cache after this."""
    for family in families:
        await streams.change(
            family.submit, Target(Claim, family.claim, new=True), Target(Applicant, family.applicant, new=True)
        )


async def _live(streams: Streams, families: Sequence[Family]) -> int:
    """One command after the other, each when the last one was committed; gives the number of events."""
    events = 0
    for family in families:
        for command in one_event_each(family):
            done = await streams.change(command, Target(Claim, family.claim))
            assert len(done.events) == 1, done.events
            events += 1
    return events
