"""The connection through which read models are written, and its transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

CONNECT_SECONDS = 10


def connect(database_url: str, name: str) -> Connection:
    """A connection of the writer's own.

    Commits need not reach the disk before they count: a batch and its position are lost together, and come again.
    """
    connection = psycopg2.connect(database_url, application_name=name, connect_timeout=CONNECT_SECONDS)
    with transaction(connection) as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET timezone = 'UTC'")
        cursor.execute("SET client_min_messages = warning")
    return connection


@contextmanager
def transaction(connection: Connection) -> Iterator[Cursor]:
    """All or nothing. A connection that broke has nothing to roll back: what broke it is what is raised."""
    try:
        with connection.cursor() as cursor:
            yield cursor
    except BaseException:
        if not connection.closed:
            connection.rollback()
        raise
    connection.commit()
