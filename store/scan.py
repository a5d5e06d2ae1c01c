"""Reading the store otherwise than in order: what rebuilds and comparisons of read models need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

from store.log import COLUMNS, STREAM_LIMIT, Connection, Recorded

IDS = 2**128


@dataclass(frozen=True, slots=True)
class Ids:
    """Streams whose ids lie between these two, both included."""

    first: UUID
    last: UUID


ALL = Ids(UUID(int=0), UUID(int=IDS - 1))


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


def by_stream(
    connection: Connection, *, until: int, names: Sequence[str], limit: int, ids: Ids = ALL
) -> Iterator[list[Recorded]]:
    """All events of these names up to a position, stream after stream, at most `limit` at a time."""
    last = (ids.first, 0)
    while batch := _page(connection, last, ids.last, until, names, limit):
        yield batch
        last = (batch[-1].stream, batch[-1].version)


def last(connection: Connection, *, until: int | None) -> tuple[int, datetime] | None:
    """Position and time of recording of the last event up to a position, or of all; None if there is none."""
    row = connection.execute(
        """SELECT notification_id, recorded_at FROM events
           WHERE %(until)s::bigint IS NULL OR notification_id <= %(until)s ORDER BY notification_id DESC LIMIT 1""",
        {"until": until},
    ).fetchone()
    return (row[0], row[1].astimezone(UTC)) if row else None


def firsts(connection: Connection, *, after: UUID | None, limit: int) -> list[Recorded]:
    """The first events of the next streams by id.

    Which these are the primary key alone tells; a condition on names or positions here, and the table is read whole.
    """
    return _recorded(
        connection,
        """originator_version = 1 AND originator_id IN (
               SELECT originator_id FROM events WHERE originator_version = 1 AND originator_id > %s
               ORDER BY originator_id LIMIT %s
           ) ORDER BY originator_id""",
        (after or ALL.first, limit),
    )


def whole(connection: Connection, streams: Sequence[UUID], *, until: int) -> list[Recorded]:
    """Every event of these streams up to a position, stream after stream, whatever it is named."""
    return _recorded(
        connection,
        """originator_id = ANY(%s) AND notification_id <= %s
           ORDER BY originator_id, originator_version LIMIT %s""",
        (list(streams), until, STREAM_LIMIT * len(streams)),
    )


def parts(number: int) -> list[Ids]:
    """All ids in so many parts; ids are random or hashes, so that about as many streams are in each."""
    borders = [IDS * n // number for n in range(number + 1)]
    return [Ids(UUID(int=first), UUID(int=end - 1)) for first, end in pairwise(borders)]


def count(connection: Connection, *, until: int, names: Sequence[str]) -> int:
    """How many events of these names there are up to a position."""
    row = connection.execute(
        "SELECT count(*) FROM events WHERE notification_id <= %s AND topic = ANY(%s)", (until, list(names))
    ).fetchone()
    assert row
    return int(row[0])


def _page(
    connection: Connection, after: tuple[UUID, int], last: UUID, until: int, names: Sequence[str], limit: int
) -> list[Recorded]:
    return _recorded(
        connection,
        """(originator_id, originator_version) > (%s::uuid, %s::bigint) AND originator_id <= %s
           AND notification_id <= %s AND topic = ANY(%s)
           ORDER BY originator_id, originator_version LIMIT %s""",
        (*after, last, until, list(names), limit),
    )


def _recorded(connection: Connection, condition: str, values: tuple[object, ...]) -> list[Recorded]:
    cursor = connection.cursor(binary=True)
    cursor.execute(f"SELECT {COLUMNS} FROM events WHERE {condition}", values)
    return [
        Recorded(position, stream, version, name, at.astimezone(UTC), body)
        for position, stream, version, name, at, body in cursor
    ]
