"""An attacker with every released table learns nothing of a hidden cell that was not granted.

The tables are small and sparse on purpose: there disclosure happens. The same attack succeeds when only what is
small is hidden, so it can fail.
"""

from dataclasses import replace
from random import Random

import pytest

from disclosure.ledger import Release, Why
from tests.disclosure.attacker import Attacker, too_narrow
from tests.disclosure.tables import KINDS, Case, hierarchy, margins, overlapping, released, two_days

pytestmark = pytest.mark.long

HOW_MANY = {"margins": 160, "hierarchy": 160, "two days": 200, "states": 260, "overlapping": 150, "days": 100}
"""cases of a kind; each but the first two releases two tables, the last four: some 1,900 tables"""


@pytest.mark.parametrize("tenth", range(10))
@pytest.mark.parametrize("kind", KINDS)
def test_no_interval_is_narrower_than_what_was_promised(kind: str, tenth: int) -> None:
    attacked = 0
    for seed in range(tenth, HOW_MANY[kind], 10):
        case = KINDS[kind](Random(seed))
        attacker = Attacker(case[0], released(case))
        found = [(seed, hidden, least, most) for hidden, least, most in attacker.intervals()]
        attacked += len(found)
        assert [each for each in found if too_narrow(*each[1:])] == []
    assert attacked


@pytest.mark.parametrize("kind", KINDS)
def test_nor_for_an_attacker_who_knows_that_claims_are_whole(kind: str) -> None:
    for seed in range(1000, 1012):
        case = KINDS[kind](Random(seed))
        attacker = Attacker(case[0], released(case))
        narrow = [(seed, *each) for each in attacker.intervals(whole=True) if too_narrow(*each)]
        assert narrow == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_equations_alone_give_nothing_away_in_exact_arithmetic(kind: str) -> None:
    for seed in range(2000, 2025):
        case = KINDS[kind](Random(seed))
        assert Attacker(case[0], released(case)).determined() == []


def only_small_ones_hidden(case: Case) -> list[Release]:
    """As careless offices publish: complements are shown."""
    cube, _, _ = case
    careless = []
    for release in released(case):
        truth = Attacker(cube, [release])
        values = {cell: int(value) for (_, cell, _), value in zip(truth.hidden, truth.truth, strict=True)}
        kept = {cell: hidden for cell, hidden in release.hidden.items() if hidden.why is Why.SMALL}
        told = {cell: values[cell] for cell in release.hidden if cell not in kept}
        careless.append(replace(release, hidden=kept, shown={**release.shown, **told}))
    return careless


@pytest.mark.parametrize("make", [margins, hierarchy, two_days, overlapping])
def test_the_attack_succeeds_where_only_small_cells_are_hidden(make: object) -> None:
    broken = 0
    cases = [make(Random(seed)) for seed in range(20)]  # type: ignore[operator]
    for case in cases:
        attacker = Attacker(case[0], only_small_ones_hidden(case))
        broken += any(too_narrow(*each) for each in attacker.intervals())
    assert broken >= len(cases) // 3
