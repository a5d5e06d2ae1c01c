"""Few rows or many: whatever they hold arrives as it was, and a conflict is treated as was said."""

from datetime import UTC, date, datetime
from uuid import UUID

import psycopg2
import pytest

from projections.columns import Values
from projections.connect import transaction
from projections.writer import COPY_FROM_ROWS, Columns, Together, insert, merge
from tests.projections.conftest import Bench

pytestmark = pytest.mark.servers

COLUMNS: Columns = {"id": "bigint", "said": "text", "at": "timestamptz", "day": "date", "true": "boolean", "of": "uuid"}
AT, DAY, OF = datetime(2019, 4, 1, 10, 0, 0, 7, tzinfo=UTC), date(2019, 4, 1), UUID(int=7)
ODD = [
    "", " ", "NULL", "null", "{}", "a,b", '"', '""', "\\", "\\\\", '\\"', "\\N", "'", "''", "tab\t", "\n", "\r\n",
    "%s", "%", "қадам", "\u2028", "E'", '{"a": ["b\\n"]}', '"a"', "{", "}", ";--", "(1)",
]  # fmt: skip


@pytest.fixture
def table(bench: Bench) -> str:
    definitions = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    with transaction(bench.connection) as cursor:
        cursor.execute(f"CREATE TABLE odd ({definitions}, PRIMARY KEY (id))")
    return "odd"


def rows(count: int, said: list[str | None]) -> list[Values]:
    return [(n, said[n % len(said)], AT, DAY, n % 2 == 0, str(OF)) for n in range(count)]


def held(bench: Bench, table: str) -> list[Values]:
    with transaction(bench.connection) as cursor:
        cursor.execute(f'SELECT id, said, at, day, "true", "of"::text FROM {table} ORDER BY id')
        return cursor.fetchall()


@pytest.mark.parametrize("count", [1, len(ODD) + 2, COPY_FROM_ROWS + len(ODD) + 2])
@pytest.mark.parametrize("said", [[*ODD, None], ["plain", "words", None], [None], ["plain"]])
def test_every_text_and_no_text_arrives_as_it_was(bench: Bench, table: str, count: int, said: list[str | None]) -> None:
    wanted = rows(count, said)
    with transaction(bench.connection) as cursor:
        insert(cursor, table, COLUMNS, wanted)
    assert held(bench, table) == wanted
    with transaction(bench.connection) as cursor:
        merge(cursor, table, COLUMNS, wanted, conflict="(id) DO UPDATE SET said = excluded.said || '!'")
    assert [row[1] for row in held(bench, table)] == [None if row[1] is None else f"{row[1]}!" for row in wanted]


@pytest.mark.parametrize("count", [3, COPY_FROM_ROWS])
def test_a_row_that_is_there_already_is_an_error(bench: Bench, table: str, count: int) -> None:
    with transaction(bench.connection) as cursor:
        insert(cursor, table, COLUMNS, rows(1, ["first"]))
    with pytest.raises(psycopg2.errors.UniqueViolation), transaction(bench.connection) as cursor:
        insert(cursor, table, COLUMNS, rows(count, ["second"]))


def test_nothing_is_written_where_there_is_nothing(bench: Bench, table: str) -> None:
    with transaction(bench.connection) as cursor:
        insert(cursor, table, COLUMNS, [])
        merge(cursor, table, COLUMNS, [], conflict="DO NOTHING")
    assert held(bench, table) == []


@pytest.mark.parametrize("count", [3, COPY_FROM_ROWS])
def test_what_is_sent_together_keeps_its_order(bench: Bench, table: str, count: int) -> None:
    with transaction(bench.connection) as cursor:
        together = Together(cursor)
        insert(together, table, COLUMNS, rows(1, ["first"]))
        merge(
            together,
            table,
            COLUMNS,
            rows(count, ["100 %; '\\"]),
            conflict="(id) DO UPDATE SET said = odd.said || excluded.said",
        )
        together.execute(f"UPDATE {table} SET said = said || %s WHERE id < 2", ["!"])
        together.send()
        together.send()
    assert [row[1] for row in held(bench, table)][:3] == ["first100 %; '\\!", "100 %; '\\!", "100 %; '\\"]


def test_what_is_never_sent_is_never_written(bench: Bench, table: str) -> None:
    with transaction(bench.connection) as cursor:
        insert(Together(cursor), table, COLUMNS, rows(3, ["first"]))
    assert held(bench, table) == []
