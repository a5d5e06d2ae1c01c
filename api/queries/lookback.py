"""What the routes share that look back: which day is meant, how its figures are stamped, and pages that stay still."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import at_second, shown
from api.house import House
from api.pages import link, place
from api.queries.clocks import beyond_calendar
from api.queries.counted import asked as meant_by
from api.queries.counted import known_on
from api.reading import ask
from api.refusals import BadCursor
from projections.lookback import Asked, View, conditions
from projections.lookback_claims import ClaimFigures, Place, behind
from projections.lookback_days import Known, is_provisional

Body = Callable[[Connection], Mapping[str, Any]]
Entries = Callable[[Connection, "Question", int], Mapping[str, Any]]
"""a page of what a question means, of at most so many claims; under `NEXT` the place of the next page, or None; under
`BESIDE`, where it is there, whether that is a place among what is listed beside the claims"""
NEXT: Final = "next"
BESIDE: Final = "beside"
EARLIEST: Final = datetime(1991, 12, 16, tzinfo=UTC)
"""no cursor can have been given earlier"""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a view, as known when, after which place of its list. `said`: the words as they were said.

    `beside`: the place is among what is listed beside the claims.
    """

    view: View
    asked: Asked
    known: Known
    said: dict[str, str]
    after: Place | None = None
    beside: bool = False


def question_of(
    view: View, words: Any, house: House, cursor: str | None = None, *, as_known: date | None = None
) -> Question:
    """`as_known`: where it is said in another word. Raises `Unreadable` for days that cannot be meant, `BadCursor`."""
    among, known, said = meant_by(words, house)
    known = known if as_known is None else known_on("to", as_known, house)
    asked = Asked((), among.first, among.last, among.where, known.by)
    conditions(view, asked)  # before anything is read: a filter that the view has not is refused
    if cursor is None:
        return Question(view, asked, known, said)
    after, at, beside = _after(cursor)
    return Question(view, asked, known if known.past else replace(known, at=min(at, known.at)), said, after, beside)


def told(house: House, meant: Question, body: Body) -> dict[str, Any]:
    """The answer with its "now", its day, whether that day may still move, and how fresh it is: all of one moment."""
    model, now = meant.view.projection.name, house.clock.now()

    def question(reader: Connection) -> dict[str, Any]:
        provisional = is_provisional(reader, model, meant.known, now)
        return {
            **body(reader),
            "now": at_second(meant.known.second),
            "as_known": meant.known.day,
            "provisional": provisional,
            **beyond_calendar(meant.known.second),
        }

    found, fresh = ask(house, model, question)
    return {**meant.said, **found, "freshness": fresh}


def listed(house: House, meant: Question, path: str, limit: int | None, entries: Entries) -> Response:
    """A page of a list. Its cursor keeps the "now" of the first page, so that what runs is counted alike on all."""
    most = min(limit or house.settings.api_page, house.settings.api_page)
    answer = told(house, meant, lambda reader: entries(reader, meant, most))
    following: Place | None = answer.pop(NEXT)
    beside = bool(answer.pop(BESIDE, False))
    headers = link(path, _place(following, meant, beside) if following else None, {**meant.said, "limit": limit})
    return shown(answer, headers=headers)


def claims(reader: Connection, meant: Question, limit: int) -> dict[str, Any]:
    """`Entries` of a view: the claims behind a figure, each with what it adds to it."""
    page = behind(reader, meant.view, meant.asked, meant.known, after=meant.after, limit=limit)
    return {"claims": [_entry(each) for each in page.entries], NEXT: page.next}


def _entry(found: ClaimFigures) -> dict[str, Any]:
    plain = asdict(found)
    figures: dict[str, int] = plain.pop("figures")
    return {**plain, **figures}


def _place(following: Place, meant: Question, beside: bool) -> list[str | int]:
    return [following[0].isoformat(), str(following[1]), meant.known.second, *([BESIDE] if beside else [])]


def _after(cursor: str) -> tuple[Place, datetime, bool]:
    match place(cursor):
        case [str(day), str(claim), int(at), *beside] if beside in ([], [BESIDE]):
            try:
                said = datetime.fromtimestamp(at, UTC)
                if said >= EARLIEST:
                    return (date.fromisoformat(day), UUID(claim)), said, bool(beside)
            except (ValueError, OverflowError, OSError):
                raise BadCursor from None
    raise BadCursor
