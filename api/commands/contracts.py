"""What an applicant signs before conditional aid."""

from typing import Annotated, Final

from fastapi import APIRouter, Path
from pydantic import Field
from starlette.responses import Response

from api.command import ChangeDep
from api.documented import body_example, command, router
from api.words import Body, ClaimId
from domain.errors import AlreadyDone, NeverAsked
from domain.vocabulary import ContractKind

routes: Final[APIRouter] = router("contracts")

Kind = Annotated[ContractKind, Path(description="which contract")]


class Offer(Body):
    """Which contract is laid before the applicant."""

    model_config = body_example(kind="SOCIAL_CONTRACT")

    kind: Annotated[ContractKind, Field(description="SOCIAL_CONTRACT or INDIVIDUAL_PLAN")]


class Answered(Body):
    """Nothing but, perhaps, when."""

    model_config = body_example()


@routes.post(
    "/{claim}/contracts",
    **command({"version": 16, "type": "contract.offered", "kind": "SOCIAL_CONTRACT"}, also=(AlreadyDone,)),
)
async def offer_contract(claim: ClaimId, body: Offer, change: ChangeDep) -> Response:
    """Lay a contract before the applicant; one of a kind at a time."""
    return await change(claim, body, lambda it, act: it.offer_contract(kind=body.kind, act=act))


@routes.post(
    "/{claim}/contracts/{kind}/signature",
    **command({"version": 17, "type": "contract.signed", "kind": "SOCIAL_CONTRACT"}, also=(AlreadyDone, NeverAsked)),
)
async def sign_contract(claim: ClaimId, kind: Kind, body: Answered, change: ChangeDep) -> Response:
    """The applicant signed it."""
    return await change(claim, body, lambda it, act: it.sign_contract(kind=kind, act=act))


@routes.post(
    "/{claim}/contracts/{kind}/refusal",
    **command({"version": 17, "type": "contract.declined", "kind": "SOCIAL_CONTRACT"}, also=(AlreadyDone, NeverAsked)),
)
async def decline_contract(claim: ClaimId, kind: Kind, body: Answered, change: ChangeDep) -> Response:
    """The applicant did not sign it."""
    return await change(claim, body, lambda it, act: it.decline_contract(kind=kind, act=act))
