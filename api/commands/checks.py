"""What registries are asked, and what came back."""

from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from api.command import ChangeDep
from api.documented import CHILD, body_example, command, router
from api.words import (
    FIELDS,
    NEEDS,
    Attempt,
    Body,
    ClaimId,
    Code,
    Day,
    Instant,
    Kato,
    Latency,
    LookupId,
    Sha256,
    Subject,
    Words,
    written,
)
from domain.checks import Need
from domain.errors import AlreadyDone, Contradiction, NeverAsked, NothingToAsk, UnknownCode
from domain.event import instant
from domain.events import Missing, RawStatus
from domain.vocabulary import Fact, LookupOutcome, Stage

routes: Final[APIRouter] = router("checks")


class NeededFact(Words):
    """A fact about a member that the claim needs."""

    subject: Annotated[Subject, Field(description="the member's person_ref")]
    fact: Annotated[Fact, Field(description="what is to be known about the member")]


class Checks(Body):
    """The facts to be asked for."""

    model_config = body_example(needs=[{"subject": CHILD, "fact": "BIRTH"}])

    needs: Annotated[
        list[NeededFact],
        Field(
            min_length=1,
            max_length=NEEDS,
            description="1 to 200 of {subject, fact}: what the claim needs to know about which member",
        ),
    ]


class Sent(Body):
    """A question went out."""

    model_config = body_example(message="f3d0f7a1-8f0e-4c58-bb9a-9a2f6f0f7b10")

    message: Annotated[Code, Field(description="the id under which it was sent")]


class StatusLayers(Words):
    """Both status layers of an answer as they came."""

    bus: Annotated[Code | None, Field(description="status of the bus, as it came")] = None
    service: Annotated[Code | None, Field(description="status of the registry's service, as it came")] = None

    def plain(self) -> RawStatus:
        return {"bus": self.bus, "service": self.service}


class Failure(Body):
    """An attempt brought no answer and will be repeated."""

    model_config = body_example(
        outcome="TIMEOUT",
        raw_status={"bus": "SCSE003", "service": None},
        latency_ms=30_000,
        retry_at="2019-04-01T11:05:00+06:00",
    )

    outcome: Annotated[LookupOutcome, Field(description="TIMEOUT, UNAVAILABLE or PROVIDER_ERROR")]
    raw_status: Annotated[StatusLayers, Field(description="{bus, service}: both status layers as they came")] = (
        StatusLayers()
    )
    latency_ms: Annotated[Latency, Field(description="how long it took")]
    retry_at: Annotated[Instant, Field(description="when it will be tried again")]


class MissingFact(Words):
    """A fact that the answer lacked, and the fields of the record that were empty."""

    fact: Annotated[Fact, Field(description="the fact that the answer lacks")]
    fields: Annotated[
        tuple[Code, ...],
        Field(max_length=FIELDS, description="the empty fields of the record, by the registry's names"),
    ] = ()

    def plain(self) -> Missing:
        return {"fact": self.fact.value, "fields": list(self.fields)}


