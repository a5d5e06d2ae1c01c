"""What people do with a finding: acknowledge it, answer it, close it."""

from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from api.documented import body_example, finding_command, router
from api.finding_command import FindingChangeDep
from api.words import Body, FindingId
from domain.errors import Unusable
from domain.vocabulary import FindingAnswer, FindingClosure

routes: Final[APIRouter] = router("findings", prefix="/findings")


class Acknowledgement(Body):
    """Those who answer for it have seen it."""

    model_config = body_example(occurred_at="2019-04-20T10:00:00+06:00")


class Answered(Body):
    """What those who answer for it say."""

    model_config = body_example(answer="MENDED")

    answer: Annotated[FindingAnswer, Field(description="MENDED, LAWFUL_REASON, RECORD_WRONG or DISPUTED")]


class Closure(Body):
    """Why it needs nobody's attention any more."""

    model_config = body_example(reason="ANSWER_ACCEPTED")

    reason: Annotated[
        FindingClosure,
        Field(description="ANSWER_ACCEPTED, MEASURES_TAKEN, NO_VIOLATION or REFERRED; the system closes the others"),
    ]


@routes.post(
    "/{finding}/acknowledgement",
    **finding_command({"version": 2, "type": "finding.acknowledged"}, "ACKNOWLEDGED"),
)
async def acknowledge_finding(finding: FindingId, body: Acknowledgement, change: FindingChangeDep) -> Response:
    """Say that the finding was seen by those who answer for it."""
    return await change(finding, body, lambda found, act: found.acknowledge(act=act))


@routes.post(
    "/{finding}/answer",
    **finding_command({"version": 3, "type": "finding.answered", "answer": "MENDED"}, "ANSWERED"),
)
async def answer_finding(finding: FindingId, body: Answered, change: FindingChangeDep) -> Response:
    """Answer a finding. A later answer replaces an earlier one; both stay on record."""
    return await change(finding, body, lambda found, act: found.answer(answer=body.answer, act=act))


@routes.post(
    "/{finding}/closure",
    **finding_command(
        {"version": 4, "type": "finding.closed", "reason": "ANSWER_ACCEPTED"}, "CLOSED", also=(Unusable,)
    ),
)
async def close_finding(finding: FindingId, body: Closure, change: FindingChangeDep) -> Response:
    """Close a finding, with a reason. What was found about somebody is never closed by them."""
    return await change(finding, body, lambda found, act: found.close(reason=body.reason, act=act))
