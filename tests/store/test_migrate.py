"""The schema: made once however many begin, and refused where it is another; the table that only grows."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from domain.events import ApplicantApplied
from store.append import append, rows_of
from store.errors import ClockFixed, WrongSchema
from store.migrate import APPLIED_TABLE, MIGRATION_LOCK, applied, is_simulated, migrate, versions, wait_for_schema
from tests.domain.examples import example
from tests.store.locks import ADVISORY, waiting_for
from tests.waiting import eventually

pytestmark = pytest.mark.servers

Connection = psycopg.Connection[Any]


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Connection]:
    with psycopg.connect(empty_database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def store(database_url: str) -> Iterator[Connection]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        append(connection, [rows_of([example(ApplicantApplied)])])
        yield connection


def test_of_eight_migrations_at_once_one_works(empty: Connection, empty_database_url: str) -> None:
    """Threads will do: nothing but the database keeps them apart."""
    empty.execute("SELECT pg_advisory_lock(%s)", (MIGRATION_LOCK,))
    with ThreadPoolExecutor(8) as threads:
        migrations = [threads.submit(migrate, empty_database_url) for _ in range(8)]
        eventually(lambda: waiting_for(empty, ADVISORY) == 8)
        empty.execute("SELECT pg_advisory_unlock(%s)", (MIGRATION_LOCK,))
    assert [migration.result() for migration in migrations] == [None] * 8
    work = empty.execute("SELECT migration_id, operation FROM _yoyo_log ORDER BY 1").fetchall()
    assert work == [(version, "apply") for version in versions()]


def test_migrating_again_changes_nothing(empty: Connection, empty_database_url: str) -> None:
    migrate(empty_database_url)
    append(empty, [rows_of([example(ApplicantApplied)])])
    migrate(empty_database_url)
    assert applied(empty) == versions()
    assert empty.execute("SELECT count(*) FROM events").fetchone() == (1,)


def test_a_store_that_lived_by_the_real_clock_is_never_simulated(empty: Connection, empty_database_url: str) -> None:
    migrate(empty_database_url)
    with pytest.raises(ClockFixed, match="made with the real clock"):
        migrate(empty_database_url, simulated_clock=True)
    assert not is_simulated(empty)


def test_a_simulated_store_stays_one(store: Connection, database_url: str) -> None:
    migrate(database_url)
    migrate(database_url, simulated_clock=True)
    assert is_simulated(store)


def test_a_service_waits_until_the_schema_is_there(empty: Connection, empty_database_url: str) -> None:
    served = threading.Thread(target=wait_for_schema, args=(empty_database_url, 60))
    served.start()
    eventually(lambda: _others(empty) > 0)
    assert served.is_alive()
    migrate(empty_database_url)
    served.join(30)
    assert not served.is_alive()


def test_a_service_does_not_wait_for_ever(empty_database_url: str) -> None:
    with pytest.raises(WrongSchema, match=f"no schema version {versions()[-1]} after 0.5 s: run `qadam migrate`"):
        wait_for_schema(empty_database_url, 0.5)


def test_a_service_says_that_there_is_no_database() -> None:
    with pytest.raises(WrongSchema, match=r"no database .* after 0\.1 s"):
        wait_for_schema("postgresql://qadam@127.0.0.1:1/qadam", 0.1)


def test_a_newer_schema_is_refused_at_once(store: Connection, database_url: str) -> None:
    store.execute(f"INSERT INTO {APPLIED_TABLE} (migration_hash, migration_id) VALUES ('x', '9999_from_the_future')")
    with pytest.raises(WrongSchema, match="9999_from_the_future, newer than this code's"):
        wait_for_schema(database_url, 60)
    with pytest.raises(WrongSchema, match="9999_from_the_future, newer than this code's"):
        migrate(database_url)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE events SET topic = 'x'", "UPDATE"),
        ("UPDATE events SET topic = 'x' WHERE false", "UPDATE"),
        ("DELETE FROM events", "DELETE"),
        ("TRUNCATE events", "TRUNCATE"),
        ("TRUNCATE events, relay_position CASCADE", "TRUNCATE"),
        ("SET session_replication_role = replica; DELETE FROM events", "DELETE"),
        ("INSERT INTO events TABLE events ON CONFLICT (notification_id) DO UPDATE SET topic = 'x'", "UPDATE"),
    ],
)
def test_what_happened_is_never_changed(store: Connection, statement: str, what: str) -> None:
    before = store.execute("SELECT * FROM events").fetchall()
    with pytest.raises(psycopg.errors.RestrictViolation, match=f"what happened is never changed: {what} on events"):
        store.execute(statement)
    assert store.execute("SELECT * FROM events").fetchall() == before


def test_what_was_recorded_by_a_day_is_found_by_an_index_of_ranges(store: Connection) -> None:
    made = "SELECT indexdef FROM pg_indexes WHERE indexname = 'events_recorded_at_idx'"
    [(definition,)] = store.execute(made).fetchall()
    assert "USING brin (recorded_at)" in definition
    assert "autosummarize" in definition


def test_versions_begin_with_one(store: Connection) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        store.execute(
            "INSERT INTO events (originator_id, originator_version, topic, state) "
            "VALUES (gen_random_uuid(), 0, 'x', '')"
        )


def _others(connection: Connection) -> int:
    """Connections to this database but this one, also those that have ended."""
    row = connection.execute("SELECT sessions - 1 FROM pg_stat_database WHERE datname = current_database()").fetchone()
    assert row
    return int(row[0])
