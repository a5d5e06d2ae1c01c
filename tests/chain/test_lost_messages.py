"""A topic that lacks what the store has: one in the middle, a claim's last one, or all that was sent before."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import psycopg
import pytest
from kafka import KafkaAdminClient, KafkaProducer

from cli.stack.processes import Processes
from consumers.message import address, headers
from consumers.topic import make_topic
from store.log import Recorded
from tests.chain.claims import EVENTS, LIMIT_S, claim, recorded, unlike_the_log, versions, wait_until_fresh
from tests.chain.forcing import messages
from tests.projections.journeys import keep
from tests.waiting import eventually

pytestmark = pytest.mark.servers

OFTEN = {"QADAM_COMPARE_EVERY_SECONDS": "0.2", "QADAM_COMPARE_GRACE_SECONDS": "0"}
SELDOM = {"QADAM_COMPARE_EVERY_SECONDS": "3600"}
PARTITIONS = 12


@pytest.fixture
def producer(kafka: str) -> Iterator[KafkaProducer]:
    with closing(KafkaProducer(bootstrap_servers=kafka)) as made:
        yield made


def send(producer: KafkaProducer, topic: str, events: Sequence[Recorded]) -> None:
    for event in events:
        key, partition = address(event.stream, PARTITIONS)
        producer.send(topic, event.body, key, headers(event), partition)
    producer.flush(timeout=LIMIT_S)


def as_if_relayed(database_url: str, topic: str, position: int) -> None:
    """What a relay would have noted."""
    with psycopg.connect(database_url) as connection:
        connection.execute("INSERT INTO relay_position (topic, position) VALUES (%s, %s)", (topic, position))


def test_an_event_lost_in_the_middle_is_read_from_the_store_as_soon_as_the_next_one_comes(
    processes: Processes, database_url: str, topic: str, producer: KafkaProducer
) -> None:
    processes.start("projector", "projector", environment=SELDOM)
    wait_until_fresh(database_url)
    events = recorded(1, range(10))
    lost = [e for e in events if e.stream == claim(3) and e.version in (1, 4, 5)]
    keep(database_url, events)
    send(producer, topic, [e for e in events if e not in lost])
    as_if_relayed(database_url, topic, events[-1].position)
    wait_until_fresh(database_url)
    assert versions(database_url, "delays_4") == {claim(n): EVENTS for n in range(10)}
    assert unlike_the_log(database_url) == {}


def test_a_claims_last_event_that_was_lost_is_found_by_comparison(
    processes: Processes, database_url: str, topic: str, producer: KafkaProducer
) -> None:
    processes.start("projector", "projector", environment=OFTEN)
    wait_until_fresh(database_url)
    events = recorded(1, range(10))
    lost = [e for e in events if e.stream in (claim(3), claim(4)) and e.version == EVENTS]
    never = [e for e in events if e.stream == claim(5)]
    keep(database_url, events)
    send(producer, topic, [e for e in events if e not in lost and e not in never])
    as_if_relayed(database_url, topic, events[-1].position)
    everything = {claim(n): EVENTS for n in range(10)}
    for model in ("delays_4", "claim_file_4"):
        eventually(lambda model=model: versions(database_url, model) == everything, LIMIT_S)  # type: ignore[misc]
    assert unlike_the_log(database_url) == {}


def test_a_topic_made_anew_is_noticed_and_nothing_is_lost(
    processes: Processes, database_url: str, kafka: str, topic: str, kafka_admin: KafkaAdminClient
) -> None:
    processes.start("relay", "relay")
    processes.start("projector", "projector", environment=OFTEN)
    keep(database_url, before := recorded(1, range(10)))
    wait_until_fresh(database_url)
    processes.stop("relay")
    keep(database_url, between := recorded(before[-1].position + 1, range(10, 15)))
    kafka_admin.delete_topics([topic])
    make_again(kafka, topic)
    processes.start("relay", "relay")
    wait_until_fresh(database_url)
    keep(database_url, recorded(between[-1].position + 1, range(15, 20)))
    wait_until_fresh(database_url)
    assert messages(kafka, topic) == 10 * EVENTS, "the new topic lacks what the old one had"
    assert processes.starts("projector") > 1, "it ended, and settled anew"
    assert versions(database_url, "delays_4") == {claim(n): EVENTS for n in range(20)}
    assert unlike_the_log(database_url) == {}


def make_again(kafka: str, topic: str) -> None:
    """The broker deletes behind the answer: the name is free a moment later."""

    def made() -> bool:
        make_topic(kafka, topic, PARTITIONS)
        return messages(kafka, topic) == 0

    eventually(made, LIMIT_S)
