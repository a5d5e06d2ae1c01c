"""docs/reference/store.md says what is there, all of it and nothing else."""

import re
from pathlib import Path

import psycopg
import pytest

from store import errors
from store.errors import StoreError

PAGE = (Path(__file__).parents[2] / "docs/reference/store.md").read_text()
THE_TOOLS_OWN = "%yoyo%"


def documented_columns() -> set[tuple[str, str]]:
    section = PAGE.partition("## Tables")[2].partition("## ")[0]
    found, table = set(), ""
    for name, column in re.findall(r"^\| (?:`(\w+)`)? ?\| `(\w+)` \|", section, re.MULTILINE):
        table = name or table
        found.add((table, column))
    return found


@pytest.mark.servers
def test_the_page_names_every_table_and_column(database_url: str) -> None:
    with psycopg.connect(database_url) as store:
        columns = store.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name NOT LIKE %s",
            (THE_TOOLS_OWN,),
        ).fetchall()
    assert documented_columns() == set(columns)


def test_the_page_names_every_error() -> None:
    section = PAGE.partition("## Errors")[2].partition("## ")[0]
    kinds = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, StoreError)]
    assert set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE)) == {k.__name__ for k in kinds} - {"StoreError"}


def test_the_page_names_every_module() -> None:
    section = PAGE.partition("## Interfaces")[2].partition("## ")[0]
    modules = {file.stem for file in Path(errors.__file__).parent.glob("*.py")}
    inner = {"__init__", "append", "errors"}
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == modules - inner
