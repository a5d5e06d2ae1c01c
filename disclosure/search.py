"""What else must be hidden so that every hidden figure keeps its promise: complementary suppression.

For each promise that has no witness yet the solver is asked for the cheapest table, near the true one, that would
be one; whatever it moves and is shown now must be hidden. The price of a figure grows with its size and, steeply,
with how much it sums, so that totals survive. At the end whatever was hidden in vain is shown again, dearest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from disclosure.classes import Figures, Mask, Whole
from disclosure.ledger import Hidden, Why
from disclosure.marks import Marks
from disclosure.programme import Programme, Real
from disclosure.witnesses import FREE, WHOLE_WITHIN, Witnesses

PREMIUMS: Final = (0, 30, 100)
"""what a promise may cost per unit, while many are tried in one programme"""
ROUNDS: Final = 12
GAIN: Final = 0.1
"""goes on with a premium while each programme keeps this share of the promises that are left"""
TRIES: Final = 3
"""how many different tables are asked for, until one is in whole numbers"""
OTHERS: Final = 0.1
"""of the classes that do not move in a table that is not in whole numbers, so many may, when whole numbers are looked
for; that takes a twentieth of the time that all take, and is as good as always enough"""
NEARNESS: Final = 1e-3
"""price per unit of what costs nothing: the nearest of equals, whose moves are few and small"""
TOGETHER_EACH: Final = 10
"""promises kept alone, until all are tried together again with what is hidden by then"""
SEVERAL: Final = 4
"""promises from which on a common programme is worth while"""
FEW: Final = 12
"""promises that are looked at alone, when a complement is tried in the open"""
EITHER: Final = 0
"""in place of a move: by one, up or down"""


@dataclass
class State:
    """Per node: is it shown, what the attacker is granted, what is promised, and what hiding costs (0: cannot be)."""

    shown: Mask
    low: Whole
    high: Whole
    promised_low: Whole
    promised_high: Whole
    must_move: Mask
    price: Whole


class Search:
    """One search for one new table; `hidden` grows, and is what the table must hide for others' sake."""

    def __init__(self, figures: Figures, marks: Marks, prices: dict[int, int], budget: int) -> None:
        self.nodes = _nodes(figures)
        sums = [members for members in figures.members if len(members) > 1]
        self.programme = Programme(len(figures.counts), sums)
        self.witnesses = Witnesses(figures.counts, sums)
        self.values = self.witnesses.values
        self.state = self._state(marks, prices)
        self.complements: set[int] = set()
        self.zeros_shown = True
        self._budget = budget
        self._lots = np.random.Generator(np.random.PCG64(0))  # the same lots every time
        self._before = np.zeros(len(self.values), dtype=bool)
        self._before[[self.nodes[figure] for figure in marks.before]] = True

    def _state(self, marks: Marks, prices: dict[int, int]) -> State:
        size = len(self.values)
        state = State(
            shown=np.zeros(size, dtype=bool),
            low=np.zeros(size, dtype=np.int64),
            high=np.full(size, FREE),
            promised_low=self.values.copy(),
            promised_high=self.values.copy(),
            must_move=np.zeros(size, dtype=bool),
            price=np.zeros(size, dtype=np.int64),
        )
        for figure in [*marks.public, *(f for f in prices if f not in marks.now)]:
            state.shown[self.nodes[figure]] = True
        for figure, price in prices.items():
            state.price[self.nodes[figure]] = price
        for figure, hidden in [*((f, h) for f, several in marks.before.items() for h in several), *marks.now.items()]:
            if figure not in marks.public:
                _grant(state, self.nodes[figure], hidden)
        np.maximum(state.promised_low, state.low, out=state.promised_low)
        np.minimum(state.promised_high, state.high, out=state.promised_high)
        return state

    def protect(self) -> bool:
        """Hides until every promise has its witness; False if that could not be reached within the budget."""
        self._together()
        for done, (node, move) in enumerate(self._open(), start=1):
            if not (self._keep(node, move) or self._in_vain(node)):
                return False
            if not done % TOGETHER_EACH:
                self._together((0,))
        return not any(self._open())

    def certified(self) -> bool:
        """Looked at once more, in whole numbers: all witnesses agree with what is shown, and no promise lacks one."""
        state = self.state
        return self.witnesses.still_good(shown=state.shown, low=state.low, high=state.high) and not any(self._open())

    def _in_vain(self, node: int) -> bool:
        """A complement that can be told anyway is shown: that says nothing new."""
        return node in self.complements and self._try_showing(node)

    def hide_all(self, *, zeros: bool) -> bool:
        """Hides every figure of the new table; with `zeros`, those too, and a mark may then stand for a zero."""
        self.zeros_shown = self.zeros_shown and not zeros
        if zeros:
            self.state.low[(self.state.price > 0) & (self.state.low == 1) & ~self._before] = 0
        for node in np.flatnonzero(self.state.shown & (self.state.price > 0)):
            if self.values[node] or zeros:
                self._hide(int(node))
        return self.protect()

    def show_again(self, second_looks: int) -> None:
        """Complements that no promise needs, dearest first."""
        self._budget = min(self._budget, self.programme.solved + second_looks)
        for node in sorted(self.complements, key=lambda n: (-int(self.state.price[n]), n)):
            if self.programme.solved < self._budget:
                self._try_showing(node)

    def _try_showing(self, node: int) -> bool:
        before = self.witnesses, self.state.low[node], self.state.must_move[node]
        self.witnesses = self.witnesses.drop_moves_of(node)
        self.state.shown[node], self.state.low[node], self.state.must_move[node] = True, 0, False
        self._together((0,))
        if self._missing() <= FEW and all(self._reach(o, by) for o, by in self._open()) and not any(self._open()):
            self.complements.discard(node)
            return True
        self.witnesses, self.state.low[node], self.state.must_move[node] = before
        self.state.shown[node] = False
        return False

    # promises

    def _open(self) -> Iterator[tuple[int, int]]:
        """Promises without a witness, as they stand when each is looked at: node, and how far it should move."""
        state, values = self.state, self.values
        for node in np.flatnonzero(self.witnesses.most < state.promised_high):
            if self.witnesses.most[node] < state.promised_high[node]:
                yield int(node), int(state.promised_high[node] - values[node])
        for node in np.flatnonzero(self.witnesses.least > state.promised_low):
            if self.witnesses.least[node] > state.promised_low[node]:
                yield int(node), int(state.promised_low[node] - values[node])
        for node in np.flatnonzero(state.must_move & (self.witnesses.most == self.witnesses.least)):
            if self.witnesses.most[node] == self.witnesses.least[node]:
                yield int(node), EITHER

    def _together(self, premiums: tuple[int, ...] = PREMIUMS) -> None:
        """Many promises in one programme, some up and some down by lot, for as long as that gains ground.

        First with nothing more hidden, then for a premium that pays for hiding a few cells to each promise.
        """
        for premium in premiums:
            for _ in range(ROUNDS):
                before = self._missing()
                if before < SEVERAL:
                    return
                self._try_together(premium)
                if before - self._missing() < GAIN * before:
                    break

    def _try_together(self, premium: int) -> None:
        up = self.witnesses.most < self.state.promised_high
        down = self.witnesses.least > self.state.promised_low
        lot = self._lots.random(len(up)) < 1 / 2
        ways = np.where(up & (lot | ~down), 1, np.where(down, -1, 0))
        if not ways.any() or self.programme.solved >= self._budget:
            return
        moved = self._near(ways * float(premium or 1), hiding=premium > 0)
        if moved is not None:
            self._hide_moved(moved)
            self._admit(moved)

    def _missing(self) -> int:
        """How many promises have no witness yet."""
        found, state = self.witnesses, self.state
        return int((found.most < state.promised_high).sum() + (found.least > state.promised_low).sum())

    def _keep(self, node: int, move: int) -> bool:
        """A witness for one promise, hiding what it takes."""
        if self.programme.solved >= self._budget:
            return False
        for _ in range(TRIES):
            moved = self._by(node, move, hiding=True)
            if moved is None:
                return False
            self._hide_moved(moved)
            if self._admit(moved):
                return True
        return self._reach(node, move)

    def _hide_moved(self, moved: Real) -> None:
        for node in np.flatnonzero(self.state.shown & (np.abs(moved) > WHOLE_WITHIN)):
            self._hide(int(node))

    def _by(self, node: int, move: int, *, hiding: bool) -> Real | None:
        if move != EITHER:
            return self._near(None, (node, move), hiding=hiding)
        up = self._near(None, (node, 1), hiding=hiding)
        return up if up is not None else self._near(None, (node, -1), hiding=hiding)

    def _near(self, wanted: Real | None, fixed: tuple[int, int] | None = None, *, hiding: bool) -> Real | None:
        """The cheapest table that moves as wanted or fixed; with `hiding`, figures that are shown too, at a price."""
        state = self.state
        floor = 1 if self.zeros_shown else 0
        candidate = state.shown & (state.price > 0) & (self.values >= floor) if hiding else np.zeros_like(state.shown)
        up = np.where(state.shown, np.where(candidate, FREE, 0), state.high - self.values)
        down = np.where(state.shown, np.where(candidate, self.values - floor, 0), self.values - state.low)
        return self.programme.solve(
            up=up.astype(float),
            down=down.astype(float),
            price=np.where(candidate, state.price, NEARNESS) * (1 + self._lots.random(len(up)) / 8),
            wanted=np.zeros(len(up)) if wanted is None else wanted,
            fixed=fixed,
        )

    def _reach(self, node: int, move: int) -> bool:
        """A witness for one promise, hiding nothing."""
        for _ in range(TRIES):
            if self.programme.solved >= self._budget:
                return False
            moved = self._by(node, move, hiding=False)
            if moved is None or self._admit(moved):
                return moved is not None
        assert moved is not None
        whole = self._whole_near(moved)
        return whole is not None and self._admit(whole)

    def _whole_near(self, moved: Real) -> Real | None:
        """In whole numbers: with the classes that moved, and few others by lot; only then with all."""
        some = self._lots.random(len(moved)) < OTHERS
        some |= np.abs(moved) > WHOLE_WITHIN
        some[self.programme.classes :] = True
        found = self.programme.in_whole_numbers(some)
        return self.programme.in_whole_numbers(np.ones_like(some)) if found is None else found

    def _admit(self, moved: Real) -> bool:
        return self.witnesses.admit(moved, shown=self.state.shown, low=self.state.low, high=self.state.high)

    def _hide(self, node: int) -> None:
        self.state.shown[node] = False
        self.state.low[node] = 1 if self.zeros_shown else 0
        self.state.high[node] = FREE
        self.state.must_move[node] = True
        self.complements.add(node)


def _nodes(figures: Figures) -> list[int]:
    """A figure of one class is that class; the others are sums, in their order."""
    found, next_sum = [], len(figures.counts)
    for members in figures.members:
        found.append(int(members[0]) if len(members) == 1 else next_sum)
        next_sum += len(members) > 1
    return found


def _grant(state: State, node: int, hidden: Hidden) -> None:
    state.low[node] = max(state.low[node], hidden.low)
    state.high[node] = min(state.high[node], FREE if hidden.high is None else hidden.high)
    if hidden.promised:
        low, high = hidden.promised
        state.promised_low[node] = min(low, state.promised_low[node])
        state.promised_high[node] = max(high, state.promised_high[node])
    state.must_move[node] |= hidden.why is Why.COMPLEMENT
