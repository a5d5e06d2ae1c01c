"""The delay ledger of one claim: every second between submission and decision, divided among the waits that were open.

Exact, in whole seconds, and the same however the fold is split. Waits that are alike form a group, so that forty
questions to one registry weigh as one; an interval is divided over the open groups, and each group's part over its
waits. So the shares of all waits add up to the claim's total, in wall seconds and in working seconds: none is lost,
none counted twice.
Which event opens and closes what: domain/waits.py. In prose, with an example: docs/explanation/delay-ledger.md.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from domain.calendar import calendar
from domain.events import ClaimEvent, ClaimSubmitted
from domain.regions import local_day, region_at, time_zone
from domain.state import ClaimState, PartyRef
from domain.vocabulary import WaitKind
from domain.wait import ClosedWait, Moment, Wait
from domain.waits import TABLE, THE_CLAIM, closing, opened, wait_for

__all__ = ["ClosedWait", "Cohort", "Ledger", "Pause", "Wait", "book", "divide", "groups", "whose_move"]


@dataclass(slots=True)
class Cohort:
    """What a claim's time is booked under for life: where, at whom and on which local day it was submitted."""

    region: str = ""  # KATO
    office: str = ""
    day: str = ""


@dataclass(slots=True)
class Pause:
    """A lawful pause: the span of the wait for a paper that was rightly asked for. Instants in epoch seconds."""

    demand: str
    opened_at: int
    closed_at: int | None = None


@dataclass(slots=True)
class Ledger:
    """Folded over the events of one claim, in order of version. `orjson.dumps` writes it, `of` reads it back."""

    state: ClaimState = field(default_factory=ClaimState)
    cohort: Cohort = field(default_factory=Cohort)
    zone: str = ""  # of the region of submission
    started_at: int = 0
    last_at: int = 0  # no later event counts as earlier than this
    first_ended_at: int | None = None  # the first decision or the withdrawal: what terms and durations look at
    ended_at: int | None = None  # the last end; None while a complaint is under review or a new decision is due
    clamped: int = 0  # events that said they happened before their predecessor
    total_s: int = 0
    total_working_s: int = 0
    paused_s: int = 0  # of the total, while a lawful pause was open
    paused_working_s: int = 0
    pauses: list[Pause] = field(default_factory=list)
    open: list[Wait] = field(default_factory=list)  # in order of version, then id

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """The ledger that `orjson.dumps` once wrote."""
        ledger = cls(**plain)
        ledger.state = ClaimState.of(plain["state"])
        ledger.cohort = Cohort(**plain["cohort"])
        ledger.pauses = [Pause(**pause) for pause in plain["pauses"]]
        ledger.open = [Wait(**wait) for wait in plain["open"]]
        return ledger

    def apply(self, event: ClaimEvent) -> list[ClosedWait]:
        """Let time pass until the event, then let it change the claim. Returns the waits that it closed."""
        at = int(event.happened_at.timestamp())
        self.clamped += at < self.last_at
        self._let_pass(max(at, self.last_at))
        came_from = self.state.stage
        event.happen(self.state)
        if isinstance(event, ClaimSubmitted):
            self._begin(event)
        return self._move(Moment(event, self.state, came_from, self.open))

    def running(self, now: int) -> list[Wait]:
        """The open waits as they stand at `now` (epoch seconds), which is never before the last event.

        Here and below, working time that runs stands still after the last day of the claim's calendar.
        """
        waits = [replace(wait) for wait in self.open]
        book(waits, *self._until(now))
        return waits

    def totals(self, now: int) -> tuple[int, int]:
        """The claim's time until `now` or its end: wall seconds and working seconds."""
        seconds, working = self._until(now)
        return self.total_s + seconds, self.total_working_s + working

    def paused(self, now: int) -> tuple[int, int]:
        """The part of the total in which a lawful pause was open: wall seconds and working seconds."""
        seconds, working = self._until(now) if self._is_paused else (0, 0)
        return self.paused_s + seconds, self.paused_working_s + working

    def _begin(self, event: ClaimSubmitted) -> None:
        zone = region_at(event.region, event.happened_at).zone
        self.zone, self.started_at = zone.key, self.last_at
        day = local_day(event.happened_at, zone)
        self.cohort = Cohort(region=event.region, office=event.office, day=day.isoformat())

    def _let_pass(self, at: int) -> None:
        """Seconds count while something is open: from the submission to the end."""
        if self.open and at > self.last_at:
            work = calendar(self.state.calendar).working_seconds
            seconds, working = self._since_last(at, work)
            self.total_s += seconds
            self.total_working_s += working
            if self._is_paused:
                self.paused_s += seconds
                self.paused_working_s += working
            book(self.open, seconds, working)
        self.last_at = at

    @property
    def _is_paused(self) -> bool:
        return any(wait.pause for wait in self.open)

    def _until(self, now: int) -> tuple[int, int]:
        return self._since_last(now, calendar(self.state.calendar).working_seconds_known) if self.open else (0, 0)

    def _since_last(self, until: int, work: Callable[[int, ZoneInfo], int]) -> tuple[int, int]:
        """Wall and working seconds, both 0 once the claim has ended."""
        if not self.open or until <= self.last_at:
            return 0, 0
        zone = time_zone(self.zone)
        return until - self.last_at, work(until, zone) - work(self.last_at, zone)

    def _move(self, moment: Moment) -> list[ClosedWait]:
        """Close, then open. Idleness ends with a wait, another stage or the claim, and is what else remains."""
        over = closing(moment)
        closed = self._close(over, moment)
        waits = opened(moment, self.last_at, over)
        if waits or moment.came_from != self.state.stage:
            closed += self._close([wait for wait in self.open if wait.kind == WaitKind.IDLE], moment)
        if not waits and not self.open and not self.state.has_ended:
            waits = [wait_for(moment, WaitKind.IDLE.value, THE_CLAIM, self.last_at)]
        self._open(waits)
        self._note_end()
        return closed

    def _note_end(self) -> None:
        """The claim has ended while nothing is waited for. An event that comes after the end moves it no more."""
        if self.open:
            self.ended_at = None
        elif self.ended_at is None:
            self.ended_at = self.last_at
        if self.first_ended_at is None and self.state.first_end is not None:
            self.first_ended_at = self.last_at

    def _close(self, waits: Sequence[Wait], moment: Moment) -> list[ClosedWait]:
        """An idle wait of zero length is not made: it only stood between two steps of one instant."""
        if not waits:
            return []
        over = {wait.id for wait in waits}
        for pause in self.pauses:
            if pause.closed_at is None and any(w.pause and w.object == pause.demand for w in waits):
                pause.closed_at = self.last_at
        self.open[:] = [wait for wait in self.open if wait.id not in over]
        made = (wait for wait in waits if wait.kind != WaitKind.IDLE or wait.open_s)
        return [_closed(wait, moment, self.last_at) for wait in made]

    def _open(self, waits: Sequence[Wait]) -> None:
        if waits:
            self.pauses += [Pause(wait.object, wait.opened_at) for wait in waits if wait.pause]
            self.open.extend(waits)
            self.open.sort(key=lambda wait: (wait.version, wait.id))


