"""Regions, districts, channels and editions side by side: every figure of a row, and of all rows together.

One answer is drawn from four read models, at one moment of the database: what is counted once per fact (statistics.py),
applications beside an open claim (repetitions.py), how claims stand within their terms (cohort.py), and where their
time went (delays_questions.py). On the map of another day the parts of each region are added up where its land lies
(domain/maps.py): parts only add, so a figure of the whole is never reckoned from figures of its regions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.maps import epochs, placed
from figures.histogram import bucket
from projections import cohort, delays_questions, repetitions, statistics_figures
from projections.columns import Plain
from projections.lookback import Asked, Figures, Part, View, cells_of, parts_by_key, rolled_up
from projections.lookback_where import DISTRICT, AnyOf, Condition, Test
from projections.statistics import ENDS, HOUR_S, Counted

VIEWS: Final[Mapping[str, View]] = {
    view.of: replace(view, by={**view.by, "district": DISTRICT})
    for view in (statistics_figures.VIEW, repetitions.VIEW, cohort.VIEW, delays_questions.VIEW)
}
MODELS: Final = tuple(view.projection.name for view in VIEWS.values())
ADDED: Final = ("statistics", "repetitions", "cohort")
"""whose parts are reckoned together; delays are looked at by who answers as well"""
SECONDS: Final = ("share_s", "share_working_s")
"""what is told of waits, in the order of `Answered`"""
BATCH: Final = 10
"""so many first decisions of one body, recorded in one minute of the store's clock, were not taken one by one"""
AMONG: Final[Mapping[str, tuple[Test, ...]]] = {
    "statistics": (
        AnyOf(
            (
                (Condition("counted", "<", Counted.DECISION.value),),
                (Condition("counted", ">=", Counted.DUE.value),),
            )
        ),
    )
}
"""view -> which of its cells are read for every answer: not the minutes of single decisions, which are many. Texts
compare by code point, and no word lies between DECISION and DUE"""
MOST_NAMED: Final = 300
"""minutes that a query names one by one"""
LAND: Final = ","
"""between the regions of a map in all of which the land of one region of another day lies"""

Key = tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Durations:
    """From submission to the first decision, by buckets (figures/histogram.py). `censored`: open claims by how long
    they have lasted at least, and withdrawn ones. `seconds`: of the decided, added up."""

    decided: Counter[int]
    censored: Counter[int]
    seconds: int


@dataclass(frozen=True, slots=True)
class Answered:
    """Seconds of waiting for which a kind of party answers, by the wall and by the working calendar."""

    share_s: int
    share_working_s: int


