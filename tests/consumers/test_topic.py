"""The topic is made once, keeps everything, and never gets another number of partitions."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType

from consumers.topic import WrongTopic, make_topic, topic_id

pytestmark = pytest.mark.servers


@pytest.fixture
def name(kafka_admin: KafkaAdminClient) -> Iterator[str]:
    unused = f"test-{uuid4().hex[:12]}.made"
    yield unused
    if unused in kafka_admin.list_topics():
        kafka_admin.delete_topics([unused])


def test_it_has_twelve_partitions_and_keeps_everything(kafka: str, kafka_admin: KafkaAdminClient, name: str) -> None:
    make_topic(kafka, name)
    (described,) = kafka_admin.describe_topics([name])
    assert len(described["partitions"]) == 12
    resource = ConfigResource(ConfigResourceType.TOPIC, name)
    configs = kafka_admin.describe_configs([resource], config_filter="all")["topic"][name]
    assert (configs["retention.ms"]["value"], configs["retention.bytes"]["value"]) == ("-1", "-1")
    assert topic_id(kafka, name) == str(described["topic_id"])


def test_making_it_again_changes_nothing(kafka: str, name: str) -> None:
    make_topic(kafka, name)
    before = topic_id(kafka, name)
    make_topic(kafka, name)
    assert topic_id(kafka, name) == before


def test_another_number_of_partitions_is_refused(kafka: str, name: str) -> None:
    make_topic(kafka, name, 3)
    with pytest.raises(WrongTopic, match=f"topic {name} has 3 partitions, not 12"):
        make_topic(kafka, name)
    with pytest.raises(WrongTopic, match="has 3 partitions, not 12"):
        topic_id(kafka, name)


def test_a_topic_that_is_not_there_is_named(kafka: str, name: str) -> None:
    with pytest.raises(WrongTopic, match=f"there is no topic {name}"):
        topic_id(kafka, name)
