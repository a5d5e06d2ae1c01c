"""What OpenAPI says of the whole: the shape of a problem, the bearer token, and who may do what."""

from collections.abc import Iterator
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from domain.allowed import MAY

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
OPEN: Final = "health"


def described(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes)
        components = schema.setdefault("components", {})
        components.setdefault("schemas", {})["Problem"] = PROBLEM
        components["securitySchemes"] = {"bearer": BEARER}
        for operation in operations(schema):
            _complete(operation)
        app.openapi_schema = schema
    return app.openapi_schema


def operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of every path."""
    for path in schema["paths"].values():
        yield from path.values()


def roles(command: str) -> list[str]:
    """Who may carry out that command; nobody if it is none."""
    return sorted(role.value for role, commands in MAY.items() if command in commands)


def _complete(operation: dict[str, Any]) -> None:
    operation["security"] = [] if OPEN in operation["tags"] else [{"bearer": []}]
    if who := roles(operation["operationId"]):
        operation["x-roles"] = who
        operation["description"] += f"\n\nFor: {', '.join(who)}."
