"""Money after a decision; no amounts."""

from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field, StringConstraints
from starlette.responses import Response

from api.command import ChangeDep
from api.documented import body_example, command, router
from api.words import Body, ClaimId
from domain.errors import AlreadyDone
from domain.shapes import MONTH
from domain.vocabulary import PaymentGround, Stage

routes: Final[APIRouter] = router("payments")


class Payment(Body):
    """The first month paid for."""

    model_config = body_example(first_month="2019-04")

    first_month: Annotated[
        str, StringConstraints(pattern=MONTH), Field(description="the first month paid for, as 2019-04")
    ]


class Grounded(Body):
    """Why."""

    model_config = body_example(ground="CONTRACT_BREACHED")

    ground: Annotated[PaymentGround, Field(description=" or ".join(PaymentGround))]


@routes.post(
    "/{claim}/payment",
    **command(
        {"version": 21, "type": "payment.started", "first_month": "2019-04"}, stage=Stage.DECIDED, also=(AlreadyDone,)
    ),
)
async def start_payment(claim: ClaimId, body: Payment, change: ChangeDep) -> Response:
    """Payment starts, or starts again after it was terminated."""
    return await change(claim, body, lambda it, act: it.start_payment(first_month=body.first_month, act=act))


@routes.post(
    "/{claim}/payment/suspension",
    **command(
        {"version": 22, "type": "payment.suspended", "ground": "CONTRACT_BREACHED"},
        stage=Stage.DECIDED,
        also=(AlreadyDone,),
    ),
)
async def suspend_payment(claim: ClaimId, body: Grounded, change: ChangeDep) -> Response:
    """Payment rests."""
    return await change(claim, body, lambda it, act: it.suspend_payment(ground=body.ground, act=act))


@routes.post(
    "/{claim}/payment/resumption",
    **command(
        {"version": 23, "type": "payment.resumed", "ground": "GROUND_CEASED"}, stage=Stage.DECIDED, also=(AlreadyDone,)
    ),
)
async def resume_payment(claim: ClaimId, body: Grounded, change: ChangeDep) -> Response:
    """Payment goes on."""
    return await change(claim, body, lambda it, act: it.resume_payment(ground=body.ground, act=act))


@routes.post(
    "/{claim}/payment/termination",
    **command(
        {"version": 24, "type": "payment.terminated", "ground": "PERIOD_ENDED"},
        stage=Stage.DECIDED,
        also=(AlreadyDone,),
    ),
)
async def terminate_payment(claim: ClaimId, body: Grounded, change: ChangeDep) -> Response:
    """Payment ends."""
    return await change(claim, body, lambda it, act: it.terminate_payment(ground=body.ground, act=act))
