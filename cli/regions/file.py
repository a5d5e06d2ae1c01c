"""The classifier's file as lines and cells: UTF-8 text with ; or , or a sheet (xlsx, xls, ods), told by its content."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from domain.units import COLUMNS, BadClassifier, Fault, Row

SHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""how a zip (xlsx, ods) and an old workbook (xls) begin"""
SEPARATORS: Final = (";", ",")
LARGEST_FILE: Final = 50_000_000
"""bytes; the official sheet has about one million"""

Line = tuple[int, list[str]]


def rows_of(content: bytes) -> Iterator[Row]:
    """The lines after that of the column names, by column. Raises `BadClassifier` where it cannot be read."""
    if len(content) > LARGEST_FILE:
        raise BadClassifier(Fault(1, "", f"the file has {len(content)} bytes, more than {LARGEST_FILE}"))
    lines = _cells_of_sheet(content) if content.startswith(SHEETS) else _cells_of_text(content)
    filled = (line for line in lines if any(line[1]))
    number, names = next(filled, (1, []))
    places = _places(number, [name.lower() for name in names])
    for number, cells in filled:
        yield number, {name: cells[at] if at < len(cells) else "" for name, at in places.items()}


def _places(line: int, names: Sequence[str]) -> dict[str, int]:
    """Column -> its place. Other columns of the file are not read."""
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise BadClassifier(Fault(line, "", f"no column {', '.join(missing)}; wanted: {', '.join(COLUMNS)}"))
    if twice := [name for name in COLUMNS if names.count(name) > 1]:
        raise BadClassifier(Fault(line, "", f"column {twice[0]} stands twice"))
    return {name: names.index(name) for name in COLUMNS}


def _cells_of_text(content: bytes) -> Iterator[Line]:
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [_trimmed(cell) for cell in cells]
    except csv.Error as error:
        raise BadClassifier(Fault(reader.line_num, "", str(error))) from None


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadClassifier(
            Fault(line, "", "the text is not UTF-8; save it as UTF-8, or load the sheet itself")
        ) from None


def _separator(text: str) -> str:
    """Whichever stands more often between the names of the columns."""
    return max(SEPARATORS, key=text.lstrip().partition("\n")[0].count)


def _cells_of_sheet(content: bytes) -> Iterator[Line]:
    """The first sheet's. A number is written as digits: 61.0 in a sheet is 61."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as error:
        raise BadClassifier(Fault(1, "", f"the sheet cannot be read: {error}")) from None
    for number, row in enumerate(rows, start=1):
        yield number, [_trimmed(_written(cell)) for cell in row]


def _written(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _trimmed(cell: str) -> str:
    """Without the blanks around it; those inside count as one."""
    return " ".join(cell.split())
