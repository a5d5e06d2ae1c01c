"""A projection is declared, not programmed: its tables by dataclasses, its meaning by pure functions.

    delays = Projection("delays_4", takes=ClaimEvent, row=Ledger, line=Wait, cell=(Cell, Seconds))

    @delays.on(ClaimSubmitted)
    def submitted(row: Ledger | None, event: ClaimSubmitted, out: Out[Wait, Cell, Seconds]) -> Ledger: ...

    @delays.contribute
    def counts(row: Ledger) -> dict[Cell, Seconds]: ...

A handler gets the stream's row (none before the first event), returns the row as it then is, and may put lines that are
kept for good and additive facts on `out`. `contribute` says what a stream as it stands counts for; the roll-up moves by
the difference. Neither looks at a clock, a database or another projection.

A projection of claims follows the account (projections/accounts.py), which is folded once for all of them: its handlers
find the claim as the event left it in `out.account`, and the waits that the event closed in `out.closed`; its
`contribute` takes row and account. They only read it. What a row merely shows of the account is said once for all
events that come together, by `shows`.
Lines and cells are made by the thousand, so their dataclasses are not frozen, which would take four times as long.
Nobody changes one all the same.
Another meaning or other tables = another number in the name and `qadam rebuild`: no read model has migrations.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, Never, cast
from zoneinfo import ZoneInfo

from typing_extensions import TypeVar

from domain.event import EVENTS, Event
from projections.columns import Shape, Values

R = TypeVar("R")
L = TypeVar("L", default=Never)
K = TypeVar("K", default=Never)
M = TypeVar("M", default=Never)
E = TypeVar("E", bound=Event)

RECORDED_DAYS = ZoneInfo("Asia/Almaty")
"""A recorded day is a date here, whatever the region: the day under which a movement of a roll-up is booked."""
UNDATED = date.min
"""stands for the recorded day where it is not kept"""
NAME = re.compile(r"[a-z][a-z_]{0,40}_[1-9][0-9]{0,5}")
OWN_COLUMNS: dict[str, frozenset[str]] = {
    "rows": frozenset({"stream", "version", "recorded_on", "position"}),
    "lines": frozenset({"stream", "version", "n"}),
    "cells": frozenset({"recorded_on"}),
}
REGION_DIGITS = 2
"""a region is the first two digits of a KATO code"""
"""Table -> the columns that every projection's table has; a dataclass cannot declare them again."""


class Out(Generic[L, K, M]):
    """What a handler may put out beside its row, and what it finds there.

    `account`: what the followed projection hands on, as this event left it; `closed`: what the event ended there.
    `recorded_on`: the day under which everything this event causes is booked.
    """

    __slots__ = ("account", "added", "closed", "lines", "recorded_on")

    def __init__(self) -> None:
        self.lines: list[L] = []
        self.added: list[tuple[K, M]] = []
        self.account: Any = None
        self.closed: Sequence[Any] = ()
        self.recorded_on = date.min

    def append(self, line: L) -> None:
        """A line that is kept as it is, under the event's version."""
        self.lines.append(line)

    def add(self, key: K, measures: M) -> None:
        """Whole numbers added to a cell, under the event's recorded day."""
        self.added.append((key, measures))


@dataclass(frozen=True, slots=True)
class Index:
    """A secondary index; `where` makes it a partial one."""

    table: Literal["rows", "lines", "cells", "months_by_day", "months"]
    columns: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Months:
    """Cells are added up once more for whole months and whole regions, by the recorded day and by its month: of these
    there are soon no more to come, however many claims follow, so that an answer about them costs the same for few
    claims and for many.

    `day`, `region`, `office`: the columns of the key that tell the day, the KATO code, and the office.
    """

    day: str
    region: str = "region"
    office: str | None = "office"

    def of(self, names: Sequence[str]) -> Callable[[Values], Values]:
        """From a cell's key, and what follows it, to that of its month. `names`: the columns of the key."""
        day, region = names.index(self.day), names.index(self.region)
        office = None if self.office is None else names.index(self.office)

        def month(key: Values) -> Values:
            whole = list(key)
            whole[day] = cast(date, key[day]).replace(day=1)
            whole[region] = cast(str, key[region])[:REGION_DIGITS]
            if office is not None:
                whole[office] = ""
            return tuple(whole)

        return month

    @property
    def in_sql(self) -> dict[str, str]:
        """The same for tables: column of the key -> what of a cell stands in it; the others stand as they are."""
        office = {self.office: "''::text"} if self.office else {}
        region = f'left("{self.region}", {REGION_DIGITS})'
        return {self.day: f"date_trunc('month', \"{self.day}\")::date", self.region: region, **office}


Handler = Callable[[R, E, Out[L, K, M]], R]
Contribute = Callable[..., Mapping[K, M]]
"""of a row; where the projection follows another, of a row and what that one hands on"""
Shows = Callable[[R | None, Any, datetime], R]
"""row, account, when its last event was recorded -> the row as it then is"""


