"""What every event of a claim is: the envelope, and an effect on the claim's state."""

from domain.event import Event
from domain.state import ClaimState


class ClaimEvent(Event):
    """An event of a claim's stream; `change` is its effect."""

    def change(self, state: ClaimState) -> None:
        raise NotImplementedError
