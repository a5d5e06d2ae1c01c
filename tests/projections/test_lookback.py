"""A figure as it was known on any day is what the claims' own ledgers say of the events recorded until then."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any, ClassVar
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from cli.stack import Stack
from domain import events as e
from projections import lookback_claims, lookback_days, lookback_folds
from projections.base import recorded_day
from projections.connect import transaction
from projections.delays_questions import VIEW, claims_by_key
from projections.delays_reckoning import FIGURES
from projections.lookback import Asked, Figures, figures_of, rolled_up, view_of, views
from projections.lookback_changes import TOLERANCE, Moved, difference, moved
from projections.lookback_claims import ClaimFigures, Place, behind
from projections.lookback_days import Known, is_provisional
from projections.rebuild import rebuild
from store.log import Recorded
from tests.domain.examples import example
from tests.projections.claims import Country, Told, batches, country, log_of
from tests.projections.journeys import keep, stored, stream_of

pytestmark = pytest.mark.servers

SEEDS = (1, 2)
STEPS = 70
BYS = ((), ("region",), ("liable", "cause"), ("region", "office", "stage", "holder", "registry", "came_of", "pause"))
SHARED = {"share_s", "sole_s", "share_working_s", "sole_working_s", "paused_share_s", "paused_share_working_s"}
"""figures that the arithmetic has within tolerance"""
PARTY = {"holder": ("holder", "holder_code"), "liable": ("liable", "liable_code")}
ABOUT: list[dict[str, list[str]]] = [
    {},
    {"liable": ["OFFICE"]},
    {"cause": ["DOCUMENT", "LOOKUP"]},
    {"region": ["75"], "stage": ["CHECKS"]},
    {"came_of": ["TIMEOUT"]},
    {"holder": ["APPLICANT", "REGISTRY:CIVIL_STATUS"]},
    {"registry": ["none"], "pause": ["false"]},
    {"came_of": ["none"], "cause": ["LOOKUP"]},
]


NARROW: tuple[dict[str, list[str]], ...] = ({}, {"region": ["75"]})


@pytest.fixture(scope="module")
def shared_database_url(_admin: Connection, _template: str, stack: Stack) -> Iterator[Callable[[], str]]:
    """Makes databases that are only read once they are filled, and that several tests can read."""
    names: list[str] = []

    def made() -> str:
        names.append(f"{_template}_{uuid4().hex[:8]}")
        with _admin.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {names[-1]} TEMPLATE {_template} STRATEGY file_copy")
        return f"{stack.database_url.rpartition('/')[0]}/{names[-1]}"

    yield made
    for name in names:
        with _admin.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module", params=SEEDS)
def filled(request: pytest.FixtureRequest, shared_database_url: Callable[[], str]) -> Iterator[Country]:
    with country(shared_database_url()) as made:
        for batch in batches(log_of(request.param, STEPS), Random(request.param)):
            made.record(batch)
        yield made


def some(days: list[date]) -> list[date]:
    """A few of the days on which something was recorded, the last and one without anything among them."""
    return sorted({*days[:: max(1, len(days) // 6)], days[-1], days[0] - timedelta(days=1)})


def key_of(told: Told, by: tuple[str, ...]) -> tuple[object, ...]:
    columns = told.columns
    return tuple(columns[column] for name in by for column in PARTY.get(name, (name,)))


def fits(told: Told, where: Mapping[str, Sequence[str]]) -> bool:
    """As a reader would understand the filters of ABOUT."""
    columns = {
        name: "none" if value == "" else str(value).lower() if value is False else str(value)
        for name, value in told.columns.items()
    }
    return all(
        {columns[name], f"{columns[name]}:{columns.get(f'{name}_code')}"} & {*said} for name, said in where.items()
    )


def own_sums(waits: list[Told]) -> Figures:
    """What the claims' own ledgers add up to."""
    sums: dict[str, int] = defaultdict(int)
    for told in waits:
        measures = dict(zip(FIGURES, (1, int(told.runs), *told.seconds), strict=True))
        paused = {f"paused_{name}": measures[name] * told.columns["pause"] for name in ("share_s", "share_working_s")}
        for name, value in (measures | paused).items():
            sums[name] += value
    return sums


def agree(told: Figures, own: Figures, tolerance: int | None = None) -> None:
    """Counts, and how long waits were open, to the digit; shares within a second for each running wait."""
    within = told[TOLERANCE] if tolerance is None else tolerance
    assert within <= told["running"]
    for name in told.keys() - {TOLERANCE}:
        assert abs(told[name] - own[name]) <= (within if name in SHARED else 0), (name, told, dict(own))


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
    events = log_of(3, STEPS)
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


# the claims behind a figure


def pages(made: Country, of: str, asked: Asked, known: Known, limit: int) -> list[ClaimFigures]:
    found: list[ClaimFigures] = []
    after: Place | None = None
    while True:
        page = behind(made.connection, view_of(of), asked, known, after=after, limit=limit)
        assert len(page.entries) <= limit
        found += page.entries
        if page.next is None:
            return found
        after = page.next


