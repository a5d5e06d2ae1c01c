"""Who had which claims to work on, what became of them in those hands, and how hard they were.

A line for every claim given, and one for how it left the hands: worked on, untouched, passed on to another or handed
back. A queue that one must not choose from can still be chosen from by handing back what is hard; so both are counted
by how hard the claim was then, and a person's shares can be laid beside those of the office.

Hard is a claim that is over its term, lacks two facts or more, or came back from the applicant at least once: a round
is a demand for a paper made while none is outstanding.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from domain.events import ClaimAssigned, ClaimEvent, ClaimHandedBack, ClaimSubmitted, DocumentRequested
from domain.state import ClaimState
from domain.term import limit
from domain.turns import held
from domain.vocabulary import AssignmentWay, HandBack, Role
from projections.accounts import accounts
from projections.base import Index, Out, Projection
from projections.lookback import View
from projections.lookback_where import COHORT, Groupings, codes, words
from projections.tally import Tally, cohort, day_of

NONE: Final = ""


class Gaps(StrEnum):
    """How many facts the claim lacks."""

    NONE = "NONE"
    ONE = "ONE"
    SEVERAL = "SEVERAL"


class Rounds(StrEnum):
    """How often the applicant was sent for papers."""

    NONE = "NONE"
    ONE = "ONE"
    SEVERAL = "SEVERAL"


@dataclass(slots=True)
class Holding:
    """A claim in somebody's hands; `worked`: that person has done something about it since."""

    to: str
    office: str
    way: str
    version: int
    worked: bool = False


@dataclass(slots=True)
class AssignmentsRow:
    """`holdings`: role -> who has the claim. `rounds`: so far."""

    holdings: dict[str, Holding] = field(default_factory=dict)
    rounds: int = 0


@dataclass(slots=True, unsafe_hash=True)
class AssignmentsCell:
    """Under what is counted. `body` decides the claim; `clerk`, `of_office` and `role` say who had it.

    `reason`: of handing it back.
    """

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    body: str
    of_office: str
    role: str
    clerk: str
    way: str
    reason: str
    hard: bool
    over_term: bool
    gaps: str
    rounds: str


@dataclass(slots=True, unsafe_hash=True)
class AssignmentsLine(AssignmentsCell):
    """`what` is the measure that it moves, `on` the local day of it, `thing` the claim in those hands, as A4: since
    version 4."""

    what: str
    thing: str
    on: date
    gaps_open: int
    rounds_so_far: int
    recorded_on: date


@dataclass(slots=True, unsafe_hash=True)
class Assignments:
    """Claims given to somebody, and of these: left those hands with work done, untouched, passed on, handed back.

    What is given and none of these yet is still in those hands.
    """

    assigned: int = 0
    worked: int = 0
    untouched: int = 0
    passed_on: int = 0
    handed_back: int = 0


assignments = Projection(
    "assignments_1",
    takes=ClaimEvent,
    row=AssignmentsRow,
    line=AssignmentsLine,
    cell=(AssignmentsCell, Assignments),
    follows=accounts,
    indexes=(Index("lines", ("submitted_on", "stream")), Index("cells", ("submitted_on",))),
)

GROUPS: Final[Groupings] = {
    **COHORT,
    "body": codes("body"),
    "of_office": codes("of_office"),
    "role": words("role", Role),
    "clerk": codes("clerk"),
    "way": words("way", AssignmentWay),
    "reason": words("reason", HandBack),
    "hard": codes("hard"),
    "over_term": codes("over_term"),
    "gaps": words("gaps", Gaps),
    "rounds": words("rounds", Rounds),
}
VIEW: Final = View("assignments", assignments, GROUPS)
TALLY: Final = Tally(VIEW, shown=("on", "gaps_open", "rounds_so_far"))

AssignmentsOut = Out[AssignmentsLine, AssignmentsCell, Assignments]


@assignments.on(ClaimSubmitted)
def submitted(row: AssignmentsRow | None, event: ClaimSubmitted, out: AssignmentsOut) -> AssignmentsRow:
    return AssignmentsRow()


@assignments.on(ClaimEvent)
def happened(row: AssignmentsRow, event: ClaimEvent, out: AssignmentsOut) -> AssignmentsRow:
    """Whoever has the claim did something about it, or it left the hands."""
    if row.holdings:
        holding = row.holdings.get(event.by["role"])
        if holding and holding.to == event.by["actor"]:
            holding.worked = True
        if event.settles:
            _let_go(row, out)
    return row


@assignments.on(DocumentRequested)
def demanded(row: AssignmentsRow, event: DocumentRequested, out: AssignmentsOut) -> AssignmentsRow:
    outstanding = (demand for demand in out.account.state.demands.values() if demand.status == "OUTSTANDING")
    row.rounds += all(demand.id == event.demand for demand in outstanding)
    return happened(row, event, out)


@assignments.on(ClaimAssigned)
def assigned(row: AssignmentsRow, event: ClaimAssigned, out: AssignmentsOut) -> AssignmentsRow:
    """One that somebody else had is passed on."""
    if before := row.holdings.pop(event.to_role, None):
        _count(row, event.to_role, before, "passed_on", out)
    holding = Holding(event.to, event.of_office, event.way, event.originator_version)
    row.holdings[event.to_role] = holding
    _count(row, event.to_role, holding, "assigned", out)
    return row


@assignments.on(ClaimHandedBack)
def handed_back(row: AssignmentsRow, event: ClaimHandedBack, out: AssignmentsOut) -> AssignmentsRow:
    role = event.by["role"]
    _count(row, role, row.holdings.pop(role), "handed_back", out, event.reason)
    return row


def _let_go(row: AssignmentsRow, out: AssignmentsOut) -> None:
    """What the claim itself says that nobody has any more."""
    now = held(out.account.state)
    for role in sorted(row.holdings.keys() - now.keys()):
        holding = row.holdings.pop(role)
        _count(row, role, holding, "worked" if holding.worked else "untouched", out)


def _count(
    row: AssignmentsRow, role: str, holding: Holding, what: str, out: AssignmentsOut, reason: str = NONE
) -> None:
    state: ClaimState = out.account.state
    gaps, on = sum(gap.open for gap in state.gaps.values()), day_of(out.account)
    over_term = state.first_end is None and limit(state, on).is_over(on, on)
    cell: dict[str, Any] = {
        **cohort(out.account),
        "body": state.authorised_body,
        "of_office": holding.office,
        "role": role,
        "clerk": holding.to,
        "way": holding.way,
        "reason": reason,
        "hard": over_term or gaps > 1 or row.rounds > 0,
        "over_term": over_term,
        "gaps": list(Gaps)[min(gaps, 2)].value,
        "rounds": list(Rounds)[min(row.rounds, 2)].value,
    }
    out.add(AssignmentsCell(**cell), Assignments(**{what: 1}))
    out.append(
        AssignmentsLine(
            **cell,
            what=what,
            thing=f"A{holding.version}",
            on=on,
            gaps_open=gaps,
            rounds_so_far=row.rounds,
            recorded_on=out.recorded_on,
        )
    )
