"""Rounds of papers: how often families were sent for papers again, and which could have been asked for at once."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
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
from projections.rounds import OPENED, TALLY, VIEW

routes: Final[APIRouter] = router("audit", prefix="/audit")

WORDS: Final = words_of(VIEW)
STAMP: Final = {
    "as_known": "2019-05-15",
    "provisional": True,
    "freshness": FRESH | {"projection": TALLY.name},
}
REFUSED: Final = (NotYourQuestion, UnknownCode, Unreadable)


@routes.get(
    "/rounds",
    **question(
        {
            "by": ["round"],
            "rows": [
                {
                    "round": 2,
                    "rounds": 7,
                    "demands": 9,
                    "known_before": 4,
                    "sooner_s": 1_555_200,
                    "sooner_working_s": 316_800,
                }
            ],
            **STAMP,
        },
        *REFUSED,
    ),
)
def roll_up_rounds(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    by: Annotated[str, by_of(VIEW)] = "round",
) -> Response:
    """Rounds of papers and what each asked; `known_before`: demands that could have been made in an earlier round.

    `rounds` of round 2 are the claims that were sent for papers a second time. `sooner_…` are the seconds by which
    these rounds would have come sooner, none of them twice for one claim. A round has no type, fact and verdict, and
    nobody who asked: `none`.
    """
    asker.require_role(AUDITORS)
    names, meant = groups(VIEW, by), asked(words, house)
    counted, _ = ask(house, TALLY.name, lambda reader: rows(reader, TALLY, names, meant.among))
    return shown(stamped(house, meant, TALLY.name, {"by": names, "rows": counted}))


@routes.get(
    "/rounds/claims",
    **question(
        {
            "what": "known_before",
            "claims": [
                {
                    "claim": CLAIM,
                    "submitted_on": "2019-04-01",
                    "region": "790000000",
                    "office": "79-OFFICE",
                    "things": [
                        {
                            "id": "D2",
                            "version": 14,
                            "round": 2,
                            "type": "PROPERTY_CERTIFICATE",
                            "fact": "PROPERTY",
                            "verdict": "GAP",
                            "asked_by": {"kind": "COMMISSION", "code": "79-COMMISSION"},
                            "on": "2019-04-15",
                            "could_in": 1,
                            "sooner_s": 777_600,
                            "sooner_working_s": 172_800,
                        }
                    ],
                }
            ],
            **STAMP,
        },
        *REFUSED,
        BadCursor,
    ),
)
def list_rounds(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    what: Annotated[str, what_of(OPENED)] = OPENED[0],
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind a count of rounds, each with its rounds or demands; `could_in` is 0 where it was in time."""
    asker.require_role(AUDITORS)
    return listed(house, TALLY, what, OPENED, asked(words, house), cursor, limit)
