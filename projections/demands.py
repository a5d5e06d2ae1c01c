"""Papers demanded of applicants: what each demand was worth when it was made, who made it, and whether the paper came.

A line for every demand, every receipt and every withdrawal. What a demand was worth is the verdict that its event
carries, judged from the claim's own history (domain/demands.py); nothing is judged again here.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from domain.events import ClaimSubmitted, DocumentReceived, DocumentRequested, DocumentRequestWithdrawn
from domain.events.base import ClaimEvent
from domain.vocabulary import JUSTIFIED, DocumentType, Fact, GapCause, Registry, Verdict
from projections.accounts import accounts
from projections.base import Index, Months, Out, Projection
from projections.lookback import View
from projections.lookback_where import COHORT, Groupings, codes, party, words
from projections.tally import Tally, cohort, day_of

NONE: Final = ""
"""what a cell's key holds where there is no code, no gap, no registry"""


@dataclass(slots=True)
class DemandsRow:
    """What later events of a claim do not tell again."""

    roles: dict[str, str] = field(default_factory=dict)  # person_ref -> what the member is to the claim
    bases: dict[str, str] = field(default_factory=dict)  # demand -> the legal basis that it named


@dataclass(slots=True, unsafe_hash=True)
class DemandsCell:
    """Under what a demand is counted. `cause`, `owner`, `registry`: of the gap open for its fact when it was made."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    verdict: str
    type: str
    fact: str
    asked_by: str
    asked_by_code: str
    state_not_asked: bool
    cause: str
    owner: str
    owner_code: str
    registry: str


@dataclass(slots=True, unsafe_hash=True)
class DemandsLine(DemandsCell):
    """A demand, its receipt or its withdrawal: `what` is the measure that it moves, `on` the local day of it."""

    what: str
    thing: str  # the demand's id in its claim
    on: date
    role: str  # of the member that the paper is about
    justified: bool
    gap: str
    basis: str
    recorded_on: date


@dataclass(slots=True, unsafe_hash=True)
class Demands:
    """Demands made; of these, papers that came; and demands taken back, by people or by an answer that came instead."""

    demands: int = 0
    received: int = 0
    withdrawn: int = 0


demands = Projection(
    "demands_2",
    takes=ClaimEvent,
    row=DemandsRow,
    line=DemandsLine,
    cell=(DemandsCell, Demands),
    months=Months("submitted_on"),
    follows=accounts,
    indexes=(Index("lines", ("submitted_on", "stream")), Index("cells", ("submitted_on",))),
)

GROUPS: Final[Groupings] = {
    **COHORT,
    "verdict": words("verdict", Verdict),
    "type": words("type", DocumentType),
    "fact": words("fact", Fact),
    "asked_by": party("asked_by"),
    "state_not_asked": codes("state_not_asked"),
    "cause": words("cause", GapCause),
    "owner": party("owner"),
    "registry": words("registry", Registry),
}
VIEW: Final = View("demands", demands, GROUPS)
TALLY: Final = Tally(VIEW, shown=("on", "role", "justified", "gap", "basis"))

DemandsOut = Out[DemandsLine, DemandsCell, Demands]


@demands.on(ClaimSubmitted)
def submitted(row: DemandsRow | None, event: ClaimSubmitted, out: DemandsOut) -> DemandsRow:
    return DemandsRow(roles={member["person_ref"]: member["role"] for member in event.members})


@demands.on(DocumentRequested)
def requested(row: DemandsRow, event: DocumentRequested, out: DemandsOut) -> DemandsRow:
    if event.basis:
        row.bases[event.demand] = event.basis
    return _count(row, event.demand, "demands", out)


@demands.on(DocumentReceived)
def received(row: DemandsRow, event: DocumentReceived, out: DemandsOut) -> DemandsRow:
    return _count(row, event.demand, "received", out)


@demands.on(DocumentRequestWithdrawn)
def withdrawn(row: DemandsRow, event: DocumentRequestWithdrawn, out: DemandsOut) -> DemandsRow:
    return _count(row, event.demand, "withdrawn", out)


def _count(row: DemandsRow, demand: str, what: str, out: DemandsOut) -> DemandsRow:
    """One more, under what is known of the demand since it was made."""
    state = out.account.state
    asked = state.demands[demand]
    gap = state.gaps[asked.gap] if asked.gap else None
    cell: dict[str, Any] = {
        **cohort(out.account),
        "verdict": asked.verdict,
        "type": asked.type,
        "fact": asked.fact,
        "asked_by": asked.asked_by["kind"],
        "asked_by_code": asked.asked_by["code"] or NONE,
        "state_not_asked": asked.state_not_asked,
        "cause": gap.cause if gap else NONE,
        "owner": gap.owner["kind"] if gap else NONE,
        "owner_code": (gap and gap.owner["code"]) or NONE,
        "registry": (gap and gap.registry) or NONE,
    }
    out.add(DemandsCell(**cell), Demands(**{what: 1}))
    out.append(
        DemandsLine(
            **cell,
            what=what,
            thing=demand,
            on=day_of(out.account),
            role=row.roles[asked.subject],
            justified=asked.verdict in JUSTIFIED,
            gap=asked.gap or NONE,
            basis=row.bases.get(demand, NONE),
            recorded_on=out.recorded_on,
        )
    )
    return row
