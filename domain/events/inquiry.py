"""What can happen to an inquiry: it is received and answered at once, asked again, and replied to by its addressee."""

from dataclasses import dataclass, field
from typing import Any, TypedDict

from domain.event import Event
from domain.vocabulary import InquiryStatus


class Difference(TypedDict):
    """A figure that is another than in the answer that was kept. `before`, `after`: a number, or HIDDEN; None only in
    what version 1 recorded, which did not say apart what was hidden and what was not given."""

    table: str
    key: dict[str, str]
    figure: str
    before: int | str | None
    after: int | str | None


class NotCompared(TypedDict):
    """A table of which one of the answers gives nothing, or both: nothing can be said of its figures."""

    table: str
    month: str | None
    given_before: bool
    given_now: bool


@dataclass(slots=True)
class InquiryState:
    """One inquiry as its events have left it; the answer itself stays in its event."""

    number: str = ""
    addressee: str = ""
    template: str = ""
    region: str | None = None
    submitted_from: str | None = None
    submitted_to: str | None = None
    asked_by: str = ""
    asked_as: str = ""
    office: str = ""
    received_at: str = ""
    due_on: str = ""
    as_known: str = ""
    position: int = 0
    definitions: list[str] = field(default_factory=list)
    policy: str | None = None
    digest: str = ""
    answered_in: int = 0
    status: str = InquiryStatus.ANSWERED.value
    reply: str | None = None
    replied_at: str | None = None
    reruns: int = 0


class InquiryEvent(Event):
    """An event of an inquiry's stream; `change` is its effect."""

    def change(self, state: InquiryState) -> None:
        raise NotImplementedError


class InquiryReceived(InquiryEvent):
    """A deputy, or an auditor, asks. `due_on`: the last day of the month in which the addressee must answer."""

    TOPIC = "inquiry.received"
    number: str
    addressee: str
    template: str
    region: str | None
    submitted_from: str | None
    submitted_to: str | None
    due_on: str

    def change(self, state: InquiryState) -> None:
        state.number, state.addressee, state.template = self.number, self.addressee, self.template
        state.region, state.submitted_from, state.submitted_to = self.region, self.submitted_from, self.submitted_to
        state.asked_by, state.asked_as, state.office = self.by["actor"], self.by["role"], self.office
        state.received_at, state.due_on = self.occurred_at, self.due_on


class InquiryAnswered(InquiryEvent):
    """The figures, frozen: `answer` is canonical JSON, `digest` its SHA-256."""

    TOPIC = "inquiry.answered"
    as_known: str
    position: int
    definitions: list[str]
    policy: str | None
    answer: str
    digest: str

    def change(self, state: InquiryState) -> None:
        state.as_known, state.position, state.definitions = self.as_known, self.position, self.definitions
        state.policy, state.digest, state.answered_in = self.policy, self.digest, self.originator_version


class InquiryRerun(InquiryEvent):
    """The same was asked again, as known on a day; it gave the same digest, or these differences."""

    TOPIC = "inquiry.rerun"
    class_version = 2
    as_known: str
    position: int
    definitions: list[str]
    digest: str
    same: bool
    differences: list[Difference]
    more_differences: int
    not_compared: list[NotCompared]
    recorded_since: dict[str, int]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        state["not_compared"] = []

    def change(self, state: InquiryState) -> None:
        state.reruns += 1


class InquiryReplied(InquiryEvent):
    """The addressee has answered in writing: under which number, never what."""

    TOPIC = "inquiry.replied"
    reply: str

    def change(self, state: InquiryState) -> None:
        state.reply, state.replied_at, state.status = self.reply, self.occurred_at, InquiryStatus.REPLIED.value