def test_the_claims_behind_a_figure_add_up_to_it_then_and_now(filled: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folded again from the store, they also prove it. Every claim is there once, and none that was not known then."""
    monkeypatch.setattr(lookback_claims, "WALKED", 7)
    monkeypatch.setattr(lookback_folds, "EVENTS_AT_ONCE", 60)
    for day in (filled.days[len(filled.days) // 3], filled.days[-2], None):
        known = filled.known(day)
        for where in ABOUT:
            asked = Asked(where=where, as_known=known.by)
            found = pages(filled, "delays", asked, known, limit=3)
            assert len({each.claim for each in found}) == len(found)
            assert {each.claim for each in found} == {told.claim for told in filled.waits(known) if fits(told, where)}
            figures = figures_of(filled.connection, VIEW, asked, known.second)
            agree(figures, total(each.figures for each in found))


def test_each_claim_behind_a_figure_has_its_own_seconds_exactly(filled: Country) -> None:
    known = filled.known(filled.days[-3])
    asked = Asked(where={"holder": ["APPLICANT"]}, as_known=known.by)
    found = {each.claim: each.figures for each in pages(filled, "delays", asked, known, limit=100)}
    own: dict[UUID, list[Told]] = defaultdict(list)
    for told in filled.waits(known):
        if fits(told, asked.where):
            own[told.claim].append(told)
    assert found.keys() == own.keys() != set()
    for claim, figures in found.items():
        agree(figures, own_sums(own[claim]), tolerance=0)


@pytest.mark.parametrize("of", [name for name in views() if name != "delays"])
def test_counts_too_are_opened_down_to_claims_that_add_up(filled: Country, of: str) -> None:
    for day in (filled.days[len(filled.days) // 2], None):
        known = filled.known(day)
        for where in NARROW:
            asked = Asked(where=where, as_known=known.by)
            found = total(each.figures for each in pages(filled, of, asked, known, limit=4))
            figures = figures_of(filled.connection, view_of(of), asked, known.second)
            assert {name: found.get(name, 0) for name in figures} == figures


def test_a_question_that_ran_then_is_found_though_its_outcome_is_known_now(database_url: str) -> None:
    """What came of a wait is the one thing that is told of it only at its end."""
    day = datetime(2019, 4, 1, 4, tzinfo=UTC)
    ran = (e.ClaimSubmitted, e.ClaimRegistered, e.ChecksRequested, e.LookupRequested)
    events = [example(kind, version=n, recorded_at=day) for n, kind in enumerate(ran, 1)]
    answer: dict[str, Any] = {"recorded_at": day + timedelta(days=1), "occurred_at": "2019-04-02T04:00:00Z"}
    events.append(example(e.LookupCompleted, version=5, **answer))
    with country(database_url) as made:
        made.record([stored(n, event) for n, event in enumerate(events, 1)])
        known = made.known(date(2019, 4, 1))
        asked = Asked(where={"cause": ["LOOKUP"], "came_of": ["none"]}, as_known=known.by)
        (found,) = pages(made, "delays", asked, known, limit=5)
        assert (found.figures["running"], found.version) == (1, 4)
        assert not pages(made, "delays", replace(asked, as_known=None), made.known(), limit=5)


def test_a_list_goes_no_further_than_the_read_model(database_url: str) -> None:
    """While it lags, what the store has already is neither in the figures nor behind them, of today and of that day."""
    events = log_of(7, 30)
    with country(database_url) as made:
        made.record(events[:100])
        keep(database_url, events[100:])
        for day in (None, recorded_day(events[99].recorded_at)):
            known = lookback_days.known(day, events[-1].recorded_at + timedelta(days=3))
            asked = Asked(as_known=known.by)
            found = total(each.figures for each in pages(made, "delays", asked, known, limit=50))
            agree(figures_of(made.connection, VIEW, asked, known.second), found)


# what moved a figure


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


def total(figures: Iterable[Figures]) -> Figures:
    sums: dict[str, int] = defaultdict(int)
    for each in figures:
        for name, value in each.items():
            sums[name] += value
    return sums


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
        assert is_provisional(made.connection, "delays_2", known, made.now), "an event of that day is lacking"
        made.stand_at(position)
        assert not is_provisional(made.connection, "delays_2", known, made.now)
        assert is_provisional(made.connection, "delays_2", made.known(last), made.now), "events of that day are lacking"
        made.stand_at(made.events[-1].position)
        assert not is_provisional(made.connection, "delays_2", made.known(last), made.now)
        assert is_provisional(made.connection, "delays_2", made.known(), made.now), "today is not over"
        just_over = known.at + timedelta(seconds=1)
        assert is_provisional(made.connection, "delays_2", lookback_days.known(before, just_over), just_over)


# what an answer costs


def test_a_regional_answer_reads_as_many_cells_for_many_open_claims_as_for_few(database_url: str) -> None:
    """Whatever their places and days: twenty times the claims, not one cell more."""
    with country(database_url) as made:
        made.record(alike(10))
        few = read(made)
        assert few.keys() == {"cells"}
        made.record(alike(200, first=10))
        assert read(made) == few
        figures = figures_of(made.connection, VIEW, Asked(where={"region": ["75"]}), made.known().second)
        assert figures["running"] == 210


def alike(claims: int, *, first: int = 0) -> list[Recorded]:
    """Claims of one region and month, of many places and days, that were recorded on one day."""
    told = []
    for n in range(first, first + claims):
        at: dict[str, Any] = {
            "occurred_at": f"2019-04-{n % 28 + 1:02}T04:00:00Z",
            "recorded_at": datetime(2019, 4, 29, 4, tzinfo=UTC),
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
