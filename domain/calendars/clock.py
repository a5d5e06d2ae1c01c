"""How many working seconds have passed in a zone. The ledger asks at every event, so all is summed beforehand."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

DAY_SECONDS: Final = 86_400
REMEMBERED: Final = 50_000
"""so many instants are remembered: every reading is asked for again at the claim's next event"""


class DayNotCovered(LookupError):
    """The day lies outside the calendar's years; a guess would be a wrong deadline."""


class WorkingClock:
    """Prefix sums per local day, and one piece of time per offset the zone has had.

    Where clocks change, local time jumps or repeats and elapsed seconds do neither: `_bases` holds, per piece, what
    to add to the plain reading so that no second is lost or counted twice.
    """

    __slots__ = ("_bases", "_end", "_first", "_hours", "_offsets", "_seconds", "_starts", "_works", "read")

    read: Callable[[int], int]
    """working seconds from the first local midnight until an instant (UTC epoch seconds); DayNotCovered outside"""

    def __init__(
        self, zone: ZoneInfo, first_day: date, works: Sequence[bool], hours: tuple[tuple[int, int], ...]
    ) -> None:
        self._works, self._hours = works, hours
        daily = sum(end - start for start, end in hours)
        self._seconds = [0]
        for working in works:
            self._seconds.append(self._seconds[-1] + daily * working)
        self._first = int(datetime.combine(first_day, time.min, UTC).timestamp())
        self._starts, self._offsets = _offsets(zone, self._first, self._first + len(works) * DAY_SECONDS)
        self._bases = [0]
        for start, before, after in zip(self._starts[1:], self._offsets, self._offsets[1:], strict=False):
            self._bases.append(self._bases[-1] + self._local(start + before) - self._local(start + after))
        self._end = self._last_second()
        self.read = lru_cache(REMEMBERED)(self._read)

    def read_known(self, at: int) -> int:
        """The same, and after the last day what there was at its end: of later seconds nobody knows what they are."""
        return self.read(min(at, self._end))

    def _last_second(self) -> int:
        local = self._first + len(self._works) * DAY_SECONDS - 1
        piece = bisect_right(self._starts, local - self._offsets[-1]) - 1
        return local - self._offsets[piece]

    def _read(self, at: int) -> int:
        piece = bisect_right(self._starts, at) - 1
        return self._bases[piece] + self._local(at + self._offsets[piece])

    def _local(self, local: int) -> int:
        """Working seconds until a local time (as if it were UTC), were the offset always the same."""
        day, second = divmod(local - self._first, DAY_SECONDS)
        if not 0 <= day < len(self._works):
            raise DayNotCovered(f"the calendar does not reach the local day {_day(local)}")
        seconds = self._seconds[day]
        if self._works[day]:
            for start, end in self._hours:
                if second > start:
                    seconds += min(second, end) - start
        return seconds


def _offsets(zone: ZoneInfo, first: int, last: int) -> tuple[list[int], list[int]]:
    """Since when (UTC epoch) a zone has had which offset (seconds), from before `first` to a day after `last`."""
    starts, offsets = [first - 2 * DAY_SECONDS], [_offset(zone, first - 2 * DAY_SECONDS)]
    for day in range(first - DAY_SECONDS, last + DAY_SECONDS + 1, DAY_SECONDS):
        if _offset(zone, day) != offsets[-1]:
            starts.append(_change(zone, day - DAY_SECONDS, day))
            offsets.append(_offset(zone, day))
    return starts, offsets


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """The first second of the new offset between two instants whose offsets differ."""
    old = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    return after


def _offset(zone: ZoneInfo, at: int) -> int:
    local = datetime.fromtimestamp(at, zone).replace(tzinfo=UTC)
    return int(local.timestamp()) - at


def _day(local: int) -> date:
    return datetime.fromtimestamp(local, UTC).date()
