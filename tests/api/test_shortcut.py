"""Commands go straight to their routes; everything else, and what is almost a command, goes the framework's way."""

from io import BytesIO
from typing import Any

import pytest
from fastapi import Query
from starlette.responses import Response
from starlette.types import Message

from api.app import ROUTES
from api.command import ChangeDep
from api.documented import router
from api.route import Route
from api.shortcut import Place
from api.words import Body
from tests.api.client import Api, refused
from tests.api.usual import CASEWORKER, SERVICE

COMMANDS = [
    route for router in ROUTES for route in router.routes if isinstance(route, Route) and route.methods == {"POST"}
]
NOBODYS = "/claims/0c1a1c1a-0000-4000-8000-000000000001"


@pytest.fixture(scope="module")
def start() -> Place:
    start = Place()
    for route in COMMANDS:
        start.add(route)
    return start


@pytest.mark.parametrize("route", COMMANDS, ids=lambda route: route.name)
def test_a_path_leads_to_its_command_with_the_words_in_it(start: Place, route: Route) -> None:
    words = {name: f"said-{name}" for name in route.param_convertors}
    found = start.find(route.path.format(**words))
    assert found is not None
    assert (found[0].route, found[1]) == (route, words)


@pytest.mark.parametrize("route", COMMANDS, ids=lambda route: route.name)
def test_what_is_almost_a_commands_path_is_none(start: Place, route: Route) -> None:
    words = dict.fromkeys(route.param_convertors, "x")
    for path in (f"{route.path}/", f"{route.path}\n", f"{route.path}/x/y", f"x{route.path}"):
        assert start.find(path.format(**words)) is None
    for name in words:
        assert start.find(route.path.format(**{**words, name: ""})) is None


def test_two_commands_at_one_path_stop_the_start(start: Place) -> None:
    with pytest.raises(AssertionError, match="declared twice"):
        start.add(COMMANDS[0])


def test_a_command_that_declares_what_nobody_would_read_stops_the_start() -> None:
    async def odd(body: Body, change: ChangeDep, limit: int = Query(1)) -> Response:
        raise NotImplementedError

    with pytest.raises(AssertionError, match="something beside its path and its body"):
        router("odd").post("/odd")(odd)


@pytest.mark.servers
class TestOverHttp:
    pytestmark = pytest.mark.asyncio(loop_scope="module")

    async def test_a_path_that_is_none_is_not_there(self, api: Api) -> None:
        for path in ("/claims/", f"{NOBODYS}/registration/", "/claims//registration", f"{NOBODYS}/Registration"):
            refused(await api.post(CASEWORKER, path, {}, version='"1"'), 404, "no-such-path")
        answer = await api.get(CASEWORKER, f"{NOBODYS}/registration")
        assert refused(answer, 405, "no-such-method")["allowed"] == ["POST"]

    async def test_all_that_is_wrong_with_path_and_body_is_told_together(self, api: Api) -> None:
        path = "/claims/none/lookups/none/attempts/0/answer"
        answer = await api.post(SERVICE, path, {"outcome": "FOUND_COMPLETE"}, version="*")
        errors: list[dict[str, Any]] = refused(answer, 422, "unreadable")["errors"]
        places = ["path.claim", "path.lookup", "path.attempt", "body.latency_ms"]
        assert [error["where"] for error in errors] == places

    async def test_what_stands_before_the_words_refuses_before_them(self, api: Api) -> None:
        path, body = "/claims/none/registration", {"nothing": "known"}
        refused(await api.post(SERVICE, path, body, version="*"), 403, "not-your-command")
        refused(await api.post(CASEWORKER, path, body, version='"1"', key=None), 400, "key-missing")
        refused(await api.post(CASEWORKER, path, body, version=None), 428, "version-missing")
        refused(await api.post(CASEWORKER, path, content=b"{", version=None, key=None), 400, "not-json")
        refused(await api.post(CASEWORKER, f"{path}?a=1", content=b"{"), 422, "unreadable")
        refused(await api.post(CASEWORKER, path, body, version='"1"'), 422, "unreadable")

    async def test_a_sender_who_goes_before_the_body_came_is_not_answered(self, api: Api, log: BytesIO) -> None:
        said: list[Message] = [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]
        sent: list[Message] = []

        async def receive() -> Message:
            return said.pop(0)

        async def send(message: Message) -> None:
            sent.append(message)

        before, length = api.end(), len(log.getvalue())
        await api.app(
            {
                "type": "http",
                "method": "POST",
                "path": "/claims",
                "query_string": b"",
                "headers": [(b"authorization", f"Bearer {api.token(CASEWORKER)}".encode())],
            },
            receive,
            send,
        )
        assert sent == []
        assert b'"gone"' in log.getvalue()[length:]
        assert api.end() == before
