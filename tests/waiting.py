"""Waiting for something to come true. No test sleeps for a fixed time."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LOOK_SECONDS = 0.02


def eventually(condition: Callable[[], T], limit_s: float = 15.0) -> T:
    """Ask again and again until the answer is true, and return it; fails with the last answer after the limit.

    An AssertionError of the condition's own counts as "not yet", and is the failure if it stays.
    """
    deadline = time.monotonic() + limit_s
    while True:
        try:
            answer = condition()
        except AssertionError:
            if time.monotonic() > deadline:
                raise
        else:
            if answer:
                return answer
            assert time.monotonic() <= deadline, f"not within {limit_s:g} s; the last answer was {answer!r}"
        time.sleep(LOOK_SECONDS)


class Pauses(threading.Event):
    """Nobody waits: how long somebody would have is written down."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.seconds.append(timeout)
        return self.is_set()
