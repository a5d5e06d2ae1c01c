"""Which figures are hidden for their own sake, before anything is hidden for the sake of others.

Small figures; zeros that would say something of few people, or the same of everybody in a group; figures that
differ by less than k from one that is public already: the new claims of one day, the month that a longer period has
more than a shorter one. docs/explanation/disclosure.md gives the reasons and their sources.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from disclosure.classes import Figures, within
from disclosure.cube import ALL, Cell, DisclosureError, Table
from disclosure.ledger import Hidden, Release, Why


@dataclass
class Marks:
    """Per figure: what is public from earlier releases, what was hidden in them, what is hidden now."""

    public: dict[int, int] = field(default_factory=dict)
    before: dict[int, list[Hidden]] = field(default_factory=dict)
    now: dict[int, Hidden] = field(default_factory=dict)


Cells = Mapping[Cell, int | None]


def mark(figures: Figures, ledger: Sequence[Release], tables: Sequence[Table], k: int) -> Marks:
    """The marks of new tables, the last ones of `figures`, after the releases of a ledger."""
    marks = Marks()
    for release, cells in zip(ledger, figures.of, strict=False):
        _recall(marks, release, cells, figures)
    fresh = list(zip(tables, figures.of[len(ledger) :], strict=True))
    new = sorted({f for _, cells in fresh for f in cells.values() if f is not None} - set(marks.public))
    values = figures.values
    marks.now.update({f: _again(marks.before[f]) for f in new if f in marks.before})
    small = [f for f in new if 0 < values[f] < k]
    few = _inside(figures, [f for f in new if not values[f]] + small, small)
    for figure in small:
        marks.now.setdefault(figure, Hidden(Why.SMALL, 0 if figure in few else 1, k - 1, (1, k - 1)))
    for figure in _telling_zeros(figures, fresh, new, few, marks):
        marks.now.setdefault(figure, Hidden(Why.SMALL, 0, k - 1, (0, k - 1)))
    for figure, step in _steps(figures, ledger, fresh, [f for f in new if values[f] >= k], marks, k):
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
    bits, found = figures.bits(parts), set[int]()
    for whole, of_whole in zip(wholes, figures.bits(wholes), strict=True):
        found |= {parts[int(at)] for at in np.flatnonzero(within(bits, of_whole))} - {whole}
    return found


Fresh = Sequence[tuple[Table, Cells]]
"""new tables and their figures"""


def _telling_zeros(figures: Figures, fresh: Fresh, new: Sequence[int], few: set[int], marks: Marks) -> Iterator[int]:
    """Zeros inside a small figure, or beside the only category of a group; not those that a zero above them shows."""
    values = figures.values
    alone = {figure for table, cells in fresh for figure in _beside_one(figures, table, cells)}
    zeros = sorted((f for f in new if not values[f]), key=lambda f: -len(figures.members[f]))
    shown = [f for f, value in marks.public.items() if not value]
    telling = few | alone
    shown += [f for f in zeros if f not in telling]
    hidden = [f for f in zeros if f in telling]
    settled = _inside(figures, hidden, shown)
    return (f for f in hidden if f not in settled)


def _beside_one(figures: Figures, table: Table, cells: Cells) -> Iterator[int]:
    """The empty categories of a sensitive axis, of each group that lies in one category alone."""
    values = figures.values
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
    figures: Figures, ledger: Sequence[Release], fresh: Fresh, new: Sequence[int], marks: Marks, k: int
) -> Iterator[tuple[int, Hidden]]:
    """Figures that differ by 1..k-1 from a public one which contains them, which they contain, or which they follow."""
    public, values = sorted(marks.public), figures.values
    if not new or not public:
        return
    of_public, bits = values[public], figures.bits(public)
    followed = _followed(ledger, fresh)
    for figure, own in zip(new, figures.bits(new), strict=True):
        close = np.flatnonzero((np.abs(of_public - values[figure]) < k) & (of_public != values[figure]))
        nested = within(bits[close], own) | within(own, bits[close])
        near = {int(of_public[at]) for at in close[nested]}
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


def _followed(ledger: Sequence[Release], fresh: Fresh) -> dict[int, list[tuple[str, int]]]:
    """Per figure of the new tables what the same cell showed in earlier releases: days and values."""
    found: dict[int, list[tuple[str, int]]] = {}
    for table, cells in fresh:
        for release in (each for each in ledger if each.table.name == table.name):
            for cell, value in release.shown.items():
                figure = cells.get(cell)
                if figure is not None:
                    found.setdefault(figure, []).append((release.table.day, value))
    return found
