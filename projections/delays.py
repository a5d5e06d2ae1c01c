"""The delay ledger: where claims waited, whose move it was, who answered for it.

A closed wait is a line and a movement of the roll-up. Running waits are in the roll-up too, without anybody counting
them every night: one cell for all that are alike holds how many they are, what was booked so far and when that was, and
what has come since is arithmetic (delays_reckoning.py). Roll-ups count under the claim's cohort, the region, office and
local day of its submission, and under the recorded day of the event that moved them.
What is asked: projections/delays_questions.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from domain.calendar import calendar
from domain.events import ClaimEvent
from domain.ledger import Ledger, groups
from domain.regions import time_zone
from domain.vocabulary import WaitKind
from domain.wait import Wait
from projections.accounts import accounts
from projections.base import Index, Months, Out, Projection

NONE: Final = ""
"""what a cell's key holds where a wait has no registry, no outcome, or a party no code"""


@dataclass(slots=True)
class DelaysRow:
    """A claim's cohort, and what it waits for now: each running wait by the columns of `WAIT`."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    running: bool
    waiting: list[list[str | bool]] = field(default_factory=list)


@dataclass(slots=True, unsafe_hash=True)
class DelaysLine:
    """A closed wait. Instants in epoch seconds, counters in whole seconds."""

    wait: str
    stage: str
    holder: str
    holder_code: str
    liable: str
    liable_code: str
    cause: str
    registry: str
    came_of: str
    pause: bool
    opened_at: int
    closed_at: int
    open_s: int
    share_s: int
    sole_s: int
    open_working_s: int
    share_working_s: int
    sole_working_s: int


@dataclass(slots=True, unsafe_hash=True)
class DelaysCell:
    """Under what a second of waiting is booked. `came_of`: a demand's verdict or a lookup's outcome.

    Running waits also by how many groups of their claim are open, how many waits are in theirs, and the calendar that
    counts their working seconds: what the time until now is divided by. 0, 0 and "" for closed waits.
    """

    region: str
    office: str
    submitted_on: date
    stage: str
    holder: str
    holder_code: str
    liable: str
    liable_code: str
    cause: str
    registry: str
    came_of: str
    pause: bool
    open_groups: int
    group_waits: int
    calendar: str


@dataclass(slots=True, unsafe_hash=True)
class Seconds:
    """What is added up: waits, those of them that run, and what was booked for them by both clocks.

    `last_s`: of running waits, the instants of their claims' last events, up to which they are booked;
    `last_working_s`: the working seconds of their calendar at these instants.
    """

    waits: int
    running: int
    open_s: int
    share_s: int
    sole_s: int
    open_working_s: int
    share_working_s: int
    sole_working_s: int
    last_s: int = 0
    last_working_s: int = 0


WAIT: Final = ("stage", "holder", "holder_code", "liable", "liable_code", "cause", "registry", "came_of", "pause")
"""what is told of a wait in lines, cells and rows"""
Booked = tuple[str, str, str, str, str, str, str, str, bool]

delays = Projection(
    "delays_4",
    takes=ClaimEvent,
    follows=accounts,
    row=DelaysRow,
    line=DelaysLine,
    cell=(DelaysCell, Seconds),
    months=Months("submitted_on"),
    indexes=(Index("rows", ("submitted_on", "stream")), Index("cells", ("submitted_on",))),
)

DelaysOut = Out[DelaysLine, DelaysCell, Seconds]


@delays.on(ClaimEvent)
def happened(row: DelaysRow | None, event: ClaimEvent, out: DelaysOut) -> DelaysRow:
    """Every wait that the event closed becomes a line and moves the roll-up."""
    row = row or _begun(out.account)
    for wait in out.closed:
        booked = booked_as(wait, wait.came_of)
        out.append(DelaysLine(wait.id, *booked, wait.opened_at, wait.closed_at, *counted(wait)))
        out.add(_cell(row, booked), Seconds(1, 0, *counted(wait)))
    return row


@delays.shows
def waits(row: DelaysRow | None, ledger: Ledger, at: datetime) -> DelaysRow:
    row = row or _begun(ledger)
    row.running = bool(ledger.open)
    row.waiting = [list(booked_as(wait, came_of(ledger, wait))) for wait in ledger.open]
    return row


@delays.contribute
def running(row: DelaysRow, ledger: Ledger) -> dict[DelaysCell, Seconds]:
    """The open waits as they were booked at the claim's last event, and when that was."""
    if not ledger.open:
        return {}
    last_s = ledger.last_at
    last = last_s, calendar(ledger.state.calendar).working_seconds(last_s, time_zone(ledger.zone))
    found = groups(ledger.open)
    of = ledger.state.calendar
    return _summed(
        (_cell(row, booked_as(wait, came_of(ledger, wait)), len(found), len(group), of), (*counted(wait), *last))
        for group in found
        for wait in group
    )


def running_at(row: DelaysRow, ledger: Ledger, at: int) -> dict[DelaysCell, Seconds]:
    """The same with the time up to an instant booked to the second, as one claim's own ledger does it."""
    return _summed(
        (_cell(row, booked_as(wait, came_of(ledger, wait))), (*counted(wait), 0, 0)) for wait in ledger.running(at)
    )


def booked_as(wait: Wait, came_of: str | None) -> Booked:
    """The columns `WAIT` of a wait."""
    return (
        wait.stage,
        wait.holder["kind"],
        wait.holder["code"] or NONE,
        wait.liable["kind"],
        wait.liable["code"] or NONE,
        wait.cause,
        wait.registry or NONE,
        came_of or NONE,
        wait.pause,
    )


def counted(wait: Wait) -> tuple[int, int, int, int, int, int]:
    """The six counters of a wait, in the order of `Seconds`."""
    return (
        wait.open_s,
        wait.share_s,
        wait.sole_s,
        wait.open_working_s,
        wait.share_working_s,
        wait.sole_working_s,
    )


def came_of(ledger: Ledger, wait: Wait) -> str | None:
    """What is known of a running wait: a demand has its verdict from the start."""
    return ledger.state.demands[wait.object].verdict if wait.kind == WaitKind.DOCUMENT else None


def _begun(ledger: Ledger) -> DelaysRow:
    cohort = ledger.cohort
    return DelaysRow(cohort.region, cohort.office, date.fromisoformat(cohort.day), True)


def _cell(row: DelaysRow, booked: Booked, open_groups: int = 0, group_waits: int = 0, of: str = NONE) -> DelaysCell:
    """Where a wait is added up: with its claim's cohort."""
    return DelaysCell(row.region, row.office, row.submitted_on, *booked, open_groups, group_waits, of)


def _summed(waits: Iterable[tuple[DelaysCell, Sequence[int]]]) -> dict[DelaysCell, Seconds]:
    """Running waits of one cell added up."""
    sums: dict[DelaysCell, tuple[int, ...]] = {}
    for cell, measures in waits:
        one = (1, 1, *measures)
        sums[cell] = tuple(_plus(sums[cell], one)) if cell in sums else one
    return {cell: Seconds(*measures) for cell, measures in sums.items()}


def _plus(some: Sequence[int], more: Sequence[int]) -> Iterator[int]:
    return (a + b for a, b in zip(some, more, strict=True))
