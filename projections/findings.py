"""What rules have found in claims, how far people have come with it, and what is at stake.

Findings are streams of their own (domain/finding.py): what is counted here is what was raised, not what a rule would
find today. A line is kept for every movement, so that counts and lists answer for any recorded day; what is still going
on is counted by when it began, and its seconds "now" are arithmetic.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from domain.events import FindingEvent, FindingRaised, FindingState
from domain.vocabulary import FindingAnswer, FindingClosure, FindingRule, FindingStatus
from projections.base import Index, Months, Out, Projection
from projections.columns import Plain
from projections.lookback import Figures, Part, View
from projections.lookback_where import COHORT, Groupings, codes, party, words

NOTHING: Final = ""
GOES_ON: Final = 0
"""stands in `until_s` where what was found goes on"""


@dataclass(slots=True)
class FindingsRow:
    """A finding as it stands. `finding`: its state, as domain/events/finding.py says it."""

    claim: str
    finding: dict[str, Any]


@dataclass(slots=True, unsafe_hash=True)
class FindingsCell:
    """Under what a finding is counted. `goes_on`: what was found has not come to an end."""

    region: str  # KATO, 9 digits, of the claim
    office: str  # to which the claim was submitted
    submitted_on: date
    rule: str
    status: str
    who: str
    who_code: str
    answer: str
    closure: str
    goes_on: bool


@dataclass(slots=True, unsafe_hash=True)
class FindingsLine(FindingsCell):
    """A finding that moves into a cell (+1) or out of it (-1), with what a list shows. Instants in epoch seconds."""

    claim: str
    thing: str
    rule_version: int
    events: list[int]
    since_s: int
    until_s: int
    moved: int
    recorded_on: date


@dataclass(slots=True, unsafe_hash=True)
class Findings:
    """Findings; the seconds at stake of those that have ended, and the beginnings of those that go on, added up."""

    findings: int
    going_on: int
    ended_s: int
    since_s: int


findings = Projection(
    "findings_3",
    takes=FindingEvent,
    row=FindingsRow,
    line=FindingsLine,
    cell=(FindingsCell, Findings),
    months=Months("submitted_on"),
    indexes=(
        Index("rows", ("claim",)),
        Index("lines", ("submitted_on", "claim")),
        Index("lines", ("claim",)),
        Index("cells", ("submitted_on",)),
    ),
)

GROUPS: Final[Groupings] = {
    **COHORT,
    "rule": words("rule", FindingRule),
    "status": words("status", FindingStatus),
    "who": party("who"),
    "answer": words("answer", FindingAnswer),
    "closure": words("closure", FindingClosure),
    "goes_on": codes("goes_on"),
}

FindingsOut = Out[FindingsLine, FindingsCell, Findings]


@findings.on(FindingEvent)
def happened(row: FindingsRow | None, event: FindingEvent, out: FindingsOut) -> FindingsRow:
    """A finding moves from where it stood to where it stands."""
    before = _state(row)
    after = _state(row)
    event.change(after)
    if before != after:
        if not isinstance(event, FindingRaised):
            _book(before, -1, out)
        _book(after, 1, out)
    return FindingsRow(after.claim, asdict(after))


def _state(row: FindingsRow | None) -> FindingState:
    return FindingState(**row.finding) if row else FindingState()


def _book(state: FindingState, moved: int, out: FindingsOut) -> None:
    since, until = _second(state.since), GOES_ON if state.until is None else _second(state.until)
    cell: dict[str, Plain] = {
        "region": state.region,
        "office": state.office,
        "submitted_on": date.fromisoformat(state.submitted_on),
        "rule": state.rule,
        "status": state.status,
        "who": state.who["kind"],
        "who_code": state.who["code"] or NOTHING,
        "answer": state.answer or NOTHING,
        "closure": state.closure or NOTHING,
        "goes_on": until == GOES_ON,
    }
    line = FindingsLine(
        **cell,  # type: ignore[arg-type]  # the columns of the cell, by their names
        claim=state.claim,
        thing=state.thing,
        rule_version=state.rule_version,
        events=list(state.events),
        since_s=since,
        until_s=until,
        moved=moved,
        recorded_on=out.recorded_on,
    )
    out.append(line)
    out.add(FindingsCell(**cell), counts_for(moved, since, until))  # type: ignore[arg-type]  # as above


def counts_for(moved: int, since: int, until: int) -> Findings:
    """What a finding counts for that comes (+1) or goes (-1)."""
    running = until == GOES_ON
    return Findings(moved, moved * running, 0 if running else moved * (until - since), moved * since * running)


def _second(said: str) -> int:
    return int(datetime.fromisoformat(said).timestamp())


def reckoned(parts: Sequence[Part], at: int) -> Figures:
    """`seconds_at_stake`: from the beginning of what was found until its end, or until the instant asked about."""
    count, going_on, ended_s, since_s = (sum(part.measures[n] for part in parts) for n in range(4))
    return {"findings": count, "going_on": going_on, "seconds_at_stake": ended_s + going_on * at - since_s}


VIEW: Final = View("findings", findings, GROUPS, reckon=reckoned, of_claims=False)
