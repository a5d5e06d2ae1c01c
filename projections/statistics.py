"""What is counted of claims for whoever compares regions: how they ended and after how long, why they were refused,
what was extended, which papers were demanded, and which decisions fell in batches.

How claims stand within their terms is the cohort's (cohort.py), where their time went the ledger's (delays.py). Here is
what neither holds, by channel and edition too, booked once per fact and never looked at again: most events cost
nothing. Open claims are counted by the hour of their submission, ended ones by the bucket of their duration, so that
durations of both are known as of any day (docs/explanation/statistics.md). Every claim is also held against the terms
of every edition: a policy is a parameter of what is counted, never a rewrite. What is asked: statistics_figures.py.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from domain.events import (
    ClaimApproved,
    ClaimRefused,
    ClaimRegistered,
    ClaimSubmitted,
    ClaimWithdrawn,
    DeadlineRecomputed,
    DocumentRequested,
    GapDetected,
    NoticeSent,
    TermExtended,
)
from domain.events.base import ClaimEvent
from domain.ledger import Ledger
from domain.parallel import last_day
from domain.policy import editions
from domain.regions import local_day, time_zone
from domain.term import Counts, extensions
from domain.vocabulary import DocumentType
from figures.histogram import bucket
from projections.accounts import accounts
from projections.base import Index, Months, Out, Projection
from projections.tally import day_of

HOUR_S: Final = 3600
MINUTE_S: Final = 60
NONE: Final = ""


class Counted(StrEnum):
    """What a cell counts, and what its `detail` and its `number` are."""

    OPEN = "OPEN"  # claims without an end; number: the hour of submission, in hours since 1970
    APPROVED = "APPROVED"  # claims whose first end that is; detail: the kind; number: the bucket of their seconds
    REFUSED = "REFUSED"  # the same; detail: the ground
    WITHDRAWN = "WITHDRAWN"  # the same; detail: the reason
    DECISION = "DECISION"  # first decisions; detail: who decided; number: the minute of recording, since 1970
    EXTENSION = "EXTENSION"  # detail: what it is worth; number: while that may change, the last day for its notice
    PAPER = "PAPER"  # papers demanded; detail: the verdict
    DUE = "DUE"  # claims without an end; detail: an edition; number: the last day that it would leave them
    KEPT = "KEPT"  # claims whose first end was not after the last day of that edition; detail: the edition
    OVER = "OVER"  # those whose first end was after it
    CLAIM = "CLAIM"  # claims; detail: whether a gap was detected and what was demanded, as `standing` writes it


ENDS: Final = (Counted.APPROVED, Counted.REFUSED, Counted.WITHDRAWN)
CARD: Final = frozenset({DocumentType.IDENTITY_CARD, DocumentType.CONSENT})
"""what "with an identity card only" leaves room for: the card, and a consent, which is no paper for a fact"""


@dataclass(slots=True)
class StatisticsRow:
    """What was booked and may have to be booked otherwise: whether the claim has ended, whether a fact was missing,
    whether a paper beyond the card was demanded, each extension, and the last day under each edition."""

    ended: bool = False
    gap: bool = False
    paper: bool = False
    extensions: list[list[str | int]] = field(default_factory=list)
    last_days: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True, unsafe_hash=True)
class StatisticsCell:
    """Under what things are counted: the claim's cohort, its channel and edition, and what `counted` says."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    channel: str
    edition: str
    counted: str
    detail: str
    number: int


@dataclass(slots=True, unsafe_hash=True)
class Things:
    """How many, and of ended claims the seconds from submission to that end."""

    things: int
    seconds: int


statistics = Projection(
    "statistics_2",
    takes=ClaimEvent,
    row=StatisticsRow,
    cell=(StatisticsCell, Things),
    months=Months("submitted_on"),
    follows=accounts,
    indexes=(
        Index("cells", ("submitted_on",)),
        Index("months", ("detail", "number"), where="counted = 'DECISION'"),
        Index("months_by_day", ("detail", "number"), where="counted = 'DECISION'"),
    ),
)

StatisticsOut = Out[Any, StatisticsCell, Things]


@statistics.on(ClaimSubmitted)
def submitted(row: StatisticsRow | None, event: ClaimSubmitted, out: StatisticsOut) -> StatisticsRow:
    row = StatisticsRow()
    _book(out, Counted.OPEN, number=_hour(out.account))
    _book(out, Counted.CLAIM, standing(row))
    return _due(row, out)


@statistics.on(ClaimRegistered, DeadlineRecomputed)
def term_began(row: StatisticsRow, event: ClaimEvent, out: StatisticsOut) -> StatisticsRow:
    return row if row.ended else _due(row, out)


@statistics.on(ClaimApproved)
def approved(row: StatisticsRow, event: ClaimApproved, out: StatisticsOut) -> StatisticsRow:
    return _decided(row, event, Counted.APPROVED, event.kind, out)


