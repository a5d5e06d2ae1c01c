"""Every no over HTTP, as RFC 9457 says it: one table from refusal to status, and one shape.

A problem's `type` is stable, and the address of its explanation; `see` is the page to read; its other members are what
a client's program needs to go on: what is allowed now, which version the claim has. In prose:
docs/reference/problems.md, written from these tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, cast
from uuid import UUID

import orjson
import psycopg
import psycopg2
from psycopg2.errors import UndefinedTable
from starlette.responses import Response

from api import refusals
from api.refusals import open_claim
from api.see import SEE
from domain import errors
from domain.calendar import DayNotCovered
from domain.errors import Refusal
from domain.vocabulary import Channel, FindingStatus, Role, Stage
from releases.errors import NotReleased, UnderWay, not_over
from store.errors import StoreUnavailable, UnknownEvent, UnknownStream, VersionConflict

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER_SECONDS: Final = 1
"""how long a client should wait before it repeats a request, with the same key, that the store could not take"""
RELEASED_AFTER_SECONDS: Final = 5

_CLAIM = UUID("5f0f3b0e-6f0c-5f0a-9d0e-2c5d6f7a8b9c")
_REGIONS = ("11", "15", "19")


@dataclass(frozen=True, slots=True)
class Answer:
    """How a refusal is answered. `example` is one of its kind, for the documentation."""

    status: int
    title: str
    example: Refusal


PROBLEMS: Final[dict[type[Refusal], Answer]] = {
    # who asks
    refusals.NoToken: Answer(401, "no token", refusals.NoToken()),
    refusals.BadToken: Answer(401, "unusable token", refusals.BadToken("the token has expired")),
    errors.NotYours: Answer(403, "not your command", errors.NotYours("approve", Role.CASEWORKER, [Role.HEAD])),
    refusals.NotYourQuestion: Answer(
        403, "not your question", refusals.NotYourQuestion(Role.CASEWORKER, [Role.AUDITOR])
    ),
    NotReleased: Answer(403, "not released", not_over(date(2019, 5, 13))),
    refusals.NoSuchClaim: Answer(404, "no such claim", refusals.NoSuchClaim()),
    refusals.NoSuchFinding: Answer(404, "no such finding", refusals.NoSuchFinding()),
    refusals.NoSuchInquiry: Answer(404, "no such inquiry", refusals.NoSuchInquiry()),
    refusals.NothingToHandOut: Answer(404, "nothing to hand out", refusals.NothingToHandOut(3, 1)),
    refusals.NoSuchRegion: Answer(404, "no such region", refusals.NoSuchRegion("75")),
    refusals.NoSuchPath: Answer(404, "no such path", refusals.NoSuchPath()),
    refusals.NoSuchMethod: Answer(405, "no such method", refusals.NoSuchMethod(["POST"])),
    # the request
    refusals.KeyMissing: Answer(400, "key missing", refusals.KeyMissing()),
    refusals.KeyUnusable: Answer(400, "key unusable", refusals.KeyUnusable()),
    refusals.HeaderUnusable: Answer(400, "header unusable", refusals.HeaderUnusable("If-Match comes twice")),
    refusals.NotJson: Answer(400, "not JSON", refusals.NotJson("an object names the same member twice")),
    refusals.BadCursor: Answer(400, "bad cursor", refusals.BadCursor()),
    refusals.TooSlow: Answer(408, "too slow", refusals.TooSlow(10)),
    refusals.TooLong: Answer(413, "too long", refusals.TooLong(65_536)),
    refusals.NotJsonType: Answer(415, "not JSON by its type", refusals.NotJsonType()),
    refusals.Unreadable: Answer(
        422,
        "unreadable",
        refusals.Unreadable([{"where": "body.quorum", "why": "at most 50"}]),
    ),
    refusals.VersionMissing: Answer(428, "version missing", refusals.VersionMissing()),
    # the command does not fit the claim
    errors.StaleVersion: Answer(412, "stale version", errors.StaleVersion(5, 7)),
    errors.NotAllowed: Answer(
        409, "not allowed now", errors.NotAllowed("register", Stage.CHECKS, ["assign_commission", "withdraw"])
    ),
    errors.NotAllowedOnFinding: Answer(
        409, "not allowed now", errors.NotAllowedOnFinding("answer_finding", FindingStatus.CLOSED, [])
    ),
    errors.NeverAsked: Answer(409, "never asked", errors.NeverAsked("demand", "D3", ["D1", "D2"])),
    errors.AlreadyDone: Answer(409, "already done", errors.AlreadyDone("demand D1 is RECEIVED")),
    errors.NotYourFile: Answer(
        409, "not your file", errors.NotYourFile("the file was sent to 75-OFFICE, and only 75-OFFICE can receive it")
    ),
    errors.NotTheirMove: Answer(
        409, "not their move", errors.NotTheirMove(Role.COMMISSION, {Role.CASEWORKER.value: "75-OFFICE"})
    ),
    errors.InOtherHands: Answer(
        409,
        "in other hands",
        errors.InOtherHands("somebody has this claim to work on; only a head gives it to another"),
    ),
    refusals.NotSettled: Answer(409, "not settled", refusals.NotSettled("cohort_2", "2019-05-14")),
    errors.NothingToAsk: Answer(
        409,
        "nothing to ask",
        errors.NothingToAsk(
            "no registry is connected for any fact named, and each is a gap or shown already; a gap is closed by a"
            " state request or a paper"
        ),
    ),
    errors.OpenClaim: Answer(409, "open claim", open_claim(_CLAIM)),
    refusals.OpenClaimElsewhere: Answer(409, "open claim", refusals.OpenClaimElsewhere()),
    errors.KeyReused: Answer(422, "key reused", errors.KeyReused("7c1d0a4be5f24b0f9a51")),
    # the command is wrong in itself
    errors.Refusal: Answer(422, "refused", errors.Refusal("refused")),
    errors.Unusable: Answer(422, "unusable", errors.Unusable("a claim has exactly one member of role APPLICANT")),
    errors.UnknownCode: Answer(422, "unknown code", errors.UnknownCode("channel", "POST", Channel)),
    errors.UnknownGrouping: Answer(
        422, "unknown code", errors.UnknownGrouping("group of cohort", "colour", ["office", "region"])
    ),
    errors.Contradiction: Answer(
        422, "contradiction", errors.Contradiction("given and missing must name each asked fact once: BIRTH, FATHER")
    ),
    errors.InTheFuture: Answer(
        422, "in the future", errors.InTheFuture("2019-04-02T05:00:00Z", "2019-04-01T05:00:00Z")
    ),
    errors.DatedBackTooFar: Answer(422, "dated back too far", errors.DatedBackTooFar("2019-03-01", "2019-04-01")),
    errors.PersonalNumber: Answer(422, "personal number", errors.PersonalNumber("commission")),
    errors.NotARandomReference: Answer(422, "not a random reference", errors.NotARandomReference()),
    errors.UnknownRegion: Answer(422, "unknown region", errors.UnknownRegion("KATO code", "990000000", _REGIONS)),
    errors.UnknownEdition: Answer(
        422, "unknown edition", errors.UnknownEdition("edition in force on day", "2018-01-01", ["2019-04"])
    ),
    errors.UnknownBasis: Answer(
        422, "unknown basis", errors.UnknownBasis("legal basis (edition 2019-04)", "ORDER_1", ["LAW_94_CONSENT"])
    ),
    # nobody's fault, or ours
    refusals.Fault: Answer(500, "fault", refusals.Fault()),
    UnderWay: Answer(503, "being released", UnderWay()),
    refusals.Unavailable: Answer(503, "unavailable", refusals.Unavailable()),
    refusals.Overtaken: Answer(503, "overtaken", refusals.Overtaken()),
    refusals.TooOld: Answer(503, "too old", refusals.TooOld()),
    refusals.CalendarEnds: Answer(503, "calendar ends", refusals.CalendarEnds()),
    errors.UnknownCalendar: Answer(
        503, "unknown calendar", errors.UnknownCalendar("calendar version", "kz-0", ["kz-1"])
    ),
}


FAILURES: Final[dict[type[Exception], Callable[[], Refusal]]] = {
    UnknownStream: refusals.NoSuchClaim,
    VersionConflict: refusals.Overtaken,
    UnknownEvent: refusals.TooOld,
    StoreUnavailable: refusals.Unavailable,
    psycopg.OperationalError: refusals.Unavailable,
    psycopg2.OperationalError: refusals.Unavailable,
    DayNotCovered: refusals.CalendarEnds,
    UndefinedTable: refusals.Unavailable,  # a read model that no projector has made yet
}
"""What is no refusal of anybody's, or a base class of it -> how it is told. Anything else is our mistake."""

