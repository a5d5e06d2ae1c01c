"""Which events of findings moved a count of them between two days: a page at a time, by claims' days of submission.

A finding is a stream of its own, so no claim that is folded again tells of it; of every movement a line was kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from projections.findings import GOES_ON, VIEW, findings
from projections.lateness import as_recorded, lateness
from projections.lookback import Asked, Figures, conditions
from projections.lookback_claims import Page, Place
from projections.lookback_days import Known
from projections.lookback_where import days, in_sql
from store.log import COLUMNS
from store.mapper import event_of

OF_EVENT: Final = tuple(column.strip() for column in COLUMNS.split(","))


@dataclass(frozen=True, slots=True)
class MovedFinding:
    """An event of a finding, and by how much it moved the count. `version` counts in the finding's stream; the rest as
    of the events of claims (lookback_changes.Moved)."""

    claim: UUID
    finding: UUID
    version: int
    type: str
    rule: str
    thing: str
    occurred_at: datetime
    recorded_at: datetime
    late: bool
    dated_back_days: int
    by: Figures


def findings_moved(
    connection: Connection, asked: Asked, since: Known, until: Known, *, after: Place | None, limit: int
) -> Page[MovedFinding]:
    """The events recorded since that moved the count: those of so many findings at a time, each finding's in order."""
    lines = _lines(connection, asked, since, until, after, limit)
    places = sorted({_place(line) for line in lines})
    within = [line for line in lines if _place(line) in places[:limit]]
    told = [_moved(list(alike), since, until) for _, alike in groupby(within, key=_event)]
    return Page([each for each in told if any(each.by.values())], places[limit - 1] if len(places) > limit else None)


def _lines(
    connection: Connection, asked: Asked, since: Known, until: Known, after: Place | None, limit: int
) -> list[dict[str, Any]]:
    """With their events, of one finding more than is asked for."""
    known = days("recorded_on", since.day + timedelta(days=1), until.by)
    where, values = in_sql([*conditions(VIEW, asked), *known])
    on, finding = after or (None, None)
    place = "(t.submitted_on, t.stream) > (%(after_on)s, %(after)s::uuid)" if after else "true"
    of_event = ", ".join(f'e.{column} AS "e_{column}"' for column in OF_EVENT)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH page AS (
                SELECT DISTINCT t.submitted_on, t.stream FROM {findings.name}.lines t WHERE {where} AND {place}
                ORDER BY t.submitted_on, t.stream LIMIT %(limit)s
            )
            SELECT t.submitted_on, t.stream::text, t.version, t.claim, t.region, t.rule, t.thing, t.moved, t.since_s,
                   t.until_s, {of_event}
            FROM {findings.name}.lines t JOIN page USING (submitted_on, stream)
            JOIN events e ON e.originator_id = t.stream AND e.originator_version = t.version
            WHERE {where} ORDER BY t.submitted_on, t.stream, t.version, t.n""",
            {**values, "after_on": on, "after": finding and str(finding), "limit": limit + 1},
        )
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _place(line: Mapping[str, Any]) -> Place:
    return line["submitted_on"], UUID(line["stream"])


def _event(line: Mapping[str, Any]) -> tuple[str, int]:
    return line["stream"], line["version"]


def _moved(lines: Sequence[Mapping[str, Any]], since: Known, until: Known) -> MovedFinding:
    first = lines[0]
    recorded = as_recorded(first[f"e_{column}"] for column in OF_EVENT)
    event = event_of(recorded)
    how = lateness(recorded, event, first["region"], since)
    return MovedFinding(
        claim=UUID(first["claim"]),
        finding=recorded.stream,
        version=recorded.version,
        type=recorded.name,
        rule=first["rule"],
        thing=first["thing"],
        occurred_at=event.happened_at,
        recorded_at=recorded.recorded_at,
        late=how.late,
        dated_back_days=how.dated_back_days,
        by=_figures(lines, until.second),
    )


def _figures(lines: Sequence[Mapping[str, Any]], at: int) -> Figures:
    """What the lines add to the figures of `VIEW` at an instant."""
    by = dict.fromkeys(("findings", "going_on", "seconds_at_stake"), 0)
    for line in lines:
        goes_on = line["until_s"] == GOES_ON
        by["findings"] += line["moved"]
        by["going_on"] += line["moved"] * goes_on
        by["seconds_at_stake"] += line["moved"] * ((at if goes_on else line["until_s"]) - line["since_s"])
    return by
