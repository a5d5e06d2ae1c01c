"""How a request is read before a route sees it: the body once, bounded, in the one way it can be meant."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Set
from difflib import get_close_matches
from itertools import islice
from typing import Any, Final

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from api import strict_json
from api.house import house
from api.refusals import NotJsonType, TooLong, TooSlow, Unreadable
from api.strict_json import Json
from api.taking import Taking
from api.unreadable import body_names, names_of_lists, query_names

JSON_TYPE: Final = "application/json"
BODY_SECONDS: Final = 10.0
"""how long a body may take to come"""
MOST_STRANGERS: Final = 5
LONGEST_NAME: Final = 40
"""so many unknown names, and so much of each, are compared with the known ones"""

ONCE: Final = "said more than once; nobody could say which was meant"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ReadRequest(Request):
    """A request whose body was read and understood."""

    def __init__(self, request: Request, raw: bytes, known: Set[str]) -> None:
        super().__init__(request.scope, request.receive)
        self.raw = raw
        self.value: Json = strict_json.read(raw, known) if raw else None


class Route(APIRoute):
    """A route that refuses personal numbers and unknown names in its query, and reads its body strictly."""

    @property
    def takes_body(self) -> bool:
        return self.body_field is not None

    def get_route_handler(self) -> Handler:
        handle = self._with_body() if self.takes_body else super().get_route_handler()
        names, lists = set(query_names(self.dependant)), set(names_of_lists(self.dependant))

        async def check_first(request: Request) -> Response:
            if request.scope["query_string"]:
                strict_json.refuse_personal_numbers(
                    (name if name in names else "the query", text)
                    for name, said in request.query_params.multi_items()
                    for text in (name, said)
                )
                _require_known(request, names)
                _require_once(request, lists)
            return await handle(request)

        return check_first

    def _with_body(self) -> Handler:
        take, known = Taking.of(self), body_names(self)

        async def read_first(request: Request) -> Response:
            read = await _read(request, known)
            return await take(read, read.value, is_said=bool(read.raw))

        return read_first


def _require_known(request: Request, names: Set[str]) -> None:
    """Raises `Unreadable`: without the filter whose name was mistyped, the answer is to another question."""
    if not names >= request.query_params.keys():
        perhaps = _meant(request.query_params.keys() - names, names)
        why = f"unknown name{perhaps}; known: {', '.join(sorted(names)) or 'none'}"
        raise Unreadable([{"where": "query.?", "why": why}])


def _require_once(request: Request, lists: Set[str]) -> None:
    """Raises `Unreadable`: one of two values is no answer to what was asked."""
    said = Counter(name for name, _ in request.query_params.multi_items())
    if twice := [name for name, times in said.items() if times > 1 and name not in lists]:
        raise Unreadable([{"where": f"query.{name}", "why": ONCE} for name in twice])


def _meant(said: Iterable[str], names: Set[str]) -> str:
    """Known names that are nearly what was said, which is not repeated: even a name may be somebody's."""
    near = {name for each in islice(said, MOST_STRANGERS) for name in get_close_matches(each[:LONGEST_NAME], names, 1)}
    return f", perhaps {' or '.join(sorted(near))}" if near else ""


async def _read(request: Request, known: Set[str]) -> ReadRequest:
    limit = house(request).settings.api_body_bytes
    try:
        async with asyncio.timeout(BODY_SECONDS):
            raw = await _body(request, limit)
    except TimeoutError:
        raise TooSlow(BODY_SECONDS) from None
    if raw and not _is_json(request):
        raise NotJsonType
    return ReadRequest(request, raw, known)


async def _body(request: Request, limit: int) -> bytes:
    """The whole body, counted as it comes: a length that is announced proves nothing."""
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > limit:
            raise TooLong(limit)
        parts.append(part)
    return b"".join(parts)


def _is_json(request: Request) -> bool:
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind == JSON_TYPE and "Content-Encoding" not in request.headers
