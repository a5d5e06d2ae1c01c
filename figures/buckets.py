"""Durations in buckets of at most 1 % of their own width, of whole numbers, that are merged by adding.

A bucket is known by its least duration. Below 200 each second is a bucket; above, every doubling of the duration is
cut into 100 to 200 equal buckets: for d in [100·2^e, 200·2^e) they are 2^e wide, at most 1/100 of d. Made of whole
numbers only, so a roll-up that holds them is the same after a rebuild and on every machine. (The layout of
HdrHistogram by Gil Tene, with a hundred in place of a power of two.)
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

PARTS: Final = 100
"""buckets are at most a PARTS-th of their durations wide"""

Buckets = Mapping[int, int]
"""how many durations lie in each bucket, by the bucket's least duration in seconds"""


def bucket_of(seconds: int) -> int:
    """The least duration of the bucket that holds this one."""
    if seconds < 0:
        raise ValueError(f"a duration of {seconds} seconds: durations are not negative")
    return seconds - seconds % width_at(seconds)


def width_at(seconds: int) -> int:
    """How many different durations in seconds share that bucket: 1, 2, 4, …"""
    return 1 << max((seconds // PARTS).bit_length() - 1, 0)


def last_of(bucket: int) -> int:
    """The greatest duration in a bucket."""
    return bucket + width_at(bucket) - 1


def merged(several: Iterable[Buckets]) -> dict[int, int]:
    """All of them together; in any order the same."""
    total: Counter[int] = Counter()
    for buckets in several:
        total.update(buckets)
    return {bucket: total[bucket] for bucket in sorted(total) if total[bucket]}


def quantile(buckets: Buckets, share: Fraction) -> int | None:
    """The duration that this share of all do not exceed: the middle of its bucket, half a per cent off at most.

    The share is of the count n: the ⌈share·n⌉-th of the ordered durations. None if there are none.
    """
    if not 0 < share <= 1:
        raise ValueError(f"a share of {share}: quantiles lie above 0 and up to 1")
    rank, passed = -(-share * sum(buckets.values()) // 1), 0
    for bucket in sorted(buckets):
        passed += buckets[bucket]
        if buckets[bucket] and passed >= rank:
            return (bucket + last_of(bucket)) // 2
    return None
