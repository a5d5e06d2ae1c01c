"""Where claims wait, and who answers for it: exact figures, for auditors only."""

from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.answers import at_second, shown
from api.asker import AUDITORS
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.headers import etag
from api.house import House, HouseDep
from api.queries.claims import FRESH
from api.reading import AtLeast, ask, ask_for_version
from api.refusals import NoSuchClaim, NotYourQuestion, Unreadable
from api.words import ClaimId, Day
from domain.errors import UnknownCode
from projections import delays_questions
from projections.delays import Seconds, delays
from projections.delays_questions import GROUPS, ClaimDelays, Group, Period, ShownWait

routes: Final[APIRouter] = router("audit", prefix="/audit")

MODEL: Final = delays.name
DEFAULT_BY: Final = "region,liable,cause"
BY: Final = r"^[a-z_]{1,20}(,[a-z_]{1,20}){0,9}$"
FRESH_DELAYS: Final = FRESH | {"projection": MODEL}
COUNTERS: Final = {
    "open_s": 3600,
    "share_s": 3600,
    "sole_s": 3600,
    "open_working_s": 3600,
    "share_working_s": 3600,
    "sole_working_s": 3600,
}
OFFICE: Final = {"kind": "OFFICE", "code": "75-OFFICE"}


@routes.get(
    "/claims/{claim}/delays",
    **question(
        {
            "claim": CLAIM,
            "version": 2,
            "until": "2019-04-01T06:00:00Z",
            "ended": False,
            "total_s": 3600,
            "total_working_s": 3600,
            "clamped": 0,
            "waits": [
                {
                    "wait": "registration/claim/1",
                    "stage": "INTAKE",
                    "holder": OFFICE,
                    "liable": OFFICE,
                    "cause": "REGISTRATION",
                    "registry": None,
                    "came_of": None,
                    "opened_at": "2019-04-01T04:00:00Z",
                    "closed_at": "2019-04-01T05:00:00Z",
                    **COUNTERS,
                }
            ],
            "freshness": FRESH_DELAYS,
        },
        NotYourQuestion,
        NoSuchClaim,
        Unreadable,
    ),
)
def read_delays(claim: ClaimId, asker: AskerDep, house: HouseDep, at_least: AtLeast = None) -> Response:
    """Every wait of one claim: who held the move, who answers for it, how long it was open, and its share.

    The shares add up to the claim's total, in wall and in working seconds. Running waits are counted up to now.
    """
    asker.require_role(AUDITORS)
    now = _now(house)
    found, fresh = ask_for_version(
        house, MODEL, partial(delays_questions.of_claim, claim=claim, now=now), _version, at_least
    )
    if found is None:
        raise NoSuchClaim
    return shown({**_of_claim(found), "freshness": fresh}, headers={"ETag": etag(found.version)})


@routes.get(
    "/delays",
    **question(
        {
            "by": ["region", "liable", "cause"],
            "submitted_from": "2019-04-01",
            "submitted_to": "2019-04-30",
            "now": "2019-05-15T12:00:00Z",
            "rows": [
                {
                    "region": "75",
                    "liable": OFFICE,
                    "cause": "REGISTRATION",
                    "waits": 1,
                    "running": 0,
                    "claims": 1,
                    **COUNTERS,
                }
            ],
            "freshness": FRESH_DELAYS,
        },
        NotYourQuestion,
        UnknownCode,
        Unreadable,
    ),
)
def roll_up_delays(
    asker: AskerDep,
    house: HouseDep,
    by: Annotated[
        str, Query(max_length=200, pattern=BY, description=f"any of {', '.join(GROUPS)}, separated by commas")
    ] = DEFAULT_BY,
    submitted_from: Annotated[Day | None, Query(description="first day of submission, where the claim was")] = None,
    submitted_to: Annotated[Day | None, Query(description="last day of submission")] = None,
    count: Annotated[Literal["claims"] | None, Query(description="also count the distinct claims of each row")] = None,
) -> Response:
    """Where the time of the claims submitted in a period went. Running waits are counted up to now."""
    asker.require_role(AUDITORS)
    names, period, now = _names(by), _period(submitted_from, submitted_to), _now(house)
    found, fresh = ask(
        house,
        MODEL,
        lambda reader: delays_questions.rolled_up(
            reader, by=names, period=period, now=now, count_claims=count is not None
        ),
    )
    asked = {"by": names, "submitted_from": submitted_from, "submitted_to": submitted_to, "now": at_second(now)}
    return shown({**asked, "rows": [_row(group) for group in found], "freshness": fresh})


def _names(by: str) -> list[str]:
    """What is asked by, each once, in the order in which it was said."""
    names = list(dict.fromkeys(by.split(",")))
    for name in names:
        if name not in GROUPS:
            raise UnknownCode("group of delays", name, GROUPS)
    return names


def _period(first: date | None, last: date | None) -> Period:
    if first and last and first > last:
        raise Unreadable([{"where": "query.submitted_to", "why": "the last day is before submitted_from, the first"}])
    return Period(first, last)


def _of_claim(found: ClaimDelays) -> dict[str, Any]:
    return {
        "claim": found.claim,
        "version": found.version,
        "until": at_second(found.until),
        "ended": found.ended,
        "total_s": found.total_s,
        "total_working_s": found.total_working_s,
        "clamped": found.clamped,
        "waits": [_wait(wait) for wait in found.waits],
    }


def _wait(wait: ShownWait) -> dict[str, Any]:
    return {
        "wait": wait.wait,
        "stage": wait.stage,
        "holder": wait.holder,
        "liable": wait.liable,
        "cause": wait.cause,
        "registry": wait.registry,
        "came_of": wait.came_of,
        "opened_at": at_second(wait.opened_at),
        "closed_at": None if wait.closed_at is None else at_second(wait.closed_at),
        **_counters(wait.seconds),
    }


def _row(group: Group) -> dict[str, Any]:
    claims = {} if group.claims is None else {"claims": group.claims}
    return {**group.key, "waits": group.waits, "running": group.running, **claims, **_counters(group.seconds)}


def _counters(seconds: Seconds) -> dict[str, int]:
    """The seconds without the number of waits, which a row tells itself."""
    return {name: value for name, value in asdict(seconds).items() if name in COUNTERS}


def _version(found: ClaimDelays | None) -> int:
    return found.version if found else 0


def _now(house: House) -> int:
    return int(house.clock.now().timestamp())
