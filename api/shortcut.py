"""A command goes straight to its route.

The framework tries one route after the other, and puts around each what only uploads, generators and spans need: for a
command that was half of the work. What the routes declare, and OpenAPI with it, stays the framework's; so do all other
requests, and every path that is not exactly a command's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Self

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, ExceptionHandler, Receive, Scope, Send

from api.route import Handler, Route

COMMANDED: Final = "POST"
"""the method of every command, and of nothing else"""


@dataclass(frozen=True, slots=True)
class Command:
    """Where a path ends."""

    route: Route
    handle: Handler
    names: tuple[str, ...]


@dataclass(slots=True)
class Place:
    """A place on the ways to the commands: where each word leads, where anything else leads, what is reached here."""

    words: dict[str, Self] = field(default_factory=dict)
    other: Self | None = None
    command: Command | None = None

    def add(self, route: Route) -> None:
        """Only words and whole parts in braces: a path of another kind would be looked for in the wrong place."""
        place, names = self, []
        for part in route.path.split("/"):
            if part.startswith("{"):
                assert part[1:-1].isidentifier(), f"{route.path} has a part that is not a plain name"
                names.append(part[1:-1])
                place.other = place = place.other or type(self)()
            else:
                place = place.words.setdefault(part, type(self)())
        assert place.command is None, f"{route.path} is declared twice"
        place.command = Command(route, route.get_route_handler(), tuple(names))

    def find(self, path: str) -> tuple[Command, dict[str, str]] | None:
        """The command of a path, and the words in it."""
        place, words = self, []
        for part in path.split("/"):
            if (next_place := place.words.get(part)) is None:
                if (next_place := place.other) is None or not part:
                    return None
                words.append(part)
            place = next_place
        return (place.command, dict(zip(place.command.names, words, strict=True))) if place.command else None


class Shortcut:
    """ASGI middleware. What a command raises is told by the handlers that the application was given."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self.app, self.start = app, Place()
        for route in routes:
            if isinstance(route, Route) and route.takes_body:
                assert route.methods == {COMMANDED}, f"{route.path} takes a body and is no command"
                self.start.add(route)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self.start.find(scope["path"]) if scope["type"] == "http" and scope["method"] == COMMANDED else None
        if found is None:
            await self.app(scope, receive, send)
            return
        command, scope["path_params"] = found
        scope["route"], scope["endpoint"] = command.route, command.route.endpoint
        answer = await _answer(command, Request(scope, receive))
        await answer(scope, receive, send)


async def _answer(command: Command, request: Request) -> Response:
    try:
        return await command.handle(request)
    except Exception as failure:
        told: dict[object, ExceptionHandler] = request.app.exception_handlers
        handler = next((told[kind] for kind in type(failure).__mro__ if kind in told), None)
        if handler is None:
            raise
        return await handler(request, failure)  # type: ignore[arg-type, misc, no-any-return]
