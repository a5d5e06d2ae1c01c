"""Looks for what oversight should see, and raises findings; it records nothing about the claim itself.

A claim is examined when something happens to it that a rule may look at, and, as long as it is open, once a day of its
own region, because days that pass can be a finding too. It is examined by its events as they stand in the store, so
that nothing depends on a read model, and a finding is raised once however often it is found.
The read models say only which claims are open and what was found before. Where they are behind, the next look mends
the one, and what was told lately (told.py) the other.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg2.extensions import connection as ReadModels  # noqa: N812 - it is a class
from psycopg_pool import ConnectionPool

from config import Settings
from consumers.told import told_after
from consumers.turn import wait_for_turn
from domain.act import Act
from domain.events import ClaimEvent, FindingState
from domain.finding import About, Finding, says
from domain.findings import RULES, Found, Story, finding_id, found_in
from domain.vocabulary import FindingRule, FindingStatus, Role
from projections.claim_lists import todays
from projections.connect import connect, transaction
from projections.findings_known import come_to, known, looked_at
from store import log
from store.clock import Clock, clock_of
from store.mapper import event_of
from store.recorder import Writer
from store.streams import Streams, Target

logger = logging.getLogger(__name__)
LOCK_CLASS: Final = 0x0AD8
"""first half of the advisory lock of the active watch"""
NAME: Final = "findings"
ACTOR, OFFICE = "watch", "QADAM"
AT_ONCE: Final = 200
"""claims that are read and examined together"""
CONNECTIONS: Final = 4

TRIGGERS: Final = frozenset(
    {
        "claim.registered",
        "file.received",
        "lookup.completed",
        "document.requested",
        "document.received",
        "document.request_withdrawn",
        "commission.assigned",
        "commission.concluded",
        "income.assessed",
        "claim.approved",
        "claim.refused",
        "claim.withdrawn",
        "term.extended",
        "deadline.recomputed",
        "notice.sent",
        "lookup.failed",
        "state_request.answered",
        "payment.started",
        "payment.suspended",
        "payment.resumed",
        "payment.terminated",
        "complaint.filed",
        "complaint.resolved",
        "correction.recorded",
    }
)
"""events after which a rule may find something else than before; whatever can be recorded of a claim that is decided or
withdrawn is among them, because nobody looks at that one every day"""


def run(settings: Settings, stop: threading.Event) -> None:
    """Watch until `stop` is set. Raises what goes wrong with the store; a claim that cannot be examined is parked."""
    name = "qadam watch"
    with (
        psycopg.connect(settings.database_url, autocommit=True, application_name=name) as own,
        psycopg.connect(settings.database_url, autocommit=True, application_name=f"{name}, listening") as listening,
        closing(connect(settings.database_url, f"{name}, read models")) as models,
        ConnectionPool(
            settings.database_url, kwargs={"autocommit": True, "application_name": name}, max_size=CONNECTIONS
        ) as pool,
    ):
        if not wait_for_turn(own, LOCK_CLASS, NAME, stop, "watch"):
            return
        pool.wait()
        with closing(clock_of(pool)) as clock, Writer(settings.database_url) as writer, asyncio.Runner() as runner:
            streams = Streams(writer, pool)
            watch = Watch(own, models, streams, clock, settings)
            batches = log.listen(
                listening,
                position(own),
                settings.watch_batch,
                stop=stop,
                poll_seconds=settings.poll_seconds,
                gather_seconds=settings.watch_gather_seconds,
            )
            for batch in batches:
                runner.run(watch.see(batch))
                runner.run(watch.look_around(stop))
            runner.run(streams.close())


class Watch:
    """Examines claims and tells their findings what was found."""

    def __init__(
        self, store: log.Connection, models: ReadModels, streams: Streams, clock: Clock, settings: Settings
    ) -> None:
        self.store, self.models, self.streams, self.clock = store, models, streams, clock
        self.every_seconds = settings.watch_every_seconds
        self.look_at = 0.0
        self.looked: dict[UUID, date] = {}
        """claim -> the local day on which it was examined last, of those looked at every day"""
        self.parked = set(parked(store))
        self.told = told_after(store, come_to(models))

    async def see(self, batch: Sequence[log.Recorded]) -> None:
        """Examine the claims to which something happened, then note how far we are."""
        claims = list(dict.fromkeys(each.stream for each in batch if each.name in TRIGGERS))
        for start in range(0, len(claims), AT_ONCE):
            await self.examine(claims[start : start + AT_ONCE])
        if batch:
            store_position(self.store, batch[-1].position)

    async def look_around(self, stop: threading.Event) -> None:
        """Examine the claims in which time alone may bring something, once on each day of theirs, and those parked."""
        if time.monotonic() < self.look_at:
            return
        self.told.forget(come_to(self.models))
        today = dict(todays(self.clock.now()))
        with transaction(self.models) as cursor:
            found = looked_at(cursor, min(today.values()))
        self.looked = {claim: day for claim, day in self.looked.items() if claim in found}
        due = [claim for claim, region in found.items() if self.looked.get(claim) != today[region]]
        due += [claim for claim in sorted(self.parked) if claim not in found]
        for start in range(0, len(due), AT_ONCE):
            if stop.is_set():
                return
            some = due[start : start + AT_ONCE]
            await self.examine(some)
            self.looked |= {claim: today[found[claim]] for claim in some if claim in found}
        self.look_at = time.monotonic() + self.every_seconds

    async def examine(self, claims: Sequence[UUID]) -> None:
        """What the rules find in these claims now, told to their findings. One that cannot be read stops no other."""
        now = self.clock.now()
        before = self._known(claims)
        for claim, recorded in self._events(claims).items():
            try:
                found, about = judged(claim, recorded, now)
            except Exception as error:  # whatever it is: the others go on, and what is said about findings says so
                park(self.store, claim, error)
                self.parked.add(claim)
                continue
            if told := await self._tell(about, found, before.get(claim, {}), now):
                self.told.note(claim, told, log.end(self.store))
            if claim in self.parked:
                unpark(self.store, claim)
                self.parked.discard(claim)

    async def _tell(
        self,
        about: About,
        found: Mapping[UUID, tuple[FindingRule, Found]],
        before: Mapping[UUID, FindingState],
        now: datetime,
    ) -> list[UUID]:
        """The findings of which something was recorded. Of those told lately the read model is not believed."""
        act = Act(actor=ACTOR, role=Role.SERVICE, office=OFFICE, occurred_at=now, now=now)
        lately = self.told.of(UUID(about.claim))
        wanted: list[tuple[Callable[[Finding], None], Target[Finding]]] = []
        for finding, (rule, what) in found.items():
            state = before.get(finding)
            if state is None or finding in lately or not says(state, RULES[rule].version, what):
                observe = partial(_observe, about=about, rule=rule, found=what, act=act)
                wanted.append((observe, Target(Finding, finding, new=True)))
        standing = {finding for finding, state in before.items() if state.status != FindingStatus.CLOSED}
        gone = sorted((standing | lately) - found.keys())
        wanted += [(partial(_lapse, act=act), Target(Finding, finding)) for finding in gone]
        done = [await self.streams.change(command, target) for command, target in wanted]
        return [each.events[0].originator_id for each in done if each.events]

    def _known(self, claims: Sequence[UUID]) -> dict[UUID, dict[UUID, FindingState]]:
        with transaction(self.models) as cursor:
            return known(cursor, claims)

    def _events(self, claims: Sequence[UUID]) -> dict[UUID, list[log.Recorded]]:
        found: dict[UUID, list[log.Recorded]] = {}
        for recorded in log.read_streams(self.store, claims):
            found.setdefault(recorded.stream, []).append(recorded)
        return found


def judged(
    claim: UUID, recorded: Iterable[log.Recorded], now: datetime
) -> tuple[dict[UUID, tuple[FindingRule, Found]], About]:
    """What is found in a claim now, each under its finding's id, and the cohort of the claim."""
    events: list[Any] = [event_of(each) for each in recorded]
    assert all(isinstance(event, ClaimEvent) for event in events), f"{claim} is no claim"
    story = Story.of(events, now)
    found = {finding_id(claim, rule, each.thing): (rule, each) for rule, each in found_in(story)}
    return found, About(str(claim), story.ledger.cohort)


