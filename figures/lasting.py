"""How long things last while some still last: Kaplan and Meier's estimate over durations in buckets.

What is not over yet says "at least so long" (right-censored), and leaving it out would make whoever decides only the
easy claims look fast. S(t) is the product of 1 - d/n over the buckets up to t in which something ended, with n the
number still at risk there; its interval is Greenwood's, on the log(-log) scale, which stays between 0 and 1 (Kaplan,
Meier 1958; Greenwood 1926; Collett, Modelling Survival Data in Medical Research, 2.1). Within a bucket ends come before
censorings. Quantiles are told as the greatest duration of their bucket, so at most 1 % too high (figures/histogram.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

from figures.histogram import bounds

NORMAL_95: Final = 1.959963984540054
"""two-sided, of the normal distribution"""


@dataclass(frozen=True, slots=True)
class Step:
    """The curve from a bucket on. `at_risk`: when it begins, those that lasted until then; `ended`: of them, in it.

    `survival` and its 95 % interval; no interval where nothing is left to vary: at 1 and at 0.
    """

    bucket: int
    at_risk: int
    ended: int
    survival: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Quantile:
    """The duration that a part of all did not exceed, with its interval and how many were at risk there. None: the
    curve does not come down so far while anything is at risk."""

    value: int | None
    low: int | None
    high: int | None
    at_risk: int | None


def curve(ended: Mapping[int, int], censored: Mapping[int, int], z: float = NORMAL_95) -> list[Step]:
    """A step for each bucket in which something ended. `ended`, `censored`: bucket -> how many."""
    at_risk = sum(ended.values()) + sum(censored.values())
    steps, survival, variance = list[Step](), 1.0, 0.0
    for of in sorted({*ended, *censored}):
        if gone := ended.get(of, 0):
            left = at_risk - gone
            survival *= left / at_risk
            variance += gone / (at_risk * left) if left else 0.0
            low, high = interval(survival, variance, z) if left else (0.0, 0.0)
            steps.append(Step(of, at_risk, gone, survival, low, high))
        at_risk -= gone + censored.get(of, 0)
    return steps


def interval(survival: float, variance: float, z: float) -> tuple[float, float]:
    """Greenwood's on the log(-log) scale. `variance`: the sum of d / (n (n - d))."""
    spread = exp(z * sqrt(variance) / log(survival))
    return survival ** (1 / spread), survival**spread


def quantile(steps: Sequence[Step], part: int, whole: int) -> Quantile:
    """When `part` of `whole` had ended, 90 of 100 by example: where the curve first is not above the rest; and where
    the limits of its interval are, which is the interval of the duration."""
    rest = 1 - part / whole
    reached = _first(steps, [step.survival for step in steps], rest)
    return Quantile(
        value=_value(reached),
        low=_value(_first(steps, [step.low for step in steps], rest)),
        high=_value(_first(steps, [step.high for step in steps], rest)),
        at_risk=reached.at_risk if reached else None,
    )


CLOSE: Final = 1e-12
"""what a product of fractions may be above the number that it stands for"""


def _first(steps: Sequence[Step], heights: Sequence[float], rest: float) -> Step | None:
    return next((step for step, height in zip(steps, heights, strict=True) if height <= rest + CLOSE), None)


def _value(step: Step | None) -> int | None:
    return bounds(step.bucket)[1] if step else None
