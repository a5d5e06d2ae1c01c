"""One account of things that gives every figure of every day, whatever the figures are."""

from collections import Counter
from random import Random

import pytest

from releases.catalogue import CLAIMS, Attribute
from releases.histories import UNKNOWN, Attributed, NoAccount, account

PLACES = ("75", "79")
DAYS = 3


def grown(random: Random, attribute: Attribute, totals: list[int]) -> list[Counter[str]]:
    """Any figures that add up to the totals."""
    return [Counter(random.choices(attribute.leaves, k=total)) for total in totals]


@pytest.mark.parametrize("seed", range(20))
def test_every_figure_of_every_day_is_given(seed: int) -> None:
    random = Random(seed)
    totals = {place: sorted(random.choices(range(30), k=DAYS)) for place in PLACES}
    figures = {each.name: {p: grown(random, each, totals[p]) for p in PLACES} for each in CLAIMS.attributes}
    given = [Attributed(each.leaves, each.moves, figures[each.name]) for each in CLAIMS.attributes]
    for place, histories in account(given, PLACES, DAYS).items():
        for at, attribute in enumerate(CLAIMS.attributes):
            for day in range(DAYS):
                found = Counter[str]()
                for history, number in histories.items():
                    found[history[at][day]] += number
                assert found[UNKNOWN] == totals[place][-1] - totals[place][day]
                del found[UNKNOWN]
                assert +found == figures[attribute.name][place][day]


def test_who_can_stay_stays_and_who_moves_moves_as_it_may() -> None:
    days = [{"OPEN": 5, "APPROVED": 2}, {"OPEN": 3, "APPROVED": 3, "WITHDRAWN": 2}]
    moves = (("OPEN", "APPROVED"), ("OPEN", "WITHDRAWN"))
    found = account([Attributed(("OPEN", "APPROVED", "WITHDRAWN"), moves, {"75": days})], ["75"], 2)["75"]
    assert +found == {
        (("OPEN", "OPEN"),): 3,
        (("APPROVED", "APPROVED"),): 2,
        (("OPEN", "APPROVED"),): 1,
        (("OPEN", "WITHDRAWN"),): 1,
        ((UNKNOWN, "WITHDRAWN"),): 1,
    }


def test_figures_of_different_moments_and_things_that_have_gone_have_no_account() -> None:
    one = Attributed(("A",), (), {"75": [{"A": 3}]})
    with pytest.raises(NoAccount, match="different things"):
        account([one, Attributed(("B",), (), {"75": [{"B": 4}]})], ["75"], 1)
    with pytest.raises(NoAccount, match="fewer things"):
        account([Attributed(("A",), (), {"75": [{"A": 3}, {"A": 2}]})], ["75"], 2)
