"""Relay: a backlog from the store to Kafka, beside kafka-python's producer that only sends the same messages.

Relay is the process itself, `qadam relay`, on an empty topic: it reads, sends, waits and notes its position. Beside it
another process that has keys, headers, values and partitions ready, made the same way, and a producer with the same
settings. Of both the first batch is left out: it connects. Rounds alternate, so that both meet the same load.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from kafka import KafkaProducer

from cli.bench.apart import apart
from cli.bench.cpu import processes, tree
from cli.bench.figures import Spread
from cli.bench.histories import History, store
from cli.bench.world import database, environment_of, settings_of, topic
from cli.stack import Stack
from cli.stack.processes import supervised
from config import Settings
from consumers.message import address, headers
from consumers.relay import PRODUCER
from store import log

CLAIMS: Final = 3_000
"""with 22 events each"""
ROUNDS: Final = 3
LIMIT_SECONDS: Final = 300.0
LOOK_SECONDS: Final = 0.01


@dataclass(frozen=True, slots=True)
class Sent:
    """Messages acknowledged, in how many seconds, and the CPU seconds of the process that sent them."""

    messages: int
    seconds: float
    cpu_seconds: float

    @property
    def a_second(self) -> float:
        return self.messages / self.seconds


@dataclass(frozen=True, slots=True)
class Round:
    relay: Sent
    producer: Sent

    @property
    def ratio(self) -> float:
        return self.relay.a_second / self.producer.a_second


@dataclass(frozen=True, slots=True)
class Relaying:
    """`bytes_a_message`: of the value alone."""

    rounds: tuple[Round, ...]
    messages: int
    bytes_a_message: float

    @property
    def ratio(self) -> Spread:
        return Spread.of([each.ratio for each in self.rounds])

    @property
    def relay(self) -> Spread:
        return Spread.of([each.relay.a_second for each in self.rounds])

    @property
    def producer(self) -> Spread:
        return Spread.of([each.producer.a_second for each in self.rounds])

    @property
    def relay_cpu_seconds(self) -> Spread:
        """For 1,000 messages."""
        return Spread.of([1000 * each.relay.cpu_seconds / each.relay.messages for each in self.rounds])

    @property
    def producer_cpu_seconds(self) -> Spread:
        return Spread.of([1000 * each.producer.cpu_seconds / each.producer.messages for each in self.rounds])


def measure(
    stack: Stack, folder: Path, histories: Sequence[History], *, claims: int = CLAIMS, rounds: int = ROUNDS
) -> Relaying:
    """Raises `TimeoutError`."""
    with database(stack) as url:
        messages = store(url, histories, claims)
        taken = [_round(stack, folder, url, messages) for _ in range(rounds)]
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT avg(length(state))::float FROM events").fetchone()
    assert row
    return Relaying(tuple(taken), messages, row[0])


def _round(stack: Stack, folder: Path, database_url: str, messages: int) -> Round:
    with topic(stack) as name:
        relay = _relayed(settings_of(stack, folder, database_url, name))
    with topic(stack) as name:
        ours = settings_of(stack, folder, database_url, name)
        producer = apart(only_sent, ours, messages, limit_seconds=LIMIT_SECONDS)
    return Round(relay, producer)


def _relayed(ours: Settings) -> Sent:
    """By the relay, from its first acknowledged batch to its last: it notes its position after each."""
    given = {**environment_of(ours), "QADAM_RELAY_POSITION_SECONDS": "0"}
    with (
        psycopg.connect(ours.database_url, autocommit=True) as connection,
        supervised(ours.folder / "logs", given) as running,
    ):
        last = log.end(connection)
        running.start("relay", "relay")
        first = _passed(connection, ours.kafka_topic, 1)
        began, spent = time.monotonic(), tree(running.pid("relay"), processes())
        _passed(connection, ours.kafka_topic, last)
        seconds, cpu_seconds = time.monotonic() - began, tree(running.pid("relay"), processes()) - spent
        row = connection.execute("SELECT count(*) FROM events WHERE notification_id > %s", (first,)).fetchone()
    assert row
    return Sent(row[0], seconds, cpu_seconds)


def _passed(connection: psycopg.Connection[Any], topic: str, wanted: int) -> int:
    """The position of the relay, once it has that one. Raises `TimeoutError`."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        row = connection.execute("SELECT position FROM relay_position WHERE topic = %s", (topic,)).fetchone()
        if row and row[0] >= wanted:
            return int(row[0])
        time.sleep(LOOK_SECONDS)
    raise TimeoutError(f"the relay did not come to position {wanted} within {LIMIT_SECONDS:g} s")


def only_sent(ours: Settings, messages: int) -> Sent:
    """By the producer alone, in this process: everything is ready before it begins."""
    with psycopg.connect(ours.database_url, autocommit=True) as connection:
        events = log.read(connection, 0, messages)
    assert len(events) == messages, f"{len(events)} of {messages} messages"
    ready = [(*address(event.stream, ours.kafka_partitions), headers(event), event.body) for event in events]
    producer = KafkaProducer(bootstrap_servers=ours.kafka_bootstrap, client_id="qadam-bench", **PRODUCER)
    first, rest = ready[: ours.relay_batch], ready[ours.relay_batch :]
    _send(producer, ours.kafka_topic, first, ours.kafka_wait_seconds)
    began, spent = time.monotonic(), time.process_time()
    _send(producer, ours.kafka_topic, rest, ours.kafka_wait_seconds)
    sent = Sent(len(rest), time.monotonic() - began, time.process_time() - spent)
    producer.close()
    return sent


def _send(producer: Any, topic: str, ready: Sequence[Any], limit_seconds: float) -> None:
    futures = [producer.send(topic, value, key, headers, partition) for key, partition, headers, value in ready]
    producer.flush(timeout=limit_seconds)
    assert all(future.succeeded() for future in futures), "the broker did not take everything"
