"""What the API logs: one JSON object a line on stderr. Never a body, a token, a query or the words of an error.

An error is told by its class and the places it passed: its message could repeat what somebody sent.
"""

import logging
import sys
import threading
import time
from functools import partial
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import BinaryIO, Final

import orjson
import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

from config import MissingSetting
from store.errors import StoreError

HELD_SECONDS: Final = 0.1
"""so long may a line wait for others before it is written: a system call for each was a tenth of a command's work"""
PLACES: Final = 12
"""so many frames of an error are told, the innermost last"""

log: FilteringBoundLogger = structlog.get_logger()


def set_up(level: str, stream: BinaryIO | None = None) -> None:
    """Call once, when the process starts. What libraries log goes the same way. Raises `MissingSetting`."""
    out, levels = stream or sys.stderr.buffer, logging.getLevelNamesMapping()
    if level not in levels:
        raise MissingSetting(f"QADAM_LOG_LEVEL is {level}, none of {', '.join(levels)}")
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_words,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(serializer=orjson.dumps)],
        wrapper_class=structlog.make_filtering_bound_logger(levels[level]),
        logger_factory=partial(Lines, out, held=stream is None),
        cache_logger_on_first_use=stream is None,  # a test sets it up anew
    )
    if stream is None:
        threading.Thread(target=_write_often, args=(out,), name="log", daemon=True).start()
    root = logging.getLogger()
    root.handlers = [_Foreign(out, shared)]
    root.setLevel(level)


def without_words(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Replace an exception by its class and its places; the store's own messages hold nothing of anybody's."""
    failure = event.pop("exc_info", None)
    failure = failure[1] if isinstance(failure, tuple) else failure
    if isinstance(failure, BaseException):
        event["error"] = [type(each).__name__ for each in _chain(failure)]
        event["at"] = _places(failure.__traceback__)
        if isinstance(failure, StoreError):
            event["said"] = str(failure)
    return event


class Lines:
    """Lines of one log. Those that are `held` are written together; a warning, and what stands before it, at once."""

    def __init__(self, out: BinaryIO, *_: object, held: bool) -> None:
        self._out, self._held = out, held

    def info(self, line: bytes) -> None:
        self._out.write(line + b"\n")
        if not self._held:
            self._out.flush()

    def warning(self, line: bytes) -> None:
        self._out.write(line + b"\n")
        self._out.flush()

    debug, error = info, warning


class _Foreign(logging.Handler):
    """Lines of libraries, in the same shape."""

    def __init__(self, out: BinaryIO, shared: list[Processor]) -> None:
        super().__init__()
        self._out, self._shared = out, shared

    def emit(self, record: logging.LogRecord) -> None:
        event: EventDict = {"event": record.getMessage(), "logger": record.name, "exc_info": record.exc_info}
        for processor in self._shared:
            event = processor(None, record.levelname.lower(), event)  # type: ignore[assignment]
        self._out.write(orjson.dumps(event, default=str) + b"\n")
        self._out.flush()


def _write_often(out: BinaryIO) -> None:
    while True:
        time.sleep(HELD_SECONDS)
        out.flush()


def _chain(failure: BaseException) -> list[BaseException]:
    found = [failure]
    while (cause := found[-1].__cause__ or found[-1].__context__) and cause not in found:
        found.append(cause)
    return found


def _places(traceback: TracebackType | None) -> list[str]:
    return [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in extract_tb(traceback)[-PLACES:]]
