"""A figure as it was known on any day is what the claims' own ledgers say of the events recorded until then."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any, ClassVar

import psycopg
import pytest
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from domain import events as e
from projections import lookback_days
from projections.base import recorded_day
from projections.connect import transaction
from projections.delays_questions import VIEW, claims_by_key
from projections.lookback import Asked, Figures, figures_of, rolled_up, views
from projections.lookback_days import is_provisional
from projections.rebuild import rebuild
from store.log import Recorded
from tests.domain.examples import example
from tests.projections.claims import Country, Told, batches, country, log_of
from tests.projections.journeys import stored, stream_of
from tests.projections.looking_back import ABOUT, BYS, agree, fits, key_of, own_sums, some

pytestmark = pytest.mark.servers


def test_a_roll_up_as_known_on_any_day_is_what_each_claims_own_ledger_says(filled: Country) -> None:
    for day in [*some(filled.days), None]:
        known = filled.known(day)
        waits = list(filled.waits(known))
        for by in BYS:
            own: dict[tuple[object, ...], list[Told]] = defaultdict(list)
            for wait in waits:
                own[key_of(wait, by)].append(wait)
            rows = rolled_up(filled.connection, VIEW, Asked(by=by, as_known=known.by), known.second)
            assert {row.values for row in rows} == own.keys()
            for row in rows:
                agree(row.figures, own_sums(own[row.values]))


def test_filters_and_periods_narrow_what_is_added_up(filled: Country) -> None:
    known = filled.known(filled.days[len(filled.days) // 2])
    first, last = filled.days[1], filled.days[-2]
    for where in ABOUT:
        waits = [told for told in filled.waits(known) if fits(told, where)]
        asked = Asked(where=where, as_known=known.by)
        agree(figures_of(filled.connection, VIEW, asked, known.second), own_sums(waits))
        inside = [told for told in waits if first <= told.columns["submitted_on"] <= last]
        period = replace(asked, first=first, last=last)
        agree(figures_of(filled.connection, VIEW, period, known.second), own_sums(inside))


def test_claims_are_counted_once_in_each_row_closed_and_running_together(filled: Country) -> None:
    for where in ABOUT:
        waits = [told for told in filled.waits(filled.known()) if fits(told, where)]
        for by in BYS:
            own = {
                key: {told.claim for told in waits if key_of(told, by) == key}
                for key in map(partial(key_of, by=by), waits)
            }
            counted = claims_by_key(filled.connection, Asked(by=by, where=where))
            assert {key: n for key, n in counted.items() if n} == {key: len(claims) for key, claims in own.items()}


def test_what_was_said_of_a_day_stays_to_the_digit_whatever_is_recorded_later(database_url: str) -> None:
    events = log_of(3, 70)
    half = len(events) // 2
    with country(database_url) as made:
        for batch in batches(events[:half], Random(3)):
            made.record(batch)
        *over, _ = made.days
        asked = [Asked(by=by, as_known=day) for by in BYS for day in some(over)]
        published = [rolled_up(made.connection, VIEW, each, made.known(each.as_known).second) for each in asked]
        for batch in batches(events[half:], Random(4)):
            made.record(batch)
        assert made.days[-1] > over[-1] + timedelta(days=1)
        again = [rolled_up(made.connection, VIEW, each, made.known(each.as_known).second) for each in asked]
        assert again == published


def test_however_the_events_come_every_day_has_the_same_figures(database_url: str) -> None:
    """In one batch over many midnights, and rebuilt: each movement is under the day of its own event."""
    with country(database_url) as made:
        made.record(log_of(5, 30))
        told = [of_day(made, day) for day in made.days]
        assert len({repr(figures) for figures in told}) > len(told) // 2
        with psycopg.connect(database_url, autocommit=True) as reader:
            done = rebuild(made.connection, reader, VIEW.projection, batch=7)
        assert (done.differences, done.switched) == ([], True)
        assert [of_day(made, day) for day in made.days] == told


def of_day(made: Country, day: date) -> dict[str, Figures]:
    """All that was known at the end of that day, of everything that can be looked back on."""
    known = made.known(day)
    return {
        name: figures_of(made.connection, view, Asked(as_known=known.by), known.second)
        for name, view in views().items()
    }


# until when a figure may still move


def test_a_day_is_provisional_until_it_is_over_and_the_model_has_all_of_it(database_url: str) -> None:
    with country(database_url) as made:
        made.record(log_of(6, 15))
        *_, before, last = made.days
        known, position = (
            made.known(before),
            max(e.position for e in made.events if recorded_day(e.recorded_at) <= before),
        )
        made.stand_at(position - 1)
        assert is_provisional(made.connection, "delays_4", known, made.now), "an event of that day is lacking"
        made.stand_at(position)
        assert not is_provisional(made.connection, "delays_4", known, made.now)
        assert is_provisional(made.connection, "delays_4", made.known(last), made.now), "events of that day are lacking"
        made.stand_at(made.events[-1].position)
        assert not is_provisional(made.connection, "delays_4", made.known(last), made.now)
        assert is_provisional(made.connection, "delays_4", made.known(), made.now), "today is not over"
        just_over = known.at + timedelta(seconds=1)
        assert is_provisional(made.connection, "delays_4", lookback_days.known(before, just_over), just_over)


# what an answer costs


def test_a_regional_answer_reads_as_many_cells_for_many_open_claims_as_for_few(database_url: str) -> None:
    """Whatever their days, places and offices, and when they were recorded: ten times the claims of a month, not one
    cell more."""
    with country(database_url) as made:
        made.record(alike(28))
        few = read(made)
        assert few.keys() == {"months"}
        made.record(alike(252, first=28))
        assert read(made) == few
        figures = figures_of(made.connection, VIEW, Asked(where={"region": ["75"]}), made.known().second)
        assert figures["running"] == 280


def alike(claims: int, *, first: int = 0) -> list[Recorded]:
    """Claims of one region, of many places and of 28 days in turn, each recorded on its day."""
    told = []
    for n in range(first, first + claims):
        at: dict[str, Any] = {
            "occurred_at": f"2019-04-{n % 28 + 1:02}T04:00:00Z",
            "recorded_at": datetime(2019, 4, n % 28 + 1, 4, tzinfo=UTC),
        }
        place: dict[str, Any] = {"region": f"75{n + 1:03}0000"}
        at["stream"] = stream_of(f"alike/{n}")
        events = (example(e.ClaimSubmitted, **at, **place), example(e.ClaimRegistered, version=2, **at))
        told += [stored(2 * n + version, event) for version, event in enumerate(events, 1)]
    return told


class Heard(Cursor):
    """A cursor that keeps what it was asked."""

    said: ClassVar[list[bytes]] = []

    def execute(self, query: Any, vars: Any = None) -> None:
        self.said.append(self.mogrify(query, vars))
        super().execute(query, vars)


def read(made: Country) -> dict[str, int]:
    """How many rows a regional answer reads from which tables, as the plan counts them."""
    Heard.said.clear()
    made.connection.cursor_factory = Heard
    rolled_up(made.connection, VIEW, Asked(by=("liable", "cause"), where={"region": ["75"]}), made.known().second)
    made.connection.cursor_factory = Cursor
    *_, asked = Heard.said
    with transaction(made.connection) as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows would not be worth an index
        cursor.execute(b"EXPLAIN (ANALYZE, FORMAT JSON) " + asked)
        ((plan,),) = cursor.fetchall()
    return {node["Relation Name"]: looked_at(node) for node in nodes(plan[0]["Plan"]) if "Relation Name" in node}


def looked_at(node: dict[str, Any]) -> int:
    return int(node["Actual Rows"] + node.get("Rows Removed by Filter", 0))


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)
