"""Whole months of whole regions are read as they were added up, single days beside them; the figures are the same."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.regions import all_regions
from projections.connect import transaction
from projections.lookback import Asked, View, parts_by_key, views
from projections.lookback_months import Stretch
from projections.tables import measure_names
from tests.projections.claims import Country

DAYS = st.dates(date(2019, 1, 1), date(2020, 12, 31))
APRIL, MAY, JUNE = date(2019, 4, 1), date(2019, 5, 1), date(2019, 6, 1)
ONE = timedelta(days=1)
KNOWN_EVERY = 11
"""every so many recorded days the figures are compared as known then"""
PERIODS = (
    (None, None),
    (APRIL, MAY - ONE),
    (APRIL, None),
    (None, JUNE - ONE),
    (APRIL + ONE, JUNE + 3 * ONE),
    (None, date(2019, 4, 20)),
    (date(2019, 4, 10), date(2019, 5, 9)),
    (date(2019, 4, 3), date(2019, 4, 17)),
    (MAY, APRIL),
)


@given(DAYS, DAYS)
def test_months_and_the_days_beside_them_are_the_period(one: date, other: date) -> None:
    period = Stretch(min(one, other), max(one, other))
    inside = [day for whole in period.months for day in _days(Stretch(whole.first, whole.last)) if day.day == 1]
    covered = Counter(day for first in inside for day in _month(first))
    covered.update(day for each in period.beside for day in _days(each))
    assert covered == Counter(_days(period))
    assert sum(map(len, map(list, map(_days, period.beside)))) <= 60, "a whole month was taken day by day"


def test_a_period_without_an_end_begins_or_ends_with_months() -> None:
    assert (Stretch(None, None).months, Stretch(None, None).beside) == ([Stretch(None, None)], [])
    assert Stretch(date(2019, 4, 2), None).months == [Stretch(MAY, None)]
    assert Stretch(date(2019, 4, 2), None).beside == [Stretch(date(2019, 4, 2), MAY - ONE)]
    assert Stretch(None, MAY).months == [Stretch(None, APRIL)]
    assert Stretch(None, MAY).beside == [Stretch(MAY, MAY)]


@pytest.mark.servers
def test_figures_of_regions_are_those_of_the_single_days(filled: Country) -> None:
    for view in _with_months():
        for first, last in PERIODS:
            for known in (None, MAY - ONE, *filled.days[::KNOWN_EVERY]):
                asked = Asked(("region",), first, last, as_known=known)
                assert _told(filled, view, asked) == _added_up(filled, view, asked), (view.of, asked)


@pytest.mark.servers
def test_whole_months_are_not_looked_for_among_the_days(filled: Country) -> None:
    """Nor are those of all regions, each by its own code."""
    asked = Asked(("region",), APRIL, MAY - ONE)
    all_of_them = {"region": [each.kato for each in all_regions()]}
    for view in _with_months():
        for known in (None, filled.days[len(filled.days) // 2]):
            told = _told(filled, view, replace(asked, as_known=known))
            assert told, view.of
            with _without(filled, view, "cells"):
                assert _told(filled, view, replace(asked, as_known=known)) == told
                assert _told(filled, view, replace(asked, as_known=known, where=all_of_them)) == told
                assert _told(filled, view, Asked(("region",), APRIL + ONE, MAY - ONE)) == {}


@pytest.mark.servers
def test_whole_months_in_which_something_was_recorded_are_read_as_they_were_added_up(filled: Country) -> None:
    asked = Asked(("region",), APRIL, MAY - ONE)
    for view in _with_months():
        for known in (None, MAY - ONE):
            told = _told(filled, view, replace(asked, as_known=known))
            assert told, view.of
            with _without(filled, view, "months_by_day"):
                assert _told(filled, view, replace(asked, as_known=known)) == told


@contextmanager
def _without(filled: Country, view: View, table: str) -> Iterator[None]:
    """While it lasts the table is empty."""
    try:
        filled.connection.cursor().execute(f"DELETE FROM {view.projection.name}.{table}")
        yield
    finally:
        filled.connection.rollback()


@pytest.mark.servers
def test_an_office_is_looked_for_among_the_days(filled: Country) -> None:
    for view in _with_months():
        if "office" in view.by:
            with transaction(filled.connection) as cursor:
                cursor.execute(f"SELECT DISTINCT office FROM {view.projection.name}.cells")
                offices = {office for (office,) in cursor}
            for asked in (Asked(("office",)), Asked(("region",), where={"office": sorted(offices)})):
                assert _told(filled, view, asked) == _added_up(filled, view, asked), view.of
            assert {key for key, _ in _told(filled, view, Asked(("office",)))} <= offices


def _with_months() -> list[View]:
    found = [view for view in views().values() if view.projection.months]
    wanted = {"delays", "cohort", "statistics", "demands", "gaps", "needs", "answers", "rounds", "steps"}
    assert wanted <= {view.of for view in found}
    return found


def _told(filled: Country, view: View, asked: Asked) -> dict[tuple[object, str], int]:
    """(key, measure) -> the sum, as an answer adds it up."""
    sums = Counter[tuple[object, str]]()
    for (key,), parts in parts_by_key(filled.connection, view, asked).items():
        for part in parts:
            sums.update({(key, name): n for name, n in zip(view.measures, part.measures, strict=True)})
    return {key: total for key, total in sums.items() if total}


def _added_up(filled: Country, view: View, asked: Asked) -> dict[tuple[object, str], int]:
    """The same, out of every single day."""
    (by,) = asked.by
    (column,) = view.by[by].columns
    key = f"left({column}, 2)" if by == "region" else column
    names = measure_names(view.projection)
    with transaction(filled.connection) as cursor:
        cursor.execute(
            f"""SELECT {key}, {", ".join(f"sum({name})::bigint" for name in names)} FROM {view.projection.name}.cells
                WHERE {view.day} BETWEEN coalesce(%(first)s, {view.day}) AND coalesce(%(last)s, {view.day})
                  AND recorded_on <= coalesce(%(known)s, recorded_on)
                  GROUP BY 1""",
            {"first": asked.first, "last": asked.last, "known": asked.as_known},
        )
        return {(row[0], name): n for row in cursor for name, n in zip(names, row[1:], strict=True) if n}


def _days(of: Stretch) -> Iterator[date]:
    assert of.first
    assert of.last
    return (of.first + n * ONE for n in range((of.last - of.first).days + 1))


def _month(first: date) -> Iterator[date]:
    return _days(Stretch(first, (first + 31 * ONE).replace(day=1) - ONE))
