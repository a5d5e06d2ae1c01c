"""What is hidden, what is shown, and why, in tables that can be read at a glance. k is 10."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from disclosure.cube import ALL, Cube, Dimension, DisclosureError, Leaves, Table
from disclosure.ledger import Release, Why
from disclosure.policy import Policy
from disclosure.release import Withheld, release, release_together
from disclosure.stored import as_json, from_json
from disclosure.witnesses import FREE, Witnesses
from tests.disclosure.attacker import Attacker, too_narrow

PLACE, CHANNEL, SINCE = (
    Dimension.flat("place", "ABC"),
    Dimension.flat("channel", ("office", "web")),
    Dimension.flat("since", ("monday", "tuesday")),
)
ROOT = Path(__file__).parents[2]
BOTH = Table("t", "monday", (PLACE.axis(), CHANNEL.axis()))


def cube(**rows: tuple[int, int]) -> Cube:
    """Per place the counts of office and web."""
    return Cube(
        (PLACE, CHANNEL), {(p, c): n for p, row in rows.items() for c, n in zip(CHANNEL.leaves, row, strict=True)}
    )


def released(of: Cube, table: Table = BOTH, ledger: tuple[Release, ...] = ()) -> Release:
    outcome = release(of, table, ledger)
    assert isinstance(outcome, Release)
    return outcome


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    found = released(cube(A=(10, 20), B=(30, 40), C=(50, 60)))
    assert found.hidden == {}
    assert found.shown[ALL, ALL] == 210


def test_one_small_cell_costs_three_others_and_no_total() -> None:
    found = released(cube(A=(3, 20), B=(30, 40), C=(50, 60)))
    assert found.hidden["A", "office"].why is Why.SMALL
    assert [hidden.why for hidden in found.hidden.values()].count(Why.COMPLEMENT) == 3
    assert all(ALL not in cell for cell in found.hidden)


def test_every_cell_is_either_shown_or_hidden_and_what_is_shown_is_true() -> None:
    of = cube(A=(3, 0), B=(30, 7), C=(50, 60))
    found = released(of)
    assert found.shown.keys() | found.hidden.keys() == set(BOTH.cells())
    assert not found.shown.keys() & found.hidden.keys()
    assert all(value == 0 or value >= 10 for value in found.shown.values())
    assert found.shown["C", ALL] == 110


def test_a_zero_is_shown_as_zero_unless_it_says_something_of_few() -> None:
    found = released(cube(A=(0, 4), B=(30, 40), C=(0, 60)))
    assert found.shown["C", "office"] == 0
    assert found.hidden["A", "office"].why is Why.SMALL
    assert found.hidden["A", "office"].promised == (0, 9)


def test_a_zero_that_a_shown_zero_explains_is_shown() -> None:
    assert released(cube(A=(0, 4), B=(0, 40), C=(0, 60))).shown["A", "office"] == 0


def test_a_group_that_lies_in_one_category_alone_is_told_only_where_the_axis_may_tell() -> None:
    of = cube(A=(0, 30), B=(30, 40), C=(50, 60))
    assert released(of).hidden == {}
    found = released(of, replace(BOTH, sensitive=frozenset({"channel"})))
    assert {("A", "office"), ("A", "web")} <= found.hidden.keys()


def test_all_but_few_of_a_group_is_not_told_by_subtraction() -> None:
    """30 of 33 by web: the three are hidden, and so is what would give them away."""
    found = released(cube(A=(3, 30), B=(30, 40), C=(50, 60)))
    assert not {("A", "web"), ("A", ALL)} <= found.shown.keys()


def test_districts_do_not_give_away_each_other_through_their_region() -> None:
    places = Dimension("place", {"R": ALL, "S": ALL, "R1": "R", "R2": "R", "R3": "R", "S1": "S", "S2": "S"})
    of = Cube((places,), {("R1",): 4, ("R2",): 20, ("R3",): 300, ("S1",): 40, ("S2",): 50})
    found = released(of, Table("t", "1", (places.axis(),)))
    assert set(found.hidden) == {("R1",), ("R2",)}
    assert found.shown["R",] == 324


def days(monday: int, tuesday: int) -> Cube:
    """Place A with so many claims of monday, and so many that came on tuesday; B and C with many more each day."""
    counts: dict[Leaves, int] = {(place, since): 50 for place in "BC" for since in SINCE.leaves}
    return Cube((PLACE, SINCE), counts | {("A", "monday"): monday, ("A", "tuesday"): tuesday})


def known_on(day: str) -> Table:
    until = SINCE.leaves[: SINCE.leaves.index(day) + 1]
    return Table("t", day, (PLACE.axis(),), (("since", frozenset(until)),))


@pytest.mark.parametrize(("came", "shown"), [(0, True), (1, False), (9, False), (10, True)])
def test_the_few_that_came_in_a_day_hold_a_figure_back(came: int, shown: bool) -> None:
    of = days(100, came)
    monday = released(of, known_on("monday"))
    tuesday = released(of, known_on("tuesday"), (monday,))
    assert (("A",) in tuesday.shown) is shown
    if not shown:
        hidden = tuesday.hidden["A",]
        assert (hidden.why, hidden.last_shown) == (Why.STEP, ("monday", 100))


def test_a_figure_that_was_hidden_is_not_given_away_by_the_next_day() -> None:
    of = days(5, 6)
    monday = released(of, known_on("monday"))
    tuesday = released(of, known_on("tuesday"), (monday,))
    assert ("A",) in monday.hidden
    assert all(value >= 10 for value in tuesday.shown.values())


def test_a_longer_period_does_not_give_away_the_little_that_it_has_more() -> None:
    of = days(40, 4)
    april = released(of, Table("april", "1", (PLACE.axis(),), (("since", frozenset({"monday"})),)))
    longer = released(of, Table("april and may", "1", (PLACE.axis(),)), (april,))
    assert april.shown["A",] == 40
    assert longer.hidden["A",].why is Why.STEP


def test_a_figure_that_is_public_is_shown_again_and_one_that_was_hidden_stays_hidden() -> None:
    first = released(cube(A=(3, 20), B=(30, 40), C=(50, 60)))
    again = released(cube(A=(3, 20), B=(30, 40), C=(50, 60)), replace(BOTH, name="again"), (first,))
    assert again.shown == first.shown
    assert again.hidden.keys() == first.hidden.keys()


def test_the_same_question_has_the_same_answer() -> None:
    of = cube(A=(3, 12), B=(8, 40), C=(50, 1))
    assert released(of) == released(of)


def test_the_solver_prints_nothing() -> None:
    program = "from disclosure.programme import Programme; Programme(2, [])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT, timeout=60)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_stored_release_is_read_back_as_it_was() -> None:
    of = days(100, 3)
    monday = released(of, known_on("monday"))
    tuesday = release(of, known_on("tuesday"), (monday,), sums={"seconds": dict.fromkeys(of.counts, 60)})
    assert isinstance(tuesday, Release)
    assert tuesday.hidden
    for each in (monday, tuesday):
        assert from_json(as_json(each)) == each
    assert as_json(from_json(as_json(tuesday))) == as_json(tuesday)


def test_a_ledger_that_says_otherwise_than_the_cube_is_refused() -> None:
    before = released(cube(A=(11, 20), B=(30, 40), C=(50, 60)))
    with pytest.raises(DisclosureError, match="the cube has another"):
        release(cube(A=(12, 20), B=(30, 40), C=(50, 60)), BOTH, (before,))


def test_without_a_budget_nothing_goes_out() -> None:
    small = cube(A=(3, 20), B=(30, 40), C=(50, 60))
    assert isinstance(release(small, BOTH, (), Policy(programmes=0)), Withheld)
    assert isinstance(release(small, BOTH, (), Policy(most_classes=5)), Withheld)


def test_sums_are_hidden_where_counts_are_and_are_not_to_be_had_by_subtraction() -> None:
    of = cube(A=(3, 20), B=(30, 40), C=(50, 60))
    seconds = {leaves: 1000 * count for leaves, count in of.counts.items()}
    found = release(of, BOTH, sums={"seconds": seconds})
    assert isinstance(found, Release)
    assert found.sums["seconds"].keys() == found.shown.keys()
    assert found.sums["seconds"][ALL, ALL] == 203_000


def test_a_measure_that_the_hidden_cells_cannot_share_is_not_told() -> None:
    of = cube(A=(3, 20), B=(30, 40), C=(50, 60))
    hidden = released(of).hidden
    one_has_all = {leaves: 1_000_000 if leaves == ("A", "office") else 1 for leaves in of.counts if leaves in hidden}
    found = release(of, BOTH, sums={"seconds": one_has_all})
    assert isinstance(found, Release)
    assert found.sums == {}


class TestWitnesses:
    """Four classes in a square, their row and column totals shown."""

    square = Witnesses(np.array([3, 20, 30, 40]), [np.array(line) for line in ((0, 1), (2, 3), (0, 2), (1, 3))])
    shown = np.array([False] * 4 + [True] * 4)

    def admits(self, move: list[float], *, high: int = FREE) -> bool:
        return self.square.admit(np.array(move), shown=self.shown, low=np.zeros(8, int), high=np.full(8, high))

    def test_a_table_that_looks_the_same_is_one(self) -> None:
        assert self.admits([1, -1, -1, 1])
        assert self.square.most[0] >= 4

    def test_a_table_that_does_not_add_up_or_is_not_whole_or_goes_too_far_is_none(self) -> None:
        assert not self.admits([1, -1, -1, 0])
        assert not self.admits([0.5, -0.5, -0.5, 0.5])
        assert not self.admits([-4, 4, 4, -4])
        assert not self.admits([1, -1, -1, 1], high=3)


def test_questions_that_cannot_be_put_are_refused() -> None:
    with pytest.raises(DisclosureError, match="edition"):
        release(cube(), Table("t", "1", (Dimension.flat("edition", "x").axis(),)))
    with pytest.raises(DisclosureError, match="not negative"):
        cube(A=(-1, 0))
    with pytest.raises(DisclosureError, match="no combination"):
        Cube((PLACE,), {("Z",): 1})
    with pytest.raises(ValueError, match="nothing is small"):
        Policy(k=1)


EDITION = Dimension.flat("edition", ("old", "new"))


def by_channel_and_by_edition(**rows: tuple[int, int, int, int]) -> Cube:
    """Per place the counts of office and web of the old edition, and of the new one."""
    pairs = [(c, e) for e in EDITION.leaves for c in CHANNEL.leaves]
    counts: dict[Leaves, int] = {}
    for place, row in rows.items():
        counts |= {(place, *pair): number for pair, number in zip(pairs, row, strict=True)}
    return Cube((PLACE, CHANNEL, EDITION), counts)


def test_tables_that_are_released_together_hide_a_total_that_the_first_alone_would_have_shown() -> None:
    """Nine and three by channel, and all twelve in one edition: the place's total would leave each too little room."""
    of = by_channel_and_by_edition(A=(40, 0, 0, 40), B=(9, 3, 0, 0), C=(50, 60, 50, 60))
    by_edition, by_channel = (Table(d.name, "monday", (PLACE.axis(), d.axis())) for d in (EDITION, CHANNEL))
    first = released(of, by_edition)
    assert first.shown["B", ALL] == 12
    assert isinstance(release(of, by_channel, (first,)), Withheld)
    together = release_together(of, [by_edition, by_channel])
    assert not isinstance(together, Withheld)
    assert all(("B", ALL) in each.hidden for each in together)
    assert together[1].shown[ALL, ALL] == 312


def test_a_cube_that_is_only_named_examines_no_other_combination_and_keeps_its_promises() -> None:
    counts: dict[Leaves, int] = {("A", "office"): 3, ("A", "web"): 20, ("B", "office"): 30, ("B", "web"): 40}
    named = Cube((PLACE, CHANNEL), {**counts, ("C", "web"): 0}, only_named=True)
    found, other = released(named), released(Cube((PLACE, CHANNEL), counts))
    assert found.shown["C", "office"] == 0
    assert found.hidden.keys() == other.hidden.keys()
    assert list(Attacker(named, [found]).intervals())
    assert [each for each in Attacker(named, [found]).intervals() if too_narrow(*each)] == []
