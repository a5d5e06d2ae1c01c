"""The claims behind a figure, now and as it was known on a day: a page at a time, each with what it adds to it.

Claims are walked in the order of their submission, so many for one answer whatever is asked; those that can be meant
are folded again from the store. A page may be empty and yet not be the last: the next place says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from projections.delays import delays
from projections.lookback import Asked, Figures, View
from projections.lookback_days import Known
from projections.lookback_folds import ClaimIn, Retold, bounded, stories
from projections.lookback_where import COHORT, Condition, Test, days, in_sql, meant

WALKED: Final = 5_000
"""claims looked at for one answer"""
Place = tuple[date, UUID]
"""where a page ended: day of submission and id of the last claim looked at"""
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class ClaimFigures:
    """A claim behind a figure, and what it adds to it. `version`: the last of its events that counts."""

    claim: UUID
    submitted_on: date
    region: str
    office: str
    version: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Page(Generic[Told]):
    """`next`: where the next page begins; None after the last."""

    entries: list[Told]
    next: Place | None


@dataclass(frozen=True, slots=True)
class Walk:
    """The claims that can be behind what is asked, as far as this answer looks, and where the next one goes on."""

    claims: list[ClaimIn]
    next: Place | None


def behind(
    connection: Connection, view: View, asked: Asked, known: Known, *, after: Place | None, limit: int
) -> Page[ClaimFigures]:
    """The claims behind what was known; over all pages they add up to the figure, running waits within tolerance."""
    walk = walked(connection, view, asked, after=after, limit=limit)
    entries = list(_behind(connection, view, asked, known, walk.claims))
    return Page(entries, walk.next)


def _behind(
    connection: Connection, view: View, asked: Asked, known: Known, claims: Sequence[ClaimIn]
) -> Iterator[ClaimFigures]:
    for claim, events in stories(connection, claims, known.before):
        retold = Retold(view, asked)
        for event in events:
            retold.take(event)
        figures = retold.figures(known.second)
        if any(figures.values()):
            last = events[-1].version
            yield ClaimFigures(claim.claim, claim.submitted_on, claim.region, claim.office, last, figures)


def walked(
    connection: Connection,
    view: View,
    asked: Asked,
    *,
    after: Place | None,
    limit: int,
    also: str = "true",
) -> Walk:
    """The next claims in the order of submission. `also`: one more condition on the rows `r` of the view's model."""
    with connection.cursor() as cursor:
        cursor.execute(*_next(view, asked, after, also))
        rows = cursor.fetchall()
    places = [(submitted_on, UUID(stream)) for stream, submitted_on, *_ in rows]
    meant = [ClaimIn(UUID(s), on, region, office, version) for s, on, region, office, version, fits in rows if fits]
    taken = list(bounded(meant[:limit]))
    if len(taken) < len(meant):
        return Walk(taken, (taken[-1].submitted_on, taken[-1].claim))
    return Walk(taken, places[-1] if len(places) == WALKED else None)


def _next(view: View, asked: Asked, after: Place | None, also: str) -> tuple[str, dict[str, Any]]:
    """The walk as a query: so many claims of the period, and of each whether it can be meant."""
    period, period_values = in_sql(_submitted(view, asked), "d.{}".format, "p")
    cohort, cohort_values = in_sql(_cohort(asked), "d.{}".format, "o")
    candidate, candidate_values = view.candidates(asked) if view.candidates else ("true", {})
    place = "(d.submitted_on, d.stream) > (%(after_on)s, %(after)s::uuid)" if after else "true"
    on, stream = after or (None, None)
    return (
        f"""WITH walk AS MATERIALIZED (
            SELECT d.* FROM {delays.name}.rows d WHERE {period} AND {place}
            ORDER BY d.submitted_on, d.stream LIMIT {WALKED}
        )
        SELECT d.stream::text, d.submitted_on, d.region, d.office, r.version,
               r.version IS NOT NULL AND {also} AND {cohort} AND {candidate}
        FROM walk d LEFT JOIN {view.projection.name}.rows r USING (stream) ORDER BY d.submitted_on, d.stream""",
        {**period_values, **cohort_values, **candidate_values, "after_on": on, "after": stream and str(stream)},
    )


def _submitted(view: View, asked: Asked) -> Iterator[Condition]:
    """The period bounds the walk; where it is about other days, nothing of it happened before the submission."""
    return days("submitted_on", asked.first if view.day == "submitted_on" else None, asked.last)


def _cohort(asked: Asked) -> Iterator[Test]:
    where = {name: said for name, said in asked.where.items() if name in COHORT}
    return meant("claims", COHORT, {"office": "text"}, where)
