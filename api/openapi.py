"""What OpenAPI says of the whole: the shape of a problem, the bearer token, and who may do what."""

import re
from collections.abc import Iterator
from typing import Any, Final

from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from api.asker import AUDITORS, COMPARERS, EXPORTERS, HEADS, INQUIRERS, READERS
from domain import finding, inquiry
from domain.allowed import MAY
from domain.turns import AT_WORK

DESCRIPTION: Final = """\
Follows every claim for targeted social assistance and says of every second of waiting where it was spent and who
answers for it. Commands need `Idempotency-Key` and `If-Match`; repeat a command with the same key, and it is done once.
"""
PROBLEM: Final = {
    "type": "object",
    "description": "RFC 9457; further members say what is allowed instead",
    "required": ["type", "title", "status", "detail", "see"],
    "properties": {
        "type": {
            "type": "string",
            "description": "stable, one per kind, and an address: GET /problems/stale-version explains it",
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what is wrong and what would be right, in words"},
        "see": {
            "type": "string",
            "description": "the page of the documentation to read: docs/reference/api.md#commands",
        },
    },
    "additionalProperties": True,
}
BEARER: Final = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
OPEN: Final = frozenset({"health", "problems"})
"""tags of what needs no token; problems do in production, which shows no description"""
FIRST_SENTENCE: Final = re.compile(r"(?<=[.;:]) ")
TAGS: Final = {
    "intake": "from the submission to the registration, or the withdrawal",
    "checks": "what registries are asked and what they answer",
    "state requests": "what other state bodies are asked for and answer",
    "papers": "what the applicant is asked for, and brings",
    "file and term": "where the file lies, and the term that runs",
    "contracts": "contracts that the applicant signs or declines",
    "decision": "the commission, the family's income, the decision",
    "payments": "what happens to the payment after an approval",
    "afterwards": "notices, complaints and corrections",
    "claims": "which claims there are and how each stands: what to do next",
    "queue": "what there is to do, in which order, and who has it",
    "assignments": "who had which claims to work on, and what became of them there",
    "timeline": "what happened, in words",
    "deadline": "the day by which a claim must be decided, and why that day",
    "evidence": "what was recorded, byte by byte",
    "audit": "where claims wait, who answers for it, what was demanded and why; as known on any day",
    "findings": "what oversight looks for and has found, who answers for it, and how far that has come",
    "exports": "files to take away: tables, and logs for process miners; without names",
    "statistics": "regions side by side: how many, how long, how often, and what is chance",
    "inquiries": "what deputies ask, the figures they were answered with, and what has changed since",
    "regions": "what places are called, and what they were called then",
    "problems": "what a refusal means",
    "health": "whether this process works",
}
"""what each group of routes is about, for whoever opens /docs for the first time"""
ASKS: Final = {
    "/claims": READERS,
    "/findings": READERS,
    "/queue": AT_WORK | AUDITORS,
    "/assignments": HEADS | AUDITORS,
    "/audit": AUDITORS,
    "/exports": EXPORTERS,
    "/inquiries": INQUIRERS,
    "/statistics": COMPARERS,
    "/statistics/changes": AUDITORS,
    "/statistics/claims": AUDITORS,
}
"""where a path begins -> who may ask, the longest beginning counts; other questions are for anybody"""


def described(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        tags = [{"name": name, "description": about} for name, about in TAGS.items()]
        schema = get_openapi(
            title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes, tags=tags
        )
        components = schema.setdefault("components", {})
        components.setdefault("schemas", {})["Problem"] = PROBLEM
        components["securitySchemes"] = {"bearer": BEARER}
        for path, each in schema["paths"].items():
            for operation in each.values():
                _complete(path, operation)
        for shown, example in _examples(app, schema):
            shown["example"] = example
        app.openapi_schema = schema
    return app.openapi_schema


def roles(command: str) -> list[str]:
    """Who may carry out that command; nobody if it is none."""
    of_claims = {role for role, commands in MAY.items() if command in commands}
    of_others = (may.get(command, frozenset()) for may in (finding.MAY, inquiry.MAY))
    return sorted(role.value for role in of_claims.union(*of_others))


def askers(path: str) -> list[str]:
    """Who may ask what is there; nobody in particular if anybody may."""
    begins = max((each for each in ASKS if path.startswith(each)), key=len, default=None)
    return sorted(role.value for role in ASKS[begins]) if begins else []


def _examples(app: FastAPI, schema: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Every answer's place in the document with its example: FastAPI leaves out what is null in one."""
    for route in app.routes:
        if isinstance(route, APIRoute) and route.methods:
            (method,) = route.methods
            operation = schema["paths"][route.path][method.lower()]
            for status, answer in route.responses.items():
                told = answer.get("content", {}).get("application/json", {})
                if "example" in told:
                    yield (
                        operation["responses"][str(status)]["content"]["application/json"],
                        jsonable_encoder(told["example"]),
                    )


def _complete(path: str, operation: dict[str, Any]) -> None:
    """Who may, and a summary: the first sentence of the description."""
    operation["security"] = [] if OPEN & set(operation["tags"]) else [{"bearer": []}]
    operation["summary"] = FIRST_SENTENCE.split(" ".join(operation["description"].split()), maxsplit=1)[0].rstrip(".")
    if who := roles(operation["operationId"]) or ("requestBody" not in operation and askers(path)):
        operation["x-roles"] = who
        operation["description"] += f"\n\nFor: {', '.join(who)}."
