"""Read models made anew from the store, beside the live ones; compared with them; and put in their place.

The store is read stream after stream: a stream is folded and written once, whatever its length, and once for all that
are rebuilt together. Because a fold may be split and ordered at will, the result must equal what came through Kafka,
row for row. The old model serves until the switch, which renames two schemas in one transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections import tables
from projections.base import AnyProjection
from projections.build import Alone, Builders, Progress
from projections.compare import fill
from projections.connect import transaction
from projections.difference import Difference, differences
from projections.positions import note_compared
from projections.tables import LOCK_CLASS, live, shadow
from store import log, scan


class RebuildRuns(Exception):
    """Another rebuild of the same projection is under way."""


class NotTogether(ValueError):
    """What is rebuilt together must take the same events."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How a rebuild ended. `differences` is None if there was no live model to compare with."""

    events: int
    differences: list[Difference] | None
    switched: bool


def rebuild(
    connection: Connection,
    reader: log.Connection,
    projection: AnyProjection,
    *,
    batch: int,
    accept: bool = False,
    progress: Progress = lambda done, total: None,
) -> Rebuilt:
    """Build, compare and switch one read model."""
    together = rebuild_together(connection, reader, [projection], Alone(batch), accept=accept, progress=progress)
    return together[projection.name]


def rebuild_together(
    connection: Connection,
    reader: log.Connection,
    projections: Sequence[AnyProjection],
    builders: Builders,
    *,
    accept: bool = False,
    progress: Progress = lambda done, total: None,
) -> dict[str, Rebuilt]:
    """Build, compare and switch; if live and rebuilt differ, the live one stays unless the difference is accepted.

    What was rebuilt then stays beside it, to be looked at, until the next rebuild. What they follow is folded once for
    all of them.
    """
    if len({of.takes for of in projections}) > 1:
        raise NotTogether(f"{', '.join(of.name for of in projections)} take different events")
    with ExitStack() as held:
        for of in sorted(projections, key=lambda of: of.name):
            held.enter_context(
                _held(connection, f"rebuild of {of.name}", RebuildRuns(f"{of.name} is being rebuilt already"))
            )
        events = _build(connection, reader, projections, builders, progress)
        return {of.name: _put(connection, reader, of, events, accept) for of in projections}


def _put(
    connection: Connection, reader: log.Connection, projection: AnyProjection, events: int, accept: bool
) -> Rebuilt:
    with _held(connection, projection.name):
        found = _compare(connection, reader, projection)
        switched = not found or accept
        if switched:
            _switch(connection, projection)
    if switched:
        _drop(connection, _replaced(projection))
    return Rebuilt(events, found, switched)


def _build(
    connection: Connection,
    reader: log.Connection,
    projections: Sequence[AnyProjection],
    builders: Builders,
    progress: Progress,
) -> int:
    models, until, names = [shadow(of) for of in projections], log.end(reader), projections[0].names()
    with transaction(connection) as cursor:
        for model in models:
            cursor.execute(f"DROP SCHEMA IF EXISTS {model.schema} CASCADE")
            tables.create(cursor, model)
            tables.gather(cursor, model)
    total = scan.count(reader, until=until, names=names)
    done = builders.build(connection, reader, projections, until, lambda done: progress(done, total))
    with transaction(connection) as cursor:
        for model in models:
            tables.add_up(cursor, model)
            tables.index(cursor, model)
            note_compared(cursor, model, until)
    return done


def _compare(connection: Connection, reader: log.Connection, projection: AnyProjection) -> list[Difference] | None:
    """Bring both to the same position, and look; the projector waits meanwhile."""
    until = log.end(reader)
    fill(connection, reader, shadow(projection), until)
    with transaction(connection) as cursor:
        if not tables.exists(cursor, projection.name):
            return None
    fill(connection, reader, live(projection), until)
    with transaction(connection) as cursor:
        return differences(cursor, live(projection), shadow(projection))


def _switch(connection: Connection, projection: AnyProjection) -> None:
    """The positions in the topic are those of the live model: all that they stand for is in the rebuilt one too."""
    new, old = shadow(projection).schema, live(projection).schema
    with transaction(connection) as cursor:
        if tables.exists(cursor, old):
            _hand_over(cursor, old, new)
            cursor.execute(f"DROP SCHEMA IF EXISTS {_replaced(projection)} CASCADE")
            cursor.execute(f"ALTER SCHEMA {old} RENAME TO {_replaced(projection)}")
        cursor.execute(f"ALTER SCHEMA {new} RENAME TO {old}")


def _hand_over(cursor: Cursor, old: str, new: str) -> None:
    cursor.execute(f"DELETE FROM {new}.positions; INSERT INTO {new}.positions SELECT * FROM {old}.positions")
    cursor.execute(f"INSERT INTO {new}.meta SELECT * FROM {old}.meta ON CONFLICT DO NOTHING")


def _replaced(projection: AnyProjection) -> str:
    return f"{projection.name}__replaced"


def _drop(connection: Connection, schema: str) -> None:
    with transaction(connection) as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


@contextmanager
def _held(connection: Connection, name: str, busy: Exception | None = None) -> Iterator[None]:
    """Hold a lock over several transactions. It ends with the connection; `busy` is raised instead of waiting."""
    with transaction(connection) as cursor:
        cursor.execute(f"SELECT pg_{'try_' if busy else ''}advisory_lock(%s, hashtext(%s))", (LOCK_CLASS, name))
        if busy and not tables.one(cursor, bool):
            raise busy
    try:
        yield
    finally:
        with transaction(connection) as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", (LOCK_CLASS, name))
