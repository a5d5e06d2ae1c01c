"""What a series of measurements says: its middle, its ends, and the value below which so many of them lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Self


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several rounds, and the lowest and highest of them."""

    middle: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Raises ValueError for no values at all."""
        if not values:
            raise ValueError("nothing was measured")
        return cls(median(values), min(values), max(values))


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that is not exceeded by so many per cent of them (nearest rank): a value that occurred."""
    if not values:
        raise ValueError("nothing was measured")
    if not 0 < percent <= 100:
        raise ValueError(f"percent is between 0 and 100, not {percent:g}")
    return sorted(values)[ceil(len(values) * percent / 100) - 1]
