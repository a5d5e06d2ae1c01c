"""One request for the next claim: a tiny stream of its own, saved in one transaction with the claim that it hands out.

Which claim the request meets is decided when it comes, so nothing but this stream can say, when the same request comes
again, also after a crash and at another process, which claim it was.
"""

from uuid import NAMESPACE_URL, UUID, uuid5

from domain.act import Act
from domain.allowed import require_role
from domain.event import Event
from domain.events import HandoutEvent, QueueHandedOut
from domain.stream import Stream

_NAMESPACE = uuid5(NAMESPACE_URL, "qadam:handout")


def handout_id(actor: str, key: str) -> UUID:
    """A repeated request meets its own answer."""
    return uuid5(_NAMESPACE, f"{actor}/{key}")


class Handout(Stream):
    """Which claim was handed out to the request; none yet, or never, if there was nothing to hand out."""

    claim: UUID | None

    @classmethod
    def takes(cls, event: Event) -> bool:
        return isinstance(event, HandoutEvent)

    def begin(self) -> None:
        self.claim = None

    def took(self, event: Event) -> None:
        super().took(event)
        assert isinstance(event, QueueHandedOut), event
        self.claim = UUID(event.claim)

    def hand_out(self, claim: UUID, *, act: Act) -> None:
        require_role("take", act.role)
        self._record(QueueHandedOut, act, claim=str(claim))
