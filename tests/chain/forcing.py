"""How a test stops a process at one point: by a lock that it holds, or by a proxy that keeps the answer to itself."""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

import psycopg2
from kafka import KafkaConsumer, TopicPartition

from cli.stack.processes import Processes
from tests.chain.claims import LIMIT_S
from tests.store.proxy import BYTES, Proxy
from tests.waiting import eventually


@contextmanager
def locked(database_url: str, table: str, mode: str) -> Iterator[None]:
    """Hold a table's lock while the block runs."""
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN {mode} MODE")
        yield
        connection.rollback()


def waits_for(database_url: str, table: str) -> bool:
    """Somebody has come to that lock."""
    return bool(ask(database_url, f"SELECT pid FROM pg_locks WHERE NOT granted AND relation = '{table}'::regclass"))


def ask(database_url: str, question: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def kill(processes: Processes, name: str, database_url: str) -> None:
    """kill -9, and wait until the server has seen it: what it had not committed is then rolled back for good."""
    before = processes.pid(name)
    session = f"qadam {name}"
    sessions = ask(database_url, f"SELECT pid FROM pg_stat_activity WHERE application_name LIKE '{session}%'")
    os.kill(before, signal.SIGKILL)
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        for (pid,) in sessions:  # a server process that waits for a lock does not notice that its client is gone
            cursor.execute("SELECT pg_terminate_backend(%s)", (pid,))
    gone = f"SELECT FROM pg_stat_activity WHERE pid = ANY(ARRAY{[pid for (pid,) in sessions]}::int[])"
    eventually(lambda: not ask(database_url, gone), LIMIT_S)


def messages(bootstrap: str, topic: str, partitions: int = 12) -> int:
    """How many messages the topic holds."""
    with closing(KafkaConsumer(bootstrap_servers=bootstrap)) as consumer:
        ends = consumer.end_offsets([TopicPartition(topic, n) for n in range(partitions)])
        return sum(ends.values())


class CommitProxy(Proxy):
    """Once armed, the next COMMIT, or whatever else commits, reaches the server, and its answer nobody."""

    def __init__(self, database_url: str, commits: bytes = b"COMMIT") -> None:
        super().__init__(database_url)
        self.armed, self._commits = threading.Event(), commits

    def _pass(self, giver: socket.socket, taker: socket.socket) -> None:
        with suppress(OSError):
            while said := giver.recv(BYTES):
                if self.armed.is_set() and self._commits in said:
                    self.armed.clear()
                    self.withhold()
                taker.sendall(said)
            taker.shutdown(socket.SHUT_WR)
