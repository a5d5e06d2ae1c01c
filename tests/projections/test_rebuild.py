"""Rebuilt = live, row for row; and what happens where it is not."""

import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from projections import parked as parking
from projections import tables
from projections.connect import connect, transaction
from projections.freshness import ensure_heartbeats, freshness
from projections.positions import Position, positions, replace_positions
from projections.rebuild import RebuildRuns, Rebuilt, rebuild
from projections.tables import live, shadow
from store.errors import UnknownEvent
from tests.projections.conftest import Bench
from tests.projections.journeys import START, event, journeys, split, stored, story, stream_of
from tests.projections.visits import Moved, Opened, Spoiled, visits

pytestmark = pytest.mark.servers


def rebuilt(bench: Bench, *, accept: bool = False, batch: int = 50) -> Rebuilt:
    return rebuild(bench.connection, bench.reader, visits, batch=batch, accept=accept)


def schemas(bench: Bench) -> list[str]:
    return [name for (name,) in bench.ask("SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'visits%'")]


@pytest.mark.parametrize("batch", [7, 10_000])
def test_what_is_rebuilt_equals_what_came_in_batches(bench: Bench, batch: int) -> None:
    events = journeys(11, streams=30, events=400, spoiled=True)
    bench.keep(events)
    for part in split(events, random.Random(11)):
        bench.apply(part)
    before = bench.tables()
    seen: list[tuple[int, int]] = []
    with transaction(bench.connection) as cursor:
        replace_positions(cursor, bench.model, "T", [Position("T", 0, 5, events[-1].position)])
    made = rebuild(
        bench.connection, bench.reader, visits, batch=batch, progress=lambda done, total: seen.append((done, total))
    )
    mine = sum(e.name in visits.names() for e in events)
    assert made == Rebuilt(mine, [], True)
    assert seen[-1] == (mine, mine)
    assert bench.tables() == before
    assert before["parked"], "a parked stream was compared too"
    assert schemas(bench) == ["visits_1"]
    with transaction(bench.connection) as cursor:
        assert positions(cursor, bench.model) == [Position("T", 0, 5, events[-1].position)], "handed over"


def test_without_a_live_one_the_rebuilt_one_becomes_live(bench: Bench) -> None:
    events = journeys(12, streams=10, events=100)
    bench.keep(events)
    bench.apply(events)
    before = bench.tables()
    with transaction(bench.connection) as cursor:
        cursor.execute("DROP SCHEMA visits_1 CASCADE")
    assert rebuilt(bench).differences is None
    assert bench.tables() == before


def test_a_live_one_that_lags_is_caught_up_before_it_is_compared(bench: Bench) -> None:
    events = journeys(13, streams=10, events=200)
    bench.keep(events)
    bench.apply(events[:77])
    assert rebuilt(bench).differences == []
    once = bench.tables()
    bench.empty()
    bench.apply(events)
    assert bench.tables() == once


def test_what_is_recorded_while_it_runs_is_in_both(bench: Bench) -> None:
    events = journeys(14, streams=10, events=200)
    bench.keep(events[:100])

    def meanwhile(done: int, total: int) -> None:
        if done == total:
            bench.keep(events[100:])

    made = rebuild(bench.connection, bench.reader, visits, batch=30, progress=meanwhile)
    assert made.differences == []
    assert bench.ask("SELECT max(position) FROM visits_1.rows") >= [(events[150].position,)]


def test_a_cell_that_rose_to_zero_says_what_none_says(bench: Bench) -> None:
    """One visit leaves an office on the day after it came, then another comes: -1 and +1 on that day."""
    monday, tuesday = START, START + timedelta(days=1)
    gone, come = stream_of("gone"), stream_of("come")
    events = [
        stored(1, event(Opened, gone, 1, monday)),
        stored(2, event(Moved, gone, 2, tuesday, seconds=0)),
        stored(3, event(Opened, come, 1, tuesday)),
    ]
    bench.keep(events)
    for each in events:
        bench.apply([each])
    assert bench.ask("SELECT here FROM visits_1.cells WHERE office = 'A'") == [(0,), (1,)]
    assert rebuilt(bench).differences == []
    assert bench.ask("SELECT here FROM visits_1.cells WHERE office = 'A'") == [(1,)]


