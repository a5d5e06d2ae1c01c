"""Durations in buckets that can be added up: exact below 256, at most 1 % wide above.

A bucket is a whole number that grows with what it holds. 128 buckets share each doubling, so that a bucket is at most
1/128 as wide as what it begins with. Roll-ups count per bucket; counts of anything may be added up, in any order, and
give the quantiles of the whole within the width of a bucket.
"""

from collections.abc import Mapping
from typing import Final

BITS: Final = 7
PER_DOUBLING: Final = 1 << BITS


def bucket(value: int) -> int:
    """The bucket of a whole number of at least 0, of seconds by example. Raises ValueError for a negative one."""
    if value < 0:
        raise ValueError(f"there is no bucket for a negative number: {value}")
    shift = max(0, value.bit_length() - BITS - 1)
    return (shift << BITS) + (value >> shift)


def bounds(of: int) -> tuple[int, int]:
    """The least and the greatest number that the bucket holds. Raises ValueError for a negative one."""
    if of < 0:
        raise ValueError(f"there is no bucket {of}")
    shift = max(0, (of >> BITS) - 1)
    least = (of - (shift << BITS)) << shift
    return least, least + (1 << shift) - 1


def quantile(counts: Mapping[int, int], part: int, whole: int) -> int | None:
    """The least number that at least `part` of `whole` equal parts of what was counted do not exceed, 90 of 100 by
    example: the greatest one of its bucket, so at most 1 % too high. None where nothing was counted."""
    total = sum(counts.values())
    if not total:
        return None
    needed = -(-total * part // whole)
    seen = 0
    for of in sorted(counts):
        seen += counts[of]
        if seen >= max(1, needed):
            return bounds(of)[1]
    raise AssertionError(f"{part} of {whole} is more than all")
