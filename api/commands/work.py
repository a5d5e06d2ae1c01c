"""Who works on a claim: the next one of the queue, given by hand, handed back."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from api.command import ChangeDep
from api.documented import CLAIM, body_example, command, router, submission
from api.handing_out import HandingOutDep
from api.refusals import NothingToHandOut
from api.words import Body, ClaimId, Code, Words
from domain.errors import AlreadyDone, InOtherHands, NotTheirMove
from domain.vocabulary import HandBack, Role, Stage

routes: Final[APIRouter] = router("queue", prefix="")

AtWork = Literal[Role.CASEWORKER, Role.COMMISSION, Role.HEAD]
GIVEN: Final = {
    "version": 4,
    "type": "claim.assigned",
    "to": "caseworker-11",
    "to_role": "caseworker",
    "of_office": "75-OFFICE",
    "way": "NEXT",
}


class Nothing(Words):
    """Nothing: which claim comes next is not for the asker to say."""

    model_config = body_example()


class Assignment(Body):
    """Who shall work on the claim."""

    model_config = body_example(to="caseworker-17", role="caseworker")

    to: Annotated[Code, Field(description="the subject of that person's token")]
    role: Annotated[AtWork, Field(description="caseworker, commission or head: the role whose move it is")]


class HandingBack(Body):
    """Why the claim is handed back."""

    model_config = body_example(reason="CONFLICT_OF_INTEREST")

    reason: Annotated[HandBack, Field(description="a reason of the closed list")]


@routes.post(
    "/queue/next",
    **submission({"claim": CLAIM, "version": 4, "stage": Stage.CHECKS, "recorded": [GIVEN]}, NothingToHandOut),
)
async def take(body: Nothing, hand_out: HandingOutDep) -> Response:
    """Get the next claim to work on: over its term first, then due soonest, then oldest; nobody else gets the same."""
    return await hand_out()


@routes.post(
    "/claims/{claim}/assignment",
    **command(GIVEN | {"to": "caseworker-17", "way": "BY_HAND"}, also=(NotTheirMove, AlreadyDone)),
)
async def assign(claim: ClaimId, body: Assignment, change: ChangeDep) -> Response:
    """Give the claim to somebody by hand; also out of another's hands."""
    return await change(claim, body, lambda it, act: it.assign(to=body.to, role=body.role, act=act))


@routes.post(
    "/claims/{claim}/hand-back",
    **command({"version": 5, "type": "claim.handed_back", "reason": "CONFLICT_OF_INTEREST"}, also=(InOtherHands,)),
)
async def hand_back(claim: ClaimId, body: HandingBack, change: ChangeDep) -> Response:
    """Hand the claim back to the queue, and say why. The queue does not give it to you again."""
    return await change(claim, body, lambda it, act: it.hand_back(reason=body.reason, act=act))
