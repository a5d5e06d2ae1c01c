"""What is demanded of the applicant on paper."""

from domain.events.base import ClaimEvent
from domain.state import ClaimState, Demand
from domain.vocabulary import Verdict


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
        outstanding = any(state.demands_for(self.subject, self.fact, "OUTSTANDING"))
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
            beside=outstanding and self.verdict == Verdict.ASKED_AGAIN,
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
