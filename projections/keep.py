"""What a read model holds of some streams, and what a fold made of them: read in one query, written in one go."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import add
from typing import Any, cast
from uuid import UUID

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.base import AnyProjection
from projections.columns import Fields, Plain, Shape, Values
from projections.fold import Folded, Standing
from projections.tables import CELLS, DAY, LINES, MONTHS, MONTHS_BY_DAY, MOVED, PARKED, ROWS, Model, names
from projections.writer import Columns, Writes, arrays, from_arrays, insert, merge, prepared

Sums = dict[Values, Sequence[int]]
"""(the key's values..., recorded day) -> the sum of each measure"""


class Unfit(Exception):
    """A line or a cell that was not checked does not fit its columns: the batch must be folded again, checked."""


@dataclass(slots=True)
class Stands:
    """What a read model says of some streams: their versions, locked, and which are parked.

    `table`: the one that the rows are in; a rebuild that was switched to brings another.
    """

    table: int = 0
    versions: dict[UUID, int] = field(default_factory=dict)
    parked: set[UUID] = field(default_factory=set)


def stands(cursor: Cursor, models: Sequence[Model], streams: Collection[UUID]) -> dict[str, Stands]:
    """By schema. Ask while the models' locks are held. Of two projectors that were given the same events one comes
    second: it waits at the first model's rows."""
    found = {model.schema: Stands() for model in models}
    of = {str(stream): stream for stream in streams}
    cursor.execute(prepared(cursor, _where_they_stand(found)), arrays([(each,) for each in of]))
    for schema, stream, number in cursor:
        if stream is None:
            found[schema].table = number
        elif number is None:
            found[schema].parked.add(of[stream])
        else:
            found[schema].versions[of[stream]] = number
    return found


def _where_they_stand(schemas: Iterable[str]) -> str:
    """One question for all of these models."""
    these = "stream = ANY ((SELECT streams FROM asked)::uuid[])"
    locked = [
        f"{schema} AS (SELECT stream, version FROM {schema}.rows WHERE {these} ORDER BY stream FOR UPDATE)"
        for schema in schemas
    ]
    told = [
        f"""SELECT '{schema}', stream, version FROM {schema}
        UNION ALL SELECT '{schema}', stream, NULL FROM {schema}.parked WHERE {these}
        UNION ALL SELECT '{schema}', NULL, '{schema}.rows'::regclass::oid::bigint"""
        for schema in schemas
    ]
    return f"WITH asked AS (SELECT %s::uuid[] AS streams), {', '.join(locked)} {' UNION ALL '.join(told)}"


def standings(cursor: Cursor, model: Model, streams: Collection[UUID]) -> dict[UUID, Standing]:
    """Where the streams stand, with their rows."""
    if not streams:
        return {}
    columns = (*ROWS, *model.projection.row.names)
    cursor.execute(f"SELECT {names(columns)} FROM {model.schema}.rows WHERE stream = ANY(%s::uuid[])", (_ids(streams),))
    rows = (Standing(UUID(row[0]), row[1], row[2], row[3], tuple(row[len(ROWS) :])) for row in cursor)
    return {row.stream: row for row in rows}


def keep(writes: Writes, model: Model, before: Collection[UUID], folded: Sequence[Folded]) -> None:
    """Write what the folds made of their streams; `before` are the streams that had a row already. Raises Unfit."""
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
        lines = [line for f in folded for line in f.lines]
        fitted = zip(lines, _fit(shape, [line.values for line in lines]), strict=True)
        rows = [(str(line.stream), line.version, line.n, *values) for line, values in fitted]
        insert(writes, f"{model.schema}.lines", LINES | shape.types, rows)


def _keep_cells(writes: Writes, model: Model, folded: Sequence[Folded]) -> None:
    """The movements, and where they are declared those of the months that the cells are of. A rebuild works these out
    at its end (`tables.add_up`)."""
    of = model.projection
    if of.key is None or of.measures is None:
        return
    moved = _moved(of.key, of.measures, folded)
    keys, measures = of.key.types | DAY, of.measures.types
    if model.gathers:
        insert(writes, f"{model.schema}.{MOVED}", keys | measures, [(*key, *sums) for key, sums in moved.items()])
        return
    for table, sums in _rolled_up(of, moved):
        _merge(writes, f"{model.schema}.{table}", keys, measures, sums)


def _rolled_up(of: AnyProjection, moved: Sums) -> Iterator[tuple[str, Sums]]:
    """What moves each table of cells."""
    yield CELLS, moved
    if month := of.month:
        by_day = _added_up((month(key), measures) for key, measures in moved.items())
        yield MONTHS_BY_DAY, by_day
        yield MONTHS, _added_up(((*key[:-1], _first(key[-1])), measures) for key, measures in by_day.items())


def _first(recorded_on: Plain) -> date:
    """The first of the month."""
    return cast(date, recorded_on).replace(day=1)


def _merge(writes: Writes, table: str, keys: Columns, measures: Columns, moved: Sums) -> None:
    """Add the movements to the cells, in the order of the keys: two projectors never wait for each other crosswise.

    Cells that fell to zero are taken away. One that rose to zero stays, which is seldom, and says nothing.
    """
    cells = [key for key in sorted(moved) if any(moved[key])]
    name = table.rpartition(".")[2]
    sums = ", ".join(f'"{m}" = {name}."{m}" + excluded."{m}"' for m in measures)
    rows = [(*key, *moved[key]) for key in cells]
    merge(writes, table, {**keys, **measures}, rows, conflict=f"({names(keys)}) DO UPDATE SET {sums}")
    if fallen := [key for key in cells if min(moved[key]) < 0]:
        empty = " AND ".join(f'"{m}" = 0' for m in measures)
        writes.execute(
            f"DELETE FROM {table} WHERE ({names(keys)}) IN ({from_arrays(keys)}) AND {empty}", arrays(fallen)
        )


def _moved(key: Shape[Any], measures: Shape[Any], folded: Sequence[Folded]) -> Sums:
    moved = [movement for f in folded for movement in f.moved]
    keys = _fit(key, [cell for cell, _, _ in moved])
    added = cast(Sequence[Sequence[int]], _fit(measures, [numbers for _, _, numbers in moved]))
    return _added_up(((*cell, day), more) for cell, (_, day, _), more in zip(keys, moved, added, strict=True))


def _added_up(moved: Iterable[tuple[Values, Sequence[int]]]) -> Sums:
    sums: Sums = {}
    for key, more in moved:
        sums[key] = tuple(map(add, sums[key], more)) if key in sums else more
    return sums


def _fit(shape: Shape[Any], objects: Sequence[Fields]) -> Sequence[Values]:
    try:
        return shape.fit(objects)
    except (TypeError, ValueError) as error:
        raise Unfit(f"{shape.of.__name__}: {error}") from error


def _ids(streams: Iterable[UUID]) -> list[str]:
    return [str(stream) for stream in streams]
