"""Reading the store otherwise than in order: what rebuilds and comparisons of read models need."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from uuid import UUID

from store.log import COLUMNS, Connection, Recorded

FIRST = UUID(int=0)


def head_versions(
    connection: Connection, *, after: int, until: int, names: Sequence[str], limit: int
) -> tuple[dict[UUID, int], int]:
    """Last version per stream among the next `limit` events of these names with a position in (after, until].

    The second value is the position up to which that is true: the next call goes on after it.
    """
    rows = connection.execute(
        """SELECT originator_id, originator_version, notification_id FROM events
           WHERE notification_id > %s AND notification_id <= %s AND topic = ANY(%s)
           ORDER BY notification_id LIMIT %s""",
        (after, until, list(names), limit),
    ).fetchall()
    versions = {stream: version for stream, version, _ in rows}
    return versions, rows[-1][2] if len(rows) == limit else until


def by_stream(connection: Connection, *, until: int, names: Sequence[str], limit: int) -> Iterator[list[Recorded]]:
    """All events of these names up to a position, stream after stream, at most `limit` at a time."""
    last = (FIRST, 0)
    while batch := _page(connection, last, until, names, limit):
        yield batch
        last = (batch[-1].stream, batch[-1].version)


def count(connection: Connection, *, until: int, names: Sequence[str]) -> int:
    """How many events of these names there are up to a position."""
    row = connection.execute(
        "SELECT count(*) FROM events WHERE notification_id <= %s AND topic = ANY(%s)", (until, list(names))
    ).fetchone()
    assert row
    return int(row[0])


def _page(
    connection: Connection, last: tuple[UUID, int], until: int, names: Sequence[str], limit: int
) -> list[Recorded]:
    cursor = connection.cursor(binary=True)
    cursor.execute(
        f"""SELECT {COLUMNS} FROM events
            WHERE (originator_id, originator_version) > (%s::uuid, %s::bigint)
              AND notification_id <= %s AND topic = ANY(%s)
            ORDER BY originator_id, originator_version LIMIT %s""",
        (*last, until, list(names), limit),
    )
    return [
        Recorded(position, stream, version, name, at.astimezone(UTC), body)
        for position, stream, version, name, at, body in cursor
    ]
