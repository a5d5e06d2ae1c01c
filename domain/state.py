"""What the events have said so far: one claim's facts, gaps, questions, demands and requests.

Events change it (`Event.change`), and nobody else. The aggregate decides with it, the delay ledger and the claim file
fold it again from the same events, so that there is one account of what an event means.
Every value is a plain JSON value or a dataclass of such: projections store it as JSON text and read it back with `of`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self, TypedDict

from domain.vocabulary import ComplaintResult, Coverage, DocumentType, Fact, GapCause, Party, Stage


class PartyRef(TypedDict):
    """A party: its kind and, where the kind has one, its code."""

    kind: str
    code: str | None


def party(kind: Party, code: str | None = None) -> PartyRef:
    return {"kind": kind.value, "code": code}


@dataclass(slots=True)
class Question:
    """A lookup: one registry asked about one subject for facts of one act or record; its attempts share the id."""

    id: str
    registry: str
    service: str
    subject: str
    facts: list[str]
    checks: int  # version of the checks.requested that named it
    gaps: list[str]  # gaps that were open for its facts when it was named
    status: str = "QUEUED"  # QUEUED, ASKED, RETRY, DONE; LAPSED with the claim, OVER if its last attempt then failed
    attempt: int = 0
    answered: list[int] = field(default_factory=list)
    outcome: str | None = None

    @property
    def sent(self) -> bool:
        return self.attempt > 0

    @property
    def awaited(self) -> bool:
        """Queued, asked or in retry."""
        return self.status in ("QUEUED", "ASKED", "RETRY")


@dataclass(slots=True)
class Gap:
    """A fact about a subject that the claim needs and no registry has given."""

    id: str
    subject: str
    fact: str
    fields: list[str]
    cause: str
    owner: PartyRef
    lookup: str | None
    outcome: str
    registry: str | None
    unit: str | None
    open: bool = True


@dataclass(slots=True)
class Demand:
    """A paper asked of the applicant."""

    id: str
    type: str
    subject: str
    fact: str
    gap: str | None
    verdict: str
    state_not_asked: bool
    asked_by: PartyRef
    version: int
    beside: bool = False  # asked again while another demand for the fact was outstanding
    status: str = "OUTSTANDING"  # OUTSTANDING, RECEIVED, WITHDRAWN, LAPSED


@dataclass(slots=True)
class StateRequest:
    """A question to another state body instead of the applicant."""

    id: str
    body: PartyRef
    gap: str
    subject: str
    fact: str
    due_on: str
    version: int
    status: str = "OUTSTANDING"  # OUTSTANDING, ANSWERED, LAPSED
    answer: str | None = None


@dataclass(slots=True)
class Extension:
    """The term was extended. Days are local ones of the recording: `notice_on`, that of the first notice of it.

    `first_due_on`, `calendar`: the day without extensions, and what it was counted by, as they stood then: a deadline
    that is counted again later judges no extension anew.
    """

    version: int
    due_on: str
    reason: str
    recorded_on: str
    first_due_on: str
    calendar: str
    notice_on: str | None = None


@dataclass(slots=True)
class Complaint:
    """A complaint about the claim. `reviews`: it is about a decision, which is under review until it is resolved."""

    id: str
    body: str
    external_number: str
    due_on: str
    version: int
    reviews: bool
    result: str | None = None


@dataclass(slots=True)
class Hand:
    """Somebody has the claim to work on, since that version, as one of that office; until the turn is over."""

    to: str
    office: str
    version: int


@dataclass(slots=True)
class ClaimState:
    """One claim as its events have left it."""

    stage: str = Stage.INTAKE.value
    channel: str = ""
    region: str = ""
    office: str = ""
    authorised_body: str = ""
    language: str = ""
    edition: str = ""  # of submission: facts, verdicts, bases
    calendar: str = ""  # of the ledger, for life
    submitted_at: str = ""
    register_by: str = ""
    members: dict[str, dict[str, str]] = field(default_factory=dict)  # person_ref -> fact -> coverage
    roles: dict[str, str] = field(default_factory=dict)  # person_ref -> what the member is in the family
    number: str | None = None
    registered_on: str | None = None
    term_edition: str | None = None  # of registration: terms, refusal grounds
    term_calendar: str | None = None  # that due_on was counted by
    due_on: str | None = None  # without extensions: domain/term.py says which day is in force
    due_reasons: list[dict[str, Any]] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    transfer_to: str | None = None  # the office that the file is on its way to
    questions: dict[str, Question] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)
    demands: dict[str, Demand] = field(default_factory=dict)
    state_requests: dict[str, StateRequest] = field(default_factory=dict)
    present: list[str] = field(default_factory=list)  # subject/fact that a registry, a body or a paper has shown
    commission: str | None = None
    conclusions: list[int] = field(default_factory=list)  # their versions
    inspected_on: str | None = None
    assessed: bool = False
    contracts: dict[str, str] = field(default_factory=dict)  # kind -> OFFERED, SIGNED, DECLINED, LAPSED
    decision: str | None = None  # the last one
    first_end: str | None = None  # APPROVED, REFUSED or WITHDRAWN, whichever came first
    complaints: dict[str, Complaint] = field(default_factory=dict)
    payment: str | None = None  # STARTED, SUSPENDED, TERMINATED
    corrections: int = 0
    hands: dict[str, Hand] = field(default_factory=dict)  # role -> who has the claim to work on
    handed_back: list[str] = field(default_factory=list)  # role/actor, each once

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """The state that `orjson.dumps` once wrote."""
        state = cls(**plain)
        state.questions = {k: Question(**v) for k, v in plain["questions"].items()}
        state.gaps = {k: Gap(**v) for k, v in plain["gaps"].items()}
        state.demands = {k: Demand(**v) for k, v in plain["demands"].items()}
        state.state_requests = {k: StateRequest(**v) for k, v in plain["state_requests"].items()}
        state.complaints = {k: Complaint(**v) for k, v in plain["complaints"].items()}
        state.extensions = [Extension(**v) for v in plain["extensions"]]
        state.hands = {k: Hand(**v) for k, v in plain["hands"].items()}
        return state

    # what is known and missing

    def is_present(self, subject: str, fact: str) -> bool:
        return f"{subject}/{fact}" in self.present

    def mark_present(self, subject: str, fact: str) -> None:
        if not self.is_present(subject, fact):
            self.present.append(f"{subject}/{fact}")

    def open_gap(self, subject: str, fact: str) -> Gap | None:
        """The one open gap for that subject and fact, if any."""
        return next((g for g in self.gaps.values() if g.open and g.subject == subject and g.fact == fact), None)

    def coverage(self, subject: str, fact: str) -> Coverage:
        """The verdict of submission; a fact without a window is inside."""
        return Coverage(self.members[subject].get(fact, Coverage.INSIDE))

    # what is under way

    def is_moot(self, question: Question) -> bool:
        """Never sent, asked only for gaps, and none of those is open any more."""
        return (
            not question.sent
            and len(question.gaps) == len(question.facts)
            and all(self.open_gap(question.subject, fact) is None for fact in question.facts)
        )

    def awaited(self, subject: str, fact: str) -> bool:
        """A registry's answer is queued, asked or in retry."""
        return any(
            q.subject == subject and fact in q.facts and q.awaited and not self.is_moot(q)
            for q in self.questions.values()
        )

    def demands_for(self, subject: str, fact: str, *statuses: str) -> Iterator[Demand]:
        for demand in self.demands.values():
            if demand.subject == subject and demand.fact == fact and demand.status in statuses:
                yield demand

    def state_requests_for(self, subject: str, fact: str) -> Iterator[StateRequest]:
        for request in self.state_requests.values():
            if request.subject == subject and request.fact == fact:
                yield request

    def is_attended(self, subject: str, fact: str) -> bool:
        """A demand, a state request or a question for that subject and fact is outstanding."""
        return (
            any(self.demands_for(subject, fact, "OUTSTANDING"))
            or any(r.status == "OUTSTANDING" for r in self.state_requests_for(subject, fact))
            or self.awaited(subject, fact)
        )

    # what several events do

    def receive(self, demand: Demand) -> None:
        """A paper shows its fact; a consent only lets the registry be asked again."""
        demand.status = "RECEIVED"
        if demand.type != DocumentType.CONSENT and demand.fact != Fact.OTHER:
            self.mark_present(demand.subject, demand.fact)

    def lapse_requests(self, subject: str, fact: str) -> None:
        """What was still asked of other state bodies is not needed any more; a late answer is recorded all the same."""
        for request in self.state_requests_for(subject, fact):
            if request.status == "OUTSTANDING":
                request.status = "LAPSED"

    def decide(self, decision: str) -> None:
        self.decision = decision
        self.end(Stage.DECIDED, decision)

    def end(self, stage: Stage, how: str) -> None:
        """A decision or a withdrawal: what is outstanding lapses, and a file on its way has nowhere to go."""
        self.stage, self.transfer_to = stage.value, None
        self.first_end = self.first_end or how
        outstanding: tuple[Demand | StateRequest, ...] = (*self.demands.values(), *self.state_requests.values())
        for one in outstanding:
            if one.status == "OUTSTANDING":
                one.status = "LAPSED"
        for question in self.questions.values():
            if question.awaited:
                question.status = "LAPSED"
        self.contracts.update({kind: "LAPSED" for kind, stands in self.contracts.items() if stands == "OFFERED"})

    def end_review(self) -> None:
        """Once no complaint about the decision is open any more: another decision is due if any was upheld."""
        reviewed = [c for c in self.complaints.values() if c.reviews]
        if self.stage != Stage.REVIEW or any(c.result is None for c in reviewed):
            return
        upheld = any(c.result == ComplaintResult.UPHELD for c in reviewed)
        self.stage = (Stage.DECISION if upheld else Stage.DECIDED).value
        for complaint in reviewed:
            complaint.reviews = False

    @property
    def has_ended(self) -> bool:
        """Decided or withdrawn, and no new decision is due: nothing but a complaint is waited for."""
        return self.stage in ENDED


ENDED = frozenset({Stage.DECIDED.value, Stage.REVIEW.value, Stage.WITHDRAWN.value})


def closed_by_paper(gap: Gap, demand: Demand) -> bool:
    """Whether a received paper closes the gap: a consent closes only a gap of consent."""
    return demand.type != DocumentType.CONSENT or gap.cause == GapCause.CONSENT
