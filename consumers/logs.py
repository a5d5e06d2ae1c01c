"""What a worker logs: lines to stderr; and of the Kafka client, which logs hundreds of errors in an outage, a few."""

import logging
import time
from datetime import UTC, datetime

import orjson

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
CLIENT_LINES = 10
CLIENT_SECONDS = 10.0
"""at most so many lines of the client in so many seconds"""


def set_up(level: str, *, as_json: bool = False) -> None:
    """Call once, when a worker starts. `as_json`: one JSON object a line, as the API logs."""
    logging.basicConfig(level=level, format=FORMAT)
    if as_json:
        for handler in logging.getLogger().handlers:
            handler.setFormatter(JsonLine())
    client = logging.getLogger("kafka")
    client.setLevel(max(logging.getLevelName(level), logging.WARNING))
    client.propagate = False
    client.handlers = [Seldom(CLIENT_LINES, CLIENT_SECONDS)]


class JsonLine(logging.Formatter):
    """A record as a JSON object: when, how grave, of what, and what."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line = {"at": at, "level": record.levelname, "logger": record.name, "event": record.getMessage()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line, option=orjson.OPT_UTC_Z).decode()


class Seldom(logging.Handler):
    """Passes a bounded number of lines on, and says how many it kept back."""

    def __init__(self, lines: int, seconds: float) -> None:
        super().__init__()
        self.lines, self.seconds = lines, seconds
        self.passed = self.kept_back = 0
        self.since = time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        if time.monotonic() - self.since > self.seconds:
            self._begin_again(record.name)
        if self.passed < self.lines:
            self.passed += 1
            logging.getLogger().handle(record)
        else:
            self.kept_back += 1

    def _begin_again(self, name: str) -> None:
        kept_back, self.kept_back, self.passed, self.since = self.kept_back, 0, 0, time.monotonic()
        if kept_back:
            logging.getLogger(__name__).warning("%d more lines of %s were kept back", kept_back, name)
