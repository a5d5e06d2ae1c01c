"""Which figures are hidden for their own sake, before anything is hidden for the sake of others.

Small figures; zeros that would say something of few people, or the same of everybody in a group; figures that
differ by less than k from one that is public already: the new claims of one day, the month that a longer period has
more than a shorter one. docs/explanation/disclosure.md gives the reasons and their sources.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from disclosure.classes import Figures
from disclosure.cube import ALL, Cell, DisclosureError, Table
from disclosure.ledger import Hidden, Release, Why


@dataclass
class Marks:
    """Per figure: what is public from earlier releases, what was hidden in them, what is hidden now."""

    public: dict[int, int] = field(default_factory=dict)
    before: dict[int, list[Hidden]] = field(default_factory=dict)
    now: dict[int, Hidden] = field(default_factory=dict)


def mark(figures: Figures, ledger: Sequence[Release], table: Table, k: int) -> Marks:
    """The marks of a new table, the last one of `figures`, after the releases of a ledger."""
    marks = Marks()
    for release, cells in zip(ledger, figures.of, strict=False):
        _recall(marks, release, cells, figures)
    cells = figures.of[-1]
    new = sorted({figure for figure in cells.values() if figure is not None} - set(marks.public))
    values = figures.values
    marks.now.update({f: _again(marks.before[f]) for f in new if f in marks.before})
    small = [f for f in new if 0 < values[f] < k]
    few = _inside(figures, [f for f in new if not values[f]] + small, small)
    for figure in small:
        marks.now.setdefault(figure, Hidden(Why.SMALL, 0 if figure in few else 1, k - 1, (1, k - 1)))
    for figure in _telling_zeros(figures, table, new, few, marks):
        marks.now.setdefault(figure, Hidden(Why.SMALL, 0, k - 1, (0, k - 1)))
    for figure, step in _steps(figures, ledger, table, [f for f in new if values[f] >= k], marks, k):
        marks.now.setdefault(figure, step)
    return marks


def _recall(marks: Marks, release: Release, cells: Mapping[Cell, int | None], figures: Figures) -> None:
    values = figures.values
    for cell, value in release.shown.items():
        figure = cells[cell]
        if value != (0 if figure is None else values[figure]):
            raise DisclosureError(
                f"{release.table.name} of {release.table.day} shows {value} in {cell}, the cube has another"
            )
        if figure is not None:
            marks.public[figure] = value
    for cell, hidden in release.hidden.items():
        figure = cells[cell]
        if figure is not None:
            marks.before.setdefault(figure, []).append(hidden)


def _again(before: Sequence[Hidden]) -> Hidden:
    """A figure that was hidden stays hidden, as it was."""
    return before[0]


def _inside(figures: Figures, parts: Sequence[int], wholes: Sequence[int]) -> set[int]:
    """Those of the parts that lie in one of the wholes and are not it."""
    if not parts or not wholes:
        return set()
    sizes = np.array([len(figures.members[f]) for f in parts])
    common = figures.incidence(wholes) @ figures.incidence(parts).T
    different = np.array([[whole != part for part in parts] for whole in wholes])
    return {parts[int(at)] for at in np.flatnonzero(((common == sizes) & different).any(axis=0))}


def _telling_zeros(figures: Figures, table: Table, new: Sequence[int], few: set[int], marks: Marks) -> Iterator[int]:
    """Zeros inside a small figure, or beside the only category of a group; not those that a zero above them shows."""
    values = figures.values
    alone = set(_beside_one(figures, table))
    zeros = sorted((f for f in new if not values[f]), key=lambda f: -len(figures.members[f]))
    shown = [f for f, value in marks.public.items() if not value]
    telling = few | alone
    shown += [f for f in zeros if f not in telling]
    hidden = [f for f in zeros if f in telling]
    settled = _inside(figures, hidden, shown)
    return (f for f in hidden if f not in settled)


def _beside_one(figures: Figures, table: Table) -> Iterator[int]:
    """The empty categories of a sensitive axis, of each group that lies in one category alone."""
    cells, values = figures.of[-1], figures.values
    for at, axis in enumerate(table.axes):
        if axis.dimension not in table.sensitive:
            continue
        for cell, figure in cells.items():
            if cell[at] != ALL or figure is None or not values[figure]:
                continue
            line = [cells[(*cell[:at], category, *cell[at + 1 :])] for category in axis.categories]
            if any(f is not None and values[f] == values[figure] for f in line):
                yield from (f for f in line if f is not None and not values[f])


def _steps(
    figures: Figures, ledger: Sequence[Release], table: Table, new: Sequence[int], marks: Marks, k: int
) -> Iterator[tuple[int, Hidden]]:
    """Figures that differ by 1..k-1 from a public one which contains them, which they contain, or which they follow."""
    public, values = sorted(marks.public), figures.values
    if not new or not public:
        return
    common = figures.incidence(new) @ figures.incidence(public).T
    sizes = [np.array([len(figures.members[f]) for f in of]) for of in (new, public)]
    nested = (common == sizes[0][:, None]) | (common == sizes[1])
    followed = _followed(figures, ledger, table)
    for row, figure in enumerate(new):
        near = {int(values[public[int(at)]]) for at in np.flatnonzero(nested[row])}
        before = followed.get(figure, [])
        if step := _step(int(values[figure]), near | {value for _, value in before}, k):
            yield figure, replace(step, last_shown=before[-1] if before else None)


def _step(value: int, public: set[int], k: int) -> Hidden | None:
    """Granted is that it moved by less than k from each that is near; promised is every such step but none.

    That it did not move cannot be excluded: what did not move may be hidden as a complement.
    """
    below, above = {p for p in public if 0 < value - p < k}, {p for p in public if 0 < p - value < k}
    if not below | above:
        return None
    low = max([*below, *(p - k + 1 for p in above), 0])
    high = min([*(p + k - 1 for p in below), *above])
    return Hidden(Why.STEP, low, high, (low + (low in below), high - (high in above)))


def _followed(figures: Figures, ledger: Sequence[Release], table: Table) -> dict[int, list[tuple[str, int]]]:
    """Per figure of the new table what the same cell showed in earlier releases: days and values."""
    found: dict[int, list[tuple[str, int]]] = {}
    for release in ledger:
        if release.table.name == table.name:
            for cell, value in release.shown.items():
                figure = figures.of[-1].get(cell)
                if figure is not None:
                    found.setdefault(figure, []).append((release.table.day, value))
    return found
