"""What is told and contested, and what an earlier version should have said."""

from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field, StrictInt, StringConstraints
from starlette.responses import Response

from api.command import ChangeDep
from api.documented import body_example, command, router
from api.words import Body, ClaimId, Code, ComplaintId, DecisionNumber, Version
from domain.errors import AlreadyDone, NeverAsked, UnknownBasis, UnknownCode, UnknownRegion, Unusable
from domain.shapes import LONGEST_LATENCY_MS
from domain.vocabulary import ComplaintResult, NoticeChannel, Stage

routes: Final[APIRouter] = router("afterwards")

Right = (
    Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-zЀ-ӿ№_.:/-]{1,100}$")]
    | Annotated[StrictInt, Field(ge=0, le=LONGEST_LATENCY_MS)]
    | None
)
"""a code, a day, a number, or nothing, never free text; which of them, and which codes, domain/corrections.py says"""
FILED: Final = {"complaint": "K1", "body": "75-AKIMAT", "external_number": "2019-75-0042", "due_on": "2019-04-30"}
RESOLVED: Final = {"complaint": "K1", "external_number": "2019-75-0042/R", "result": "UPHELD"}


class Notice(Body):
    """Of which event the applicant was told, and how."""

    model_config = body_example(what=9, channel="SMS")

    what: Annotated[Version, Field(description="version of the event")]
    channel: Annotated[NoticeChannel, Field(description="LETTER, SMS, EGOV or IN_PERSON")]


class Complaint(Body):
    """Who reviews it, and under which number it is registered there."""

    model_config = body_example(body="75-AKIMAT", external_number="2019-75-0042")

    body: Annotated[Code, Field(description="code of the body that reviews the claim")]
    external_number: Annotated[DecisionNumber, Field(description="under which that body has registered the complaint")]


class Resolution(Body):
    """What the reviewing body decided, and the number of its answer."""

    model_config = body_example(external_number="2019-75-0042/R", result="UPHELD")

    external_number: Annotated[DecisionNumber, Field(description="of the body's answer")]
    result: Annotated[ComplaintResult, Field(description="DISMISSED or UPHELD")]


class Correction(Body):
    """Which version was wrong, in which of its fields, and what is right."""

    model_config = body_example(wrong=15, field="quarter", right="2019-Q2")

    wrong: Annotated[Version, Field(description="the version that was wrong")]
    field: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$"), Field(description="which of its fields")]
    right: Annotated[
        Right,
        Field(description="what it should have said, as the command of that version takes it; never free text"),
    ]


@routes.post(
    "/{claim}/notices",
    **command({"version": 10, "type": "notice.sent", "what": 9, "channel": "SMS"}, also=(NeverAsked,)),
)
async def send_notice(claim: ClaimId, body: Notice, change: ChangeDep) -> Response:
    """The applicant was told of an event; an extension counts only with its notice."""
    return await change(claim, body, lambda it, act: it.send_notice(what=body.what, channel=body.channel, act=act))


@routes.post(
    "/{claim}/complaints",
    **command({"version": 21, "type": "complaint.filed", **FILED}, stage=Stage.REVIEW),
)
async def complain(claim: ClaimId, body: Complaint, change: ChangeDep) -> Response:
    """A complaint about the claim; about a decision, it opens a review."""
    return await change(
        claim, body, lambda it, act: it.complain(body=body.body, external_number=body.external_number, act=act)
    )


@routes.post(
    "/{claim}/complaints/{complaint}/resolution",
    **command(
        {"version": 22, "type": "complaint.resolved", **RESOLVED}, stage=Stage.DECISION, also=(AlreadyDone, NeverAsked)
    ),
)
async def resolve_complaint(claim: ClaimId, complaint: ComplaintId, body: Resolution, change: ChangeDep) -> Response:
    """The reviewing body's answer; a review in which a complaint was upheld ends in a new decision."""
    return await change(
        claim,
        body,
        lambda it, act: it.resolve_complaint(
            complaint=complaint, external_number=body.external_number, result=body.result, act=act
        ),
    )


@routes.post(
    "/{claim}/corrections",
    **command(
        {"version": 23, "type": "correction.recorded", "wrong": 15, "field": "quarter", "right": "2019-Q2"},
        also=(NeverAsked, Unusable, UnknownCode, UnknownBasis, UnknownRegion),
    ),
)
async def correct(claim: ClaimId, body: Correction, change: ChangeDep) -> Response:
    """Say what an earlier version should have said; history and figures stay as they are."""
    return await change(
        claim, body, lambda it, act: it.correct(wrong=body.wrong, field=body.field, right=body.right, act=act)
    )
