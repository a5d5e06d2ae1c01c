"""Roll-ups by anything they hold, narrowed by anything they hold, and as they were known on any recorded day.

Every movement of a cell carries the recorded day of the event that caused it, so the figures known at the end of a day
are the sum of what was booked by then, with that instant as "now": the same for ever, whatever is recorded later.
A projection takes part by a `View` in its module. The claims behind a figure (lookback_claims.py) and what moved it
(lookback_changes.py) come with it. In prose: docs/explanation/looking-back.md.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

import projections
from domain.errors import UnknownGrouping
from domain.regions import beginning
from projections.base import REGION_DIGITS, AnyProjection
from projections.columns import Plain
from projections.lookback_months import Stretch
from projections.lookback_where import (
    AnyOf,
    Groupings,
    Test,
    days,
    in_sql,
    key_in_sql,
    key_of,
    meant,
)
from projections.tables import CELLS, MONTHS, MONTHS_BY_DAY, RECORDED

MEMORY: Final = "32MB"
"""for adding up the cells of an answer: sorted on disk, forty thousand cost twice as much"""
Figures = dict[str, int]
"""a measure's name -> the figure"""


@dataclass(frozen=True, slots=True)
class Part:
    """A sum of cells that are alike in the view's `also` columns; `measures` in the order of the projection's."""

    also: tuple[Plain, ...]
    measures: tuple[int, ...]


Reckon = Callable[[Sequence[Part], int], Figures]
"""what the parts of one row come to at an instant (epoch seconds)"""
Exactly = Callable[[Any, Any, int], Mapping[Any, Any]]
"""row, account, instant -> what `contribute` says, with the time up to that instant booked to the second"""
Candidates = Callable[["Asked"], tuple[str, dict[str, Any]]]
"""a condition on the rows `d` of `delays` that every claim behind the figures meets, and its parameters"""


@dataclass(frozen=True, slots=True)
class View:
    """How a projection is looked at. `of`: its name in questions. `region` and `office` are those of the submission.

    `day`: the column of its cells that a period is about. `also`: key columns that `reckon` needs beside those asked
    by; without `reckon` the figures are the measures. `exactly`: where time by itself moves the figures.
    `of_claims`: its streams are claims, so that the claims behind a figure and what moved it are found by folding them.
    """

    of: str
    projection: AnyProjection
    by: Groupings
    day: str = "submitted_on"
    also: tuple[str, ...] = ()
    reckon: Reckon | None = None
    exactly: Exactly | None = None
    candidates: Candidates | None = None
    of_claims: bool = True

    def __post_init__(self) -> None:
        if not self.projection.dated:
            raise ValueError(f"{self.projection.name} keeps no recorded days: nobody can look back on it")

    @property
    def measures(self) -> tuple[str, ...]:
        return self.projection.measures.names if self.projection.measures else ()

    def figures(self, parts: Sequence[Part], at: int) -> Figures:
        """What these parts come to at an instant."""
        if self.reckon:
            return self.reckon(parts, at)
        return dict(zip(self.measures, added(self, parts), strict=True))


