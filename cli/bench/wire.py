"""HTTP/1.1 as thin as it can be: the load generator runs on the cores that it measures.

One kept connection, one request at a time. It reads what the API answers with (a length, never chunks) and no more.
"""

import asyncio
from dataclasses import dataclass
from typing import Final, Self

CONNECT_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 30.0
LARGEST_HEAD: Final = 65_536
END: Final = b"\r\n\r\n"


class Unexpected(Exception):
    """An answer that the benchmark cannot go on from; the message names the request and what came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`head`: status line and headers as they came, in lower case."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: bytes) -> bytes:
        """Its value, in lower case; empty if it did not come."""
        _, found, rest = self.head.partition(b"\r\n" + name + b":")
        return rest.partition(b"\r\n")[0].strip() if found else b""


class Wire:
    """A connection to the API. Not for two tasks at once."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, host: str, port: int) -> Self:
        async with asyncio.timeout(CONNECT_SECONDS):
            return cls(*await asyncio.open_connection(host, port, limit=LARGEST_HEAD))

    async def ask(self, request: bytes) -> Answer:
        """Send a whole request and read its answer. Raises `TimeoutError`, or whatever breaks the connection."""
        async with asyncio.timeout(ANSWER_SECONDS):
            self._writer.write(request)
            head = (await self._reader.readuntil(END)).lower()
            answer = Answer(int(head[9:12]), head, b"")
            length = answer.header(b"content-length")
            body = await self._reader.readexactly(int(length)) if length else b""
        return Answer(answer.status, head, body)

    def close(self) -> None:
        self._writer.close()


def get(path: str, headers: str = "") -> bytes:
    """`headers`: whole lines, each with its end."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()


def post(path: str, headers: str, body: bytes) -> bytes:
    """`headers`: whole lines, each with its end."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Type: application/json\r\n"
    return b"%bContent-Length: %d\r\n\r\n%b" % (head.encode(), len(body), body)
