"""A period as whole months, and the days beside them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from one to another, both included; None: without such an end."""

    first: date | None
    last: date | None

    @property
    def months(self) -> "list[Stretch]":
        """The whole months in it, from the first of the first to the first of the last: one stretch, or none."""
        first = self.first if self.first is None or self.first.day == 1 else _end(self.first) + ONE_DAY
        last = self.last and (self.last + ONE_DAY if self.last == _end(self.last) else self.last).replace(day=1)
        last = last and (last - ONE_DAY).replace(day=1)
        return [] if first and last and first > last else [Stretch(first, last)]

    @property
    def beside(self) -> "list[Stretch]":
        """The days that are in none of them."""
        if not self.months:
            return [self]
        (whole,) = self.months
        before = Stretch(self.first, whole.first - ONE_DAY) if whole.first and whole.first != self.first else None
        after = Stretch(self.last.replace(day=1), self.last) if self.last and self.last != _end(self.last) else None
        return [each for each in (before, after) if each]


def _end(of: date) -> date:
    """The last day of the month."""
    return of.replace(day=monthrange(of.year, of.month)[1])
