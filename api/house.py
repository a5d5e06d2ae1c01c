"""What one API process holds while it lives: the writer, the streams, the clock, the connections for questions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any, Final
from uuid import UUID

import psycopg
from fastapi import Depends, Request
from psycopg_pool import ConnectionPool

from api.questions import Questions
from config import Settings
from releases.published import Releases
from store.clock import Clock, clock_of
from store.errors import StoreUnavailable
from store.migrate import wait_for_schema
from store.numbers import next_number
from store.recorder import Writer
from store.streams import Streams

Pool = ConnectionPool[psycopg.Connection[Any]]

STORE_CONNECTIONS: Final = 8
"""for loading streams, evidence, numbers and a simulated clock; the writer has one of its own"""
CONNECT_SECONDS: Final = 5
WAIT_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class House:
    """One process's share of Qadam; routes get it from the application's state."""

    settings: Settings
    secret: bytes
    streams: Streams
    clock: Clock
    pool: Pool
    questions: Questions
    releases: Releases
    being_given: set[UUID] = field(default_factory=set)
    """claims that this process is giving to somebody at this moment: nobody else need wait for them"""

    async def next_number(self, office: str, year: int) -> int:
        """The office's next registration number of the year."""
        return await asyncio.to_thread(self._next_number, office, year)

    def _next_number(self, office: str, year: int) -> int:
        try:
            with self.pool.connection() as connection:
                return next_number(connection, office, year)
        except psycopg.OperationalError as error:
            raise StoreUnavailable(f"no number could be taken: {error}") from error


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[House]:
    """The house while the block runs; on the way out commands come to their end before what they need is closed."""
    secret = settings.request_key()
    await asyncio.to_thread(wait_for_schema, settings.database_url, settings.schema_wait_seconds)
    pool = await asyncio.to_thread(_pool, settings)
    clock = await asyncio.to_thread(clock_of, pool)
    questions = Questions(settings)
    writer = Writer(
        settings.database_url,
        batch=settings.store_batch,
        queue=settings.store_queue,
        lock_timeout_seconds=settings.store_lock_timeout_seconds,
    )
    try:
        with writer:
            streams = Streams(writer, pool, cached=settings.cached_streams, retries=settings.conflict_retries)
            releases = Releases(reading=questions.reading, pool=pool, k=settings.disclosure_k)
            try:
                yield House(settings, secret, streams, clock, pool, questions, releases)
            finally:
                await asyncio.to_thread(releases.close)
            await streams.close()
    finally:
        questions.close()
        clock.close()
        pool.close()


def house(request: Request) -> House:
    """The house that answers this request."""
    held = request.app.state.house
    assert isinstance(held, House), "the application has not been started"
    return held


def _pool(settings: Settings) -> Pool:
    pool: Pool = ConnectionPool(
        settings.database_url,
        kwargs={
            "autocommit": True,
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "qadam api",
            "options": f"-c statement_timeout={settings.statement_timeout_ms}",
        },
        min_size=1,
        max_size=STORE_CONNECTIONS,
        timeout=WAIT_SECONDS,
        open=False,
    )
    pool.open(wait=True, timeout=settings.schema_wait_seconds)
    return pool


async def _house(request: Request) -> House:
    return house(request)


HouseDep = Annotated[House, Depends(_house)]
