"""Which applications beside an open claim moved a figure between two days: a page at a time, by their days.

They are events of applicants' streams, so no claim that is folded again tells of them; of each a line was kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from projections.lateness import as_recorded, lateness
from projections.lookback import Asked, Figures, conditions
from projections.lookback_claims import Page, Place
from projections.lookback_days import Known
from projections.lookback_where import days, in_sql
from projections.repetitions import VIEW, repetitions
from store.log import COLUMNS
from store.mapper import event_of

ONE: Final[Figures] = {"repeated": 1}
"""what each of them moves"""


@dataclass(frozen=True, slots=True)
class Repeated:
    """An application recorded since. `claim`: the one that was open; `applicant`: the stream whose event it is, and
    `version` the event's there. The rest as of the events of claims (lookback_changes.Moved)."""

    claim: UUID
    applicant: UUID
    version: int
    type: str
    occurred_at: datetime
    recorded_at: datetime
    late: bool
    dated_back_days: int
    by: Figures


def repeated_since(
    connection: Connection, asked: Asked, since: Known, until: Known, *, after: Place | None, limit: int
) -> Page[Repeated]:
    """Those recorded since: of so many applicants and days at a time."""
    rows = _lines(connection, asked, since, until, after, limit)
    places = sorted({(row["on"], UUID(row["stream"])) for row in rows})
    told = [_repeated(row, since) for row in rows if (row["on"], UUID(row["stream"])) in places[:limit]]
    return Page(told, places[limit - 1] if len(places) > limit else None)


def _lines(
    connection: Connection, asked: Asked, since: Known, until: Known, after: Place | None, limit: int
) -> list[dict[str, Any]]:
    """With their events, of one place more than is asked for."""
    known = days("recorded_on", since.day + timedelta(days=1), until.by)
    where, values = in_sql([*conditions(VIEW, asked), *known])
    on, stream = after or (None, None)
    place = '(t."on", t.stream) > (%(after_on)s, %(after)s::uuid)' if after else "true"
    told = ", ".join(f"e.{column.strip()}" for column in COLUMNS.split(","))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH page AS (
                SELECT DISTINCT t."on", t.stream FROM {repetitions.name}.lines t WHERE {where} AND {place}
                ORDER BY t."on", t.stream LIMIT %(limit)s
            )
            SELECT t."on", t.stream::text, t.region, t.claim, {told}
            FROM {repetitions.name}.lines t JOIN page USING ("on", stream)
            JOIN events e ON e.originator_id = t.stream AND e.originator_version = t.version
            WHERE {where} ORDER BY t."on", t.stream, t.version""",
            {**values, "after_on": on, "after": stream and str(stream), "limit": limit + 1},
        )
        return [
            {"on": day, "stream": of, "region": region, "claim": claim, "event": event}
            for day, of, region, claim, *event in cursor.fetchall()
        ]


def _repeated(row: Mapping[str, Any], since: Known) -> Repeated:
    recorded = as_recorded(row["event"])
    event = event_of(recorded)
    how = lateness(recorded, event, row["region"], since)
    return Repeated(
        claim=UUID(row["claim"]),
        applicant=recorded.stream,
        version=recorded.version,
        type=recorded.name,
        occurred_at=event.happened_at,
        recorded_at=recorded.recorded_at,
        late=how.late,
        dated_back_days=how.dated_back_days,
        by=ONE,
    )
