"""Who had which claims to work on, what became of them, and how hard they were: for heads, and for the audit."""

from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from starlette.responses import Response

from api.answers import shown
from api.asker import AUDITORS, HEADS
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.house import House, HouseDep
from api.pages import Cursor, Limit
from api.queries.claims import FRESH
from api.queries.counted import Meant, asked, by_of, groups, listed, rows, stamped, what_of, words_of
from api.reading import ask
from api.refusals import BadCursor, NotYourQuestion, Unreadable
from domain.errors import UnknownCode
from domain.vocabulary import Role
from projections.assignments import TALLY, VIEW

routes: Final[APIRouter] = router("assignments", prefix="")

WORDS: Final = words_of(VIEW)
WHAT: Final = VIEW.measures
DEFAULT_BY: Final = "of_office,clerk,hard"
STAMP: Final = {"as_known": "2019-05-15", "provisional": True, "freshness": FRESH | {"projection": TALLY.name}}
OF_CLERK: Final = {"of_office": "75-OFFICE", "clerk": "caseworker-11"}
COUNTS: Final = {"assigned": 9, "worked": 5, "untouched": 0, "passed_on": 0, "handed_back": 4}
EXAMPLE: Final = {
    "by": ["of_office", "clerk", "hard"],
    "rows": [
        {**OF_CLERK, "hard": False, **COUNTS, "assigned": 31, "worked": 30, "handed_back": 0},
        {**OF_CLERK, "hard": True, **COUNTS},
    ],
    **STAMP,
}
REFUSED: Final = (NotYourQuestion, UnknownCode, Unreadable)


@routes.get("/assignments", **question(EXAMPLE, *REFUSED))
def compare_clerks(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    by: Annotated[str, by_of(VIEW)] = DEFAULT_BY,
) -> Response:
    """Who had which claims, and what became of them there: of a head's own body; of the country for auditors.

    What was given and neither worked on, left untouched, passed on nor handed back is still in those hands. Each is
    counted by how hard the claim was at that moment: `hard` is over its term, two facts missing or more, or a round.
    """
    asker.require_role(HEADS | AUDITORS)
    meant = asked(words, house)
    if asker.role is Role.HEAD:
        own = {**meant.among.where, "body": [asker.office], "region": [str(asker.region)]}
        _require_own(meant, own)
        meant = meant._replace(among=replace(meant.among, where=own))
    return _rolled_up(house, meant, by)


@routes.get("/audit/assignments", **question(EXAMPLE, *REFUSED))
def roll_up_assignments(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    by: Annotated[str, by_of(VIEW)] = DEFAULT_BY,
) -> Response:
    """Who had which claims, what became of them there, and how hard they were: who hands back what is hard."""
    asker.require_role(AUDITORS)
    return _rolled_up(house, asked(words, house), by)


@routes.get(
    "/audit/assignments/claims",
    **question(
        {
            "what": "handed_back",
            "claims": [
                {
                    "claim": CLAIM,
                    "submitted_on": "2019-04-01",
                    "region": "750000000",
                    "office": "75-OFFICE",
                    "things": [
                        {
                            "id": "A4",
                            "version": 5,
                            "body": "75-BODY",
                            **OF_CLERK,
                            "role": "caseworker",
                            "way": "NEXT",
                            "reason": "WORKLOAD",
                            "hard": True,
                            "over_term": False,
                            "gaps": "SEVERAL",
                            "rounds": "NONE",
                            "on": "2019-04-03",
                            "gaps_open": 3,
                            "rounds_so_far": 0,
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
def list_assignments(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    what: Annotated[str, what_of(WHAT)] = WHAT[0],
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind a count, a page at a time in the order of submission, with who had each and how hard it was."""
    asker.require_role(AUDITORS)
    return listed(house, TALLY, what, WHAT, asked(words, house), cursor, limit)


def _require_own(meant: Meant, own: dict[str, Any]) -> None:
    """Raises `Unreadable`: a head who names another body or region would be answered with something else."""
    for name in ("body", "region"):
        if meant.among.where.get(name, own[name]) != own[name]:
            why = f"you see {own[name][0]} only; only auditors look at others"
            raise Unreadable([{"where": f"query.{name}", "why": why}])


def _rolled_up(house: House, meant: Meant, by: str) -> Response:
    names = groups(VIEW, by)
    counted, _ = ask(house, TALLY.name, lambda reader: rows(reader, TALLY, names, meant.among))
    return shown(stamped(house, meant, TALLY.name, {"by": names, "rows": counted}))
