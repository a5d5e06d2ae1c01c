"""Which step of a claim followed which, how often and after how long, and what had to be done again."""

from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import shown
from api.asker import AUDITORS
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.house import HouseDep
from api.pages import Cursor, Limit
from api.queries.claims import FRESH
from api.queries.counted import by_of, groups, words_of
from api.queries.lookback import claims, listed, question_of, told
from api.refusals import BadCursor, NotYourQuestion, Unreadable
from domain.errors import UnknownCode
from projections import steps_questions
from projections.steps import VIEW

routes: Final[APIRouter] = router("audit", prefix="/audit")

WORDS: Final = words_of(VIEW)
FOLLOWS: Final = {"came_from": "document.received", "step": "document.requested"}
FIGURES: Final = {
    "times": 12,
    "wait_s": 2_073_600,
    "wait_working_s": 345_600,
    "repeated": 5,
    "since_s": 1_728_000,
    "since_working_s": 288_000,
}
QUANTILES: Final = {
    "wait_median_s": 155_647,
    "wait_p90_s": 346_111,
    "wait_median_working_s": 28_799,
    "wait_p90_working_s": 57_855,
    "since_median_s": 346_111,
    "since_p90_s": 604_159,
    "since_median_working_s": 57_855,
    "since_p90_working_s": 115_711,
}
STAMP: Final = {
    "now": "2019-05-15T12:00:00Z",
    "as_known": "2019-05-15",
    "provisional": True,
    "freshness": FRESH | {"projection": VIEW.projection.name},
}
OF_CLAIM: Final = {
    "claim": CLAIM,
    "submitted_on": "2019-04-01",
    "region": "750000000",
    "office": "75-OFFICE",
    "version": 21,
}
REFUSED: Final = (NotYourQuestion, UnknownCode, Unreadable)


@routes.get(
    "/steps",
    **question({"by": [*FOLLOWS], "rows": [{**FOLLOWS, **FIGURES, **QUANTILES}], **STAMP}, *REFUSED),
)
def roll_up_steps(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    by: Annotated[str, by_of(VIEW)] = "came_from,step",
) -> Response:
    """Which step followed which, how often and after how long; `repeated`: done again for the same thing.

    `wait_…` is the time since the step before, `since_…` that since the same was last done. Medians and ninetieth
    percentiles are at most 1 % too high, `null` where nothing was counted. By `again` each step is counted once. Only
    what has happened is counted: what a claim waits for now is told by `/audit/delays`.
    """
    asker.require_role(AUDITORS)
    names, meant = groups(VIEW, by), question_of(VIEW, words, house)

    def rows(reader: Connection) -> dict[str, Any]:
        return {"by": names, "rows": steps_questions.rows(reader, names, replace(meant.asked, by=()))}

    return shown(told(house, meant, rows))


@routes.get(
    "/steps/claims",
    **question({"again": "true", "claims": [OF_CLAIM | FIGURES], **STAMP}, *REFUSED, BadCursor),
)
def list_steps(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind, each with how often and how long; with `again=true` only the steps that were done again."""
    asker.require_role(AUDITORS)
    return listed(house, question_of(VIEW, words, house, cursor), "/audit/steps/claims", limit, claims)
