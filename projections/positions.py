"""Up to where a read model has been given the log: by the topic's partitions, and by comparison with the store."""

from collections.abc import Iterable
from dataclasses import dataclass

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.tables import POSITIONS, Model
from projections.writer import Writes, merge

TOPIC_ID = "topic_id"
COMPARED = "compared"


@dataclass(frozen=True, slots=True)
class Position:
    """Of one partition: the offset to go on from, and the last position of the store that it has brought."""

    topic_id: str
    partition: int
    offset: int
    position: int


def keep_positions(writes: Writes, model: Model, positions: Iterable[Position]) -> None:
    """Never backwards: a copy of a batch leaves them where they are."""
    merge(
        writes,
        f"{model.schema}.positions",
        POSITIONS,
        [(p.topic_id, p.partition, p.offset, p.position) for p in positions],
        conflict="""(topic_id, partition) DO UPDATE SET
            "offset" = greatest(positions."offset", excluded."offset"),
            position = greatest(positions.position, excluded.position)""",
    )


def replace_positions(cursor: Cursor, model: Model, topic_id: str, positions: Iterable[Position]) -> None:
    """Begin with another topic, or at other offsets of the same: what was noted before means nothing any more."""
    cursor.execute(f"DELETE FROM {model.schema}.positions")
    keep_positions(cursor, model, positions)
    note(cursor, model, TOPIC_ID, topic_id)


def positions(cursor: Cursor, model: Model) -> list[Position]:
    """Those of the topic that the model follows, in the order of the partitions; none before it follows any."""
    cursor.execute(
        f"""SELECT topic_id, partition, "offset", position FROM {model.schema}.positions
            WHERE topic_id = (SELECT value FROM {model.schema}.meta WHERE key = %s) ORDER BY partition""",
        (TOPIC_ID,),
    )
    return [Position(*row) for row in cursor]


def reached(found: Iterable[Position]) -> int:
    """The position up to which nothing is missing: that of the partition that lags most; 0 without any."""
    return min((p.position for p in found), default=0)


def compared(cursor: Cursor, model: Model) -> int:
    """Up to which position the model's versions were compared with the store's."""
    cursor.execute(f"SELECT value::bigint FROM {model.schema}.meta WHERE key = %s", (COMPARED,))
    row = cursor.fetchone()
    return int(row[0]) if row else 0


def note_compared(cursor: Cursor, model: Model, position: int) -> None:
    note(cursor, model, COMPARED, str(position))


def note(cursor: Cursor, model: Model, key: str, value: str) -> None:
    cursor.execute(
        f"INSERT INTO {model.schema}.meta VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
