"""`qadam migrate` makes the schema and the topic, may be repeated, and says in one line why it cannot."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from kafka import KafkaAdminClient

import config
from domain.calendar import EARLY, latest
from store.migrate import is_simulated, wait_for_schema

pytestmark = pytest.mark.servers


@pytest.fixture
def here(empty_database_url: str, kafka: str, kafka_admin: KafkaAdminClient) -> Iterator[dict[str, str]]:
    """An environment with neither schema nor topic."""
    topic = f"test-{uuid4().hex[:12]}.claims"
    yield {"DATABASE_URL": empty_database_url, "KAFKA_BOOTSTRAP": kafka, "QADAM_KAFKA_TOPIC": topic}
    if topic in kafka_admin.list_topics():
        kafka_admin.delete_topics([topic])


def qadam_migrate(here: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, "-m", "cli.main", "migrate", *words]
    return subprocess.run(program, env=config.environment(here), capture_output=True, text=True, timeout=60)


def test_it_makes_schema_and_topic_and_may_be_repeated(here: dict[str, str], kafka_admin: KafkaAdminClient) -> None:
    for _ in range(2):
        ran = qadam_migrate(here)
        assert ran.returncode == 0
        assert not ran.stderr or ran.stderr.startswith("the calendar ends on "), "nothing else was wrong"
        assert f"topic {here['QADAM_KAFKA_TOPIC']} with 12 partitions" in ran.stdout
    wait_for_schema(here["DATABASE_URL"], 0)
    assert here["QADAM_KAFKA_TOPIC"] in kafka_admin.list_topics()


def test_a_store_with_the_real_clock_is_not_simulated_later(here: dict[str, str]) -> None:
    qadam_migrate(here)
    ran = qadam_migrate(here, "--simulated-clock")
    assert ran.returncode == 1
    assert ran.stderr.startswith("not migrated: this store was made with the real clock")
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("asked", [{"QADAM_SIMULATED_CLOCK": "true"}, {}])
def test_a_new_store_is_simulated_where_that_is_asked_for(here: dict[str, str], asked: dict[str, str]) -> None:
    assert qadam_migrate(here | asked, *([] if asked else ["--simulated-clock"])).returncode == 0
    with psycopg.connect(here["DATABASE_URL"]) as store:
        assert is_simulated(store)


def test_it_says_early_that_the_calendar_ends(here: dict[str, str]) -> None:
    assert "calendar" not in qadam_migrate(here, "--simulated-clock").stderr
    with psycopg.connect(here["DATABASE_URL"]) as store:
        store.execute("UPDATE simulated_clock SET at = %s", (latest().table.last_day - EARLY + timedelta(days=1),))
    ran = qadam_migrate(here)
    assert ran.returncode == 0
    assert ran.stderr.startswith(f"the calendar ends on {latest().table.last_day}")


def test_without_a_database_it_says_so(here: dict[str, str]) -> None:
    ran = qadam_migrate(here | {"DATABASE_URL": "postgresql://qadam@127.0.0.1:1/qadam"})
    assert ran.returncode == 1
    assert ran.stderr.startswith("not migrated: connection failed")
