"""Many rows into a table: a column at a time for a few, COPY for many.

Measured on a hundred short rows: a statement with an array for each column costs a sixth of one that spells out every
row, and PostgreSQL reads it in a tenth of the time. For many long rows COPY is cheaper still.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any, Protocol, cast
from weakref import WeakKeyDictionary

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.columns import Plain, Values
from projections.tables import names

COPY_FROM_ROWS = 500
PLACE = re.compile(r"%s((?:::\w+\[\])?)")
"""of a parameter in a query, with the type that it is taken for"""
_PREPARED: WeakKeyDictionary[Connection, dict[str, str]] = WeakKeyDictionary()
"""connection -> query -> how what was prepared for it is executed"""
_BETWEEN = '","'
Columns = Mapping[str, str]
"""a column's name -> its SQL type"""


class Writes(Protocol):
    """What takes statements that bring no answer: a cursor, or `Together`."""

    def execute(self, query: str, vars: Sequence[Any] = ..., /) -> None: ...

    def copy_expert(self, sql: str, file: io.StringIO, /) -> None: ...


class Together:
    """Statements that are sent in one go: each one sent alone would cost a way to the database and back.

    Those with parameters are prepared.
    """

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._waiting: list[bytes] = []

    def execute(self, query: str, vars: Sequence[Any] = (), /) -> None:
        self._waiting.append(self._cursor.mogrify(prepared(self._cursor, query) if vars else query, vars))

    def copy_expert(self, sql: str, file: io.StringIO, /) -> None:
        """In its place in the order, and at once."""
        self.send()
        self._cursor.copy_expert(sql, file)

    def send(self) -> None:
        """Everything that waits. Raises what the first of them raises."""
        if self._waiting:
            self._cursor.execute(b";\n".join(self._waiting))
        self._waiting.clear()


def prepared(cursor: Cursor, query: str) -> str:
    """What to send instead, with the same parameters: the connection is told once what it shall do, and plans it once.

    Measured: to plan a statement anew costs more than to do what a few rows ask of it. No rollback undoes it.
    """
    known = _PREPARED.setdefault(cursor.connection, {})
    if query not in known:
        name, numbers = f"prepared_{len(known)}", count(1)
        cursor.execute(f"PREPARE {name} AS {PLACE.sub(lambda found: f'${next(numbers)}{found[1]}', query)}")
        known[query] = f"EXECUTE {name}({', '.join(found[0] for found in PLACE.finditer(query))})"
    return known[query]


def insert(writes: Writes, table: str, columns: Columns, rows: Sequence[Values]) -> None:
    """Insert rows that are not there yet; one that is there is an error."""
    if not rows:
        return
    if len(rows) < COPY_FROM_ROWS:
        writes.execute(f"INSERT INTO {table} ({names(columns)}) {from_arrays(columns)}", arrays(rows))
    else:
        _copy(writes, table, columns, rows)


def merge(writes: Writes, table: str, columns: Columns, rows: Sequence[Values], *, conflict: str) -> None:
    """Insert rows, and do as `conflict` says with those that are there: `(columns) DO UPDATE SET …`."""
    if not rows:
        return
    insertion = f"INSERT INTO {table} ({names(columns)})"
    if len(rows) < COPY_FROM_ROWS:
        writes.execute(f"{insertion} {from_arrays(columns)} ON CONFLICT {conflict}", arrays(rows))
        return
    stage = _stage(writes, table)
    _copy(writes, stage, columns, rows)
    writes.execute(f"{insertion} SELECT {names(columns)} FROM {stage} ON CONFLICT {conflict}")


def from_arrays(columns: Columns) -> str:
    """The query that makes rows of `arrays` again."""
    return f"SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in columns.values())})"


def arrays(rows: Iterable[Values]) -> list[str | list[Plain]]:
    """The columns of these rows, a parameter each."""
    return [_array(column) for column in zip(*rows, strict=True)]


def _array(values: Sequence[Plain]) -> str | list[Plain]:
    """As PostgreSQL writes arrays; what would have to be escaped there is left to the driver, value by value."""
    kinds = set(map(type, values))
    if kinds == {int}:
        return f"{{{str(list(values))[1:-1]}}}"
    if kinds == {str}:
        written = f'"{_BETWEEN.join(cast(Sequence[str], values))}"'
    else:
        written = ",".join(["NULL" if v is None else f'"{v}"' for v in values])
    quotes = 2 * (len(values) - values.count(None))
    return list(values) if written.count('"') != quotes or "\\" in written else f"{{{written}}}"


def _stage(writes: Writes, table: str) -> str:
    """A temporary table like it, emptied by every commit: TRUNCATE leaves no dead rows, DELETE would."""
    stage = f"stage_{table.replace('.', '_')}"
    writes.execute(f"CREATE TEMP TABLE IF NOT EXISTS {stage} (LIKE {table}) ON COMMIT DELETE ROWS")
    return f"pg_temp.{stage}"


def _copy(writes: Writes, table: str, columns: Columns, rows: Iterable[Values]) -> None:
    texts = [_texts(column) for column in zip(*rows, strict=True)]
    lines = "\n".join(map("\t".join, zip(*texts, strict=True)))
    writes.copy_expert(f"COPY {table} ({names(columns)}) FROM STDIN", io.StringIO(f"{lines}\n"))


def _texts(values: Sequence[Plain]) -> Iterable[str]:
    """A column in COPY's text format. Measured: to look at it as a whole costs a third of asking every value."""
    kinds = set(map(type, values))
    if kinds == {int}:
        return str(list(values))[1:-1].split(", ")
    if kinds == {str} and (text := "".join(cast(Sequence[str], values))).isprintable() and "\\" not in text:
        return cast(Sequence[str], values)
    if kinds == {date}:
        said = {day: str(day) for day in set(values)}
        return [said[day] for day in values]
    return map(_field, values)


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
