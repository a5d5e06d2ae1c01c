"""The pure fold: one stream's stored row and its next events in, the row, lines and movements of roll-ups out.

A fold split anywhere equals the fold in one go: a row is written and read between two batches as plain values, every
movement is booked under the recorded day of the event that caused it, and roll-ups only add.
An event that cannot be folded parks its stream: everything before it counts, nothing from it on does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import Generic, cast
from uuid import UUID

from domain.event import Event
from projections.base import K, L, M, Out, Projection, R
from projections.columns import Values

REASON_CHARACTERS = 500
Cells = dict[Values, list[int]]
"""(the key's values..., recorded day) -> the sum of each measure"""


@dataclass(frozen=True, slots=True)
class Step:
    """One event on its way into the read models, or why it cannot be read."""

    stream: UUID
    version: int
    position: int
    recorded_on: date
    event: Event | Exception


@dataclass(frozen=True, slots=True)
class Standing:
    """A stream's row as it is stored: `values` are those of the projection's row class."""

    stream: UUID
    version: int
    recorded_on: date
    position: int
    values: Values


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the event that wrote it; `n` counts the lines of one event."""

    stream: UUID
    version: int
    n: int
    values: Values


@dataclass(frozen=True, slots=True)
class Parked:
    """A stream that goes no further here: the event that could not be folded, and why."""

    stream: UUID
    version: int
    reason: str


class UnreadableRow(Exception):
    """A stored row is not what the declaration says: no event's fault, so it stops everything and parks nothing."""


@dataclass(slots=True)
class Folded:
    """What a fold changes. `standing` is where the stream then stands; none if its very first event is parked.
    `row`: the object that the standing's values were written from, unless something went wrong."""

    standing: Standing | None
    lines: list[Line] = field(default_factory=list)
    cells: Cells = field(default_factory=dict)
    parked: Parked | None = None
    row: object | None = None


def fold(
    projection: Projection[R, L, K, M], standing: Standing | None, steps: Sequence[Step], row: R | None = None
) -> Folded:
    """Fold the next events of one stream; their versions must follow the standing's without a hole.

    `row`: the standing's, where it is at hand, so that it need not be made from values. It is used up.
    """
    try:
        return _fold(projection, standing, steps, row)
    except (MemoryError, UnreadableRow):
        raise  # says nothing about the event
    except Exception as error:
        if len(steps) == 1:
            return Folded(standing, parked=Parked(steps[0].stream, steps[0].version, _reason(error)))
    return _one_by_one(projection, standing, steps)


def add(cells: Cells, key: Values, measures: Sequence[int]) -> None:
    """Add measures to a cell."""
    if (sums := cells.get(key)) is None:
        cells[key] = list(measures)
    else:
        for n, measure in enumerate(measures):
            sums[n] += measure


def _one_by_one(projection: Projection[R, L, K, M], standing: Standing | None, steps: Sequence[Step]) -> Folded:
    """Find the event that cannot be folded: a handler may have left a half-changed row behind, so begin again."""
    whole = Folded(standing)
    for step in steps:
        part = fold(projection, whole.standing, [step])
        whole.standing, whole.parked = part.standing, part.parked
        whole.lines += part.lines
        for key, measures in part.cells.items():
            add(whole.cells, key, measures)
        if whole.parked:
            break
    return whole


def _fold(
    projection: Projection[R, L, K, M], standing: Standing | None, steps: Sequence[Step], row: R | None
) -> Folded:
    assert standing is None or steps[0].version == standing.version + 1, f"hole before {steps[0]}"
    if row is None and standing:
        row = _row(projection, standing)
    roll_up = _RollUp(projection, row)
    lines: list[Line] = []
    out: Out[L, K, M] = Out()
    day = steps[0].recorded_on
    for step in steps:
        if step.recorded_on != day:
            roll_up.move(row, day)
            day = step.recorded_on
        row = _evolve(projection, row, step, out)
        _keep(projection, step, out, lines, roll_up)
    roll_up.move(row, day)
    assert row is not None
    last = steps[-1]
    standing = Standing(last.stream, last.version, last.recorded_on, last.position, projection.row.values(row))
    return Folded(standing, lines, roll_up.cells, row=row)


def _row(projection: Projection[R, L, K, M], standing: Standing) -> R:
    try:
        return projection.row.object(standing.values)
    except Exception as error:
        other = "another declaration wrote it: give the projection another number and rebuild"
        raise UnreadableRow(f"{projection.name}: row of stream {standing.stream}: {error}; {other}") from error


def _evolve(projection: Projection[R, L, K, M], row: R | None, step: Step, out: Out[L, K, M]) -> R:
    if isinstance(step.event, Exception):
        raise step.event
    if handler := projection.handler(type(step.event)):
        row = handler(row, step.event, out)  # type: ignore[arg-type]  # the handler of a first event takes None
    if row is None:
        raise ValueError(f"{projection.name} has no row after {step.event.TOPIC}")
    return row


def _keep(
    projection: Projection[R, L, K, M], step: Step, out: Out[L, K, M], lines: list[Line], roll_up: "_RollUp[R, L, K, M]"
) -> None:
    """Take what the handler put out, and empty `out` for the next one."""
    if out.lines:
        if projection.line is None:
            raise TypeError(f"{projection.name} declares no lines")
        lines += [Line(step.stream, step.version, n, projection.line.values(line)) for n, line in enumerate(out.lines)]
        out.lines.clear()
    for key, measures in out.added:
        roll_up.add(key, measures, step.recorded_on)
    out.added.clear()


class _RollUp(Generic[R, L, K, M]):
    """The movements that one stream causes."""

    def __init__(self, projection: Projection[R, L, K, M], row: R | None) -> None:
        self.projection = projection
        self.cells: Cells = {}
        self.counted = self._contribution(row)

    def add(self, key: K, measures: M, day: date) -> None:
        if self.projection.key is None or self.projection.measures is None:
            raise TypeError(f"{self.projection.name} declares no cells")
        self._book(self.projection.key.values(key), _whole(self.projection.measures.values(measures)), day)

    def move(self, row: R | None, day: date) -> None:
        """Book what the stream counts for now, less what it counted for when this was last called."""
        counts = self._contribution(row)
        for key in self.counted.keys() | counts.keys():
            old, new = self.counted.get(key), counts.get(key)
            if old != new:
                self._book(key, [b - a for a, b in zip(old or repeat(0), new or repeat(0), strict=False)], day)
        self.counted = counts

    def _book(self, key: Values, measures: Sequence[int], day: date) -> None:
        add(self.cells, (*key, day), measures)

    def _contribution(self, row: R | None) -> dict[Values, list[int]]:
        """As plain values at once: a handler may change the very objects that the row holds."""
        of = self.projection
        if of.contribution is None or of.key is None or of.measures is None or row is None:
            return {}
        return {of.key.values(k): _whole(of.measures.values(m)) for k, m in of.contribution(row).items()}


def _whole(values: Values) -> list[int]:
    return cast(list[int], list(values))  # every measure's column takes whole numbers only


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".replace("\0", "")[:REASON_CHARACTERS]
