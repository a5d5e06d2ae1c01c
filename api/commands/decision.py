"""The commission, the assessment and the decision."""

from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field, StringConstraints
from starlette.responses import Response

from api.command import ChangeDep
from api.documented import body_example, command, router
from api.words import (
    Body,
    ClaimId,
    Code,
    Day,
    DecisionNumber,
    Instant,
    Version,
    Words,
)
from domain.errors import NeverAsked, UnknownCode
from domain.event import instant
from domain.events import Signature
from domain.shapes import LARGEST_LINE, MONTHS, QUARTER, SIGNATURES
from domain.vocabulary import AidKind, Conclusion, IncomeBand, RefusalGround, Stage

routes: Final[APIRouter] = router("decision")


class Assignment(Body):
    """The commission that will look, and how many of its members must sign."""

    model_config = body_example(commission="75-COMMISSION", quorum=3)

    commission: Annotated[Code, Field(description="its code")]
    quorum: Annotated[
        int, Field(strict=True, ge=1, le=SIGNATURES, description="how many of its members must sign, 1 to 30")
    ]


class Inspection(Body):
    """When the commission was at the family's home."""

    model_config = body_example(on="2019-04-11")

    on: Annotated[Day, Field(description="a local day")]


class Signed(Words):
    """A member's signature."""

    member: Annotated[Code, Field(description="code of the member of the commission")]
    at: Annotated[Instant, Field(description="when it was signed")]
    device: Annotated[Code, Field(description="the device it was given on")]

    def plain(self) -> Signature:
        return {"member": self.member, "at": instant(self.at), "device": self.device}


class Concluded(Body):
    """What the commission found, with its signatures as they are."""

    model_config = body_example(
        result="NEEDS", signatures=[{"member": "M-1", "at": "2019-04-12T11:40:00+06:00", "device": "TABLET-4"}]
    )

    result: Annotated[Conclusion, Field(description="NEEDS, NOT_IN_NEED or INSPECTION_REFUSED")]
    signatures: Annotated[
        list[Signed], Field(max_length=SIGNATURES, description="at most 30 of {member, at, device}, as they are")
    ]


class Assessment(Body):
    """The family's income against the poverty line; never an amount of the family's."""

    model_config = body_example(quarter="2019-Q1", line=20_789, band="BELOW")

    quarter: Annotated[str, StringConstraints(pattern=QUARTER), Field(description="as 2019-Q1")]
    line: Annotated[int, Field(strict=True, ge=1, le=LARGEST_LINE, description="the poverty line, tenge a month")]
    band: Annotated[IncomeBand, Field(description="BELOW or ABOVE; no amounts of the family's")]


class Decision(Body):
    """What approval and refusal have in common."""

    number: Annotated[DecisionNumber, Field(description="of the decision")]
    conclusion: Annotated[
        Version | None, Field(description="version of the conclusion it rests on; none if it rests on none")
    ] = None


class Approval(Decision):
    """Aid is assigned."""

    model_config = body_example(number="75-2019-118", kind="UNCONDITIONAL", months=3, conclusion=14)

    kind: Annotated[AidKind, Field(description="UNCONDITIONAL or CONDITIONAL")]
    months: Annotated[int, Field(strict=True, ge=1, le=MONTHS, description="1 to 120")]


class Refused(Decision):
    """Aid is refused, for exactly one ground of the law."""

    model_config = body_example(number="75-2019-119", ground="INCOME_ABOVE_LINE")

    ground: Annotated[RefusalGround, Field(description="exactly one ground of the edition; missing data is none")]


@routes.post(
    "/{claim}/commission",
    **command(
        {"version": 13, "type": "commission.assigned", "commission": "75-COMMISSION", "quorum": 3},
        stage=Stage.COMMISSION,
    ),
)
async def assign_commission(claim: ClaimId, body: Assignment, change: ChangeDep) -> Response:
    """Hand the claim to a commission; a second assignment takes it from the first."""
    return await change(
        claim, body, lambda it, act: it.assign_commission(commission=body.commission, quorum=body.quorum, act=act)
    )


@routes.post(
    "/{claim}/inspection",
    **command({"version": 14, "type": "commission.inspected", "on": "2019-04-11"}, stage=Stage.COMMISSION),
)
async def inspect(claim: ClaimId, body: Inspection, change: ChangeDep) -> Response:
    """The commission was there."""
    return await change(claim, body, lambda it, act: it.inspect(on=body.on, act=act))


@routes.post(
    "/{claim}/conclusion",
    **command(
        {
            "version": 14,
            "type": "commission.concluded",
            "result": "NEEDS",
            "signatures": [{"member": "M-1", "at": "2019-04-12T05:40:00Z", "device": "TABLET-4"}],
            "next": "ASSESSMENT",
        },
        stage=Stage.ASSESSMENT,
    ),
)
async def conclude(claim: ClaimId, body: Concluded, change: ChangeDep) -> Response:
    """What the commission found. Too few signatures are recorded and found, not refused."""
    signatures = [signed.plain() for signed in body.signatures]
    return await change(claim, body, lambda it, act: it.conclude(result=body.result, signatures=signatures, act=act))


@routes.post(
    "/{claim}/assessment",
    **command(
        {"version": 15, "type": "income.assessed", "quarter": "2019-Q1", "line": 20_789, "band": "BELOW"},
        stage=Stage.DECISION,
    ),
)
async def assess_income(claim: ClaimId, body: Assessment, change: ChangeDep) -> Response:
    """The family's income is below the poverty line or above it."""
    return await change(
        claim,
        body,
        lambda it, act: it.assess_income(quarter=body.quarter, line=body.line, band=body.band, act=act),
    )


@routes.post(
    "/{claim}/approval",
    **command(
        {
            "version": 16,
            "type": "claim.approved",
            "number": "75-2019-118",
            "kind": "UNCONDITIONAL",
            "months": 3,
            "conclusion": 14,
        },
        stage=Stage.DECIDED,
        also=(NeverAsked,),
    ),
)
async def approve(claim: ClaimId, body: Approval, change: ChangeDep) -> Response:
    """Assign aid. Without a conclusion, or against it, it is recorded and found, not refused."""
    return await change(
        claim,
        body,
        lambda it, act: it.approve(
            number=body.number, kind=body.kind, months=body.months, conclusion=body.conclusion, act=act
        ),
    )


@routes.post(
    "/{claim}/refusal",
    **command(
        {
            "version": 16,
            "type": "claim.refused",
            "number": "75-2019-119",
            "ground": "INCOME_ABOVE_LINE",
            "conclusion": None,
        },
        stage=Stage.DECIDED,
        also=(NeverAsked, UnknownCode),
    ),
)
async def refuse(claim: ClaimId, body: Refused, change: ChangeDep) -> Response:
    """Refuse for exactly one ground of the law. Missing data is no ground: such a claim is pending."""
    return await change(
        claim,
        body,
        lambda it, act: it.refuse(number=body.number, ground=body.ground, conclusion=body.conclusion, act=act),
    )
