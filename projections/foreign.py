"""Messages of the topic that no event of the store stands behind: skipped, counted, and shown until somebody looked.

One line a partition, however many there are: whoever can write to the topic must not fill the database as well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.connect import transaction

REASON_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Skipped:
    """A message, and why no relay of ours has sent it."""

    topic_id: str
    partition: int
    offset: int
    reason: str


@dataclass(frozen=True, slots=True)
class ForeignMessages:
    """What was skipped in a partition: how many, the last of them, and when that was by the machine's clock."""

    topic_id: str
    partition: int
    messages: int
    last_offset: int
    last_at: datetime
    reason: str


def ensure_foreign(cursor: Cursor) -> None:
    """Make the table; its schema is there."""
    cursor.execute("""
        CREATE TABLE IF NOT EXISTS projector.foreign_messages (
            topic_id text, partition integer, messages bigint NOT NULL, last_offset bigint NOT NULL,
            last_at timestamptz NOT NULL, reason text NOT NULL, PRIMARY KEY (topic_id, partition)
        )
    """)


def note_foreign(cursor: Cursor, skipped: Iterable[Skipped]) -> None:
    """Count them, in the order of their offsets; one that comes again is counted once."""
    for one in skipped:
        cursor.execute(
            """INSERT INTO projector.foreign_messages VALUES (%s, %s, 1, %s, clock_timestamp(), %s)
               ON CONFLICT (topic_id, partition) DO UPDATE SET messages = foreign_messages.messages + 1,
               last_offset = excluded.last_offset, last_at = excluded.last_at, reason = excluded.reason
               WHERE foreign_messages.last_offset < excluded.last_offset""",
            (one.topic_id, one.partition, one.offset, one.reason.replace("\0", "")[:REASON_CHARACTERS]),
        )


def foreign(connection: Connection) -> list[ForeignMessages]:
    """All that was skipped and not dismissed, partition by partition."""
    with transaction(connection) as cursor:
        cursor.execute("SELECT to_regclass('projector.foreign_messages') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return []
        cursor.execute(
            "SELECT topic_id, partition, messages, last_offset, last_at, reason FROM projector.foreign_messages"
            " WHERE messages > 0 ORDER BY topic_id, partition"
        )
        return [
            ForeignMessages(topic, partition, messages, offset, at.astimezone(UTC), why)
            for topic, partition, messages, offset, at, why in cursor
        ]


def dismiss(connection: Connection) -> None:
    """Somebody has looked. What comes again after this is new; what came before is not counted again."""
    with transaction(connection) as cursor:
        cursor.execute("UPDATE projector.foreign_messages SET messages = 0")
