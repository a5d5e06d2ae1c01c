"""A later day pushes an earlier one aside only where it shows something."""

from collections.abc import Mapping

import pytest

from disclosure.cube import Cell, Dimension, Table
from disclosure.ledger import Hidden, Release, Why
from releases.making import NOTHING, worth

TABLE = Table("outcomes", "2019-04-30", (Dimension.flat("end", ("OPEN", "APPROVED")).axis(),))
OPEN: Cell = ("OPEN",)
APPROVED: Cell = ("APPROVED",)
SMALL = {APPROVED: Hidden(Why.SMALL, 1, 9, (1, 9))}


@pytest.mark.parametrize(("shown", "is_told"), [({OPEN: 12}, True), ({OPEN: 0}, False), ({}, False)])
def test_nothing_but_zeros_is_nothing(shown: Mapping[Cell, int], is_told: bool) -> None:
    of = Release(TABLE, 10, shown, SMALL)
    assert worth(of) == (of if is_told else NOTHING)


def test_a_table_of_which_nothing_is_hidden_may_be_all_zeros() -> None:
    of = Release(TABLE, 10, {OPEN: 0, APPROVED: 0}, {})
    assert worth(of) is of
