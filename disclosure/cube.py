"""What is counted, and how it may be asked: dimensions with hierarchies, a cube of counts, tables with margins.

A cube counts each unit (a claim) once, under one leaf of every dimension. Whatever is released later is a sum over
its leaves, so it must know every dimension that any released table uses: also the day since which a unit was known,
if tables of two days are to be told from each other (docs/explanation/disclosure.md).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

ALL: Final = ""
"""the category of a margin: everything that the table counts"""

Leaves = tuple[str, ...]
"""one leaf per dimension, in the cube's order"""
Cell = tuple[str, ...]
"""one category per axis, in the table's order; ALL where it is a margin"""


class DisclosureError(ValueError):
    """A question that cannot be put to this cube, or a ledger that says otherwise than the cube."""


@dataclass(frozen=True)
class Dimension:
    """A classification: every category with the one above it, ALL for those at the top. Leaves are above nothing."""

    name: str
    above: Mapping[str, str]

    @classmethod
    def flat(cls, name: str, leaves: Iterable[str]) -> "Dimension":
        return cls(name, dict.fromkeys(leaves, ALL))

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        inner = set(self.above.values())
        return tuple(category for category in self.above if category not in inner)

    def path(self, leaf: str) -> tuple[str, ...]:
        """The leaf and all that it lies in, up to but without ALL."""
        found, here = [], leaf
        while here != ALL:
            if here in found or here not in self.above:
                raise DisclosureError(f"{here} has no place in dimension {self.name}")
            found.append(here)
            here = self.above[here]
        return tuple(found)

    def axis(self, *, levels: int | None = None) -> "Axis":
        """All categories as rows of a table, or only the first levels below ALL."""
        return Axis(self.name, tuple(c for c in self.above if levels is None or len(self.path(c)) <= levels))


@dataclass(frozen=True)
class Axis:
    """The categories of one dimension that a table shows; ALL is always shown besides."""

    dimension: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A question: counts over all axes with all margins, of the units whose leaves are in `where`.

    `sensitive` names the axes of which a group must not be seen to lie in one category alone (a ground of refusal).
    Two releases of one table on two days have the same name and another `where`; `day` says which.
    """

    name: str
    day: str
    axes: tuple[Axis, ...]
    where: tuple[tuple[str, frozenset[str]], ...] = ()
    sensitive: frozenset[str] = frozenset()

    def cells(self) -> Iterator[Cell]:
        """Margins first."""
        return product(*((ALL, *axis.categories) for axis in self.axes))


@dataclass(frozen=True)
class Cube:
    """How many units lie under each combination of leaves; combinations that are not named have none.

    `only_named`: besides, no other combination is examined, so that dimensions do not multiply. An attacker is granted
    that there are no others. That is safe, and hides more: name with 0 whatever should count as possible.
    """

    dimensions: tuple[Dimension, ...]
    counts: Mapping[Leaves, int]
    only_named: bool = False

    def __post_init__(self) -> None:
        known = [set(dimension.leaves) for dimension in self.dimensions]
        for leaves, count in self.counts.items():
            if len(leaves) != len(known) or not all(leaf in of for leaf, of in zip(leaves, known, strict=True)):
                raise DisclosureError(f"{leaves} is no combination of leaves of this cube")
            if count < 0:
                raise DisclosureError(f"{leaves} counts {count}: a count is not negative")
