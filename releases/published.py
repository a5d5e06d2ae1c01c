"""The one way by which figures reach those who may not see them exact.

    releases = Releases(reading=house.questions.reading, pool=house.pool, k=settings.disclosure_k)
    tables = releases.together(["outcomes", "grounds"], month=date(2019, 4, 1), as_known=None, now=clock.now())
    tables["outcomes"].value("75", "APPROVED")     # a number, or HIDDEN; or the table is NotReleased, and says why

The first question of a day computes, for seconds; every later one reads the same bytes, whatever happened since.
"""

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from psycopg_pool import ConnectionPool

from disclosure.cube import ALL, Cell
from disclosure.ledger import Release
from disclosure.stored import from_json
from domain.policy import editions
from domain.regions import local_day
from projections.base import RECORDED_DAYS
from releases import ledger
from releases.catalogue import TABLES, Family, TableOf, stages
from releases.counted import last_of
from releases.errors import (
    NotReleased,
    UnderWay,
    cannot_be_protected,
    no_cut_off,
    no_such_month,
    no_such_table,
    not_over,
    not_told_then,
)
from releases.maker import Maker
from releases.making import Reading, made

HIDDEN: Final = None
"""in place of a number: it tells of few people, or would tell another that does; it may be large, and need not be 0"""
CUT_OFFS: Final = (10, 20)
"""days of the month after, at the end of which a month is told; besides the last days of months"""
MOST_WAITING: Final = 2
"""questions that wait for what is being made; others are told at once to come again"""
MOST_MADE: Final = 24
"""families of months that are made or wait to be made: about what two months have"""
PATIENCE_SECONDS: Final = 8.0
"""how long a question waits for what is being made; then it is told to come again"""


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it went out, for ever the same. `axes`: the names of a cell's two parts, a place and a category; ALL
    in their place is a margin. `cells`: a number, or HIDDEN. `held`: of hidden cells the last number that was public,
    and its day. `sums`: per measure what goes with the numbers that are shown.

    `stamp`: what it was made from: read models, position in the log, editions, policy, and when.
    """

    name: str
    month: date
    as_known: date
    axes: tuple[str, str]
    categories: tuple[tuple[str, ...], tuple[str, ...]]
    cells: Mapping[Cell, int | None]
    held: Mapping[Cell, tuple[str, int]]
    sums: Mapping[str, Mapping[Cell, int]]
    zeros_shown: bool
    also: Mapping[str, Any]
    stamp: Mapping[str, Any]

    def value(self, place: str = ALL, category: str = ALL) -> int | None:
        """A number, or HIDDEN; 0 for a place or category that the table has not."""
        return self.cells.get((place, category), 0)


class Releases:
    """One process's door. `reading`: a connection to the read models at one moment; `pool`: to the store.

    One thread makes releases, one after the other: each takes the processor for seconds.
    """

    def __init__(
        self,
        *,
        reading: Reading,
        pool: ConnectionPool[ledger.Connection],
        k: int,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._reading, self._pool, self._k, self._patience_seconds = reading, pool, k, patience_seconds
        self._maker = Maker()
        self._making: dict[tuple[str, date, date], Future[None]] = {}
        self._lock = threading.Lock()
        self._waiting = threading.BoundedSemaphore(MOST_WAITING)

    def close(self) -> None:
        """What waits is not begun. What is being made ends with the process, and leaves nothing half done."""
        self._maker.close()

    def tried(
        self, names: Sequence[str], *, month: date, as_known: date | None, now: datetime
    ) -> dict[str, Published | NotReleased]:
        """The tables of the things of a month (its first day), as known at the end of a day; None: the newest that can
        be told of each. Some may not be given: in their place is why.

        Raises `NotReleased` for a day, a month or a table that cannot be meant, `UnderWay`, `StoreUnavailable`.
        """
        tables = [table_of(name) for name in names]
        day = self.day(month, as_known, now)
        end = time.monotonic() + self._patience_seconds
        futures = {each.name: self._future(each, month, day, now) for each in tables}
        return {each.name: self._found(each, month, day, as_known, futures[each.name], end) for each in tables}

    @property
    def policy(self) -> str:
        """As it is sealed into answers."""
        return f"k={self._k}"

    def together(
        self, names: Sequence[str], *, month: date, as_known: date | None, now: datetime
    ) -> dict[str, Published | NotReleased]:
        """The same, all as known on one day, also where none is named: the one on which most of them were told, and of
        such days the newest. Raises as `tried` does."""
        found = self.tried(names, month=month, as_known=as_known, now=now)
        days = {each.as_known for each in found.values() if isinstance(each, Published)}
        if as_known is not None or len(days) <= 1:
            return found
        newest_first = [self.told_on(names, month=month, day=day) for day in sorted(days, reverse=True)]
        return max(newest_first, key=lambda on: sum(isinstance(each, Published) for each in on.values()))

    def told_on(self, names: Sequence[str], *, month: date, day: date) -> dict[str, Published | NotReleased]:
        """What was told of a day, and nothing that is not there yet."""
        return {name: self._on(table_of(name), month, day) for name in names}

    def _on(self, table: TableOf, month: date, day: date, *, or_newest: bool = False) -> Published | NotReleased:
        with self._pool.connection() as connection:
            entries = ledger.entries(connection, table.family.name, month)
        told = {each.as_known: each for each in entries if each.name == table.name and each.release}
        entry = told.get(day) or (told[max(told)] if told and or_newest else None)
        if entry:
            return _read(table, month, entry)
        tried = any((each.name, each.as_known) == (table.name, day) for each in entries)
        return (cannot_be_protected if tried else not_told_then)(table.name, month, day, list(told))

    def day(self, month: date, as_known: date | None, now: datetime) -> date:
        """As known on which day a question is answered. Raises `NotReleased`."""
        last, first = last_day(now), editions()[0].valid_from
        if as_known is not None and as_known > last:
            raise not_over(last)
        day = as_known or last
        if month.day != 1 or not first <= month <= day or last_of(month) > day:
            raise no_such_month(first, (day + timedelta(days=1)).replace(day=1) - timedelta(days=1))
        if as_known is None:
            return max(cut_offs(month, day))
        if as_known not in cut_offs(month, day):
            raise no_cut_off(as_known, list(cut_offs(month, last)))
        return day

    def _future(self, table: TableOf, month: date, day: date, now: datetime) -> Future[None] | None:
        """What makes the releases of that day; None if the table's is there."""
        family = table.family
        with self._pool.connection() as connection:
            if ledger.is_there(connection, family.name, month, table.name, day):
                return None
        key = family.name, month, day
        with self._lock:
            if key not in self._making:
                if len(self._making) >= MOST_MADE:
                    raise UnderWay
                self._making[key] = self._maker.submit(lambda: self._make(family, month, day, now))
            return self._making[key]

    def _make(self, family: Family, month: date, day: date, now: datetime) -> None:
        try:
            is_told = any(each != day for each in self._days(family, month))
            for tables in stages(family, is_told=is_told):
                self._make_together(tables, family, month, day, now)
        finally:
            with self._lock:
                self._making.pop((family.name, month, day), None)

    def _make_together(self, tables: Sequence[TableOf], family: Family, month: date, day: date, now: datetime) -> None:
        """Some of the family's tables, unless another process has made them; whoever waits for these finds them."""
        with self._pool.connection() as connection, ledger.alone(connection, family.name, month):
            before = ledger.entries(connection, family.name, month)
            if {each.name for each in tables} & {each.name for each in before if each.as_known == day}:
                return
            for entry in made(self._reading, tables, month, day, before, k=self._k * family.of_one, now=now):
                ledger.add(connection, family.name, month, entry)

    def _found(
        self, table: TableOf, month: date, day: date, as_known: date | None, making: Future[None] | None, end: float
    ) -> Published | NotReleased:
        try:
            if making:
                self._wait(making, end)
        except TimeoutError:
            raise UnderWay from None
        except NotReleased as refusal:
            return refusal
        return self._on(table, month, day, or_newest=as_known is None)

    def _wait(self, making: Future[None], end: float) -> None:
        """Few wait: each keeps a thread of the API from other questions. Raises `TimeoutError`."""
        if not self._waiting.acquire(blocking=False):
            raise TimeoutError
        try:
            making.result(timeout=max(0.0, end - time.monotonic()))
        finally:
            self._waiting.release()

    def _days(self, family: Family, month: date) -> list[date]:
        with self._pool.connection() as connection:
            return ledger.days(connection, family.name, month)


