"""In the tables: every count is the number of the things that its list shows, now and on any day, page by page."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from random import Random

import pytest

from domain.errors import UnknownCode
from projections.answers import OPENED
from projections.dispute_questions import TALLIES, behind, decide, decide_by_region
from projections.lookback import Asked, figures_of, rolled_up
from projections.needs_rates import rates
from projections.tally import ClaimOf, Tally, claims
from tests.projections.claims import Country, country, log_of

pytestmark = pytest.mark.servers

PAGE = 2
STEPS = 400


@pytest.fixture(scope="module")
def claimed(shared_database_url: Callable[[], str]) -> Iterator[Country]:
    """Only read."""
    with country(shared_database_url()) as of:
        of.record(log_of(7, STEPS))
        yield of


def opened(tally: Tally) -> tuple[str, ...]:
    return OPENED if tally.view.of == "answers" else tally.view.measures


def listed(of: Country, tally: Tally, what: str, asked: Asked) -> list[ClaimOf]:
    """All pages."""
    found: list[ClaimOf] = []
    while True:
        after = (found[-1].submitted_on, found[-1].claim) if found else None
        page = claims(of.connection, tally, what, asked, after=after, limit=PAGE)
        found += page
        if len(page) < PAGE:
            return found


@pytest.mark.parametrize("name", TALLIES)
def test_every_count_is_the_number_of_things_in_its_list(claimed: Country, name: str) -> None:
    tally = TALLIES[name]
    for as_known in (None, *Random(1).sample(claimed.days, 3)):
        counted = figures_of(claimed.connection, tally.view, Asked(as_known=as_known), 0)
        for what in opened(tally):
            found = listed(claimed, tally, what, Asked(as_known=as_known))
            assert sum(len(claim.things) for claim in found) == counted[what], (what, as_known)
            assert len({claim.claim for claim in found}) == len(found), "a claim on two pages"
            things = [(claim.claim, thing.id, thing.version) for claim in found for thing in claim.things]
            assert len(set(things)) == len(things), "a thing was listed twice"
    assert any(counted.values())


@pytest.mark.parametrize("name", TALLIES)
def test_every_row_of_every_roll_up_opens_to_what_it_counts(claimed: Country, name: str) -> None:
    tally = TALLIES[name]
    for group in tally.view.by:
        for row in rolled_up(claimed.connection, tally.view, Asked(by=(group,)), 0):
            said = ":".join(str(value) for value in row.values if value != "") or "none"
            asked = Asked(where={group: (said.lower() if isinstance(row.values[0], bool) else said,)})
            if len(row.values) > 1 and row.values[1] == "":
                asked = Asked(where={group: (f"{said}:none",)})
            for what in opened(tally):
                found = listed(claimed, tally, what, asked)
                assert sum(len(claim.things) for claim in found) == row.figures[what], (group, said, what)


def test_what_is_listed_carries_the_words_of_its_filters(claimed: Country) -> None:
    tally = TALLIES["demands"]
    asked = Asked(where={"verdict": ("NO_REGISTRY", "NO_BASIS"), "state_not_asked": ("false",)})
    things = [thing for claim in listed(claimed, tally, "demands", asked) for thing in claim.things]
    assert {thing.columns["verdict"] for thing in things} == {"NO_REGISTRY", "NO_BASIS"}
    assert {thing.columns["state_not_asked"] for thing in things} == {False}
    assert all(thing.columns["justified"] == (thing.columns["verdict"] == "NO_REGISTRY") for thing in things)


def test_a_period_is_about_days_of_submission(claimed: Country) -> None:
    tally = TALLIES["needs"]
    found = listed(claimed, tally, "claims", Asked())
    days = sorted(claim.submitted_on for claim in found)
    asked = Asked(first=days[1], last=days[-2])
    assert {claim.submitted_on for claim in listed(claimed, tally, "claims", asked)} <= set(days[1:-1])
    assert listed(claimed, tally, "claims", Asked(last=date(2019, 1, 1))) == []


def test_an_unknown_word_is_refused(claimed: Country) -> None:
    with pytest.raises(UnknownCode, match="unknown verdict PERFECT"):
        claims(claimed.connection, TALLIES["demands"], "demands", Asked(where={"verdict": ("PERFECT",)}), limit=1)


def test_rates_are_parts_of_what_is_counted(claimed: Country) -> None:
    needs = TALLIES["needs"].view
    for by in ((), ("region",), ("region", "fact")):
        for what, told in rates(claimed.connection, by, Asked()).items():
            assert (
                sum(int(str(each["counted"])) for each in told)
                == figures_of(claimed.connection, needs, Asked(), 0)[what]
            )
            assert all(each["asked_rate"] is not None for each in told)


def test_a_dispute_is_decided_by_what_was_known_and_regions_sum_to_the_country(claimed: Country) -> None:
    for as_known in (None, claimed.days[0], claimed.days[len(claimed.days) // 2]):
        asked = Asked(as_known=as_known)
        whole, parts = decide(claimed.connection, asked), decide_by_region(claimed.connection, asked)
        sums: Counter[tuple[str, str]] = Counter()
        for part in parts:
            sums.update({(each.quarrel.id, name): n for each in part.decided for name, n in each.figures.items()})
        assert +sums == +Counter({(d.quarrel.id, name): n for d in whole.decided for name, n in d.figures.items()})
        one = parts[0]
        assert one.region
        assert decide(claimed.connection, Asked(where={"region": (one.region,)}, as_known=as_known)) == one


def test_every_figure_of_a_dispute_is_the_number_of_things_behind_it(claimed: Country) -> None:
    for region in (None, "79"):
        asked = Asked(where={"region": (region,)} if region else {}, as_known=claimed.days[-2])
        for each in decide(claimed.connection, asked).decided:
            for name, figure in each.figures.items():
                if of := behind(each.quarrel, name, asked):
                    tally, what, meant = of
                    found = listed(claimed, tally, what, meant)
                    assert sum(len(claim.things) for claim in found) == figure, (each.quarrel.id, name)
