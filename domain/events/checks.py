"""What registries and state bodies are asked, what they answer, and the gaps that remain."""

from typing import TypedDict

from domain.events.base import ClaimEvent
from domain.state import ClaimState, Gap, PartyRef, Question, StateRequest
from domain.vocabulary import LookupOutcome, StateAnswer


class Asked(TypedDict):
    """A question to be asked of a registry."""

    lookup: str
    registry: str
    service: str
    subject: str
    facts: list[str]


class ChecksRequested(ClaimEvent):
    TOPIC = "checks.requested"
    questions: list[Asked]

    def change(self, state: ClaimState) -> None:
        for q in self.questions:
            gaps = [g.id for fact in q["facts"] if (g := state.open_gap(q["subject"], fact))]
            state.questions[q["lookup"]] = Question(
                id=q["lookup"],
                registry=q["registry"],
                service=q["service"],
                subject=q["subject"],
                facts=list(q["facts"]),
                checks=self.originator_version,
                gaps=gaps,
            )

    @property
    def settles(self) -> bool:
        """Facts for which there is no registry are detected as missing in the same save."""
        return False


class RawStatus(TypedDict):
    """Both status layers of an answer, as they came: the bus's and the service's."""

    bus: str | None
    service: str | None


class LookupRequested(ClaimEvent):
    TOPIC = "lookup.requested"
    lookup: str
    attempt: int
    registry: str
    service: str
    subject: str
    facts: list[str]
    message: str

    def change(self, state: ClaimState) -> None:
        question = state.questions[self.lookup]
        question.status, question.attempt = "ASKED", self.attempt


class LookupFailed(ClaimEvent):
    TOPIC = "lookup.failed"
    lookup: str
    attempt: int
    outcome: str
    raw_status: RawStatus
    latency_ms: int
    retry_at: str

    def change(self, state: ClaimState) -> None:
        question = state.questions[self.lookup]
        question.status = "RETRY" if question.awaited else "OVER"


class Missing(TypedDict):
    """A fact that an answer lacked, and the fields of the record that were empty."""

    fact: str
    fields: list[str]


class LookupCompleted(ClaimEvent):
    TOPIC = "lookup.completed"
    lookup: str
    attempt: int
    outcome: str
    given: list[str]
    missing: list[Missing]
    unit: str | None
    raw_status: RawStatus
    source_as_of: str | None
    latency_ms: int
    evidence: str | None

    def change(self, state: ClaimState) -> None:
        question = state.questions[self.lookup]
        if self.attempt in question.answered:
            return  # a second answer to one attempt is recorded without effect
        question.answered.append(self.attempt)
        question.status, question.outcome = "DONE", self.outcome
        for fact in self.given:
            state.mark_present(question.subject, fact)


class GapDetected(ClaimEvent):
    TOPIC = "gap.detected"
    gap: str
    fact: str
    subject: str
    fields: list[str]
    cause: str
    owner: PartyRef
    lookup: str | None
    unit: str | None

    def change(self, state: ClaimState) -> None:
        question = state.questions[self.lookup] if self.lookup else None
        state.gaps[self.gap] = Gap(
            id=self.gap,
            subject=self.subject,
            fact=self.fact,
            fields=self.fields,
            cause=self.cause,
            owner=self.owner,
            lookup=self.lookup,
            outcome=(question and question.outcome) or LookupOutcome.NOT_INTEGRATED.value,
            registry=question.registry if question else None,
            unit=self.unit,
        )


class GapClosed(ClaimEvent):
    """`replaced_by` names the gap that takes its place in the same save, when asking again brought another outcome."""

    TOPIC = "gap.closed"
    gap: str
    closed_by: int
    replaced_by: str | None

    def change(self, state: ClaimState) -> None:
        gap = state.gaps[self.gap]
        gap.open = False
        if self.replaced_by is None:
            state.lapse_requests(gap.subject, gap.fact)

    @property
    def settles(self) -> bool:
        """The gap that replaces it follows."""
        return self.replaced_by is None


class StateRequestSent(ClaimEvent):
    TOPIC = "state_request.sent"
    state_request: str
    body: PartyRef
    gap: str
    due_on: str

    def change(self, state: ClaimState) -> None:
        gap = state.gaps[self.gap]
        state.state_requests[self.state_request] = StateRequest(
            id=self.state_request,
            body=self.body,
            gap=self.gap,
            subject=gap.subject,
            fact=gap.fact,
            due_on=self.due_on,
            version=self.originator_version,
        )


class StateRequestAnswered(ClaimEvent):
    TOPIC = "state_request.answered"
    state_request: str
    answer: str

    def change(self, state: ClaimState) -> None:
        request = state.state_requests[self.state_request]
        request.status, request.answer = "ANSWERED", self.answer
        if self.answer == StateAnswer.PROVIDED:
            state.mark_present(request.subject, request.fact)
