"""When things happen: local working hours of an office, and dice that fall the same way for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from random import Random
from typing import Final, TypeVar
from uuid import UUID

from cli.demo.decree import DAYS

T = TypeVar("T")

OPENS: Final = time(9, 5)
CLOSES: Final = time(17, 45)


@dataclass(slots=True)
class Diary:
    """One claim's time, which only goes on, and its dice."""

    at: datetime  # UTC, whole seconds
    zone: tzinfo
    dice: Random

    def minutes(self, least: int, most: int) -> None:
        """So many minutes later; what would fall after closing time happens on the next working morning."""
        later = self.at + timedelta(seconds=self.dice.randint(least * 60, most * 60))
        if later.astimezone(self.zone).time() > CLOSES:
            self.morning()
        else:
            self.at = later

    def seconds(self, least: int, most: int) -> None:
        """So many seconds later, whatever the hour: machines do not go home."""
        self.at += timedelta(seconds=self.dice.randint(least, most))

    def days(self, least: int, most: int) -> None:
        """So many working days later, at some time of the day."""
        day = DAYS.count(self.today(), self.dice.randint(least, most)).due_on
        self.at = on(day, self.zone, self.dice, latest_at=time(16, 30))

    def morning(self) -> None:
        """The next working day, within an hour of opening."""
        day = DAYS.count(self.today(), 1).due_on
        self.at = on(day, self.zone, self.dice, latest_at=time(10, 0))

    def until(self, at: datetime) -> None:
        """Not before that instant."""
        self.at = max(self.at, at + timedelta(seconds=self.dice.randint(60, 1800)))

    def one_in(self, of: int) -> bool:
        return self.dice.randrange(of) == 0

    def one_of(self, things: Sequence[T]) -> T:
        return self.dice.choice(things)

    def uuid(self) -> str:
        """A random UUID (version 4) of these dice."""
        return str(UUID(int=self.dice.getrandbits(128), version=4))

    def digest(self) -> str:
        return f"{self.dice.getrandbits(256):064x}"

    def today(self) -> date:
        """The day where the claim is."""
        return self.at.astimezone(self.zone).date()


def on(day: date, zone: tzinfo, dice: Random, *, latest_at: time = CLOSES) -> datetime:
    """Some time of that day when the office is open, not later than `latest_at`."""
    first, last = (datetime.combine(day, at, zone) for at in (OPENS, latest_at))
    span = int((last - first).total_seconds())
    return (first + timedelta(seconds=dice.randint(0, span))).astimezone(UTC)


def a_day(dice: Random, first: date, last: date) -> date:
    """Some day between two, both included."""
    return first + timedelta(days=dice.randint(0, (last - first).days))
