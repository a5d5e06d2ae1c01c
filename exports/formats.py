"""The formats: what each is called, what a file of it is, and how it is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from exports.claims_table import CLAIMS
from exports.delimited import delimited
from exports.ocel_json import ocel_json
from exports.ocel_sqlite import ocel_sqlite
from exports.parquet import parquet
from exports.reading import Story
from exports.stamp import Heading
from exports.tables import TABLES, TableName
from exports.xes import xes

Write = Callable[[Iterable[Story], Heading], Iterator[bytes]]
COMMA, SEMICOLON = ",", ";"


class FormatName(StrEnum):
    """A kind of file, as it is asked for."""

    CSV = "csv"
    PARQUET = "parquet"
    XES = "xes"
    OCEL_JSON = "ocel-json"
    OCEL_SQLITE = "ocel-sqlite"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file of a format is. `is_of_a_table`: it holds one of the tables; the others hold everything."""

    media_type: str
    suffix: str
    is_of_a_table: bool


KINDS: Final[Mapping[FormatName, Kind]] = {
    FormatName.CSV: Kind("text/csv", "csv", is_of_a_table=True),
    FormatName.PARQUET: Kind("application/vnd.apache.parquet", "parquet", is_of_a_table=True),
    FormatName.XES: Kind("application/xml", "xes", is_of_a_table=False),
    FormatName.OCEL_JSON: Kind("application/json", "json", is_of_a_table=False),
    FormatName.OCEL_SQLITE: Kind("application/vnd.sqlite3", "sqlite", is_of_a_table=False),
}


@dataclass(frozen=True, slots=True)
class Format:
    """A file of a table, where it is of one, and how it is written."""

    name: FormatName
    table: TableName | None
    write: Write

    @property
    def kind(self) -> Kind:
        return KINDS[self.name]


def format_of(name: FormatName, table: TableName = TableName.EVENTS, *, separator: str = COMMA) -> Format:
    """Table and separator count where the format has any."""
    rows = TABLES[table]
    writes: dict[FormatName, Write] = {
        FormatName.CSV: partial(delimited, rows, separator),
        FormatName.PARQUET: partial(parquet, rows),
        FormatName.XES: partial(xes, CLAIMS),
        FormatName.OCEL_JSON: ocel_json,
        FormatName.OCEL_SQLITE: ocel_sqlite,
    }
    return Format(name, table if KINDS[name].is_of_a_table else None, writes[name])
