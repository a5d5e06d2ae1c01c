"""Other state bodies are asked before the applicant is."""

from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from api.command import ChangeDep
from api.documented import body_example, command, router
from api.words import Body, ClaimId, GapId, StateRequestId
from domain.errors import AlreadyDone, NeverAsked
from domain.vocabulary import StateAnswer, StateBody

routes: Final[APIRouter] = router("state requests")


class StateRequest(Body):
    """A gap, and the body that could fill it."""

    model_config = body_example(gap="G1", body="MINISTRY_OF_JUSTICE")

    gap: Annotated[GapId, Field(description="id of an open gap, as G1")]
    body: Annotated[StateBody, Field(description=" or ".join(StateBody))]


class BodysAnswer(Body):
    """What the body answered."""

    model_config = body_example(answer="NO_DATA")

    answer: Annotated[StateAnswer, Field(description="PROVIDED, NO_DATA or REFUSED")]


@routes.post(
    "/{claim}/state-requests",
    **command(
        {
            "version": 8,
            "type": "state_request.sent",
            "state_request": "S1",
            "body": {"kind": "STATE_BODY", "code": "MINISTRY_OF_JUSTICE"},
            "gap": "G1",
            "due_on": "2019-04-08",
        },
        also=(NeverAsked, AlreadyDone),
    ),
)
async def send_state_request(claim: ClaimId, body: StateRequest, change: ChangeDep) -> Response:
    """Ask another state body for the fact of an open gap."""
    return await change(claim, body, lambda it, act: it.send_state_request(gap=body.gap, body=body.body, act=act))


@routes.post(
    "/{claim}/state-requests/{state_request}/answer",
    **command(
        {"version": 9, "type": "state_request.answered", "state_request": "S1", "answer": "NO_DATA"},
        also=(NeverAsked, AlreadyDone),
    ),
)
async def answer_state_request(
    claim: ClaimId, state_request: StateRequestId, body: BodysAnswer, change: ChangeDep
) -> Response:
    """What the body answered; PROVIDED closes the gap and ends the demands for it."""
    return await change(
        claim, body, lambda it, act: it.answer_state_request(state_request=state_request, answer=body.answer, act=act)
    )
