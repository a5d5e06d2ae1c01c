"""From the topic into the tables: where it begins, what it skips, how it says that it lives."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import psycopg2
import pytest
from kafka import KafkaProducer

from config import Settings
from consumers.message import address, headers
from projections.apply import HoleInStore
from projections.base import Projection
from projections.foreign import Skipped, dismiss, foreign, note_foreign
from store.errors import UnknownEvent
from store.log import Recorded
from tests.consumers.conftest import ask, projecting, running
from tests.projections import visits as v
from tests.projections.journeys import event, journeys, keep, stored, story, stream_of
from tests.projections.visits import Moved, Opened
from tests.waiting import eventually

pytestmark = pytest.mark.servers
LIMIT_S = 45.0
SKIPPED = "skipped, because no relay has sent them"
Heads = dict[str, int]


@pytest.fixture
def producer(kafka: str) -> Iterator[KafkaProducer]:
    with closing(KafkaProducer(bootstrap_servers=kafka)) as made:
        yield made


def send(producer: KafkaProducer, settings: Settings, events: Sequence[Recorded]) -> None:
    """As a relay does: what is sent is in the store."""
    keep(settings.database_url, events)
    forge(producer, settings, events)


def forge(producer: KafkaProducer, settings: Settings, events: Sequence[Recorded]) -> None:
    for e in events:
        key, partition = address(e.stream, 12)
        producer.send(settings.kafka_topic, e.body, key, headers(e), partition)
    producer.flush(timeout=LIMIT_S)


def is_settled(settings: Settings) -> bool:
    """Whether it goes on with the topic: what stood there before, it has taken from the store."""
    made = ask(settings, "SELECT to_regclass('visits_1.positions') IS NOT NULL") == [(True,)]
    return made and ask(settings, "SELECT count(*) FROM visits_1.positions") == [(12,)]


def heads(settings: Settings, model: str = "visits_1") -> Heads:
    return dict(ask(settings, f"SELECT stream, version FROM {model}.rows"))


def heads_of(events: Sequence[Recorded]) -> Heads:
    return {str(e.stream): e.version for e in events if e.name.startswith("visit.")}


def test_what_is_in_the_topic_comes_into_the_tables_once(wanted: Settings, producer: KafkaProducer) -> None:
    events = journeys(31, streams=20, events=300)
    with running(projecting(wanted)) as worker:
        send(producer, wanted, [*events[:200], *events[150:], *events[250:]])
        eventually(lambda: heads(wanted) == heads_of(events), LIMIT_S)
        worker.end()
    lines = sum(2 for e in events if e.name == "visit.moved")
    assert ask(wanted, "SELECT count(*) FROM visits_1.lines") == [(lines,)]


def test_it_begins_with_the_store_and_goes_on_with_the_topic(wanted: Settings, producer: KafkaProducer) -> None:
    events = journeys(32, streams=20, events=200)
    keep(wanted.database_url, events[:100])
    with running(projecting(wanted)) as worker:
        eventually(lambda: heads(wanted) == heads_of(events[:100]), LIMIT_S)
        send(producer, wanted, events)
        eventually(lambda: heads(wanted) == heads_of(events), LIMIT_S)
        worker.end()


def test_a_projection_that_is_new_beside_old_ones_starts_from_the_store(
    wanted: Settings, producer: KafkaProducer
) -> None:
    later = Projection("visits_2", takes=v.VisitEvent, row=v.Visit)
    later.on(Opened)(lambda row, event, out: v.Visit(event.region, event.office, None, v.Path()))
    events = journeys(33, streams=20, events=200)
    keep(wanted.database_url, events)
    send(producer, wanted, events[:150])
    with running(projecting(wanted)) as worker:
        eventually(lambda: heads(wanted) == heads_of(events), LIMIT_S)
        worker.end()
    with running(projecting(wanted, later)) as worker:
        eventually(lambda: heads(wanted, "visits_2") == heads_of(events), LIMIT_S)
        send(producer, wanted, events[150:] + (more := story(Opened, Moved, name="more", first=9_000)))
        eventually(lambda: heads(wanted, "visits_2") == heads_of([*events, *more]), LIMIT_S)
        worker.end()
    assert heads(wanted) == heads_of([*events, *more])


def test_offsets_that_are_gone_send_it_to_the_store(wanted: Settings, producer: KafkaProducer) -> None:
    events = journeys(34, streams=20, events=200)
    keep(wanted.database_url, events[:50])
    with running(projecting(wanted)) as worker:
        send(producer, wanted, events[:50])
        eventually(lambda: heads(wanted) == heads_of(events[:50]), LIMIT_S)
        worker.end()
    _beyond_the_end(wanted)
    keep(wanted.database_url, events[50:100])
    with running(projecting(wanted)) as worker:
        eventually(lambda: heads(wanted) == heads_of(events[:100]), LIMIT_S)
        send(producer, wanted, events[100:])
        keep(wanted.database_url, events[100:])
        eventually(lambda: heads(wanted) == heads_of(events), LIMIT_S)
        worker.end()


def _beyond_the_end(settings: Settings) -> None:
    with closing(psycopg2.connect(settings.database_url)) as connection, connection.cursor() as cursor:
        cursor.execute('UPDATE visits_1.positions SET "offset" = "offset" + 1000')
        connection.commit()


def test_a_message_that_no_relay_has_sent_is_skipped(
    wanted: Settings, producer: KafkaProducer, caplog: pytest.LogCaptureFixture
) -> None:
    events = story(Opened, Moved)
    _, partition = address(events[0].stream, 12)
    with running(projecting(wanted)) as worker:
        producer.send(wanted.kafka_topic, b"{}", partition=partition)
        send(producer, wanted, events)
        eventually(lambda: SKIPPED in caplog.text, LIMIT_S)
        eventually(lambda: heads(wanted) == heads_of(events), LIMIT_S)
        worker.end()


def counted(settings: Settings) -> int:
    return sum(n for (n,) in ask(settings, "SELECT messages FROM projector.foreign_messages"))


OPENED, MOVED = story(Opened, Moved)
FORGED: dict[str, Recorded] = {
    "a position beyond the store": replace(OPENED, position=9 * 10**18),
    "a position beyond all numbers": replace(OPENED, position=10**20),
    "a position of nobody's": replace(OPENED, position=0),
    "a position below all": replace(OPENED, position=-1),
    "a version far beyond the store": replace(MOVED, version=10**12),
    "a version beyond all numbers": replace(MOVED, version=10**30),
    "the next version": replace(MOVED, version=3),
    "the next version at a new position": replace(MOVED, version=3, position=MOVED.position + 1),
    "another content": replace(MOVED, body=MOVED.body + b" "),
    "another name": replace(MOVED, name="visit.opened"),
    "a name that nobody knows": replace(MOVED, name="visit.invented"),
    "another time": replace(MOVED, recorded_at=OPENED.recorded_at.replace(year=2001)),
    "another stream": replace(story(Opened, name="forged")[0], position=OPENED.position),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_what_the_store_does_not_have_just_so_is_skipped_counted_and_moves_nothing(
    wanted: Settings, producer: KafkaProducer, caplog: pytest.LogCaptureFixture, forged: Recorded
) -> None:
    """It comes before the events of the same stream and after them, and stops nobody."""
    keep(wanted.database_url, [OPENED, MOVED])
    with running(projecting(wanted)) as worker:
        eventually(lambda: is_settled(wanted), LIMIT_S)
        forge(producer, wanted, [forged, OPENED, MOVED, forged, *(more := story(Opened, name="later", first=50))])
        keep(wanted.database_url, more)
        eventually(lambda: counted(wanted) >= 2, LIMIT_S)
        forge(producer, wanted, more)
        eventually(lambda: heads(wanted) == heads_of([OPENED, MOVED, *more]), LIMIT_S)
        worker.end()
    assert SKIPPED in caplog.text
    assert ask(wanted, "SELECT max(position) FROM visits_1.positions") == [(more[-1].position,)]
    assert ask(wanted, "SELECT version, position FROM visits_1.rows ORDER BY position LIMIT 1") == [(2, MOVED.position)]


def test_what_was_skipped_is_counted_once_and_not_read_again(wanted: Settings, producer: KafkaProducer) -> None:
    keep(wanted.database_url, [OPENED])
    with running(projecting(wanted)) as worker:
        eventually(lambda: is_settled(wanted), LIMIT_S)
        forge(producer, wanted, [replace(MOVED, position=0)] * 3)
        eventually(lambda: counted(wanted) == 3, LIMIT_S)
        worker.end()
    _, partition = address(MOVED.stream, 12)
    assert ask(wanted, f'SELECT "offset" FROM visits_1.positions WHERE partition = {partition}') == [(3,)]
    again = [Skipped("T", 0, offset, "why") for offset in (5, 6, 5, 6)]
    with closing(psycopg2.connect(wanted.database_url)) as connection:
        with connection, connection.cursor() as cursor:
            note_foreign(cursor, again)
        told = next(each for each in foreign(connection) if each.topic_id == "T")
        assert (told.messages, told.last_offset) == (2, 6)
        dismiss(connection)
        assert foreign(connection) == []
        with connection, connection.cursor() as cursor:
            note_foreign(cursor, [*again, Skipped("T", 0, 7, "why")])
        assert [(each.messages, each.last_offset) for each in foreign(connection)] == [(1, 7)]


def test_a_hole_of_the_stores_own_ends_the_process(wanted: Settings, producer: KafkaProducer) -> None:
    """The store has lost an event: no read model can go on, and nobody may pretend that one could."""
    keep(wanted.database_url, [MOVED])
    with running(projecting(wanted)) as worker:
        forge(producer, wanted, [MOVED])
        assert isinstance(worker.error(), HoleInStore)


def test_an_unknown_name_ends_the_process(wanted: Settings, producer: KafkaProducer) -> None:
    unknown = stored(3, event(Moved, stream_of("unknown"), 1))
    with running(projecting(wanted)) as worker:
        send(producer, wanted, [Recorded(3, unknown.stream, 1, "visit.invented", unknown.recorded_at, unknown.body)])
        assert isinstance(worker.error(), UnknownEvent)


def test_two_projectors_share_the_partitions_and_one_takes_over(wanted: Settings, producer: KafkaProducer) -> None:
    events = journeys(35, streams=40, events=400)
    keep(wanted.database_url, events)
    other = wanted.model_copy(update={"projector_slot": "2"})
    with running(projecting(wanted)) as first, running(projecting(other)) as second:
        eventually(lambda: len(ask(wanted, "SELECT FROM projector.heartbeats")) == 2, LIMIT_S)
        send(producer, wanted, events[:200])
        eventually(lambda: heads(wanted) == heads_of(events), LIMIT_S)
        first.end()
        more = [replace(e, position=events[-1].position + e.position) for e in journeys(36, streams=20, events=100)]
        send(producer, wanted, more)
        eventually(lambda: heads(wanted) == heads_of([*events, *more]), LIMIT_S)
        second.end()


def test_it_says_that_it_lives_and_how_far_it_has_come(wanted: Settings, producer: KafkaProducer) -> None:
    events = story(Opened, Moved)
    keep(wanted.database_url, events)
    with running(projecting(wanted)) as worker:
        send(producer, wanted, events)
        eventually(lambda: ask(wanted, BEATEN) == [(events[-1].position,)], LIMIT_S)
        eventually(lambda: ask(wanted, "SELECT model FROM projector.complete") == [("visits_1",)], LIMIT_S)
        worker.end()


BEATEN = "SELECT store_position FROM projector.heartbeats WHERE slot = '1' AND beat_at > now() - interval '1 min'"
