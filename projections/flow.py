"""What happened in a period: events counted by their own local day, wherever in its life the claim was.

Flow figures count happenings, cohort figures follow claims (cohort.py): a claim submitted in March and approved in
April is one of March's cohort and an approval of April's flow. Two tables, two names, and never in one sum.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain import events as e
from domain.event import EVENTS
from domain.events import ClaimEvent
from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from domain.vocabulary import Channel
from projections.accounts import accounts
from projections.base import Index, Out, Projection
from projections.lookback import View
from projections.lookback_where import COHORT, Grouping, Groupings, codes, words
from projections.tally import day_of

NONE: Final = ""


@dataclass(slots=True, unsafe_hash=True)
class FlowRow:
    """A claim's cohort, and how many of its events were clamped so far."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    clamped: int


@dataclass(slots=True, unsafe_hash=True)
class FlowCell:
    """`on`: the local day of the event, by the clamped time. `detail`: what kind of its event, as `DETAIL` says."""

    region: str
    office: str
    on: date
    channel: str
    type: str
    detail: str


@dataclass(slots=True, unsafe_hash=True)
class Happened:
    """Events; those recorded on a later local day than they say of themselves; those earlier than the one before."""

    events: int
    dated_back: int
    clamped: int


flow = Projection(
    "flow_1",
    takes=ClaimEvent,
    row=FlowRow,
    cell=(FlowCell, Happened),
    follows=accounts,
    indexes=(Index("rows", ("submitted_on", "stream")), Index("cells", ("on",))),
)

DETAIL: Final[dict[type[ClaimEvent], Callable[[Any], str]]] = {
    e.ClaimRefused: lambda event: str(event.ground),
    e.ClaimApproved: lambda event: str(event.kind),
    e.ClaimWithdrawn: lambda event: str(event.reason),
    e.CommissionConcluded: lambda event: str(event.result),
    e.IncomeAssessed: lambda event: str(event.band),
    e.ComplaintResolved: lambda event: str(event.result),
    e.TermExtended: lambda event: str(event.reason),
    e.PaymentSuspended: lambda event: str(event.ground),
    e.PaymentTerminated: lambda event: str(event.ground),
    e.LookupCompleted: lambda event: str(event.outcome),
    e.LookupFailed: lambda event: str(event.outcome),
    e.GapDetected: lambda event: str(event.cause),
    e.DocumentRequested: lambda event: str(event.verdict),
    e.StateRequestAnswered: lambda event: str(event.answer),
}
"""Event -> what of it is told apart; of the others only how many"""


@flow.on(ClaimEvent)
def happened(row: FlowRow | None, event: ClaimEvent, out: Out[Any, FlowCell, Happened]) -> FlowRow:
    ledger: Ledger = out.account
    before = row.clamped if row else 0
    row = _row(ledger)
    detail = DETAIL.get(type(event))
    key = FlowCell(
        row.region, row.office, day_of(ledger), ledger.state.channel, event.TOPIC, detail(event) if detail else NONE
    )
    out.add(key, Happened(1, int(_is_dated_back(event, ledger)), row.clamped - before))
    return row


def _row(ledger: Ledger) -> FlowRow:
    of = ledger.cohort
    return FlowRow(of.region, of.office, date.fromisoformat(of.day), ledger.clamped)


def _is_dated_back(event: ClaimEvent, ledger: Ledger) -> bool:
    zone = time_zone(ledger.zone)
    return local_day(event.happened_at, zone) < local_day(event.timestamp, zone)


# questions

TYPES: Final = tuple(sorted(name for name, kind in EVENTS.items() if issubclass(kind, ClaimEvent)))
GROUPS: Final[Groupings] = {
    **COHORT,
    "channel": words("channel", Channel),
    "type": Grouping(("type",), TYPES),
    "detail": codes("detail"),
}
VIEW: Final = View("flow", flow, GROUPS, day="on")
