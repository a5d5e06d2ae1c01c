"""Before a projector consumes: every read model gets positions in the topic as it is now.

Positions mean nothing if the topic was made anew, or if what they point at is gone. Then, as for a read model that has
none yet, the store is applied first; after that the topic may begin wherever it likes, copies are skipped by version.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

from projections.compare import catch_up
from projections.connect import transaction
from projections.positions import Position, compared, note_compared, positions, reached, replace_positions
from projections.tables import LOCK_CLASS, Model
from store import log

logger = logging.getLogger(__name__)
SETTLING = "read models are settled"


@dataclass(frozen=True, slots=True)
class TopicNow:
    """The topic as the broker describes it: first offset and end of every partition."""

    id: str
    first: Mapping[int, int]
    end: Mapping[int, int]

    def holds(self, position: Position) -> bool:
        return (
            position.topic_id == self.id
            and position.partition in self.end
            and self.first[position.partition] <= position.offset <= self.end[position.partition]
        )


def settle(
    connection: Connection, reader: log.Connection, models: Sequence[Model], topic: TopicNow, *, batch: int
) -> None:
    """Give a valid position in every partition to every model. Of several projectors one does it, the others wait."""
    with transaction(connection) as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (LOCK_CLASS, SETTLING))
    found = {model.schema: _positions(connection, model) for model in models}
    valid = {schema: noted for schema, noted in found.items() if _is_valid(noted, topic)}
    begin = lowest(valid.values()) if valid else dict(topic.first)
    for model in models:
        if model.schema not in valid:
            _settle(connection, reader, model, topic, begin, batch)
    with transaction(connection) as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", (LOCK_CLASS, SETTLING))


def lowest(noted: Iterable[Iterable[Position]]) -> dict[int, int]:
    """Partition -> the lowest offset of all models: the others skip what they already have."""
    offsets: dict[int, int] = {}
    for position in chain.from_iterable(noted):
        offsets[position.partition] = min(offsets.get(position.partition, position.offset), position.offset)
    return offsets


def _positions(connection: Connection, model: Model) -> list[Position]:
    with transaction(connection) as cursor:
        return positions(cursor, model)


def _is_valid(noted: Sequence[Position], topic: TopicNow) -> bool:
    return len(noted) == len(topic.end) and all(map(topic.holds, noted))


def _settle(
    connection: Connection, reader: log.Connection, model: Model, topic: TopicNow, begin: Mapping[int, int], batch: int
) -> None:
    """`begin` was noted before the store is read: all that the topic holds before it is in the store by now."""
    with transaction(connection) as cursor:
        after = min(max(reached(positions(cursor, model)), compared(cursor, model)), log.end(reader))
    logger.warning("%s has no position in topic %s: applying the store after %d", model.name, topic.id, after)
    end = catch_up(connection, reader, model, after, batch)
    with transaction(connection) as cursor:
        replace_positions(cursor, model, topic.id, [Position(topic.id, p, begin[p], end) for p in topic.end])
        note_compared(cursor, model, end)
