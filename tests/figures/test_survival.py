"""Kaplan and Meier's curve against SciPy's, and what it says where the curve does not come down."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from figures.survival import Curve, survival

DURATIONS = st.lists(st.integers(1, 60), max_size=40)


def curve(decided: list[int], censored: list[int]) -> Curve:
    return survival(Counter(decided), Counter(censored))


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), DURATIONS)
def test_the_curve_is_that_of_a_kept_library(decided: list[int], censored: list[int]) -> None:
    theirs = ecdf(CensoredData(uncensored=decided, right=censored)).sf
    for point in curve(decided, censored).points:
        assert point.undecided == pytest.approx(float(theirs.evaluate(point.seconds)), abs=1e-12)
        assert point.at_risk == sum(1 for d in [*decided, *censored] if d >= point.seconds)
        assert point.decided == decided.count(point.seconds)


@given(st.lists(st.integers(1, 60), min_size=2, max_size=40), st.lists(st.integers(60, 90), min_size=1, max_size=40))
def test_its_intervals_are_those_of_a_kept_library(decided: list[int], censored: list[int]) -> None:
    theirs = ecdf(CensoredData(uncensored=decided, right=censored)).sf.confidence_interval(0.95, method="log-log")
    for point in curve(decided, censored).points:
        assert point.low == pytest.approx(float(theirs.low.evaluate(point.seconds)), abs=1e-9)
        assert point.high == pytest.approx(float(theirs.high.evaluate(point.seconds)), abs=1e-9)


def test_open_claims_lengthen_the_median() -> None:
    decided = [10, 20, 30, 40]
    assert curve(decided, []).quantile(Fraction(1, 2)).seconds == 20
    assert curve(decided, [50] * 3).quantile(Fraction(1, 2)).seconds == 40


def test_what_the_curve_does_not_come_down_to_is_not_reached() -> None:
    found = curve([10], [50] * 9)
    assert found.quantile(Fraction(1, 2)).seconds is None
    assert found.undecided_after(9) == 1.0
    assert found.undecided_after(10) == pytest.approx(0.9)


def test_the_interval_of_the_median_holds_the_median_and_may_be_open_above() -> None:
    found = curve(list(range(10, 30)), [15, 18, 40, 40]).quantile(Fraction(1, 2))
    assert found.seconds is not None
    assert found.low is not None
    assert found.low <= found.seconds
    assert found.high is not None
    assert found.seconds <= found.high
    assert curve([10, 20], [30]).quantile(Fraction(1, 2)).high is None


def test_a_decision_comes_before_a_withdrawal_of_the_same_length() -> None:
    assert curve([10], [10]).points[0].at_risk == 2


def test_no_claims_have_no_curve() -> None:
    nothing = curve([], [])
    assert nothing.points == []
    assert nothing.quantile(Fraction(1, 2)).seconds is None


def test_the_median_of_textbook_figures() -> None:
    """Remission in weeks under 6-MP (Freireich and others, 1963): a median of 23, S(10) = 0.753."""
    decided, censored = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    found = curve(decided, censored)
    assert found.quantile(Fraction(1, 2)).seconds == 23
    assert found.undecided_after(10) == pytest.approx(0.7529, abs=1e-4)
    assert np.isclose(found.undecided_after(23), 0.4482, atol=1e-4)
