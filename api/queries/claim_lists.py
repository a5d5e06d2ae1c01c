"""Lists of claims: found by number, office, stage, due day and term, and by whose move it is."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.answers import shown
from api.asker import READERS, Asker
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.house import HouseDep
from api.pages import Cursor, Limit, link, place
from api.queries.claims import FRESH, MISSING, MODEL, MOVE, moves_of
from api.reading import ask
from api.refusals import BadCursor, NotYourQuestion, Unreadable
from api.words import Code, Day
from domain.allowed import doable
from domain.shapes import backwards
from domain.vocabulary import Party, Stage
from projections.claim_lists import Listed, Place, Sort, Wanted, listed, place_of

routes: Final[APIRouter] = router("claims")

YEARS: Final = range(1991, 2200)
"""in which a claim can have been submitted, generously"""
NUMBER: Final = r"^[A-Za-z0-9_.:-]{1,100}$"
Mover = Literal[
    "office",
    "commission",
    "authorised_body",
    "state_body",
    "reviewing_body",
    "registry",
    "akimat",
    "applicant",
    "system",
]


@routes.get(
    "",
    **question(
        {
            "claims": [
                {
                    "claim": CLAIM,
                    "version": 10,
                    "office": "75-OFFICE",
                    "region": "750000000",
                    "transfer_to": None,
                    "stage": "CHECKS",
                    "number": "75-OFFICE-2019-000001",
                    "submitted_at": "2019-04-01T04:00:00Z",
                    "due_on": "2019-04-10",
                    "notice_by": None,
                    "over_term": False,
                    "moves": [MOVE],
                    "missing": [MISSING],
                    "allowed": ["receive_document", "withdraw"],
                }
            ],
            "freshness": FRESH,
        },
        NotYourQuestion,
        BadCursor,
        Unreadable,
    ),
)
def list_claims(
    asker: AskerDep,
    house: HouseDep,
    number: Annotated[str | None, Query(pattern=NUMBER, description="the claim's number, or how it begins")] = None,
    office: Annotated[Code | None, Query(description="only of this office")] = None,
    stage: Annotated[Stage | None, Query(description="only in this stage")] = None,
    due_from: Annotated[Day | None, Query(description="due on this day or later")] = None,
    due_to: Annotated[Day | None, Query(description="due on this day or earlier")] = None,
    over_term: Annotated[bool | None, Query(description="ended, or still waiting, after the due day")] = None,
    move: Annotated[Mover | None, Query(description="whose move it is; of your own kind, only yours")] = None,
    sort: Annotated[Sort, Query(description="by submission, or the next due first")] = Sort.SUBMITTED,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """Find claims in your scope. `move=office&sort=due` is what an office has to do next, the most urgent first."""
    asker.require_role(READERS)
    if why := backwards(due_from, due_to, begins="due_from"):
        raise Unreadable([{"where": "query.due_to", "why": why}])
    most = min(limit or house.settings.api_page, house.settings.api_page)
    after = _after(cursor, sort) if cursor else None
    wanted = Wanted(number, office, stage, due_from, due_to, over_term, Party(move.upper()) if move else None)
    now = house.clock.now()
    found, fresh = ask(
        house,
        MODEL,
        lambda reader: listed(reader, asker.scope, wanted, now=now, sort=sort, after=after, limit=most),
    )
    last = place_of(found[-1], sort) if len(found) == most else None
    asked = {
        "number": number,
        "office": office,
        "stage": stage,
        "due_from": due_from,
        "due_to": due_to,
        "over_term": None if over_term is None else str(over_term).lower(),
        "move": move,
        "sort": sort if sort is not Sort.SUBMITTED else None,
        "limit": limit,
    }
    headers = link("/claims", [last[0], str(last[1])] if last else None, asked)
    return shown({"claims": [_listed(claim, asker) for claim in found], "freshness": fresh}, headers=headers)


def _listed(claim: Listed, asker: Asker) -> dict[str, Any]:
    told = asdict(replace(claim, state=None))
    del told["state"]
    allowed = doable(claim.state, asker.role, asker.office) if claim.state else frozenset[str]()
    return {**told, "moves": moves_of(claim.moves, allowed), "allowed": sorted(allowed)}


def _after(cursor: str, sort: Sort) -> Place:
    match place(cursor):
        case [str(by), str(claim)]:
            try:
                return READ[sort](by), UUID(claim)
            except ValueError:
                raise BadCursor from None
    raise BadCursor


def _instant(written: str) -> str:
    """As `list_claims` wrote it, in UTC: the database takes not every instant that can be written."""
    at = datetime.fromisoformat(written)
    if at.utcoffset() != timedelta(0) or at.year not in YEARS:
        raise ValueError(f"not the time of a submission: {written}")
    return written


def _day(written: str) -> str:
    if date.fromisoformat(written).year not in YEARS:
        raise ValueError(f"not the due day of a claim: {written}")
    return written


READ: Final = {Sort.SUBMITTED: _instant, Sort.DUE: _day}
