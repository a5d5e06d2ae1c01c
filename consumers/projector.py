"""From Kafka into the read models.

Offsets live in the read models' own tables, written with the batch: the broker keeps the group together and knows
nothing else. On assignment the consumer goes to the lowest offset of all models; between batches it says that it lives,
and compares versions with the store's, because the last event of a stream can be lost without a trace.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import Any

import psycopg
from kafka import ConsumerRebalanceListener, KafkaConsumer, TopicPartition
from kafka.errors import KafkaTimeoutError
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from tenacity import Retrying, retry_if_exception_type, stop_after_delay

from config import Settings
from consumers.loop import Outside, consume
from consumers.message import Foreign, recorded
from consumers.settle import TopicNow, lowest, settle
from consumers.topic import topic_id
from projections.apply import ReadModels
from projections.base import AnyProjection
from projections.compare import fill
from projections.connect import connect, transaction
from projections.foreign import Skipped, note_foreign
from projections.freshness import Seen, beat, ensure_heartbeats, note_complete
from projections.positions import Position, keep_positions, positions, reached
from projections.tables import Model, ensure, live
from store import log

logger = logging.getLogger(__name__)
BEAT_SECONDS = 1.0
OFFSETS_MS = 5_000
"""how long the client may look for the ends of the topic, until it is asked again: without a limit it can wait for ever
for a partition whose leader it learnt too late"""
CONSUMER: dict[str, Any] = {
    "enable_auto_commit": False,
    "auto_offset_reset": "none",
    "heartbeat_interval_ms": 3_000,
    "fetch_max_wait_ms": 100,
    "fetch_min_bytes": 1,
    "max_partition_fetch_bytes": 4_194_304,
    "request_timeout_ms": 15_000,
    "reconnect_backoff_max_ms": 1_000,
    "allow_auto_create_topics": False,
    "metrics_enabled": False,
}


class Stalled(Outside):
    """The client brings nothing although there is something: it can wedge for good, so a new start settles it."""


class TopicReplaced(Outside):
    """The topic was deleted and made anew under our feet; a new start settles it."""


def run(settings: Settings, projections: Iterable[AnyProjection], stop: threading.Event) -> None:
    """Consume until `stop` is set. Raises whatever went wrong."""
    models = [live(projection) for projection in projections]
    id_now = topic_id(settings.kafka_bootstrap, settings.kafka_topic, settings.kafka_partitions)
    with (
        closing(connect(settings.database_url, "qadam projector")) as connection,
        closing(connect(settings.database_url, "qadam projector, seeking")) as seeking,
        psycopg.connect(settings.database_url, autocommit=True, application_name="qadam projector, reading") as reader,
        closing(_consumer(settings, id_now)) as consumer,
    ):
        ensure(connection, [model.projection for model in models])
        ensure_heartbeats(connection)
        settle(connection, reader, models, _topic_now(consumer, settings, id_now), batch=settings.projector_batch)
        consumer.subscribe([settings.kafka_topic], listener=Seek(seeking, consumer, models))
        projector = Projector(connection, reader, consumer, settings, models, id_now)
        consume(consumer, projector, stop, gather_seconds=settings.projector_gather_seconds)


class Projector:
    """Applies what the loop brings, and looks after heartbeat and comparison in between."""

    def __init__(
        self,
        connection: Connection,
        reader: log.Connection,
        consumer: Any,
        settings: Settings,
        models: Sequence[Model],
        topic: str,
    ) -> None:
        self.connection, self.reader, self.consumer = connection, reader, consumer
        self.settings, self.models, self.topic_id = settings, models, topic
        self.read_models = ReadModels(
            connection, models, partial(log.read_stream, reader), remembered=settings.projector_rows
        )
        self.progress = Progress(settings.projector_stalled_seconds)
        self.relayed = Passed(settings.compare_grace_seconds)
        self.unreached: dict[str, Seen] = {}
        self._beat = Every(BEAT_SECONDS, self.beat)
        self._compare = Every(settings.compare_every_seconds, self.compare)

    def handle(self, records: Sequence[Any]) -> None:
        """One batch, one transaction. Only what the store has, to the byte, is believed."""
        found = [(record, read(record)) for record in records]
        stored = log.read_at(self.reader, [said.position for _, said in found if isinstance(said, log.Recorded)])
        judged = [(record, own(said, stored)) for record, said in found]
        events = [event for _, event in judged if isinstance(event, log.Recorded)]
        self.read_models.apply(events, self._ends(judged))
        if skipped := [self._skipped(record, why) for record, why in judged if isinstance(why, Foreign)]:
            self._tell(skipped)
        self.progress.made()

    def _ends(self, judged: Sequence[tuple[Any, log.Recorded | Foreign]]) -> list[Position]:
        """What is skipped is not read again, but says nothing of how far the store was read."""
        reached: dict[int, int] = {}
        ends: dict[int, int] = {}
        for record, event in judged:
            ends[record.partition] = record.offset + 1
            if isinstance(event, log.Recorded):
                reached[record.partition] = event.position
        return [Position(self.topic_id, at, offset, reached.get(at, 0)) for at, offset in ends.items()]

    def _skipped(self, record: Any, why: Foreign) -> Skipped:
        return Skipped(self.topic_id, record.partition, record.offset, str(why))

    def _tell(self, skipped: Sequence[Skipped]) -> None:
        """Loudly, but in one line a batch: whoever writes to the topic shall not write our log."""
        logger.error(
            "skipped, because no relay has sent them: %d messages; the last, partition %d, offset %d: %s",
            len(skipped),
            skipped[-1].partition,
            skipped[-1].offset,
            skipped[-1].reason,
        )
        with transaction(self.connection) as cursor:
            note_foreign(cursor, skipped)

    def tick(self) -> None:
        self._beat()
        self._compare()

    def beat(self) -> None:
        """Say that we live, and that what is read to its end holds all that the relay had passed before."""
        passed = log_position(self.reader, self.settings.kafka_topic)
        self.relayed.note(passed)
        finished = self._finished(passed)
        with transaction(self.connection) as cursor:
            seen = beat(cursor, self.settings.projector_slot)
            for model in self.models:
                keep_positions(cursor, model, finished)
                first = self.unreached.setdefault(model.name, seen)
                if reached(positions(cursor, model)) >= first.position:
                    note_complete(cursor, model, first.at)
                    self.unreached[model.name] = seen

    def compare(self) -> None:
        """Fill what the topic never brought of what the relay had passed long enough ago."""
        now = topic_id(self.settings.kafka_bootstrap, self.settings.kafka_topic, self.settings.kafka_partitions)
        if now != self.topic_id:
            raise TopicReplaced(f"topic {self.settings.kafka_topic} has the id {now}, not {self.topic_id}")
        for model in self.models:
            with transaction(self.connection) as cursor:
                here = reached(positions(cursor, model))
            fill(self.connection, self.reader, model, min(here, self.relayed.long_ago()))

    def _finished(self, passed: int) -> list[Position]:
        """Partitions whose end we have reached: it was looked up after the relay had noted its position."""
        wait_ms = int(1000 * self.settings.kafka_wait_seconds)
        ends = self.consumer.end_offsets(list(self.consumer.assignment()), timeout_ms=wait_ms)
        self.progress.require(at.partition for at, end in ends.items() if self.consumer.position(at) != end)
        return [
            Position(self.topic_id, at.partition, end, passed)
            for at, end in ends.items()
            if self.consumer.position(at) == end
        ]


def read(record: Any) -> log.Recorded | Foreign:
    """What a message says, or why it says nothing."""
    try:
        return recorded(record)
    except Foreign as error:
        return error


def own(said: log.Recorded | Foreign, stored: Mapping[int, log.Recorded]) -> log.Recorded | Foreign:
    """The event, if it is the store's own: whatever is relayed was committed before."""
    if isinstance(said, Foreign) or stored.get(said.position) == said:
        return said
    has = "another event, or other content" if said.position in stored else "nothing"
    return Foreign(f"{said.stream}/{said.version} says position {said.position}, where the store has {has}")


