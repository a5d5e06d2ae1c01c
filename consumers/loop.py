"""The one loop of everything that consumes: poll, handle, look after the rest; until it is told to end."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any, Protocol

import psycopg
import psycopg2
from kafka.errors import KafkaError

from store.errors import StoreError

OUTSIDE = (psycopg.OperationalError, psycopg2.OperationalError, KafkaError, StoreError)
POLL_MS = 200
"""how long an idle loop waits before it looks around again; a message ends the wait at once"""


class Outside(Exception):
    """Something of the world outside is not as it should be; a new start, or the operator, settles it."""


class Handler(Protocol):
    """What a consumer brings to the loop. Both must be harmless to repeat."""

    def handle(self, records: Sequence[Any]) -> None:
        """Take messages, in the order of each partition; when it returns they are done."""

    def tick(self) -> None:
        """Regular work; called between any two polls, so it decides itself what is due."""


def consume(consumer: Any, handler: Handler, stop: threading.Event, *, gather_seconds: float = 0) -> None:
    """Poll and handle until `stop` is set. Whatever is raised ends the process: its supervisor starts it again.

    Two polls that bring something lie at least `gather_seconds` apart: what comes seldom waits for nothing, what comes
    all the time comes in batches, which cost less.
    """
    while not stop.is_set():
        polled_at = time.monotonic()
        polled = consumer.poll(timeout_ms=POLL_MS)
        if polled:
            handler.handle([record for records in polled.values() for record in records])
        handler.tick()
        if polled:
            stop.wait(max(0.0, polled_at + gather_seconds - time.monotonic()))


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and Ctrl-C set: the loop ends between two batches, and connections are closed."""
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, ask)
    return stop


def run(name: str, work: Callable[[threading.Event], None]) -> int:
    """Do a worker's work until a signal ends it; returns the exit code, 1 after an error.

    An error of the world outside is one line; one that may be our own has its trace below it.
    """
    logger = logging.getLogger(name)
    stop = stop_on_signals()
    try:
        work(stop)
    except Exception as error:
        expected = isinstance(error, (Outside, *OUTSIDE))
        logger.critical("%s ends: %s: %s", name, type(error).__name__, error, exc_info=not expected)
        return 1
    logger.info("%s ends as asked", name)
    return 0
