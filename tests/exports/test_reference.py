"""docs/reference/exports.md says what is in the files, column by column, and what is not."""

import hashlib
from pathlib import Path
from typing import Final

import pytest

from exports.content import LEFT_OUT
from exports.formats import FormatName
from exports.ocel import EVENT_ATTRIBUTES, OBJECTS
from exports.stamp import DEFINITION
from exports.tables import TABLES, TableName

PAGE: Final = (Path(__file__).parents[2] / "docs" / "reference" / "exports.md").read_text()
COLUMNS_OF: Final = {"exports-1": "292546b7f8b67166"}
"""definition -> digest of the columns that it has"""


def section(name: str) -> list[str]:
    _, _, after = PAGE.partition(f"\n## {name}\n")
    return [line for line in after.partition("\n## ")[0].splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("table", TableName)
def test_every_column_of_every_table_stands_there_in_its_order(table: TableName) -> None:
    assert section(table) == [f"| `{c.name}` | {c.kind} | {c.means} |" for c in TABLES[table].columns]


def test_another_column_is_another_definition() -> None:
    """A file that was kept must say what it has. After another column: a new number, and its line here."""
    kept = [(name.value, column.name, column.kind) for name in TableName for column in TABLES[name].columns]
    assert hashlib.sha256(repr(kept).encode()).hexdigest()[:16] == COLUMNS_OF.get(DEFINITION)


def test_every_object_and_attribute_of_ocel_stands_there() -> None:
    objects = [
        f"| `{name}` | `{c.name}` | {c.means} |" if c else f"| `{name}` | | |"
        for name, columns in OBJECTS.items()
        for c in columns or (None,)
    ]
    assert section("OCEL 2.0") == [*objects, *(f"| `{c.name}` | {c.kind} | {c.means} |" for c in EVENT_ATTRIBUTES)]


def test_every_field_that_stays_stands_there_with_its_reason() -> None:
    assert section("What leaves, and what does not") == [f"| `{name}` | {why} |" for name, why in LEFT_OUT.items()]


def test_every_format_and_the_definition_stand_there() -> None:
    assert f"this is `{DEFINITION}`" in PAGE
    assert all(f"`{name}`" in PAGE for name in FormatName)
