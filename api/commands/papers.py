"""Papers demanded of the applicant: what each demand was worth is computed from the claim's own history."""

from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from api.command import ChangeDep
from api.documented import CHILD, body_example, command, router
from api.words import BasisCode, Body, ClaimId, DemandId, Sha256, Subject
from domain.errors import AlreadyDone, NeverAsked, UnknownBasis, Unusable
from domain.vocabulary import DemandWithdrawal, DocumentType, Fact

routes: Final[APIRouter] = router("papers")

DIGEST: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class DocumentRequest(Body):
    """A paper, the fact it is to show, and the rule that allows to ask for it."""

    model_config = body_example(
        type="BIRTH_CERTIFICATE", subject=CHILD, fact="BIRTH", basis="ORDER_320_PAPER_BEFORE_2007"
    )

    type: Annotated[DocumentType, Field(description="the paper")]
    subject: Annotated[Subject, Field(description="the member's person_ref")]
    fact: Annotated[Fact, Field(description="what the paper is to show")]
    basis: Annotated[BasisCode | None, Field(description="code of the legal basis in the claim's edition")] = None


class Receipt(Body):
    """The paper came."""

    model_config = body_example(digest=DIGEST)

    digest: Annotated[Sha256, Field(description="SHA-256 of the paper; its content is not sent")]


class TakenBack(Body):
    """The demand is taken back."""

    model_config = body_example(reason="ASKED_IN_ERROR")

    reason: Annotated[DemandWithdrawal, Field(description="NOT_NEEDED or ASKED_IN_ERROR")]


@routes.post(
    "/{claim}/document-requests",
    **command(
        {
            "version": 10,
            "type": "document.requested",
            "demand": "D1",
            "document_type": "BIRTH_CERTIFICATE",
            "subject": CHILD,
            "fact": "BIRTH",
            "gap": "G1",
            "basis": "ORDER_320_PAPER_BEFORE_2007",
            "asked_by": "OFFICE",
            "verdict": "GAP",
            "state_not_asked": False,
        },
        also=(NeverAsked, UnknownBasis),
    ),
)
async def request_document(claim: ClaimId, body: DocumentRequest, change: ChangeDep) -> Response:
    """Demand a paper of the applicant. The answer says what the demand was worth."""
    return await change(
        claim,
        body,
        lambda it, act: it.request_document(
            type=body.type, subject=body.subject, fact=body.fact, basis=body.basis, act=act
        ),
    )


@routes.post(
    "/{claim}/document-requests/{demand}/receipt",
    **command(
        {"version": 11, "type": "document.received", "demand": "D1", "digest": DIGEST},
        {"version": 12, "type": "gap.closed", "gap": "G1", "closed_by": 11, "replaced_by": None},
        also=(NeverAsked, AlreadyDone),
    ),
)
async def receive_document(claim: ClaimId, demand: DemandId, body: Receipt, change: ChangeDep) -> Response:
    """The paper came; it closes the gap that it fills."""
    return await change(claim, body, lambda it, act: it.receive_document(demand=demand, digest=body.digest, act=act))


@routes.post(
    "/{claim}/document-requests/{demand}/withdrawal",
    **command(
        {"version": 11, "type": "document.request_withdrawn", "demand": "D1", "reason": "ASKED_IN_ERROR"},
        also=(NeverAsked, AlreadyDone, Unusable),
    ),
)
async def withdraw_document_request(claim: ClaimId, demand: DemandId, body: TakenBack, change: ChangeDep) -> Response:
    """Take a demand back: not needed, or asked in error."""
    return await change(
        claim, body, lambda it, act: it.withdraw_document_request(demand=demand, reason=body.reason, act=act)
    )
