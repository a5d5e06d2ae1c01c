"""Working seconds counted day by day: nine to one and two to six, by the wall clock of the place."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import Calendar


def worked(since: int, until: int, zone: ZoneInfo, days: Calendar) -> int:
    """Between two instants (epoch seconds)."""
    seconds, day = 0, datetime.fromtimestamp(since, zone).date()
    while (begin := datetime.combine(day, time(), zone).timestamp()) < until:
        for first, last in ((9, 13), (14, 18)) if days.is_working_day(day) else ():
            seconds += max(0, min(until, int(begin) + 3600 * last) - max(since, int(begin) + 3600 * first))
        day += timedelta(days=1)
    return seconds
