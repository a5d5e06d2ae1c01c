"""How the claims submitted in a period stand: open, decided or withdrawn, within their term or over it, after how long.

Cohort figures follow the claims of a period, whatever happens to them when; what happened in a period is another table
(flow.py). Received = open + decided + withdrawn, at any moment and as known on any day. Nothing is counted every night:
open claims are cells by their due day and by what has passed so far, and "over term now" and "waited until now" are
arithmetic, the same for a thousand open claims and for a million.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from domain.calendar import calendar
from domain.events import ClaimEvent
from domain.ledger import Ledger
from domain.regions import local_day, time_zone, zone_of
from domain.term import limit
from domain.vocabulary import Channel, Stage
from projections.accounts import accounts
from projections.base import Index, Months, Projection
from projections.claim_file import NEVER, ended_on
from projections.columns import Plain
from projections.lookback import Figures, Part, View
from projections.lookback_where import COHORT, Grouping, Groupings, codes, words

OPEN: Final = "OPEN"
ENDS: Final = ("APPROVED", "REFUSED", "WITHDRAWN")


@dataclass(slots=True, unsafe_hash=True)
class CohortRow:
    """What a claim is counted under for life, and the local day of the event that was folded last."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    channel: str
    edition: str
    seen_on: date


@dataclass(slots=True, unsafe_hash=True)
class CohortCell:
    """Claims that stand alike. `first_end`: OPEN, or how the claim first ended.

    Of open claims `due_on` is the due day in force, and while it rests on a provisional extension `notice_by` and
    `due_without` say until when, and which day it is after that (domain/term.py). Of ended ones `over` says whether
    they ended after it, and `over_without` whether after the other. `counting`: something is waited for, so that time
    passes; `paused`: in a lawful pause.
    """

    region: str
    office: str
    submitted_on: date
    channel: str
    edition: str
    stage: str
    first_end: str
    registered: bool
    due_on: date
    notice_by: date
    due_without: date
    over: bool
    over_without: bool
    counting: bool
    paused: bool
    calendar: str


@dataclass(slots=True, unsafe_hash=True)
class Claims:
    """How many, and their seconds up to their last events; `last_s`, `last_working_s`: when these were, added up."""

    claims: int
    total_s: int
    total_working_s: int
    paused_s: int
    paused_working_s: int
    last_s: int
    last_working_s: int


cohort = Projection(
    "cohort_3",
    takes=ClaimEvent,
    row=CohortRow,
    cell=(CohortCell, Claims),
    months=Months("submitted_on"),
    follows=accounts,
    indexes=(Index("rows", ("submitted_on", "stream")), Index("cells", ("submitted_on",))),
)


@cohort.shows
def shown(row: CohortRow | None, ledger: Ledger, at: datetime) -> CohortRow:
    return CohortRow(
        region=ledger.cohort.region,
        office=ledger.cohort.office,
        submitted_on=date.fromisoformat(ledger.cohort.day),
        channel=ledger.state.channel,
        edition=ledger.state.edition,
        seen_on=local_day(at, time_zone(ledger.zone)),
    )


@cohort.contribute
def stands(row: CohortRow, ledger: Ledger) -> dict[CohortCell, Claims]:
    """One claim, in the cell of its standing."""
    state, due, ended = ledger.state, limit(ledger.state, row.seen_on), ended_on(ledger)
    counting = bool(ledger.open)
    cell = CohortCell(
        region=row.region,
        office=row.office,
        submitted_on=row.submitted_on,
        channel=row.channel,
        edition=row.edition,
        stage=state.stage,
        first_end=state.first_end or OPEN,
        registered=state.number is not None,
        due_on=NEVER if ended else due.day,
        notice_by=due.notice_by or NEVER,
        due_without=(None if ended else due.without) or NEVER,
        over=ended is not None and ended > due.day,
        over_without=ended is not None and ended > (due.without or due.day),
        counting=counting,
        paused=any(wait.pause for wait in ledger.open),
        calendar=state.calendar if counting else "",
    )
    return {cell: _seconds(ledger, counting)}


