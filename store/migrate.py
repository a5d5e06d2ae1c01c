"""Brings the store to the schema version of this code, and makes services wait for it.

Migrations are the numbered SQL files beside this module; yoyo applies them and remembers which. Its own lock is a row
that a killed process leaves behind, so an advisory lock of PostgreSQL's keeps others out instead: it goes with its
connection. Read models have no migrations (a changed one gets a new name and is rebuilt).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from store.errors import ClockFixed, WrongSchema

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 7_260_619_190_401
"""key of the advisory lock: any number that nobody else in this database uses"""
MIGRATION_WAIT_SECONDS = 120
POLL_SECONDS = 0.2
APPLIED_TABLE = "_yoyo_migration"


def migrate(database_url: str, *, simulated_clock: bool = False) -> None:
    """Apply what is missing. Of several at once one works, the others wait and find nothing left to do.

    `simulated_clock` counts when the store is made: a store that has lived by the real clock refuses it.
    """
    with _alone(database_url) as connection:
        if simulated_clock and applied(connection) and not is_simulated(connection):
            raise ClockFixed("this store was made with the real clock and cannot be simulated: make a new database")
        _apply(database_url, simulated_clock=simulated_clock)
        _check(connection)


def wait_for_schema(database_url: str, limit_seconds: float = 30) -> None:
    """Return once the store has exactly this code's schema version.

    A newer one is refused at once, an older one or none after the limit.
    """
    end = time.monotonic() + limit_seconds
    while missing := _missing(database_url, end - time.monotonic()):
        if time.monotonic() >= end:
            raise WrongSchema(f"no {missing} after {limit_seconds:g} s: run `qadam migrate`")
        time.sleep(POLL_SECONDS)


def versions() -> list[str]:
    """The migrations of this code, in order."""
    return sorted(file.stem for file in MIGRATIONS.glob("*.sql"))


def applied(connection: psycopg.Connection[Any]) -> list[str]:
    """The migrations that this database has seen, in order; none if it is new."""
    found = connection.execute("SELECT to_regclass(%s)", (APPLIED_TABLE,)).fetchone()
    if not found or found[0] is None:
        return []
    rows = connection.execute(f"SELECT migration_id FROM {APPLIED_TABLE} ORDER BY 1").fetchall()
    return [row[0] for row in rows]


def is_simulated(connection: psycopg.Connection[Any]) -> bool:
    """Whether this store was made with a simulated clock."""
    found = connection.execute("SELECT to_regclass('simulated_clock') IS NOT NULL").fetchone()
    return bool(found and found[0])


@contextmanager
def _alone(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"SET lock_timeout = '{MIGRATION_WAIT_SECONDS}s'")
        connection.execute("SELECT pg_advisory_lock(%s)", (MIGRATION_LOCK,))
        yield connection


def _apply(database_url: str, *, simulated_clock: bool) -> None:
    from yoyo import read_migrations
    from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
    from yoyo.connections import DatabaseURI

    words = conninfo_to_dict(database_url)
    if simulated_clock:
        words["options"] = f"{words.get('options') or ''} -c qadam.simulated_clock=on".strip()
    uri = DatabaseURI(
        scheme="postgresql+psycopg",
        username=words.pop("user", None),
        password=words.pop("password", None),
        hostname=words.pop("host", None),
        port=words.pop("port", None),
        database=words.pop("dbname", None),
        args=words,
    )
    with PostgresqlPsycopgBackend(uri, APPLIED_TABLE) as backend:
        backend.init_database()
        backend.apply_migrations(backend.to_apply(read_migrations(str(MIGRATIONS))))


def _missing(database_url: str, patience_seconds: float) -> str:
    """What the database lacks, in words; empty if nothing."""
    patience = max(2, int(patience_seconds))
    try:
        with psycopg.connect(database_url, autocommit=True, connect_timeout=patience) as connection:
            return _check(connection)
    except psycopg.OperationalError as error:
        return f"database ({str(error).splitlines()[0]})"


def _check(connection: psycopg.Connection[Any]) -> str:
    seen, wanted = applied(connection), versions()
    if unknown := [v for v in seen if v not in wanted]:
        raise WrongSchema(f"the store has schema version {unknown[-1]}, newer than this code's {wanted[-1]}")
    absent = [v for v in wanted if v not in seen]
    return f"schema version {absent[-1]}" if absent else ""
