"""Sums that go with counts (seconds waited): hidden where the count is, and not to be had by subtraction either.

Whoever knows the sums of all cells that are shown can move the hidden ones as the witnesses move the counts, as far
as no class's sum falls below zero. So the witnesses say how wide the interval of a hidden sum is at least; where
that is too narrow for one cell, the measure is not told for the whole table.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from disclosure.classes import Figures, Whole
from disclosure.cube import Cell
from disclosure.search import Search


def protected_sums(
    figures: Figures,
    of: Mapping[Cell, int | None],
    search: Search,
    measures: Mapping[str, Whole],
    shown: Sequence[Cell],
    percent: int,
) -> dict[str, dict[Cell, int]]:
    """Per measure the sums of the shown cells; a measure that cannot be protected is left out."""
    told: dict[str, dict[Cell, int]] = {}
    for name, amounts in measures.items():
        if _protected(search, amounts, percent):
            cells = {cell: of[cell] for cell in shown}
            told[name] = {c: 0 if f is None else int(amounts[figures.members[f]].sum()) for c, f in cells.items()}
    return told


def _protected(search: Search, amounts: Whole, percent: int) -> bool:
    values = search.witnesses.of_classes(amounts)
    widest = [Fraction(0)] * len(values)
    hidden = np.flatnonzero(~search.state.shown & (search.state.price > 0) & (values > 0))
    for move in search.witnesses.moves:
        length = _length(amounts, move[: len(amounts)])
        for node in hidden if length else ():
            widest[node] = max(widest[node], length * abs(int(move[node])))
    return all(widest[node] * 100 >= percent * int(values[node]) for node in hidden)


def _length(amounts: Whole, move: Whole) -> Fraction:
    """How far the sums can go along a move, both ways together, in units of the move."""
    ways = [
        min((Fraction(int(amounts[c]), abs(int(way[c]))) for c in np.flatnonzero(way < 0)), default=Fraction(0))
        for way in (move, -move)
    ]
    return sum(ways, Fraction(0))
