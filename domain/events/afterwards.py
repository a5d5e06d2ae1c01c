"""What is told, paid, contested and corrected, mostly after the decision."""

from typing import ClassVar

from domain.events.base import ClaimEvent
from domain.regions import local_day, zone_of
from domain.state import ClaimState, Complaint
from domain.vocabulary import Stage


class NoticeSent(ClaimEvent):
    """The applicant was told of an event; `what` is its version. An extension counts only with its notice."""

    TOPIC = "notice.sent"
    what: int
    channel: str

    def change(self, state: ClaimState) -> None:
        for extension in state.extensions:
            if extension.version == self.what and extension.notice_on is None:
                extension.notice_on = local_day(self.timestamp, zone_of(state.region)).isoformat()


class PaymentEvent(ClaimEvent):
    """Money after a decision; no amounts."""

    leaves: ClassVar[str]

    def change(self, state: ClaimState) -> None:
        state.payment = self.leaves


class PaymentStarted(PaymentEvent):
    """`first_month`: the first month paid for, as 2019-04."""

    TOPIC = "payment.started"
    leaves = "STARTED"
    first_month: str


class PaymentSuspended(PaymentEvent):
    TOPIC = "payment.suspended"
    leaves = "SUSPENDED"
    ground: str


class PaymentResumed(PaymentEvent):
    TOPIC = "payment.resumed"
    leaves = "STARTED"
    ground: str


class PaymentTerminated(PaymentEvent):
    TOPIC = "payment.terminated"
    leaves = "TERMINATED"
    ground: str


class ComplaintFiled(ClaimEvent):
    """Before a decision it stands beside the claim; after one it opens a review of it."""

    TOPIC = "complaint.filed"
    complaint: str
    body: str
    external_number: str
    due_on: str

    def change(self, state: ClaimState) -> None:
        if state.stage == Stage.DECIDED:
            state.stage = Stage.REVIEW.value
        state.complaints[self.complaint] = Complaint(
            id=self.complaint,
            body=self.body,
            external_number=self.external_number,
            due_on=self.due_on,
            version=self.originator_version,
            reviews=state.stage == Stage.REVIEW,
        )


class ComplaintResolved(ClaimEvent):
    """With the last open complaint the review ends: a new decision is due if any of them was upheld."""

    TOPIC = "complaint.resolved"
    complaint: str
    external_number: str
    result: str

    def change(self, state: ClaimState) -> None:
        state.complaints[self.complaint].result = self.result
        state.end_review()


class CorrectionRecorded(ClaimEvent):
    """What an earlier version should have said. It changes no figure: corrections are counted and shown beside."""

    TOPIC = "correction.recorded"
    wrong: int
    field: str
    right: str | int | bool | None

    def change(self, state: ClaimState) -> None:
        state.corrections += 1
