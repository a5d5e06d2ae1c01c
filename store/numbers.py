"""Registration numbers of an office: counted per year, gaps allowed.

A number is taken in a short transaction of its own, before the command that uses it is decided: two offices' commands
never wait for each other, and a command that is refused leaves a gap.
"""

from typing import Any

import psycopg

NEXT = """
INSERT INTO office_numbers AS known (office, year, last) VALUES (%s, %s, 1)
ON CONFLICT (office, year) DO UPDATE SET last = known.last + 1
RETURNING last
"""


def next_number(connection: psycopg.Connection[Any], office: str, year: int) -> int:
    """1 for the first of the year, then 2; the connection must be in autocommit or committed at once."""
    row = connection.execute(NEXT, (office, year)).fetchone()
    assert row, "an upsert always returns its row"
    return int(row[0])
