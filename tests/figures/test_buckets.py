"""Buckets of durations: exact where short, a hundredth where long, the same whoever adds them up."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.buckets import bucket_of, last_of, merged, quantile, width_at

SECONDS = st.integers(0, 10**9)


@given(SECONDS)
def test_a_duration_lies_in_its_bucket(seconds: int) -> None:
    bucket = bucket_of(seconds)
    assert bucket <= seconds <= last_of(bucket)
    assert bucket_of(bucket) == bucket_of(last_of(bucket)) == bucket


@given(SECONDS)
def test_buckets_leave_no_gap(seconds: int) -> None:
    assert bucket_of(last_of(bucket_of(seconds)) + 1) == last_of(bucket_of(seconds)) + 1


@given(SECONDS)
def test_a_bucket_is_at_most_a_hundredth_wide(seconds: int) -> None:
    assert width_at(seconds) == 1 or width_at(seconds) * 100 <= bucket_of(seconds)


@given(st.integers(0, 199))
def test_short_durations_are_exact(seconds: int) -> None:
    assert bucket_of(seconds) == last_of(seconds) == seconds


def test_a_duration_is_not_negative() -> None:
    with pytest.raises(ValueError, match="-1 seconds"):
        bucket_of(-1)


@given(st.lists(SECONDS, min_size=1, max_size=60), st.fractions(Fraction(1, 100), 1))
def test_a_quantile_is_a_hundredth_off_at_most(durations: list[int], share: Fraction) -> None:
    exact = sorted(durations)[-(-share * len(durations) // 1) - 1]
    found = quantile(Counter(map(bucket_of, durations)), share)
    assert found is not None
    assert abs(found - exact) * 100 <= exact


@given(st.lists(st.lists(SECONDS, max_size=20), max_size=4))
def test_merging_is_adding(several: list[list[int]]) -> None:
    each = [Counter(map(bucket_of, durations)) for durations in several]
    assert (
        merged(each)
        == merged(reversed(each))
        == dict(Counter(bucket_of(d) for durations in several for d in durations))
    )


def test_nothing_has_no_quantile_and_a_share_is_a_share() -> None:
    assert quantile({}, Fraction(1, 2)) is None
    with pytest.raises(ValueError, match="share of 0"):
        quantile({1: 1}, Fraction(0))
