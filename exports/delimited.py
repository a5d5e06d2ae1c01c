"""CSV as spreadsheets in Kazakhstan open it: UTF-8 with its mark, CRLF, on request semicolons instead of commas."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from typing import Final

from domain.event import instant
from exports.columns import Table, Value
from exports.reading import Story
from exports.stamp import Heading

MARK: Final = "\ufeff"
"""without it a spreadsheet takes UTF-8 for something else"""
CHUNK: Final = 65_536
"""characters that are gathered before they go out"""
TRUTH: Final = {True: "true", False: "false"}


def delimited(table: Table, separator: str, stories: Iterable[Story], _: Heading) -> Iterator[bytes]:
    """A line a row after the line of names; what is empty is nothing."""
    page = StringIO(newline="")
    page.write(MARK)
    lines = csv.writer(page, delimiter=separator, lineterminator="\r\n")
    lines.writerow(column.name for column in table.columns)
    for story in stories:
        lines.writerows(map(_written, row) for row in table.rows(story))
        if page.tell() > CHUNK:
            yield _emptied(page)
    yield _emptied(page)


def _emptied(page: StringIO) -> bytes:
    written = page.getvalue().encode()
    page.seek(0)
    page.truncate()
    return written


def _written(value: Value) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return TRUTH[value]
    if isinstance(value, datetime):
        return instant(value)
    return value if isinstance(value, (str, int)) else value.isoformat()