def _seconds(ledger: Ledger, counting: bool) -> Claims:
    last_working = 0
    if counting:
        last_working = calendar(ledger.state.calendar).working_seconds(ledger.last_at, time_zone(ledger.zone))
    return Claims(
        claims=1,
        total_s=ledger.total_s,
        total_working_s=ledger.total_working_s,
        paused_s=ledger.paused_s,
        paused_working_s=ledger.paused_working_s,
        last_s=ledger.last_at if counting else 0,
        last_working_s=last_working,
    )


# questions

ALSO: Final = (
    "region",
    "stage",
    "first_end",
    "registered",
    "due_on",
    "notice_by",
    "due_without",
    "over",
    "over_without",
    "counting",
    "paused",
    "calendar",
)
FIGURES: Final = (
    "received",
    "registered",
    "open",
    "decided",
    "approved",
    "refused",
    "withdrawn",
    "in_review",
    "open_over_term",
    "ended_over_term",
    "total_s",
    "total_working_s",
    "paused_s",
    "paused_working_s",
)


def reckoned(parts: Sequence[Part], at: int) -> Figures:
    """How the claims stand at an instant (epoch seconds). `decided`: with a first decision, also while it is reviewed.

    The seconds are those of all of them, from submission to the end or the instant: what the families lived through,
    the same by working hours, and the part of each that was lawfully paused.
    """
    figures = dict.fromkeys(FIGURES, 0)
    for part in parts:
        told = dict(zip(ALSO, part.also, strict=True))
        for name, more in (*_counted(told, part.measures[0], at).items(), *_timed(told, part.measures, at).items()):
            figures[name] += more
    return figures


def _counted(told: dict[str, Plain], claims: int, at: int) -> dict[str, int]:
    first_end, is_over = told["first_end"], _is_over(told, at)
    holds = {
        "received": True,
        "registered": told["registered"],
        "open": first_end == OPEN,
        "decided": first_end in ("APPROVED", "REFUSED"),
        "approved": first_end == "APPROVED",
        "refused": first_end == "REFUSED",
        "withdrawn": first_end == "WITHDRAWN",
        "in_review": told["stage"] == Stage.REVIEW,
        "open_over_term": first_end == OPEN and is_over,
        "ended_over_term": first_end != OPEN and is_over,
    }
    return {name: claims for name, true in holds.items() if true}


def _is_over(told: dict[str, Plain], at: int) -> bool:
    """Judged on the local day of the instant, by the due day in force then."""
    today = local_day(datetime.fromtimestamp(at, UTC), zone_of(str(told["region"])))
    due_on, notice_by, without = (told[name] for name in ("due_on", "notice_by", "due_without"))
    assert isinstance(due_on, date)
    assert isinstance(notice_by, date)
    assert isinstance(without, date)
    told_in_time = today <= notice_by
    if told["first_end"] != OPEN:
        return bool(told["over"] if told_in_time else told["over_without"])
    return today > (due_on if told_in_time else without)


def _timed(told: dict[str, Plain], measures: Sequence[int], at: int) -> dict[str, int]:
    claims, total, working, paused, paused_working, last, last_working = measures
    since = since_working = 0
    if told["counting"]:
        now = calendar(str(told["calendar"])).working_seconds_known(at, zone_of(str(told["region"])))
        since, since_working = max(0, claims * at - last), max(0, claims * now - last_working)
    return {
        "total_s": total + since,
        "total_working_s": working + since_working,
        "paused_s": paused + (since if told["paused"] else 0),
        "paused_working_s": paused_working + (since_working if told["paused"] else 0),
    }


GROUPS: Final[Groupings] = {
    **COHORT,
    "channel": words("channel", Channel),
    "edition": codes("edition"),
    "stage": words("stage", Stage),
    "first_end": Grouping(("first_end",), (OPEN, *ENDS)),
}
VIEW: Final = View("cohort", cohort, GROUPS, also=ALSO, reckon=reckoned)