class RegistryAnswer(Body):
    """What a registry answered; every fact asked for is either given or missing."""

    model_config = body_example(
        outcome="FOUND_INCOMPLETE",
        given=["RESIDENCE", "STREET", "HOUSE"],
        missing=[{"fact": "FLAT", "fields": ["flat"]}],
        unit="750000000",
        raw_status={"bus": "SCSS001", "service": "OK"},
        source_as_of="2019-03-31",
        latency_ms=840,
        evidence="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )

    outcome: Annotated[
        LookupOutcome,
        Field(description="what the registry answered; what is outside its coverage the claim knows itself"),
    ]
    given: Annotated[tuple[Fact, ...], Field(max_length=len(Fact), description="the facts it gave")] = ()
    missing: Annotated[
        tuple[MissingFact, ...],
        Field(max_length=len(Fact), description="{fact, fields}: what it lacked, and the empty fields"),
    ] = ()
    unit: Annotated[Kato | None, Field(description="KATO code of the unit that keeps the record")] = None
    raw_status: Annotated[StatusLayers, Field(description="{bus, service}: both status layers as they came")] = (
        StatusLayers()
    )
    source_as_of: Annotated[Day | Instant | None, Field(description="how old the registry's data is")] = None
    latency_ms: Annotated[Latency, Field(description="how long it took")]
    evidence: Annotated[Sha256 | None, Field(description="SHA-256 of the answer as it came")] = None


@routes.post(
    "/{claim}/checks",
    **command(
        {
            "version": 3,
            "type": "checks.requested",
            "questions": [
                {
                    "lookup": "L1",
                    "registry": "CIVIL_STATUS",
                    "service": "CIVIL_STATUS/BIRTH",
                    "subject": CHILD,
                    "facts": ["BIRTH"],
                }
            ],
        },
        also=(NeverAsked, AlreadyDone, NothingToAsk, UnknownCode),
    ),
)
async def request_checks(claim: ClaimId, body: Checks, change: ChangeDep) -> Response:
    """Name the facts that the claim needs. Where no registry is connected for one, that is a gap at once."""
    needs = [Need(need.subject, need.fact) for need in body.needs]
    return await change(claim, body, lambda it, act: it.request_checks(needs=needs, act=act))


@routes.post(
    "/{claim}/lookups/{lookup}/attempts",
    **command(
        {
            "version": 4,
            "type": "lookup.requested",
            "lookup": "L1",
            "attempt": 1,
            "registry": "CIVIL_STATUS",
            "service": "CIVIL_STATUS/BIRTH",
            "subject": CHILD,
            "facts": ["BIRTH"],
            "message": "f3d0f7a1-8f0e-4c58-bb9a-9a2f6f0f7b10",
        },
        also=(NeverAsked, AlreadyDone),
    ),
)
async def request_lookup(claim: ClaimId, lookup: LookupId, body: Sent, change: ChangeDep) -> Response:
    """The question was sent: for the first time, or once more after a failure."""
    return await change(claim, body, lambda it, act: it.request_lookup(lookup=lookup, message=body.message, act=act))


@routes.post(
    "/{claim}/lookups/{lookup}/attempts/{attempt}/failure",
    **command(
        {
            "version": 5,
            "type": "lookup.failed",
            "lookup": "L1",
            "attempt": 1,
            "outcome": "TIMEOUT",
            "raw_status": {"bus": "SCSE003", "service": None},
            "latency_ms": 30_000,
            "retry_at": "2019-04-01T05:05:00Z",
        },
        also=(NeverAsked, AlreadyDone, UnknownCode),
    ),
)
async def fail_lookup(claim: ClaimId, lookup: LookupId, attempt: Attempt, body: Failure, change: ChangeDep) -> Response:
    """The attempt brought no answer and will be repeated; the last one is answered, not failed."""
    return await change(
        claim,
        body,
        lambda it, act: it.fail_lookup(
            lookup=lookup,
            attempt=attempt,
            outcome=body.outcome,
            raw_status=body.raw_status.plain(),
            latency_ms=body.latency_ms,
            retry_at=instant(body.retry_at),
            act=act,
        ),
    )


@routes.post(
    "/{claim}/lookups/{lookup}/attempts/{attempt}/answer",
    **command(
        {
            "version": 6,
            "type": "lookup.completed",
            "lookup": "L1",
            "attempt": 1,
            "outcome": "OUTSIDE_COVERAGE",
            "given": [],
            "missing": [{"fact": "BIRTH", "fields": []}],
            "unit": None,
            "raw_status": {"bus": "SCSS001", "service": "NOT_FOUND"},
            "source_as_of": None,
            "latency_ms": 840,
            "evidence": None,
        },
        {
            "version": 7,
            "type": "gap.detected",
            "gap": "G1",
            "fact": "BIRTH",
            "subject": CHILD,
            "fields": [],
            "cause": "OUTSIDE_COVERAGE",
            "owner": {"kind": "LAW", "code": None},
            "lookup": "L1",
            "unit": None,
        },
        stage=Stage.CHECKS,
        also=(NeverAsked, Contradiction, UnknownCode),
    ),
)
async def complete_lookup(
    claim: ClaimId, lookup: LookupId, attempt: Attempt, body: RegistryAnswer, change: ChangeDep
) -> Response:
    """What the registry answered, also late. The gaps it shows and those it closes are recorded with it."""
    return await change(
        claim,
        body,
        lambda it, act: it.complete_lookup(
            lookup=lookup,
            attempt=attempt,
            outcome=body.outcome,
            given=body.given,
            missing=[fact.plain() for fact in body.missing],
            unit=body.unit,
            raw_status=body.raw_status.plain(),
            source_as_of=written(body.source_as_of),
            latency_ms=body.latency_ms,
            evidence=body.evidence,
            act=act,
        ),
    )
