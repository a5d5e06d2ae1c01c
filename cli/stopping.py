"""Ending in good order: Ctrl-C and SIGTERM become an exception in the main thread, so that every `finally` is run."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

LOOK_SECONDS: Final = 2.0


class Stopped(BaseException):
    """Somebody asked this process to end. Not an Exception: nothing but `until_stopped` catches it."""


@contextmanager
def until_stopped() -> Iterator[Callable[..., None]]:
    """Run the block until it ends or a signal asks for its end; a second signal is not listened to.

    Gives a function that waits for such a signal, and now and then looks whether there is still something to wait for.
    """
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = {kind: signal.signal(kind, _raise) for kind in kinds}
    try:
        yield _wait
    except Stopped:
        pass
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _wait(look: Callable[[], None] = lambda: None) -> None:
    """`look` raises when there is nothing to wait for any more."""
    never = threading.Event()
    while not never.wait(LOOK_SECONDS):
        look()


def _raise(number: int, frame: FrameType | None) -> None:
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, signal.SIG_IGN)  # the end, once begun, is not disturbed
    raise Stopped
