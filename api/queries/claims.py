"""Claims as they stand: lists, and the file of one."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated, Any, Final
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
from api.reading import AtLeast, ask, ask_for_version
from api.refusals import BadCursor, NoSuchClaim, NotYourQuestion, Unreadable
from api.words import ClaimId, Code
from domain.allowed import ALLOWED, MAY
from domain.ledger import Ledger
from domain.vocabulary import Stage
from projections import claim_file

routes: Final[APIRouter] = router("claims")

YEARS: Final = range(1991, 2200)
"""in which a claim can have been submitted, generously"""
MODEL: Final = claim_file.claim_file.name
FRESH: Final = {
    "projection": "claim_file_2",
    "position": 8123,
    "store_position": 8123,
    "lag_seconds": 0.0,
    "parked": 0,
    "heartbeat_seconds": 0.4,
}
MOVE: Final = {
    "wait": "document/D1/10",
    "holder": {"kind": "APPLICANT", "code": None},
    "liable": {"kind": "LAW", "code": None},
    "cause": "DOCUMENT",
    "since": "2019-04-01T06:00:00Z",
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
                    "region": "75",
                    "stage": "CHECKS",
                    "number": "75-OFFICE-2019-000001",
                    "submitted_at": "2019-04-01T04:00:00Z",
                    "due_on": "2019-04-10",
                    "moves": [MOVE],
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
    office: Annotated[Code | None, Query(description="only of this office")] = None,
    stage: Annotated[Stage | None, Query(description="only in this stage")] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims in your scope in the order of their submission, with whose move each is."""
    asker.require_role(READERS)
    most = min(limit or house.settings.api_page, house.settings.api_page)
    after = _after(cursor) if cursor else None
    found, fresh = ask(
        house,
        MODEL,
        lambda reader: claim_file.listed(reader, asker.scope, office=office, stage=stage, after=after, limit=most),
    )
    last = found[-1] if len(found) == most else None
    next_place: list[str | int] | None = _place(last) if last else None
    headers = link("/claims", next_place, {"office": office, "stage": stage, "limit": limit})
    claims = [{**asdict(claim), "moves": _moves(claim.moves)} for claim in found]
    return shown({"claims": claims, "freshness": fresh}, headers=headers)


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
            "members": {CHILD: {"BIRTH": "OUTSIDE", "FATHER": "OUTSIDE"}},
            "missing": [
                {
                    "gap": "G1",
                    "subject": CHILD,
                    "fact": "BIRTH",
                    "fields": [],
                    "cause": "OUTSIDE_COVERAGE",
                    "owner": {"kind": "LAW", "code": None},
                    "asked": ["D1"],
                }
            ],
            "moves": [MOVE],
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
            "freshness": FRESH,
        },
        NotYourQuestion,
        NoSuchClaim,
        Unreadable,
    ),
)
def read_claim(claim: ClaimId, asker: AskerDep, house: HouseDep, at_least: AtLeast = None) -> Response:
    """One claim: what is missing and who owes it, whose move it is, what you may do now, the deadline with reasons."""
    asker.require_role(READERS)
    found, fresh = ask_for_version(house, MODEL, partial(_visible, asker, claim), _version, at_least)
    if found is None:
        raise NoSuchClaim
    version, ledger = found
    body = {"claim": claim, "version": version, **_file(ledger, asker), "freshness": fresh}
    return shown(body, headers={"ETag": etag(version)})


def _file(ledger: Ledger, asker: Asker) -> dict[str, Any]:
    state = ledger.state
    return {
        **{name: getattr(state, name) for name in SHOWN},
        "missing": claim_file.missing(state),
        "moves": _moves(claim_file.moves(ledger)),
        "allowed": sorted(ALLOWED[Stage(state.stage)] & MAY[asker.role]),
        "deadline": {name: getattr(state, field) for name, field in DEADLINE.items()},
        **{name: [asdict(thing) for thing in getattr(state, name).values()] for name in THINGS},
    }


def _moves(moves: Sequence[claim_file.Move]) -> list[dict[str, Any]]:
    return [{**asdict(move), "since": at_second(move.since)} for move in moves]


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
    "members",
)
DEADLINE: Final = {
    "register_by": "register_by",
    "registered_on": "registered_on",
    "due_on": "due_on",
    "reasons": "due_reasons",
}
THINGS: Final = ("questions", "demands", "state_requests")


def _visible(asker: Asker, claim: UUID, reader: Connection) -> tuple[int, Ledger] | None:
    """The claim if the asker may see it; if not, it is waited for and missed like one that does not exist."""
    found = claim_file.one(reader, claim)
    return found if found and asker.sees(found[1].state) else None


def _version(found: tuple[int, Ledger] | None) -> int:
    return found[0] if found else 0


def _place(last: claim_file.Listed) -> list[str | int]:
    return [last.submitted_at.astimezone(UTC).isoformat(), str(last.claim)]


def _after(cursor: str) -> claim_file.Cursor:
    match place(cursor):
        case [str(submitted_at), str(claim)]:
            try:
                return _instant(submitted_at), UUID(claim)
            except ValueError:
                raise BadCursor from None
    raise BadCursor


def _instant(written: str) -> datetime:
    """As `list_claims` wrote it, in UTC: the database takes not every instant that can be written."""
    at = datetime.fromisoformat(written)
    if at.utcoffset() != timedelta(0) or at.year not in YEARS:
        raise ValueError(f"not the time of a submission: {written}")
    return at
