"""What events moved and what time moved is the whole difference; every event is named once."""

import pytest

from projections.lookback import Asked, view_of, views
from projections.lookback_changes import TOLERANCE, Moved, difference, moved
from projections.lookback_claims import Place
from projections.lookback_days import Known
from tests.projections.claims import Country
from tests.projections.looking_back import NARROW, SHARED, total

pytestmark = pytest.mark.servers


def entries(made: Country, of: str, asked: Asked, since: Known, until: Known, limit: int = 3) -> list[Moved]:
    found: list[Moved] = []
    after: Place | None = None
    while True:
        page = moved(made.connection, view_of(of), asked, since, until, after=after, limit=limit)
        found += page.entries
        if page.next is None:
            return found
        after = page.next


@pytest.mark.parametrize("of", views())
def test_what_events_moved_and_what_time_moved_is_the_whole_difference(filled: Country, of: str) -> None:
    """Of whole counts to the digit, of running seconds within the tolerance of both ends."""
    since = filled.known(filled.days[len(filled.days) // 3])
    for until in (filled.known(filled.days[-2]), filled.known()):
        for where in NARROW:
            told = difference(filled.connection, view_of(of), Asked(where=where), since, until)
            for name in told.events:
                assert told.then_from[name] + told.events[name] + told.time[name] == told.then_to[name]
            listed = total(each.by for each in entries(filled, of, Asked(where=where), since, until))
            within = told.then_from.get(TOLERANCE, 0) + told.then_to.get(TOLERANCE, 0)
            for name, value in told.events.items():
                assert abs(value - listed.get(name, 0)) <= (within if name in SHARED else 0), name


def test_every_event_that_moved_a_figure_is_named_once_with_when_it_happened_and_when_it_was_known(
    filled: Country,
) -> None:
    since, until = filled.known(filled.days[len(filled.days) // 3]), filled.known(filled.days[-2])
    found = entries(filled, "delays", Asked(), since, until)
    recorded = {(event.stream, event.version): event for event in filled.events}
    assert len({(each.claim, each.version) for each in found}) == len(found) > 20
    for each in found:
        event = recorded[each.claim, each.version]
        assert (each.type, each.recorded_at) == (event.name, event.recorded_at)
        assert since.at <= each.recorded_at < until.at
        assert each.late == (each.occurred_at < since.at)
    assert any(each.late for each in found)
    assert any(each.dated_back_days > 0 for each in found)
