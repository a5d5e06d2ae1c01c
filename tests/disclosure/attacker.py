"""Somebody who has every table that was ever released, knows the rules, and solves for what is hidden.

Written apart from the releaser: an unknown per combination of leaves, an equation per cell that is shown, nothing
hidden below zero, and small cells, which they are told, below k. Two attacks: `intervals` by linear or integer
programme (SciPy), `determined` by elimination in fractions, exact, for what the equations alone give away.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from disclosure.cube import ALL, Cell, Cube
from disclosure.ledger import Hidden, Release, Why

Row = npt.NDArray[np.float64]
TOLERANCE = 1e-6


class Attacker:
    """What they know: `rows` of the hidden cells, equations, and bounds."""

    def __init__(self, cube: Cube, releases: Sequence[Release]) -> None:
        self.leaves = list(product(*(dimension.leaves for dimension in cube.dimensions)))
        self.cube = cube
        self.hidden: list[tuple[Release, Cell, Hidden]] = []
        equations, values, rows = [], [], []
        for release in releases:
            for cell, value in release.shown.items():
                equations.append(self._row(release, cell))
                values.append(value)
            for cell, hidden in release.hidden.items():
                rows.append(self._row(release, cell))
                self.hidden.append((release, cell, hidden))
        width = len(self.leaves)
        self.equations = np.array(equations).reshape(-1, width)
        self.values = np.array(values, dtype=float)
        self.rows = np.array(rows).reshape(-1, width)
        self.truth = self.rows @ np.array([cube.counts.get(leaves, 0) for leaves in self.leaves], dtype=float)

    def intervals(self, *, whole: bool = False, only: int | None = None) -> Iterator[tuple[Hidden, float, float]]:
        """Per hidden cell the least and the most it can be."""
        least, most = self.truth.copy(), self.truth.copy()
        for at in range(len(self.rows) if only is None else min(only, len(self.rows))):
            hidden = self.hidden[at][2]
            low, high = wanted(hidden, int(self.truth[at]))
            for way in (1, -1):
                enough = least[at] <= low if way > 0 else most[at] >= high
                if not enough:
                    reached = self.rows @ self._extreme(way * self.rows[at], whole=whole)
                    np.minimum(least, reached, out=least)
                    np.maximum(most, reached, out=most)
            yield hidden, least[at], most[at]

    def determined(self) -> list[Cell]:
        """Hidden cells that are a combination of shown ones."""
        basis: list[list[Fraction]] = []
        for row in self.equations:
            _reduce(basis, [Fraction(int(x)) for x in row])
        return [cell for row, (_, cell, _) in zip(self.rows, self.hidden, strict=True) if not _independent(basis, row)]

    def _row(self, release: Release, cell: Cell) -> Row:
        """1 for each combination of leaves that the cell counts."""
        where, shown = (
            dict(release.table.where),
            dict(zip((a.dimension for a in release.table.axes), cell, strict=True)),
        )
        return np.array(
            [
                all(
                    leaf in where.get(d.name, {leaf}) and shown.get(d.name, ALL) in (ALL, *d.path(leaf))
                    for d, leaf in zip(self.cube.dimensions, leaves, strict=True)
                )
                for leaves in self.leaves
            ],
            dtype=float,
        )

    def _extreme(self, objective: Row, *, whole: bool) -> Row:
        low = [self._granted(release, hidden) for release, _, hidden in self.hidden]
        high = [
            release.k - 1 if hidden.why is Why.SMALL else hidden.high or np.inf for release, _, hidden in self.hidden
        ]
        constraints = [LinearConstraint(self.rows, low, high)]
        if len(self.values):
            constraints.append(LinearConstraint(self.equations, self.values, self.values))
        found = milp(
            objective,
            constraints=constraints,
            bounds=Bounds(0, 1e5),
            integrality=np.full(len(objective), int(whole)),
        )
        assert found.x is not None, found.message
        return np.asarray(found.x)

    @staticmethod
    def _granted(release: Release, hidden: Hidden) -> int:
        """Where zeros are shown, what is hidden is none, but inside small figures."""
        return hidden.low if release.zeros_shown else 0


def wanted(hidden: Hidden, value: int) -> tuple[int, int]:
    """What the interval must hold: all that was promised; of a complement, that it is not told."""
    return hidden.promised or (value - 1, value + 1)


def too_narrow(hidden: Hidden, least: float, most: float) -> bool:
    if hidden.promised is None:
        return most - least < 1 - TOLERANCE
    return least > hidden.promised[0] + TOLERANCE or most < hidden.promised[1] - TOLERANCE


def _reduce(basis: list[list[Fraction]], row: list[Fraction]) -> bool:
    """Adds a row to an echelon basis; False if it lies in its span."""
    for other in basis:
        lead = next(at for at, x in enumerate(other) if x)
        if row[lead]:
            factor = row[lead] / other[lead]
            row = [x - factor * y for x, y in zip(row, other, strict=True)]
    if not any(row):
        return False
    basis.append(row)
    return True


def _independent(basis: list[list[Fraction]], row: Row) -> bool:
    return _reduce(list(basis), [Fraction(int(x)) for x in row])
