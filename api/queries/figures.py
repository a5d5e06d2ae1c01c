"""Two tables with two names: how the claims of a period stand (cohort), and what happened in a period (flow)."""

from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import shown
from api.asker import AUDITORS, Asker
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.house import House, HouseDep
from api.pages import Cursor, Limit
from api.queries.claims import FRESH
from api.queries.counted import by_of, groups, words_of
from api.queries.lookback import claims, listed, question_of, told
from api.refusals import BadCursor, NotYourQuestion, Unreadable
from domain.errors import UnknownCode
from projections import cohort, flow, lookback
from projections.lookback import View

routes: Final[APIRouter] = router("audit", prefix="/audit")

COHORT_WORDS: Final = words_of(cohort.VIEW)
FLOW_WORDS: Final = words_of(flow.VIEW)
COHORT: Final = {
    "received": 30,
    "registered": 30,
    "open": 4,
    "decided": 25,
    "approved": 22,
    "refused": 3,
    "withdrawn": 1,
    "in_review": 0,
    "open_over_term": 2,
    "ended_over_term": 5,
    "total_s": 31_104_000,
    "total_working_s": 7_128_000,
    "paused_s": 1_728_000,
    "paused_working_s": 396_000,
}
FLOW: Final = {"events": 22, "dated_back": 1, "clamped": 0}
OF_CLAIM: Final = {
    "claim": CLAIM,
    "submitted_on": "2019-04-01",
    "region": "750000000",
    "office": "75-OFFICE",
    "version": 21,
}
REFUSED: Final = (NotYourQuestion, UnknownCode, Unreadable)


def _stamp(view: View) -> dict[str, Any]:
    fresh = FRESH | {"projection": view.projection.name}
    return {"now": "2019-05-15T12:00:00Z", "as_known": "2019-05-15", "provisional": True, "freshness": fresh}


@routes.get(
    "/cohort",
    **question({"by": ["region"], "rows": [{"region": "75", **COHORT}], **_stamp(cohort.VIEW)}, *REFUSED),
)
def read_cohort(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(COHORT_WORDS)],
    by: Annotated[str, by_of(cohort.VIEW)] = "region",
) -> Response:
    """How the claims submitted in a period stand: received = open + decided + withdrawn, now or as known on a day."""
    return _rolled_up(asker, house, cohort.VIEW, words, by)


@routes.get(
    "/cohort/claims",
    **question(
        {"region": "75", "claims": [OF_CLAIM | COHORT | {"received": 1}], **_stamp(cohort.VIEW)}, *REFUSED, BadCursor
    ),
)
def list_cohort(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(COHORT_WORDS)],
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind a figure of a cohort, each with what it adds to it, folded again from the event store."""
    return _behind(asker, house, cohort.VIEW, words, cursor, limit)


@routes.get(
    "/flow",
    **question({"by": ["region"], "rows": [{"region": "75", **FLOW}], **_stamp(flow.VIEW)}, *REFUSED),
)
def read_flow(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(FLOW_WORDS)],
    by: Annotated[str, by_of(flow.VIEW)] = "type",
) -> Response:
    """What happened in a period, by the local days of the events: submissions, approvals, complaints, extensions …

    `dated_back`: recorded on a later day than they say of themselves. `clamped`: earlier than the event before them.
    """
    return _rolled_up(asker, house, flow.VIEW, words, by)


@routes.get(
    "/flow/claims",
    **question(
        {"type": "claim.approved", "claims": [OF_CLAIM | FLOW | {"events": 1}], **_stamp(flow.VIEW)},
        *REFUSED,
        BadCursor,
    ),
)
def list_flow(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(FLOW_WORDS)],
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims to which it happened, each with how often, folded again from the event store."""
    return _behind(asker, house, flow.VIEW, words, cursor, limit)


def _rolled_up(asker: Asker, house: House, view: View, words: Any, by: str) -> Response:
    asker.require_role(AUDITORS)
    names, meant = groups(view, by), question_of(view, words, house)
    asked = replace(meant.asked, by=tuple(names))

    def rows(reader: Connection) -> dict[str, Any]:
        found = lookback.rolled_up(reader, view, asked, meant.known.second)
        return {"by": names, "rows": [{**row.key, **row.figures} for row in found]}

    return shown(told(house, meant, rows))


def _behind(asker: Asker, house: House, view: View, words: Any, cursor: str | None, limit: int | None) -> Response:
    asker.require_role(AUDITORS)
    meant = question_of(view, words, house, cursor)
    return listed(house, meant, f"/audit/{view.of}/claims", limit, claims)
