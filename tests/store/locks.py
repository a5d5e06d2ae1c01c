"""The event table's lock, held by a test; and who waits for a lock in this database (others share the server)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg

LOCK: Final = "LOCK TABLE events IN EXCLUSIVE MODE"
THE_TABLE: Final = "relation = 'events'::regclass"
ADVISORY: Final = "locktype = 'advisory'"


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Nothing can be appended meanwhile."""
    with psycopg.connect(database_url) as connection:
        connection.execute(LOCK)
        yield


def waiting_for(store: psycopg.Connection[Any], what: str = THE_TABLE) -> int:
    """How many wait for such a lock."""
    row = store.execute(
        f"""SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
            WHERE datname = current_database() AND NOT granted AND {what}"""
    ).fetchone()
    assert row
    return int(row[0])