class Projection(Generic[R, L, K, M]):
    """A read model in a PostgreSQL schema of its own, named with a version.

    `takes` is the class whose events make up its streams (ClaimEvent: claims); other streams are none of its business.
    A stream's first event needs a handler, or `shows`, which makes the row; any other without one only moves the
    version on.
    A handler on a base class takes what has none of its own.
    `follows`: the projection whose row it is handed, made by that one's `hands_on`. Its events must be the same.
    `dated`: whether cells are kept by the recorded day. Without, they say how things stand and nothing of the past: all
    is booked under one day (`UNDATED`), and what has come and gone again leaves nothing behind.
    """

    def __init__(
        self,
        name: str,
        *,
        takes: type[Event],
        row: type[R],
        line: type[L] | None = None,
        cell: tuple[type[K], type[M]] | None = None,
        months: Months | None = None,
        dated: bool = True,
        indexes: tuple[Index, ...] = (),
        follows: "AnyProjection | None" = None,
        hands_on: Callable[[R], Any] | None = None,
    ) -> None:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} does not name a projection and its version, as delays_4 does")
        self.name, self.takes, self.indexes, self.dated = name, takes, indexes, dated
        self.follows, self.hands_on = follows, hands_on
        self.row = Shape(row)
        self.line = Shape(line) if line else None
        self.key, self.measures = (Shape(cell[0]), Shape(cell[1])) if cell else (None, None)
        self.months = months
        self.month = months.of(self.key.names) if months and self.key else None
        self._handlers: dict[type[Event], Handler[R, Any, L, K, M]] = {}
        self._found: dict[type[Event], Handler[R, Any, L, K, M] | None] = {}
        self.contribution: Contribute[K, M] | None = None
        self.shown: Shows[R] | None = None
        _check(self)

    def on(self, *events: type[E]) -> Callable[[Handler[R, E, L, K, M]], Handler[R, E, L, K, M]]:
        """Declare the handler of these events. The row is None for a stream's first event."""

        def declare(handler: Handler[R, E, L, K, M]) -> Handler[R, E, L, K, M]:
            for event in events:
                if event in self._handlers:
                    raise ValueError(f"{self.name} has two handlers of {event.__name__}")
                self._handlers[event] = handler
            self._found.clear()
            return handler

        return declare

    def contribute(self, function: Contribute[K, M]) -> Contribute[K, M]:
        """Declare what a row counts for: whole numbers per cell."""
        if self.key is None:
            raise ValueError(f"{self.name} has no cells to contribute to")
        self.contribution = function
        return function

    def shows(self, function: Shows[R]) -> Shows[R]:
        """Declare what the row shows of the account: asked after the last of a stream's events that come together, and
        before the row is counted. It makes the row where no handler did."""
        if self.follows is None:
            raise ValueError(f"{self.name} follows nothing whose account it could show")
        self.shown = function
        return function

    def handler(self, event: type[Event]) -> Handler[R, Any, L, K, M] | None:
        """The handler of the event's class or of its nearest base class."""
        if event not in self._found:
            self._found[event] = next((self._handlers[c] for c in event.__mro__ if c in self._handlers), None)
        return self._found[event]

    def names(self) -> list[str]:
        """The wire names of the events that its streams consist of."""
        return sorted(name for name, event in EVENTS.items() if issubclass(event, self.takes))

    def __repr__(self) -> str:
        return f"Projection({self.name!r})"


AnyProjection = Projection[Any, Any, Any, Any]


def _check(projection: AnyProjection) -> None:
    """What would otherwise show only when the tables are made."""
    tables: dict[str, list[Shape[Any] | None]] = {
        "rows": [projection.row],
        "lines": [projection.line],
        "cells": [projection.key, projection.measures],
    }
    for table, shapes in tables.items():
        names = [name for shape in shapes if shape for name in shape.names]
        if twice := [n for n in names if names.count(n) > 1 or n in OWN_COLUMNS[table]]:
            raise ValueError(f"{projection.name}.{table} would have two columns {twice[0]}")
    if (lead := projection.follows) and (lead.hands_on is None or lead.takes is not projection.takes):
        raise ValueError(
            f"{projection.name} cannot follow {lead.name}: that one hands nothing on, or takes other events"
        )
    for column in projection.key.columns if projection.key else ():
        if column.nullable:
            raise ValueError(f"{projection.name}: {column.name} is part of a cell's key and cannot be None")
    for column in projection.measures.columns if projection.measures else ():
        if column.sql != "bigint" or column.nullable:
            raise ValueError(f"{projection.name}: {column.name} is added up and must be a whole number")


def recorded_day(at: datetime) -> date:
    """The day under which what was recorded at that instant is booked."""
    return at.astimezone(RECORDED_DAYS).date()