def table_of(name: str) -> TableOf:
    """Raises `NotReleased`."""
    if name not in TABLES:
        raise no_such_table(name, list(TABLES))
    return TABLES[name]


def last_day(now: datetime) -> date:
    """The last day that is over in Almaty."""
    return local_day(now, RECORDED_DAYS) - timedelta(days=1)


def cut_offs(month: date, until: date) -> Iterator[date]:
    """The days at the end of which a month is told, up to a day. They are fixed: each is one more equation for whoever
    would work out what is hidden, and nobody who asks may choose how many there are."""
    yield (end := last_of(month))
    following = end + timedelta(days=1)
    for day in CUT_OFFS:
        if (cut := following.replace(day=day)) <= until:
            yield cut
    while (end := last_of(following)) <= until:
        yield end
        following = end + timedelta(days=1)


def _read(table: TableOf, month: date, entry: ledger.Entry) -> Published:
    assert entry.release
    return published_of(table, month, from_json(entry.release), json.loads(entry.also), json.loads(entry.stamp))


def published_of(
    table: TableOf, month: date, release: Release, also: Mapping[str, Any], stamp: Mapping[str, Any]
) -> Published:
    """A stored release as it is read."""
    places, categories = (axis.categories for axis in release.table.axes)
    return Published(
        name=table.name,
        month=month,
        as_known=date.fromisoformat(release.table.day),
        axes=table.axes,
        categories=(places, categories),
        cells={cell: release.shown.get(cell, HIDDEN) for cell in release.table.cells()},
        held={cell: hidden.last_shown for cell, hidden in release.hidden.items() if hidden.last_shown},
        sums=release.sums,
        zeros_shown=release.zeros_shown,
        also=also,
        stamp=stamp,
    )
