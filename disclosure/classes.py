"""The common refinement: classes of units that no released table tells apart, and every cell as a set of classes.

This is all that an attacker can set up: one unknown per class, one equation per figure that is public.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from disclosure.cube import ALL, Axis, Cell, Cube, Dimension, DisclosureError, Leaves, Table

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass
class Figures:
    """Every different figure of some tables: a set of classes and what it counts. Equal sets are one figure."""

    counts: Whole
    """per class"""
    members: list[Whole] = field(default_factory=list)
    """per figure the classes that it sums, ascending"""
    of: list[dict[Cell, int | None]] = field(default_factory=list)
    """per table and cell its figure; None where no class can lie in the cell"""

    @property
    def values(self) -> Whole:
        return np.array([int(self.counts[classes].sum()) for classes in self.members], dtype=np.int64)

    def incidence(self, figures: Sequence[int]) -> npt.NDArray[np.float32]:
        """A row of zeros and ones per figure; float32 is exact for what is counted with it: classes."""
        rows = np.zeros((len(figures), len(self.counts)), dtype=np.float32)
        for row, figure in enumerate(figures):
            rows[row, self.members[figure]] = 1
        return rows


@dataclass(frozen=True, slots=True)
class Refinement:
    """The classes of a cube for some tables: per dimension, groups of leaves that no table tells apart."""

    cube: Cube
    tables: tuple[Table, ...]
    groups: tuple[tuple[tuple[str, ...], ...], ...]

    @classmethod
    def of(cls, cube: Cube, tables: Sequence[Table]) -> "Refinement":
        known = {dimension.name for dimension in cube.dimensions}
        for table in tables:
            if unknown := {*(a.dimension for a in table.axes), *(name for name, _ in table.where)} - known:
                raise DisclosureError(f"table {table.name} asks for {sorted(unknown)}, which this cube lacks")
        return cls(cube, tuple(tables), tuple(_alike(dimension, tables) for dimension in cube.dimensions))

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(groups) for groups in self.groups)

    @property
    def size(self) -> int:
        return int(np.prod(self.shape))

    def add_up(self, amounts: Mapping[Leaves, int]) -> Whole:
        """Per class the sum of amounts given per combination of leaves."""
        place = [{leaf: at for at, group in enumerate(groups) for leaf in group} for groups in self.groups]
        summed = np.zeros(self.shape, dtype=np.int64)
        for leaves, amount in amounts.items():
            summed[tuple(at[leaf] for at, leaf in zip(place, leaves, strict=True))] += amount
        return summed.reshape(-1)

    def figures(self) -> Figures:
        found = Figures(self.add_up(self.cube.counts))
        number: dict[bytes, int] = {}
        for table in self.tables:
            found.of.append({})
            for cell, classes in self._cells(table):
                key = classes.tobytes()
                if len(classes) and key not in number:
                    number[key] = len(found.members)
                    found.members.append(classes)
                found.of[-1][cell] = number.get(key)
        return found

    def _cells(self, table: Table) -> Iterator[tuple[Cell, Whole]]:
        shown = {axis.dimension: axis for axis in table.axes}
        masks = [self._masks(table, at, shown.get(dimension.name)) for at, dimension in enumerate(self.cube.dimensions)]
        order = {dimension.name: at for at, dimension in enumerate(self.cube.dimensions)}
        numbers = np.arange(int(np.prod(self.shape)), dtype=np.int64).reshape(self.shape)
        for cell in table.cells():
            category = dict.fromkeys(range(len(masks)), ALL)
            category.update({order[axis.dimension]: c for axis, c in zip(table.axes, cell, strict=True)})
            yield cell, numbers[np.ix_(*(masks[at][category[at]] for at in range(len(masks))))].reshape(-1)

    def _masks(self, table: Table, at: int, axis: Axis | None) -> dict[str, Mask]:
        dimension, groups = self.cube.dimensions[at], self.groups[at]
        allowed = np.array([_admits(table, dimension, group[0]) for group in groups])
        under = [{ALL, *dimension.path(group[0])} for group in groups]
        categories = (ALL, *axis.categories) if axis else (ALL,)
        return {c: allowed & np.array([c in each for each in under]) for c in categories}


def _alike(dimension: Dimension, tables: Sequence[Table]) -> tuple[tuple[str, ...], ...]:
    groups: dict[object, list[str]] = defaultdict(list)
    for leaf in dimension.leaves:
        groups[tuple(_seen(dimension, leaf, table) for table in tables)].append(leaf)
    return tuple(tuple(group) for group in groups.values())


def _seen(dimension: Dimension, leaf: str, table: Table) -> object:
    """What a table shows of a leaf: nothing, or the categories of its axis that it lies in."""
    if not _admits(table, dimension, leaf):
        return None
    shown = {c for axis in table.axes if axis.dimension == dimension.name for c in axis.categories}
    return tuple(category for category in dimension.path(leaf) if category in shown)


def _admits(table: Table, dimension: Dimension, leaf: str) -> bool:
    return all(leaf in leaves for name, leaves in table.where if name == dimension.name)
