"""Buckets of durations: no gap, no overlap, at most one per cent wide; quantiles beside those of the numbers."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.histogram import bounds, bucket, quantile

SECONDS = st.integers(0, 10**10)


@given(SECONDS)
def test_a_number_lies_within_its_bucket_which_is_at_most_one_per_cent_wide(value: int) -> None:
    least, greatest = bounds(bucket(value))
    assert least <= value <= greatest
    assert (greatest - least) * 100 <= least


@given(st.integers(0, 5_000))
def test_buckets_follow_one_another_without_a_gap(of: int) -> None:
    least, greatest = bounds(of)
    assert (bucket(least), bucket(greatest), bucket(greatest + 1)) == (of, of, of + 1)


@pytest.mark.parametrize("value", [0, 1, 127, 128, 255])
def test_small_numbers_are_exact(value: int) -> None:
    assert bounds(bucket(value)) == (value, value)


@given(st.lists(SECONDS, min_size=1), st.sampled_from([1, 50, 90, 100]))
def test_a_quantile_is_that_of_the_numbers_within_one_per_cent(values: list[int], part: int) -> None:
    exact = sorted(values)[max(1, -(-len(values) * part // 100)) - 1]
    found = quantile(Counter(map(bucket, values)), part, 100)
    assert found is not None
    assert exact <= found <= exact + exact // 100


@given(st.lists(SECONDS), st.lists(SECONDS))
def test_counts_can_be_added_up(some: list[int], more: list[int]) -> None:
    counted = Counter(map(bucket, some)) + Counter(map(bucket, more))
    assert counted == Counter(map(bucket, some + more))


def test_of_nothing_there_is_no_quantile() -> None:
    assert quantile({}, 50, 100) is None


def test_negative_numbers_have_no_bucket() -> None:
    with pytest.raises(ValueError, match="negative number: -1"):
        bucket(-1)
    with pytest.raises(ValueError, match="no bucket -1"):
        bounds(-1)
