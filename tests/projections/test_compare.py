"""Versions against the store's: what the topic lost without a trace is found and filled."""

from contextlib import closing

import pytest

from projections.compare import fill
from projections.connect import connect, transaction
from projections.freshness import beat, freshness, note_complete
from projections.positions import Position, compared, replace_positions
from store.log import end
from tests.projections.conftest import Bench
from tests.projections.journeys import event, journeys, stored, story, stream_of
from tests.projections.visits import Elsewhere, Moved, Opened, Spoiled

pytestmark = pytest.mark.servers


def filled(bench: Bench, until: int | None = None) -> int:
    return fill(bench.connection, bench.reader, bench.model, end(bench.reader) if until is None else until)


def test_the_last_event_of_a_stream_that_never_came_is_filled(bench: Bench) -> None:
    lost, whole = story(Opened, Moved, Moved), story(Opened, Moved, name="whole", first=100)
    never = story(Opened, Moved, name="never", first=200)
    bench.keep([*lost, *whole, *never])
    bench.apply([*lost[:-1], *whole])
    assert filled(bench) == 2
    healed = bench.tables()
    bench.empty()
    bench.apply([*lost, *whole, *never])
    assert bench.tables() == healed


def test_nothing_above_the_given_position_is_missed_or_applied(bench: Bench) -> None:
    events = story(Opened, Moved, Moved, Moved)
    bench.keep(events)
    bench.apply(events[:1])
    assert filled(bench, events[0].position) == 0
    assert filled(bench, events[1].position) == 1
    assert bench.ask("SELECT version FROM visits_1.rows") == [(2,)]
    assert filled(bench) == 1
    assert bench.ask("SELECT version FROM visits_1.rows") == [(4,)]


def test_what_was_compared_is_not_compared_again(bench: Bench) -> None:
    events = story(Opened, Moved)
    bench.keep(events)
    bench.apply(events)
    filled(bench)
    with transaction(bench.connection) as cursor:
        assert compared(cursor, bench.model) == events[-1].position
    bench.ask("DELETE FROM visits_1.rows RETURNING 1")
    assert filled(bench) == 0


def test_parked_streams_and_streams_of_another_kind_lack_nothing(bench: Bench) -> None:
    parked = story(Opened, Spoiled, Moved)
    bench.keep([*parked, stored(50, event(Elsewhere, stream_of("other"), 1))])
    bench.apply(parked)
    assert filled(bench) == 0


def test_a_read_model_that_has_everything_is_fresh(bench: Bench) -> None:
    events = journeys(5, streams=10, events=60)
    bench.keep(events)
    bench.apply(events)
    with transaction(bench.connection) as cursor:
        replace_positions(cursor, bench.model, "T", [Position("T", p, 1, events[-1].position) for p in range(3)])
        seen = beat(cursor, "1")
    assert seen.position == events[-1].position
    with closing(connect(bench.url, "test")) as connection:
        found = freshness(connection, "visits_1")
    assert found.projection == "visits_1"
    assert found.position == found.store_position == events[-1].position
    assert found.lag_seconds == 0
    assert found.parked == 0
    assert found.heartbeat_seconds is not None
    assert 0 <= found.heartbeat_seconds < 60


def test_a_read_model_that_lags_says_since_when(bench: Bench) -> None:
    events = story(Opened, Spoiled, Moved)
    bench.keep(events)
    bench.apply(events)
    never = freshness(bench.connection, "visits_1")
    assert (never.position, never.lag_seconds, never.parked, never.heartbeat_seconds) == (0, None, 1, None)
    with transaction(bench.connection) as cursor:
        replace_positions(cursor, bench.model, "T", [Position("T", 0, 1, 7), Position("T", 1, 0, 5)])
        seen = beat(cursor, "1")
        note_complete(cursor, bench.model, seen.at - 100)
        note_complete(cursor, bench.model, seen.at - 300)
    found = freshness(bench.connection, "visits_1")
    assert (found.position, found.store_position) == (5, events[-1].position)
    assert found.lag_seconds is not None
    assert 100 <= found.lag_seconds < 160
