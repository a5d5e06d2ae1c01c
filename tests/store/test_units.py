"""A load of the classifier takes the place of the one before it, whole or not at all, and says what it changed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Final

import psycopg
import pytest

from domain.units import units_of
from store.units import current, load, newest
from tests.domain.classifier import HAMLET, OKRUG, PLACES, VILLAGE, rows

pytestmark = pytest.mark.servers

Connection = psycopg.Connection[Any]

UNITS: Final = units_of(rows())
DIGEST: Final = "0" * 64


@pytest.fixture
def store(database_url: str) -> Iterator[Connection]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


def test_before_the_first_load_there_is_nothing(store: Connection) -> None:
    assert (newest(store), current(store)) == (0, [])


def test_the_first_load_adds_every_unit(store: Connection) -> None:
    loaded = load(store, UNITS, DIGEST)
    assert (loaded.load, loaded.units, loaded.sha256) == (1, len(PLACES), DIGEST)
    assert (list(loaded.added), loaded.renamed, loaded.gone) == (UNITS, (), ())
    assert current(store) == sorted(UNITS, key=lambda unit: unit.kato)


def test_a_load_says_what_was_added_renamed_and_is_gone(store: Connection) -> None:
    old = [unit for unit in UNITS if unit.kato != HAMLET]
    load(store, old, DIGEST)
    village = next(unit for unit in UNITS if unit.kato == VILLAGE)
    renamed = replace(village, name_kk="Жаңа ауыл")
    loaded = load(store, [renamed if unit is village else unit for unit in UNITS if unit.kato != OKRUG], "1" * 64)
    assert [unit.kato for unit in loaded.added] == [HAMLET]
    assert loaded.renamed == ((village, renamed),)
    assert [unit.kato for unit in loaded.gone] == [OKRUG]
    assert renamed in current(store)
    assert OKRUG not in {unit.kato for unit in current(store)}
    assert store.execute("SELECT name_kk FROM units WHERE kato = %s", (OKRUG,)).fetchone() == (PLACES[OKRUG][0],)


def test_the_same_file_again_changes_nothing_and_is_noted(store: Connection) -> None:
    load(store, UNITS, DIGEST)
    loaded = load(store, UNITS, DIGEST)
    assert (loaded.load, loaded.added, loaded.renamed, loaded.gone) == (2, (), (), ())
    noted = store.execute(
        "SELECT load, sha256, units, added, renamed, gone FROM classifier_loads ORDER BY 1"
    ).fetchall()
    assert noted == [(1, DIGEST, len(UNITS), len(UNITS), 0, 0), (2, DIGEST, len(UNITS), 0, 0, 0)]


def test_a_unit_that_comes_back_is_added_again(store: Connection) -> None:
    load(store, UNITS, DIGEST)
    load(store, [unit for unit in UNITS if unit.kato != HAMLET], DIGEST)
    assert [unit.kato for unit in load(store, UNITS, DIGEST).added] == [HAMLET]


def test_a_load_that_breaks_off_leaves_the_one_before(store: Connection) -> None:
    load(store, UNITS[:-1], DIGEST)
    broken = [*UNITS, replace(UNITS[0], kato="nowhere")]
    with pytest.raises(psycopg.errors.CheckViolation):
        load(store, broken, "2" * 64)
    assert current(store) == sorted(UNITS[:-1], key=lambda unit: unit.kato)
    assert newest(store) == 1


def test_of_several_loads_at_once_each_takes_the_place_of_one(database_url: str) -> None:
    def once(digit: int) -> int:
        with psycopg.connect(database_url, autocommit=True) as connection:
            return load(connection, UNITS, str(digit) * 64).load

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(once, range(4))) == [1, 2, 3, 4]
