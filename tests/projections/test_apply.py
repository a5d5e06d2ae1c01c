"""Batches into tables: once, whole, whatever the topic brings twice, late, or not at all."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import partial

import psycopg
import psycopg2
import pytest

from projections import parked as parking
from projections.apply import Applied, HoleInStore, ReadModels
from projections.base import Projection
from projections.connect import connect, transaction
from projections.positions import Position, positions, reached
from projections.tables import ensure, live
from projections.writer import COPY_FROM_ROWS
from store import log
from store.errors import UnknownEvent
from tests.projections import visits as v
from tests.projections.conftest import Bench
from tests.projections.journeys import event, journeys, split, stored, story, stream_of
from tests.projections.visits import Elsewhere, Moved, Opened, Spoiled, visits

pytestmark = pytest.mark.servers


def test_a_batch_becomes_rows_lines_and_cells(bench: Bench) -> None:
    assert bench.apply(story(Opened, Moved)) == Applied(folded=2)
    assert bench.ask('SELECT version, position, region, office, "left", path FROM visits_1.rows') == [
        (2, 7, "75", "B", "A", '[["A","B"]]')
    ]
    assert bench.ask("SELECT version, n, office, seconds FROM visits_1.lines") == [(2, 0, "A", 60), (2, 1, "B", 0)]
    assert bench.ask("SELECT region, office, recorded_on::text, here, seconds FROM visits_1.cells") == [
        ("75", "A", "2019-04-01", 0, 60),
        ("75", "B", "2019-04-01", 1, 0),
    ]


def test_a_copy_is_skipped(bench: Bench) -> None:
    events = story(Opened, Moved, Moved)
    bench.apply(events[:2])
    before = bench.tables()
    assert bench.apply(events[:2]) == Applied(copies=2)
    assert bench.tables() == before
    assert bench.apply([*events, *events]) == Applied(folded=1, copies=2)


@pytest.mark.parametrize("seed", range(6))
def test_any_split_any_copies_and_any_redelivery_give_the_same_tables(bench: Bench, seed: int) -> None:
    chance = random.Random(seed)
    events = journeys(seed, streams=20, events=300, spoiled=True)
    bench.keep(events)
    bench.apply(events)
    at_once = bench.tables()
    assert all(at_once.values()), "every table holds something"
    bench.empty()
    for batch in split(events, chance):
        bench.apply(batch)
        bench.apply(chance.sample(events[: events.index(batch[-1])], k=5) if len(batch) > 5 else [])
        bench.apply([*batch, *batch])
    assert bench.tables() == at_once


def test_many_rows_are_written_as_few_are(bench: Bench) -> None:
    events = journeys(7, streams=3 * COPY_FROM_ROWS, events=12 * COPY_FROM_ROWS)
    bench.apply(events[: len(events) // 2])
    bench.apply(events[len(events) // 2 :])
    large = bench.tables()
    bench.empty()
    for at in range(0, len(events), 400):
        bench.apply(events[at : at + 400])
    assert bench.tables() == large


def test_a_line_that_fits_no_column_parks_its_stream_and_no_other(bench: Bench) -> None:
    """It shows only when the whole batch is looked at: then the batch is folded again, event by event."""
    bench.apply(story(Opened, name="good"))
    events = [*story(Opened, Moved, (Moved, {"seconds": 2**63}), Moved, name="bad"), *story(Opened, Moved, name="good")]
    assert bench.apply(events) == Applied(folded=5, copies=1, parked=1)
    assert bench.ask("SELECT version, reason FROM visits_1.parked") == [(3, f"ValueError: beyond 64 bits: {2**63}")]
    assert bench.ask("SELECT version, path FROM visits_1.rows ") == [
        (2, '[["A","B"]]'),
        (2, '[["A","B"]]'),
    ]


def test_text_of_any_kind_survives_the_bulk_way(bench: Bench) -> None:
    odd = ["\\N", "a\\b", "tab\there", "line\nbreak", "\r", "қадам", "'quoted\"", "", "\u2028", "\\.", "%s"]
    streams = [stream_of(f"odd/{n}") for n in range(COPY_FROM_ROWS + len(odd))]
    events = [
        stored(n, event(Opened, stream, 1, region=odd[n % len(odd)])) for n, stream in enumerate(streams, start=1)
    ]
    bench.apply(events)
    found: dict[str, str] = dict(bench.ask("SELECT stream, region FROM visits_1.rows"))
    assert found == {str(stream): odd[n % len(odd)] for n, stream in enumerate(streams, start=1)}


def test_a_hole_is_filled_from_the_store(bench: Bench) -> None:
    events = story(Opened, Moved, Moved, Moved)
    bench.keep(events)
    bench.apply(events[:1])
    assert bench.apply(events[3:]) == Applied(folded=3, filled=2)
    healed = bench.tables()
    bench.empty()
    bench.apply(events)
    assert bench.tables() == healed
    assert bench.apply(events[1:3]) == Applied(copies=2), "what comes late is a copy"


def test_a_hole_that_the_store_has_too_stops_everything(bench: Bench) -> None:
    events = story(Opened, Moved, Moved)
    bench.keep([events[0], events[2]])
    bench.apply(events[:1])
    before = bench.tables()
    with pytest.raises(HoleInStore, match=f"version 2 of stream {events[0].stream} is neither in the topic"):
        bench.apply([*story(Opened, name="other"), events[2]])
    assert bench.tables() == before


def test_streams_of_another_kind_are_none_of_its_business(bench: Bench) -> None:
    other = stream_of("other")
    assert bench.apply([stored(9, event(Elsewhere, other, 5))]) == Applied()
    assert not any(bench.tables().values())


def test_an_unknown_name_stops_and_nothing_of_its_batch_is_kept(bench: Bench) -> None:
    events = story(Opened, Moved)
    events[1] = replace(events[1], name="visit.invented")
    with pytest.raises(UnknownEvent, match=r"no event is named visit\.invented"):
        bench.apply(events)
    assert not any(bench.tables().values())


def test_a_newer_class_version_stops_too(bench: Bench) -> None:
    events = story(Opened, Moved)
    events[1] = replace(events[1], body=events[1].body.replace(b'"class_version":1', b'"class_version":2'))
    with pytest.raises(UnknownEvent, match=r"visit\.moved has class_version 2"):
        bench.apply(events)
    assert not any(bench.tables().values())


def test_a_poisoned_stream_is_parked_and_the_others_go_on(bench: Bench) -> None:
    bad, good = story(Opened, Moved, Spoiled, Moved), story(Opened, Moved, name="good", first=100)
    assert bench.apply([*bad, *good]).parked == 1
    assert bench.ask("SELECT stream, version, reason FROM visits_1.parked") == [
        (str(bad[0].stream), 3, "RuntimeError: no such office")
    ]
    assert bench.ask("SELECT version FROM visits_1.rows") == [(2,), (2,)]
    assert bench.apply(story(Opened, Moved, Spoiled, Moved, Moved)[4:]) == Applied(), "later events are skipped"


def test_a_parked_stream_is_taken_up_again_once_the_code_is_mended(bench: Bench, mended: Callable[[], None]) -> None:
    events = story(Opened, Moved, Spoiled, Moved)
    bench.keep(events)
    bench.apply(events)
    (found,) = parking.listed(bench.connection, [bench.model])
    assert (found.model, found.stream, found.version) == ("visits_1", events[0].stream, 3)
    assert not parking.retry(bench.connection, bench.reader, bench.model, found.stream), "nothing was mended"
    assert len(parking.listed(bench.connection, [bench.model])) == 1
    mended()
    assert parking.retry(bench.connection, bench.reader, bench.model, found.stream)
    assert parking.listed(bench.connection, [bench.model]) == []
    taken_up = bench.tables()
    bench.empty()
    bench.apply(events)
    assert bench.tables() == taken_up


def test_a_stream_parked_at_its_first_event_is_taken_up_again(bench: Bench) -> None:
    events = story(Opened, Moved)
    bench.keep(events)
    bench.apply([replace(events[0], body=b"nonsense"), events[1]])
    assert bench.ask("SELECT version FROM visits_1.parked") == [(1,)]
    assert parking.retry(bench.connection, bench.reader, bench.model, events[0].stream)
    assert bench.ask("SELECT version FROM visits_1.rows") == [(2,)]


def test_a_cell_whose_measures_are_all_zero_does_not_exist(bench: Bench) -> None:
    events = story(Opened, (Moved, {"to": "B", "seconds": 0}), (Moved, {"to": "A", "seconds": 0}))
    bench.apply(events[:2])
    assert bench.ask("SELECT office, here FROM visits_1.cells") == [("B", 1)]
    bench.apply(events[2:])
    assert bench.ask("SELECT office, here FROM visits_1.cells") == [("A", 1)]


def test_positions_go_with_the_batch_and_never_backwards(bench: Bench) -> None:
    events = story(Opened, Moved)
    bench.read_models.apply(events, [Position("T", 0, 10, 7)])
    bench.read_models.apply(events, [Position("T", 0, 3, 2), Position("T", 1, 1, 1)])
    with transaction(bench.connection) as cursor:
        cursor.execute("INSERT INTO visits_1.meta VALUES ('topic_id', 'T')")
        found = positions(cursor, bench.model)
    assert found == [Position("T", 0, 10, 7), Position("T", 1, 1, 1)]
    assert reached(found) == 1
    with pytest.raises(UnknownEvent):
        bench.read_models.apply([replace(events[1], name="visit.invented")], [Position("T", 0, 99, 99)])
    with transaction(bench.connection) as cursor:
        assert positions(cursor, bench.model) == found


def test_a_failing_model_takes_the_others_of_its_batch_with_it(bench: Bench) -> None:
    later = Projection("visits_2", takes=v.VisitEvent, row=v.Visit)
    later.on(Opened)(lambda row, event, out: v.Visit(event.region, event.office, None, v.Path()))
    ensure(bench.connection, [later])
    both = ReadModels(bench.connection, [live(later), bench.model], bench.read_models.read_stream)
    bench.ask("SELECT 1")
    with transaction(bench.connection) as cursor:
        cursor.execute("ALTER TABLE visits_2.rows ADD CHECK (region <> '75')")
    with pytest.raises(psycopg2.errors.CheckViolation):
        both.apply(story(Opened))
    assert not any(bench.tables().values())


def test_two_projectors_with_the_same_events_count_them_once(bench: Bench) -> None:
    events = journeys(3, streams=12, events=400)
    bench.keep(events)
    bench.apply(events)
    alone = bench.tables()
    bench.empty()
    with ThreadPoolExecutor(3) as threads:
        applied = list(threads.map(lambda seed: _in_batches(bench.url, events, seed), range(3)))
    assert bench.tables() == alone
    assert sum(one.folded for one in applied) == sum(e.name in visits.names() for e in events)


def _in_batches(url: str, events: list[log.Recorded], seed: int) -> Applied:
    total = Applied()
    with closing(connect(url, "test")) as connection, psycopg.connect(url, autocommit=True) as reader:
        read_models = ReadModels(connection, [live(visits)], partial(log.read_stream, reader))
        for batch in split(events, random.Random(seed)):
            applied = read_models.apply(batch)
            total.folded += applied.folded
            total.copies += applied.copies
    return total
