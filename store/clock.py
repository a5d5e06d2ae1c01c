"""The one clock: the store's. Whoever asks "now" gets it from here, as an argument.

In production that is this machine's clock, compared with the store's at the start and every minute; in a store made
with a simulated clock it is a row, read every time, that the simulation moves and that never goes back.
Tokens, leases, timeouts, lag and freshness are none of its business: they use the machine's clock.
"""

import asyncio
import logging
import threading
from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

from store.errors import ClockAstray, ClockFixed, StoreUnavailable
from store.migrate import is_simulated

MOST_DIFFERENCE = timedelta(seconds=2)
"""so far may this machine's clock and the store's be apart before nothing is accepted any more"""
COMPARE_SECONDS = 60
READ_ROW = "SELECT store_clock()"

Pool = ConnectionPool[psycopg.Connection[Any]]
log = logging.getLogger(__name__)


class Clock(ABC):
    """What time it is, in UTC."""

    simulated: bool

    @abstractmethod
    def now(self) -> datetime: ...

    @abstractmethod
    async def now_async(self) -> datetime:
        """The same without blocking the event loop."""

    @abstractmethod
    def move_to(self, at: datetime) -> None:
        """Move a simulated clock on; `ClockFixed` where it is not one, or for a time already past."""

    @abstractmethod
    def close(self) -> None:
        """End what runs beside."""


class MachineClock(Clock):
    """This machine's clock. `ClockAstray` while it and the store's are too far apart."""

    simulated = False

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._astray: str | None = None
        self._closed = threading.Event()
        self.compare()
        self.now()
        self._thread = threading.Thread(target=self._watch, name="store-clock", daemon=True)
        self._thread.start()

    def now(self) -> datetime:
        if self._astray:
            raise ClockAstray(self._astray)
        return datetime.now(UTC)

    async def now_async(self) -> datetime:
        return self.now()

    def move_to(self, at: datetime) -> None:
        raise ClockFixed(f"the clock cannot be moved to {at.isoformat()}: this store lives by the real time")

    def compare(self) -> timedelta:
        """By how much the store's clock is ahead; the time of the question counts in this machine's favour."""
        asked = datetime.now(UTC)
        store = _read(self._pool)
        answered = datetime.now(UTC)
        ahead = max(store - answered, timedelta()) + min(store - asked, timedelta())
        apart = abs(ahead) > MOST_DIFFERENCE
        self._astray = (
            f"the store's clock and this machine's differ by {ahead.total_seconds():.3f} s" if apart else None
        )
        return ahead

    def close(self) -> None:
        self._closed.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._closed.wait(COMPARE_SECONDS):
            try:
                self.compare()
            except StoreUnavailable as error:
                log.warning("the clocks could not be compared: %s", error)
            if self._astray:
                log.error("nothing is accepted: %s", self._astray)


class SimulatedClock(Clock):
    """The row that the simulation moves. Those who ask while it is being read share the next reading."""

    simulated = True

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._reading = asyncio.Lock()
        self._next: asyncio.Task[datetime] | None = None

    def now(self) -> datetime:
        return _read(self._pool)

    async def now_async(self) -> datetime:
        if self._next is None:
            self._next = asyncio.create_task(self._read_next())
        return await asyncio.shield(self._next)

    async def _read_next(self) -> datetime:
        async with self._reading:
            self._next = None  # who asks from here on may need a later time than this reading gives
            return await asyncio.to_thread(self.now)

    def move_to(self, at: datetime) -> None:
        with self._pool.connection() as connection:
            moved = connection.execute("UPDATE simulated_clock SET at = %s WHERE at <= %s", (at, at))
        if not moved.rowcount:
            raise ClockFixed(f"the simulated clock is past {at.isoformat()} and does not go back")

    def close(self) -> None:
        return


def clock_of(pool: Pool) -> Clock:
    """The clock that this store was made with."""
    with pool.connection() as connection:
        simulated = is_simulated(connection)
    return SimulatedClock(pool) if simulated else MachineClock(pool)


def _read(pool: Pool) -> datetime:
    try:
        with pool.connection() as connection:
            row = connection.execute(READ_ROW).fetchone()
    except psycopg.OperationalError as error:
        raise StoreUnavailable(f"the store's clock cannot be read: {error}") from error
    assert row, "a function always returns its row"
    at: datetime = row[0]
    return at.astimezone(UTC)
