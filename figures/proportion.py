"""A share of n with what chance alone does to it: its interval, and the limits around the country's for so many.

A region with eight claims will be first or last in any ranking, because few vary more. So a share is told with Wilson's
interval, and compared with the country's by the limits of a funnel: between which a region of n claims lies 95 and
99.8 times of a hundred if nothing but chance sets it apart (Wilson 1927; Spiegelhalter, Funnel plots for comparing
institutional performance, 2005: exact limits of the binomial distribution). Whole numbers in, fractions out.
"""

from dataclasses import dataclass
from math import exp, lgamma, log, log1p, sqrt
from typing import Final

NORMAL_95: Final = 1.959963984540054
TAILS: Final = {"95": 0.025, "99.8": 0.001}
"""limits -> the probability beyond each of both"""


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts out of n: fewer than `low` or more than `high` are beyond the limits."""

    low: int
    high: int


def wilson(part: int, whole: int, z: float = NORMAL_95) -> tuple[float, float]:
    """The interval of a share. `whole` is at least 1."""
    share, about = part / whole, z * z / whole
    centre = (share + about / 2) / (1 + about)
    half = z / (1 + about) * sqrt(share * (1 - share) / whole + about / whole / 4)
    return max(0.0, centre - half), min(1.0, centre + half)


def limits(whole: int, share: float, tail: float) -> Limits:
    """The least and the greatest count of `whole` that are not beyond a limit: with at most `tail` of probability below
    the least, and as much above the greatest, if each is one with probability `share`."""
    if share <= 0 or share >= 1:
        return Limits(*(2 * [round(whole * min(1, max(0, share)))]))
    low, below = 0, _exactly(0, whole, share)
    while below <= tail:
        low += 1
        below += _exactly(low, whole, share)
    high, above = whole, _exactly(whole, whole, share)
    while above <= tail:
        high -= 1
        above += _exactly(high, whole, share)
    return Limits(low, high)


def beyond(part: int, whole: int, share: float) -> str | None:
    """The widest limits that the count is beyond: 99.8, 95, or none."""
    for name, tail in sorted(TAILS.items(), key=lambda each: each[1]):
        within = limits(whole, share, tail)
        if not within.low <= part <= within.high:
            return name
    return None


def _exactly(part: int, whole: int, share: float) -> float:
    """The binomial probability, by logarithms: of two hundred thousand claims it is still a number."""
    ways = lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
    return exp(ways + part * log(share) + (whole - part) * log1p(-share))
