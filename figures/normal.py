"""How many standard deviations a confidence reaches; the standard library's normal distribution."""

from functools import cache
from statistics import NormalDist


@cache
def deviations(confidence: float) -> float:
    """Two-sided: 1.96 for 0.95, 3.09 for 0.998."""
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence}: it lies between 0 and 1")
    return NormalDist().inv_cdf((1 + confidence) / 2)
