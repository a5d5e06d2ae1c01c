"""The attacker's linear programme, solved by HiGHS: which other tables would look the same, or nearly the same?

Unknown is how far each figure moves from its true value: up by p, down by n. A figure that is shown moves at a
price (then it must be hidden), one that is hidden moves freely within what the attacker is granted, a sum moves as
its classes do. What the solver answers is a proposal: `witnesses.py` rounds it and checks it in whole numbers.
"""

from collections.abc import Sequence
from typing import Final

import highspy
import numpy as np
import numpy.typing as npt
from highspy._core import _Highs

from disclosure.classes import Mask, Whole

Real = npt.NDArray[np.float64]
FAR: Final = 1e5
"""no figure moves further; bounds every programme"""
OPTIONS: Final[dict[str, bool | int | str]] = {
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "parallel": "off",
    "presolve": "off",
    "solver": "simplex",
    "random_seed": 0,
    "mip_max_nodes": 50,
    "mip_max_improving_sols": 1,
}
SOLVED: Final = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit)


class Programme:
    """Nodes: first the classes, then the sums. Two columns a node (up, down), one row a sum."""

    def __init__(self, classes: int, sums: Sequence[Whole]) -> None:
        self.classes, self.nodes = classes, classes + len(sums)
        self.solved = 0
        self._columns = np.arange(2 * self.nodes, dtype=np.int32)
        self._solver = _Highs()  # the public class prints a banner as it is made
        for option, value in OPTIONS.items():
            self._solver.setOptionValue(option, value)
        self._solver.passModel(_model(classes, sums))

    def solve(self, *, up: Real, down: Real, price: Real, wanted: Real, fixed: tuple[int, int] | None) -> Real | None:
        """How far each node moves in the cheapest table, or None.

        `price` per unit moved, `wanted` a premium per unit moved up (negative: down); `fixed`: node, and its move.
        """
        low = np.zeros(2 * self.nodes)
        high = np.minimum(np.concatenate([up, down]), FAR)
        if fixed is not None:
            node, move = fixed
            low[node] = high[node] = max(move, 0)
            low[self.nodes + node] = high[self.nodes + node] = max(-move, 0)
        self._bounds = low, high
        self._solver.changeColsBounds(len(low), self._columns, low, high)
        self._solver.changeColsCost(len(low), self._columns, np.concatenate([price - wanted, price + wanted]))
        return self._answer()

    def in_whole_numbers(self, moving: Mask) -> Real | None:
        """The same again, with whole moves only, of these nodes; gives up after a counted number of steps."""
        low, high = self._bounds
        high = np.where(np.tile(moving, 2), high, low)
        self._solver.changeColsBounds(len(low), self._columns, low, high)
        kinds = np.full(2 * self.nodes, highspy.HighsVarType.kInteger)
        self._solver.setOptionValue("presolve", "on")
        self._solver.changeColsIntegrality(len(kinds), self._columns, kinds)
        try:
            return self._answer()
        finally:
            self._solver.setOptionValue("presolve", "off")
            kinds[:] = highspy.HighsVarType.kContinuous
            self._solver.changeColsIntegrality(len(kinds), self._columns, kinds)

    def _answer(self) -> Real | None:
        self.solved += 1
        self._solver.run()
        if self._solver.getModelStatus() == highspy.HighsModelStatus.kUnknown:  # lost its way from where it stood
            self._solver.clearSolver()
            self._solver.run()
        if self._solver.getModelStatus() not in SOLVED:
            return None
        columns: Real = np.array(self._solver.getSolution().col_value)
        moved: Real = columns[: self.nodes] - columns[self.nodes :]
        return moved


def _model(classes: int, sums: Sequence[Whole]) -> highspy.HighsLp:
    nodes = classes + len(sums)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = 2 * nodes, len(sums)
    model.col_cost_ = np.zeros(2 * nodes)
    model.col_lower_ = np.zeros(2 * nodes)
    model.col_upper_ = np.zeros(2 * nodes)
    model.row_lower_ = model.row_upper_ = np.zeros(len(sums))
    starts, columns, factors = [0], [], []
    for row, members in enumerate(sums):
        node = classes + row
        columns += [members, members + nodes, np.array([node, node + nodes])]
        factors += [np.ones(len(members)), -np.ones(len(members)), np.array([-1.0, 1.0])]
        starts.append(starts[-1] + 2 * len(members) + 2)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    model.a_matrix_.index_ = np.concatenate(columns or [np.zeros(0)]).astype(np.int32)
    model.a_matrix_.value_ = np.concatenate(factors or [np.zeros(0)]).astype(np.float64)
    return model
