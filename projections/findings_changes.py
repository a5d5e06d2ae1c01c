"""Which events of findings moved a count of them between two days: a page at a time, by claims' days of submission.

A finding is a stream of its own, so no claim that is folded again tells of it; of every movement a line was kept.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from projections.findings import VIEW, counts_for
from projections.lateness import lateness
from projections.lines_since import Line, lines_since
from projections.lookback import Asked, Figures, Part
from projections.lookback_claims import Page, Place
from projections.lookback_days import Known
from store.mapper import event_of


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
    page = lines_since(connection, VIEW, asked, since, until, after=after, limit=limit)
    told = [_moved(list(alike), since, until) for _, alike in groupby(page.entries, key=lambda line: line.event)]
    return Page([each for each in told if any(each.by.values())], page.next)


def _moved(lines: Sequence[Line], since: Known, until: Known) -> MovedFinding:
    """By one event, which takes a finding out of one cell and into another."""
    first, recorded = lines[0].kept, lines[0].event
    event = event_of(recorded)
    how = lateness(recorded, event, first.region, since)
    counts = [counts_for(line.kept.moved, line.kept.since_s, line.kept.until_s) for line in lines]
    return MovedFinding(
        claim=UUID(first.claim),
        finding=recorded.stream,
        version=recorded.version,
        type=recorded.name,
        rule=first.rule,
        thing=first.thing,
        occurred_at=event.happened_at,
        recorded_at=recorded.recorded_at,
        late=how.late,
        dated_back_days=how.dated_back_days,
        by=VIEW.figures([Part((), astuple(each)) for each in counts], until.second),
    )
