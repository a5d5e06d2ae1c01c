"""Why a figure is another today than it was: what was recorded since, and what passing time moved."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, make_dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.asker import AUDITORS
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.house import House, HouseDep
from api.pages import ClaimsLimit, Cursor
from api.queries.audit import FRESH_DELAYS
from api.queries.counted import HAPPENED, PERIOD, VALUES, known_on, words_of
from api.queries.lookback import BESIDE, NEXT, Question, listed, question_of
from api.refusals import BadCursor, NotYourQuestion, Unreadable
from api.words import Day
from domain.errors import UnknownCode, UnknownGrouping
from projections.lookback import Asked, Figures, View, view_of, views
from projections.lookback_changes import TOLERANCE, Difference, difference, moved
from projections.lookback_claims import Page, Place
from projections.lookback_days import Known

routes: Final[APIRouter] = router("audit", prefix="/audit")

FIGURES: Final = {"waits": 12, "running": 2, "open_s": 86_400, "share_s": 43_200, "tolerance_s": 1}
MOVED: Final = {"waits": 1, "running": -1, "open_s": -3600, "share_s": -1800}
OF: Final = r"^[a-z_]{1,20}$"


def _words() -> type:
    """Every filter and period that any of the views has; what the view asked for has not is refused."""
    names = sorted({name for view in views().values() for name in view.by})
    filters = {name: Annotated[str | None, Query(pattern=VALUES, description=_meaning(name))] for name in names}
    days = {name: kind for name, kind in (PERIOD | HAPPENED).items() if name != "as_known"}
    said = [(name, kind, field(default=None)) for name, kind in (filters | days).items()]
    return make_dataclass("WordsOfChanges", said, frozen=True)


def _of_view(view: View, words: Any) -> Any:
    """What was said, in the words of that view. Raises `UnknownCode`."""
    of = words_of(view)
    known = {each.name for each in fields(of) if each.name != "as_known"}
    said = {name: value for name, value in vars(words).items() if value is not None}
    if strange := sorted(said.keys() - known):
        raise UnknownGrouping(f"filter of {view.of}", strange[0], known)
    return of(**said)


def _meaning(name: str) -> str:
    return f"of {', '.join(of for of, view in views().items() if name in view.by)}; one or several, by commas"


WORDS: Final = _words()
BEGINNING: Final[Place] = (date.min, UUID(int=0))
"""before everything that is listed beside the claims"""


@dataclass(frozen=True, slots=True)
class Beside:
    """Figures that no event of a claim moves: the view that counts them, and the events recorded since that moved
    them (reader, asked, the earlier day, the later, the place of the page, its limit)."""

    view: View
    moved: Callable[[Connection, Asked, Known, Known, Place | None, int], Page[Any]]


@routes.get(
    "/changes",
    **question(
        {
            "of": "delays",
            "from": "2019-05-10",
            "to": "2019-05-14",
            "region": "75",
            "at_from": FIGURES,
            "at_to": {**FIGURES, "open_s": 90_000, "share_s": 45_000},
            "moved_by_events": MOVED,
            "moved_by_time": {"waits": 0, "running": 0, "open_s": 7200, "share_s": 3600},
            "tolerance_s": 2,
            "events": [
                {
                    "claim": CLAIM,
                    "version": 9,
                    "type": "document.received",
                    "occurred_at": "2019-05-09T04:00:00Z",
                    "recorded_at": "2019-05-13T04:10:00Z",
                    "late": True,
                    "dated_back_days": 4,
                    "moved": MOVED,
                }
            ],
            "now": "2019-05-14T18:00:00Z",
            "as_known": "2019-05-14",
            "provisional": False,
            "freshness": FRESH_DELAYS,
        },
        NotYourQuestion,
        UnknownCode,
        BadCursor,
        Unreadable,
    ),
)
def read_changes(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    of: Annotated[
        str,
        Query(
            pattern=OF,
            description=f"whose figures: one of {', '.join(views())}",
            json_schema_extra={"enum": list(views())},
        ),
    ],
    since: Annotated[Day, Query(alias="from", description="the recorded day whose figures are compared with")],
    until: Annotated[Day | None, Query(alias="to", description="a later recorded day; today if it is not said")] = None,
    cursor: Cursor = None,
    limit: ClaimsLimit = None,
) -> Response:
    """Why a figure is another on one day than on an earlier one: the events recorded since, and passing time.

    `at_to` less `at_from` is `moved_by_events` plus `moved_by_time`, measure by measure. `events` are those that moved
    the figure, with what each moved: the figure at the end of `to` with it, less without it. They come claim by claim,
    in the order of submission, and within a claim in its own order: not by the day on which they were recorded.
    `limit` counts claims that are looked at, not events: a page may have more events than that, or none and a next.
    Over all pages they add up to `moved_by_events`, running shares within `tolerance_s`. `late`: it had happened by the
    end of `from` and was not known then.
    """
    asker.require_role(AUDITORS)
    view = view_of(of)
    meant = question_of(view, _of_view(view, words), house, cursor, as_known=until)
    meant.said.update({"of": of})
    return between(house, meant, since, "/audit/changes", limit)


def between(
    house: House, meant: Question, since: Day, path: str, limit: int | None, beside: Beside | None = None
) -> Response:
    """The changes since a day, a page of them. `beside`: what is explained with them, after the events of claims."""
    earlier = compared_with(house, meant, since)
    return listed(house, meant, path, limit, partial(_changes, earlier, beside))


def compared_with(house: House, meant: Question, since: Day) -> Known:
    """The earlier day. Both are told as said: `from` and `to`. Raises `Unreadable` where it is none that is over."""
    earlier = known_on("from", since, house)
    if not earlier.at < meant.known.at or not earlier.past:
        raise Unreadable([{"where": "query.from", "why": "compared are a day that is over and a later one, `to`"}])
    meant.said.update({"from": since.isoformat(), "to": meant.known.day.isoformat()})
    return earlier


def _changes(earlier: Known, beside: Beside | None, reader: Connection, meant: Question, limit: int) -> dict[str, Any]:
    of_claims = difference(reader, meant.view, meant.asked, earlier, meant.known)
    others = difference(reader, beside.view, meant.asked, earlier, meant.known) if beside else None
    whole = of_claims.with_others(others) if others else of_claims
    return {
        **whole_of(whole),
        TOLERANCE: whole.then_from.get(TOLERANCE, 0) + whole.then_to.get(TOLERANCE, 0),
        **_page(earlier, beside if others and any(others.events.values()) else None, reader, meant, limit),
    }


def whole_of(change: Difference) -> dict[str, Figures]:
    """The figures on both days, and what moved them from the one to the other."""
    return {
        "at_from": change.then_from,
        "at_to": change.then_to,
        "moved_by_events": change.events,
        "moved_by_time": change.time,
    }


def _page(earlier: Known, beside: Beside | None, reader: Connection, meant: Question, limit: int) -> dict[str, Any]:
    """The events of claims first; after the last of them those of others, if there are any."""
    if meant.beside:
        others = beside.moved(reader, meant.asked, earlier, meant.known, meant.after, limit) if beside else None
        entries, following = (others.entries, others.next) if others else ([], None)
        return {"events": [event_told(each) for each in entries], NEXT: following, BESIDE: True}
    page = moved(reader, meant.view, meant.asked, earlier, meant.known, after=meant.after, limit=limit)
    last = page.next is None and beside is not None
    return {"events": [event_told(each) for each in page.entries], NEXT: BEGINNING if last else page.next, BESIDE: last}


def event_told(each: Any) -> dict[str, Any]:
    """An event with those figures that it moved."""
    told = asdict(each)
    return {**{name: value for name, value in told.items() if name != "by"}, "moved": _not_zero(each.by)}


def _not_zero(figures: Figures) -> Figures:
    return {name: value for name, value in figures.items() if value}
