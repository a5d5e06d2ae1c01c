"""On which days a month is told is fixed: nobody's question adds one."""

from datetime import date

from releases.published import cut_offs


def test_a_month_is_told_at_its_end_twice_in_the_next_and_at_the_ends_of_months() -> None:
    until = date(2019, 7, 30)
    told = ["2019-04-30", "2019-05-10", "2019-05-20", "2019-05-31", "2019-06-30"]
    assert [day.isoformat() for day in cut_offs(date(2019, 4, 1), until)] == told


def test_a_day_is_told_when_it_is_over_and_not_before() -> None:
    assert list(cut_offs(date(2019, 12, 1), date(2020, 1, 9))) == [date(2019, 12, 31)]
    assert list(cut_offs(date(2019, 12, 1), date(2020, 1, 10))) == [date(2019, 12, 31), date(2020, 1, 10)]
