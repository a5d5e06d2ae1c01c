"""What moved a count of findings: every event of theirs once, and all of them together are the difference."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import pytest

from projections.base import recorded_day
from projections.findings import VIEW
from projections.findings_changes import MovedFinding, findings_moved
from projections.lookback import Asked
from projections.lookback_changes import difference
from projections.lookback_claims import Place
from projections.lookback_days import Known
from tests.projections.claims import Country, country, log_of
from tests.projections.test_roll_ups_again import findings_of

pytestmark = pytest.mark.servers

NARROW: Final[tuple[Mapping[str, Sequence[str]], ...]] = (
    {},
    {"status": ("OPEN",)},
    {"status": ("ANSWERED", "CLOSED"), "region": ("75", "79")},
    {"goes_on": ("true",)},
)


@pytest.fixture(scope="module")
def found(shared_database_url: Callable[[], str]) -> Iterator[Country]:
    """Raised, acknowledged, answered and closed by chance."""
    with country(shared_database_url()) as claims, country(shared_database_url()) as here:
        claims.events += log_of(3, 200)
        here.record(findings_of(claims))
        yield here


def entries(found: Country, asked: Asked, since: Known, until: Known) -> list[MovedFinding]:
    told: list[MovedFinding] = []
    after: Place | None = None
    while True:
        page = findings_moved(found.connection, asked, since, until, after=after, limit=3)
        told += page.entries
        if page.next is None:
            return told
        after = page.next


@pytest.mark.parametrize("where", NARROW, ids=str)
def test_the_events_of_findings_add_up_to_what_they_have_moved(
    found: Country, where: Mapping[str, Sequence[str]]
) -> None:
    recorded = {(event.stream, event.version): event for event in found.events}
    since = found.known(found.days[len(found.days) // 3])
    for until in (found.known(found.days[-2]), found.known()):
        told = entries(found, Asked(where=where), since, until)
        keys = [(each.finding, each.version) for each in told]
        assert len({*keys}) == len(keys) > 5
        for each in told:
            event = recorded[each.finding, each.version]
            assert (each.type, each.recorded_at) == (event.name, event.recorded_at)
            assert since.day < recorded_day(event.recorded_at) <= until.day
        moved = Counter[str]()
        for each in told:
            moved.update(each.by)
        change = difference(found.connection, VIEW, Asked(where=where), since, until)
        assert dict(moved) == change.events
        assert all(
            change.then_from[name] + change.events[name] + change.time[name] == change.then_to[name] for name in moved
        )


def test_without_a_filter_only_what_was_raised_moves_the_count(found: Country) -> None:
    since, until = found.known(found.days[0]), found.known()
    told = entries(found, Asked(), since, until)
    raised = [e for e in found.events if e.name == "finding.raised" and recorded_day(e.recorded_at) > since.day]
    assert {(each.finding, each.version) for each in told} == {(each.stream, each.version) for each in raised}
    answered = entries(found, Asked(where={"status": ("OPEN",)}), since, until)
    assert {each.type for each in answered} >= {"finding.raised", "finding.answered", "finding.closed"}
