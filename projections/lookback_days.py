"""Recorded days: when they end, what "now" is for a day that is over, and until when its figures may still move."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.regions import local_day, midnight_after
from projections.base import RECORDED_DAYS
from projections.freshness import freshness

SETTLES: Final = timedelta(minutes=1)
"""so long after midnight an event of the day before may still be on its way into the store; no save takes longer"""


class DayToCome(ValueError):
    """Nothing is known yet of a day in the future. `today`: the last day that can be meant."""

    def __init__(self, day: date, today: date) -> None:
        super().__init__(f"{day} has not begun: the recorded day is {today}")
        self.today = today


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at the end of a day, or is known now. `at`: "now" for its figures.

    `day`: the recorded day, today's for what is known now. `past`: the day is over, and `at` is its end.
    """

    day: date
    at: datetime
    past: bool

    @property
    def second(self) -> int:
        """`at` in epoch seconds."""
        return int(self.at.timestamp())

    @property
    def by(self) -> date | None:
        """The last recorded day that counts; None: all of them."""
        return self.day if self.past else None

    @property
    def before(self) -> datetime | None:
        """What was recorded earlier than this counts; None: everything."""
        return self.at if self.past else None


def known(day: date | None, now: datetime) -> Known:
    """What is known at `now`, or was known at the end of a day. Raises DayToCome."""
    today = local_day(now, RECORDED_DAYS)
    if day is None or day == today:
        return Known(today, now, past=False)
    if day > today:
        raise DayToCome(day, today)
    return Known(day, midnight_after(day, RECORDED_DAYS), past=True)


def is_provisional(connection: Connection, model: str, known: Known, now: datetime) -> bool:
    """Whether figures as known on that day may still move: it is not over, or the model lacks an event of it.

    A parked stream is no reason: how many are parked is said beside every answer.
    """
    end = midnight_after(known.day, RECORDED_DAYS)
    if now < end + SETTLES:
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM events WHERE notification_id > %s AND recorded_at < %s)",
            (freshness(connection, model).position, end),
        )
        row = cursor.fetchone()
    return bool(row and row[0])
