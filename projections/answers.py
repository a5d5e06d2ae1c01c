"""What registries and other state bodies were asked, and what came back: a connected system shows in its answers.

A call is counted without a fact (its fact is empty); what it gave and what it lacked is counted fact by fact.
A line for every answer, every attempt without one, and every request to a state body and its reply.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from domain.events import (
    ChecksRequested,
    ClaimSubmitted,
    LookupCompleted,
    LookupFailed,
    LookupRequested,
    StateRequestAnswered,
    StateRequestSent,
)
from domain.events.base import ClaimEvent
from domain.state import PartyRef
from domain.state import party as party_ref
from domain.vocabulary import TECHNICAL, Fact, GapCause, Party
from projections.accounts import accounts
from projections.base import Index, Months, Out, Projection
from projections.lookback import View
from projections.lookback_where import COHORT, Groupings, codes, party, words
from projections.tally import Tally, cohort, day_of

NONE: Final = ""


@dataclass(slots=True)
class AnswersRow:
    """What has counted so far: a second answer to one attempt is recorded without effect, and an attempt fails once."""

    answers: int = 0
    failed: list[str] = field(default_factory=list)  # attempts


@dataclass(slots=True, unsafe_hash=True)
class AnswersCell:
    """Under what a call is counted. `outcome`: of a lookup's attempt, or a state body's answer. `cause`: of the gap
    that a state body was asked to fill."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    asked_of: str
    asked_of_code: str
    fact: str
    outcome: str
    cause: str


@dataclass(slots=True, unsafe_hash=True)
class AnswersLine(AnswersCell):
    """An answer, a failure, a request or a reply: `what` is the measure that it moves, `on` the local day of it."""

    what: str
    thing: str  # L1/2: the second attempt of the first lookup; S1: the first state request
    on: date
    recorded_on: date


@dataclass(slots=True, unsafe_hash=True)
class Answers:
    """Questions named, attempts sent; of these those that failed for technical reasons and those answered, late ones
    included; facts given and facts missing; requests to state bodies and their replies."""

    questions: int = 0
    attempts: int = 0
    failed: int = 0
    answered: int = 0
    given: int = 0
    missing: int = 0
    requests: int = 0
    replies: int = 0


answers = Projection(
    "answers_2",
    takes=ClaimEvent,
    row=AnswersRow,
    line=AnswersLine,
    cell=(AnswersCell, Answers),
    months=Months("submitted_on"),
    follows=accounts,
    indexes=(Index("lines", ("submitted_on", "stream")), Index("cells", ("submitted_on",))),
)

GROUPS: Final[Groupings] = {
    **COHORT,
    "asked_of": party("asked_of"),
    "fact": words("fact", Fact),
    "outcome": codes("outcome"),
    "cause": words("cause", GapCause),
}
VIEW: Final = View("answers", answers, GROUPS)
TALLY: Final = Tally(VIEW, shown=("on",))
OPENED: Final = ("answered", "failed", "requests", "replies")
"""the measures that have lines; the others are counted only"""

AnswersOut = Out[AnswersLine, AnswersCell, Answers]


@answers.on(ClaimSubmitted)
def submitted(row: AnswersRow | None, event: ClaimSubmitted, out: AnswersOut) -> AnswersRow:
    return AnswersRow()


@answers.on(ChecksRequested)
def named(row: AnswersRow, event: ChecksRequested, out: AnswersOut) -> AnswersRow:
    for question in event.questions:
        _count("questions", party_ref(Party.REGISTRY, question["registry"]), out)
    return row


@answers.on(LookupRequested)
def sent(row: AnswersRow, event: LookupRequested, out: AnswersOut) -> AnswersRow:
    _count("attempts", party_ref(Party.REGISTRY, event.registry), out)
    return row


@answers.on(LookupFailed)
def failed(row: AnswersRow, event: LookupFailed, out: AnswersOut) -> AnswersRow:
    return _failed(row, event, out)


@answers.on(LookupCompleted)
def completed(row: AnswersRow, event: LookupCompleted, out: AnswersOut) -> AnswersRow:
    """The last attempt of a question may have failed too: it is completed with a technical outcome."""
    before, row.answers = row.answers, sum(len(q.answered) for q in out.account.state.questions.values())
    if row.answers == before:
        return row
    asked_of = _registry(event.lookup, out)
    if event.outcome in TECHNICAL:
        _failed(row, event, out)
    else:
        _count("answered", asked_of, out, thing=_attempt(event), outcome=event.outcome)
    for fact in event.given:
        _count("given", asked_of, out, outcome=event.outcome, fact=fact)
    for missing in event.missing:
        _count("missing", asked_of, out, outcome=event.outcome, fact=missing["fact"])
    return row


@answers.on(StateRequestSent)
def requested(row: AnswersRow, event: StateRequestSent, out: AnswersOut) -> AnswersRow:
    return _of_request(row, event.state_request, "requests", out)


@answers.on(StateRequestAnswered)
def replied(row: AnswersRow, event: StateRequestAnswered, out: AnswersOut) -> AnswersRow:
    return _of_request(row, event.state_request, "replies", out, outcome=event.answer)


def _failed(row: AnswersRow, event: LookupFailed | LookupCompleted, out: AnswersOut) -> AnswersRow:
    if (attempt := _attempt(event)) not in row.failed:
        row.failed.append(attempt)
        _count("failed", _registry(event.lookup, out), out, thing=attempt, outcome=event.outcome)
    return row


def _of_request(row: AnswersRow, id: str, what: str, out: AnswersOut, **cell: str) -> AnswersRow:
    state = out.account.state
    request = state.state_requests[id]
    cause = state.gaps[request.gap].cause
    _count(what, request.body, out, thing=id, fact=request.fact, cause=cause, **cell)
    return row


def _registry(lookup: str, out: AnswersOut) -> PartyRef:
    return party_ref(Party.REGISTRY, out.account.state.questions[lookup].registry)


def _attempt(event: LookupFailed | LookupCompleted) -> str:
    return f"{event.lookup}/{event.attempt}"


def _count(
    what: str,
    asked_of: PartyRef,
    out: AnswersOut,
    *,
    thing: str = NONE,
    fact: str = NONE,
    outcome: str = NONE,
    cause: str = NONE,
) -> None:
    """One more; a thing that a list can show has an id."""
    cell: dict[str, Any] = {
        **cohort(out.account),
        "asked_of": asked_of["kind"],
        "asked_of_code": asked_of["code"] or NONE,
        "fact": fact,
        "outcome": outcome,
        "cause": cause,
    }
    out.add(AnswersCell(**cell), Answers(**{what: 1}))
    if thing:
        out.append(AnswersLine(**cell, what=what, thing=thing, on=day_of(out.account), recorded_on=out.recorded_on))
