"""The combining writer: one thread that gathers the saves of everybody waiting into one transaction.

Appends are one at a time anyway, because positions must come in commit order; so what waits goes together, and a commit
costs the same for one save as for two hundred. A version conflict halves the batch, by save and never by event, until
the culprit is alone; any other error fails the batch, and nobody in it knows whether it was kept.
"""

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Self

import psycopg

from domain.event import Event
from store.append import Connection, Row, Saved, VersionTaken, append, conflict_of, rows_of, stored_at
from store.errors import StoreError, StoreUnavailable

GATHER_SECONDS = 0.0005
"""so long does the first of a batch wait for company: measured with 32 commands waiting, a quarter less time of the
processor for an event and a quarter more events a second; else half of them are always late for the batch"""
CONNECT_SECONDS = 5
CLOSE_SECONDS = 30
UNANSWERED_MS = 10_000
"""a connection whose packets stay unanswered for so long is broken"""
IDLE_IN_TRANSACTION_SECONDS = 10
STATEMENT_SECONDS = 30


@dataclass(slots=True, eq=False)
class _Save:
    """`loop` is the event loop that awaits the future; None if a thread does."""

    rows: list[Row]
    future: Future[Saved] | asyncio.Future[Saved]
    loop: asyncio.AbstractEventLoop | None = None


class Writer:
    """Keeps saves: `with Writer(url) as writer: writer.save(events).result()`."""

    def __init__(
        self, database_url: str, *, batch: int = 256, queue: int = 4096, lock_timeout_seconds: float = 5
    ) -> None:
        self._url, self._batch, self._queue, self._lock_timeout = database_url, batch, queue, lock_timeout_seconds
        self._waiting: deque[_Save] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def save(self, events: Sequence[Event]) -> Future[Saved]:
        """Keep these events together. The future raises `VersionConflict` (nothing was kept) or `StoreUnavailable`
        (nobody knows)."""
        future: Future[Saved] = Future()
        future.set_running_or_notify_cancel()  # from here on it cannot be cancelled
        self._enqueue(_Save(rows_of(events), future))
        return future

    def save_async(self, events: Sequence[Event]) -> asyncio.Future[Saved]:
        """The same for the event loop it is called in. Cancelling the future does not stop the save."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Saved] = loop.create_future()
        self._enqueue(_Save(rows_of(events), future, loop))
        return future

    def close(self) -> None:
        """Take no more saves, write those that wait, end the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(CLOSE_SECONDS)

    def _enqueue(self, save: _Save) -> None:
        with self._changed:
            if self._closing:
                raise StoreUnavailable("the store is being closed")
            if len(self._waiting) >= self._queue:
                raise StoreUnavailable(f"{self._queue} saves are waiting for the store already")
            self._waiting.append(save)
            self._changed.notify()

    def _run(self) -> None:
        try:
            while saves := self._next():
                self._write(saves)
        finally:
            self._end()

    def _end(self) -> None:
        """Nobody waits for a writer that is gone, whatever ended it."""
        with self._changed:
            self._closing = True
            left = list(self._waiting)
            self._waiting.clear()
        _tell(left, [StoreUnavailable("the writer has ended")] * len(left))
        if self._connection:
            self._connection.close()

    def _next(self) -> list[_Save]:
        """What waits, at most a batch; nothing once the writer is closed and all is written."""
        with self._changed:
            while not self._waiting and not self._closing:
                self._changed.wait()
        time.sleep(GATHER_SECONDS)
        with self._changed:
            return [self._waiting.popleft() for _ in range(min(len(self._waiting), self._batch))]

    def _write(self, saves: Sequence[_Save]) -> None:
        try:
            _tell(saves, self._append(saves))
        except VersionTaken:
            self._halve(saves)
        except Exception as error:
            _tell(saves, [_as_store_error(error)] * len(saves))

    def _halve(self, saves: Sequence[_Save]) -> None:
        if len(saves) == 1:
            self._explain(saves[0])
            return
        middle = len(saves) // 2
        self._write(saves[:middle])
        self._write(saves[middle:])

    def _explain(self, save: _Save) -> None:
        """Say which stream has moved on, unless what stands there is this very save."""
        try:
            connection = self._connected()
            _tell([save], [stored_at(connection, save.rows) or conflict_of(connection, save.rows)])
        except Exception as error:
            _tell([save], [_as_store_error(error)])

    def _append(self, saves: Sequence[_Save]) -> list[Saved]:
        rows = [save.rows for save in saves]
        try:
            return append(self._connected(), rows)
        except psycopg.OperationalError:
            if self._connection is None or not self._connection.closed:
                raise
        # The connection broke, perhaps after the commit: then the second attempt meets our own events and says so.
        return append(self._connected(), rows)

    def _connected(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = None
            self._connection = connect(self._url, self._lock_timeout)
        return self._connection


def connect(database_url: str, lock_timeout_seconds: float) -> Connection:
    """A connection that waits for nothing without a limit."""
    connection = psycopg.connect(
        database_url,
        autocommit=True,
        connect_timeout=CONNECT_SECONDS,
        tcp_user_timeout=UNANSWERED_MS,
        application_name="qadam writer",
    )
    # What an append reads it reads after its lock, whatever the server's default is.
    connection.execute("SET default_transaction_isolation = 'read committed'")
    connection.execute(f"SET lock_timeout = '{lock_timeout_seconds:g}s'")
    connection.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'")
    connection.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_IN_TRANSACTION_SECONDS}s'")
    return connection


Outcome = Saved | StoreError


def _tell(saves: Sequence[_Save], outcomes: Sequence[Outcome]) -> None:
    """Wake everybody who waits; an event loop once for all its saves."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[_Save, Outcome]]] = {}
    for save, outcome in zip(saves, outcomes, strict=True):
        if save.loop is None:
            _resolve(save, outcome)
        else:
            by_loop.setdefault(save.loop, []).append((save, outcome))
    for loop, told in by_loop.items():
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_resolve_all, told)


def _resolve_all(told: Sequence[tuple[_Save, Outcome]]) -> None:
    for save, outcome in told:
        _resolve(save, outcome)


def _resolve(save: _Save, outcome: Outcome) -> None:
    if save.future.done():
        return
    if isinstance(outcome, Saved):
        save.future.set_result(outcome)
    else:
        save.future.set_exception(outcome)


def _as_store_error(error: Exception) -> StoreError:
    if isinstance(error, StoreError):
        return error
    unavailable = StoreUnavailable(f"{type(error).__name__}: {error}")
    unavailable.__cause__ = error
    return unavailable
