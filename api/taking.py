"""How a command's request becomes the arguments of its route: what the route declares, solved once when it is made.

The framework asks every request anew what each dependency is made of, and that cost more than the command. The order is
the framework's: dependencies, which refuse at once; then all that is wrong with path and body, told together.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from api.strict_json import Json

Depended = Callable[[Request], Awaitable[object]]
Checked = Callable[..., tuple[Any, list[Any]]]
"""the framework's own check of one word against what is declared: value and errors"""

MISSING: Final = {"type": "missing", "loc": ("body",), "msg": "Field required", "input": None}


@dataclass(frozen=True, slots=True)
class Taking:
    """What a command's route takes, by the names of its arguments."""

    carry_out: Callable[..., Awaitable[Response]]
    needs: tuple[tuple[str, Depended], ...]
    path: tuple[tuple[str, Checked], ...]
    body: tuple[str, Checked]

    @classmethod
    def of(cls, route: APIRoute) -> Self:
        """Of a route that declares nothing else: dependencies on the request alone, words of its path, one body."""
        declared, body = route.dependant, route.body_field
        assert body, f"{route.path} takes no body"
        assert declared.call, "a route is a function"
        others = (declared.query_params, declared.header_params, declared.cookie_params)
        assert not any(others), f"{route.path} takes something beside its path and its body"
        return cls(
            carry_out=declared.call,
            needs=tuple(map(_need, declared.dependencies)),
            path=tuple((field.name, field.validate) for field in declared.path_params),
            body=(body.name, body.validate),
        )

    async def __call__(self, request: Request, said: Json, *, is_said: bool) -> Response:
        """Carry the command out. `is_said`: there was a body. Raises `RequestValidationError`, and whatever refuses."""
        found: dict[str, Any] = {name: await need(request) for name, need in self.needs}
        wrong = self._read_path(request.path_params, found)
        name, check = self.body
        found[name], errors = check(said, loc=("body",)) if is_said else (None, [MISSING])
        if wrong or errors:
            raise RequestValidationError([*wrong, *errors])
        return await self.carry_out(**found)

    def _read_path(self, path: Mapping[str, str], found: dict[str, Any]) -> list[Any]:
        """What is wrong with it; what is right goes among what was found."""
        wrong: list[Any] = []
        for name, check in self.path:
            found[name], errors = check(path[name], loc=("path", name))
            wrong += errors
        return wrong


def _need(dependant: Dependant) -> tuple[str, Depended]:
    assert dependant.name, "what is depended on is an argument"
    assert dependant.call, "and a function"
    assert dependant.request_param_name, f"{dependant.call} takes the request"
    others = (dependant.dependencies, dependant.path_params, dependant.query_params, dependant.body_params)
    assert not any(others), f"{dependant.call} needs something beside the request"
    return dependant.name, dependant.call
