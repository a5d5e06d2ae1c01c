"""Relay and projector inside the test, each in a thread of its own, over a store and a topic of the test's own."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from config import Settings
from consumers import projector, relay
from projections.base import AnyProjection
from tests.projections.visits import visits

Worker = Callable[[threading.Event], None]
LIMIT_S = 60.0


@dataclass(slots=True)
class Running:
    """A worker in its thread."""

    stop: threading.Event
    done: "Future[None]"

    def end(self) -> None:
        """Ask for the end, and raise what went wrong."""
        self.stop.set()
        self.done.result(LIMIT_S)

    def error(self) -> BaseException | None:
        """What ended it of itself; waits for that."""
        return self.done.exception(LIMIT_S)


@pytest.fixture
def wanted(database_url: str, kafka: str, topic: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url,
        kafka_bootstrap=kafka,
        kafka_topic=topic,
        folder=tmp_path,
        session_timeout_ms=6_000,
        compare_every_seconds=3_600,
        relay_position_seconds=0,
    )


@contextmanager
def running(work: Worker) -> Iterator[Running]:
    with ThreadPoolExecutor(1) as threads:
        stop = threading.Event()
        worker = Running(stop, threads.submit(work, stop))
        try:
            yield worker
        finally:
            stop.set()


def relaying(settings: Settings) -> Worker:
    return lambda stop: relay.run(settings, stop)


def projecting(settings: Settings, *more: AnyProjection) -> Worker:
    return lambda stop: projector.run(settings, [visits, *more], stop)


def ask(settings: Settings, question: str) -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(settings.database_url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()
    except psycopg2.errors.UndefinedTable:
        return []
    finally:
        connection.close()
