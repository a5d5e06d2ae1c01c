"""How long claims wait for their decision, when some are still waiting: Kaplan and Meier's curve.

A mean over decided claims leaves out the ones that wait longest. Here an open claim counts for as long as it has
waited, and a withdrawn one until it was withdrawn (both censored): the share still undecided after a duration is
the product, over all durations until then, of 1 − decided / at risk. Durations come in buckets (`buckets.py`);
within a bucket decisions come before what is censored, as always.

Sources: Kaplan and Meier (1958); the variance by Greenwood (1926); intervals on the scale log(−log S), which stay
between 0 and 1 (Kalbfleisch and Prentice); an interval of a quantile holds each duration at which the curve's
interval holds its share (Brookmeyer and Crowley, 1982).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from figures.buckets import Buckets
from figures.normal import deviations

CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Point:
    """The curve from one duration on, until the next: the share undecided after it."""

    seconds: int
    """the least duration of the bucket"""
    at_risk: int
    """claims undecided and seen at the begin of the bucket"""
    decided: int
    undecided: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Quantile:
    """The duration after which a share is decided; None: the curve does not come down so far (not reached)."""

    seconds: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Curve:
    """One point per bucket in which something was decided."""

    claims: int
    points: Sequence[Point]

    def undecided_after(self, seconds: int) -> float:
        passed = [point.undecided for point in self.points if point.seconds <= seconds]
        return passed[-1] if passed else 1.0

    def quantile(self, decided: Fraction) -> Quantile:
        """The median with 1/2, the ninth decile with 9/10; in the least durations of their buckets."""
        rest = float(1 - decided)
        return Quantile(
            _first(point.seconds for point in self.points if _at_most(point.undecided, rest)),
            _first(point.seconds for point in self.points if _at_most(point.low, rest)),
            _first(point.seconds for point in self.points if _at_most(point.high, rest)),
        )


def survival(decided: Buckets, censored: Buckets, *, confidence: float = CONFIDENCE) -> Curve:
    """The curve of claims decided after, and of claims open or withdrawn after, so many seconds."""
    reach = deviations(confidence)
    at_risk = claims = sum(decided.values()) + sum(censored.values())
    undecided, greenwood = Fraction(1), 0.0
    points: list[Point] = []
    for bucket in sorted({*decided, *censored}):
        if ended := decided.get(bucket, 0):
            undecided *= Fraction(at_risk - ended, at_risk)
            greenwood += ended / (at_risk * (at_risk - ended)) if ended < at_risk else math.inf
            low, high = _interval(float(undecided), greenwood, reach)
            points.append(Point(bucket, at_risk, ended, float(undecided), low, high))
        at_risk -= ended + censored.get(bucket, 0)
    return Curve(claims, points)


def _interval(undecided: float, greenwood: float, reach: float) -> tuple[float, float]:
    """Around S by its variance on the scale log(−log S); at its end, S = 0, nothing is known: 0 to 1."""
    if not 0 < undecided < 1:
        return (0.0, 1.0) if undecided == 0 else (1.0, 1.0)
    wide = reach * math.sqrt(greenwood) / abs(math.log(undecided))
    return undecided ** math.exp(wide), undecided ** math.exp(-wide)


def _at_most(value: float, bound: float) -> bool:
    return value <= bound + 1e-12


def _first(found: Iterator[int]) -> int | None:
    return next(found, None)
