"""Things that are counted one by one: every count can be opened down to them, and both can be asked for a past day.

A tally is a projection whose lines are the movements of its cells: whenever a handler adds to a cell it appends a line
with the cell's own columns, which names the thing and, as `what`, the measure that it moved. So what a cell says and
what the lines list cannot differ, and both carry the recorded day: `as_known` sums and lists what was recorded by then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from projections.base import AnyProjection

Key = tuple[str | bool, ...]
Place = tuple[date, UUID]
"""the last claim of a page: its day of submission and its id"""

PREFIX_DIGITS: Final = 2
"""a region is the first two digits of a KATO code"""
COHORT: Final[Mapping[str, tuple[str, ...]]] = {"region": ("region",), "office": ("office",)}
"""what every tally can be asked by"""


@dataclass(frozen=True, slots=True)
class Tally:
    """What can be counted in a projection.

    `groups`: what it is asked by and narrowed by -> columns of the cell, two for a party's kind and code.
    `shown`: columns of a line that a list shows beside these. `moves`: lines carry +1 and -1, because things change
    from one cell to another; what is counted are then the things that are in a cell.
    """

    projection: AnyProjection
    groups: Mapping[str, tuple[str, ...]]
    shown: tuple[str, ...] = ()
    moves: bool = False

    @property
    def measures(self) -> tuple[str, ...]:
        return self.projection.measures.names if self.projection.measures else ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Of a cell, in the order of the groups."""
        return tuple(column for columns in self.groups.values() for column in columns)


@dataclass(frozen=True, slots=True)
class Among:
    """Which things are meant. `where`: name of a group -> the values that fit, a party as KIND or KIND:CODE.

    `first`, `last`: days of submission, both included. `as_known`: only what was recorded by the end of that day.
    """

    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    as_known: date | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """The measures under one key; the key's values stand in the order of the columns asked for."""

    key: Key
    measures: dict[str, int]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that was counted: its id within the claim, and every column of its line."""

    id: str
    version: int
    columns: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ClaimOf:
    """A claim, and what of it was counted."""

    claim: UUID
    submitted_on: date
    region: str
    office: str
    things: list[Thing]


def cohort(account: Ledger) -> dict[str, Any]:
    """The columns under which everything about a claim is counted, for life."""
    of = account.cohort
    return {"region": of.region, "office": of.office, "submitted_on": date.fromisoformat(of.day)}


def day_of(account: Ledger) -> date:
    """The local day of the event that was folded last, by the clamped time."""
    return local_day(datetime.fromtimestamp(account.last_at, UTC), time_zone(account.zone))


def sums(connection: Connection, tally: Tally, by: Sequence[str], among: Among) -> list[Sum]:
    """What was counted, by any of the tally's columns; sorted by key. A key under which nothing is left is left out."""
    keys = ", ".join(_key(column) for column in by)
    measures = ", ".join(f"sum({name})::bigint" for name in tally.measures)
    where, values = _where(tally, among)
    grouped = f"GROUP BY {keys}" if keys else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(filter(None, (keys, measures)))} FROM {tally.projection.name}.cells t"
            f" WHERE {where} {grouped}",
            values,
        )
        found = [_sum(tally, len(by), row) for row in cursor.fetchall()]
    return sorted((one for one in found if any(one.measures.values())), key=lambda one: one.key)


def claims(
    connection: Connection, tally: Tally, what: str, among: Among, *, after: Place | None = None, limit: int
) -> list[ClaimOf]:
    """The claims behind a count and the things counted in each, a page at a time, in the order of submission."""
    where, values = _where(tally, among)
    values |= {"what": what, "limit": limit}
    place = "(submitted_on, stream) > (%(after_on)s, %(after)s::uuid)" if after else "true"
    if after:
        values |= {"after_on": after[0], "after": str(after[1])}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH things AS ({_things(tally, f"t.what = %(what)s AND {where}")}),
            page AS (
                SELECT DISTINCT submitted_on, stream FROM things WHERE {place}
                ORDER BY submitted_on, stream LIMIT %(limit)s
            )
            SELECT things.* FROM things JOIN page USING (submitted_on, stream)
            ORDER BY submitted_on, stream, version, n""",
            values,
        )
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    by_claim = groupby(rows, key=lambda row: (row["submitted_on"], row["stream"]))
    return [_claim(tally, list(things)) for _, things in by_claim]


def _things(tally: Tally, where: str) -> str:
    """The things as a query: lines as they are, or those that moved into a cell and are still there."""
    table = f"{tally.projection.name}.lines t"
    cell = ["submitted_on", *tally.columns]
    if not tally.moves:
        columns = ", ".join(("stream", "version", "n", "thing", *cell, *tally.shown))
        return f"SELECT {columns} FROM {table} WHERE {where}"
    columns = ", ".join(("stream", "thing", *cell))
    return (
        f"SELECT {columns}, max(version) AS version, max(n) AS n FROM {table} WHERE {where}"
        f" GROUP BY {columns} HAVING sum(moved) > 0"
    )


def _where(tally: Tally, among: Among) -> tuple[str, dict[str, Any]]:
    """The condition on cells or lines, and its parameters."""
    days = {
        "first": ("submitted_on >=", among.first),
        "last": ("submitted_on <=", among.last),
        "as_known": ("recorded_on <=", among.as_known),
    }
    conditions = [f"t.{column} %({name})s" for name, (column, day) in days.items() if day]
    values: dict[str, Any] = {name: day for name, (_, day) in days.items() if day}
    for name, fitting in among.where.items():
        column = " || ':' || ".join(f"t.{each}" for each in tally.groups[name])
        kinds = f" OR t.{tally.groups[name][0]} = ANY(%(in_{name})s)" if len(tally.groups[name]) > 1 else ""
        named = _key(name) if name == "region" else f"({column})::text"
        conditions.append(f"({named} = ANY(%(in_{name})s){kinds})")
        values[f"in_{name}"] = list(fitting)
    return " AND ".join(conditions) or "true", values


def _key(column: str) -> str:
    return f"left(t.region, {PREFIX_DIGITS})" if column == "region" else f"t.{column}"


def _sum(tally: Tally, columns: int, row: Sequence[Any]) -> Sum:
    measures = zip(tally.measures, row[columns:], strict=True)
    return Sum(tuple(row[:columns]), {name: number or 0 for name, number in measures})


def _claim(tally: Tally, rows: Sequence[Mapping[str, Any]]) -> ClaimOf:
    first = rows[0]
    columns = [name for name in (*tally.columns, *tally.shown) if name not in COHORT and name in first]
    things = [Thing(row["thing"], row["version"], {name: row[name] for name in columns}) for row in rows]
    return ClaimOf(UUID(first["stream"]), first["submitted_on"], first["region"], first["office"], things)


def parties(tally: Tally, columns: Mapping[str, Any]) -> dict[str, Any]:
    """A line's or key's columns under the names of the groups: a party as its kind and code, nothing as None."""
    shown: dict[str, Any] = {}
    codes = {code for _, code in _pairs(tally.groups.values())}
    kinds = dict(_pairs(tally.groups.values()))
    for name, value in columns.items():
        if name in kinds:
            shown[name] = {"kind": value, "code": columns[kinds[name]] or None} if value else None
        elif name not in codes:
            shown[name] = None if value == "" else value
    return shown


def _pairs(groups: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    return ((columns[0], columns[1]) for columns in groups if len(columns) > 1)
