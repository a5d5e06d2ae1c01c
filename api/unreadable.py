"""A request that is not what its route takes is told where and why, and never what it said.

Even a name may be somebody's: only names that the routes themselves know are repeated.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel

from api.refusals import Unreadable

UNSAID: Final = "?"
MOST_ERRORS: Final = 20
"""more are not told"""
PLACES: Final = frozenset({"body", "path", "query", "header"})


def unreadable(error: RequestValidationError, known: frozenset[str]) -> Unreadable:
    """The refusal for what pydantic found."""
    told = [{"where": _where(each["loc"], known), "why": each["msg"]} for each in error.errors()[:MOST_ERRORS]]
    return Unreadable(told)


def known_names(routes: Iterable[object]) -> frozenset[str]:
    """Every name that a request may use: of paths, queries and bodies."""
    names = set(PLACES)
    for route in routes:
        if isinstance(route, APIRoute):
            names |= {field.alias for field in route.dependant.path_params}
            names |= set(query_names(route.dependant)) | _of_body(route)
    return frozenset(names)


def query_names(dependant: Dependant) -> Iterator[str]:
    """The names that a query may have: those of the route, and of what it depends on."""
    yield from (field.alias for field in dependant.query_params)
    for each in dependant.dependencies:
        yield from query_names(each)


def _of_body(route: APIRoute) -> set[str]:
    model = route.body_field and route.body_field.field_info.annotation
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return set()
    schema = model.model_json_schema()
    parts: list[dict[str, Any]] = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}


def _where(loc: Sequence[object], known: frozenset[str]) -> str:
    return ".".join(str(part) if isinstance(part, int) or part in known else UNSAID for part in loc)