class Progress:
    """Notices that nothing is brought although there is something."""

    def __init__(self, limit_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit_seconds, self.clock = limit_seconds, clock
        self.at = clock()

    def made(self) -> None:
        self.at = self.clock()

    def require(self, behind: Iterable[int]) -> None:
        """`behind`: partitions that are not read to their end. Raises Stalled."""
        partitions = sorted(behind)
        if not partitions:
            self.made()
        elif (silent := self.clock() - self.at) > self.limit_seconds:
            raise Stalled(
                f"nothing was brought for {silent:.0f} s, though partitions {partitions} are not at their end"
            )


class Passed:
    """Up to where the relay had come, a grace ago."""

    def __init__(self, grace_seconds: float) -> None:
        self.grace_seconds = grace_seconds
        self.noted: deque[tuple[float, int]] = deque()
        self.passed = 0

    def note(self, position: int) -> None:
        self.noted.append((time.monotonic(), position))

    def long_ago(self) -> int:
        while self.noted and time.monotonic() - self.noted[0][0] >= self.grace_seconds:
            self.passed = self.noted.popleft()[1]
        return self.passed


class Every:
    """Does something at most once in so many seconds."""

    def __init__(self, seconds: float, work: Callable[[], None]) -> None:
        self.seconds, self.work = seconds, work
        self.due_at = 0.0

    def __call__(self) -> None:
        if time.monotonic() >= self.due_at:
            self.work()
            self.due_at = time.monotonic() + self.seconds


class Seek(ConsumerRebalanceListener):  # type: ignore[misc]  # the client ships no types
    """Goes to the stored offsets. Runs on the client's own thread, hence with a connection of its own."""

    def __init__(self, connection: Connection, consumer: Any, models: Sequence[Model]) -> None:
        self.connection, self.consumer, self.models = connection, consumer, models

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Nothing to do: what was applied has its offset, and what was not comes again."""

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        with transaction(self.connection) as cursor:
            offsets = lowest([positions(cursor, model) for model in self.models])
        for at in assigned:
            self.consumer.seek(at, offsets[at.partition])
        logger.info("partition: offset to go on from: %s", {at.partition: offsets[at.partition] for at in assigned})


def log_position(reader: log.Connection, topic: str) -> int:
    """Up to where the relay has come, by its own account."""
    row = reader.execute("SELECT position FROM relay_position WHERE topic = %s", (topic,)).fetchone()
    return int(row[0]) if row else 0


def _topic_now(consumer: Any, settings: Settings, id_now: str) -> TopicNow:
    partitions = [TopicPartition(settings.kafka_topic, n) for n in range(settings.kafka_partitions)]
    ask = Retrying(
        retry=retry_if_exception_type(KafkaTimeoutError),
        stop=stop_after_delay(settings.kafka_wait_seconds),
        reraise=True,
    )
    first = ask(consumer.beginning_offsets, partitions, timeout_ms=OFFSETS_MS)
    end = ask(consumer.end_offsets, partitions, timeout_ms=OFFSETS_MS)
    return TopicNow(id_now, {p.partition: o for p, o in first.items()}, {p.partition: o for p, o in end.items()})


def _consumer(settings: Settings, id_now: str) -> Any:
    """A consumer in the group of the topic as it is now, not of its name.

    A static member that comes back is given what it had before: nothing, for ever, if the topic was deleted meanwhile.
    """
    return KafkaConsumer(
        bootstrap_servers=settings.kafka_bootstrap,
        client_id="qadam-projector",
        group_id=f"{settings.kafka_topic}.projector.{id_now}",
        group_instance_id=settings.projector_slot,
        session_timeout_ms=settings.session_timeout_ms,
        max_poll_records=settings.projector_batch,
        **CONSUMER,
    )
