"""What is written in one turn of the event loop leaves together, in order, and nothing is kept back."""

import asyncio
from typing import Any

import pytest

from api.one_write import MOST_HELD, Gathered

pytestmark = pytest.mark.asyncio


class Wire(asyncio.Transport):
    """Notes what would have been sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []
        self.closed = False

    def write(self, data: Any) -> None:
        assert not self.closed
        self.sent.append(bytes(data))

    def close(self) -> None:
        self.closed = True


async def test_head_and_body_are_one_write() -> None:
    wire = Wire()
    gathered = Gathered(wire, asyncio.get_running_loop())
    gathered.write(b"head ")
    gathered.write(b"body")
    assert wire.sent == []
    await asyncio.sleep(0)
    gathered.write(b"next")
    await asyncio.sleep(0)
    assert wire.sent == [b"head body", b"next"]


async def test_what_waits_is_sent_before_the_end() -> None:
    wire = Wire()
    gathered = Gathered(wire, asyncio.get_running_loop())
    gathered.write(b"last words")
    gathered.close()
    await asyncio.sleep(0)
    assert (wire.sent, wire.closed) == ([b"last words"], True)


async def test_a_long_answer_is_sent_as_it_comes() -> None:
    wire = Wire()
    gathered = Gathered(wire, asyncio.get_running_loop())
    part = b"x" * (MOST_HELD // 2)
    gathered.write(part)
    gathered.write(part)
    assert wire.sent == []
    gathered.write(b"y")
    assert wire.sent == [part + part + b"y"]
    await asyncio.sleep(0)
    assert len(wire.sent) == 1
