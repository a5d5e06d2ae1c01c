"""What went out, as it went out: the rows of `released_tables`, which nobody can change.

Everything that is released of one month's things is released under one lock, because each release must agree with all
before it; of several processes one computes, and the others find its bytes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import psycopg

Connection = psycopg.Connection[Any]
LOCK_WAIT_MS: Final = 9_000
"""a release takes seconds; who waits longer is told to come again"""
COLUMNS: Final = "name, as_known, release, also, stamp, withheld"


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a month as known on a day. `release`: disclosure/stored.py; None where it was `withheld`, and why.
    `also`: what else went out with it; `stamp`: what it was made from. All as JSON text."""

    name: str
    as_known: date
    release: str | None
    also: str
    stamp: str
    withheld: str | None = None


def is_there(connection: Connection, family: str, month: date, name: str, as_known: date) -> bool:
    """Without a lock: what is there stays as it is."""
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM released_tables WHERE family = %s AND month = %s AND name = %s AND as_known = %s)",
        (family, month, name, as_known),
    ).fetchone()
    return bool(row and row[0])


def entries(connection: Connection, family: str, month: date) -> list[Entry]:
    """All of a month, in the order in which they went out."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM released_tables WHERE family = %s AND month = %s ORDER BY number", (family, month)
    ).fetchall()
    return [Entry(*row) for row in rows]


def days(connection: Connection, family: str, month: date) -> list[date]:
    """The days as known on which anything of the month went out."""
    rows = connection.execute(
        "SELECT DISTINCT as_known FROM released_tables WHERE family = %s AND month = %s AND release IS NOT NULL"
        " ORDER BY 1",
        (family, month),
    ).fetchall()
    return [row[0] for row in rows]


def add(connection: Connection, family: str, month: date, entry: Entry) -> None:
    """Under the lock."""
    values = (entry.name, entry.as_known, entry.release, entry.also, entry.stamp, entry.withheld)
    connection.execute(
        f"INSERT INTO released_tables (family, month, {COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        (family, month, *values),
    )


@contextmanager
def alone(connection: Connection, family: str, month: date) -> Iterator[None]:
    """Nobody else releases of that month; what is added is there when the block ends, or nothing of it."""
    with connection.transaction():
        connection.execute(f"SET LOCAL lock_timeout = {LOCK_WAIT_MS}")
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"release {family} {month}",))
        yield
