"""Kaplan and Meier's estimate: a published table, plain counts where nothing is censored, what it may never do."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.histogram import bounds, bucket
from figures.lasting import Quantile, curve, quantile

# Freireich and others 1963: weeks of remission of 21 children under 6-mercaptopurine, as every textbook has them.
ENDED = Counter([6, 6, 6, 7, 10, 13, 16, 22, 23])
CENSORED = Counter([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
TEXTBOOK = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
LOG_LOG = {6: (0.6197, 0.9516), 10: (0.5032, 0.8894), 23: (0.1881, 0.6801)}
"""95 % intervals on the log(-log) scale"""


def test_a_published_curve_with_its_numbers_at_risk_and_intervals() -> None:
    steps = curve(ENDED, CENSORED)
    assert {step.bucket: round(step.survival, 4) for step in steps} == TEXTBOOK
    assert [(step.bucket, step.at_risk) for step in steps] == [
        (6, 21), (7, 17), (10, 15), (13, 12), (16, 11), (22, 7), (23, 6),
    ]  # fmt: skip
    for step in steps:
        if step.bucket in LOG_LOG:
            assert (step.low, step.high) == pytest.approx(LOG_LOG[step.bucket], abs=5e-4)


def test_its_median_is_reached_and_its_ninth_decile_is_not() -> None:
    steps = curve(ENDED, CENSORED)
    assert quantile(steps, 1, 2) == Quantile(value=23, low=13, high=None, at_risk=6)
    assert quantile(steps, 9, 10) == Quantile(None, None, None, None)


def test_leaving_out_what_still_lasts_would_make_it_look_faster() -> None:
    with_open, without = quantile(curve(ENDED, CENSORED), 1, 2), quantile(curve(ENDED, {}), 1, 2)
    assert with_open.value == 23
    assert without.value == 10


COUNTS = st.dictionaries(st.integers(0, 3000), st.integers(1, 40), max_size=30)


@given(COUNTS)
def test_without_censoring_it_is_the_share_that_is_left(ended: dict[int, int]) -> None:
    total = sum(ended.values())
    for step in curve(ended, {}):
        left = sum(count for of, count in ended.items() if of > step.bucket)
        assert step.survival == pytest.approx(left / total)
        assert step.at_risk == sum(count for of, count in ended.items() if of >= step.bucket)


@given(COUNTS, COUNTS)
def test_it_is_the_product_of_exact_fractions_and_only_falls(ended: dict[int, int], censored: dict[int, int]) -> None:
    exact = Fraction(1)
    for step in curve(ended, censored):
        at_risk = sum(n for of, n in [*ended.items(), *censored.items()] if of >= step.bucket)
        exact *= 1 - Fraction(ended[step.bucket], at_risk)
        assert step.survival == pytest.approx(float(exact), abs=1e-12)
        assert 0 <= step.low <= step.survival + 1e-12
        assert step.survival <= step.high + 1e-12 <= 1 + 1e-9


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=60), st.sampled_from([(1, 2), (9, 10)]))
def test_a_quantile_without_censoring_is_within_one_per_cent(seconds: list[int], of: tuple[int, int]) -> None:
    part, whole = of
    exact = sorted(seconds)[-(-len(seconds) * part // whole) - 1]
    found = quantile(curve(Counter(map(bucket, seconds)), {}), part, whole).value
    assert found == bounds(bucket(exact))[1]


def test_nothing_has_no_curve() -> None:
    assert curve({}, {}) == []
    assert curve({}, {5: 3}) == []
    assert quantile([], 1, 2) == Quantile(None, None, None, None)
