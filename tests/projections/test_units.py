"""Names of places beside their codes: from the newest load, else from the last that named them, else none."""

from collections.abc import Iterator
from contextlib import closing
from typing import Final

import psycopg
import pytest
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.units import Unit, units_of
from domain.vocabulary import Language
from projections.connect import connect
from projections.units import classifier, counted, in_region, unit_names, upwards
from store.units import load
from tests.domain.classifier import ASTANA, HAMLET, OKRUG, ORDABASY, PLACES, SARYARKA, TURKISTAN, VILLAGE, rows

pytestmark = pytest.mark.servers

UNITS: Final = units_of(rows())
NOWHERE: Final = "619999999"


@pytest.fixture
def reader(database_url: str) -> Iterator[Connection]:
    with closing(connect(database_url, "test")) as connection:
        yield connection


def loaded(database_url: str, units: list[Unit] = UNITS) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        load(connection, units, "a" * 64)


def test_without_a_load_only_regions_have_names(reader: Connection) -> None:
    assert unit_names(reader, [VILLAGE, TURKISTAN], Language.EN) == {TURKISTAN: "Turkistan Region"}
    assert classifier(reader) is None
    assert (upwards(reader, VILLAGE), in_region(reader, "61"), counted(reader)) == ([], [], {})


@pytest.mark.parametrize(("language", "name"), [(Language.KK, 0), (Language.RU, 1), (Language.EN, 0)])
def test_units_have_the_names_of_the_classifier(
    reader: Connection, database_url: str, language: Language, name: int
) -> None:
    loaded(database_url)
    assert unit_names(reader, [VILLAGE, SARYARKA, NOWHERE], language) == {
        VILLAGE: PLACES[VILLAGE][name],
        SARYARKA: PLACES[SARYARKA][name],
    }


def test_no_codes_have_no_names(reader: Connection) -> None:
    assert unit_names(reader, [], Language.KK) == {}


def test_a_unit_that_is_gone_keeps_its_name_and_says_so(reader: Connection, database_url: str) -> None:
    loaded(database_url)
    loaded(database_url, [unit for unit in UNITS if unit.kato != HAMLET])
    assert unit_names(reader, [HAMLET], Language.RU) == {HAMLET: PLACES[HAMLET][1]}
    assert [(unit.kato, unit.is_current) for unit in upwards(reader, HAMLET)][:2] == [(HAMLET, False), (VILLAGE, True)]
    assert HAMLET not in {unit.kato for unit in in_region(reader, "61")}
    assert counted(reader) == {"61": 4, "71": 2}


def test_a_unit_is_told_with_those_above_it_up_to_its_region(reader: Connection, database_url: str) -> None:
    loaded(database_url)
    assert [unit.kato for unit in upwards(reader, HAMLET)] == [HAMLET, VILLAGE, OKRUG, ORDABASY, TURKISTAN]
    assert [unit.kato for unit in upwards(reader, ASTANA)] == [ASTANA]


def test_the_newest_load_is_told(reader: Connection, database_url: str) -> None:
    loaded(database_url)
    loaded(database_url, UNITS[:3])
    newest = classifier(reader)
    assert newest
    assert (newest.load, newest.sha256, newest.units) == (2, "a" * 64, 3)