HEADERS: Final[dict[type[Refusal], Callable[[Refusal], dict[str, str]]]] = {
    refusals.NoToken: lambda _: {"WWW-Authenticate": 'Bearer realm="qadam"'},
    refusals.BadToken: lambda _: {"WWW-Authenticate": 'Bearer realm="qadam", error="invalid_token"'},
    refusals.NoSuchMethod: lambda refusal: {"Allow": ", ".join(cast(list[str], refusal.facts["allowed"]))},
    refusals.TooLong: lambda _: {"Connection": "close"},
    refusals.TooSlow: lambda _: {"Connection": "close"},
    UnderWay: lambda _: {"Retry-After": str(RELEASED_AFTER_SECONDS)},
    refusals.Unavailable: lambda _: {"Retry-After": str(RETRY_AFTER_SECONDS)},
    refusals.Overtaken: lambda _: {"Retry-After": str(RETRY_AFTER_SECONDS)},
}
"""Headers that belong to a problem (RFC 6750, RFC 9110)."""


def type_of(kind: type[Refusal]) -> str:
    """The stable name of the kind, a relative address."""
    return f"/problems/{kind.TYPE}"


def members(refusal: Refusal) -> dict[str, object]:
    """What the problem says: the standard members, and the facts of the refusal. Nothing that the sender typed."""
    answer = PROBLEMS[type(refusal)]
    standard = {
        "type": type_of(type(refusal)),
        "title": answer.title,
        "status": answer.status,
        "detail": refusal.told,
        "see": SEE[type(refusal)],
    }
    return standard | {name: value for name, value in refusal.facts.items() if name not in standard}


def response(refusal: Refusal) -> Response:
    """The refusal as an HTTP answer."""
    headers = HEADERS[type(refusal)](refusal) if type(refusal) in HEADERS else None
    return Response(orjson.dumps(members(refusal)), PROBLEMS[type(refusal)].status, headers, MEDIA_TYPE)


def refusal_of(failure: Exception) -> Refusal:
    """How a failure is told."""
    if isinstance(failure, Refusal):
        return failure
    told = next((FAILURES[kind] for kind in type(failure).__mro__ if kind in FAILURES), refusals.Fault)
    return told()
