"""What was released, for ever: the figures that are public, and of the hidden ones what they were promised.

A release is stored as it was given and never computed again: another version of the solver may choose other cells,
and two choices beside each other disclose what each of them hides. Its stored form: `stored.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from disclosure.cube import Cell, Table


class Why(StrEnum):
    """Why a cell is hidden. Kept in the ledger, never shown: shown is one mark for all."""

    SMALL = "SMALL"
    """1..k-1, or a zero that would disclose"""
    STEP = "STEP"
    """differs from a figure that is public by less than k; may be shown as that figure, with its day"""
    COMPLEMENT = "COMPLEMENT"
    """else another could be computed"""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden cell. The attacker is granted low ≤ figure ≤ high (None: no bound), and excludes nothing of low..high
    that is in `promised`; a complement is promised only not to be determined."""

    why: Why
    low: int
    high: int | None
    promised: tuple[int, int] | None = None
    last_shown: tuple[str, int] | None = None
    """the day and value of the figure that is public already"""


@dataclass(frozen=True, slots=True)
class Release:
    """One table as it went out. Cells are in `shown` or in `hidden`."""

    table: Table
    k: int
    shown: Mapping[Cell, int]
    hidden: Mapping[Cell, Hidden]
    zeros_shown: bool = True
    """False: a mark may stand for a zero anywhere in this table; told to readers"""
    sums: Mapping[str, Mapping[Cell, int]] = field(default_factory=dict)
    """per measure the sums of the cells that are shown; a measure that could not be protected is not in it"""

    @property
    def hidden_share(self) -> float:
        """Of all cells that are not plain zeros."""
        counted = len(self.hidden) + sum(1 for value in self.shown.values() if value)
        return len(self.hidden) / counted if counted else 0.0
