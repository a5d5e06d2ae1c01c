"""What every event of a claim is: the envelope, and an effect on the claim's state."""

from domain.event import Event
from domain.state import ClaimState
from domain.turns import let_go


class ClaimEvent(Event):
    """An event of a claim's stream; `change` is its effect."""

    def happen(self, state: ClaimState) -> None:
        """The effect, and what follows from it: a claim leaves the hands of those whose turn it has ended."""
        self.change(state)
        if state.hands and self.settles:
            let_go(state)

    def change(self, state: ClaimState) -> None:
        raise NotImplementedError

    @property
    def settles(self) -> bool:
        """Whether the claim stands as it will when the save is over; not between two steps of one replacement."""
        return True
