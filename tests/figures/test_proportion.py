"""Intervals of shares and limits of funnels: published values, and counting of every case."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.proportion import TAILS, beyond, limits, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_the_published_one(part: int, whole: int, low: float, high: float) -> None:
    """Newcombe 1998, Two-sided confidence intervals for the single proportion, table I, method 3."""
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 60), st.integers(1, 99), st.sampled_from(sorted(TAILS)))
def test_limits_leave_as_much_beyond_as_they_say_and_no_more(whole: int, percent: int, name: str) -> None:
    share, tail = Fraction(percent, 100), Fraction(TAILS[name]).limit_denominator(1000)
    exact = [comb(whole, k) * share**k * (1 - share) ** (whole - k) for k in range(whole + 1)]
    found = limits(whole, percent / 100, TAILS[name])
    assert sum(exact[: found.low]) <= tail < sum(exact[: found.low + 1])
    assert sum(exact[found.high + 1 :]) <= tail < sum(exact[found.high :])


def test_a_small_region_must_be_further_off_than_a_large_one() -> None:
    assert beyond(4, 8, 0.1) == "95"
    assert beyond(3, 8, 0.1) is None
    assert beyond(300, 800, 0.1) == "99.8"
    assert beyond(84, 800, 0.1) is None


def test_where_the_country_has_none_or_all_any_other_count_is_beyond() -> None:
    assert beyond(0, 8, 0.0) is None
    assert beyond(1, 8, 0.0) == "99.8"
    assert beyond(8, 8, 1.0) is None
    assert beyond(7, 8, 1.0) == "99.8"


def test_limits_of_very_many_are_still_numbers() -> None:
    found = limits(200_000, 0.1, TAILS["95"])
    assert 19_700 < found.low < 20_000 < found.high < 20_300