@dataclass(frozen=True, slots=True)
class Told:
    """One row, or all of them. `answered`: kind of party -> seconds; None where they are not counted by what was asked.

    `in_batches`: decisions that fell in batches.
    """

    key: dict[str, Plain]
    figures: Figures
    durations: Durations
    in_batches: int
    answered: dict[str, Answered] | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows by their keys, and the whole of which they are parts."""

    total: Told
    rows: list[Told]


@dataclass(slots=True)
class _Gathered:
    """What a row is reckoned from. `waits`: (kind of party, measure) -> seconds."""

    parts: dict[str, list[Part]] = field(default_factory=lambda: {name: [] for name in ADDED})
    waits: Counter[tuple[str, str]] = field(default_factory=Counter)
    in_batches: int = 0

    def add(self, more: "_Gathered") -> None:
        for name, parts in more.parts.items():
            self.parts[name] += parts
        self.waits.update(more.waits)
        self.in_batches += more.in_batches


def compared(connection: Connection, asked: Asked, at: int, on_map: date | None = None) -> Table:
    """The figures at an instant (epoch seconds), a row for each key of `asked.by`; regions on the map of a day, or as
    the claims were submitted. Raises `UnknownCode`, `UnknownRegion`."""
    rows: dict[Key, _Gathered] = defaultdict(_Gathered)
    whole, batches = _Gathered(), _batches(connection, asked.as_known)
    for part, then in _epochs(asked, on_map):
        for key, found in _gathered(connection, part, at, batches).items():
            rows[_placed(part.by, key, then, on_map)].add(found)
            whole.add(found)
    has_waits = is_of_delays(asked)
    return Table(
        _told({}, whole, at, has_waits=has_waits),
        [_told(dict(zip(asked.by, key, strict=True)), rows[key], at, has_waits=has_waits) for key in sorted(rows)],
    )


def is_of_delays(asked: Asked) -> bool:
    """Whether the delay ledger can be asked so: its cells book a wait under no channel and no edition."""
    return {*asked.by, *asked.where} <= VIEWS["delays"].by.keys()


def _epochs(asked: Asked, on_map: date | None) -> Iterator[tuple[Asked, date]]:
    """The question for each stretch of the period on which one map was in force, and the first day of that map."""
    if on_map is None:
        yield asked, date.min
        return
    begins = epochs()
    for begin, following in zip(begins, (*begins[1:], None), strict=True):
        first = max(begin, asked.first or begin)
        ends = (following and following - timedelta(days=1), asked.last)
        last = min((day for day in ends if day), default=None)
        if last is None or first <= last:
            yield replace(asked, first=first, last=last), begin


def _placed(by: Sequence[str], key: Key, then: date, on_map: date | None) -> Key:
    """The key with its region on the map that was asked for."""
    if on_map is None:
        return key
    return tuple(
        LAND.join(placed(str(value), then=then, on=on_map)) if name == "region" else value
        for name, value in zip(by, key, strict=True)
    )


def _gathered(connection: Connection, asked: Asked, at: int, batches: set[tuple[Plain, Plain]]) -> dict[Key, _Gathered]:
    found: dict[Key, _Gathered] = defaultdict(_Gathered)
    for name in ADDED:
        for key, parts in parts_by_key(connection, VIEWS[name], asked, *AMONG.get(name, ())).items():
            found[key].parts[name] += parts
    if batches:
        for key, parts in parts_by_key(connection, VIEWS["statistics"], asked, _among(batches)).items():
            found[key].in_batches += sum(part.measures[0] for part in parts if part.also[-2:] in batches)
    if is_of_delays(asked):
        for row in rolled_up(connection, VIEWS["delays"], replace(asked, by=(*asked.by, "liable")), at):
            *own, kind, _ = row.values
            waits = {(str(kind), name): row.figures[name] for name in SECONDS}
            found[tuple(own)].waits.update(waits)
    return found


def _batches(connection: Connection, as_known: date | None) -> set[tuple[Plain, Plain]]:
    """Who recorded so many first decisions in which minute; whatever is asked about, a batch is one of the whole."""
    decisions = Condition("counted", "=", Counted.DECISION.value)
    cells, values = cells_of(VIEWS["statistics"], Asked(as_known=as_known), [decisions])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT detail, number FROM {cells} t GROUP BY detail, number HAVING sum(things) >= %(batch)s",
            values | {"batch": BATCH},
        )
        return set(cursor.fetchall())


def _among(batches: set[tuple[Plain, Plain]]) -> Test:
    """The decisions of these minutes; where these are very many, all decisions."""
    decision = Condition("counted", "=", Counted.DECISION.value)
    if len(batches) > MOST_NAMED:
        return decision
    return AnyOf(
        tuple(
            (decision, Condition("detail", "=", body), Condition("number", "=", minute))
            for body, minute in sorted(batches)
        )
    )


def _told(key: dict[str, Plain], found: _Gathered, at: int, *, has_waits: bool) -> Told:
    figures = {name: value for of in ADDED for name, value in VIEWS[of].figures(found.parts[of], at).items()}
    counted = found.parts["statistics"]
    return Told(
        key=key,
        figures=figures,
        durations=_durations(counted, at),
        in_batches=found.in_batches,
        answered=_answered(found.waits) if has_waits else None,
    )


def _cells(parts: Iterable[Part], *counted: Counted) -> Iterator[tuple[Counted, tuple[Plain, Plain], Sequence[int]]]:
    """What counts one of these: what it is, its detail and number, its measures."""
    for part in parts:
        _, what, detail, number = part.also
        if what in counted:
            yield Counted(str(what)), (detail, number), part.measures


def _durations(parts: Sequence[Part], at: int) -> Durations:
    """An open claim has lasted at least since the last second of the hour in which it was submitted."""
    decided, censored, seconds = Counter[int](), Counter[int](), 0
    for what, (_, number), (things, lasted) in _cells(parts, *ENDS, Counted.OPEN):
        assert isinstance(number, int)
        if what is Counted.OPEN:
            censored[bucket(max(0, at - (number + 1) * HOUR_S + 1))] += things
        elif what is Counted.WITHDRAWN:
            censored[number] += things
        else:
            decided[number] += things
            seconds += lasted
    return Durations(+decided, +censored, seconds)


def _answered(waits: Mapping[tuple[str, str], int]) -> dict[str, Answered]:
    kinds = sorted({kind for kind, _ in waits})
    return {kind: Answered(*(waits[kind, name] for name in SECONDS)) for kind in kinds}
