"""A request's head is short and comes soon, or the connection ends.

The server bounds neither: its limit of an incomplete head is for another parser, and its timeout begins with the first
answer. So a client could fill the memory with one endless header, or hold connections for ever by saying nothing.
Bodies are bounded where they are read (api/strict_json.py).
"""

from asyncio.events import TimerHandle
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES: Final = 32_768
"""target and headers of a request together; a token has some hundred"""
HEAD_SECONDS: Final = 20.0
"""from the connection, or from the first byte after an answer, until the head is complete"""
TOO_LONG: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class HeadTooLong(Exception):
    """More of a head than any request of ours needs."""


class BoundedHeads(HttpToolsProtocol):
    """The server's HTTP, with bounds on what comes before a request is one."""

    head_seconds = HEAD_SECONDS

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._length = 0  # of the head so far, trailers included
        self._unfinished = 0  # bytes since the last whole header: of one that does not end, the parser says nothing
        self._open = False
        self._limit: TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_none()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._unfinished += len(data)
        super().data_received(data)
        if not self._open:
            self._unfinished = 0
        elif self._unfinished > HEAD_BYTES:
            self._refuse()
        if self._is_awaited():
            self._expect_head()
        else:
            self._expect_none()

    def send_400_response(self, msg: str) -> None:
        if self._length > HEAD_BYTES:
            self._refuse()
        else:
            super().send_400_response(msg)

    # what the parser finds

    def on_message_begin(self) -> None:
        self._length, self._unfinished, self._open = 0, 0, True
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._open = False
        super().on_headers_complete()

    def _count(self, length: int) -> None:
        self._length, self._unfinished = self._length + length, 0
        if self._length > HEAD_BYTES:
            raise HeadTooLong  # the parser takes no more; the server then asks for a 400

    # how long it may take

    @property
    def awaits_head(self) -> bool:
        """Whether the connection ends unless a head comes."""
        return self._limit is not None

    def _is_awaited(self) -> bool:
        """A head has begun, or neither a request nor the server's own timeout is under way."""
        answering = self.cycle is not None and not self.cycle.response_complete
        return self._open or not (answering or self.timeout_keep_alive_task)

    def _expect_head(self) -> None:
        if self._limit is None:
            self._limit = self.loop.call_later(self.head_seconds, self._end)

    def _expect_none(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _end(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    def _refuse(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(TOO_LONG)
            self.transport.close()
