"""How fresh an answer is: where each read model stands, and when the projector was last heard.

Lag and heartbeats are told by the machine's clock (the database server's), never by the store's: that one may be
simulated.
"""

from dataclasses import dataclass
from functools import cache

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.base import NAME
from projections.connect import transaction
from projections.foreign import ensure_foreign
from projections.positions import COMPARED, TOPIC_ID
from projections.tables import MAKING, Model, lock


@dataclass(frozen=True, slots=True)
class Freshness:
    """The stamp of every answer. `projection`: its name with its version.

    `position`: everything recorded up to it is in the figures, parked streams excepted: it came through Kafka, or was
    compared with the store, as after a rebuild.
    `lag_seconds`: how long ago the read model last held everything, 0 if it does now, None if it never did.
    `heartbeat_seconds`: how long ago a projector was last heard, None if never.
    """

    projection: str
    position: int
    store_position: int
    lag_seconds: float | None
    parked: int
    heartbeat_seconds: float | None


def ensure_heartbeats(connection: Connection) -> None:
    """Make the tables in which projectors say that they live, and what they skipped."""
    with transaction(connection) as cursor:
        lock(cursor, MAKING)
        cursor.execute("""
            CREATE SCHEMA IF NOT EXISTS projector;
            CREATE TABLE IF NOT EXISTS projector.heartbeats (
                slot text PRIMARY KEY, beat_at timestamptz NOT NULL, store_position bigint NOT NULL
            );
            CREATE TABLE IF NOT EXISTS projector.complete (model text PRIMARY KEY, complete_at timestamptz NOT NULL);
        """)
        ensure_foreign(cursor)


def freshness(connection: Connection, name: str) -> Freshness:
    """Where the projection of that name (delays_4) stands."""
    with connection.cursor() as cursor:
        cursor.execute(_question(name))
        row = cursor.fetchone()
        assert row
    position, end, parked, complete_ago, beat_ago = row
    lag = 0.0 if position >= end else complete_ago
    return Freshness(name, min(position, end), end, lag, parked, beat_ago)


@cache
def _question(schema: str) -> str:
    """One statement, so that all of it is true at one moment."""
    assert NAME.fullmatch(schema), f"{schema!r} is no projection's name"
    return f"""
        SELECT
            coalesce(greatest(
                (SELECT min(p.position) FROM {schema}.positions p
                 JOIN {schema}.meta m ON m.key = '{TOPIC_ID}' AND m.value = p.topic_id),
                (SELECT value::bigint FROM {schema}.meta WHERE key = '{COMPARED}')), 0),
            coalesce((SELECT max(notification_id) FROM events), 0),
            (SELECT count(*) FROM {schema}.parked),
            (SELECT extract(epoch FROM clock_timestamp() - complete_at)::float8
               FROM projector.complete WHERE model = '{schema}'),
            (SELECT extract(epoch FROM clock_timestamp() - max(beat_at))::float8 FROM projector.heartbeats)
    """


@dataclass(frozen=True, slots=True)
class Seen:
    """The store's end as a projector saw it, and when that was by the database server's clock (seconds)."""

    position: int
    at: float


def beat(cursor: Cursor, slot: str) -> Seen:
    """Say that this projector lives, and look how far the store has come."""
    cursor.execute(
        """INSERT INTO projector.heartbeats
           SELECT %s, clock_timestamp(), coalesce((SELECT max(notification_id) FROM events), 0)
           ON CONFLICT (slot) DO UPDATE SET beat_at = excluded.beat_at, store_position = excluded.store_position
           RETURNING store_position, extract(epoch FROM beat_at)::float8""",
        (slot,),
    )
    row = cursor.fetchone()
    assert row
    return Seen(*row)


def note_complete(cursor: Cursor, model: Model, at: float) -> None:
    """The model holds everything that was in the store at that instant."""
    cursor.execute(
        """INSERT INTO projector.complete VALUES (%s, to_timestamp(%s))
           ON CONFLICT (model) DO UPDATE SET complete_at = greatest(complete.complete_at, excluded.complete_at)""",
        (model.name, at),
    )
