"""Many claims' histories in little time: the demo's, played through the API once, and copies of them.

A copy differs from its original in its id, its office and district, and the weeks by which all its days were moved on;
what happened, and with it every wait, is what a claim went through that the API accepted.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

import orjson
import psycopg
from psycopg_pool import ConnectionPool

from cli.bench.load import undated
from cli.bench.world import api_alone, database
from cli.demo.caller import Caller
from cli.demo.fresh import Freshness
from cli.demo.plan import BEGIN, END, plan
from cli.demo.play import Player
from cli.stack import Stack
from domain.events import ClaimApproved, ClaimRefused, ClaimWithdrawn
from store.clock import clock_of
from store.log import Recorded, read_streams

PLAYED: Final = 200
"""claims that are played; more would bring hardly anything that these have not"""
SEED: Final = 2019
DISTRICTS: Final = 10
"""in each of the 17 regions, with an office each: about as many as there are"""
WEEKS: Final = 4
"""by up to so many less one the days of copies are moved on"""
ENDS: Final = frozenset(kind.TOPIC for kind in (ClaimApproved, ClaimRefused, ClaimWithdrawn))
A_DAY: Final = re.compile(rb"2019-(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])")
MAKE_STAGE: Final = """CREATE UNLOGGED TABLE staged (
    stream uuid, version bigint, name text, body bytea, recorded_at timestamptz
)"""
STAGE: Final = "COPY staged (stream, version, name, body, recorded_at) FROM STDIN (FORMAT BINARY)"
TYPES: Final = ("uuid", "int8", "text", "bytea", "timestamptz")
FROM_STAGE: Final = """INSERT INTO events (originator_id, originator_version, topic, state, recorded_at)
SELECT stream, version, name, body, recorded_at FROM staged ORDER BY recorded_at, stream, version"""

NOW: Final = END + timedelta(weeks=WEEKS - 1)
"""where the last copies have come to the demo's end"""

Row = tuple[UUID, int, str, bytes, datetime]
Rows = Iterator[Row]


@dataclass(frozen=True, slots=True)
class History:
    """A claim's events, and the versions at which a save ended before the claim did."""

    prefix: bytes
    events: tuple[Recorded, ...]
    saves: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Another claim: `of` whom, up to which version, in which district of the same region."""

    of: History
    stream: UUID
    district: int
    last: int

    def renamed(self, body: bytes) -> bytes:
        """With the offices and the place of its own district."""
        prefix, district = self.of.prefix, self.district
        for kind in (b"OFFICE", b"AKIM"):
            body = body.replace(b'"%b-%b"' % (prefix, kind), b'"%b-%b-%d"' % (prefix, kind, district))
        return body.replace(b'"%b0000000"' % prefix, b'"%b%02d00000"' % (prefix, 10 + district))

    def rows(self) -> Rows:
        for event in self.of.events[: self.last]:
            yield self.stream, event.version, event.name, self.renamed(event.body), event.recorded_at


Besides = Callable[[Copy], Iterator[Row]]
"""what is stored beside a copy"""


def played(stack: Stack, folder: Path, claims: int = PLAYED) -> list[History]:
    """The demo's claims as the API recorded them. Raises `Unexpected`, `StackError`."""
    made = plan(claims, SEED)
    made = replace(made, scripts=undated(made.scripts))
    with database(stack, simulated_clock=True) as url, api_alone(stack, folder, url, made.actors()) as running:
        ours = running.settings
        with (
            ConnectionPool(url, min_size=1, max_size=1, open=True) as pool,
            closing(Caller(ours.api_host, ours.api_port, running.tokens)) as caller,
        ):
            clock = clock_of(pool)
            clock.move_to(BEGIN)
            courses = Player(made, caller, clock, Freshness(caller), lambda: None).play(lambda so_far: None).courses
        with psycopg.connect(url) as connection:
            streams = [UUID(course.claim) for course in courses.values()]
            found = groupby(read_streams(connection, streams), key=lambda event: event.stream)
            return [history(tuple(events)) for _, events in found]


def history(events: tuple[Recorded, ...]) -> History:
    """`saves`: none of an end or after it."""
    said = [orjson.loads(event.body) for event in events]
    ended = next((event.version for event in events if event.name in ENDS), len(events) + 1)
    borders = (
        event.version
        for (event, one), (_, other) in pairwise(zip(events, said, strict=True))
        if one["request"] != other["request"]
    )
    prefix = str(said[0]["region"])[:2].encode()
    return History(prefix, events, tuple(version for version in borders if version < ended))


def store(
    database_url: str,
    histories: Sequence[History],
    claims: int,
    *,
    open_only: bool = False,
    besides: Besides | None = None,
) -> int:
    """Fill an empty store with so many copies, in the order of their recording; gives the number of events.

    `open_only`: every copy ends somewhere before its claim's end.
    """
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(MAKE_STAGE)
        with connection.cursor() as cursor, cursor.copy(STAGE) as copy:
            copy.set_types(TYPES)
            for each in copied(histories, claims, open_only=open_only):
                for row in (*each.rows(), *(besides(each) if besides else ())):
                    copy.write_row(row)
        events = connection.execute(FROM_STAGE).rowcount
        connection.execute("DROP TABLE staged")
        connection.execute("VACUUM ANALYZE events")
    return events


def copies(histories: Sequence[History], claims: int, *, open_only: bool) -> Rows:
    """The rows of all copies."""
    for each in copied(histories, claims, open_only=open_only):
        yield from each.rows()


def copied(histories: Sequence[History], claims: int, *, open_only: bool) -> Iterator[Copy]:
    """The same for the same arguments."""
    dice = Random(SEED)  # noqa: S311 - no secrets
    moved = [[_moved(each, timedelta(weeks=weeks)) for each in histories] for weeks in range(WEEKS)]
    for number in range(claims):
        which = number % len(histories)
        of = moved[number // len(histories) % WEEKS][which]
        last = min(dice.choice(of.saves), dice.choice(of.saves)) if open_only else len(of.events)
        yield Copy(of, UUID(int=dice.getrandbits(128), version=4), dice.randrange(DISTRICTS), last)


def _moved(of: History, by: timedelta) -> History:
    """The same so much later; what was before 2019 stays."""

    @cache
    def later(day: bytes) -> bytes:
        return (date.fromisoformat(day.decode()) + by).isoformat().encode()

    events = tuple(
        Recorded(
            event.position,
            event.stream,
            event.version,
            event.name,
            event.recorded_at + by,
            A_DAY.sub(lambda found: later(found[0]), event.body),
        )
        for event in of.events
    )
    return History(of.prefix, events, of.saves)
