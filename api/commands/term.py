"""Where the file lies, and the term that runs."""

from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from api.command import ChangeDep
from api.documented import body_example, command, router
from api.words import Body, ClaimId, Code, Day
from domain.errors import AlreadyDone, NotYourFile, Unusable
from domain.vocabulary import ExtensionReason

routes: Final[APIRouter] = router("file and term")

OFFICES: Final = {"from_office": "75-AKIM", "to_office": "75-OFFICE"}


class Transfer(Body):
    """The office that shall have the file."""

    model_config = body_example(to="75-OFFICE")

    to: Annotated[Code, Field(description="code of the office that shall have the file")]


class Receipt(Body):
    """Nothing but, perhaps, when."""

    model_config = body_example()


class Extended(Body):
    """The new last day, and why."""

    model_config = body_example(due_on="2019-05-08", reason="AWAITING_STATE_BODY")

    due_on: Annotated[Day, Field(description="later than the due day in force")]
    reason: Annotated[ExtensionReason, Field(description="AWAITING_STATE_BODY, AWAITING_ORGANISATION or OTHER")]


class Recomputed(Body):
    """Nothing but, perhaps, when."""

    model_config = body_example()


@routes.post(
    "/{claim}/file-transfers",
    **command({"version": 2, "type": "file.sent", **OFFICES}, also=(AlreadyDone, NotYourFile, Unusable)),
)
async def send_file(claim: ClaimId, body: Transfer, change: ChangeDep) -> Response:
    """Send the file to another office, which sees the claim from now on and is in charge once it has the file."""
    return await change(claim, body, lambda it, act: it.send_file(to=body.to, act=act))


@routes.post(
    "/{claim}/file-transfers/receipt",
    **command({"version": 3, "type": "file.received", **OFFICES}, also=(AlreadyDone, NotYourFile)),
)
async def receive_file(claim: ClaimId, body: Receipt, change: ChangeDep) -> Response:
    """The file is here, and the claim is yours."""
    return await change(claim, body, lambda it, act: it.receive_file(act=act))


@routes.post(
    "/{claim}/extensions",
    **command(
        {"version": 9, "type": "term.extended", "due_on": "2019-05-08", "reason": "AWAITING_STATE_BODY"},
        also=(Unusable,),
    ),
)
async def extend_term(claim: ClaimId, body: Extended, change: ChangeDep) -> Response:
    """Extend the term. What is late, too long or not told within two working days is recorded, and moves nothing."""
    return await change(claim, body, lambda it, act: it.extend_term(due_on=body.due_on, reason=body.reason, act=act))


@routes.post(
    "/{claim}/deadline",
    **command(
        {
            "version": 9,
            "type": "deadline.recomputed",
            "due_on": "2019-04-11",
            "calendar": "kz-1+0a1b2c3d4e5f",
            "reasons": [{"kind": "SKIPPED", "day": "2019-04-08", "why": "TRANSFER:2019-04-13"}],
        },
        also=(AlreadyDone, Unusable),
    ),
)
async def recompute_deadline(claim: ClaimId, body: Recomputed, change: ChangeDep) -> Response:
    """Count the term's last day again by the latest calendar, where a decree has moved days off since."""
    return await change(claim, body, lambda it, act: it.recompute_deadline(act=act))
