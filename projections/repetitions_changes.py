"""Which applications beside an open claim moved a figure between two days: a page at a time, by their days.

They are events of applicants' streams, so no claim that is folded again tells of them; of each a line was kept.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from projections.lateness import lateness
from projections.lines_since import Line, lines_since
from projections.lookback import Asked, Figures
from projections.lookback_claims import Page, Place
from projections.lookback_days import Known
from projections.repetitions import VIEW
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
    page = lines_since(connection, VIEW, asked, since, until, after=after, limit=limit)
    return Page([_repeated(line, since) for line in page.entries], page.next)


def _repeated(line: Line, since: Known) -> Repeated:
    recorded = line.event
    event = event_of(recorded)
    how = lateness(recorded, event, line.kept.region, since)
    return Repeated(
        claim=UUID(line.kept.claim),
        applicant=recorded.stream,
        version=recorded.version,
        type=recorded.name,
        occurred_at=event.happened_at,
        recorded_at=recorded.recorded_at,
        late=how.late,
        dated_back_days=how.dated_back_days,
        by=ONE,
    )
