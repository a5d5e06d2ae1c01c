"""What is done with inquiries: one is made and answered at once, asked again, replied to by its addressee."""

from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import Field, StringConstraints
from starlette.responses import Response

from api.documented import body_example, inquiry_command, router
from api.inquiry_command import AskingDep, InquiryChangeDep
from api.refusals import NotSettled
from api.words import Body, Code, Day, DecisionNumber, InquiryId
from domain.errors import AlreadyDone, Contradiction, UnknownRegion, Unusable
from domain.inquiry import Question
from domain.regions import region_between
from domain.vocabulary import InquiryTemplate
from releases.errors import NotReleased, UnderWay

routes: Final[APIRouter] = router("inquiries", prefix="/inquiries")

DIGEST: Final = "5830ff71cdcfd5e17a2b49fd1a3f2c8b4a7f9c2f0f0a3c5b9b14d4a5b1f9d7f3"
AsKnown = Annotated[Day | None, Field(description="as known at the end of this day, which must be over")]


class Inquiry(Body):
    """A question to somebody, as one of the ready-made ones."""

    model_config = body_example(
        number="DZ-127/2019",
        addressee="MLSPP",
        template="CLAIMS",
        region="75",
        submitted_from="2019-04-01",
        submitted_to="2019-04-30",
    )

    number: Annotated[DecisionNumber, Field(description="under which the inquiry was sent")]
    addressee: Annotated[Code, Field(description="code of the office, body or ministry that must answer in writing")]
    template: Annotated[
        InquiryTemplate,
        Field(description="CLAIMS, FAMILIES, PAPERS, MISSING_DATA, BACKLOG, COVERAGE or UNJUSTIFIED"),
    ]
    region: Annotated[
        Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")] | None,
        Field(description="the first two digits of a KATO code; all regions, if it is not said"),
    ] = None
    submitted_from: Annotated[Day | None, Field(description="first day of submission of the claims")] = None
    submitted_to: Annotated[Day | None, Field(description="last day of submission")] = None
    as_known: AsKnown = None

    def question(self) -> Question:
        """Raises `UnknownRegion`, `Contradiction`."""
        question = Question(self.template, self.region, self.submitted_from, self.submitted_to)
        if self.region:
            region_between(self.region, self.submitted_from, self.submitted_to)
        return question


class Again(Body):
    """The same question, as known on the same day or on a later one."""

    model_config = body_example(as_known="2019-05-20")

    as_known: AsKnown = None


class Reply(Body):
    """The addressee has answered in writing; what, is not kept here."""

    model_config = body_example(reply="01-7/4521")

    reply: Annotated[DecisionNumber, Field(description="number of the letter")]


RECEIVED: Final[dict[str, Any]] = {
    "version": 1,
    "type": "inquiry.received",
    "number": "DZ-127/2019",
    "addressee": "MLSPP",
    "template": "CLAIMS",
    "region": "75",
    "submitted_from": "2019-04-01",
    "submitted_to": "2019-04-30",
    "due_on": "2019-06-15",
}
ANSWERED: Final[dict[str, Any]] = {
    "version": 2,
    "type": "inquiry.answered",
    "as_known": "2019-05-14",
    "position": 8123,
    "definitions": ["cohort_2", "statistics_1"],
    "policy": None,
    "answer": '{"as_known":"2019-05-14","kept_back":[],"not_recorded":[],"policy":null,"position":8123,"tables":[]}',
    "digest": DIGEST,
}
RERUN: Final[dict[str, Any]] = {
    "version": 3,
    "type": "inquiry.rerun",
    "as_known": "2019-05-20",
    "position": 8410,
    "definitions": ["cohort_2", "statistics_1"],
    "digest": DIGEST[::-1],
    "same": False,
    "differences": [
        {"table": "claims", "key": {"region": "75"}, "figure": "approved", "before": 22, "after": 23},
        {"table": "claims", "key": {"region": "75"}, "figure": "open", "before": 4, "after": 3},
    ],
    "more_differences": 0,
    "not_compared": [],
    "recorded_since": {"claim.approved": 1},
}


@routes.post(
    "",
    **inquiry_command(
        RECEIVED,
        ANSWERED,
        status="ANSWERED",
        new=True,
        also=(NotReleased, UnderWay, NotSettled, UnknownRegion, Contradiction, Unusable),
    ),
)
async def inquire(body: Inquiry, ask: AskingDep) -> Response:
    """Ask one of the ready-made questions. It is answered at once, and the answer is kept as it is, with its digest.

    `answer` is canonical JSON (RFC 8785) of what was asked and of whole numbers; `digest` is the SHA-256 of its bytes.
    `due_on` is the addressee's: a month after the inquiry was received.
    """
    return await ask(
        body, number=body.number, addressee=body.addressee, question=body.question(), as_known=body.as_known
    )


@routes.post(
    "/{inquiry}/rerun",
    **inquiry_command(RERUN, status="ANSWERED", also=(NotReleased, UnderWay, NotSettled, Unusable, Contradiction)),
)
async def rerun_inquiry(inquiry: InquiryId, body: Again, change: InquiryChangeDep) -> Response:
    """Ask the same again: as known on the same day it has the same digest; as known on a later one, what differs.

    `same` with no `differences`: every figure that both answers tell is the same. `HIDDEN` stands for a hidden figure;
    a table that either of them could not give is in `not_compared`, and where only one could not, `same` is false.
    `recorded_since` counts the events that were recorded between the two, of all claims; which of them moved which
    figure says `explained_by` of the inquiry, for auditors.
    """
    return await change.rerun(inquiry, body, body.as_known)


@routes.post(
    "/{inquiry}/reply",
    **inquiry_command(
        {"version": 3, "type": "inquiry.replied", "reply": "01-7/4521"},
        status="REPLIED",
        also=(AlreadyDone, Contradiction),
    ),
)
async def reply_to_inquiry(inquiry: InquiryId, body: Reply, change: InquiryChangeDep) -> Response:
    """Say that the addressee's letter has gone out, and under which number."""
    return await change.reply(inquiry, body, body.reply)
