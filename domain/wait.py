"""What a wait is, and the moment at which waits open and close."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain import events as e
from domain.state import ClaimState, Gap, PartyRef, closed_by_paper
from domain.vocabulary import StateAnswer, WaitKind


@dataclass(slots=True)
class Wait:
    """Something the claim waits for. Instants are epoch seconds in UTC, counters are seconds; all are whole numbers.

    `open`: how long the wait has lasted. `share`: its part of the claim's time; the shares of a claim's waits add up
    to the claim's total. `sole`: the part of its share in which its group alone was open. `working`: the same three,
    counting only the working seconds of the claim's calendar in the claim's region.
    """

    id: str  # kind/object/version
    kind: str
    object: str  # what is waited for, by its id within the claim; "claim" where there can be only one
    version: int  # of the event that opened it
    stage: str  # of the claim after that event
    holder: PartyRef  # whose move it is
    liable: PartyRef  # who answers for the wait
    cause: str
    registry: str | None
    pause: bool  # a lawful pause: a paper is rightly asked for, and the state was asked first
    opened_at: int
    open_s: int = 0
    share_s: int = 0
    sole_s: int = 0
    open_working_s: int = 0
    share_working_s: int = 0
    sole_working_s: int = 0


@dataclass(slots=True, kw_only=True)
class ClosedWait(Wait):
    """A wait that is over, and by which version it was ended."""

    closed_at: int
    closed_by: int
    came_of: str | None  # a lookup's outcome, a demand's verdict


Subject = tuple[str, str]  # person_ref and fact


@dataclass(slots=True)
class Moment:
    """An event, the claim as it stands after it, the stage it came from, and the waits that are open."""

    event: Any
    state: ClaimState
    came_from: str
    open: Sequence[Wait]

    def facts(self) -> Iterable[Subject]:
        """Whose facts the event is about."""
        return FACTS_OF[type(self.event)](self.state, self.event)

    def awaited_fact(self, wait: Wait) -> Subject:
        """Whose fact an open gap, state request or demand waits for."""
        thing = getattr(self.state, KEPT_IN[wait.kind])[wait.object]
        return thing.subject, thing.fact

    def is_waited_for(self, kind: WaitKind, gap: Gap) -> bool:
        return any(w.kind == kind and self.awaited_fact(w) == (gap.subject, gap.fact) for w in self.open)

    def gaps_left(self) -> Iterator[Gap]:
        """Open gaps that the event is about, without those it shows the fact of: these close later in the same save."""
        shows = SHOWS.get(type(self.event))
        for subject, fact in self.facts():
            gap = self.state.open_gap(subject, fact)
            if gap and not (shows and shows(self.state, self.event, gap)):
                yield gap


KEPT_IN: Final = {
    WaitKind.GAP.value: "gaps",
    WaitKind.STATE_REQUEST.value: "state_requests",
    WaitKind.DOCUMENT.value: "demands",
}


def _of_questions(state: ClaimState, event: e.ChecksRequested) -> Iterable[Subject]:
    return [(question["subject"], fact) for question in event.questions for fact in question["facts"]]


def _of_lookup(state: ClaimState, event: e.LookupCompleted) -> Iterable[Subject]:
    question = state.questions[event.lookup]
    return [(question.subject, fact) for fact in question.facts]


def _of_gap(state: ClaimState, event: e.GapClosed | e.StateRequestSent) -> Iterable[Subject]:
    gap = state.gaps[event.gap]
    return [(gap.subject, gap.fact)]


def _of_state_request(state: ClaimState, event: e.StateRequestAnswered) -> Iterable[Subject]:
    request = state.state_requests[event.state_request]
    return [(request.subject, request.fact)]


def _of_demand(state: ClaimState, event: e.DocumentReceived | e.DocumentRequestWithdrawn) -> Iterable[Subject]:
    demand = state.demands[event.demand]
    return [(demand.subject, demand.fact)]


def _of_open_gaps(state: ClaimState, event: e.ComplaintResolved) -> Iterable[Subject]:
    """Once a complaint is upheld, what is still missing is waited for again."""
    return () if state.has_ended else [(gap.subject, gap.fact) for gap in state.gaps.values() if gap.open]


FACTS_OF: Final[dict[type[e.ClaimEvent], Callable[[ClaimState, Any], Iterable[Subject]]]] = {
    e.ChecksRequested: _of_questions,
    e.LookupCompleted: _of_lookup,
    e.GapDetected: lambda _, event: [(event.subject, event.fact)],
    e.GapClosed: _of_gap,
    e.StateRequestSent: _of_gap,
    e.StateRequestAnswered: _of_state_request,
    e.DocumentRequested: lambda _, event: [(event.subject, event.fact)],
    e.DocumentReceived: _of_demand,
    e.DocumentRequestWithdrawn: _of_demand,
    e.ComplaintResolved: _of_open_gaps,
}

# Whether the event itself shows the fact of an open gap, so that gap.closed follows in the same save.
SHOWS: Final[dict[type[e.ClaimEvent], Callable[[ClaimState, Any, Gap], bool]]] = {
    e.LookupCompleted: lambda _, event, gap: gap.fact in event.given,
    e.StateRequestAnswered: lambda _, event, gap: event.answer == StateAnswer.PROVIDED,
    e.DocumentReceived: lambda state, event, gap: closed_by_paper(gap, state.demands[event.demand]),
}
