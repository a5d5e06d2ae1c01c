"""The classifier's file, however it was saved: text with ; or ,, with a mark at its beginning, or a sheet."""

import pytest

from cli.regions.file import LARGEST_FILE, rows_of
from domain.units import COLUMNS, BadClassifier, units_of
from tests.cli.sheets import Cell, xlsx
from tests.domain.classifier import rows

HEAD = [*COLUMNS, "nn"]
LINES = [[*cells.values(), "7"] for _, cells in rows()]


def text(separator: str = ";", head: list[str] = HEAD, end: str = "\n") -> str:
    return end.join(separator.join(line) for line in [head, *LINES]) + end


def refused(content: bytes) -> str:
    with pytest.raises(BadClassifier) as error:
        list(rows_of(content))
    return str(error.value)


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_text_is_read_with_either_separator_and_with_or_without_a_mark(separator: str, encoding: str, end: str) -> None:
    assert list(rows_of(text(separator, end=end).encode(encoding))) == rows()


def test_columns_are_found_by_name_whatever_their_order_and_case() -> None:
    turned = "\n".join(";".join(reversed(line)) for line in [[name.upper() for name in HEAD], *LINES])
    assert units_of(rows_of(turned.encode())) == units_of(rows())


def test_a_name_in_quotes_may_hold_the_separator_and_blanks_count_once() -> None:
    content = text().replace("Сарыарқа ауданы", '" Сарыарқа;\n ауданы "')
    *_, (line, last) = rows_of(content.encode())
    assert (line, last["name_kaz"]) == (9, "Сарыарқа; ауданы")


def test_blank_lines_are_no_units_and_keep_the_count_of_lines() -> None:
    content = text().replace("\n", "\n\n;;;\n", 1)
    assert [line for line, _ in rows_of(content.encode())] == [line + 2 for line, _ in rows()]


def test_a_sheet_is_read_with_its_numbers() -> None:
    cells: list[list[Cell]] = [[int(cell) if cell.isdigit() else cell for cell in line] for line in LINES]
    assert units_of(rows_of(xlsx([[*HEAD], *cells]))) == units_of(rows())


def test_lines_of_a_sheet_are_counted_as_its_reader_sees_them() -> None:
    assert [line for line, _ in rows_of(xlsx([[], HEAD, [], *LINES]))] == [line + 2 for line, _ in rows()]


def test_a_missing_column_is_named() -> None:
    assert refused(text(head=[*HEAD[:6], "name", *HEAD[7:]]).encode()) == (
        "line 1: no column name_kaz; wanted: te, ab, cd, ef, hij, k, name_kaz, name_rus"
    )
    assert refused(b"").startswith("line 1: no column te, ab")


def test_a_column_that_stands_twice_is_refused() -> None:
    assert refused(text(head=[*HEAD[:8], "te"]).encode()) == "line 1: column te stands twice"


def test_text_that_is_not_utf_8_is_refused_with_the_line() -> None:
    said = refused(text().encode("cp1251", errors="replace"))
    assert said.startswith("line 2: the text is not UTF-8")


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0 nothing", xlsx([])[:400]])
def test_a_sheet_that_cannot_be_read_is_refused(content: bytes) -> None:
    assert refused(content).startswith("line 1: ")


def test_a_broken_quote_and_a_monstrous_file_are_refused() -> None:
    assert refused(text().replace("Ордабасы", '"Ордабасы').encode()).startswith("line ")
    assert "more than 50000000" in refused(b"x" * (LARGEST_FILE + 1))
