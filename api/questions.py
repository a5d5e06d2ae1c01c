"""Connections for questions: few, read-only, with a limit on every wait. Questions run in threads and share them."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from config import Settings
from store.errors import StoreUnavailable

CONNECT_SECONDS: Final = 5
WAIT_SECONDS: Final = 5
"""how long a question waits for a connection"""
UNANSWERED_MS: Final = 10_000


class Questions:
    """At most so many connections; a question has one for itself, and sees one moment of the database."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.database_url
        self._options = " ".join(
            (
                f"-c statement_timeout={settings.statement_timeout_ms}",
                f"-c idle_in_transaction_session_timeout={settings.statement_timeout_ms}",
                "-c default_transaction_read_only=on",
                "-c default_transaction_isolation=repeatable\\ read",
            )
        )
        self._free = threading.BoundedSemaphore(settings.api_pool)
        self._idle: queue.LifoQueue[Connection] = queue.LifoQueue()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in a transaction of its own. Raises `StoreUnavailable` if all are busy for too long."""
        if not self._free.acquire(timeout=WAIT_SECONDS):
            raise StoreUnavailable("every connection for questions is busy")
        try:
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)
        finally:
            self._free.release()

    def close(self) -> None:
        """End the idle connections; those at work end when their questions do."""
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def _take(self) -> Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return psycopg2.connect(
                self._url,
                connect_timeout=CONNECT_SECONDS,
                tcp_user_timeout=UNANSWERED_MS,
                application_name="qadam questions",
                options=self._options,
            )

    def _give_back(self, connection: Connection) -> None:
        """A broken connection is dropped, and the idle ones with it: they went to the same server."""
        try:
            connection.rollback()
        except psycopg2.Error:
            connection.close()
        if connection.closed:
            self.close()
        else:
            self._idle.put(connection)
