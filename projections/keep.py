"""What a read model holds of some streams, and what a fold made of them: read in one query, written in one go."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.columns import Values
from projections.fold import Cells, Folded, Standing, add
from projections.tables import DAY, LINES, PARKED, ROWS, Model, names, one
from projections.writer import insert, merge


def table(cursor: Cursor, model: Model) -> int:
    """Which table the rows are in: another one after a rebuild was switched to. Ask while the model's lock is held."""
    cursor.execute("SELECT %s::regclass::oid::bigint", (f"{model.schema}.rows",))
    return one(cursor, int)


def versions(cursor: Cursor, model: Model, streams: Collection[UUID]) -> dict[UUID, int]:
    """At which version they stand, locked: of two projectors that were given the same events one comes second."""
    cursor.execute(
        f"SELECT stream, version FROM {model.schema}.rows WHERE stream = ANY(%s::uuid[]) ORDER BY stream FOR UPDATE",
        (_ids(streams),),
    )
    return {UUID(stream): version for stream, version in cursor}


def standings(cursor: Cursor, model: Model, streams: Collection[UUID]) -> dict[UUID, Standing]:
    """Where the streams stand, with their rows."""
    if not streams:
        return {}
    columns = (*ROWS, *model.projection.row.names)
    cursor.execute(f"SELECT {names(columns)} FROM {model.schema}.rows WHERE stream = ANY(%s::uuid[])", (_ids(streams),))
    rows = (Standing(UUID(row[0]), row[1], row[2], row[3], tuple(row[len(ROWS) :])) for row in cursor)
    return {row.stream: row for row in rows}


def parked(cursor: Cursor, model: Model, streams: Collection[UUID]) -> set[UUID]:
    """Those of the streams that are parked."""
    cursor.execute(f"SELECT stream FROM {model.schema}.parked WHERE stream = ANY(%s::uuid[])", (_ids(streams),))
    return {UUID(stream) for (stream,) in cursor}


def keep(cursor: Cursor, model: Model, before: Collection[UUID], folded: Sequence[Folded]) -> None:
    """Write what the folds made of their streams; `before` are the streams that had a row already."""
    _keep_rows(cursor, model, before, [f.standing for f in folded if f.standing])
    _keep_lines(cursor, model, folded)
    _keep_cells(cursor, model, folded)
    stopped = [(str(p.stream), p.version, p.reason) for f in folded if (p := f.parked)]
    insert(cursor, f"{model.schema}.parked", PARKED, stopped)


def _keep_rows(cursor: Cursor, model: Model, before: Collection[UUID], rows: Sequence[Standing]) -> None:
    """A new row that somebody else wrote meanwhile is an error on purpose: the batch is folded again on top of it."""
    columns = ROWS | model.projection.row.types
    table = f"{model.schema}.rows"
    insert(cursor, table, columns, [_row(r) for r in rows if r.stream not in before])
    changed = ", ".join(f'"{c}" = excluded."{c}"' for c in columns if c != "stream")
    old = [_row(r) for r in rows if r.stream in before]
    merge(cursor, table, columns, old, conflict=f"(stream) DO UPDATE SET {changed}")


def _row(row: Standing) -> Values:
    return (str(row.stream), row.version, row.recorded_on, row.position, *row.values)


def _keep_lines(cursor: Cursor, model: Model, folded: Sequence[Folded]) -> None:
    if shape := model.projection.line:
        lines = [(str(line.stream), line.version, line.n, *line.values) for f in folded for line in f.lines]
        insert(cursor, f"{model.schema}.lines", LINES | shape.types, lines)


def _keep_cells(cursor: Cursor, model: Model, folded: Sequence[Folded]) -> None:
    """Add the movements to the cells, in the order of the keys: two projectors never wait for each other crosswise."""
    of = model.projection
    if of.key is None or of.measures is None:
        return
    moved: Cells = {}
    for f in folded:
        for key, measures in f.cells.items():
            add(moved, key, measures)
    keys, measured = of.key.types | DAY, of.measures.types
    empty = merge(
        cursor,
        f"{model.schema}.cells",
        keys | measured,
        [(*key, *moved[key]) for key in sorted(moved) if any(moved[key])],
        conflict=f"({names(keys)}) DO UPDATE SET "
        + ", ".join(f'"{m}" = cells."{m}" + excluded."{m}"' for m in measured),
        returning=f"SELECT {names(keys)} FROM written WHERE {_is_empty(measured)}",
    )
    for key in empty:
        where = " AND ".join(f'"{k}" = %s' for k in keys)
        cursor.execute(f"DELETE FROM {model.schema}.cells WHERE {where} AND {_is_empty(measured)}", key)


def _is_empty(measures: Iterable[str]) -> str:
    return " AND ".join(f'"{m}" = 0' for m in measures)


def _ids(streams: Iterable[UUID]) -> list[str]:
    return [str(stream) for stream in streams]
