"""What a read model holds of some streams, and what a fold made of them: read in one query, written in one go."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.base import AnyProjection
from projections.columns import Values
from projections.fold import Cells, Folded, Standing, add
from projections.tables import DAY, LINES, PARKED, ROWS, Model, names
from projections.writer import Writes, arrays, from_arrays, insert, merge


@dataclass(slots=True)
class Stands:
    """What a read model says of some streams: their versions, locked, and which are parked.

    `table`: the one that the rows are in; a rebuild that was switched to brings another.
    """

    table: int = 0
    versions: dict[UUID, int] = field(default_factory=dict)
    parked: set[UUID] = field(default_factory=set)


def stands(cursor: Cursor, model: Model, streams: Collection[UUID]) -> Stands:
    """Ask while the model's lock is held. Of two projectors that were given the same events one comes second."""
    schema, found = model.schema, Stands()
    of = {str(stream): stream for stream in streams}
    cursor.execute(
        f"""WITH locked AS (
            SELECT stream, version FROM {schema}.rows WHERE stream = ANY(%(streams)s::uuid[]) ORDER BY stream FOR UPDATE
        )
        SELECT stream, version FROM locked
        UNION ALL SELECT stream, NULL FROM {schema}.parked WHERE stream = ANY(%(streams)s::uuid[])
        UNION ALL SELECT NULL, '{schema}.rows'::regclass::oid::bigint""",
        {"streams": list(of)},
    )
    for stream, number in cursor:
        if stream is None:
            found.table = number
        elif number is None:
            found.parked.add(of[stream])
        else:
            found.versions[of[stream]] = number
    return found


def standings(cursor: Cursor, model: Model, streams: Collection[UUID]) -> dict[UUID, Standing]:
    """Where the streams stand, with their rows."""
    if not streams:
        return {}
    columns = (*ROWS, *model.projection.row.names)
    cursor.execute(f"SELECT {names(columns)} FROM {model.schema}.rows WHERE stream = ANY(%s::uuid[])", (_ids(streams),))
    rows = (Standing(UUID(row[0]), row[1], row[2], row[3], tuple(row[len(ROWS) :])) for row in cursor)
    return {row.stream: row for row in rows}


def keep(writes: Writes, model: Model, before: Collection[UUID], folded: Sequence[Folded]) -> None:
    """Write what the folds made of their streams; `before` are the streams that had a row already."""
    _keep_rows(writes, model, before, [f.standing for f in folded if f.standing])
    _keep_lines(writes, model, folded)
    _keep_cells(writes, model, folded)
    stopped = [(str(p.stream), p.version, p.reason) for f in folded if (p := f.parked)]
    insert(writes, f"{model.schema}.parked", PARKED, stopped)


def _keep_rows(writes: Writes, model: Model, before: Collection[UUID], rows: Sequence[Standing]) -> None:
    """A new row that somebody else wrote meanwhile is an error on purpose: the batch is folded again on top of it."""
    columns = ROWS | model.projection.row.types
    table = f"{model.schema}.rows"
    insert(writes, table, columns, [_row(r) for r in rows if r.stream not in before])
    changed = ", ".join(f'"{c}" = excluded."{c}"' for c in columns if c != "stream")
    old = [_row(r) for r in rows if r.stream in before]
    merge(writes, table, columns, old, conflict=f"(stream) DO UPDATE SET {changed}")


def _row(row: Standing) -> Values:
    return (str(row.stream), row.version, row.recorded_on, row.position, *row.values)


def _keep_lines(writes: Writes, model: Model, folded: Sequence[Folded]) -> None:
    if shape := model.projection.line:
        lines = [(str(line.stream), line.version, line.n, *line.values) for f in folded for line in f.lines]
        insert(writes, f"{model.schema}.lines", LINES | shape.types, lines)


def _keep_cells(writes: Writes, model: Model, folded: Sequence[Folded]) -> None:
    """Add the movements to the cells, and where they are declared to the months that these are of."""
    of = model.projection
    moved: Cells = {}
    for f in folded:
        for key, measures in f.cells.items():
            add(moved, key, measures)
    _add(writes, of, f"{model.schema}.cells", moved)
    if of.month:
        of_months: Cells = {}
        for key, measures in moved.items():
            add(of_months, of.month(key), measures)
        _add(writes, of, f"{model.schema}.months", of_months)


def _add(writes: Writes, of: AnyProjection, table: str, moved: Cells) -> None:
    """In the order of the keys: two projectors never wait for each other crosswise.

    Cells that fell to zero are taken away. One that rose to zero stays, which is seldom, and says nothing.
    """
    cells = [key for key in sorted(moved) if any(moved[key])]
    if not cells:
        return
    assert of.key
    assert of.measures
    keys, measured = of.key.types | DAY, of.measures.types
    name = table.rpartition(".")[2]
    merge(
        writes,
        table,
        keys | measured,
        [(*key, *moved[key]) for key in cells],
        conflict=f"({names(keys)}) DO UPDATE SET "
        + ", ".join(f'"{m}" = {name}."{m}" + excluded."{m}"' for m in measured),
    )
    if fallen := [key for key in cells if min(moved[key]) < 0]:
        empty = " AND ".join(f'"{m}" = 0' for m in measured)
        writes.execute(
            f"DELETE FROM {table} WHERE ({names(keys)}) IN ({from_arrays(keys)}) AND {empty}", arrays(fallen)
        )


def _ids(streams: Iterable[UUID]) -> list[str]:
    return [str(stream) for stream in streams]
