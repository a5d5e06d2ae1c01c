"""From the store to Kafka: the same bytes, in order, at least once.

One relay is active at a time, others stand by. It never tries to mend itself: the client can wedge for good, so every
wait has a limit and any error ends the process; the next one goes on from the stored position, and what is sent twice
is skipped by version.
"""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from kafka import KafkaProducer
from kafka.errors import KafkaError

from config import Settings
from consumers.loop import Outside
from consumers.message import address, headers
from consumers.topic import topic_id
from consumers.turn import wait_for_turn
from store import log
from store.log import Recorded

logger = logging.getLogger(__name__)
LOCK_CLASS = 0x0AD7
"""first half of the advisory lock of the active relay; the second is the hash of the topic"""
IN_RECOVERY = "SELECT pg_is_in_recovery()"
PRODUCER: dict[str, Any] = {
    "acks": "all",
    "enable_idempotence": True,
    "linger_ms": 5,  # the flush after each batch ends it; without it each partition's first message goes alone
    "batch_size": 262_144,
    "max_request_size": 4_194_304,
    "delivery_timeout_ms": 30_000,
    "request_timeout_ms": 10_000,
    "reconnect_backoff_max_ms": 1_000,
    "max_block_ms": 30_000,
    "allow_auto_create_topics": False,
    "metrics_enabled": False,
}


class OnStandby(Outside):
    """This PostgreSQL is a replica: it may show transactions in another order than the primary."""


class NotSent(Outside):
    """The broker did not acknowledge in time."""


def run(settings: Settings, stop: threading.Event) -> None:
    """Relay until `stop` is set. Raises whatever went wrong."""
    topic = settings.kafka_topic
    with (
        psycopg.connect(settings.database_url, autocommit=True, application_name="qadam relay") as own,
        psycopg.connect(settings.database_url, autocommit=True, application_name="qadam relay, reading") as reading,
    ):
        _refuse_standby(own)
        if not wait_for_turn(own, LOCK_CLASS, topic, stop, "relay"):
            return
        topic_id(settings.kafka_bootstrap, topic, settings.kafka_partitions)  # it is there, with that many partitions
        after = position(own, topic)
        logger.info("relaying to %s from position %d", topic, after)
        with _producer(settings) as producer:
            relay = Relay(own, producer, settings, after)
            batches = log.listen(
                reading,
                after,
                settings.relay_batch,
                stop=stop,
                poll_seconds=settings.poll_seconds,
                gather_seconds=settings.relay_gather_seconds,
            )
            for batch in batches:
                relay.send(batch)
            relay.store_position()


class Relay:
    """Sends batches and notes how far it has come."""

    def __init__(self, connection: log.Connection, producer: Any, settings: Settings, after: int) -> None:
        self.connection, self.producer, self.settings = connection, producer, settings
        self.sent = self.stored = after
        self.stored_at = 0.0

    def send(self, batch: Sequence[Recorded]) -> None:
        """Send and wait for every acknowledgement; the position follows, on a backlog not after every batch."""
        if batch:
            self._send(batch)
            self.sent = batch[-1].position
        if not batch or time.monotonic() - self.stored_at >= self.settings.relay_position_seconds:
            self.store_position()

    def store_position(self) -> None:
        """Note that everything up to the last position sent has been acknowledged."""
        if self.sent == self.stored:
            return
        self.connection.execute(
            """INSERT INTO relay_position (topic, position) VALUES (%s, %s) ON CONFLICT (topic)
               DO UPDATE SET position = excluded.position, stored_at = clock_timestamp()""",
            (self.settings.kafka_topic, self.sent),
        )
        self.stored, self.stored_at = self.sent, time.monotonic()

    def _send(self, batch: Sequence[Recorded]) -> None:
        topic, partitions = self.settings.kafka_topic, self.settings.kafka_partitions
        limit = self.settings.kafka_wait_seconds
        futures = []
        for event in batch:
            key, partition = address(event.stream, partitions)
            futures.append(self.producer.send(topic, event.body, key, headers(event), partition))
        self.producer.flush(timeout=limit)
        for event, future in zip(batch, futures, strict=True):
            if future.failed():
                raise NotSent(f"position {event.position}: {future.exception!r}") from future.exception
            if not future.succeeded():
                raise NotSent(f"position {event.position}: no acknowledgement within {limit:g} s")


def position(connection: log.Connection, topic: str) -> int:
    """The position up to which the topic has been given the events; 0 if it has none."""
    row = connection.execute("SELECT position FROM relay_position WHERE topic = %s", (topic,)).fetchone()
    return int(row[0]) if row else 0


def _refuse_standby(connection: log.Connection) -> None:
    row = connection.execute(IN_RECOVERY).fetchone()
    if row and row[0]:
        raise OnStandby("this PostgreSQL is a standby: the relay reads from the primary only")


@contextmanager
def _producer(settings: Settings) -> Iterator[Any]:
    """A producer that is closed without waiting if something went wrong: it may never answer again."""
    producer = KafkaProducer(bootstrap_servers=settings.kafka_bootstrap, client_id="qadam-relay", **PRODUCER)
    try:
        yield producer
    except BaseException:
        with suppress(KafkaError):
            producer.close(timeout=0)
        raise
    producer.close(timeout=settings.kafka_wait_seconds)
