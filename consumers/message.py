"""An event as a Kafka message: the stored bytes, under the stream's key, with CloudEvents 1.0 headers; and back."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from kafka.partitioner.default import murmur2

from domain.event import instant
from store.log import Recorded

SOURCE = "qadam"
Headers = list[tuple[str, bytes]]
KNOWN_STREAMS = 200_000
"""so many streams' keys and partitions are remembered: the hash in pure Python costs more than the sending"""


class Foreign(ValueError):
    """A message that no relay of ours has sent."""


@lru_cache(maxsize=KNOWN_STREAMS)
def address(stream: UUID, partitions: int) -> tuple[bytes, int]:
    """Key and partition of a stream: the partition that the Java client would choose for that key."""
    key = str(stream).encode()
    return key, (murmur2(key) & 0x7FFFFFFF) % partitions


def headers(recorded: Recorded) -> Headers:
    """CloudEvents 1.0, Kafka binding, binary mode; `position` is an extension of ours."""
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", f"{recorded.stream}/{recorded.version}".encode()),
        ("ce_source", SOURCE.encode()),
        ("ce_type", recorded.name.encode()),
        ("ce_time", instant(recorded.recorded_at).encode()),
        ("ce_position", str(recorded.position).encode()),
    ]


def recorded(record: Any) -> Recorded:
    """The event that a message carries. Raises Foreign."""
    try:
        found = {name: value.decode() for name, value in record.headers}
        stream, _, version = found["ce_id"].partition("/")
        return Recorded(
            position=int(found["ce_position"]),
            stream=UUID(stream),
            version=int(version),
            name=found["ce_type"],
            recorded_at=datetime.fromisoformat(found["ce_time"]).astimezone(UTC),
            body=bytes(record.value),
        )
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        raise Foreign(f"partition {record.partition}, offset {record.offset}: {error!r}") from error
