"""Curves, intervals and limits of chance beside SciPy's, which knows nothing of ours."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, binom, binomtest, ecdf

from figures.lasting import curve
from figures.proportion import TAILS, limits, wilson

DURATIONS = st.lists(st.integers(1, 60), max_size=40)
"""below 256 a bucket is its duration"""
PART = st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), DURATIONS)
def test_the_curve_is_that_of_a_kept_library(ended: list[int], censored: list[int]) -> None:
    theirs = ecdf(CensoredData(uncensored=ended, right=censored)).sf
    for step in curve(Counter(ended), Counter(censored)):
        assert step.survival == pytest.approx(float(theirs.evaluate(step.bucket)), abs=1e-12)
        assert step.at_risk == sum(1 for each in [*ended, *censored] if each >= step.bucket)
        assert step.ended == ended.count(step.bucket)


@given(st.lists(st.integers(1, 60), min_size=2, max_size=40), st.lists(st.integers(60, 90), min_size=1, max_size=40))
def test_its_intervals_are_those_of_a_kept_library(ended: list[int], censored: list[int]) -> None:
    theirs = ecdf(CensoredData(uncensored=ended, right=censored)).sf.confidence_interval(0.95, method="log-log")
    for step in curve(Counter(ended), Counter(censored)):
        assert step.low == pytest.approx(float(theirs.low.evaluate(step.bucket)), abs=1e-9)
        assert step.high == pytest.approx(float(theirs.high.evaluate(step.bucket)), abs=1e-9)


@given(PART)
def test_the_interval_of_a_share_is_that_of_a_kept_library(part: tuple[int, int]) -> None:
    theirs = binomtest(*part).proportion_ci(0.95, method="wilson")
    assert wilson(*part) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(st.floats(0.001, 0.999), st.integers(1, 2000), st.sampled_from(sorted(TAILS)))
def test_the_limits_of_chance_are_the_quantiles_of_the_binomial_distribution(share: float, of: int, name: str) -> None:
    """A probability that equals the tail to the last digit may fall on either side: then they are one apart."""
    found, tail = limits(of, share, TAILS[name]), TAILS[name]
    assert abs(found.low - int(binom.ppf(tail, of, share))) <= 1
    assert abs(found.high - int(binom.ppf(1 - tail, of, share))) <= 1
