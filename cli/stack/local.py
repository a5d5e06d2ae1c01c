"""Both servers together, or those of one's own: DATABASE_URL and KAFKA_BOOTSTRAP win where they are set."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cli.stack.children import StackError
from cli.stack.kafka import kafka
from cli.stack.postgres import postgres
from config import settings

CONNECT_SECONDS: Final = 5.0
SERVERS: Final = {"DATABASE_URL": "PostgreSQL", "KAFKA_BOOTSTRAP": "Apache Kafka"}


@dataclass(frozen=True, slots=True)
class Stack:
    """Where the two servers are. `own`: those that were started here, by the names of their variables."""

    database_url: str
    kafka_bootstrap: str
    own: frozenset[str] = frozenset()

    def environment(self) -> dict[str, str]:
        """What a process needs to know of it."""
        return {"DATABASE_URL": self.database_url, "KAFKA_BOOTSTRAP": self.kafka_bootstrap}

    def require_own(self) -> None:
        """Raises `StackError` where a server that was started here takes no connections any more."""
        urls = {"DATABASE_URL": self.database_url, "KAFKA_BOOTSTRAP": f"//{self.kafka_bootstrap}"}
        for variable in sorted(self.own):
            name, at = SERVERS[variable], urlsplit(urls[variable])
            try:
                socket.create_connection((at.hostname, at.port), CONNECT_SECONDS).close()
            except OSError as error:
                raise StackError(f"{name} is gone: {at.hostname}:{at.port}: {error}") from None


@contextmanager
def local_stack(folder: Path, *, durable: bool) -> Iterator[Stack]:
    """Start what is not set in the environment, keep its data in `folder`, and end it afterwards.

    Not durable means that a crash of the machine may lose data: for tests only.
    """
    given = settings()
    theirs = given.model_fields_set & {"database_url", "kafka_bootstrap"}
    place = folder.resolve()
    with ExitStack() as running:
        if len(theirs) < 2:
            running.enter_context(_alone(place))
        # the broker is the slower one: it starts first and is waited for last
        broker = None if "kafka_bootstrap" in theirs else running.enter_context(kafka(place, durable=durable))
        database = None if "database_url" in theirs else running.enter_context(postgres(place, durable=durable))
        started = {"DATABASE_URL": database, "KAFKA_BOOTSTRAP": broker and broker()}
        yield Stack(
            started["DATABASE_URL"] or given.database_url,
            started["KAFKA_BOOTSTRAP"] or given.kafka_bootstrap,
            frozenset(name for name, at in started.items() if at),
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two stacks in one folder would take each other's servers for leftovers."""
    folder.mkdir(parents=True, exist_ok=True)
    note = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StackError(f"another stack runs in {folder}: end it first, or set QADAM_FOLDER") from None
    finally:
        os.close(note)
