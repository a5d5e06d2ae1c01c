"""The tables of a read model: a schema of its own, made from the declaration, never migrated.

rows           one row per stream: where it stands
lines          what handlers appended
cells          roll-ups by recorded day; a cell whose measures are all zero says what none says, and is none
months_by_day  the same added up once more for whole months and regions, where the declaration says so
months         and these by the month of the recorded day, which stands as its first
positions      per partition of the topic: the next offset, and up to which position of the store it has been given
parked         streams that go no further, and why
moved          only while a rebuild fills it: what moves cells
meta           the topic that the positions belong to, and up to which position the versions were compared
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.base import AnyProjection, Index
from projections.columns import Column, Shape
from projections.connect import transaction

T = TypeVar("T")
LOCK_CLASS = 0x0AD6
"""first half of the advisory locks on read models; the second is the hash of the name"""
MAKING = "read models are made"
ADDING_MEMORY = "128MB"
"""of the server, while cells are added up; what needs more is put on disk meanwhile"""
ROWS = {"stream": "uuid", "version": "bigint", "recorded_on": "date", "position": "bigint"}
LINES = {"stream": "uuid", "version": "bigint", "n": "bigint"}
RECORDED = "recorded_on"
DAY = {RECORDED: "date"}
PARKED = {"stream": "uuid", "version": "bigint", "reason": "text"}
POSITIONS = {"topic_id": "text", "partition": "bigint", "offset": "bigint", "position": "bigint"}
"""Columns that every model has, with their types."""
CELLS: Final = "cells"
MONTHS_BY_DAY: Final = "months_by_day"
MONTHS: Final = "months"
ROLL_UPS = (CELLS, MONTHS_BY_DAY, MONTHS)
MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Model:
    """A projection and the schema that holds its tables: its own name, or the shadow that a rebuild fills.

    `gathers`: what moves its cells is put beside them as it comes, to be added up once all of it is there.
    """

    projection: AnyProjection
    schema: str
    gathers: bool = False

    @property
    def name(self) -> str:
        return self.projection.name


def live(projection: AnyProjection) -> Model:
    return Model(projection, projection.name)


def shadow(projection: AnyProjection) -> Model:
    return Model(projection, f"{projection.name}__rebuilt")


def gathering(projection: AnyProjection) -> Model:
    """The shadow while it is filled."""
    return Model(projection, shadow(projection).schema, gathers=True)


def ensure(connection: Connection, projections: Iterable[AnyProjection]) -> None:
    """Make the tables of the projections that have none yet. Several processes may do so at once."""
    with transaction(connection) as cursor:
        lock(cursor, MAKING)
        for projection in projections:
            if not exists(cursor, projection.name):
                create(cursor, live(projection))
                index(cursor, live(projection))


def exists(cursor: Cursor, schema: str) -> bool:
    cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", (schema,))
    return one(cursor, bool)


def lock(cursor: Cursor, *names: str, shared: bool = False) -> None:
    """Hold read models until the transaction ends: the projector shares them, a switch or a retry has one alone."""
    held = f"pg_advisory_xact_lock{'_shared' if shared else ''}(%s, hashtext(%s))"
    cursor.execute(
        f"SELECT {', '.join([held] * len(names))}", [part for name in sorted(names) for part in (LOCK_CLASS, name)]
    )


def create(cursor: Cursor, model: Model) -> None:
    """The tables with their primary keys; `index` adds the rest once a rebuild has filled them."""
    of, schema = model.projection, model.schema
    cursor.execute(f"""
        CREATE SCHEMA {schema};
        CREATE TABLE {schema}.rows (
            stream uuid PRIMARY KEY,
            version bigint NOT NULL,
            recorded_on date NOT NULL,
            position bigint NOT NULL
            {_columns(of.row)}
        ) WITH (fillfactor = 80);
        CREATE TABLE {schema}.lines (
            stream uuid, version bigint, n bigint {_columns(of.line)}, PRIMARY KEY (stream, version, n)
        );
        {"".join(_roll_up(of, f"{schema}.{table}") for table in roll_ups(of))}
        CREATE TABLE {schema}.positions (
            topic_id text, partition bigint, "offset" bigint NOT NULL, position bigint NOT NULL,
            PRIMARY KEY (topic_id, partition)
        );
        CREATE TABLE {schema}.parked (
            stream uuid PRIMARY KEY,
            version bigint NOT NULL,
            reason text NOT NULL,
            parked_at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
        CREATE TABLE {schema}.meta (key text PRIMARY KEY, value text NOT NULL);
    """)


def gather(cursor: Cursor, model: Model) -> None:
    """A table for what moves the cells: without order, index and log, because who fails begins anew."""
    cursor.execute(f"CREATE UNLOGGED TABLE {model.schema}.{MOVED} (LIKE {model.schema}.{CELLS})")
    for table in roll_ups(model.projection):
        cursor.execute(f"ALTER TABLE {model.schema}.{table} DROP CONSTRAINT {table}_pkey")


def add_up(cursor: Cursor, model: Model) -> None:
    """The cells from all that was gathered, and the months from the cells."""
    of, schema = model.projection, model.schema
    cursor.execute(f"SET LOCAL work_mem = '{ADDING_MEMORY}'; SET LOCAL maintenance_work_mem = '{ADDING_MEMORY}'")
    _add_up(cursor, model, MOVED, CELLS, {})
    if of.months:
        _add_up(cursor, model, CELLS, MONTHS_BY_DAY, of.months.in_sql)
        _add_up(cursor, model, MONTHS_BY_DAY, MONTHS, {RECORDED: f"date_trunc('month', {RECORDED})::date"})
    cursor.execute(f"DROP TABLE {schema}.{MOVED}")


def _add_up(cursor: Cursor, model: Model, source: str, table: str, said: Mapping[str, str]) -> None:
    """From one table of cells to another. `said`: column of the key -> what it is made of, if not of itself."""
    keys, measures = [*key_names(model.projection), RECORDED], measure_names(model.projection)
    made = [said.get(key, f'"{key}"') for key in keys]
    sums = [f'sum("{measure}")::bigint' for measure in measures]
    some = " OR ".join(f"{each} <> 0" for each in sums) or "false"
    by = ", ".join(str(n) for n, _ in enumerate(keys, start=1))
    cursor.execute(f"""
        INSERT INTO {model.schema}.{table} ({names([*keys, *measures])})
            SELECT {", ".join([*made, *sums])} FROM {model.schema}.{source} GROUP BY {by} HAVING {some};
        ALTER TABLE {model.schema}.{table} ADD PRIMARY KEY ({names(keys)});
    """)


def index(cursor: Cursor, model: Model) -> None:
    """The declared indexes, and statistics for the planner."""
    for declared in model.projection.indexes:
        cursor.execute(_index(model.schema, declared))
    if months := model.projection.months:
        cursor.execute(_index(model.schema, Index(MONTHS_BY_DAY, (months.day, RECORDED))))
        cursor.execute(_index(model.schema, Index(MONTHS, (months.day,))))
    for table in ("rows", "lines", *roll_ups(model.projection)):
        cursor.execute(f"ANALYZE {model.schema}.{table}")


def roll_ups(of: AnyProjection) -> tuple[str, ...]:
    """The tables of cells that it has."""
    return ROLL_UPS if of.months else ROLL_UPS[:1]


def compared(of: AnyProjection) -> tuple[str, ...]:
    """The tables that must be the same after a rebuild."""
    return ("rows", "lines", *roll_ups(of), "parked")


def key_names(projection: AnyProjection) -> tuple[str, ...]:
    return projection.key.names if projection.key else ()


def measure_names(projection: AnyProjection) -> tuple[str, ...]:
    return projection.measures.names if projection.measures else ()


def said(model: Model, table: str) -> str:
    """What a table says, as a query: it must be the same after a rebuild, however the batches were cut."""
    where = ""
    if table in ROLL_UPS and (measures := measure_names(model.projection)):
        where = " WHERE " + " OR ".join(f'"{measure}" <> 0' for measure in measures)
    return f"SELECT {content(model, table)} FROM {model.schema}.{table}{where}"


def content(model: Model, table: str) -> str:
    """The columns of a table that must be the same after a rebuild; when a stream was parked is not among them."""
    of = model.projection
    columns = {
        "rows": (*ROWS, *of.row.names),
        "lines": (*LINES, *(of.line.names if of.line else ())),
        **dict.fromkeys(ROLL_UPS, (*key_names(of), "recorded_on", *measure_names(of))),
        "parked": ("stream", "version"),
    }
    return names(columns[table])


def names(columns: Iterable[str]) -> str:
    """Quoted: a field may be called like a word of SQL."""
    return ", ".join(f'"{column}"' for column in columns)


def one(cursor: Cursor, kind: type[T]) -> T:
    """The single value of a single row."""
    row = cursor.fetchone()
    assert row is not None
    assert isinstance(row[0], kind), row
    return row[0]


def _roll_up(of: AnyProjection, table: str) -> str:
    return f"""
        CREATE TABLE {table} (
            recorded_on date NOT NULL {_columns(of.key)} {_columns(of.measures)},
            PRIMARY KEY ({names([*key_names(of), "recorded_on"])})
        ) WITH (fillfactor = 80);"""


def _columns(shape: Shape[object] | None) -> str:
    columns: tuple[Column, ...] = shape.columns if shape else ()
    return "".join(f", {column.definition}" for column in columns)


def _index(schema: str, declared: Index) -> str:
    where = f"WHERE {declared.where}" if declared.where else ""
    return f"CREATE INDEX ON {schema}.{declared.table} ({names(declared.columns)}) {where}"
