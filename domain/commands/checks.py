"""Registries and state bodies: what is asked of them, and what they answer."""

from collections.abc import Sequence

from domain import events
from domain.act import Act
from domain.checks import Need, asked_of_registries
from domain.dossier import Dossier, known, next_id
from domain.errors import AlreadyDone, NothingToAsk, UnknownCode
from domain.lookups import judge
from domain.state import party
from domain.vocabulary import TECHNICAL, Fact, LookupOutcome, Party, StateAnswer, StateBody


class Checks(Dossier):
    """Lookups, gaps and state requests."""

    def request_checks(self, *, needs: Sequence[Need], act: Act) -> None:
        """Name the facts the claim needs. Where no registry is connected for one, that is a gap at once."""
        self._begin("request_checks", act)
        for need in needs:
            self._check_subject(need.subject)
        questions, unasked = asked_of_registries(self.state, self._rules, needs)
        fresh = [need for need in unasked if not self._is_settled(need)]
        if not questions and not fresh:
            raise NothingToAsk(
                "no registry is connected for any fact named, and each is a gap or shown already; a gap is closed by a"
                " state request or a paper"
            )
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
        if question.status not in ("ASKED", "LAPSED") or attempt != question.attempt:
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
