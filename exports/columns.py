"""How a table of an export is declared: its columns with their kinds and meanings, and the rows that a claim gives."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from exports.reading import Story

Kind = Literal["text", "integer", "boolean", "instant", "day"]
Value = str | int | bool | datetime | date | None
Row = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Column:
    """`means`: as the reference page says it."""

    name: str
    kind: Kind
    means: str


@dataclass(frozen=True, slots=True)
class Table:
    """`rows`: of one claim."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Story], Iterator[Row]]


def instant(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)
