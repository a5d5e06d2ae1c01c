"""Is a region worse, or only small? Limits around the country's share that widen where there are few claims.

A league table makes the smallest region the best or the worst of almost every month by chance alone. In a funnel a
region is remarkable only outside limits in which 95 % (a look) or 99.8 % (a finding) of regions of its size would
lie if all were alike. Source: Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in
Medicine 24 (2005): exact binomial limits, interpolated between whole counts (its appendix). The interval of a
region's own share is Wilson's (1927), which holds for few claims and for shares of 0 and 1.
"""

import math
from dataclasses import dataclass
from typing import Final

from figures.normal import deviations

LOOK: Final = 0.95
FINDING: Final = 0.998


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float

    def holds(self, share: float) -> bool:
        return self.low <= share <= self.high


def wilson(count: int, of: int, *, confidence: float = LOOK) -> Interval:
    """The interval of a share; of nothing, 0 to 1."""
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of}: a share is of a part")
    if not of:
        return Interval(0.0, 1.0)
    z = deviations(confidence)
    middle = (count + z * z / 2) / (of + z * z)
    half = z * math.sqrt(count * (of - count) / of + z * z / 4) / (of + z * z)
    return Interval(max(0.0, middle - half) if count else 0.0, min(1.0, middle + half) if count < of else 1.0)


def funnel_limits(share: float, of: int, *, confidence: float) -> Interval:
    """Where the share of a region with so many claims would lie, were it like the country, whose share is given."""
    if not 0 <= share <= 1:
        raise ValueError(f"a share of {share}: shares lie between 0 and 1")
    if not of:
        return Interval(0.0, 1.0)
    tail = (1 - confidence) / 2
    return Interval(_limit(tail, share, of), _limit(1 - tail, share, of))


def _limit(tail: float, share: float, of: int) -> float:
    """The share at which the binomial distribution passes the tail, between the two counts where it does."""
    below, count, here = 0.0, 0, _chance(0, share, of)
    while below + here < tail and count < of:
        below, count = below + here, count + 1
        here = _chance(count, share, of)
    part = (below + here - tail) / here if here else 0.0
    return min(max((count - min(max(part, 0.0), 1.0)) / of, 0.0), 1.0)


def _chance(count: int, share: float, of: int) -> float:
    """That exactly so many of them do, each with that chance."""
    if share in (0.0, 1.0):
        return float(count == share * of)
    ways = math.lgamma(of + 1) - math.lgamma(count + 1) - math.lgamma(of - count + 1)
    return math.exp(ways + count * math.log(share) + (of - count) * math.log1p(-share))