def position(connection: log.Connection) -> int:
    """Up to where the watch has come; 0 if it has never looked."""
    row = connection.execute("SELECT position FROM watch_position WHERE name = %s", (NAME,)).fetchone()
    return int(row[0]) if row else 0


def store_position(connection: log.Connection, at: int) -> None:
    connection.execute(
        """INSERT INTO watch_position (name, position) VALUES (%s, %s) ON CONFLICT (name)
           DO UPDATE SET position = excluded.position, stored_at = clock_timestamp()""",
        (NAME, at),
    )


def park(connection: log.Connection, claim: UUID, error: Exception) -> None:
    """Note that a claim could not be examined, and why: it is tried again with every look around."""
    reason = f"{type(error).__name__}: {error}"
    logger.error("claim %s cannot be examined: %s", claim, reason)
    connection.execute(
        """INSERT INTO watch_parked (claim, reason) VALUES (%s, %s) ON CONFLICT (claim)
           DO UPDATE SET reason = excluded.reason""",
        (claim, reason),
    )


def unpark(connection: log.Connection, claim: UUID) -> None:
    connection.execute("DELETE FROM watch_parked WHERE claim = %s", (claim,))


def parked(connection: log.Connection) -> list[UUID]:
    """The claims that could not be examined."""
    return [row[0] for row in connection.execute("SELECT claim FROM watch_parked ORDER BY claim").fetchall()]


def _observe(finding: Finding, *, about: About, rule: FindingRule, found: Found, act: Act) -> None:
    finding.observe(about=about, rule=rule, rule_version=RULES[rule].version, found=found, act=act)


def _lapse(finding: Finding, *, act: Act) -> None:
    finding.lapse(act=act)
