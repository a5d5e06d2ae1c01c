"""The local stack: data stays over restarts and kills, nothing outlives the one who started it."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from kafka import KafkaAdminClient
from kafka.admin import NewTopic
from psycopg2.extras import wait_select

from cli.stack import StackError, places
from tests.cli.stacks import NOWHERE, all_ended, running

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300)]
ONLY_POSTGRES = {"KAFKA_BOOTSTRAP": NOWHERE["KAFKA_BOOTSTRAP"]}
LONG_QUERY = "SELECT count(*) FROM generate_series(1, 20000000)"
"""a few seconds in which a backend does not notice that its server is gone"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    places.remove(tmp_path / "stack")


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def write(url: str) -> None:
    execute(url, "CREATE TABLE kept AS SELECT 42 AS answer")


def kept(url: str) -> bool:
    return execute(url, "SELECT answer FROM kept") == [(42,)]


def make_topic(bootstrap: str, name: str) -> None:
    with KafkaAdminClient(bootstrap_servers=bootstrap) as client:
        client.create_topics([NewTopic(name, num_partitions=12, replication_factor=1)])


def topics(bootstrap: str) -> set[str]:
    with KafkaAdminClient(bootstrap_servers=bootstrap) as client:
        return set(client.list_topics())


def test_data_stays_over_a_kill_of_everything_and_a_killed_parent_leaves_no_orphans(folder: Path) -> None:
    with running(folder) as first:
        write(first.stack.database_url)
        make_topic(first.stack.kafka_bootstrap, "before")
        first.kill_everything()
        all_ended(first.servers())
    with running(folder) as second:
        assert kept(second.stack.database_url)
        assert topics(second.stack.kafka_bootstrap) >= {"before"}
        make_topic(second.stack.kafka_bootstrap, "between")
        servers = second.servers()
        assert len(servers) == 2
        second.command.kill()
        all_ended(servers)
    with running(folder) as third:
        assert kept(third.stack.database_url)
        assert topics(third.stack.kafka_bootstrap) >= {"before", "between"}
        servers = third.servers()
        third.command.send_signal(signal.SIGINT)
        assert third.command.wait(60) == 0
        all_ended(servers)


def test_a_stack_starts_again_while_a_query_of_the_killed_one_is_still_running(folder: Path) -> None:
    with running(folder, ONLY_POSTGRES) as first:
        write(first.stack.database_url)
        with closing(psycopg2.connect(first.stack.database_url, async_=True)) as busy:
            wait_select(busy)
            busy.cursor().execute(LONG_QUERY)
            first.kill_everything()
        with running(folder, ONLY_POSTGRES) as second:
            assert kept(second.stack.database_url)


def test_a_pid_file_that_names_a_living_stranger_does_not_block_the_start(folder: Path) -> None:
    with running(folder, ONLY_POSTGRES) as first:
        write(first.stack.database_url)
        note = places.data_place(first.folder) / "data" / "postmaster.pid"
        left = note.read_text().splitlines()
        first.kill_everything()
    note.write_text("\n".join([str(os.getpid()), *left[1:]]) + "\n")
    with running(folder, ONLY_POSTGRES) as second:
        assert kept(second.stack.database_url)


def test_a_stack_whose_server_dies_ends_and_says_which(folder: Path) -> None:
    with running(folder, ONLY_POSTGRES) as stack:
        (server,) = stack.servers()
        os.kill(server, signal.SIGKILL)
        assert stack.command.wait(60) == 1
        assert "no stack: PostgreSQL is gone: 127.0.0.1:" in (folder / "command.log").read_text()


def test_servers_of_ones_own_are_used_as_they_are(folder: Path) -> None:
    with running(folder, NOWHERE) as stack:
        assert stack.stack.environment() == NOWHERE
        assert stack.servers() == []


def test_a_second_stack_in_the_same_folder_is_refused(folder: Path) -> None:
    with running(folder, ONLY_POSTGRES), pytest.raises(StackError, match="another stack runs in"):  # noqa: SIM117
        with running(folder, ONLY_POSTGRES):
            pass
