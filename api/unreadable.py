"""A request that is not what its route takes is told where and why, and never what it said.

Even a name may be somebody's: only names that the routes themselves know are repeated.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, get_args, get_origin

from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel

from api.refusals import Unreadable
from api.words import SHAPES

UNSAID: Final = "?"
MOST_ERRORS: Final = 20
"""more are not told"""
WORD_OF_THE_BODY: Final = 2
"""so long is the way to a word that the body itself has"""
NUMBER: Final = "a whole number, as 3; in JSON without quotes"
WHY: Final = {
    "missing": "this is required",
    "extra_forbidden": "unknown name",
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_from_float", "int_parsing_size"),
        NUMBER,
    ),
    **dict.fromkeys(("bool_type", "bool_parsing"), "true or false"),
    **dict.fromkeys(("enum", "literal_error"), "one of {expected}"),
    "string_type": "a text, in JSON in double quotes",
    **dict.fromkeys(("list_type", "tuple_type", "set_type"), "a list, in square brackets"),
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), "an object, in braces"),
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "string_too_long": "at most {max_length} characters",
    "string_too_short": "at least {min_length} characters",
    "too_long": "a list of at most {max_length}",
    "too_short": "a list of at least {min_length}",
    "uuid_parsing": "an id is a UUID, as 0d2f1d8e-3c3b-5b0e-9a57-6f0d8a1f5b11; GET /claims?number= finds a claim by its"
    " number",
}
"""kind of pydantic's error -> what would be right; what stands in braces the route's own declaration says"""
PLACES: Final = frozenset({"body", "path", "query", "header"})


def unreadable(error: RequestValidationError, known: frozenset[str], route: object = None) -> Unreadable:
    """The refusal for what pydantic found, in words that say what would be right."""
    found = error.errors()[:MOST_ERRORS]
    return Unreadable([{"where": _where(each["loc"], known), "why": _why(each, route)} for each in found])


def known_names(routes: Iterable[object]) -> frozenset[str]:
    """Every name that a request may use: of paths, queries and bodies."""
    names = set(PLACES)
    for route in routes:
        if isinstance(route, APIRoute):
            names |= {field.alias for field in route.dependant.path_params}
            names |= set(query_names(route.dependant)) | body_names(route)
    return frozenset(names)


def query_names(dependant: Dependant) -> Iterator[str]:
    """The names that a query may have: those of the route, and of what it depends on."""
    yield from (field.alias for field in dependant.query_params)
    for each in dependant.dependencies:
        yield from query_names(each)


def names_of_lists(dependant: Dependant) -> Iterator[str]:
    """Those of them that may be said more than once."""
    for field in dependant.query_params:
        annotation = field.field_info.annotation
        if any(get_origin(each) is list for each in (annotation, *get_args(annotation))):
            yield field.alias
    for each in dependant.dependencies:
        yield from names_of_lists(each)


def body_names(route: APIRoute) -> set[str]:
    """The names that a body may use, at any depth."""
    model = route.body_field and route.body_field.field_info.annotation
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return set()
    schema = model.model_json_schema()
    parts: list[dict[str, Any]] = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}


def _why(found: dict[str, Any], route: object) -> str:
    """What pydantic says, but where it speaks of its own ways and not of what somebody should write."""
    if found["loc"] == ("body",) and found["type"] == "missing":
        return "a command's body is a JSON object, {} if it has no words of its own"
    if found["type"] == "extra_forbidden" and len(found["loc"]) == WORD_OF_THE_BODY and isinstance(route, APIRoute):
        return f"unknown name; known: {', '.join(sorted(_top_of_body(route)))}"
    if found["type"] == "string_pattern_mismatch":
        pattern = str(found["ctx"]["pattern"])
        return SHAPES.get(pattern, str(found["msg"]))
    return WHY[found["type"]].format(**found.get("ctx", {})) if found["type"] in WHY else str(found["msg"])


def _top_of_body(route: APIRoute) -> Iterable[str]:
    model = route.body_field and route.body_field.field_info.annotation
    return model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else ()


def _where(loc: Sequence[object], known: frozenset[str]) -> str:
    return ".".join(str(part) if isinstance(part, int) or part in known else UNSAID for part in loc)
