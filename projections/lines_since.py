"""The lines of a read model that were recorded between two days, each with its event: a page at a time.

For what is no claim, and is therefore not found by folding claims again.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from projections.lateness import as_recorded
from projections.lookback import Asked, View, conditions
from projections.lookback_claims import Page, Place
from projections.lookback_days import Known
from projections.lookback_where import days, in_sql
from projections.tables import names
from store.log import COLUMNS, Recorded

OF_EVENT: Final = ", ".join(f"e.{column.strip()}" for column in COLUMNS.split(","))


@dataclass(frozen=True, slots=True)
class Line:
    """`kept`: the line, as it was put out; `event`: the one that it was kept of."""

    kept: Any
    event: Recorded


def lines_since(
    connection: Connection, view: View, asked: Asked, since: Known, until: Known, *, after: Place | None, limit: int
) -> Page[Line]:
    """In the order of the day that the view's periods are about and of the streams: the lines of so many streams."""
    shape = view.projection.line
    assert shape, f"{view.projection.name} has no lines"
    known = days("recorded_on", since.day + timedelta(days=1), until.by)
    where, values = in_sql([*conditions(view, asked), *known])
    day, table = names([view.day]), f"{view.projection.name}.lines"
    place = f"(t.{day}, t.stream) > (%(after_on)s, %(after)s::uuid)" if after else "true"
    on, stream = after or (None, None)
    columns = ", ".join(f't."{column}"' for column in shape.names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH page AS (
                SELECT DISTINCT t.{day}, t.stream FROM {table} t WHERE {where} AND {place}
                ORDER BY t.{day}, t.stream LIMIT %(limit)s
            )
            SELECT {columns}, {OF_EVENT}
            FROM {table} t JOIN page USING ({day}, stream)
            JOIN events e ON e.originator_id = t.stream AND e.originator_version = t.version
            WHERE {where} ORDER BY t.{day}, t.stream, t.version, t.n""",
            {**values, "after_on": on, "after": stream and str(stream), "limit": limit + 1},
        )
        width = len(shape.names)
        found = [Line(shape.object(row[:width]), as_recorded(row[width:])) for row in cursor.fetchall()]
    places = list(dict.fromkeys(_place(line, view) for line in found))
    within = set(places[:limit])
    return Page(
        [line for line in found if _place(line, view) in within], places[limit - 1] if len(places) > limit else None
    )


def _place(line: Line, view: View) -> Place:
    return getattr(line.kept, view.day), line.event.stream
