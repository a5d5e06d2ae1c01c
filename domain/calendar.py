"""Working days and working seconds of Kazakhstan, from versioned tables that are never edited.

Terms are counted in working days, the delay ledger counts working seconds, and both must give the same answer years
later: every result belongs to a version, which the event stores. Decrees that move a day off appear late in the year:
an override laid over a table makes a new version (docs/reference/calendar.md). Nothing guesses beyond a table's
years; more of them can be added to it, in a file beside it, as long as nobody has asked for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, reduce
from itertools import accumulate
from pathlib import Path
from typing import Final, Self
from zoneinfo import ZoneInfo

from domain.calendars.clock import DayNotCovered, WorkingClock
from domain.calendars.table import WEEKEND, BadOverride, Table, continued, laid_over, read
from domain.errors import UnknownCalendar

__all__ = [
    "LATEST", "WEEKEND", "BadOverride", "Calendar", "Count", "DayNotCovered", "Table", "UnknownCalendar",
    "adopt", "calendar", "ended", "ending", "latest", "with_override",
]  # fmt: skip

FOLDER: Final = Path(__file__).with_name("calendars")
LATEST: Final = "kz-1"
EARLY: Final = timedelta(days=548)
"""eighteen months: so long before a table's last day the operator is told, because claims and their terms go on"""


@dataclass(frozen=True, slots=True)
class Count:
    """The last day of a term, and every day on the way that did not count, with the reason."""

    due_on: date
    skipped: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """One version of the table, unrolled day by day so that every question is a look-up."""

    table: Table = field(repr=False)
    version: str
    reasons: tuple[str | None, ...] = field(repr=False)  # per day of the table; None = a working day
    worked: tuple[int, ...] = field(repr=False)  # working days before each day of the table
    _clocks: dict[ZoneInfo, WorkingClock] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, table: Table) -> Self:
        days = (table.last_day - table.first_day).days + 1
        reasons = tuple(table.reason_off(table.first_day + timedelta(days=n)) for n in range(days))
        worked = tuple(accumulate((reason is None for reason in reasons), initial=0))
        return cls(table, table.version, reasons, worked)

    def reason_off(self, day: date) -> str | None:
        """Why a day is off: WEEKEND or KIND:NAME (HOLIDAY, MOVED_HOLIDAY, TRANSFER); None = a working day."""
        return self.reasons[self._index(day)]

    def is_working_day(self, day: date) -> bool:
        return self.reason_off(day) is None

    def count(self, start: date, working_days: int) -> Count:
        """The term of so many working days after `start`, which itself never counts: day 1 is the next working day."""
        if working_days < 1:
            raise ValueError(f"a term has at least one working day, not {working_days}")
        day, left = start, working_days
        skipped: list[tuple[date, str]] = []
        while left:
            day += timedelta(days=1)
            if reason := self.reason_off(day):
                skipped.append((day, reason))
            else:
                left -= 1
        return Count(due_on=day, skipped=tuple(skipped))

    def working_days(self, *, after: date, until: date) -> int:
        """How many working days lie after one day and up to another, that one included."""
        return self.worked[self._index(until) + 1] - self.worked[self._index(after) + 1]

    def working_seconds(self, at: int, zone: ZoneInfo) -> int:
        """Working seconds from the table's first midnight in that zone until the instant `at` (UTC epoch seconds).

        Only differences mean anything. What counts are elapsed seconds whose local time is a working time: the value
        never falls, even where a zone sets its clocks back. Working hours are part of the table
        (docs/reference/calendar.md).
        """
        return self._clock(zone).read(at)

    def working_seconds_known(self, at: int, zone: ZoneInfo) -> int:
        """The same for time that still runs: after the table's last day it stands still, and whoever asks is told."""
        return self._clock(zone).read_known(at)

    def _clock(self, zone: ZoneInfo) -> WorkingClock:
        clock = self._clocks.get(zone)
        if clock is None:
            works = tuple(reason is None for reason in self.reasons)
            clock = self._clocks[zone] = WorkingClock(zone, self.table.first_day, works, self.table.hours)
        return clock

    def _index(self, day: date) -> int:
        index = day.toordinal() - self.table.first_day.toordinal()
        if 0 <= index < len(self.reasons):
            return index
        span = f"{self.table.first_day} to {self.table.last_day}"
        raise DayNotCovered(f"calendar {self.version} covers {span}, not {day}")


_adopted: dict[str, Calendar] = {}


def calendar(version: str) -> Calendar:
    """The calendar of the version that an event names: a table of the house, or an adopted override."""
    return _adopted.get(version) or _vendored(version)


def latest() -> Calendar:
    """The calendar for new claims: the override adopted last, else the newest table."""
    return next(reversed(_adopted.values()), None) or _vendored(LATEST)


def ending(today: date) -> str | None:
    """What the operator has to know of the table's end: None while that is far."""
    last_day = latest().table.last_day
    if last_day - today >= EARLY:
        return None
    return f"the calendar ends on {last_day}: install a Qadam whose table goes on (docs/how-to/operate.md)"


def ended(today: date) -> date | None:
    """The table's last day, once it is past: what runs is then told without the working time that came after it."""
    last_day = latest().table.last_day
    return last_day if today > last_day else None


def with_override(base: Calendar, override: Path | Mapping[str, object]) -> Calendar:
    """The calendar with other days off and other weekend days worked, from a TOML file or a mapping of the same shape.

    Its version is the base's plus a digest of what is said: the same override has the same version everywhere.
    BadOverride names what cannot be meant.
    """
    return Calendar.of(laid_over(base.table, override))


def adopt(override: Calendar) -> None:
    """Makes an override known under its version: at the start of every process, for as long as any event names it."""
    _adopted[override.version] = override


@cache
def _vendored(version: str) -> Calendar:
    known = {path.stem for path in FOLDER.glob("*.toml") if "." not in path.stem}
    if version not in known:
        raise UnknownCalendar("calendar version", version, known | set(_adopted))
    parts = (FOLDER / f"{version}.toml", *sorted(FOLDER.glob(f"{version}.*.toml")))
    return Calendar.of(reduce(continued, map(read, parts)))
