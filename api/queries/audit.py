"""Where claims wait, and who answers for it: exact figures, for auditors only, as known now or on any recorded day."""

from dataclasses import asdict, replace
from functools import partial
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import at_second, shown
from api.asker import AUDITORS
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.headers import etag
from api.house import House, HouseDep
from api.pages import Cursor, Limit
from api.queries.claims import FRESH
from api.queries.clocks import EXAMPLE, clocks
from api.queries.counted import by_of, groups, words_of
from api.queries.lookback import claims, listed, question_of, told
from api.reading import AtLeast, ask_for_version, waited
from api.refusals import BadCursor, NoSuchClaim, NotYourQuestion, Unreadable
from api.words import ClaimId
from domain.errors import UnknownCode
from projections import delays_of_claim, lookback
from projections.delays import Seconds, delays
from projections.delays_of_claim import ClaimDelays, ShownWait
from projections.delays_questions import VIEW, claims_by_key

routes: Final[APIRouter] = router("audit", prefix="/audit")

MODEL: Final = delays.name
WORDS: Final = words_of(VIEW)
DEFAULT_BY: Final = "region,liable,cause"
FRESH_DELAYS: Final = FRESH | {"projection": MODEL}
COUNTERS: Final = {
    "open_s": 3600,
    "share_s": 3600,
    "sole_s": 3600,
    "open_working_s": 3600,
    "share_working_s": 3600,
    "sole_working_s": 3600,
}
FIGURES: Final = {
    "waits": 1,
    "running": 0,
    **COUNTERS,
    "paused_share_s": 0,
    "paused_share_working_s": 0,
    "tolerance_s": 0,
}
STAMP: Final = {
    "now": "2019-05-15T12:00:00Z",
    "as_known": "2019-05-15",
    "provisional": True,
    "freshness": FRESH_DELAYS,
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
            "clocks": EXAMPLE,
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
                    "pause": False,
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
    `clocks`: what the family lived through, what of the term the authority used, and what was lawfully paused by which
    demand. They are never merged.
    """
    asker.require_role(AUDITORS)
    now = _now(house)
    found, fresh = ask_for_version(
        house, MODEL, partial(delays_of_claim.of_claim, claim=claim, now=now), _version, at_least
    )
    if found is None:
        raise NoSuchClaim
    told = {**_of_claim(found), **waited(at_least, found.version), "freshness": fresh}
    return shown(told, headers={"ETag": etag(found.version)})


@routes.get(
    "/delays",
    **question(
        {
            "region": "75",
            "by": ["region", "liable", "cause"],
            "submitted_from": "2019-04-01",
            "submitted_to": "2019-04-30",
            "rows": [{"region": "75", "liable": OFFICE, "cause": "REGISTRATION", "claims": 1, **FIGURES}],
            **STAMP,
        },
        NotYourQuestion,
        UnknownCode,
        Unreadable,
    ),
)
def roll_up_delays(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    by: Annotated[str, by_of(VIEW)] = DEFAULT_BY,
    count: Annotated[Literal["claims"] | None, Query(description="also count the distinct claims of each row")] = None,
) -> Response:
    """Where the time of the claims submitted in a period went. Running waits are counted up to now or that day's end.

    `tolerance_s`: so far the shares of the row's running waits may be from what the claims' own ledgers say of them;
    closed waits and how long any wait was open are exact. `paused_share_s` is the part of `share_s` in lawful pauses.
    """
    asker.require_role(AUDITORS)
    names, meant = groups(VIEW, by), question_of(VIEW, words, house)
    if count and meant.known.past:
        raise Unreadable([{"where": "query.count", "why": "claims are counted as of now; list those of a past day"}])

    def rows(reader: Connection) -> list[dict[str, Any]]:
        asked = replace(meant.asked, by=tuple(names))
        found = lookback.rolled_up(reader, VIEW, asked, meant.known.second)
        claims = claims_by_key(reader, asked) if count else {}
        return [{**row.key, **({"claims": claims[row.values]} if count else {}), **row.figures} for row in found]

    return shown(told(house, meant, lambda reader: {"by": names, "rows": rows(reader)}))


@routes.get(
    "/delays/claims",
    **question(
        {
            "liable": "OFFICE:75-OFFICE",
            "claims": [
                {
                    "claim": CLAIM,
                    "submitted_on": "2019-04-01",
                    "region": "750000000",
                    "office": "75-OFFICE",
                    "version": 2,
                    **FIGURES,
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
def list_delays(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind a figure of delays, each with its own seconds, exactly; folded again from the event store.

    Over all pages they add up to the figure, running waits within its tolerance. A page may be empty and have a next.
    """
    asker.require_role(AUDITORS)
    meant = question_of(VIEW, words, house, cursor)
    return listed(house, meant, "/audit/delays/claims", limit, claims)


def _of_claim(found: ClaimDelays) -> dict[str, Any]:
    return {
        "claim": found.claim,
        "version": found.version,
        "until": at_second(found.until),
        "ended": found.ended,
        "total_s": found.total_s,
        "total_working_s": found.total_working_s,
        "clocks": _clocks(found),
        "clamped": found.clamped,
        "waits": [_wait(wait) for wait in found.waits],
    }


def _clocks(found: ClaimDelays) -> dict[str, Any]:
    return clocks(
        total=(found.total_s, found.total_working_s),
        paused=(found.paused_s, found.paused_working_s),
        pauses=found.pauses,
        term=found.term,
        now=found.until,
    )


def _wait(wait: ShownWait) -> dict[str, Any]:
    return {
        "wait": wait.wait,
        "stage": wait.stage,
        "holder": wait.holder,
        "liable": wait.liable,
        "cause": wait.cause,
        "registry": wait.registry,
        "came_of": wait.came_of,
        "pause": wait.pause,
        "opened_at": at_second(wait.opened_at),
        "closed_at": _or_none(wait.closed_at),
        **_counters(wait.seconds),
    }


def _or_none(at: int | None) -> Any:
    return None if at is None else at_second(at)


def _counters(seconds: Seconds) -> dict[str, int]:
    return {name: value for name, value in asdict(seconds).items() if name in COUNTERS}


def _version(found: ClaimDelays | None) -> int:
    return found.version if found else 0


def _now(house: House) -> int:
    return int(house.clock.now().timestamp())
