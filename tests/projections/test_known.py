"""Rows kept in memory between batches: never more than the database says, never what was not committed."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial

import psycopg2
import pytest

from projections.apply import Applied, ReadModels
from projections.connect import connect
from projections.fold import Folded, Parked, Standing
from projections.known import Known
from projections.rebuild import rebuild
from projections.tables import live
from store import log
from store.mapper import bytes_of
from tests.projections.conftest import Bench
from tests.projections.journeys import event, journeys, story, stream_of
from tests.projections.visits import Moved, Opened, Spoiled, visits

A, B, C = (stream_of(name) for name in "ABC")


def folded(stream: object, version: int, row: object = "row") -> Folded:
    return Folded(Standing(stream, version, date(2019, 4, 1), version, ()), row=row)  # type: ignore[arg-type]


class TestKnown:
    def test_a_row_is_known_at_its_version_and_given_away_once(self) -> None:
        known = Known(10)
        known.remember([folded(A, 3)])
        assert [each.row for each in known.take({A: 3}).values()] == ["row"]
        assert known.take({A: 3}) == {}

    def test_another_version_in_the_database_is_right_and_the_row_is_forgotten(self) -> None:
        known = Known(10)
        known.remember([folded(A, 3)])
        assert known.take({A: 4}) == {}
        assert known.take({A: 3}) == {}

    def test_those_not_written_for_longest_go_first(self) -> None:
        known = Known(2)
        known.remember([folded(A, 1), folded(B, 1), folded(A, 2), folded(C, 1)])
        assert set(known.take({A: 2, B: 1, C: 1})) == {A, C}

    def test_a_row_that_something_went_wrong_with_is_not_remembered(self) -> None:
        known = Known(2)
        parked = folded(A, 1, row=None)
        parked.parked = Parked(A, 2, "why")
        known.remember([parked, Folded(None)])
        assert known.take({A: 1}) == {}


@pytest.mark.servers
class TestReadModels:
    def another(self, bench: Bench, remembered: int) -> ReadModels:
        return ReadModels(
            bench.connection, [live(visits)], partial(log.read_stream, bench.reader), remembered=remembered
        )

    @pytest.mark.parametrize("remembered", [0, 4, 100])
    def test_one_event_at_a_time_gives_the_same_tables_however_much_is_remembered(
        self, bench: Bench, remembered: int
    ) -> None:
        events = journeys(3, streams=12, events=150, spoiled=True)
        bench.apply(events)
        at_once = bench.tables()
        bench.empty()
        read_models = self.another(bench, remembered)
        for each in events:
            read_models.apply([each])
        assert bench.tables() == at_once

    def test_what_was_rolled_back_is_read_again(self, bench: Bench) -> None:
        events = story(Opened, Moved, Moved, Moved)
        bench.apply(events)
        at_once = bench.tables()
        bench.empty()
        read_models = self.another(bench, 10)
        read_models.apply(events[:2])
        with closing(connect(bench.url, "in the way")) as other, other, other.cursor() as cursor:
            cursor.execute("LOCK TABLE visits_1.cells")
            with bench.connection.cursor() as waiting:
                waiting.execute("SET lock_timeout = '50ms'")
            bench.connection.commit()
            with pytest.raises(psycopg2.errors.LockNotAvailable):
                read_models.apply(events[2:3])
        assert read_models.apply(events[2:]) == Applied(folded=2)
        assert bench.tables() == at_once

    def test_what_another_projector_wrote_meanwhile_counts(self, bench: Bench) -> None:
        events = story(Opened, Moved, Moved, Moved)
        bench.apply(events)
        at_once = bench.tables()
        bench.empty()
        one, other = self.another(bench, 10), self.another(bench, 10)
        one.apply(events[:1])
        other.apply(events[:2])
        one.apply(events[:3])
        other.apply(events)
        assert bench.tables() == at_once

    def test_a_row_that_a_handler_left_half_changed_is_not_used(self, bench: Bench) -> None:
        events = story(Opened, Moved, Spoiled, Moved)
        read_models = self.another(bench, 10)
        read_models.apply(events[:2])
        assert read_models.apply(events[2:3]).parked == 1
        assert bench.ask("SELECT version, path FROM visits_1.rows") == [(2, '[["A","B"]]')]

    def test_after_a_rebuild_was_switched_to_nothing_is_remembered_of_the_old_rows(self, bench: Bench) -> None:
        events = story(Opened, Moved, Moved)
        bench.keep(events[:1])
        read_models = self.another(bench, 10)
        read_models.apply([replace(events[0], body=bytes_of(event(Opened, events[0].stream, 1, region="79")))])
        with closing(connect(bench.url, "rebuild")) as other:
            made = rebuild(other, bench.reader, visits, batch=50, accept=True)
        assert made.differences, "the live one had it from somewhere else"
        bench.keep(events[1:])
        read_models.apply(events)
        after = bench.tables()
        bench.empty()
        bench.apply(events)
        assert bench.tables() == after
