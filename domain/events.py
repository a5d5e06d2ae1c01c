"""What can happen to a claim and to an applicant.

The list in prose: docs/reference/events.md; how one is added: docs/how-to/add-an-event.md.
"""

from typing import Any, TypedDict

from domain.event import Event
from domain.state import ClaimState, Demand, Gap, PartyRef, Question, StateRequest
from domain.vocabulary import LookupOutcome, Stage, StateAnswer


class ClaimEvent(Event):
    """An event of a claim's stream; `change` is its effect."""

    def change(self, state: ClaimState) -> None:
        raise NotImplementedError


class Member(TypedDict):
    """A member of the family. `coverage` holds the verdict for every fact that has a window; the others are inside."""

    person_ref: str
    role: str
    coverage: dict[str, str]


class ClaimSubmitted(ClaimEvent):
    TOPIC = "claim.submitted"
    channel: str
    region: str
    authorised_body: str
    language: str
    members: list[Member]
    edition: str
    calendar: str
    register_by: str

    def change(self, state: ClaimState) -> None:
        for name in (
            "channel",
            "region",
            "office",
            "authorised_body",
            "language",
            "edition",
            "calendar",
            "register_by",
        ):
            setattr(state, name, getattr(self, name))
        state.submitted_at = self.occurred_at
        state.members = {m["person_ref"]: dict(m["coverage"]) for m in self.members}


class ClaimRegistered(ClaimEvent):
    TOPIC = "claim.registered"
    number: str
    registered_on: str
    edition: str
    calendar: str
    due_on: str
    reasons: list[dict[str, Any]]

    def change(self, state: ClaimState) -> None:
        state.stage = Stage.CHECKS.value
        state.number, state.registered_on = self.number, self.registered_on
        state.term_edition, state.due_on, state.due_reasons = self.edition, self.due_on, self.reasons


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


class RawStatus(TypedDict):
    """Both status layers of an answer, as they came: the bus's and the service's."""

    bus: str | None
    service: str | None


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
        question.status = "RETRY"


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


class DocumentRequested(ClaimEvent):
    """`asked_by` is the kind of party; its code is the envelope's office."""

    TOPIC = "document.requested"
    demand: str
    type: str
    subject: str
    fact: str
    gap: str | None
    basis: str | None
    asked_by: str
    verdict: str
    state_not_asked: bool

    def change(self, state: ClaimState) -> None:
        state.demands[self.demand] = Demand(
            id=self.demand,
            type=self.type,
            subject=self.subject,
            fact=self.fact,
            gap=self.gap,
            verdict=self.verdict,
            state_not_asked=self.state_not_asked,
            asked_by={"kind": self.asked_by, "code": self.office},
            version=self.originator_version,
        )


class DocumentReceived(ClaimEvent):
    TOPIC = "document.received"
    demand: str
    digest: str

    def change(self, state: ClaimState) -> None:
        state.receive(state.demands[self.demand])


class DocumentRequestWithdrawn(ClaimEvent):
    TOPIC = "document.request_withdrawn"
    demand: str
    reason: str

    def change(self, state: ClaimState) -> None:
        state.demands[self.demand].status = "WITHDRAWN"


class CommissionAssigned(ClaimEvent):
    TOPIC = "commission.assigned"
    commission: str
    quorum: int

    def change(self, state: ClaimState) -> None:
        state.stage, state.commission = Stage.COMMISSION.value, self.commission


class Signature(TypedDict):
    """A member of the commission signed: who, when, on which device."""

    member: str
    at: str
    device: str


class CommissionConcluded(ClaimEvent):
    TOPIC = "commission.concluded"
    result: str
    signatures: list[Signature]
    next: str

    def change(self, state: ClaimState) -> None:
        state.stage = self.next
        state.conclusions.append(self.originator_version)


class IncomeAssessed(ClaimEvent):
    """`line`: the poverty line used, in whole tenge a month; `band`: the family below or above it, never its income."""

    TOPIC = "income.assessed"
    quarter: str
    line: int
    band: str

    def change(self, state: ClaimState) -> None:
        state.stage, state.assessed = Stage.DECISION.value, True


class ClaimApproved(ClaimEvent):
    TOPIC = "claim.approved"
    number: str
    kind: str
    months: int
    conclusion: int | None

    def change(self, state: ClaimState) -> None:
        state.decision = "APPROVED"
        state.end(Stage.DECIDED)


class ClaimRefused(ClaimEvent):
    TOPIC = "claim.refused"
    number: str
    ground: str
    conclusion: int | None

    def change(self, state: ClaimState) -> None:
        state.decision = "REFUSED"
        state.end(Stage.DECIDED)


class ClaimWithdrawn(ClaimEvent):
    TOPIC = "claim.withdrawn"
    reason: str

    def change(self, state: ClaimState) -> None:
        state.end(Stage.WITHDRAWN)


class ApplicantEvent(Event):
    """An event of an applicant's stream."""


class ApplicantApplied(ApplicantEvent):
    TOPIC = "applicant.applied"
    claim: str


class ApplicantAppliedAgain(ApplicantEvent):
    TOPIC = "applicant.applied_again"
    claim: str
    channel: str
    region: str
