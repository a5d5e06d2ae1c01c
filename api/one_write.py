"""An answer leaves in one piece.

Head and body are two writes of the server's, and the event loop would send each alone: two system calls, two packets
and a client that is woken twice, for an answer of some hundred bytes.
"""

import asyncio
from typing import Any, Final

from api.heads import BoundedHeads

MOST_HELD: Final = 65_536
"""bytes; a longer answer is sent as it comes, so that the transport can say when it is too much"""


class Gathered(asyncio.Transport):
    """Keeps what is written within one turn of the event loop, and sends it together."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport, self._loop = transport, loop
        self._parts: list[bytes] = []
        self._length = 0

    def write(self, data: Any) -> None:
        if not self._parts:
            self._loop.call_soon(self._send)
        self._parts.append(data)
        self._length += len(data)
        if self._length > MOST_HELD:
            self._send()

    def close(self) -> None:
        self._send()
        self._transport.close()

    def _send(self) -> None:
        if self._parts:
            held, self._parts, self._length = b"".join(self._parts), [], 0
            self._transport.write(held)

    # the rest is the transport's own

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()


class OneWrite(BoundedHeads):
    """The server's HTTP, with answers in one piece."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(Gathered(transport, self.loop))
