"""Submission, registration, and the applicant's taking back."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from fastapi import APIRouter
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from starlette.responses import Response

from api.admission import AdmissionDep, Given
from api.command import ChangeDep
from api.documented import CHILD, CLAIM, MOTHER, body_example, command, router, submission
from api.house import HouseDep
from api.refusals import NoSuchRegion, OpenClaimElsewhere
from api.words import MEMBERS, Body, ClaimId, Code, Day, Kato, PersonRef, Words
from domain.act import Act
from domain.allowed import require_stage
from domain.claim import Claim
from domain.errors import NotARandomReference, OpenClaim, UnknownEdition, UnknownRegion, Unusable
from domain.regions import local_day, region_at
from domain.submission import MemberGiven
from domain.vocabulary import Channel, Fact, Language, MemberRole, Stage, Withdrawal

routes: Final[APIRouter] = router("intake")

DatedAct = Literal[Fact.DEATH, Fact.MARRIAGE, Fact.DIVORCE]
CivilAct = Literal[Fact.BIRTH, Fact.DEATH, Fact.MARRIAGE, Fact.DIVORCE]


class Member(Words):
    """A member of the family. The dates decide what a registry can know, and are kept nowhere."""

    person_ref: Annotated[
        PersonRef, Field(description="a random UUID (version 4) that stands for the person; never an IIN")
    ]
    role: Annotated[
        MemberRole, Field(description="as what the person belongs to the family; exactly one is the APPLICANT")
    ]
    birth_date: Annotated[
        Day | None, Field(description="becomes a verdict on what registries can know, and is kept nowhere")
    ] = None
    acts: Annotated[Mapping[DatedAct, Day], Field(max_length=3, description="the days of other civil acts")] = Field(
        default_factory=dict
    )
    abroad: Annotated[tuple[CivilAct, ...], Field(max_length=4, description="acts registered abroad")] = ()

    def given(self) -> MemberGiven:
        return MemberGiven(
            person_ref=self.person_ref,
            role=self.role,
            birth_date=self.birth_date,
            acts={Fact(act): day for act, day in self.acts.items()},
            abroad=frozenset(self.abroad),
        )


ONE_APPLIES: Final[dict[str, Any]] = {
    "contains": {"type": "object", "properties": {"role": {"const": MemberRole.APPLICANT.value}}, "required": ["role"]},
    "minContains": 1,
    "maxContains": 1,
}
"""the rule of `_one_applies` in words of JSON Schema"""


class Submission(Body):
    """An application for targeted social assistance."""

    model_config = body_example(
        channel="CENTRE",
        region="750000000",
        authorised_body="75-BODY",
        language="kk",
        members=[
            {"person_ref": MOTHER, "role": "APPLICANT"},
            {"person_ref": CHILD, "role": "CHILD", "birth_date": "2006-11-30"},
        ],
    )

    channel: Annotated[Channel, Field(description="CENTRE, AKIM, PUBLIC_SERVICE_CENTRE or EGOV")]
    region: Annotated[Kato, Field(description="KATO code of where the family lives; begins with the token's region")]
    authorised_body: Annotated[Code, Field(description="code of the body that will decide")]
    language: Annotated[Language, Field(description="kk, ru or en")]
    members: Annotated[
        list[Member],
        Field(
            min_length=1,
            max_length=MEMBERS,
            json_schema_extra=ONE_APPLIES,
            description="1 to 30, exactly one of them the APPLICANT",
        ),
    ]

    @model_validator(mode="after")
    def _one_applies(self) -> Self:
        if [member.role for member in self.members].count(MemberRole.APPLICANT) != 1:
            raise PydanticCustomError("applicant", "exactly one member has the role APPLICANT")
        return self

    def given(self) -> Given:
        return {
            "channel": self.channel,
            "region": self.region,
            "authorised_body": self.authorised_body,
            "language": self.language,
            "members": [member.given() for member in self.members],
        }


class Registration(Body):
    """The claim is complete enough to be worked on; the term begins."""

    model_config = body_example()


class TakingBack(Body):
    """The applicant takes the claim back."""

    model_config = body_example(reason="APPLICANT_REQUEST")

    reason: Annotated[Withdrawal, Field(description="APPLICANT_REQUEST, MOVED_AWAY, DEATH or SUBMITTED_IN_ERROR")]


SUBMITTED: Final = {
    "claim": CLAIM,
    "version": 1,
    "stage": "INTAKE",
    "recorded": [
        {
            "version": 1,
            "type": "claim.submitted",
            "channel": "CENTRE",
            "region": "750000000",
            "authorised_body": "75-BODY",
            "language": "kk",
            "members": [
                {"person_ref": MOTHER, "role": "APPLICANT", "coverage": {}},
                {"person_ref": CHILD, "role": "CHILD", "coverage": {"BIRTH": "OUTSIDE", "FATHER": "OUTSIDE"}},
            ],
            "edition": "2019-04",
            "calendar": "kz-1",
            "register_by": "2019-04-02",
        }
    ],
}


@routes.post(
    "",
    **submission(
        SUBMITTED,
        NoSuchRegion,
        OpenClaim,
        OpenClaimElsewhere,
        Unusable,
        NotARandomReference,
        UnknownRegion,
        UnknownEdition,
    ),
)
async def submit(body: Submission, admit: AdmissionDep) -> Response:
    """Hand a claim in. Birth dates and other days become verdicts on what registries can know, and are kept nowhere.

    An applicant has one open claim at a time: the repetition is counted and answered 409 with a link to it.
    """
    return await admit(body, body.given())


@routes.post(
    "/{claim}/registration",
    **command(
        {
            "version": 2,
            "type": "claim.registered",
            "number": "75-OFFICE-2019-000001",
            "registered_on": "2019-04-01",
            "edition": "2019-04",
            "calendar": "kz-1",
            "due_on": "2019-04-10",
            "reasons": [
                {
                    "kind": "TERM",
                    "channel": "CENTRE",
                    "starts": "REGISTRATION",
                    "start_on": "2019-04-01",
                    "working_days": 7,
                    "edition": "2019-04",
                    "calendar": "kz-1",
                },
                {"kind": "SKIPPED", "day": "2019-04-06", "why": "WEEKEND"},
                {"kind": "SKIPPED", "day": "2019-04-07", "why": "WEEKEND"},
            ],
        }
    ),
)
async def register(claim: ClaimId, body: Registration, change: ChangeDep, house: HouseDep) -> Response:
    """Register the claim under the office's next number. The answer says by when it must be decided, and why."""
    series = await change.look(claim, body, _series)
    number = f"{'-'.join(map(str, series))}-{await house.next_number(*series):06d}" if series else ""
    return await change(claim, body, lambda it, act: it.register(number=number, act=act))


@routes.post(
    "/{claim}/withdrawal",
    **command({"version": 3, "type": "claim.withdrawn", "reason": "APPLICANT_REQUEST"}, stage=Stage.WITHDRAWN),
)
async def withdraw(claim: ClaimId, body: TakingBack, change: ChangeDep) -> Response:
    """The applicant takes the claim back; demands and requests that are outstanding lapse."""
    return await change(claim, body, lambda it, act: it.withdraw(reason=body.reason, act=act))


def _series(claim: Claim, act: Act) -> tuple[str, int]:
    """Office and local year, under which numbers are counted. A claim that cannot be registered takes none."""
    require_stage("register", claim.state, act.role)
    zone = region_at(claim.state.region, act.occurred_at).zone
    return act.office, local_day(act.occurred_at, zone).year
