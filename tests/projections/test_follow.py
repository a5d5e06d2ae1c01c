"""A projection that follows another: handed its row, parked with it, and the same however it came about."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from random import Random

import psycopg
import pytest

from projections import parked as parking
from projections.apply import Applied, ReadModels, step
from projections.base import AnyProjection, Out, Projection
from projections.build import Alone
from projections.connect import connect
from projections.fold import Start, fold_together
from projections.freshness import ensure_heartbeats
from projections.rebuild import NotTogether, rebuild, rebuild_together
from projections.tables import ensure, live
from store import log
from tests.projections import visits as v
from tests.projections.conftest import Bench
from tests.projections.journeys import journeys, split, story, stream_of
from tests.projections.visits import Moved, Noted, Opened, Spoiled, VisitEvent


@dataclass(slots=True)
class Seen:
    """Changed in place by its handler, as the account of a claim is."""

    offices: list[str] = field(default_factory=list)
    seconds: int = 0


lead = Projection("seen_1", takes=VisitEvent, row=Seen, hands_on=lambda row: row)


@lead.on(VisitEvent)
def seen(row: Seen | None, event: VisitEvent, out: Out) -> Seen:
    row = row or Seen()
    if isinstance(event, Moved):
        out.closed = row.offices[-1:]
        row.offices.append(event.to)
        row.seconds += event.seconds
    if isinstance(event, Spoiled):
        row.offices.append("nowhere")
        if v.SPOILT["broken"]:
            raise RuntimeError("no such office")
    return row


@dataclass(frozen=True, slots=True)
class Told:
    """What the follower found."""

    offices: int
    left: str


@dataclass(frozen=True, slots=True)
class Office:
    office: str


@dataclass(frozen=True, slots=True)
class Visits:
    visits: int
    seconds: int


follower = Projection("told_1", takes=VisitEvent, row=Told, line=Told, cell=(Office, Visits), follows=lead)
TOO_MUCH = {"stumbles": False}


@follower.on(VisitEvent)
def told(row: Told | None, event: VisitEvent, out: Out[Told, Office, Visits]) -> Told:
    if TOO_MUCH["stumbles"] and isinstance(event, Noted):
        raise RuntimeError("cannot tell")
    row = Told(len(out.account.offices), "".join(out.closed))
    out.append(row)
    return row


@follower.contribute
def counted(row: Told, account: Seen) -> dict[Office, Visits]:
    return {Office(account.offices[-1]): Visits(1, account.seconds)} if account.offices else {}


BOTH: tuple[AnyProjection, ...] = (lead, follower)


@pytest.fixture
def pair(database_url: str) -> Iterator[Bench]:
    """Lead and follower together; `bench.model` is the follower."""
    with (
        closing(connect(database_url, "test")) as connection,
        psycopg.connect(database_url, autocommit=True) as reader,
    ):
        ensure(connection, BOTH)
        ensure_heartbeats(connection)
        read_models = ReadModels(connection, map(live, BOTH), partial(log.read_stream, reader), remembered=5)
        yield Bench(database_url, connection, reader, live(follower), read_models)
        TOO_MUCH["stumbles"] = False


def both(bench: Bench) -> list[object]:
    return [bench.tables(live(each)) for each in BOTH]


def test_only_what_hands_something_on_is_followed() -> None:
    silent = Projection("silent_1", takes=VisitEvent, row=Seen)
    with pytest.raises(ValueError, match="cannot follow silent_1"):
        Projection("after_1", takes=VisitEvent, row=Told, follows=silent)


def showing(asked: list[datetime]) -> AnyProjection:
    """It has no handler: its row shows the account, and is counted."""
    shown = Projection("shown_1", takes=VisitEvent, row=Told, cell=(Office, Visits), follows=lead)

    @shown.shows
    def show(row: Told | None, account: Seen, at: datetime) -> Told:
        asked.append(at)
        return Told(len(account.offices), account.offices[-1] if account.offices else "")

    @shown.contribute
    def count(row: Told, account: Seen) -> dict[Office, Visits]:
        return {Office(row.left): Visits(1, account.seconds)}

    return shown


def test_what_a_row_shows_is_asked_once_for_the_events_of_a_day_and_counted_under_that_day() -> None:
    asked: list[datetime] = []
    arrived = [step(each) for each in story(Opened, (Moved, {"to": "B"}), (Moved, {"to": "C"}))]
    days = [date(2019, 4, 1), date(2019, 4, 1), date(2019, 4, 2)]
    steps = [replace(each, recorded_on=day) for each, day in zip(arrived, days, strict=True)]
    _, made = fold_together(Start(lead, None), [Start(showing(asked), None)], steps)
    assert asked == [steps[1].event.timestamp, steps[2].event.timestamp]  # type: ignore[union-attr]
    assert made.standing
    assert made.standing.values == (2, "C")
    assert made.cells == {
        ("B", days[1]): [1, 60],
        ("C", days[2]): [1, 120],
        ("B", days[2]): [-1, -60],
    }


def test_what_follows_nothing_has_nothing_to_show() -> None:
    with pytest.raises(ValueError, match="alone_1 follows nothing"):
        Projection("alone_1", takes=VisitEvent, row=Seen).shows(lambda row, account, at: Seen())


@pytest.mark.servers
def test_a_follower_is_handed_the_row_as_the_event_left_it_and_what_the_event_ended(pair: Bench) -> None:
    pair.apply(story(Opened, (Moved, {"to": "B"}), (Moved, {"to": "C"})))
    assert pair.ask('SELECT version, offices, "left" FROM told_1.lines') == [(1, 0, ""), (2, 1, ""), (3, 2, "B")]
    assert pair.ask("SELECT office, visits, seconds FROM told_1.cells") == [("C", 1, 120)]


@pytest.mark.servers
@pytest.mark.parametrize("seed", range(4))
def test_any_split_gives_the_same_tables_and_a_rebuild_of_either_alone_too(pair: Bench, seed: int) -> None:
    chance = Random(seed)
    events = journeys(seed, streams=20, events=300, spoiled=True)
    pair.keep(events)
    for batch in split(events, chance):
        pair.apply(batch)
    found = both(pair)
    assert pair.ask("SELECT count(*) FROM told_1.parked") == pair.ask("SELECT count(*) FROM seen_1.parked") != [(0,)]
    for projection in chance.sample(BOTH, 2):
        made = rebuild(pair.connection, pair.reader, projection, batch=chance.choice((7, 10_000)))
        assert (made.differences, made.switched) == ([], True)
    assert both(pair) == found
    together = rebuild_together(pair.connection, pair.reader, BOTH, Alone(chance.choice((7, 10_000))))
    assert {name: (made.differences, made.switched) for name, made in together.items()} == {
        each.name: ([], True) for each in BOTH
    }
    assert both(pair) == found


@pytest.mark.servers
def test_only_what_takes_the_same_events_is_rebuilt_together(pair: Bench) -> None:
    other = Projection("other_1", takes=Moved, row=Seen)
    with pytest.raises(NotTogether, match="seen_1, other_1 take different events"):
        rebuild_together(pair.connection, pair.reader, [lead, other], Alone(50))


@pytest.mark.servers
def test_a_follower_that_is_behind_is_handed_a_row_folded_again(pair: Bench) -> None:
    events = story(Opened, Moved, Moved, Moved)
    pair.keep(events)
    alone = ReadModels(pair.connection, [live(lead)], partial(log.read_stream, pair.reader))
    alone.apply(events[:3])
    assert pair.apply(events) == Applied(folded=1 + 4, copies=3)
    assert pair.ask("SELECT version, offices FROM told_1.lines") == [(1, 0), (2, 1), (3, 2), (4, 3)]
    later = ReadModels(pair.connection, [live(follower)], partial(log.read_stream, pair.reader))
    pair.empty()
    later.apply(events[:2])
    later.apply(events[2:])
    assert pair.ask("SELECT version, offices FROM told_1.lines") == [(1, 0), (2, 1), (3, 2), (4, 3)]


@pytest.mark.servers
def test_what_breaks_the_lead_parks_all_of_them_at_that_version(pair: Bench, mended: Callable[[], None]) -> None:
    events = story(Opened, Moved, Spoiled, Moved)
    pair.keep(events)
    assert pair.apply(events).parked == 2
    parked = [pair.ask(f"SELECT version, reason FROM {each.name}.parked") for each in BOTH]
    assert parked == [[(3, "RuntimeError: no such office")]] * 2
    assert pair.ask("SELECT version, offices FROM told_1.lines") == [(1, 0), (2, 1)]
    mended()
    for model in (live(follower), live(lead)):  # the follower does not need its lead's stored row
        assert parking.retry(pair.connection, pair.reader, model, stream_of(1))
    assert pair.ask("SELECT version, offices FROM told_1.lines") == [(1, 0), (2, 1), (3, 2), (4, 3)]


@pytest.mark.servers
def test_what_breaks_a_follower_parks_it_alone(pair: Bench) -> None:
    TOO_MUCH["stumbles"] = True
    events = story(Opened, Moved, Noted, Moved)
    pair.keep(events)
    assert pair.apply(events).parked == 1
    assert pair.ask("SELECT version, reason FROM told_1.parked") == [(3, "RuntimeError: cannot tell")]
    assert pair.ask("SELECT version FROM seen_1.rows") == [(4,)]
    assert pair.ask("SELECT version FROM told_1.rows") == [(2,)]
    TOO_MUCH["stumbles"] = False
    assert parking.retry(pair.connection, pair.reader, live(follower), stream_of(1))
    assert pair.ask("SELECT version FROM told_1.rows") == [(4,)]
