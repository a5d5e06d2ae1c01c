"""A measurement in a process of its own: nothing else runs in it, and its CPU seconds are its own."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def apart(work: Callable[..., T], *arguments: object, limit_seconds: float) -> T:
    """What `work` gives, done in a fresh process. Raises `TimeoutError`, or RuntimeError if it ended without a word."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, work, arguments))  # it may start others: no daemon may
    process.start()
    theirs.close()
    try:
        if not ours.poll(limit_seconds):
            raise TimeoutError(f"{work.__name__} took more than {limit_seconds:g} s")
        found: T = ours.recv()
    except EOFError:
        raise RuntimeError(f"{work.__name__} ended without a result") from None
    finally:
        process.kill()
        process.join()
    return found


def _run(pipe: Pipe, work: Callable[..., T], arguments: tuple[object, ...]) -> None:
    pipe.send(work(*arguments))
