"""What OpenAPI says of a route beside its words: the answer by example, and every problem it may meet, by example."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict

from api import problems, refusals
from api.answers import Accepted, FindingAccepted, InquiryAccepted
from api.headers import ANY, ETAG, KEY
from api.route import Route
from domain import errors
from domain.errors import Refusal
from domain.vocabulary import Stage

CLAIM: Final = "0d2f1d8e-3c3b-5b0e-9a57-6f0d8a1f5b11"
MOTHER: Final = "6c0a4a3e-57a5-4d0c-8a53-0f6d2f1f6c02"
CHILD: Final = "d3b1f7f2-0b8e-4f55-9a0e-1f0f5a7a9c44"
PROBLEM_SCHEMA: Final = {"$ref": "#/components/schemas/Problem"}

ASKED: Final = (refusals.NoToken, refusals.BadToken, errors.PersonalNumber, refusals.Unavailable, refusals.Fault)
"""what any request may meet"""
COMMANDED: Final = (
    *ASKED,
    errors.NotYours,
    refusals.KeyMissing,
    refusals.KeyUnusable,
    refusals.HeaderUnusable,
    refusals.NotJson,
    refusals.TooSlow,
    refusals.TooLong,
    refusals.NotJsonType,
    refusals.Unreadable,
    errors.KeyReused,
    errors.InTheFuture,
    errors.DatedBackTooFar,
    refusals.Overtaken,
    refusals.TooOld,
)
"""what any command may meet"""
CHANGED: Final = (
    *COMMANDED,
    refusals.NoSuchClaim,
    refusals.VersionMissing,
    errors.StaleVersion,
    errors.NotAllowed,
)
"""what any command on a claim may meet"""

FINDING: Final = "3a8d3f0e-5b57-5c25-9a0f-8f5e2f0c1d77"
FOUND: Final = (
    *COMMANDED,
    refusals.NoSuchFinding,
    refusals.VersionMissing,
    errors.StaleVersion,
    errors.NotAllowedOnFinding,
)
"""what any command on a finding may meet"""

INQUIRY: Final = "7be3a0c1-2f64-5d0b-8a35-4c1de27f9a10"
ON_INQUIRY: Final = (*COMMANDED, refusals.NoSuchInquiry, refusals.VersionMissing, errors.StaleVersion)
"""what any command on one that exists may meet"""

KEY_HEADER: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "a new one for every command, the same one to repeat it",
    "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"},
    "example": "7c1d0a4be5f24b0f9a51",
}
VERSION_HEADER: Final = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "the version of the claim that the command was decided on; * only for service",
    "schema": {"type": "string", "pattern": rf"^({ETAG.pattern}|\{ANY})$"},
    "example": '"5"',
}


FINDING_VERSION: Final = VERSION_HEADER | {"description": "the version of the finding that the command was decided on"}

INQUIRY_VERSION: Final = VERSION_HEADER | {"description": "the version of the inquiry that the command was decided on"}

LINKS: Final[dict[str, dict[str, str]]] = {
    "read_claim": {"claim": "$response.body#/claim", "at_least": "$response.body#/version"},
    "read_timeline": {"claim": "$response.body#/claim"},
    "read_deadline": {"claim": "$response.body#/claim"},
}
"""where the answer to a command leads"""
FINDING_LINKS: Final[dict[str, dict[str, str]]] = {"read_finding": {"finding": "$response.body#/finding"}}

INQUIRY_LINKS: Final[dict[str, dict[str, str]]] = {"read_inquiry": {"inquiry": "$response.body#/inquiry"}}


def router(tag: str, prefix: str = "/claims") -> APIRouter:
    """A router whose operations are named like their functions."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=Route, generate_unique_id_function=_name)


def submission(example: dict[str, Any], *also: type[Refusal]) -> dict[str, Any]:
    """Of the command that makes a claim."""
    return _command(example, (*COMMANDED, *also), [KEY_HEADER])


def command(
    *examples: dict[str, Any], stage: Stage = Stage.CHECKS, also: Sequence[type[Refusal]] = ()
) -> dict[str, Any]:
    """Of a command on a claim: the events it records, by example, and what it may meet beside what all do."""
    version = examples[-1]["version"]
    answer = {"claim": CLAIM, "version": version, "stage": stage, "recorded": list(examples)}
    return _command(answer, (*CHANGED, *also), [KEY_HEADER, VERSION_HEADER])


def finding_command(example: dict[str, Any], status: str, also: Sequence[type[Refusal]] = ()) -> dict[str, Any]:
    """Of a command on a finding: the event it records, by example."""
    answer = {"finding": FINDING, "version": example["version"], "status": status, "recorded": [example]}
    return _command(answer, (*FOUND, *also), [KEY_HEADER, FINDING_VERSION], model=FindingAccepted, links=FINDING_LINKS)


def inquiry_command(
    *examples: dict[str, Any], status: str, new: bool = False, also: Sequence[type[Refusal]] = ()
) -> dict[str, Any]:
    """Of a command on an inquiry, or of the one that makes it: the events it records, by example."""
    answer = {"inquiry": INQUIRY, "version": examples[-1]["version"], "status": status, "recorded": list(examples)}
    kinds, headers = (COMMANDED, [KEY_HEADER]) if new else (ON_INQUIRY, [KEY_HEADER, INQUIRY_VERSION])
    return _command(answer, (*kinds, *also), headers, model=InquiryAccepted, links=INQUIRY_LINKS)


def question(example: Any, *also: type[Refusal]) -> dict[str, Any]:
    """Of a question."""
    told = {200: {"description": "the answer", "content": {"application/json": {"example": example}}}}
    return {"responses": told | refused((*ASKED, *also))}


def body_example(**example: Any) -> ConfigDict:
    """A body's configuration with an example of it."""
    return ConfigDict(json_schema_extra={"examples": [example]})


def refused(kinds: Iterable[type[Refusal]]) -> dict[int | str, Any]:
    """The problems by status, each with an example."""
    by_status: dict[int | str, Any] = {}
    for kind in sorted(set(kinds), key=lambda each: each.__name__):
        answer = problems.PROBLEMS[kind]
        told = by_status.setdefault(answer.status, {"description": "", "content": {problems.MEDIA_TYPE: {}}})
        told["description"] = ", ".join(filter(None, (told["description"], answer.title)))
        content = told["content"][problems.MEDIA_TYPE]
        content["schema"] = PROBLEM_SCHEMA
        content.setdefault("examples", {})[kind.__name__] = {"value": problems.members(answer.example)}
    return by_status


def _command(
    example: dict[str, Any],
    kinds: Iterable[type[Refusal]],
    headers: list[dict[str, Any]],
    *,
    model: type[BaseModel] = Accepted,
    links: Mapping[str, Mapping[str, str]] = LINKS,
) -> dict[str, Any]:
    kept = {
        "description": "recorded",
        "model": model,
        "headers": {"ETag": {"description": "the version that it has now", "schema": {"type": "string"}}},
        "content": {"application/json": {"example": example}},
        "links": {name: _link(name, also) for name, also in links.items()},
    }
    return {
        "status_code": 201,
        "responses": {201: kept} | refused(kinds),
        "openapi_extra": {"parameters": headers},
    }


def _link(operation: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    return {"operationId": operation, "parameters": parameters, "description": "what it is about, after this command"}


def _name(route: APIRoute) -> str:
    return route.name