@statistics.on(ClaimRefused)
def refused(row: StatisticsRow, event: ClaimRefused, out: StatisticsOut) -> StatisticsRow:
    return _decided(row, event, Counted.REFUSED, event.ground, out)


@statistics.on(ClaimWithdrawn)
def withdrawn(row: StatisticsRow, event: ClaimWithdrawn, out: StatisticsOut) -> StatisticsRow:
    return _ended(row, Counted.WITHDRAWN, event.reason, out)


@statistics.on(TermExtended, NoticeSent)
def extended(row: StatisticsRow, event: ClaimEvent, out: StatisticsOut) -> StatisticsRow:
    """An extension, or the notice without which it does not count."""
    ledger: Ledger = out.account
    if not ledger.state.extensions:
        return row
    worth = _worth(ledger, event)
    for old in row.extensions:
        _book(out, Counted.EXTENSION, str(old[0]), int(old[1]), things=-1)
    for detail, number in worth:
        _book(out, Counted.EXTENSION, detail, number)
    row.extensions = [[detail, number] for detail, number in worth]
    return row


@statistics.on(DocumentRequested)
def demanded(row: StatisticsRow, event: DocumentRequested, out: StatisticsOut) -> StatisticsRow:
    _book(out, Counted.PAPER, event.verdict)
    return _stands(row, out, gap=row.gap, paper=row.paper or event.type not in CARD)


@statistics.on(GapDetected)
def missing(row: StatisticsRow, event: GapDetected, out: StatisticsOut) -> StatisticsRow:
    return _stands(row, out, gap=True, paper=row.paper)


def standing(row: StatisticsRow) -> str:
    """Whether a gap was ever detected, and whether the card alone was enough so far."""
    return f"{'GAP' if row.gap else 'NO_GAP'}:{'PAPER' if row.paper else 'CARD'}"


def _stands(row: StatisticsRow, out: StatisticsOut, *, gap: bool, paper: bool) -> StatisticsRow:
    if (gap, paper) != (row.gap, row.paper):
        _book(out, Counted.CLAIM, standing(row), things=-1)
        row.gap, row.paper = gap, paper
        _book(out, Counted.CLAIM, standing(row))
    return row


def _decided(row: StatisticsRow, event: ClaimEvent, how: Counted, why: str, out: StatisticsOut) -> StatisticsRow:
    """Only the first decision counts, and in which minute who recorded it."""
    if not row.ended:
        _book(out, Counted.DECISION, event.office, int(event.timestamp.timestamp()) // MINUTE_S)
    return _ended(row, how, why, out)


def _ended(row: StatisticsRow, how: Counted, why: str, out: StatisticsOut) -> StatisticsRow:
    if row.ended:
        return row
    row.ended = True
    ledger: Ledger = out.account
    assert ledger.first_ended_at is not None, "it has ended just now"
    _book(out, Counted.OPEN, number=_hour(ledger), things=-1)
    seconds = ledger.first_ended_at - ledger.started_at
    _book(out, how, why, bucket(seconds), seconds=seconds)
    for code, day in row.last_days.items():
        _book(out, Counted.DUE, code, day, things=-1)
        _book(out, Counted.OVER if day_of(ledger).toordinal() > day else Counted.KEPT, code)
    return row


def _due(row: StatisticsRow, out: StatisticsOut) -> StatisticsRow:
    """The last day under every edition, whichever is the claim's."""
    ledger: Ledger = out.account
    submitted_on = date.fromisoformat(ledger.cohort.day)
    for rules in editions():
        day, before = last_day(rules, ledger.state, submitted_on).toordinal(), row.last_days.get(rules.code)
        if day == before:
            continue
        if before is not None:
            _book(out, Counted.DUE, rules.code, before, things=-1)
        _book(out, Counted.DUE, rules.code, day)
        row.last_days[rules.code] = day
    return row


def _book(
    out: StatisticsOut, what: Counted, detail: str = NONE, number: int = 0, *, things: int = 1, seconds: int = 0
) -> None:
    ledger: Ledger = out.account
    of, state = ledger.cohort, ledger.state
    on = date.fromisoformat(of.day)
    cell = StatisticsCell(of.region, of.office, on, state.channel, state.edition, what.value, detail, number)
    out.add(cell, Things(things, seconds))


def _hour(ledger: Ledger) -> int:
    return ledger.started_at // HOUR_S


def _worth(ledger: Ledger, event: ClaimEvent) -> list[tuple[str, int]]:
    """Each extension with what it is worth on the day of recording. A provisional one has the last day for its notice:
    after it, without a notice, it counts no more, and nobody need book that."""
    today = local_day(event.timestamp, time_zone(ledger.zone))
    return [
        (each.counts.value, each.notice_by.toordinal() if each.counts is Counts.PROVISIONAL else 0)
        for each in extensions(ledger.state, today)
    ]
