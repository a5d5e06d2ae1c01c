"""Looks at the read models themselves: which version of a claim they hold, and how many events in all.

No process's own account is believed. All read models are looked at in one statement, and the one that lags most counts.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import psycopg

from projections.registry import of_claims

Connection = psycopg.AsyncConnection[Any]


class Watch:
    """Waits for versions of claims to be committed in every read model; notes how long that took."""

    def __init__(self, connection: Connection, look_seconds: float) -> None:
        """`look_seconds`: between two looks; so much later than it was, at most, a commit is seen."""
        self._connection, self._look_seconds = connection, look_seconds
        self._question = versions_question(list(of_claims()))
        self._awaited: dict[UUID, list[tuple[int, float]]] = {}
        self._nothing_awaited = asyncio.Event()
        self._nothing_awaited.set()
        self.seconds: list[float] = []

    def expect(self, claim: UUID, version: int, since: float) -> None:
        """The claim will have that version; `since`: when the command was due, by the monotonic clock."""
        self._awaited.setdefault(claim, []).append((version, since))
        self._nothing_awaited.clear()

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            if self._awaited:
                await self._look()
            await asyncio.sleep(self._look_seconds)

    async def until_seen(self, limit_seconds: float) -> None:
        """Everything expected was seen. Raises `TimeoutError`."""
        async with asyncio.timeout(limit_seconds):
            await self._nothing_awaited.wait()

    async def _look(self) -> None:
        cursor = await self._connection.execute(self._question, (list(self._awaited),), prepare=True, binary=True)
        rows = await cursor.fetchall()
        now = time.monotonic()
        for claim, version in rows:
            waiting = self._awaited.pop(claim)
            self.seconds += [now - since for wanted, since in waiting if wanted <= version]
            if left := [each for each in waiting if each[0] > version]:
                self._awaited[claim] = left
        if not self._awaited:
            self._nothing_awaited.set()


async def held(connection: Connection) -> int:
    """How many events of claims every read model holds."""
    cursor = await connection.execute(held_question(list(of_claims())))
    row = await cursor.fetchone()
    assert row
    return int(row[0])


def versions_question(models: Sequence[str]) -> str:
    """Claim and version, for those claims that every read model has."""
    first, *others = models
    least = ", ".join(f"{model}.rows.version" for model in models)
    joined = "".join(f" JOIN {model}.rows USING (stream)" for model in others)
    return f"SELECT stream, least({least}) FROM {first}.rows{joined} WHERE stream = ANY(%s)"


def held_question(models: Sequence[str]) -> str:
    """A claim of version 7 was folded from seven events."""
    sums = ", ".join(f"(SELECT coalesce(sum(version), 0) FROM {model}.rows)" for model in models)
    return f"SELECT least({sums})"


@asynccontextmanager
async def connected(database_url: str) -> AsyncIterator[Connection]:
    async with await psycopg.AsyncConnection.connect(
        database_url, autocommit=True, application_name="qadam bench, watching"
    ) as connection:
        yield connection
