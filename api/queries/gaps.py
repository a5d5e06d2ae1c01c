"""Facts that were missing, what registries and state bodies answered, and how it stands with what claims need."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from starlette.responses import Response

from api.answers import shown
from api.asker import AUDITORS
from api.authenticate import AskerDep
from api.documented import CHILD, CLAIM, question, router
from api.house import House, HouseDep
from api.pages import Cursor, Limit
from api.queries.claims import FRESH
from api.queries.counted import asked, by_of, groups, listed, rows, stamped, what_of, words_of
from api.reading import ask
from api.refusals import BadCursor, NotYourQuestion, Unreadable
from domain.errors import UnknownCode
from projections import answers, gaps, needs
from projections.tally import Tally

routes: Final[APIRouter] = router("audit", prefix="/audit")

REFUSED: Final = (NotYourQuestion, UnknownCode, Unreadable)
OPENED: Final = {
    "gaps": gaps.VIEW.measures,
    "answers": answers.OPENED,
    "needs": needs.VIEW.measures,
}
"""tally -> its counts that can be listed"""
AKIMAT: Final = {"kind": "AKIMAT", "code": "751110000"}
GAP: Final = {
    "registry": "ADDRESS_REGISTER",
    "fact": "FLAT",
    "cause": "NOT_FILLED",
    "owner": AKIMAT,
    "outcome": "FOUND_INCOMPLETE",
    "unit_level": "DISTRICT",
}
NEED: Final = {"fact": "FLAT", "coverage": "INSIDE", "data": "GAP", "cause": "NOT_FILLED", "first": "STATE"}
REGISTRY: Final = {"kind": "REGISTRY", "code": "CIVIL_STATUS"}
ANSWER: Final = {"asked_of": REGISTRY, "fact": None, "outcome": "NOT_FOUND", "cause": None}


def _stamp(tally: Tally) -> dict[str, Any]:
    return {"as_known": "2019-05-15", "provisional": True, "freshness": FRESH | {"projection": tally.name}}


def _example(tally: Tally, row: dict[str, Any], by: list[str]) -> dict[str, Any]:
    return {"by": by, "rows": [row], **_stamp(tally)}


def _listed_example(tally: Tally, thing: dict[str, Any]) -> dict[str, Any]:
    about = {"claim": CLAIM, "submitted_on": "2019-04-01", "region": "751110000", "office": "75-OFFICE"}
    return {"what": OPENED[tally.view.of][0], "claims": [{**about, "things": [thing]}], **_stamp(tally)}


@routes.get(
    "/gaps",
    **question(
        _example(
            gaps.TALLY,
            {
                "cause": "NOT_FILLED",
                "owner": AKIMAT,
                "detected": 4,
                "closed_by_paper": 1,
                "closed_by_state_body": 2,
                "closed_by_registry": 0,
                "replaced": 0,
                "closed": 3,
                "open": 1,
            },
            ["cause", "owner"],
        ),
        *REFUSED,
    ),
)
def roll_up_gaps(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(words_of(gaps.VIEW))],
    by: Annotated[str, by_of(gaps.VIEW)] = "cause",
) -> Response:
    """Gaps detected and what closed them: a paper, a state body, a registry, or a gap for another reason."""
    asker.require_role(AUDITORS)
    return _rolled_up(house, gaps.TALLY, by, words)


@routes.get(
    "/gaps/claims",
    **question(
        _listed_example(gaps.TALLY, {"id": "G1", "version": 8, **GAP, "on": "2019-04-02", "unit": "751110000"}),
        *REFUSED,
        BadCursor,
    ),
)
def list_gaps(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(words_of(gaps.VIEW))],
    what: Annotated[str, what_of(OPENED["gaps"])] = "detected",
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind a count of gaps, a page at a time in the order of submission, with each gap."""
    asker.require_role(AUDITORS)
    return listed(house, gaps.TALLY, what, OPENED["gaps"], asked(words, house), cursor, limit)


@routes.get(
    "/answers",
    **question(
        _example(
            answers.TALLY,
            {
                "asked_of": REGISTRY,
                "questions": 9,
                "attempts": 11,
                "failed": 2,
                "answered": 9,
                "given": 12,
                "missing": 3,
                "requests": 0,
                "replies": 0,
            },
            ["asked_of"],
        ),
        *REFUSED,
    ),
)
def roll_up_answers(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(words_of(answers.VIEW))],
    by: Annotated[str, by_of(answers.VIEW)] = "asked_of",
) -> Response:
    """What registries and other state bodies were asked, and what came back. A call has no fact, what it gave has."""
    asker.require_role(AUDITORS)
    return _rolled_up(house, answers.TALLY, by, words)


@routes.get(
    "/answers/claims",
    **question(
        _listed_example(answers.TALLY, {"id": "L1/1", "version": 6, **ANSWER, "on": "2019-04-01"}),
        *REFUSED,
        BadCursor,
    ),
)
def list_answers(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(words_of(answers.VIEW))],
    what: Annotated[str, what_of(OPENED["answers"])] = "answered",
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind a count of answers, a page at a time in the order of submission, with each attempt."""
    asker.require_role(AUDITORS)
    return listed(house, answers.TALLY, what, OPENED["answers"], asked(words, house), cursor, limit)


@routes.get(
    "/needs",
    **question(
        _example(
            needs.TALLY,
            {"data": "GIVEN", "asked": "NOT_ASKED", "claims": 6, "facts": 40},
            ["data", "asked"],
        ),
        *REFUSED,
    ),
)
def roll_up_needs(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(words_of(needs.VIEW))],
    by: Annotated[str, by_of(needs.VIEW)] = "data,asked",
) -> Response:
    """Claims and single facts by what the registries gave and whether a paper was demanded."""
    asker.require_role(AUDITORS)
    return _rolled_up(house, needs.TALLY, by, words)


@routes.get(
    "/needs/claims",
    **question(
        _listed_example(needs.TALLY, {"id": f"{CHILD}/FLAT", "version": 8, **NEED, "asked": "NOT_ASKED"}),
        *REFUSED,
        BadCursor,
    ),
)
def list_needs(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(words_of(needs.VIEW))],
    what: Annotated[str, what_of(OPENED["needs"])] = "claims",
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind a count of claims or facts, a page at a time in the order of submission."""
    asker.require_role(AUDITORS)
    return listed(house, needs.TALLY, what, OPENED["needs"], asked(words, house), cursor, limit)


def _rolled_up(house: House, tally: Tally, by: str, words: Any) -> Response:
    names, meant = groups(tally.view, by), asked(words, house)
    found, _ = ask(house, tally.name, lambda reader: rows(reader, tally, names, meant.among))
    counted = [{**row, **gaps.standing(row)} for row in found] if tally is gaps.TALLY else found
    return shown(stamped(house, meant, tally.name, {"by": names, "rows": counted}))
