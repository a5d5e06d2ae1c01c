"""Other tables that look the same: what proves, in whole numbers, that a hidden figure cannot be told.

A witness is a table of counts that agrees with every figure that is public, keeps whatever the attacker is granted,
and gives a hidden figure another value. It is checked exactly; where it came from does not matter. So the promise
never rests on a solver's floating point: a wrong answer of the solver hides more, never less.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from disclosure.classes import Mask, Whole
from disclosure.programme import Real

FREE: int = 2**40
"""no bound; more than any count, and far from where whole numbers end"""
WHOLE_WITHIN: float = 1e-6


@dataclass
class Witnesses:
    """Moves away from the true table, per node: the classes, then the sums."""

    counts: Whole
    sums: Sequence[Whole]
    moves: list[Whole] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._flat = np.concatenate([*self.sums, np.zeros(0, dtype=np.int64)])
        self._starts = np.cumsum([0, *(len(members) for members in self.sums)])[:-1] if self.sums else None
        self.values = self.of_classes(self.counts)
        self.least, self.most = self.values.copy(), self.values.copy()

    def of_classes(self, amounts: Whole) -> Whole:
        """The amounts of all nodes, from those of the classes, exactly."""
        if self._starts is None:
            return amounts
        return np.concatenate([amounts, np.add.reduceat(amounts[self._flat], self._starts)])

    def admit(self, proposed: Real, *, shown: Mask, low: Whole, high: Whole) -> bool:
        """Takes a proposal in, if it is whole and looks the same as the true table."""
        rounded = np.rint(proposed[: len(self.counts)])
        if np.abs(proposed[: len(self.counts)] - rounded).max(initial=0.0) > WHOLE_WITHIN:
            return False
        move = self.of_classes(rounded.astype(np.int64))
        if not self._looks_the_same(move, shown, low, high):
            return False
        self._take(move)
        return True

    def drop_moves_of(self, node: int) -> "Witnesses":
        """Those that remain when a node is shown."""
        return self._with([move for move in self.moves if not move[node]])

    def still_good(self, *, shown: Mask, low: Whole, high: Whole) -> bool:
        return all(self._looks_the_same(move, shown, low, high) for move in self.moves)

    def _with(self, moves: list[Whole]) -> "Witnesses":
        rest = Witnesses(self.counts, self.sums)
        for move in moves:
            rest._take(move)
        return rest

    def _take(self, move: Whole) -> None:
        self.moves.append(move)
        np.minimum(self.least, self.values + move, out=self.least)
        np.maximum(self.most, self.values + move, out=self.most)

    def _looks_the_same(self, move: Whole, shown: Mask, low: Whole, high: Whole) -> bool:
        moved = self.values + move
        return not move[shown].any() and bool(((moved >= low) & (moved <= high)).all())
