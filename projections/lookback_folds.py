"""One claim folded again from the store, event by event: what it adds to a figure, now and as it was known on a day.

This is not the way the figures took: they are sums of a table. So the claims behind a figure also prove it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, zip_longest
from typing import Any, Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.event import Event
from projections.apply import step
from projections.columns import Plain, Values
from projections.fold import Cells, Folded, Start, Step, add, fold_together
from projections.lateness import as_recorded
from projections.lookback import Asked, Figures, Part, View, conditions
from projections.lookback_where import Test
from store.log import COLUMNS, STREAM_LIMIT, Recorded

EVENTS_AT_ONCE: Final = 20_000
"""about so many events are folded again for one answer; one claim's are never cut"""


@dataclass(frozen=True, slots=True)
class ClaimIn:
    """A claim as the read model holds it: up to that version, and no further, it is in the figures."""

    claim: UUID
    submitted_on: date
    region: str
    office: str
    version: int


def bounded(claims: Iterable[ClaimIn]) -> Iterator[ClaimIn]:
    """As many of the claims as may be folded again for one answer."""
    events = 0
    for each in claims:
        if events and events + each.version > EVENTS_AT_ONCE:
            return
        events += each.version
        yield each


def stories(
    connection: Connection, claims: Sequence[ClaimIn], before: datetime | None
) -> Iterator[tuple[ClaimIn, list[Recorded]]]:
    """The events of each claim that were recorded before an instant; a claim of which none was is left out."""
    by_id = {claim.claim: claim for claim in claims}
    recorded = recorded_of(connection, by_id.keys(), before)
    told = {stream: list(events) for stream, events in groupby(recorded, key=lambda event: event.stream)}
    for claim in claims:
        if events := [event for event in told.get(claim.claim, ()) if event.version <= claim.version]:
            yield claim, events


def recorded_of(connection: Connection, claims: Collection[UUID], before: datetime | None) -> Iterator[Recorded]:
    """What was recorded of some claims before an instant, each claim's in order, out of the question's own moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {COLUMNS} FROM events
                WHERE originator_id = ANY(%(claims)s::uuid[])
                  AND (%(before)s::timestamptz IS NULL OR recorded_at < %(before)s)
                ORDER BY originator_id, originator_version LIMIT %(limit)s""",
            {"claims": [str(claim) for claim in claims], "before": before, "limit": STREAM_LIMIT},
        )
        yield from map(as_recorded, cursor)


class Retold:
    """One claim on its way through its events, and what it adds to the figures of a view."""

    def __init__(self, view: View, asked: Asked) -> None:
        self._view, self._tests = view, conditions(view, asked)
        followed = view.projection.follows
        self._models = [view.projection] if followed is None else [followed, view.projection]
        self._folded: list[Folded] = []
        self._cells: Cells = {}
        self.event: Event | None = None

    def take(self, recorded: Recorded) -> Step:
        """The next event; it was folded before, so nothing can be wrong with it."""
        taken = step(recorded)
        starts = [
            Start(model, folded.standing if folded else None, folded.row if folded else None, kept=False)
            for model, folded in zip_longest(self._models, self._folded)
        ]
        self._folded = fold_together(starts[0], starts[1:], [taken])
        assert not any(folded.parked for folded in self._folded), self._folded
        for (*key, _), measures in self._folded[-1].cells.items():
            add(self._cells, tuple(key), measures)
        return taken

    def figures(self, at: int) -> Figures:
        """What the claim adds to the figures at an instant, to the second."""
        cells = self._exactly(at) if self._view.exactly and self._folded else self._cells
        return self._view.figures([self._part(cell, measures) for cell, measures in self._fitting(cells)], at)

    def _exactly(self, at: int) -> Cells:
        """With the time that has come since its last event: what it contributes is replaced by what it is at `at`."""
        of, row = self._view.projection, self._folded[-1].row
        assert self._view.exactly
        assert of.contribution
        account = of.follows.hands_on(self._folded[0].row) if of.follows and of.follows.hands_on else None
        cells = {key: list(measures) for key, measures in self._cells.items()}
        contributed = of.contribution(row, account) if of.follows else of.contribution(row)
        for sign, counts in ((-1, contributed), (1, self._view.exactly(row, account, at))):
            for key, measures in _plain(self._view, counts):
                add(cells, key, [sign * measure for measure in measures])
        return cells

    def _fitting(self, cells: Cells) -> Iterator[tuple[dict[str, Plain], Sequence[int]]]:
        names = self._view.projection.key.names if self._view.projection.key else ()
        for key, measures in cells.items():
            cell = dict(zip(names, key, strict=True))
            if any(measures) and _holds(self._tests, cell):
                yield cell, measures

    def _part(self, cell: Mapping[str, Plain], measures: Sequence[int]) -> Part:
        return Part(tuple(cell[column] for column in self._view.also), tuple(measures))


def _holds(tests: Iterable[Test], cell: Mapping[str, Plain]) -> bool:
    return all(test.holds(cell) for test in tests)


def _plain(view: View, counts: Mapping[Any, Any]) -> Iterator[tuple[Values, list[int]]]:
    key, measures = view.projection.key, view.projection.measures
    assert key
    assert measures
    return ((key.values(cell), list(measures.values(counted))) for cell, counted in counts.items())  # type: ignore[arg-type]  # whole numbers, all of them
