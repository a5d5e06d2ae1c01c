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
from store.errors import UnknownEvent
from store.log import Recorded
from tests.consumers.conftest import ask, projecting, running
from tests.projections import visits as v
from tests.projections.journeys import event, journeys, keep, stored, story, stream_of
from tests.projections.visits import Moved, Opened
from tests.waiting import eventually

pytestmark = pytest.mark.servers
LIMIT_S = 45.0
SKIPPED = "a message that no relay has sent is skipped"
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


@pytest.mark.parametrize("position", [9 * 10**18, 10**20, 0, -1])
def test_a_position_that_the_store_does_not_have_is_nobodys_and_moves_nothing(
    wanted: Settings, producer: KafkaProducer, caplog: pytest.LogCaptureFixture, position: int
) -> None:
    events = story(Opened, Moved)
    keep(wanted.database_url, events)
    with running(projecting(wanted)) as worker:
        forge(producer, wanted, [replace(e, position=position) for e in story(Opened, name="forged")])
        eventually(lambda: SKIPPED in caplog.text, LIMIT_S)
        send(producer, wanted, events)
        eventually(lambda: heads(wanted) == heads_of(events), LIMIT_S)
        worker.end()
    assert ask(wanted, "SELECT max(position) FROM visits_1.positions") == [(events[-1].position,)]


def test_a_version_far_beyond_the_store_ends_the_process_at_once(wanted: Settings, producer: KafkaProducer) -> None:
    events = story(Opened, Moved)
    keep(wanted.database_url, events)
    with running(projecting(wanted)) as worker:
        forge(producer, wanted, [replace(events[1], version=10**12)])
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
        more = journeys(36, streams=20, events=100)
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
