"""Things that are counted one by one: every count can be opened down to them, and both can be asked for a past day.

A tally is a projection whose lines are the movements of its cells: whenever a handler adds to a cell it appends a line
with the cell's own columns, which names the thing and, as `what`, the measure that it moved. So what a cell says and
what the lines list cannot differ, and both carry the recorded day: `as_known` sums and lists what was recorded by then.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from projections.columns import Plain
from projections.lookback import Asked, View, conditions
from projections.lookback_where import days, in_sql
from projections.tables import names

Place = tuple[date, UUID]
"""the last claim of a page: its day of submission and its id"""

DECIMALS: Final = Decimal("0.0001")
OF_THE_CLAIM: Final = frozenset({"region", "office"})
"""columns of a line that a list shows once for each claim"""


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted in a projection: its view says by what, and is what figures of the past come from.

    `shown`: columns of a line that a list shows beside these. `moves`: lines carry +1 and -1, because things change
    from one cell to another; what is counted are then the things that are in a cell.
    """

    view: View
    shown: tuple[str, ...] = ()
    moves: bool = False

    @property
    def name(self) -> str:
        """Of the projection, and of the schema that its tables are in."""
        return self.view.projection.name

    @property
    def columns(self) -> tuple[str, ...]:
        """Of a cell, in the order of the groups."""
        return tuple(column for group in self.view.by.values() for column in group.columns)


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


def claims(
    connection: Connection, tally: Tally, what: str, asked: Asked, *, after: Place | None = None, limit: int
) -> list[ClaimOf]:
    """The claims behind a count and the things counted in each, a page at a time, in the order of submission."""
    where, values = in_sql([*conditions(tally.view, asked), *days("recorded_on", None, asked.as_known)])
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
        columns = [column.name for column in cursor.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    by_claim = groupby(rows, key=lambda row: (row["submitted_on"], row["stream"]))
    return [_claim(tally, list(things)) for _, things in by_claim]


def _things(tally: Tally, where: str) -> str:
    """The things as a query: lines as they are, or those that moved into a cell and are still there."""
    table = f"{tally.name}.lines t"
    cell = ["submitted_on", *tally.columns]
    if not tally.moves:
        columns = names(("stream", "version", "n", "thing", *cell, *tally.shown))
        return f"SELECT {columns} FROM {table} WHERE {where}"
    columns = names(("stream", "thing", *cell))
    return (
        f"SELECT {columns}, max(version) AS version, max(n) AS n FROM {table} WHERE {where}"
        f" GROUP BY {columns} HAVING sum(moved) > 0"
    )


def fitting(tally: Tally, where: Mapping[str, Sequence[str]]) -> Callable[[Mapping[str, Plain]], bool]:
    """A test of one cell, with the same meaning as in a query."""
    tests = conditions(tally.view, Asked(where=where))
    return lambda cell: all(test.holds(cell) for test in tests)


def _claim(tally: Tally, rows: Sequence[Mapping[str, Any]]) -> ClaimOf:
    first = rows[0]
    columns = [name for name in (*tally.columns, *tally.shown) if name not in OF_THE_CLAIM and name in first]
    things = [Thing(row["thing"], row["version"], {name: row[name] for name in columns}) for row in rows]
    return ClaimOf(UUID(first["stream"]), first["submitted_on"], first["region"], first["office"], things)


def rate(part: int, whole: int) -> str | None:
    """Four decimals, half to even; None where there is nothing to be a part of."""
    return str((Decimal(part) / whole).quantize(DECIMALS)) if whole else None
