"""Who has a claim to work on. It opens and closes no wait: whose move it is, is an office's and not a person's."""

from domain.event import Event
from domain.events.base import ClaimEvent
from domain.state import ClaimState, Hand


class ClaimAssigned(ClaimEvent):
    """Given to somebody of that role and office: as the next one of the queue, or by hand."""

    TOPIC = "claim.assigned"
    to: str
    to_role: str
    of_office: str
    way: str

    def change(self, state: ClaimState) -> None:
        state.hands[self.to_role] = Hand(self.to, self.of_office, self.originator_version)


class ClaimHandedBack(ClaimEvent):
    """Put back into the queue by whoever had it."""

    TOPIC = "claim.handed_back"
    reason: str

    def change(self, state: ClaimState) -> None:
        del state.hands[self.by["role"]]
        who = f"{self.by['role']}/{self.by['actor']}"
        if who not in state.handed_back:
            state.handed_back.append(who)


class HandoutEvent(Event):
    """An event of the stream of one request for the next claim."""


class QueueHandedOut(HandoutEvent):
    """Which claim that request was answered with; saved together with its `claim.assigned`."""

    TOPIC = "queue.handed_out"
    claim: str
