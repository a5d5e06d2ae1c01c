"""Why a count of findings is another on one day than on an earlier one: which were raised since, answered, closed."""

from dataclasses import field, fields, make_dataclass
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.asker import AUDITORS
from api.authenticate import AskerDep
from api.documented import CLAIM, FINDING, question, router
from api.house import HouseDep
from api.pages import Cursor, Limit
from api.queries.changes import compared_with, event_told, whole_of
from api.queries.found import STAMP, WORDS
from api.queries.lookback import NEXT, Question, listed, question_of
from api.refusals import BadCursor, NotYourQuestion, Unreadable
from api.words import Day
from domain.errors import UnknownCode
from projections.findings import VIEW
from projections.findings_changes import findings_moved
from projections.lookback_changes import difference
from projections.lookback_days import Known

routes: Final[APIRouter] = router("audit", prefix="/audit")

WORDS_OF_CHANGES: Final = make_dataclass(
    "WordsOfFindingsChanges",
    [(each.name, each.type, field(default=None)) for each in fields(WORDS) if each.name != "as_known"],
    frozen=True,
)
MOVED: Final = {"findings": 1, "going_on": 1, "seconds_at_stake": 86_400}


@routes.get(
    "/findings/changes",
    **question(
        {
            "rule": "UNJUSTIFIED_DEMAND",
            "from": "2019-05-10",
            "to": "2019-05-14",
            "at_from": {"findings": 2, "going_on": 1, "seconds_at_stake": 172_800},
            "at_to": {"findings": 3, "going_on": 2, "seconds_at_stake": 604_800},
            "moved_by_events": MOVED,
            "moved_by_time": {"findings": 0, "going_on": 0, "seconds_at_stake": 345_600},
            "events": [
                {
                    "claim": CLAIM,
                    "finding": FINDING,
                    "version": 1,
                    "type": "finding.raised",
                    "rule": "UNJUSTIFIED_DEMAND",
                    "thing": "D2",
                    "occurred_at": "2019-05-13T18:00:00Z",
                    "recorded_at": "2019-05-13T18:00:00Z",
                    "late": False,
                    "dated_back_days": 0,
                    "moved": MOVED,
                }
            ],
            **STAMP,
            "as_known": "2019-05-14",
        },
        NotYourQuestion,
        UnknownCode,
        BadCursor,
        Unreadable,
    ),
)
def explain_findings(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS_OF_CHANGES)],
    since: Annotated[Day, Query(alias="from", description="the recorded day whose findings are compared with")],
    until: Annotated[Day | None, Query(alias="to", description="a later recorded day; today if it is not said")] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """Why a later day has other findings than an earlier one: the events of findings recorded since, and passing time.

    As `/audit/changes`, but of the findings' own streams: `version` counts in that of `finding`. Without a filter an
    answer or a closure moves nothing, because the finding is still there; with `status=OPEN` each takes one away. They
    come finding by finding, in the order of their claims' submission; `limit` counts findings.
    """
    asker.require_role(AUDITORS)
    meant = question_of(VIEW, words, house, cursor, as_known=until)
    earlier = compared_with(house, meant, since)
    return listed(house, meant, "/audit/findings/changes", limit, partial(_changes, earlier))


def _changes(earlier: Known, reader: Connection, meant: Question, limit: int) -> dict[str, Any]:
    whole = difference(reader, VIEW, meant.asked, earlier, meant.known)
    page = findings_moved(reader, meant.asked, earlier, meant.known, after=meant.after, limit=limit)
    return {**whole_of(whole), "events": [event_told(each) for each in page.entries], NEXT: page.next}
