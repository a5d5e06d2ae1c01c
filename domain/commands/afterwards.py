"""What is told, paid, contested and corrected, mostly after the decision."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import events
from domain.act import Act
from domain.allowed import PAYMENT_FROM
from domain.corrections import CORRECTABLE, Right, Shape
from domain.dossier import Dossier, known, next_id
from domain.errors import AlreadyDone, NeverAsked
from domain.event import EVENTS
from domain.policy import edition_on
from domain.vocabulary import ComplaintResult, NoticeChannel, PaymentGround


class Afterwards(Dossier):
    """Notices, payments, complaints and corrections."""

    def send_notice(self, *, what: int, channel: NoticeChannel, act: Act) -> None:
        """The applicant was told of an event; `what`: its version."""
        self._begin("send_notice", act)
        self._check_version(what)
        self._record(events.NoticeSent, act, what=what, channel=channel.value)

    # payments

    def start_payment(self, *, first_month: str, act: Act) -> None:
        """`first_month`: the first month paid for, as 2019-04."""
        self._begin_payment("start_payment", act)
        self._record(events.PaymentStarted, act, first_month=first_month)

    def suspend_payment(self, *, ground: PaymentGround, act: Act) -> None:
        self._begin_payment("suspend_payment", act)
        self._record(events.PaymentSuspended, act, ground=ground.value)

    def resume_payment(self, *, ground: PaymentGround, act: Act) -> None:
        self._begin_payment("resume_payment", act)
        self._record(events.PaymentResumed, act, ground=ground.value)

    def terminate_payment(self, *, ground: PaymentGround, act: Act) -> None:
        self._begin_payment("terminate_payment", act)
        self._record(events.PaymentTerminated, act, ground=ground.value)

    def _begin_payment(self, command: str, act: Act) -> None:
        self._begin(command, act)
        if self.state.payment not in PAYMENT_FROM[command]:
            needed = " or ".join(stands or "not started" for stands in PAYMENT_FROM[command])
            raise AlreadyDone(f"the payment is {self.state.payment or 'not started'}; {command} needs it {needed}")

    # complaints

    def complain(self, *, body: str, external_number: str, act: Act) -> None:
        """A complaint reached us. `external_number`: under which the reviewing body `body` has registered it."""
        self._begin("complain", act)
        today = self._local_day(act.occurred_at)
        self._record(
            events.ComplaintFiled,
            act,
            complaint=next_id("K", self.state.complaints),
            body=body,
            external_number=external_number,
            due_on=edition_on(today).complaint_due(today, self._days).isoformat(),
        )

    def resolve_complaint(self, *, complaint: str, external_number: str, result: ComplaintResult, act: Act) -> None:
        """The reviewing body's answer. Once the last complaint about a decision is resolved, its review is over."""
        self._begin("resolve_complaint", act)
        if (before := known("complaint", complaint, self.state.complaints).result) is not None:
            raise AlreadyDone(f"complaint {complaint} was {before}")
        self._record(
            events.ComplaintResolved, act, complaint=complaint, external_number=external_number, result=result.value
        )

    # corrections

    def correct(self, *, wrong: int, field: str, right: Right, act: Act) -> None:
        """Say what an earlier version should have said. History and figures stay; corrections are shown beside."""
        self._begin("correct", act)
        self._check_version(wrong)
        own = correctable(self.names[wrong - 1])
        if field not in own:
            raise NeverAsked(f"correctable field of version {wrong}", field, sorted(own))
        own[field].check(field, right)
        self._check_within_claim(field, right, act)
        self._record(events.CorrectionRecorded, act, wrong=wrong, field=field, right=right)

    def _check_within_claim(self, field: str, right: Any, act: Act) -> None:
        """What the command itself would have looked up: in the edition, the regions of that day, the claim."""
        looked_up: dict[str, Callable[[Any], object]] = {
            "basis": self._rules.basis,
            "conclusion": self._check_conclusion,
            "region": lambda unit: self._check_unit(unit, act),
            "unit": lambda unit: self._check_unit(unit, act),
            "what": self._check_version,
        }
        if right is not None and field in looked_up:
            looked_up[field](right)

    def _check_version(self, version: int) -> None:
        if not 1 <= version <= self.version:
            raise NeverAsked("version", version, (f"1 to {self.version}",))


def correctable(name: str) -> Mapping[str, Shape]:
    """The fields of an event that can be corrected, by its wire name."""
    kind = EVENTS[name]
    assert issubclass(kind, events.ClaimEvent), f"{name} is no event of a claim"
    return CORRECTABLE.get(kind, {})
