"""Parquet: typed columns in groups of rows, each written and forgotten before the next is gathered.

The library is large, so it is imported when somebody asks for Parquet. The heading stands in the file's own metadata.
"""

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import orjson

from exports.columns import Kind, Row, Table
from exports.reading import Story
from exports.stamp import Heading

if TYPE_CHECKING:
    import pyarrow

ROWS_AT_ONCE: Final = 10_000
"""rows of a group: what is in memory at once"""
METADATA: Final = b"qadam"
COMPRESSION: Final = "zstd"


class Drain(io.RawIOBase):
    """What was written since it was last emptied."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        written = bytes(part)
        self._parts.append(written)
        self._length += len(written)
        return len(written)

    def tell(self) -> int:
        return self._length

    def emptied(self) -> bytes:
        written, self._parts = b"".join(self._parts), []
        return written


def parquet(table: Table, stories: Iterable[Story], heading: Heading) -> Iterator[bytes]:
    """The file, a group of rows at a time."""
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetWriter

    schema, drain = _schema(table, heading), Drain()
    with ParquetWriter(drain, schema, compression=COMPRESSION) as writer:
        for rows in _groups(table, stories):
            columns = [list(values) for values in zip(*rows, strict=True)]
            writer.write_batch(RecordBatch.from_arrays(_arrays(columns, schema), schema=schema))
            yield drain.emptied()
    yield drain.emptied()


def _groups(table: Table, stories: Iterable[Story]) -> Iterator[list[Row]]:
    """A claim's rows are never divided."""
    rows: list[Row] = []
    for story in stories:
        rows += table.rows(story)
        if len(rows) >= ROWS_AT_ONCE:
            yield rows
            rows = []
    if rows:
        yield rows


def _arrays(columns: list[list[Any]], schema: "pyarrow.Schema") -> "list[pyarrow.Array]":
    from pyarrow import array

    return [array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]


def _schema(table: Table, heading: Heading) -> "pyarrow.Schema":
    import pyarrow

    types: dict[Kind, Any] = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "instant": pyarrow.timestamp("us", tz="UTC"),
        "day": pyarrow.date32(),
    }
    metadata = {METADATA: orjson.dumps(heading.told(), option=orjson.OPT_SORT_KEYS)}
    return pyarrow.schema([(column.name, types[column.kind]) for column in table.columns], metadata=metadata)
