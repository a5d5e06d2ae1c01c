"""The steps of a claim: which of its events are one, and for what a step is done, so that doing it again shows.

A step is an event by which somebody moved the claim on, under its wire name. What is no step, and why, says `NO_STEPS`.
A step is done again if it was done before for the same thing: a paper for the same fact about the same member, a
question to the same service about them, the same kind of contract. Twelve answers to twelve questions are no loop.
In prose: docs/explanation/flow-of-claims.md.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from domain import events as e
from domain.event import EVENTS
from domain.events import ClaimEvent
from domain.state import ClaimState
from domain.vocabulary import DemandWithdrawal, DocumentType, Fact

NO_STEPS: Final[Mapping[type[ClaimEvent], str]] = {
    e.LookupRequested: "an attempt: a question is a step when it is named, and when it is answered",
    e.LookupFailed: "an attempt",
    e.GapDetected: "what the rules made of an answer, in the same save",
    e.GapClosed: "what the rules made of an answer or of a paper, in the same save",
    e.NoticeSent: "tells of a step and moves nothing",
    e.CorrectionRecorded: "says what was written wrongly and moves nothing",
    e.DeadlineRecomputed: "a day that is counted again; it moves nothing",
    e.ClaimAssigned: "says who has the claim to work on; that person's steps follow",
    e.ClaimHandedBack: "says that nobody has it; it moves nothing",
}
"""Event that is no step -> why. A demand that an answer withdrew (GAP_CLOSED) is none either."""
STEPS: Final = tuple(
    sorted(name for name, kind in EVENTS.items() if issubclass(kind, ClaimEvent) and kind not in NO_STEPS)
)
"""wire names"""

Things = Callable[[Any, ClaimState], list[str]]
"""an event and the claim that it left -> for what it was done, in few letters: they are kept with every claim"""


def is_step(event: ClaimEvent) -> bool:
    if isinstance(event, e.DocumentRequestWithdrawn):
        return event.reason != DemandWithdrawal.GAP_CLOSED
    return type(event) not in NO_STEPS


def things(event: ClaimEvent, state: ClaimState) -> list[str]:
    """What a step was done for; the step is done again if it was done before for any of it. None: it never is."""
    of = THINGS.get(type(event))
    return of(event, state) if of else []


def paper(state: ClaimState, *, type: str, subject: str, fact: str) -> str:
    """What a demand is for. A consent is no paper for the fact; papers for no fact of the list differ by their type."""
    kind = type if fact == Fact.OTHER or type == DocumentType.CONSENT else ""
    return f"paper/{_member(state, subject)}/{fact}/{kind}"


def _paper(event: e.DocumentRequested, state: ClaimState) -> list[str]:
    return [paper(state, type=event.type, subject=event.subject, fact=event.fact)]


def _questions(event: e.ChecksRequested, state: ClaimState) -> list[str]:
    return [f"{q['registry']}/{q['service']}/{_member(state, q['subject'])}" for q in event.questions]


def _state_request(event: e.StateRequestSent, state: ClaimState) -> list[str]:
    gap = state.gaps[event.gap]
    return [f"state/{_member(state, gap.subject)}/{gap.fact}"]


def _once(thing: str) -> Things:
    return lambda event, state: [thing]


def _member(state: ClaimState, subject: str) -> int:
    """The member's place in the claim: shorter than a reference."""
    return list(state.members).index(subject)


THINGS: Final[Mapping[type[ClaimEvent], Things]] = {
    e.ChecksRequested: _questions,
    e.DocumentRequested: _paper,
    e.StateRequestSent: _state_request,
    e.FileSent: _once("file"),
    e.TermExtended: _once("term"),
    e.CommissionAssigned: _once("commission"),
    e.CommissionInspected: _once("inspection"),
    e.CommissionConcluded: _once("conclusion"),
    e.IncomeAssessed: _once("income"),
    e.ContractOffered: lambda event, state: [f"contract/{event.kind}"],
    e.ClaimApproved: _once("decision"),
    e.ClaimRefused: _once("decision"),
    e.ComplaintFiled: _once("complaint"),
    e.PaymentSuspended: _once("payment"),
}
"""Step that can be done again -> for what it is done: bounded by the members, facts and services of a claim"""
