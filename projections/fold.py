"""The pure fold: one stream's stored row and its next events in, the row, lines and movements of roll-ups out.

A fold split anywhere equals the fold in one go: a row is written and read between two batches as plain values, every
movement is booked under the recorded day of the event that caused it, and roll-ups only add.
An event that cannot be folded parks its stream: everything before it counts, nothing from it on does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Never
from uuid import UUID

from domain.event import Event
from projections.base import UNDATED, AnyProjection, K, L, M, Out, Projection, R
from projections.columns import Fields, Shape, Values

REASON_CHARACTERS = 500
Cells = dict[Values, list[int]]
"""(the key's values..., recorded day) -> the sum of each measure"""
Counted = dict[Fields, Fields]
"""what one stream counts for: (the key's fields...) -> each measure"""
Movement = tuple[Fields, date, Fields]
"""a cell's key, the recorded day, and what is added to each measure"""


@dataclass(slots=True, unsafe_hash=True)
class Step:
    """One event on its way into the read models, or why it cannot be read."""

    stream: UUID
    version: int
    position: int
    recorded_on: date
    event: Event | Exception


@dataclass(slots=True, unsafe_hash=True)
class Standing:
    """A stream's row as it is stored: `values` are those of the projection's row class."""

    stream: UUID
    version: int
    recorded_on: date
    position: int
    values: Values


@dataclass(slots=True, unsafe_hash=True)
class Line:
    """A line and the event that wrote it; `n` counts the lines of one event."""

    stream: UUID
    version: int
    n: int
    values: Fields


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
    `row`: the object that the standing's values were written from, and `counted` what it counts for, unless something
    went wrong."""

    standing: Standing | None
    lines: list[Line] = field(default_factory=list)
    moved: list[Movement] = field(default_factory=list)
    parked: Parked | None = None
    row: object | None = None
    counted: Counted | None = None

    @property
    def cells(self) -> Cells:
        """The movements added up."""
        cells: Cells = {}
        for key, day, measures in self.moved:
            add(cells, (*key, day), measures)
        return cells


@dataclass(slots=True)
class Start:
    """A projection about to fold the next events of a stream. `row`: the standing's, where it is at hand, and what it
    counts for.

    `kept`: whether the row is written; a lead that others only look at need not be turned into values.
    """

    projection: AnyProjection
    standing: Standing | None
    row: object | None = None
    counted: Counted | None = None
    kept: bool = True


def fold(
    projection: Projection[R, L, K, M], standing: Standing | None, steps: Sequence[Step], row: R | None = None
) -> Folded:
    """Fold the next events of one stream; their versions must follow the standing's without a hole.

    `row`: the standing's, where it is at hand, so that it need not be made from values. It is used up.
    """
    return fold_together(Start(projection, standing, row), (), steps)[0]


def fold_together(
    lead: Start, followers: Sequence[Start], steps: Sequence[Step], *, checked: bool = True
) -> list[Folded]:
    """The same for a projection and those that follow it, all at one version: the lead's comes first.

    What breaks the lead parks all of them; what breaks a follower parks that one. Not `checked`: whether lines and
    cells fit their columns is left to whoever writes them, and who finds that one does not folds again.
    """
    try:
        return _together(lead, followers, steps, checked=checked)
    except (MemoryError, UnreadableRow):
        raise  # says nothing about the event
    except Exception as error:
        if len(steps) == 1 and not followers:
            return [Folded(lead.standing, parked=Parked(steps[0].stream, steps[0].version, _reason(error)))]
    led = _one_by_one(lead, (), steps, None)
    return [led, *(_one_by_one(lead, (follower,), steps, led.parked) for follower in followers)]


def add(cells: Cells, key: Values, measures: Sequence[int]) -> None:
    """Add measures to a cell."""
    if (sums := cells.get(key)) is None:
        cells[key] = list(measures)
    else:
        for n, measure in enumerate(measures):
            sums[n] += measure


def _one_by_one(lead: Start, follower: Sequence[Start], steps: Sequence[Step], stopped: Parked | None) -> Folded:
    """Of the lead, or of its one follower. `stopped`: where the lead is parked.

    Find the event that cannot be folded: a handler may have left a half-changed row behind, so begin again.
    """
    before = lead.standing
    whole = Folded((follower or (lead,))[0].standing)
    for step in steps:
        if stopped and step.version == stopped.version:
            whole.parked = stopped
            break
        try:
            parts = _together(
                Start(lead.projection, before),
                [Start(each.projection, whole.standing) for each in follower],
                [step],
                checked=True,
            )
        except (MemoryError, UnreadableRow):
            raise
        except Exception as error:
            whole.parked = Parked(step.stream, step.version, _reason(error))
            break
        before, part = parts[0].standing, parts[-1]
        whole.standing = part.standing
        whole.lines += part.lines
        whole.moved += part.moved
    return whole


def _together(lead: Start, followers: Sequence[Start], steps: Sequence[Step], *, checked: bool) -> list[Folded]:
    leading, following = _Folding(lead, checked), [_Folding(each, checked) for each in followers]
    folding = [leading, *following]
    assert all(
        s is None or steps[0].version == s.version + 1 for s in (lead.standing, *(f.standing for f in followers))
    )
    account = leading.handed_on()
    day = steps[0].recorded_on
    counting = [each for each in folding if each.of.contribution]
    for each in counting:
        each.begin(account)
    before = steps[0]
    for step in steps:
        if step.recorded_on != day:
            for each in counting:
                each.move(before, account, day)
            day = step.recorded_on
        closed = leading.take(step, None, ())
        account, before = leading.handed_on(), step
        for each in following:
            each.take(step, account, closed)
    for each in counting:
        each.move(before, account, day)
    return [each.folded(before, account) for each in folding]


class _Folding:
    """A projection on its way through the events of one stream."""

    def __init__(self, start: Start, checked: bool) -> None:
        of, standing = start.projection, start.standing
        self.of, self.kept, self.counted = of, start.kept, start.counted
        self.row: Any = start.row if start.row is not None else standing and _row(of, standing)
        self.out: Out[Any, Any, Any] = Out()
        self.lines: list[Line] = []
        self.line = _written(of.line, checked)
        self.roll_up = _RollUp(of, checked)
        self.shown_at = 0

    def handed_on(self) -> Any:
        return self.of.hands_on(self.row) if self.of.hands_on and self.row is not None else None

    def begin(self, account: Any) -> None:
        known = self.counted
        self.roll_up.counted = known if known is not None else self.roll_up.contribution(self.row, account)

    def take(self, step: Step, account: Any, closed: Sequence[Any]) -> Sequence[Any]:
        """Let the event change the row, keep what is put out; gives what the event ended."""
        if isinstance(step.event, Exception):
            raise step.event
        out, handler = self.out, self.of.handler(type(step.event))
        if handler:
            out.account, out.closed, out.recorded_on = account, closed, step.recorded_on
            self.row = handler(self.row, step.event, out)
            if out.lines or out.added:
                self._keep(step)
        if self.row is None and self.of.shown is None:
            raise ValueError(f"{self.of.name} has no row after {step.event.TOPIC}")
        return out.closed if handler else closed

    def _keep(self, step: Step) -> None:
        """Take what the handler put out, and empty `out` for the next one."""
        out = self.out
        if out.lines:
            self.lines += [Line(step.stream, step.version, n, self.line(line)) for n, line in enumerate(out.lines)]
            out.lines.clear()
        if out.added:
            self.roll_up.add(out.added, step.recorded_on)
            out.added.clear()

    def show(self, last: Step, account: Any) -> None:
        """Let the row show the account as this event, the last so far, left it."""
        if self.of.shown and self.shown_at != last.version:
            assert isinstance(last.event, Event), "it was taken"
            self.row, self.shown_at = self.of.shown(self.row, account, last.event.timestamp), last.version

    def move(self, last: Step, account: Any, day: date) -> None:
        self.show(last, account)
        self.roll_up.move(self.row, account, day)

    def folded(self, last: Step, account: Any) -> Folded:
        self.show(last, account)
        values = self.of.row.values(self.row) if self.kept else ()
        standing = Standing(last.stream, last.version, last.recorded_on, last.position, values)
        return Folded(standing, self.lines, self.roll_up.moved, row=self.row, counted=self.roll_up.counted)


def _row(projection: Projection[R, L, K, M], standing: Standing) -> R:
    try:
        return projection.row.object(standing.values)
    except Exception as error:
        other = "another declaration wrote it: give the projection another number and rebuild"
        raise UnreadableRow(f"{projection.name}: row of stream {standing.stream}: {error}; {other}") from error


class _RollUp:
    """The movements that one stream causes."""

    def __init__(self, projection: AnyProjection, checked: bool) -> None:
        self.projection = projection
        self.key, self.measures = _written(projection.key, checked), _written(projection.measures, checked)
        self.moved: list[Movement] = []
        self.counted: Counted = {}

    def add(self, added: Iterable[tuple[Any, Any]], day: date) -> None:
        booked = self.booked(day)
        self.moved += [(self.key(key), booked, self.measures(measures)) for key, measures in added]

    def move(self, row: object, account: object, day: date) -> None:
        """Book what the stream counts for now, less what it counted for when this was last called."""
        counts, booked = self.contribution(row, account), self.booked(day)
        for key, new in counts.items():
            if (old := self.counted.get(key)) is None:
                self.moved.append((key, booked, new))
            elif old != new:
                self.moved.append((key, booked, tuple([b - a for a, b in zip(old, new, strict=True)])))
        for key, old in self.counted.items():
            if key not in counts:
                self.moved.append((key, booked, tuple([-a for a in old])))
        self.counted = counts

    def booked(self, day: date) -> date:
        """Under which day: the recorded one, where it is kept."""
        return day if self.projection.dated else UNDATED

    def contribution(self, row: object, account: object) -> Counted:
        """As fields at once: a handler may change the very objects that the row holds."""
        of = self.projection
        if of.contribution is None or row is None:
            return {}
        counts: Mapping[Any, Any] = of.contribution(row, account) if of.follows else of.contribution(row)
        return {self.key(key): self.measures(measures) for key, measures in counts.items()}


def _written(shape: Shape[Any] | None, checked: bool) -> Callable[[Any], Fields]:
    """How what is put out in this shape is kept."""
    if shape is None:
        return _undeclared
    return shape.values if checked else shape.fields


def _undeclared(it: object) -> Never:
    raise TypeError(f"a {type(it).__name__} is put out, and no table declared that would hold it")


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".replace("\0", "")[:REASON_CHARACTERS]
