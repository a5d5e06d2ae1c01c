"""Claims as they stand: lists, and the file of one."""

from collections.abc import Sequence, Set
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import at_second, shown
from api.asker import READERS, Asker
from api.authenticate import AskerDep
from api.documented import CHILD, CLAIM, question, router
from api.headers import etag
from api.house import HouseDep
from api.pages import Cursor, Limit, link, place
from api.queries.clocks import EXAMPLE as CLOCKS
from api.queries.clocks import clocks_of
from api.reading import AtLeast, ask, ask_for_version, waited
from api.refusals import BadCursor, NoSuchClaim, NotYourQuestion, Unreadable
from api.words import ClaimId, Code, Day
from domain.allowed import ENDED_BY, doable
from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from domain.shapes import backwards
from domain.term import Standing, extensions, limit
from domain.turns import held
from domain.vocabulary import Party, Stage
from projections import claim_file
from projections.claim_lists import Listed, Place, Sort, Wanted, listed, place_of

routes: Final[APIRouter] = router("claims")

YEARS: Final = range(1991, 2200)
"""in which a claim can have been submitted, generously"""
MODEL: Final = claim_file.claim_file.name
FRESH: Final = {
    "projection": "claim_file_4",
    "position": 8123,
    "store_position": 8123,
    "lag_seconds": 0.0,
    "parked": 0,
    "heartbeat_seconds": 0.4,
}
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
MISSING: Final = {
    "gap": "G1",
    "subject": CHILD,
    "fact": "BIRTH",
    "fields": [],
    "cause": "OUTSIDE_COVERAGE",
    "owner": {"kind": "LAW", "code": None},
    "asked": ["D1"],
}
MOVE: Final = {
    "wait": "document/D1/10",
    "holder": {"kind": "APPLICANT", "code": None},
    "liable": {"kind": "LAW", "code": None},
    "cause": "DOCUMENT",
    "since": "2019-04-01T06:00:00Z",
    "kind": "document",
    "next": ["receive_document"],
}


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
    return {**told, "moves": _moves(claim.moves, allowed), "allowed": sorted(allowed)}


@routes.get(
    "/{claim}",
    **question(
        {
            "claim": CLAIM,
            "version": 10,
            "stage": "CHECKS",
            "number": "75-OFFICE-2019-000001",
            "office": "75-OFFICE",
            "authorised_body": "75-BODY",
            "commission": None,
            "region": "750000000",
            "channel": "CENTRE",
            "language": "kk",
            "submitted_at": "2019-04-01T04:00:00Z",
            "decision": None,
            "members": [
                {"person_ref": CHILD, "role": "CHILD", "coverage": {"BIRTH": "OUTSIDE", "FATHER": "OUTSIDE"}},
            ],
            "missing": [MISSING],
            "moves": [MOVE],
            "hands": {},
            "allowed": ["receive_document", "withdraw"],
            "deadline": {
                "register_by": "2019-04-02",
                "registered_on": "2019-04-01",
                "due_on": "2019-04-10",
                "reasons": [{"kind": "SKIPPED", "day": "2019-04-06", "why": "WEEKEND"}],
            },
            "questions": [],
            "demands": [],
            "state_requests": [],
            "complaints": [],
            "extensions": [],
            "contracts": {},
            "payment": None,
            "corrections": 0,
            "transfer_to": None,
            "inspected_on": None,
            "clocks": CLOCKS,
            "freshness": FRESH,
        },
        NotYourQuestion,
        NoSuchClaim,
        Unreadable,
    ),
)
def read_claim(claim: ClaimId, asker: AskerDep, house: HouseDep, at_least: AtLeast = None) -> Response:
    """One claim: what is missing and who owes it, whose move it is, what you may do now, the deadline with reasons.

    `clocks`: what the family lived through, what of the term the authority used, what was lawfully paused.
    """
    asker.require_role(READERS)
    found, fresh = ask_for_version(house, MODEL, partial(_visible, asker, claim), _version, at_least)
    if found is None:
        raise NoSuchClaim
    version, ledger = found
    told = _file(ledger, asker, house.clock.now())
    body = {"claim": claim, "version": version, **waited(at_least, version), **told, "freshness": fresh}
    return shown(body, headers={"ETag": etag(version)})


def _file(ledger: Ledger, asker: Asker, now: datetime) -> dict[str, Any]:
    state = ledger.state
    allowed = doable(state, asker.role, asker.office)
    today = local_day(now, time_zone(ledger.zone))
    return {
        **{name: getattr(state, name) for name in SHOWN},
        "members": [
            {"person_ref": ref, "role": state.roles[ref], "coverage": coverage}
            for ref, coverage in state.members.items()
        ],
        "missing": claim_file.missing(state),
        "moves": _moves(claim_file.moves(ledger), allowed),
        "hands": held(state),
        "allowed": sorted(allowed),
        "deadline": {
            "register_by": state.register_by,
            "registered_on": state.registered_on,
            "due_on": limit(state, today).on(today),
            "reasons": state.due_reasons,
        },
        "extensions": [_extension(standing) for standing in extensions(state, today)],
        "clocks": clocks_of(ledger, int(now.timestamp())),
        **{name: [asdict(thing) for thing in getattr(state, name).values()] for name in THINGS},
    }


def _extension(standing: Standing) -> dict[str, Any]:
    return {**asdict(standing.extension), "notice_by": standing.notice_by, "counts": standing.counts}


def _moves(moves: Sequence[claim_file.Move], allowed: Set[str]) -> list[dict[str, Any]]:
    """`next`: what of that the asker may do ends the wait."""
    return [
        {**asdict(move), "since": at_second(move.since), "next": sorted(allowed & ENDED_BY[move.kind])}
        for move in moves
    ]


SHOWN: Final = (
    "stage",
    "number",
    "office",
    "authorised_body",
    "commission",
    "region",
    "channel",
    "language",
    "submitted_at",
    "decision",
    "conclusions",
    "contracts",
    "payment",
    "corrections",
    "transfer_to",
    "inspected_on",
)
THINGS: Final = ("questions", "demands", "state_requests", "complaints")


def _visible(asker: Asker, claim: UUID, reader: Connection) -> tuple[int, Ledger] | None:
    """The claim if the asker may see it; if not, it is waited for and missed like one that does not exist."""
    found = claim_file.one(reader, claim)
    return found if found and asker.sees(found[1].state) else None


def _version(found: tuple[int, Ledger] | None) -> int:
    return found[0] if found else 0


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
