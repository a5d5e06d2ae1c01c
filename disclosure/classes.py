"""The common refinement: classes of units that no released table tells apart, and every cell as a set of classes.

This is all that an attacker can set up: one unknown per class, one equation per figure that is public.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt

from disclosure.cube import ALL, Axis, Cell, Cube, Dimension, DisclosureError, Leaves, Table

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint8]


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

    def bits(self, figures: Sequence[int]) -> Bits:
        """A row per figure, a bit per class: set where the figure sums it."""
        rows = np.zeros((len(figures), (len(self.counts) + 7) // 8), dtype=np.uint8)
        line = np.zeros(len(self.counts), dtype=np.bool_)
        for row, figure in enumerate(figures):
            line[self.members[figure]] = True
            rows[row] = np.packbits(line)
            line[self.members[figure]] = False
        return rows


def within(parts: Bits, wholes: Bits) -> Mask:
    """Per row, whether the part's classes are all among the whole's; either may be a single row."""
    return np.asarray(~(parts & ~wholes).any(axis=-1), dtype=np.bool_)


@dataclass(frozen=True)
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
    def size(self) -> int:
        return len(self._classes[0])

    def add_up(self, amounts: Mapping[Leaves, int]) -> Whole:
        """Per class the sum of amounts given per combination of leaves."""
        summed = np.zeros(self.size, dtype=np.int64)
        for leaves, amount in amounts.items():
            summed[self._number(leaves)] += amount
        return summed

    @cached_property
    def _places(self) -> list[dict[str, int]]:
        return [{leaf: at for at, group in enumerate(groups) for leaf in group} for groups in self.groups]

    @cached_property
    def _classes(self) -> tuple[npt.NDArray[np.intp], dict[tuple[int, ...], int]]:
        """Per class its group in every dimension; and the other way round."""
        if self.cube.only_named:
            named = sorted({self._groups_of(leaves) for leaves in self.cube.counts})
        else:
            named = list(product(*(range(len(groups)) for groups in self.groups)))
        grouped = np.array(named, dtype=np.intp).reshape(-1, len(self.groups))
        return grouped, {groups: number for number, groups in enumerate(named)}

    def _groups_of(self, leaves: Leaves) -> tuple[int, ...]:
        return tuple(places[leaf] for places, leaf in zip(self._places, leaves, strict=True))

    def _number(self, leaves: Leaves) -> int:
        return self._classes[1][self._groups_of(leaves)]

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
        masks = {d.name: self._masks(table, at, shown.get(d.name)) for at, d in enumerate(self.cube.dimensions)}
        admitted = np.ones(self.size, dtype=np.bool_)
        for of in masks.values():
            admitted &= of[ALL]
        found: list[tuple[Cell, Whole]] = [((), np.flatnonzero(admitted))]
        for axis in table.axes:
            of = masks[axis.dimension]
            found = [((*cell, c), at[of[c][at]]) for cell, at in found for c in (ALL, *axis.categories)]
        yield from found

    def _masks(self, table: Table, at: int, axis: Axis | None) -> dict[str, Mask]:
        dimension, groups = self.cube.dimensions[at], self.groups[at]
        allowed = np.array([_admits(table, dimension, group[0]) for group in groups])
        under = [{ALL, *dimension.path(group[0])} for group in groups]
        categories = (ALL, *axis.categories) if axis else (ALL,)
        of_class = self._classes[0][:, at]
        return {c: (allowed & np.array([c in each for each in under]))[of_class] for c in categories}


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
