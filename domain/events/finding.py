"""What can happen to a finding: the system raises and measures it, people acknowledge, answer and close it."""

from dataclasses import dataclass, field

from domain.event import Event
from domain.state import PartyRef
from domain.vocabulary import FindingStatus


@dataclass(slots=True)
class FindingState:
    """One finding as its events have left it. Instants as in the events; `until` None: it goes on."""

    claim: str = ""
    region: str = ""
    office: str = ""
    submitted_on: str = ""
    rule: str = ""
    rule_version: int = 0
    thing: str = ""
    events: list[int] = field(default_factory=list)
    who: PartyRef = field(default_factory=lambda: PartyRef(kind="", code=None))
    since: str = ""
    until: str | None = None
    status: str = FindingStatus.OPEN.value
    answer: str | None = None
    closure: str | None = None


class FindingEvent(Event):
    """An event of a finding's stream; `change` is its effect."""

    def change(self, state: FindingState) -> None:
        raise NotImplementedError


class FindingRaised(FindingEvent):
    """A rule found something in a claim. `region`, `claim_office`, `submitted_on`: the claim's cohort, for life."""

    TOPIC = "finding.raised"
    claim: str
    region: str
    claim_office: str
    submitted_on: str
    rule: str
    rule_version: int
    thing: str
    events: list[int]
    who: PartyRef
    since: str
    until: str | None

    def change(self, state: FindingState) -> None:
        state.claim, state.region, state.office = self.claim, self.region, self.claim_office
        state.submitted_on, state.rule, state.thing = self.submitted_on, self.rule, self.thing
        state.rule_version, state.events, state.who = self.rule_version, self.events, self.who
        state.since, state.until = self.since, self.until


class FindingMeasured(FindingEvent):
    """What the finding rests on and what is at stake, as the claim stands since."""

    TOPIC = "finding.measured"
    rule_version: int
    events: list[int]
    who: PartyRef
    since: str
    until: str | None

    def change(self, state: FindingState) -> None:
        state.rule_version, state.events, state.who = self.rule_version, self.events, self.who
        state.since, state.until = self.since, self.until


class FindingReopened(FindingMeasured):
    """It holds again, after it had been closed because it no longer held."""

    TOPIC = "finding.reopened"

    def change(self, state: FindingState) -> None:
        super().change(state)
        state.status, state.answer, state.closure = FindingStatus.OPEN.value, None, None


class FindingAcknowledged(FindingEvent):
    """Those who answer for it have seen it."""

    TOPIC = "finding.acknowledged"

    def change(self, state: FindingState) -> None:
        state.status = FindingStatus.ACKNOWLEDGED.value


class FindingAnswered(FindingEvent):
    TOPIC = "finding.answered"
    answer: str

    def change(self, state: FindingState) -> None:
        state.status, state.answer = FindingStatus.ANSWERED.value, self.answer


class FindingClosed(FindingEvent):
    TOPIC = "finding.closed"
    reason: str

    def change(self, state: FindingState) -> None:
        state.status, state.closure = FindingStatus.CLOSED.value, self.reason
