"""Nobody gets further without a token: what is open is named, everything else is closed, also a route of tomorrow."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.asker import Asker
from api.headers import only
from api.journal import ASKER
from api.problems import response
from api.refusals import BadToken, NoToken
from api.tokens import Tokens
from domain.errors import Refusal


class Authenticate:
    """ASGI middleware: puts the asker into the scope, or answers 401."""

    def __init__(self, app: ASGIApp, tokens: Tokens, open_paths: frozenset[str]) -> None:
        self.app, self.tokens, self.open_paths = app, tokens, open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in self.open_paths:
            try:
                scope[ASKER] = self.tokens.asker(_bearer(scope))
            except Refusal as refusal:
                await response(refusal)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _bearer(scope: Scope) -> str:
    given = only(scope, "Authorization")
    if not given:
        raise NoToken
    scheme, _, token = given.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise BadToken("the Authorization header is not: Bearer and a token")
    return token.strip()


def asker_of(request: Request) -> Asker:
    """Who asks. Only behind `Authenticate`, so there always is somebody."""
    asker = request.scope[ASKER]
    assert isinstance(asker, Asker)
    return asker


async def _asker(request: Request) -> Asker:
    return asker_of(request)


AskerDep = Annotated[Asker, Depends(_asker)]
