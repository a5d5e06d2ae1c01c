"""What may be done to a claim: one method a command, each checks and records.

Nonsense is blocked: unknown codes, answers to questions never asked, a refusal without a ground. Breaches are
recorded and found later, because a system that refuses to record what happened hides it.
"""

from collections.abc import Sequence
from datetime import datetime

from domain import events
from domain.act import Act
from domain.allowed import ALLOWED, require_role
from domain.calendar import latest
from domain.checks import Need, asked_of_registries
from domain.demands import Paper, state_not_asked, verdict
from domain.dossier import Dossier, check_time, known, next_id
from domain.errors import AlreadyDone, NothingToAsk, UnknownCode, Unusable
from domain.lookups import judge
from domain.policy import edition, edition_on
from domain.regions import local_day, region_at
from domain.state import closed_by_paper, party
from domain.submission import MemberGiven, members_of
from domain.vocabulary import (
    TECHNICAL,
    AidKind,
    Channel,
    Conclusion,
    DemandWithdrawal,
    DocumentType,
    Fact,
    IncomeBand,
    Language,
    LookupOutcome,
    Party,
    RefusalGround,
    Stage,
    StateAnswer,
    StateBody,
    Withdrawal,
)


class Claim(Dossier):
    """One claim for targeted social assistance, from submission to decision."""

    @property
    def is_open(self) -> bool:
        """No first decision yet and not withdrawn."""
        return not self.state.has_ended

    def allowed_now(self) -> frozenset[str]:
        return ALLOWED[Stage(self.state.stage)]

    # intake

    def submit(
        self,
        *,
        channel: Channel,
        region: str,
        authorised_body: str,
        language: Language,
        members: Sequence[MemberGiven],
        act: Act,
    ) -> None:
        """Births and other acts become coverage verdicts; their dates are not kept. `region`: KATO, 9 digits."""
        require_role("submit", act.role)
        if self.version:
            raise AlreadyDone(f"claim {self.id} was submitted before")
        zone = region_at(region, act.occurred_at).zone
        today = local_day(act.occurred_at, zone)
        rules, days = edition_on(today), latest()
        check_time(act, rules=rules, days=days, zone=zone)
        self._record(
            events.ClaimSubmitted,
            act,
            channel=channel.value,
            region=region,
            authorised_body=authorised_body,
            language=language.value,
            members=members_of(members, rules, today),
            edition=rules.code,
            calendar=days.version,
            register_by=rules.register_by(today, days).isoformat(),
        )

    def register(self, *, number: str, act: Act) -> None:
        """The clock of the term starts; due_on says how it was counted."""
        self._begin("register", act)
        today = self._local_day(act.occurred_at)
        submitted_on = self._local_day(datetime.fromisoformat(self.state.submitted_at))
        rules, days = edition_on(today), latest()
        deadline = rules.due(Channel(self.state.channel), submitted_on=submitted_on, registered_on=today, calendar=days)
        self._record(
            events.ClaimRegistered,
            act,
            number=number,
            registered_on=today.isoformat(),
            edition=rules.code,
            calendar=days.version,
            due_on=deadline.due_on.isoformat(),
            reasons=list(deadline.reasons),
        )

    # checks

    def request_checks(self, *, needs: Sequence[Need], act: Act) -> None:
        """Name the facts the claim needs. Where no registry is connected for one, that is a gap at once."""
        self._begin("request_checks", act)
        for need in needs:
            self._check_subject(need.subject)
        questions, unasked = asked_of_registries(self.state, self._rules, needs)
        fresh = [need for need in unasked if not self._is_settled(need)]
        if not questions and not fresh:
            raise NothingToAsk("no registry is connected for any fact named, and each is a gap or shown already")
        self._record(events.ChecksRequested, act, questions=questions)
        for need in fresh:
            self._detect(need.subject, {"fact": need.fact.value, "fields": []}, LookupOutcome.NOT_INTEGRATED, act=act)

    def request_lookup(self, *, lookup: str, message: str, act: Act) -> None:
        """The question was sent: once more, if an attempt failed. `message`: the id it was sent under."""
        self._begin("request_lookup", act)
        question = known("lookup", lookup, self.state.questions)
        if question.status not in ("QUEUED", "RETRY"):
            raise AlreadyDone(f"lookup {lookup} is {question.status}; only a queued or failed one is sent")
        self._record(
            events.LookupRequested,
            act,
            lookup=lookup,
            attempt=question.attempt + 1,
            registry=question.registry,
            service=question.service,
            subject=question.subject,
            facts=list(question.facts),
            message=message,
        )

    def fail_lookup(
        self,
        *,
        lookup: str,
        attempt: int,
        outcome: LookupOutcome,
        raw_status: events.RawStatus,
        latency_ms: int,
        retry_at: str,
        act: Act,
    ) -> None:
        """The attempt brought no answer and will be repeated; the last attempt is completed, not failed."""
        self._begin("fail_lookup", act)
        question = self._attempted(lookup, attempt)
        if outcome not in TECHNICAL:
            raise UnknownCode("technical outcome", outcome, TECHNICAL)
        if question.status != "ASKED" or attempt != question.attempt:
            raise AlreadyDone(f"attempt {attempt} of lookup {lookup} is over; the lookup is {question.status}")
        self._record(
            events.LookupFailed,
            act,
            lookup=lookup,
            attempt=attempt,
            outcome=outcome.value,
            raw_status=raw_status,
            latency_ms=latency_ms,
            retry_at=retry_at,
        )

    def complete_lookup(
        self,
        *,
        lookup: str,
        attempt: int,
        outcome: LookupOutcome,
        given: Sequence[Fact],
        missing: Sequence[events.Missing],
        unit: str | None,
        raw_status: events.RawStatus,
        source_as_of: str | None,
        latency_ms: int,
        evidence: str | None,
        act: Act,
    ) -> None:
        """An answer, also a late one. It records the gaps it shows and those it closes; a second one has no effect."""
        self._begin("complete_lookup", act)
        question = self._attempted(lookup, attempt)
        self._check_unit(unit, act)
        answer = judge(self.state, question, outcome, [fact.value for fact in given], missing)
        repeated = attempt in question.answered
        self._record(
            events.LookupCompleted,
            act,
            lookup=lookup,
            attempt=attempt,
            outcome=answer.outcome.value,
            given=list(answer.given),
            missing=list(answer.missing),
            unit=unit,
            raw_status=raw_status,
            source_as_of=source_as_of,
            latency_ms=latency_ms,
            evidence=evidence,
        )
        if not repeated:
            self._settle(question, answer, unit, act)

    def send_state_request(self, *, gap: str, body: StateBody, act: Act) -> None:
        """Ask another state body instead of the applicant; one that the edition does not name counts as not asked."""
        self._begin("send_state_request", act)
        unit = self._open_gap(gap).unit or self.state.region
        akimat = body is StateBody.AKIMAT
        due = self._rules.state_request_due(self._local_day(act.occurred_at), self._days)
        self._record(
            events.StateRequestSent,
            act,
            state_request=next_id("S", self.state.state_requests),
            body=party(Party.AKIMAT, unit) if akimat else party(Party.STATE_BODY, body.value),
            gap=gap,
            due_on=due.isoformat(),
        )

    def answer_state_request(self, *, state_request: str, answer: StateAnswer, act: Act) -> None:
        """The body's answer; PROVIDED closes the gap."""
        self._begin("answer_state_request", act)
        request = known("state request", state_request, self.state.state_requests)
        if request.status == "ANSWERED":
            raise AlreadyDone(f"state request {state_request} was answered {request.answer}")
        self._record(events.StateRequestAnswered, act, state_request=state_request, answer=answer.value)
        if answer is StateAnswer.PROVIDED:
            self._shown(request.subject, request.fact, act)

    # papers

    def request_document(self, *, type: DocumentType, subject: str, fact: Fact, basis: str | None, act: Act) -> None:
        """A paper is demanded of the applicant; what the demand was worth is computed from the claim's own history."""
        self._begin("request_document", act)
        self._check_subject(subject)
        based = basis is not None and self._rules.basis(basis).covers(fact, type)
        paper = Paper(self.state, self._rules, type, subject, fact, based, self._local_day(act.occurred_at))
        judged, gap = verdict(paper), paper.gap
        self._record(
            events.DocumentRequested,
            act,
            demand=next_id("D", self.state.demands),
            type=type.value,
            subject=subject,
            fact=fact.value,
            gap=gap.id if gap else None,
            basis=basis,
            asked_by=act.party.value,
            verdict=judged.value,
            state_not_asked=state_not_asked(paper, judged),
        )

    def receive_document(self, *, demand: str, digest: str, act: Act) -> None:
        """The paper came, perhaps after its demand was taken back. Its SHA-256 is kept; it closes the gap it proves."""
        self._begin("receive_document", act)
        paper = self._paper(demand, "OUTSTANDING", "LAPSED", "WITHDRAWN")
        self._record(events.DocumentReceived, act, demand=demand, digest=digest)
        gap = self.state.open_gap(paper.subject, paper.fact)
        if gap and closed_by_paper(gap, paper):
            self._shown(paper.subject, paper.fact, act)

    def withdraw_document_request(self, *, demand: str, reason: DemandWithdrawal, act: Act) -> None:
        """The demand is taken back by someone who may demand."""
        self._begin("withdraw_document_request", act)
        self._paper(demand, "OUTSTANDING")
        if reason is DemandWithdrawal.GAP_CLOSED:
            raise Unusable("GAP_CLOSED is recorded by the system; take a demand back as NOT_NEEDED or ASKED_IN_ERROR")
        self._record(events.DocumentRequestWithdrawn, act, demand=demand, reason=reason.value)

    # commission, assessment, decision

    def assign_commission(self, *, commission: str, quorum: int, act: Act) -> None:
        """`quorum`: how many distinct members must sign."""
        self._begin("assign_commission", act)
        self._record(events.CommissionAssigned, act, commission=commission, quorum=quorum)

    def conclude(self, *, result: Conclusion, signatures: Sequence[events.Signature], act: Act) -> None:
        """The conclusion with its signatures as they are: too few of them is a finding, not a refusal."""
        self._begin("conclude", act)
        assess = result is Conclusion.NEEDS and not self.state.assessed
        stage = Stage.ASSESSMENT if assess else Stage.DECISION
        self._record(
            events.CommissionConcluded, act, result=result.value, signatures=list(signatures), next=stage.value
        )

    def assess_income(self, *, quarter: str, line: int, band: IncomeBand, act: Act) -> None:
        """`line`: the poverty line of the region, whole tenge a month; `quarter` as 2019-Q2."""
        self._begin("assess_income", act)
        self._record(events.IncomeAssessed, act, quarter=quarter, line=line, band=band.value)

    def approve(self, *, number: str, kind: AidKind, months: int, conclusion: int | None, act: Act) -> None:
        """`conclusion`: the version of the conclusion it rests on, or none."""
        self._begin("approve", act)
        self._check_conclusion(conclusion)
        self._record(events.ClaimApproved, act, number=number, kind=kind.value, months=months, conclusion=conclusion)

    def refuse(self, *, number: str, ground: RefusalGround, conclusion: int | None, act: Act) -> None:
        """Exactly one ground of the edition of registration. Missing data is none of them."""
        self._begin("refuse", act)
        self._check_conclusion(conclusion)
        grounds = edition(self.state.term_edition or self.state.edition).refusal_grounds
        if ground not in grounds:
            raise UnknownCode("refusal ground", ground, grounds)
        self._record(events.ClaimRefused, act, number=number, ground=ground.value, conclusion=conclusion)

    def withdraw(self, *, reason: Withdrawal, act: Act) -> None:
        """The applicant takes the claim back."""
        self._begin("withdraw", act)
        self._record(events.ClaimWithdrawn, act, reason=reason.value)
