"""The work queue: what there is to do for an office, a commission or a body, in which order, and who has it."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import at_second, shown
from api.asker import AUDITORS, Asker
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.house import HouseDep
from api.pages import Cursor, Limit, link, place
from api.queries.claim_lists import YEARS
from api.queries.claims import FRESH, MISSING, MODEL
from api.reading import ask
from api.refusals import BadCursor, NotYourQuestion, Unreadable
from api.words import Code
from domain.allowed import doable
from domain.turns import AT_WORK
from domain.vocabulary import Role
from projections.work_queue import Counted, Entry, Place, Queued, counted, place_of, queue

routes: Final[APIRouter] = router("queue", prefix="")

AtWork = Literal[Role.CASEWORKER, Role.COMMISSION, Role.HEAD]
OFFICE: Final = {"kind": "OFFICE", "code": "75-OFFICE"}
MOVE: Final = {
    "wait": "gap/G1/6",
    "holder": OFFICE,
    "liable": OFFICE,
    "cause": "UNATTENDED_GAP",
    "since": "2019-04-01T06:00:00Z",
}


@routes.get(
    "/queue",
    **question(
        {
            "role": "caseworker",
            "office": "75-OFFICE",
            "free": 1,
            "in_hands": 0,
            "at_risk": 1,
            "incoming": 0,
            "claims": [
                {
                    "claim": CLAIM,
                    "version": 6,
                    "office": "75-OFFICE",
                    "region": "75",
                    "stage": "CHECKS",
                    "number": "75-OFFICE-2019-000001",
                    "submitted_at": "2019-04-01T04:00:00Z",
                    "due_on": "2019-04-10",
                    "over_term": False,
                    "at_risk": True,
                    "assigned_to": None,
                    "times_handed_back": 0,
                    "moves": [MOVE],
                    "missing": [MISSING],
                    "allowed": ["request_document", "send_state_request"],
                }
            ],
            "freshness": FRESH,
        },
        NotYourQuestion,
        BadCursor,
        Unreadable,
    ),
)
def read_queue(
    asker: AskerDep,
    house: HouseDep,
    mine: Annotated[bool | None, Query(description="only what is in your own hands")] = None,
    free: Annotated[bool | None, Query(description="only what is in nobody's hands, or in somebody's")] = None,
    at_risk: Annotated[bool | None, Query(description="only what is over its term or due soon, or not")] = None,
    role: Annotated[AtWork | None, Query(description="for an auditor: whose queue; others have their own")] = None,
    office: Annotated[Code | None, Query(description="for an auditor: which office, commission or body")] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """What there is to do: over its term first, then due soonest, then oldest.

    Caseworkers see what is their office's move, members of a commission what is the commission's, heads what is the
    body's. `free`, `in_hands` and `at_risk` count the whole queue, `incoming` the files still to be received.
    """
    asker.require_role(AT_WORK | AUDITORS)
    whole = _whole(asker, role, office)
    wanted = replace(whole, to=asker.actor if mine else None, free=free, at_risk=at_risk)
    most = min(limit or house.settings.api_page, house.settings.api_page)
    after, now = _after(cursor) if cursor else None, house.clock.now()
    soon = house.settings.at_risk_days

    def found(reader: Connection) -> tuple[Counted, list[Entry]]:
        return (
            counted(reader, whole, now=now, soon_days=soon),
            queue(reader, wanted, now=now, soon_days=soon, after=after, limit=most),
        )

    (counts, entries), fresh = ask(house, MODEL, found)
    said = {
        "mine": mine,
        "free": free,
        "at_risk": at_risk,
        "role": role,
        "office": office,
        "limit": limit,
    }
    query = {name: str(value).lower() if isinstance(value, bool) else value for name, value in said.items()}
    headers = link("/queue", _written(entries[-1]) if len(entries) == most else None, query)
    about = {"role": whole.role, "office": whole.office, **asdict(counts)}
    return shown({**about, "claims": [_entry(each, asker) for each in entries], "freshness": fresh}, headers=headers)


def _whole(asker: Asker, role: Role | None, office: str | None) -> Queued:
    """The asker's own queue; an auditor's choice, and the whole country's if no office is named."""
    if asker.role not in AT_WORK:
        return Queued(role or Role.CASEWORKER, office=office)
    if role not in (None, asker.role) or office not in (None, asker.office):
        why = f"your queue is that of {asker.office} as {asker.role}; only auditors look at others"
        raise Unreadable([{"where": "query.role" if role not in (None, asker.role) else "query.office", "why": why}])
    return Queued(asker.role, asker.region, asker.office)


def _entry(entry: Entry, asker: Asker) -> dict[str, Any]:
    told = asdict(replace(entry, state=None))
    del told["state"]
    moves = [{**asdict(move), "since": at_second(move.since)} for move in entry.moves]
    allowed = sorted(doable(entry.state, asker.role, asker.office)) if entry.state else []
    return {**told, "moves": moves, "allowed": allowed}


def _written(last: Entry) -> list[str | int]:
    over, due_on, submitted_at, claim = place_of(last)
    return [int(over), due_on.isoformat(), submitted_at.isoformat(), str(claim)]


def _after(cursor: str) -> Place:
    match place(cursor):
        case [int(over), str(due_on), str(submitted_at), str(claim)] if over in (0, 1):
            try:
                at, day = datetime.fromisoformat(submitted_at), date.fromisoformat(due_on)
                if at.utcoffset() == timedelta(0) and at.year in YEARS and day.year in YEARS:
                    return bool(over), day, at, UUID(claim)
            except ValueError:
                raise BadCursor from None
    raise BadCursor