@dataclass(frozen=True, slots=True)
class Asked:
    """`first`, `last`: days, both included. `where`: name of a grouping -> any of these, a party as KIND or KIND:CODE.

    `as_known`: only what was recorded by the end of that day; None: everything that is known.
    """

    by: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    as_known: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer. `key`: what it was asked by -> a code, a party of kind and code, or None.

    `values`: the same as it stands in the columns.
    """

    key: dict[str, object]
    figures: Figures
    values: tuple[Plain, ...]


def rolled_up(connection: Connection, view: View, asked: Asked, at: int) -> list[Row]:
    """The figures at an instant (epoch seconds), a row for each key under which anything is left; sorted by key."""
    return [
        Row(key_of(asked.by, view.by, key), view.figures(alike, at), key)
        for key, alike in sorted(parts_by_key(connection, view, asked).items(), key=lambda each: each[0])
    ]


def parts_by_key(connection: Connection, view: View, asked: Asked, *also: Test) -> dict[tuple[Plain, ...], list[Part]]:
    """What the figures of each row are reckoned from. `also`: what a cell must meet beside."""
    parts: dict[tuple[Plain, ...], list[Part]] = {}
    for key, part in _parts(connection, view, asked, _columns(view, asked.by), also):
        parts.setdefault(key, []).append(part)
    return parts


def figures_of(connection: Connection, view: View, asked: Asked, at: int) -> Figures:
    """The same as one row, which is there even if nothing is left."""
    return view.figures([part for _, part in _parts(connection, view, asked, ())], at)


def conditions(view: View, asked: Asked) -> list[Test]:
    """What a cell must meet, whenever it was booked. Raises UnknownCode."""
    return [*days(view.day, asked.first, asked.last), *narrowing(view, asked)]


def narrowing(view: View, asked: Asked) -> list[Test]:
    """The same, but for the period. Raises UnknownCode."""
    types = view.projection.key.types if view.projection.key else {}
    return [*meant(view.of, view.by, types, asked.where)]


def cells_of(view: View, asked: Asked, also: Sequence[Test] = ()) -> tuple[str, dict[str, Any]]:
    """What an answer adds up, as a table of SQL, and its parameters: cells; where nothing is asked about an office or a
    place within a region, those of whole months, and single days only beside them. Raises UnknownCode."""
    also = [*narrowing(view, asked), *also]
    parts, values = list[str](), dict[str, Any]()
    for table, periods, recorded in _tables(view, asked):
        if periods and recorded:
            tests = [_within(view.day, periods), _within(RECORDED, recorded), *also]
            where, more = in_sql(tests, prefix=f"c{len(parts)}_")
            parts.append(f"SELECT * FROM {view.projection.name}.{table} t WHERE {where}")
            values |= more
    return f"({' UNION ALL '.join(parts)})", values


def _tables(view: View, asked: Asked) -> list[tuple[str, list[Stretch], list[Stretch]]]:
    """Which tables of cells are read: of what days of the period, and recorded when. Together they are the whole."""
    period, known = Stretch(asked.first, asked.last), Stretch(None, asked.as_known)
    if not view.projection.months or not _whole_regions(asked):
        return [(CELLS, [period], [known])]
    return [
        (MONTHS, period.months, known.months),
        (MONTHS_BY_DAY, period.months, known.beside),
        (CELLS, period.beside, [known]),
    ]


def _within(column: str, stretches: Iterable[Stretch]) -> AnyOf:
    return AnyOf(tuple(tuple(days(column, each.first, each.last)) for each in stretches))


def added(view: View, parts: Iterable[Part]) -> list[int]:
    """The parts' measures added up."""
    sums = [0] * len(view.measures)
    for part in parts:
        sums = [have + more for have, more in zip(sums, part.measures, strict=True)]
    return sums


def _whole_regions(asked: Asked) -> bool:
    """Whether nothing is asked about an office or a place within a region."""
    regions = all(len(beginning(said)) == REGION_DIGITS for said in asked.where.get("region", ()))
    return regions and not {"office", "district"} & {*asked.by, *asked.where}


@cache
def views() -> dict[str, View]:
    """Every view of claims that a module of this folder declares, under its name in questions."""
    found: dict[str, View] = {}
    for module in iter_modules(projections.__path__, "projections."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, View) and value.of_claims and found.setdefault(value.of, value) is not value:
                raise ValueError(f"two views are named {value.of}")
    return dict(sorted(found.items()))


def view_of(name: str) -> View:
    """Raises UnknownCode."""
    if name not in views():
        raise UnknownGrouping("figures", name, views())
    return views()[name]


def _columns(view: View, by: Sequence[str]) -> list[str]:
    if unknown := [name for name in by if name not in view.by]:
        raise UnknownGrouping(f"group of {view.of}", unknown[0], view.by)
    return [column for name in by for column in view.by[name].columns]


def _parts(
    connection: Connection, view: View, asked: Asked, columns: Sequence[str], also: Sequence[Test] = ()
) -> Iterable[tuple[tuple[Plain, ...], Part]]:
    """Sums of cells, each with its key; what has come and gone again is not among them."""
    keys = key_in_sql([*columns, *view.also])
    measures = [f'coalesce(sum(t."{name}"), 0)::bigint' for name in view.measures]
    cells, values = cells_of(view, asked, also)
    grouping = f" GROUP BY {', '.join(keys)}" if keys else ""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = %s", (MEMORY,))
        cursor.execute(f"SELECT {', '.join([*keys, *measures])} FROM {cells} t{grouping}", values)
        found = cursor.fetchall()
    for row in found:
        if any(summed := row[len(keys) :]):
            yield tuple(row[: len(columns)]), Part(tuple(row[len(columns) : len(keys)]), tuple(summed))
