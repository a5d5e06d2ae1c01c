"""Registration numbers: each office counts its years by itself, and no number is given twice."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from store.numbers import next_number

pytestmark = pytest.mark.servers


def test_an_office_counts_from_one_every_year(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as store:
        asked = [("A", 2019), ("A", 2019), ("B", 2019), ("A", 2020), ("A", 2019)]
        assert [next_number(store, *one) for one in asked] == [1, 2, 1, 1, 3]


def test_no_number_is_given_twice(database_url: str) -> None:
    def take(_: int) -> list[int]:
        with psycopg.connect(database_url, autocommit=True) as store:
            return [next_number(store, "A", 2019) for _ in range(25)]

    with ThreadPoolExecutor(4) as threads:
        given = [number for taken in threads.map(take, range(4)) for number in taken]
    assert sorted(given) == list(range(1, 101))