def whose_move(ledger: Ledger) -> list[PartyRef]:
    """The holders of the open waits, each once, the longest waited for first."""
    holders = {(wait.holder["kind"], wait.holder["code"]): wait.holder for wait in ledger.open}
    return list(holders.values())


def groups(waits: Iterable[Wait]) -> list[list[Wait]]:
    """Waits of the same stage, holder, liable, cause and registry, ordered by the oldest wait of each."""
    found: dict[tuple[str | None, ...], list[Wait]] = {}
    for wait in waits:
        found.setdefault(_alike(wait), []).append(wait)
    return list(found.values())


def divide(seconds: int, parts: int) -> list[int]:
    """Equal whole parts; the first ones get a second more, until the sum is exact."""
    if parts == 1:
        return [seconds]
    part, more = divmod(seconds, parts)
    return [part + 1] * more + [part] * (parts - more)


def book(waits: Sequence[Wait], seconds: int, working: int) -> None:
    """Divide an interval (wall seconds, and the working seconds in it) over the waits that were open during it."""
    if not waits:
        return
    found = groups(waits) if len(waits) > 1 else [waits]
    alone = len(found) == 1
    for wait in waits:
        wait.open_s += seconds
        wait.open_working_s += working
    for group, wall, work in zip(found, divide(seconds, len(found)), divide(working, len(found)), strict=True):
        for wait, wall_s, work_s in zip(group, divide(wall, len(group)), divide(work, len(group)), strict=True):
            wait.share_s += wall_s
            wait.share_working_s += work_s
            if alone:
                wait.sole_s += wall_s
                wait.sole_working_s += work_s


def _alike(wait: Wait) -> tuple[str | None, ...]:
    holder, liable = wait.holder, wait.liable
    return (
        wait.stage,
        holder["kind"],
        holder["code"],
        liable["kind"],
        liable["code"],
        wait.cause,
        wait.registry,
    )


_values: Final = attrgetter(*(each.name for each in fields(Wait)))


def _closed(wait: Wait, moment: Moment, at: int) -> ClosedWait:
    came_of = TABLE[wait.kind].came_of(moment, wait.object)
    return ClosedWait(*_values(wait), closed_at=at, closed_by=moment.event.originator_version, came_of=came_of)
