"""How much protection is promised, and how much work a release may cost before more is hidden instead."""

from dataclasses import dataclass
from typing import Final

SUM_PERCENT: Final = 10


@dataclass(frozen=True, slots=True)
class Policy:
    """`k`: a figure of 1..k-1 is small, and whoever is told that it is small must be able to exclude none of 1..k-1.

    `programmes` bounds the linear programmes of one release, `second_looks` those that look for cells hidden in vain;
    they are counted, not timed, so that a slow machine hides no more than a fast one. `sum_percent`: how wide the
    interval of a hidden sum must be, of the sum itself.
    """

    k: int = 10
    programmes: int = 4000
    second_looks: int = 80
    most_classes: int = 20_000
    sum_percent: int = SUM_PERCENT

    def __post_init__(self) -> None:
        if self.k < 2:
            raise ValueError(f"k is {self.k}: below two nothing is small")
