"""Papers demanded of applicants: what each demand was worth, and how often one was made with and without a gap."""

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
from api.queries.counted import asked, by_of, groups, listed, rows, stamped, what_of, words_of
from api.reading import ask
from api.refusals import BadCursor, NotYourQuestion, Unreadable
from domain.errors import UnknownCode
from projections.demands import TALLY, VIEW
from projections.needs_rates import rates

routes: Final[APIRouter] = router("audit", prefix="/audit")

WORDS: Final = words_of(VIEW)
WHAT: Final = VIEW.measures
FRESH_DEMANDS: Final = FRESH | {"projection": TALLY.name}
STAMP: Final = {"as_known": "2019-05-15", "provisional": True, "freshness": FRESH_DEMANDS}
COMMISSION: Final = {"kind": "COMMISSION", "code": "79-COMMISSION"}


@routes.get(
    "/demands",
    **question(
        {
            "region": "79",
            "by": ["verdict", "asked_by"],
            "rows": [
                {
                    "verdict": "PRESENT_BUT_ASKED",
                    "asked_by": COMMISSION,
                    "demands": 3,
                    "received": 2,
                    "withdrawn": 0,
                }
            ],
            "rates": {
                "claims": [
                    {
                        "data": "GIVEN",
                        "counted": 8,
                        "asked": 2,
                        "asked_unjustified": 2,
                        "asked_rate": "0.2500",
                        "asked_unjustified_rate": "0.2500",
                    }
                ],
                "facts": [],
            },
            **STAMP,
        },
        NotYourQuestion,
        UnknownCode,
        Unreadable,
    ),
)
def roll_up_demands(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    by: Annotated[str, by_of(VIEW)] = "verdict",
) -> Response:
    """Demands by their verdict and whatever else, and how often one was made: with a gap, and without.

    `rates` are of claims and of single facts, by what the registries gave; papers beyond the identity card count.
    They look at the region, the office, the fact and the period only, not at what else the question is narrowed by.
    """
    asker.require_role(AUDITORS)
    names, meant = groups(VIEW, by), asked(words, house)

    def found(reader: Connection) -> tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]]]:
        return rows(reader, TALLY, names, meant.among), rates(reader, names, meant.among)

    (counted, among), _ = ask(house, TALLY.name, found)
    return shown(stamped(house, meant, TALLY.name, {"by": names, "rows": counted, "rates": among}))


@routes.get(
    "/demands/claims",
    **question(
        {
            "what": "demands",
            "verdict": "PRESENT_BUT_ASKED",
            "claims": [
                {
                    "claim": CLAIM,
                    "submitted_on": "2019-04-01",
                    "region": "790000000",
                    "office": "79-OFFICE",
                    "things": [
                        {
                            "id": "D1",
                            "version": 9,
                            "verdict": "PRESENT_BUT_ASKED",
                            "type": "RESIDENCE_CERTIFICATE",
                            "fact": "RESIDENCE",
                            "asked_by": COMMISSION,
                            "state_not_asked": False,
                            "cause": None,
                            "owner": None,
                            "registry": None,
                            "on": "2019-04-09",
                            "role": "CHILD",
                            "justified": False,
                            "gap": None,
                            "basis": None,
                        }
                    ],
                }
            ],
            **STAMP,
        },
        NotYourQuestion,
        UnknownCode,
        BadCursor,
        Unreadable,
    ),
)
def list_demands(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    what: Annotated[str, what_of(WHAT)] = WHAT[0],
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind a count of demands, a page at a time in the order of submission, with each demand."""
    asker.require_role(AUDITORS)
    return listed(house, TALLY, what, WHAT, asked(words, house), cursor, limit)
