"""The read models' versions against the store's: what neither the topic nor a hole would ever show.

The last event of a stream can be lost on the way without anybody noticing: no later version follows it.
"""

import logging
from functools import partial
from itertools import chain
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.apply import ReadModels
from projections.connect import transaction
from projections.positions import compared, note_compared
from projections.tables import Model
from store import log, scan

logger = logging.getLogger(__name__)
PAGE = 20_000
"""most events whose versions are compared at once"""
NAMED = 5
"""so many of the streams that lacked something are named in the log"""


def fill(connection: Connection, reader: log.Connection, model: Model, until: int) -> int:
    """Compare all that was not yet compared up to a position, and apply what is missing from the store.

    Returns how many streams lacked something. Nothing above `until` is applied.
    """
    read_models = ReadModels(connection, [model], partial(log.read_stream, reader))
    names, lacking = model.projection.names(), 0
    with transaction(connection) as cursor:
        after = compared(cursor, model)
    while after < until:
        stored, after = scan.head_versions(reader, after=after, until=until, names=names, limit=PAGE)
        with transaction(connection) as cursor:
            missing = _missing(cursor, model, stored)
        lacking += len(missing)
        _fill(read_models, reader, missing, until)
        with transaction(connection) as cursor:
            note_compared(cursor, model, after)
    return lacking


def catch_up(connection: Connection, reader: log.Connection, model: Model, after: int, limit: int) -> int:
    """Apply the store in order from a position to its end; returns that end."""
    read_models = ReadModels(connection, [model], partial(log.read_stream, reader))
    while batch := log.read(reader, after, limit):
        read_models.apply(batch)
        after = batch[-1].position
        logger.info("%s: store applied up to position %d", model.name, after)
    return after


def _missing(cursor: Cursor, model: Model, stored: dict[UUID, int]) -> dict[UUID, int]:
    """Streams that stand below the store's version and are not parked, and where they stand."""
    streams = [str(stream) for stream in stored]
    cursor.execute(
        f"""SELECT s, coalesce(r.version, 0) FROM unnest(%s::uuid[]) AS s
            LEFT JOIN {model.schema}.rows r ON r.stream = s
            WHERE NOT EXISTS (SELECT FROM {model.schema}.parked p WHERE p.stream = s)""",
        (streams,),
    )
    standing = {UUID(stream): version for stream, version in cursor}
    return {stream: version for stream, version in standing.items() if version < stored[stream]}


def _fill(read_models: ReadModels, reader: log.Connection, missing: dict[UUID, int], until: int) -> None:
    """In batches no larger than a page, as far as streams allow."""
    batch: list[list[log.Recorded]] = []
    for stream, version in missing.items():
        batch.append([r for r in log.read_stream(reader, stream, version) if r.position <= until])
        if sum(map(len, batch)) >= PAGE:
            read_models.apply(chain.from_iterable(batch))
            batch.clear()
    if missing:
        read_models.apply(chain.from_iterable(batch))
        named = ", ".join(f"{stream} after version {version}" for stream, version in list(missing.items())[:NAMED])
        logger.warning("%d streams lacked events, now read from the store: %s", len(missing), named)
