"""The words of a request: bounded, closed, and none of them free text. What a body, a path or a query is made of."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from domain import shapes
from domain.event import instant
from domain.shapes import (
    BASIS,
    CODE,
    KATO,
    LONGEST_LATENCY_MS,
    MONTH,
    NUMBER,
    NUMBER_CHARACTERS,
    QUARTER,
    SHA256,
    VERSIONS,
)

FORMAT: Final = {"day": ("date", shapes.DAY), "instant": ("date-time", shapes.INSTANT)}

MEMBERS: Final = 30
"""most members of a family in one submission"""
NEEDS: Final = 200
"""most facts that one request for checks names"""
FIELDS: Final = 40
"""most empty fields of a record that an answer names"""
ATTEMPTS: Final = 10_000
"""most attempts of one lookup"""


def _day(said: object) -> date:
    if found := shapes.day(said):
        return found
    raise PydanticCustomError("day", "a day is written 2019-04-01")


def _instant(said: object) -> datetime:
    if found := shapes.at(said):
        return found
    raise PydanticCustomError("instant", "an instant is written 2019-04-01T10:00:00+06:00, with its offset")


def _described(kind: str, example: str) -> WithJsonSchema:
    """As the description says it, more closely than a format does."""
    name, pattern = FORMAT[kind]
    return WithJsonSchema({"type": "string", "format": name, "pattern": f"^{pattern.pattern}$", "examples": [example]})


Day = Annotated[date, BeforeValidator(_day), _described("day", "2019-04-01")]
Instant = Annotated[datetime, BeforeValidator(_instant), _described("instant", "2019-04-01T10:00:00+06:00")]
"""with its offset from UTC"""
SUBJECT: Final = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
SHAPES: Final = {
    KATO: "a KATO code has nine digits, as 750000000",
    CODE: "a code is 1 to 64 of A-Z a-z 0-9 _ . : -, as ALMATY-1, and begins with a letter or digit",
    BASIS: "a legal basis is a code of the edition, as ORDER_320_PAPER_BEFORE_2007",
    NUMBER: "a number is 1 to 64 letters, digits, № / . -, with a digit among them, as AB-7/2019",
    SHA256: "a SHA-256 is 64 of 0-9 a-f",
    QUARTER: "a quarter is written 2019-Q1",
    MONTH: "a month is written 2019-04",
    SUBJECT: "a member is named by the person_ref of the submission, a UUID in lower case",
}
"""pattern -> what to write, in words"""
Latency = Annotated[int, Field(strict=True, ge=0, le=LONGEST_LATENCY_MS)]
Version = Annotated[int, Field(strict=True, ge=1, le=VERSIONS)]
Kato = Annotated[str, StringConstraints(pattern=KATO)]
Code = Annotated[str, StringConstraints(pattern=CODE)]
"""an office, a commission, a message, a device: what others have named"""
BasisCode = Annotated[str, StringConstraints(pattern=BASIS)]
DecisionNumber = Annotated[str, StringConstraints(pattern=NUMBER, max_length=NUMBER_CHARACTERS)]
Sha256 = Annotated[str, StringConstraints(pattern=SHA256)]
PersonRef = Annotated[str, StringConstraints(min_length=1, max_length=64)]
"""a random UUID; the domain says so where it is none"""
Subject = Annotated[str, StringConstraints(pattern=SUBJECT)]
"""the person_ref of a member"""

FindingId = Annotated[UUID, Path(description="the finding's id", examples=["3a8d3f0e-5b57-5c25-9a0f-8f5e2f0c1d77"])]
InquiryId = Annotated[UUID, Path(description="the inquiry's id", examples=["7be3a0c1-2f64-5d0b-8a35-4c1de27f9a10"])]
ClaimId = Annotated[UUID, Path(description="the claim's id", examples=["0d2f1d8e-3c3b-5b0e-9a57-6f0d8a1f5b11"])]
LookupId = Annotated[str, Path(pattern=r"^L[1-9][0-9]{0,4}$", description="as `checks.requested` named it")]
Attempt = Annotated[int, Path(ge=1, le=ATTEMPTS, description="1 for the first")]
DemandId = Annotated[str, Path(pattern=r"^D[1-9][0-9]{0,4}$", description="as `document.requested` named it")]
StateRequestId = Annotated[str, Path(pattern=r"^S[1-9][0-9]{0,4}$", description="as `state_request.sent` named it")]
ComplaintId = Annotated[str, Path(pattern=r"^K[1-9][0-9]{0,4}$", description="as `complaint.filed` named it")]
GapId = Annotated[str, StringConstraints(pattern=r"^G[1-9][0-9]{0,4}$")]


class Words(BaseModel):
    """A part of a body. What is not named here is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Body(Words):
    """What every command's body may carry beside its own words."""

    occurred_at: Annotated[
        Instant | None, Field(description="when it happened, never later than now; now if it is not said")
    ] = None


def written(at: date | None) -> str | None:
    """A day as a day, an instant in UTC."""
    if at is None:
        return None
    return instant(at) if isinstance(at, datetime) else at.isoformat()
