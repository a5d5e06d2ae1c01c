"""Streams that go no further in a read model, and how they are taken up again once the code is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

from projections.apply import ReadModels, by_stream
from projections.connect import transaction
from projections.tables import Model, exists, lock
from store import log


@dataclass(frozen=True, slots=True)
class ParkedStream:
    """A stream, the version that could not be folded, why, and since when by the machine's clock."""

    model: str
    stream: UUID
    version: int
    reason: str
    parked_at: datetime


def listed(connection: Connection, models: Sequence[Model]) -> list[ParkedStream]:
    """All parked streams, oldest first in each model."""
    found: list[ParkedStream] = []
    with transaction(connection) as cursor:
        for model in models:
            if not exists(cursor, model.schema):
                continue
            cursor.execute(f"SELECT stream, version, reason, parked_at FROM {model.schema}.parked ORDER BY 4, 1")
            found += [ParkedStream(model.name, UUID(s), v, why, at.astimezone(UTC)) for s, v, why, at in cursor]
    return found


def retry(connection: Connection, reader: log.Connection, model: Model, stream: UUID) -> bool:
    """Fold the rest of a parked stream from the store. False if it is parked again, or still."""
    read_models = ReadModels(connection, [model], partial(log.read_stream, reader))
    with transaction(connection) as cursor:
        lock(cursor, model.name)  # alone: nobody else may fold this stream between the two statements
        cursor.execute(f"DELETE FROM {model.schema}.parked WHERE stream = %s", (str(stream),))
        rest = by_stream(log.read_stream(reader, stream, _version(connection, model, stream)))
        return read_models.apply_within(cursor, rest).parked == 0


def _version(connection: Connection, model: Model, stream: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT version FROM {model.schema}.rows WHERE stream = %s", (str(stream),))
        row = cursor.fetchone()
        return int(row[0]) if row else 0
