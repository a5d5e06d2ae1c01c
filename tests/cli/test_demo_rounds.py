"""The rounds of papers that the demo plants, worked out from its scripts, are those that the read model counts."""

from collections import Counter

import pytest

from cli.demo.causes import LEAST_CLAIMS
from cli.demo.plan import END, Plan, plan
from cli.demo.rounds.planted import COUNTED, Found, found, planted
from cli.demo.stories import rounds as stories
from domain.events import ClaimEvent
from projections.rounds import TALLY
from store.log import Recorded
from store.mapper import bytes_of
from tests.cli.played import days_of, play
from tests.projections.tallies import cells, folded


def counted(made: Plan) -> Found:
    """What the read model holds of the plan's claims, as the route would add it up."""
    assert TALLY.view.projection.key
    region, number = (TALLY.view.projection.key.names.index(name) for name in ("region", "round"))
    told, log = Found(), recorded(made)
    with days_of(END):
        for key, more in cells(TALLY, folded(TALLY, log).values()).items():
            told[key[region][:2], key[number], key[-1]] += more * (key[-1] in COUNTED)
    return +told


def recorded(made: Plan) -> list[Recorded]:
    events = [event for script in made.scripts for event in play(script).collect_events()]
    return [
        Recorded(n, e.originator_id, e.originator_version, e.TOPIC, e.timestamp, bytes_of(e))
        for n, e in enumerate((event for event in events if isinstance(event, ClaimEvent)), 1)
    ]


@pytest.mark.parametrize(("claims", "seed"), [(LEAST_CLAIMS, 1), (200, 11)])
def test_what_is_planted_is_what_is_counted(claims: int, seed: int) -> None:
    made = plan(claims, seed)
    assert counted(made) == planted(made)


def test_papers_that_could_have_been_asked_for_at_once_are_planted_and_only_where_they_are_told_so() -> None:
    made = plan(150, 2019)
    names = {stories.asked_one_by_one.__name__: 1, stories.sent_three_times.__name__: 2}
    told = Counter(dict.fromkeys(names, 0))
    for script in made.scripts:
        before = sum(n for (_, _, what), n in planted(Plan(made.seed, (script,))).items() if what == "known_before")
        assert before == names.get(script.cause, 0), script.cause
        told[script.cause] += before
    whole = planted(made)
    assert all(told[name] for name in names)
    assert sum(n for (_, number, what), n in whole.items() if what == "known_before" and number == 3)
    assert sum(n for (_, _, what), n in whole.items() if what == "sooner_s") > 2 * 86_400


def test_the_routes_rows_are_read_into_the_same_shape() -> None:
    row = {
        "region": "75",
        "round": 2,
        "rounds": 1,
        "demands": 1,
        "known_before": 1,
        "sooner_s": 9,
        "sooner_working_s": 3,
    }
    assert found([row]) == {("75", 2, what): row[what] for what in COUNTED}
