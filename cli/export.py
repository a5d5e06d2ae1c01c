"""`qadam export FORMAT FILE`: what the store holds of claims, as a file for others, and its stamp beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import orjson
import psycopg
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from cli.mendable import in_one_line
from cli.override import adopt_override
from cli.printed import JsonOption, printed
from config import settings
from exports.asked import NotThereYet, Question, Unaskable
from exports.export import Export
from exports.formats import COMMA, KINDS, SEMICOLON, FormatName, format_of
from exports.stamp import Stamp
from exports.tables import TableName
from store.log import Connection
from store.migrate import wait_for_schema

PART, STAMP = ".part", ".stamp.json"
UNREAD_SHOWN: Final = 20
INCOMPLETE: Final = 3
"""exit code: the file is there, and claims that could not be read are not in it"""

DAY: Final = ["%Y-%m-%d"]
FormatArgument = Annotated[FormatName, typer.Argument(help="what kind of file")]
FileArgument = Annotated[Path, typer.Argument(help="where it is written; FILE.stamp.json beside it says what it is of")]
TableOption = Annotated[TableName | None, typer.Option(help="of csv and parquet: which table; events")]
RegionOption = Annotated[str | None, typer.Option(help="claims submitted there: the first digits of a KATO code")]
OfficeOption = Annotated[str | None, typer.Option(help="claims submitted at that office")]
FromOption = Annotated[datetime | None, typer.Option("--from", formats=DAY, help="first local day of submission")]
ToOption = Annotated[datetime | None, typer.Option("--to", formats=DAY, help="last local day of submission")]
UntilOption = Annotated[int | None, typer.Option(min=1, help="as it stood at that position of the store")]
SemicolonOption = Annotated[bool, typer.Option("--semicolon", help="csv: semicolons instead of commas")]


def export(
    format: FormatArgument,
    file: FileArgument,
    table: TableOption = None,
    region: RegionOption = None,
    office: OfficeOption = None,
    first: FromOption = None,
    last: ToOption = None,
    until_position: UntilOption = None,
    semicolon: SemicolonOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write what the store holds of claims: without names, the same bytes for the same position.

    Exit code 3 if claims could not be read: they are named, and not in the file.
    """
    adopt_override(settings())
    with in_one_line("not exported", Unaskable, NotThereYet, OSError):
        if table and not KINDS[format].is_of_a_table:
            raise Unaskable("--table", f"{format} holds all of them; a table is of csv and parquet")
        question = Question(region, office, first and first.date(), last and last.date(), until_position)
        of = format_of(format, table or TableName.EVENTS, separator=SEMICOLON if semicolon else COMMA)
        wait_for_schema(settings().database_url, 0)
        with psycopg.connect(settings().database_url, autocommit=True, application_name="qadam export") as connection:
            stamp = written(Export(lambda: _lent(connection), of, question), file)
    printed("\n".join(_sentences(stamp, file)), {"file": str(file), **stamp.told()}, as_json)
    raise typer.Exit(INCOMPLETE if stamp.unread else 0)


def written(export: Export, file: Path) -> Stamp:
    """The file is there whole or not at all; its stamp beside it."""
    part = file.with_name(file.name + PART)
    try:
        with part.open("wb") as out, _bar(file.name) as progress:
            for chunk in export.chunks(progress):
                out.write(chunk)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    beside = orjson.dumps(export.stamp.told(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    file.with_name(file.name + STAMP).write_bytes(beside)
    return export.stamp


@contextmanager
def _lent(connection: Connection) -> Iterator[Connection]:
    yield connection


@contextmanager
def _bar(name: str) -> Iterator[Any]:
    columns = (TextColumn(name), BarColumn(40), TextColumn("{task.percentage:3.0f} %"), TimeRemainingColumn())
    with Progress(*columns, transient=True, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda part: bar.update(task, completed=part)


def _sentences(stamp: Stamp, file: Path) -> Iterator[str]:
    of = f" ({stamp.heading.table})" if stamp.heading.table else ""
    yield f"{file}: {stamp.heading.format}{of}, {stamp.claims:,} claims, {stamp.events:,} events, {stamp.bytes:,} bytes"
    yield f"position {stamp.heading.position}, sha256 {stamp.sha256}"
    for each in stamp.unread[:UNREAD_SHOWN]:
        yield f"not in it: claim {each.claim}, which cannot be read from version {each.version} on: {each.reason}"
    if len(stamp.unread) > UNREAD_SHOWN:
        yield f"and {len(stamp.unread) - UNREAD_SHOWN} more, which stand in the stamp"
