"""The fixtures that every other test relies on."""

import psycopg2
import pytest
from kafka import KafkaAdminClient

pytestmark = pytest.mark.servers


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_has_an_empty_database_of_its_own(database_url: str, turn: int) -> None:
    with psycopg2.connect(database_url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (turn int)")
        cursor.execute("SELECT count(*) FROM events")
        assert cursor.fetchone() == (0,)
    connection.close()


def test_every_test_has_a_topic_of_its_own(topic: str, kafka_admin: KafkaAdminClient) -> None:
    (found,) = kafka_admin.describe_topics([topic])
    assert len(found["partitions"]) == 12
