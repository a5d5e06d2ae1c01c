"""Tables as they leave the house: true where they show, kept for ever, consistent with each other."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import NoReturn

import psycopg
import pytest

from disclosure.cube import ALL, DisclosureError
from releases import making
from releases.catalogue import TABLES
from releases.counted import counted, last_of
from releases.errors import NotReleased
from releases.histories import NoAccount
from releases.published import HIDDEN, Published
from tests.projections.claims import Country
from tests.releases.country import Office, filled, office, read

pytestmark = pytest.mark.servers

K = 3


@pytest.fixture(scope="module")
def made(shared_database_url: Callable[[], str]) -> Iterator[Country]:
    yield from filled(shared_database_url, 1)


@pytest.fixture(scope="module")
def ours(made: Country) -> Iterator[Office]:
    with office(made, K) as found:
        yield found


def stored(ours: Office) -> list[tuple[object, ...]]:
    with psycopg.connect(ours.country.url) as connection:
        return connection.execute("SELECT * FROM released_tables ORDER BY number").fetchall()


def all_tables(ours: Office, day: date) -> dict[str, Published | NotReleased]:
    return ours.releases.tried(list(TABLES), month=ours.month, as_known=day, now=ours.now(last_of(day)))


def test_what_is_shown_is_what_auditors_read_and_what_is_small_is_not_shown(ours: Office) -> None:
    day, shown = last_of(ours.month), 0
    for name, table in all_tables(ours, day).items():
        if isinstance(table, NotReleased):
            continue
        attribute = TABLES[name].attribute
        with read(ours.country.url) as reader:
            exact = counted(reader, attribute, ours.month, day)
        for (place, category), value in table.cells.items():
            leaves = [leaf for leaf in attribute.leaves if category in (ALL, leaf, attribute.above[leaf])]
            places = [place] if place else list(exact.counts)
            true = sum(exact.counts[p][leaf] for p in places if p in exact.counts for leaf in leaves)
            assert value in (HIDDEN, true), (name, place, category)
            assert value is HIDDEN or value == 0 or value >= K
            shown += bool(value)
        for sums in table.sums.values():
            assert sums.keys() == {cell for cell, value in table.cells.items() if value is not HIDDEN}
    assert shown > 40


def test_two_processes_that_are_asked_at_once_give_the_same_and_one_row_is_kept(made: Country) -> None:
    day = last_of(made.days[0]) + timedelta(days=10)
    with office(made, K) as one, office(made, K) as other, ThreadPoolExecutor(2) as both:
        first, second = both.map(
            lambda each: each.releases.tried(["papers"], month=each.month, as_known=day, now=each.now(day)),
            (one, other),
        )
        assert isinstance(first["papers"], Published | NotReleased)
        assert str(first["papers"]) == str(second["papers"])
        names = [str(row[3]) for row in stored(one) if row[4] == day]
    assert sorted(names) == ["paper_types", "papers"]


def failing(fault: Exception) -> Callable[..., NoReturn]:
    def fail(*figures: object) -> NoReturn:
        raise fault

    return fail


def test_figures_that_do_not_agree_with_each_other_are_not_withheld_for_good(
    ours: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As after a fault in a read model, which is made anew."""
    day = last_of(ours.month) + timedelta(days=20)
    before = stored(ours)

    def told() -> Published | NotReleased:
        return ours.releases.tried(["outcomes"], month=ours.month, as_known=day, now=ours.now(day))["outcomes"]

    for what, fault in (("account", NoAccount("things differ")), ("release_together", DisclosureError("75 shows 3"))):
        with monkeypatch.context() as patched:
            patched.setattr(making, what, failing(fault))
            refusal = told()
        assert isinstance(refusal, NotReleased)
        assert not refusal.for_good
        assert "are not whole (figures that should agree differ)" in str(refusal)
        assert f"{fault}; are the read models right?" in caplog.text
    assert stored(ours) == before
    told()
    assert {str(row[3]) for row in stored(ours) if row[4] == day} >= {"outcomes"}


def test_a_table_that_was_not_told_on_a_day_says_so_and_on_which_it_was(ours: Office) -> None:
    """It came to be published later, or nobody asked for it then."""
    first = last_of(ours.month)
    all_tables(ours, first)
    refusal = ours.releases.told_on(["outcomes"], month=ours.month, day=first + timedelta(days=1))["outcomes"]
    assert isinstance(refusal, NotReleased)
    assert f"was not told as known on {first + timedelta(days=1)}; it was told as known on {first}" in str(refusal)
