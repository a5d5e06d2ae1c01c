"""The one topic: made once, with a fixed number of partitions, keeping everything for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from kafka import KafkaAdminClient
from kafka.errors import TopicAlreadyExistsError

from consumers.loop import Outside

PARTITIONS = 12
KEEP_ALL = {"retention.ms": "-1", "retention.bytes": "-1", "cleanup.policy": "delete"}
REQUEST_TIMEOUT_MS = 10_000


class WrongTopic(Outside):
    """There is no such topic, or it is not what the events need."""


def make_topic(bootstrap: str, topic: str, partitions: int = PARTITIONS, *, replication: int = -1) -> None:
    """Make the topic if it is not there. Raises WrongTopic if it is there with another number of partitions.

    Another number would send a stream's later events to another partition than its earlier ones.
    """
    options = {"num_partitions": partitions, "replication_factor": replication, "configs": KEEP_ALL}
    with _admin(bootstrap) as client:
        try:
            client.create_topics({topic: options}, wait_for_metadata=True)
        except TopicAlreadyExistsError:
            require_partitions(_describe(client, topic), partitions)


def topic_id(bootstrap: str, topic: str, partitions: int = PARTITIONS) -> str:
    """The id that tells this topic from an earlier one of the same name. Raises WrongTopic."""
    with _admin(bootstrap) as client:
        described = _describe(client, topic)
        require_partitions(described, partitions)
        return str(described["topic_id"])


def require_partitions(described: dict[str, Any], partitions: int) -> None:
    if (found := len(described["partitions"])) != partitions:
        name = described["name"]
        raise WrongTopic(
            f"topic {name} has {found} partitions, not {partitions}: use another name, partitions are fixed"
        )


def _describe(client: KafkaAdminClient, topic: str) -> dict[str, Any]:
    described: dict[str, Any] = client.describe_topics([topic])[0]
    if described["error_code"] or described.get("topic_id") in (None, UUID(int=0)):
        raise WrongTopic(f"there is no topic {topic} (error {described['error_code']}): run `qadam migrate`")
    return described


@contextmanager
def _admin(bootstrap: str) -> Iterator[KafkaAdminClient]:
    with KafkaAdminClient(
        bootstrap_servers=bootstrap,
        request_timeout_ms=REQUEST_TIMEOUT_MS,
        reconnect_backoff_max_ms=1_000,
    ) as client:
        yield client
