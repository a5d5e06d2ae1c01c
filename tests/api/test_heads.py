"""A head that is too long or does not come ends its connection, and only that."""

import asyncio
from typing import Any, Final

import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from api.heads import HEAD_BYTES
from api.one_write import OneWrite
from tests.api.test_one_write import Wire

pytestmark = pytest.mark.asyncio

LIMIT_SECONDS: Final = 10
REQUEST: Final = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"


class Hasty(OneWrite):
    head_seconds = 0.01


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the length of the body, once it is there."""
    length, more = 0, True
    while more:
        said = await receive()
        length, more = length + len(said.get("body", b"")), said.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": f"[{length}]".encode()})


class Line(Wire):
    """A client's connection, and what it has heard."""

    def __init__(self, kind: type[OneWrite], **bounds: Any) -> None:
        super().__init__()
        self.protocol = kind(Config(app, log_config=None, **bounds), ServerState(), {}, asyncio.get_running_loop())
        self.protocol.connection_made(self)
        self.changed = asyncio.Event()

    @property
    def heard(self) -> bytes:
        return b"".join(self.sent)

    def say(self, data: bytes) -> None:
        if not self.closed:
            self.protocol.data_received(data)

    def write(self, data: Any) -> None:
        super().write(data)
        self.changed.set()

    def close(self) -> None:
        super().close()
        self.changed.set()

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass

    async def until(self, word: bytes = b"", *, closed: bool = False) -> None:
        async with asyncio.timeout(LIMIT_SECONDS):
            while word not in self.heard or (closed and not self.closed):
                self.changed.clear()
                await self.changed.wait()


@pytest.mark.parametrize(
    ("begin", "part"),
    [
        (b"GET / HTTP/1.1\r\nx: ", b"y" * 1000),
        (b"GET / HTTP/1.1\r\n", b"x: " + b"y" * 1000 + b"\r\n"),
        (b"GET /", b"y" * 1000),
        (REQUEST.replace(b"host: x", b"transfer-encoding: chunked") + b"0\r\n", b"x: " + b"y" * 1000 + b"\r\n"),
    ],
    ids=["one endless header", "headers without end", "an endless target", "trailers without end"],
)
async def test_a_head_without_end_is_refused_soon_after_the_bound(begin: bytes, part: bytes) -> None:
    line, said = Line(OneWrite), 0
    line.say(begin)
    while not line.closed:
        line.say(part)
        said += len(part)
        assert said < HEAD_BYTES + 4 * len(part)
    assert said > HEAD_BYTES - 4 * len(part)
    await line.until(b" 431 ")


async def test_a_head_that_comes_at_once_is_held_to_the_same_bound() -> None:
    line = Line(OneWrite)
    line.say(REQUEST.replace(b"x", b"x" * HEAD_BYTES))
    await line.until(b"HTTP/1.1 431 ", closed=True)


async def test_a_head_within_the_bound_and_a_body_above_it_are_taken_however_they_are_cut() -> None:
    line, body = Line(OneWrite), b"b" * 2 * HEAD_BYTES
    head = b"POST / HTTP/1.1\r\nx: " + b"y" * (HEAD_BYTES - 100) + b"\r\ncontent-length: %d\r\n\r\n" % len(body)
    whole = head + body + REQUEST
    for at in range(0, len(whole), 777):
        line.say(whole[at : at + 777])
    await line.until(b"[%d]" % len(body))
    await line.until(b"[0]")
    assert not line.closed


@pytest.mark.parametrize("said", [b"", b"\r\n", b"GET / HTTP/1.1\r\nhost:"])
async def test_a_head_that_does_not_come_ends_the_connection(said: bytes) -> None:
    line = Line(Hasty)
    if said:
        line.say(said)
    await line.until(closed=True)


@pytest.mark.parametrize("said", [b"\r\n", b"GET / HTTP/1.1\r\nhost:"])
async def test_nor_does_a_second_one_hold_it(said: bytes) -> None:
    line = Line(Hasty)
    line.say(REQUEST)
    await line.until(b"[0]")
    line.say(said)
    await line.until(closed=True)


async def test_the_time_is_for_heads_alone() -> None:
    """Neither a body that is awaited nor a client that is idle after its answer is under this limit."""
    line = Line(OneWrite)
    assert line.protocol.awaits_head
    line.say(b"POST / HTTP/1.1\r\ncontent-length: 1\r\n\r\n")
    assert not line.protocol.awaits_head
    line.say(b"b")
    await line.until(b"[1]")
    assert not line.protocol.awaits_head
    line.say(b"GET")
    assert line.protocol.awaits_head


async def test_whoever_is_one_too_many_is_told_so() -> None:
    line = Line(OneWrite, limit_concurrency=1)
    line.say(REQUEST)
    await line.until(b" 503 ")
