"""Many rows into a table: a column at a time for a few, COPY for many.

Measured on a hundred short rows: a statement with an array for each column costs a sixth of one that spells out every
row, and PostgreSQL reads it in a tenth of the time. For many long rows COPY is cheaper still.
"""

import io
from collections.abc import Iterable, Mapping, Sequence

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.columns import Plain, Values
from projections.tables import names

COPY_FROM_ROWS = 500
Columns = Mapping[str, str]
"""a column's name -> its SQL type"""


def insert(cursor: Cursor, table: str, columns: Columns, rows: Sequence[Values]) -> None:
    """Insert rows that are not there yet; one that is there is an error."""
    if not rows:
        return
    if len(rows) < COPY_FROM_ROWS:
        cursor.execute(f"INSERT INTO {table} ({names(columns)}) {_rows(columns)}", _arrays(rows))
    else:
        _copy(cursor, table, columns, rows)


def merge(
    cursor: Cursor, table: str, columns: Columns, rows: Sequence[Values], *, conflict: str, returning: str = ""
) -> list[Values]:
    """Insert rows, and do as `conflict` says with those that are there: `(columns) DO UPDATE SET …`.

    `returning` is a query over what was written, named `written`; its answer is returned.
    """
    if not rows:
        return []
    if len(rows) < COPY_FROM_ROWS:
        cursor.execute(_merging(table, columns, _rows(columns), conflict, returning), _arrays(rows))
    else:
        stage = _stage(cursor, table)
        _copy(cursor, stage, columns, rows)
        cursor.execute(_merging(table, columns, f"SELECT {names(columns)} FROM {stage}", conflict, returning))
    return cursor.fetchall() if returning else []


def _merging(table: str, columns: Columns, source: str, conflict: str, returning: str) -> str:
    statement = f"INSERT INTO {table} ({names(columns)}) {source} ON CONFLICT {conflict}"
    return f"WITH written AS ({statement} RETURNING *) {returning}" if returning else statement


def _rows(columns: Columns) -> str:
    """The rows again, from one array per column."""
    return f"SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in columns.values())})"


def _arrays(rows: Sequence[Values]) -> list[str | list[Plain]]:
    return [_array(column) for column in zip(*rows, strict=True)]


def _array(values: Sequence[Plain]) -> str | list[Plain]:
    """As PostgreSQL writes arrays; what would have to be escaped there is left to the driver, value by value."""
    written = ",".join(["NULL" if v is None else f'"{v}"' for v in values])
    quotes = 2 * (len(values) - values.count(None))
    return list(values) if written.count('"') != quotes or "\\" in written else f"{{{written}}}"


def _stage(cursor: Cursor, table: str) -> str:
    """A temporary table like it, emptied by every commit: TRUNCATE leaves no dead rows, DELETE would."""
    stage = f"stage_{table.replace('.', '_')}"
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {stage} (LIKE {table}) ON COMMIT DELETE ROWS")
    return f"pg_temp.{stage}"


def _copy(cursor: Cursor, table: str, columns: Columns, rows: Iterable[Values]) -> None:
    text = "".join(["\t".join(map(_field, row)) + "\n" for row in rows])
    cursor.copy_expert(f"COPY {table} ({names(columns)}) FROM STDIN", io.StringIO(text))


def _field(value: Plain) -> str:
    """A value in COPY's text format."""
    if value is None:
        return r"\N"
    if type(value) is not str:
        return str(value)
    if "\\" in value:
        value = value.replace("\\", "\\\\")
    if value.isprintable():
        return value
    return value.replace("\n", r"\n").replace("\r", r"\r").replace("\t", r"\t")