def test_a_difference_is_named_and_the_live_one_stays(bench: Bench) -> None:
    events = journeys(15, streams=10, events=200)
    bench.keep(events)
    bench.apply(events)
    lost = bench.ask("SELECT stream FROM visits_1.lines WHERE n = 0")[0][0]
    with transaction(bench.connection) as cursor:
        cursor.execute("DELETE FROM visits_1.lines WHERE n = 0 AND stream = %s", (lost,))
        cursor.execute("""UPDATE visits_1.cells SET seconds = seconds + 1
                          WHERE ctid = (SELECT min(ctid) FROM visits_1.cells)""")
    tampered = bench.tables()
    made = rebuilt(bench)
    assert not made.switched
    assert made.differences
    assert [(d.table, d.only_live, d.only_rebuilt > 0) for d in made.differences] == [
        ("lines", 0, True),
        ("cells", 1, True),
    ]
    assert made.differences[0].keys[0].startswith(f"{lost}/")
    assert str(made.differences[1]).startswith("cells: 1 only in the live one, 1 only in the rebuilt one: 7")
    assert bench.tables() == tampered
    assert schemas(bench) == ["visits_1", "visits_1__rebuilt"]


def test_a_difference_that_is_accepted_is_switched(bench: Bench) -> None:
    events = journeys(16, streams=10, events=100)
    bench.keep(events)
    bench.apply(events)
    right = bench.tables()
    with transaction(bench.connection) as cursor:
        cursor.execute("UPDATE visits_1.rows SET region = 'XX'")
    assert not rebuilt(bench).switched
    made = rebuilt(bench, accept=True)
    assert made.switched
    assert made.differences
    assert bench.tables() == right
    assert schemas(bench) == ["visits_1"]


def test_what_was_rebuilt_says_how_far_it_goes_before_any_projector_follows_it(bench: Bench) -> None:
    bench.keep(events := journeys(17, streams=5, events=40))
    ensure_heartbeats(bench.connection)
    assert freshness(bench.connection, "visits_1").position == 0
    assert rebuilt(bench, accept=True).switched
    now = freshness(bench.connection, "visits_1")
    assert (now.position, now.store_position, now.lag_seconds) == (events[-1].position, events[-1].position, 0.0)


def test_a_rebuild_takes_up_what_is_parked(bench: Bench, mended: Callable[[], None]) -> None:
    bench.keep(events := story(Opened, Moved, Spoiled, Moved))
    bench.apply(events)
    mended()
    made = rebuilt(bench, accept=True)
    assert made.differences
    assert {d.table for d in made.differences} == {"rows", "lines", "cells", "parked"}
    assert parking.listed(bench.connection, [bench.model]) == []


def test_a_poisoned_stream_is_parked_in_both(bench: Bench) -> None:
    bench.keep(events := story(Opened, Moved, Spoiled, Moved))
    bench.apply(events)
    assert rebuilt(bench).differences == []


def test_a_rebuild_that_was_killed_leaves_nothing_that_stops_the_next(bench: Bench) -> None:
    bench.keep(story(Opened, Moved))
    with transaction(bench.connection) as cursor:
        tables.create(cursor, shadow(visits))
        cursor.execute("CREATE SCHEMA visits_1__replaced")
    assert rebuilt(bench).switched
    assert schemas(bench) == ["visits_1"]


def test_two_rebuilds_of_one_projection_do_not_run_at_once(bench: Bench) -> None:
    bench.keep(story(Opened))

    def second(done: int, total: int) -> None:
        with (
            closing(connect(bench.url, "test")) as other,
            pytest.raises(RebuildRuns, match="visits_1 is being rebuilt already"),
        ):
            rebuild(other, bench.reader, visits, batch=50)

    assert rebuild(bench.connection, bench.reader, visits, batch=50, progress=second).switched


def test_an_unknown_name_stops_the_rebuild_and_the_live_one_stays(bench: Bench) -> None:
    bench.keep(story(Opened, Moved))
    newer = stored(50, event(Moved, stream_of("newer"), 1))
    bench.keep([replace(newer, body=newer.body.replace(b'"class_version":1', b'"class_version":2'))])
    with pytest.raises(UnknownEvent):
        rebuilt(bench)
    assert tables.exists(bench.connection.cursor(), live(visits).schema)
