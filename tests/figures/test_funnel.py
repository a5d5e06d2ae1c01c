"""Intervals of shares and funnel limits, against SciPy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from figures.funnel import FINDING, LOOK, funnel_limits, wilson

PART = st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(PART, st.sampled_from((LOOK, FINDING)))
def test_wilsons_interval_is_that_of_a_kept_library(part: tuple[int, int], confidence: float) -> None:
    found, theirs = wilson(*part, confidence=confidence), binomtest(*part).proportion_ci(confidence, method="wilson")
    assert found.low == pytest.approx(theirs.low, abs=1e-12)
    assert found.high == pytest.approx(theirs.high, abs=1e-12)
    assert found.holds(part[0] / part[1])


@given(st.floats(0.001, 0.999), st.integers(1, 2000), st.sampled_from((LOOK, FINDING)))
def test_funnel_limits_pass_the_binomial_tails(share: float, of: int, confidence: float) -> None:
    limits, tail = funnel_limits(share, of, confidence=confidence), (1 - confidence) / 2
    for limit, at in ((limits.low, tail), (limits.high, 1 - tail)):
        exact = int(binom.ppf(at, of, share))
        assert max(exact - 1, 0) - 1e-6 <= limit * of <= exact + 1e-6
    assert limits.low <= limits.high


def test_the_interpolation_is_spiegelhalters() -> None:
    """r = ppf(p); limit = (r − α)/n with α = (F(r) − p) / f(r)."""
    for at, limit in (
        (0.025, funnel_limits(0.2, 50, confidence=LOOK).low),
        (0.975, funnel_limits(0.2, 50, confidence=LOOK).high),
    ):
        r = int(binom.ppf(at, 50, 0.2))
        assert limit == pytest.approx((r - (binom.cdf(r, 50, 0.2) - at) / binom.pmf(r, 50, 0.2)) / 50, abs=1e-9)


def test_the_limits_of_a_small_region_are_wider() -> None:
    small, large = (funnel_limits(0.1, of, confidence=FINDING) for of in (20, 20_000))
    assert small.holds(0.3)
    assert not large.holds(0.12)
    assert large.holds(0.1)


def test_nothing_is_remarkable_about_no_claims() -> None:
    assert funnel_limits(0.1, 0, confidence=LOOK).holds(1.0)
    assert wilson(0, 0).holds(0.0)


def test_a_share_of_none_and_of_all_have_an_interval() -> None:
    assert wilson(0, 10).low == 0.0
    assert wilson(0, 10).high == pytest.approx(0.2775, abs=1e-4)
    assert funnel_limits(0.0, 10, confidence=LOOK).high == 0.0
    assert funnel_limits(1.0, 10, confidence=LOOK).low <= 1.0


@pytest.mark.parametrize(("count", "of"), [(3, 2), (-1, 2)])
def test_a_share_is_of_a_part(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="a share is of a part"):
        wilson(count, of)


def test_confidence_and_shares_lie_between_none_and_all() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, confidence=1.0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        funnel_limits(1.5, 2, confidence=LOOK)
