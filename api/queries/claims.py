"""One claim as it stands: its file."""

from collections.abc import Sequence, Set
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import at_second, shown
from api.asker import READERS, Asker
from api.authenticate import AskerDep
from api.documented import CHILD, CLAIM, question, router
from api.headers import etag
from api.house import HouseDep
from api.queries.clocks import EXAMPLE as CLOCKS
from api.queries.clocks import clocks_of
from api.reading import AtLeast, ask_for_version, waited
from api.refusals import NoSuchClaim, NotYourQuestion, Unreadable
from api.words import ClaimId
from domain.allowed import ENDED_BY, doable
from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from domain.term import Standing, extensions, limit
from domain.turns import held
from projections import claim_file

routes: Final[APIRouter] = router("claims")

MODEL: Final = claim_file.claim_file.name
FRESH: Final = {
    "projection": "claim_file_4",
    "position": 8123,
    "store_position": 8123,
    "lag_seconds": 0.0,
    "parked": 0,
    "heartbeat_seconds": 0.4,
}
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
        "moves": moves_of(claim_file.moves(ledger), allowed),
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


def moves_of(moves: Sequence[claim_file.Move], allowed: Set[str]) -> list[dict[str, Any]]:
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
