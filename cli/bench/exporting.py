"""Exports of a smaller and a larger store: events a second, and the most memory that the process ever had.

Each file is made as `qadam export` makes it, in a process of its own, so that its memory is its own.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import psycopg

from cli.bench.apart import apart
from cli.bench.histories import History, store
from cli.bench.world import database
from cli.override import adopt_override
from cli.stack import Stack
from config import settings
from exports.asked import Question
from exports.export import Export
from exports.formats import FormatName, format_of
from exports.tables import TableName
from store.log import Connection

FEW, MANY = 1_000, 8_000
"""claims, with 22 events each: more rows than are ever held at once, and eight times as many"""
LIMIT_SECONDS: Final = 1_800.0
PEAK: Final = "VmHWM:"
File = tuple[FormatName, TableName]
WANTED: Final[tuple[File, ...]] = (
    (FormatName.CSV, TableName.EVENTS),
    (FormatName.CSV, TableName.CLAIMS),
    (FormatName.CSV, TableName.WAITS),
    (FormatName.PARQUET, TableName.EVENTS),
    (FormatName.XES, TableName.EVENTS),
    (FormatName.OCEL_JSON, TableName.EVENTS),
    (FormatName.OCEL_SQLITE, TableName.EVENTS),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """One file. `peak_mb`: the most memory of its process, in MiB."""

    events: int
    seconds: float
    bytes: int
    peak_mb: float

    @property
    def rate(self) -> float:
        return self.events / self.seconds


@dataclass(frozen=True, slots=True)
class Pair:
    """The same file of both stores."""

    what: str
    few: Taken
    many: Taken

    @property
    def growth(self) -> float:
        """Of memory."""
        return self.many.peak_mb / self.few.peak_mb


@dataclass(frozen=True, slots=True)
class Exporting:
    """`few`, `many`: claims."""

    few: int
    many: int
    pairs: tuple[Pair, ...]

    @property
    def worst(self) -> Pair:
        return max(self.pairs, key=lambda pair: pair.growth)


def measure(
    stack: Stack, histories: Sequence[History], *, few: int = FEW, many: int = MANY, files: Sequence[File] = WANTED
) -> Exporting:
    """Raises `TimeoutError`."""
    small, large = (_of_size(stack, histories, claims, files) for claims in (few, many))
    pairs = (Pair(_said(*each), one, other) for each, one, other in zip(files, small, large, strict=True))
    return Exporting(few, many, tuple(pairs))


def taken(database_url: str, name: FormatName, table: TableName) -> Taken:
    """One file, written by this process and thrown away."""
    adopt_override(settings())
    with psycopg.connect(database_url, autocommit=True, application_name="qadam bench, export") as connection:
        began = time.monotonic()
        export = Export(partial(_lent, connection), format_of(name, table), Question())
        with Path("/dev/null").open("wb") as out:
            out.writelines(export.chunks())
        seconds = time.monotonic() - began
    stamp = export.stamp
    assert not stamp.unread, stamp.unread[0]
    return Taken(stamp.events, seconds, stamp.bytes, _peak_mb())


def _of_size(stack: Stack, histories: Sequence[History], claims: int, files: Sequence[File]) -> list[Taken]:
    with database(stack) as url:
        store(url, histories, claims)
        return [apart(taken, url, *each, limit_seconds=LIMIT_SECONDS) for each in files]


@contextmanager
def _lent(connection: Connection) -> Iterator[Connection]:
    yield connection


def _peak_mb() -> float:
    """Of this process since it began: what getrusage says would be its parent's, if that was larger."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(PEAK))


def _said(name: FormatName, table: TableName) -> str:
    return f"{name}, {table}" if name in (FormatName.CSV, FormatName.PARQUET) else name.value
