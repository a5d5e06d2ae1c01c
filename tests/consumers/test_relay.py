"""The same bytes, in order, once while nothing fails; one relay at a time; and never from a standby."""

import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from kafka import KafkaConsumer, TopicPartition

from config import Settings
from consumers import relay
from consumers.message import recorded
from consumers.relay import NotSent, OnStandby, Relay
from store.log import Recorded
from tests.consumers.conftest import ask, relaying, running
from tests.projections.journeys import journeys, keep, story
from tests.projections.visits import Moved, Opened
from tests.waiting import eventually

pytestmark = pytest.mark.servers


@pytest.fixture
def consumer(kafka: str, topic: str) -> Iterator[Any]:
    with closing(KafkaConsumer(bootstrap_servers=kafka)) as made:
        made.assign([TopicPartition(topic, n) for n in range(12)])
        made.seek_to_beginning()
        yield made


def received(consumer: Any, count: int) -> list[Recorded]:
    """So many events, partition by partition in their order."""
    found: list[Recorded] = []

    def enough() -> bool:
        for records in consumer.poll(timeout_ms=200).values():
            found.extend(map(recorded, records))
        return len(found) >= count

    eventually(enough, 30)
    return found


def position(settings: Settings) -> int:
    return max((p for (p,) in ask(settings, "SELECT position FROM relay_position")), default=0)


def test_every_event_arrives_once_as_it_was_stored_and_streams_in_order(wanted: Settings, consumer: Any) -> None:
    events = journeys(21, streams=40, events=600)
    keep(wanted.database_url, events[:300])
    with running(relaying(wanted)) as worker:
        eventually(lambda: position(wanted) == events[299].position, 30)
        keep(wanted.database_url, events[300:])
        eventually(lambda: position(wanted) == events[-1].position, 30)
        worker.end()
    found = received(consumer, len(events))
    assert sorted(found, key=lambda e: e.position) == events
    for stream in {e.stream for e in events}:
        versions = [e.version for e in found if e.stream == stream]
        assert versions == sorted(versions)


def test_it_goes_on_from_the_stored_position(wanted: Settings, consumer: Any) -> None:
    events = story(Opened, Moved, Moved)
    for part in (events[:2], events[2:]):
        keep(wanted.database_url, part)
        with running(relaying(wanted)) as worker:
            eventually(lambda part=part: position(wanted) == part[-1].position, 30)  # type: ignore[misc]
            worker.end()
    assert received(consumer, 3) == events


def test_a_second_relay_stands_by_until_the_first_has_gone(wanted: Settings, consumer: Any) -> None:
    events = story(Opened, Moved)
    keep(wanted.database_url, events[:1])
    with running(relaying(wanted)) as first:
        eventually(lambda: position(wanted) == events[0].position, 30)
        with running(relaying(wanted)) as second:
            eventually(lambda: len(ask(wanted, SESSIONS)) == 2, 30)
            first.end()
            keep(wanted.database_url, events[1:])
            eventually(lambda: position(wanted) == events[1].position, 30)
            second.end()
    assert received(consumer, 2) == events


SESSIONS = "SELECT FROM pg_stat_activity WHERE application_name = 'qadam relay' AND datname = current_database()"


def test_it_refuses_to_read_from_a_standby(wanted: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "IN_RECOVERY", "SELECT true")
    with pytest.raises(OnStandby, match="this PostgreSQL is a standby"):
        relay.run(wanted, threading.Event())


class Silent:
    """A producer whose broker never answers."""

    def send(self, *_: object) -> "Silent":
        return self

    def flush(self, timeout: float) -> None:
        pass

    def failed(self) -> bool:
        return False

    def succeeded(self) -> bool:
        return False


def test_without_an_acknowledgement_the_position_stays_and_the_process_ends(wanted: Settings) -> None:
    made = Relay(None, Silent(), wanted, 0)  # type: ignore[arg-type]  # it must not come to the database
    with pytest.raises(NotSent, match="position 4: no acknowledgement within 35 s"):
        made.send(story(Opened))
    assert made.sent == 0
