"""Why a figure changed between two days: what was recorded since, and by how much each event moved it.

Let F(day, t) be what was known at the end of a day, reckoned at the instant t. Then

    F(to, t2) - F(from, t1)  =  F(to, t2) - F(from, t2)   what the events recorded since have moved
                             +  F(from, t2) - F(from, t1)  what passing time has moved of what was known already

so the two always add up to the difference. An event's own movement is its claim's figure at t2 after it, less that
before it: by how much the figure of that day would be another, had the event not been recorded yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.event import Event
from projections.base import recorded_day
from projections.lateness import lateness
from projections.lookback import Asked, Figures, View, figures_of
from projections.lookback_claims import Page, Place, walked
from projections.lookback_days import Known
from projections.lookback_folds import ClaimIn, Retold, stories
from store.log import Recorded

TOLERANCE: Final = "tolerance_s"
"""the figure that says how exact the others are; it is no movement"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure on two days. `events` + `time` = `then_to` - `then_from`, measure by measure."""

    then_from: Figures
    then_to: Figures
    events: Figures
    time: Figures

    def with_others(self, others: "Difference") -> "Difference":
        """The same with figures of another view beside."""
        return Difference(
            self.then_from | others.then_from,
            self.then_to | others.then_to,
            self.events | others.events,
            self.time | others.time,
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """An event recorded since that moved the figure, and by how much. `late`, `dated_back_days`: lateness.py."""

    claim: UUID
    version: int
    type: str
    occurred_at: datetime
    recorded_at: datetime
    late: bool
    dated_back_days: int
    by: Figures


def difference(connection: Connection, view: View, asked: Asked, since: Known, until: Known) -> Difference:
    """How the figure moved between what was known on one day and on a later one."""
    before, after = (replace(asked, by=(), as_known=known.by) for known in (since, until))
    then_from = figures_of(connection, view, before, since.second)
    only_time = figures_of(connection, view, before, until.second)
    then_to = figures_of(connection, view, after, until.second)
    return Difference(then_from, then_to, less(then_to, only_time), less(only_time, then_from))


def moved(
    connection: Connection, view: View, asked: Asked, since: Known, until: Known, *, after: Place | None, limit: int
) -> Page[Moved]:
    """The events recorded since that moved the figure: those of so many claims at a time, each claim's in order."""
    asked = replace(asked, by=(), as_known=since.by)
    walk = walked(connection, view, asked, after=after, limit=limit, also=f"r.recorded_on > '{since.day.isoformat()}'")
    told = stories(connection, walk.claims, until.before)
    return Page(
        [each for claim, events in told for each in _moved(view, asked, claim, events, since, until)], walk.next
    )


def less(some: Figures, other: Figures) -> Figures:
    """The difference, measure by measure."""
    return {name: some[name] - other.get(name, 0) for name in some if name != TOLERANCE}


def _moved(
    view: View, asked: Asked, claim: ClaimIn, events: list[Recorded], since: Known, until: Known
) -> Iterator[Moved]:
    retold, before = Retold(view, asked), Figures()
    for recorded in events:
        was_known = recorded_day(recorded.recorded_at) <= since.day
        if not was_known and not before:
            before = retold.figures(until.second)
        event = retold.take(recorded).event
        if was_known:
            continue
        after = retold.figures(until.second)
        by = less(after, before)
        if any(by.values()):
            assert isinstance(event, Event)
            yield _entry(claim, recorded, event, since, by)
        before = after


def _entry(claim: ClaimIn, recorded: Recorded, event: Event, since: Known, by: Figures) -> Moved:
    how = lateness(recorded, event, claim.region, since)
    return Moved(
        claim=claim.claim,
        version=recorded.version,
        type=recorded.name,
        occurred_at=event.happened_at,
        recorded_at=recorded.recorded_at,
        late=how.late,
        dated_back_days=how.dated_back_days,
        by=by,
    )
