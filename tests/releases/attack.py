"""Somebody who keeps every published table of a month's claims, and solves for what they hide.

Written apart from the releaser: unknown is, per region and attribute, how many things went from which category to which
between two days on which anything was told. They know that all attributes count the same things, that none goes away,
that an end is for good, and, as they are granted, of each hidden cell between which bounds it lies.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_array

from disclosure.cube import ALL, Cell
from disclosure.ledger import Hidden, Release, Why
from releases.catalogue import END, TABLES, Attribute

NEW: Final = "new"
"""where a thing comes from on the day on which it is known"""
TOLERANCE: Final = 1e-6
MOST: Final = 1e5

Row = dict[int, float]
Told = tuple[Release, Cell, Hidden]


@dataclass
class Attack:
    """`rows` of hidden cells are sums of unknowns; `equations` what is known of sums."""

    releases: Sequence[Release]
    unknowns: dict[tuple[str, str, str, str, str], int] = field(default_factory=dict)
    equations: list[tuple[Row, float]] = field(default_factory=list)
    hidden: list[tuple[Told, Row]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.days = sorted({each.table.day for each in self.releases})
        self.attributes = {
            TABLES[each.table.name].attribute.name: TABLES[each.table.name].attribute for each in self.releases
        }
        axes = [axis for each in self.releases for axis in each.table.axes if axis.dimension == "place"]
        self.places = sorted({place for axis in axes for place in axis.categories})
        for place in self.places:
            self._what_holds(place)
        for release in self.releases:
            for cell, value in release.shown.items():
                self.equations.append((self._row(release, cell), value))
            for cell, hidden in release.hidden.items():
                self.hidden.append(((release, cell, hidden), self._row(release, cell)))
        self._prepare()

    def narrowed(self) -> Iterator[tuple[str, str, Cell, Hidden, float, float]]:
        """Hidden cells of which more can be told than was granted. What is found for one shows how far others go."""
        rows = _matrix([row for _, row in self.hidden], len(self.unknowns))
        least, most = np.full(len(self.hidden), np.inf), np.full(len(self.hidden), -np.inf)
        for at, ((release, cell, hidden), row) in enumerate(self.hidden):
            for way in (1, -1):
                if _is_narrow(hidden, least[at], most[at]):
                    reached = rows @ self._extreme(row, way)
                    np.minimum(least, reached, out=least)
                    np.maximum(most, reached, out=most)
            if _is_narrow(hidden, least[at], most[at]):
                yield release.table.name, release.table.day, cell, hidden, least[at], most[at]

    def _what_holds(self, place: str) -> None:
        """What was something on a day is something on the next; all attributes count the same."""
        for attribute in self.attributes.values():
            for before, day in zip(self.days, self.days[1:], strict=False):
                for category in attribute.leaves:
                    came = self._of(place, attribute, before, category)
                    goes = {
                        self._unknown(place, attribute, day, category, to): 1.0
                        for to in self._next(attribute, category)
                    }
                    self.equations.append((_less(came, goes), 0))
        first, *others = self.attributes.values()
        for day in self.days:
            for other in others:
                totals = [self._sum(place, each, day, each.leaves) for each in (first, other)]
                self.equations.append((_less(*totals), 0))

    def _next(self, attribute: Attribute, category: str) -> list[str]:
        if attribute.name != END.name:
            return list(attribute.leaves)
        return [category, *(to for origin, to in attribute.moves if origin == category)]

    def _unknown(self, place: str, attribute: Attribute, day: str, origin: str, to: str) -> int:
        return self.unknowns.setdefault((place, attribute.name, day, origin, to), len(self.unknowns))

    def _of(self, place: str, attribute: Attribute, day: str, category: str) -> Row:
        origins = [NEW]
        if day != self.days[0]:
            origins += [each for each in attribute.leaves if category in self._next(attribute, each)]
        return {self._unknown(place, attribute, day, origin, category): 1.0 for origin in origins}

    def _sum(self, place: str, attribute: Attribute, day: str, categories: Sequence[str]) -> Row:
        return {unknown: 1.0 for category in categories for unknown in self._of(place, attribute, day, category)}

    def _row(self, release: Release, cell: Cell) -> Row:
        place, category = cell
        attribute = TABLES[release.table.name].attribute
        leaves = [leaf for leaf in attribute.leaves if category in (ALL, leaf, attribute.above[leaf])]
        places = self.places if place == ALL else [place]
        return {unknown: 1.0 for each in places for unknown in self._sum(each, attribute, release.table.day, leaves)}

    def _extreme(self, row: Row, way: int) -> npt.NDArray[np.float64]:
        found = linprog(
            way * _dense(row, len(self.unknowns)),
            A_eq=self._equal,
            b_eq=self._values,
            A_ub=self._granted,
            b_ub=self._bounds,
            bounds=(0, MOST),
            method="highs",
        )
        assert found.x is not None, found.message
        return np.asarray(found.x)

    def _prepare(self) -> None:
        """What is known and granted, as matrices."""
        size = len(self.unknowns)
        self._equal = _matrix([row for row, _ in self.equations], size)
        self._values = np.array([value for _, value in self.equations], dtype=float)
        bounds: list[tuple[Row, float]] = []
        for (release, _, hidden), row in self.hidden:
            bounds.append((dict.fromkeys(row, -1.0), -(hidden.low if release.zeros_shown else 0)))
            high = release.k - 1 if hidden.why is Why.SMALL else hidden.high
            bounds += [(row, high)] if high is not None else []
        self._granted = _matrix([row for row, _ in bounds], size)
        self._bounds = np.array([value for _, value in bounds], dtype=float)


def _is_narrow(hidden: Hidden, least: float, most: float) -> bool:
    if hidden.promised is None:
        return most - least < 1 - TOLERANCE
    return least > hidden.promised[0] + TOLERANCE or most < hidden.promised[1] - TOLERANCE


def _less(one: Row, other: Row) -> Row:
    row: Row = defaultdict(float, one)
    for at, factor in other.items():
        row[at] -= factor
    return dict(row)


def _dense(row: Row, size: int) -> npt.NDArray[np.float64]:
    line = np.zeros(size)
    for at, factor in row.items():
        line[at] = factor
    return line


def _matrix(rows: Sequence[Row], size: int) -> csr_array:
    at = [(number, column, factor) for number, row in enumerate(rows) for column, factor in row.items()]
    numbers, columns, factors = zip(*at, strict=True)
    return csr_array((factors, (numbers, columns)), shape=(len(rows), size))
