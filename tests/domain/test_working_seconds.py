"""Working seconds: the ledger's worked example, nights on which clocks change, and a walk along the wall clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import LATEST, DayNotCovered, calendar
from domain.calendars.clock import WorkingClock
from domain.regions import time_zone

ALMATY = time_zone("Asia/Almaty")
QYZYLORDA = time_zone("Asia/Qyzylorda")
AQTAU = time_zone("Asia/Aqtau")
KZ = calendar(LATEST)


def epoch(local: str, zone: ZoneInfo = ALMATY) -> int:
    return int(datetime.fromisoformat(local).replace(tzinfo=zone).timestamp())


def working(start: str, end: str, zone: ZoneInfo = ALMATY) -> int:
    return KZ.working_seconds(epoch(end, zone), zone) - KZ.working_seconds(epoch(start, zone), zone)


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        ("2019-04-01 10:00", "2019-04-01 11:00", 3600),
        ("2019-04-01 11:00:41", "2019-04-01 12:00", 3559),
        ("2019-04-01 12:00", "2019-04-08 15:00", 151_200),  # the worked example of the delay ledger: D1
        ("2019-04-03 10:00", "2019-04-09 10:00", 115_200),  # S2
        ("2019-04-01 10:00", "2019-04-15 17:00", 309_600),  # its total
        ("2019-04-01 12:59:59", "2019-04-01 14:00:01", 2),
        ("2019-04-01 18:00", "2019-04-02 09:00", 0),
        ("2019-05-04 00:00", "2019-05-05 00:00", 28_800),  # a worked Saturday
    ],
)
def test_working_seconds_are_those_of_nine_to_one_and_two_to_six_on_working_days(
    start: str, end: str, seconds: int
) -> None:
    assert working(start, end) == seconds


def test_the_same_instant_is_working_time_in_one_zone_and_not_in_another() -> None:
    nine_in_almaty = epoch("2019-04-01 09:00")
    assert KZ.working_seconds(nine_in_almaty + 60, ALMATY) - KZ.working_seconds(nine_in_almaty, ALMATY) == 60
    assert KZ.working_seconds(nine_in_almaty + 60, AQTAU) - KZ.working_seconds(nine_in_almaty, AQTAU) == 0


@pytest.mark.parametrize(
    ("day", "zone"), [("2024-02-29", ALMATY), ("2018-12-20", QYZYLORDA)], ids=["country 2024", "Qyzylorda 2018"]
)
def test_the_night_the_clocks_go_back_costs_no_working_second(day: str, zone: ZoneInfo) -> None:
    before, noon = date.fromisoformat(day), time(12)
    start = datetime.combine(before, noon, zone).isoformat()[:19]
    end = datetime.combine(before + timedelta(days=1), noon, zone).isoformat()[:19]
    assert epoch(end, zone) - epoch(start, zone) == 25 * 3600
    assert working(start, end, zone) == 28_800


@pytest.mark.parametrize("local", ["2016-12-31 23:59:59", "2031-01-01 00:00"])
def test_an_instant_outside_the_table_is_an_error(local: str) -> None:
    with pytest.raises(DayNotCovered, match=local[:10]):
        KZ.working_seconds(epoch(local), ALMATY)


@pytest.mark.parametrize("zone", [ALMATY, AQTAU])
def test_running_time_stands_still_at_the_end_of_the_table(zone: ZoneInfo) -> None:
    """Tuesday the 31st is worked until six in the evening."""
    at_six, end = epoch("2030-12-31 18:00", zone), epoch("2031-01-01 00:00", zone)
    assert KZ.working_seconds_known(at_six - 60, zone) == KZ.working_seconds(at_six - 60, zone)
    for later in (end - 1, end, end + 30 * 86_400):
        assert KZ.working_seconds_known(later, zone) == KZ.working_seconds(at_six, zone)


ZONES = [ALMATY, QYZYLORDA, AQTAU]
CHANGES = [epoch("2024-02-29 12:00"), epoch("2018-12-20 12:00", QYZYLORDA)]
INSTANTS = st.one_of(
    st.integers(epoch("2017-01-03 00:00"), epoch("2027-12-01 00:00")),
    st.sampled_from(CHANGES).flatmap(lambda at: st.integers(at, at + 2 * 86_400)),
)


def is_working(at: int, zone: ZoneInfo) -> bool:
    """Whether the second beginning at an instant is working time, read off the wall clock."""
    local = datetime.fromtimestamp(at, zone)
    return KZ.is_working_day(local.date()) and local.hour in {9, 10, 11, 12, 14, 15, 16, 17}


@given(INSTANTS, st.integers(0, 2 * 3600), st.sampled_from(ZONES))
def test_working_seconds_equal_a_walk_second_by_second(start: int, length: int, zone: ZoneInfo) -> None:
    walked = sum(is_working(at, zone) for at in range(start, start + length))
    assert KZ.working_seconds(start + length, zone) - KZ.working_seconds(start, zone) == walked


@given(INSTANTS, st.integers(0, 20 * 24 * 60), st.sampled_from(ZONES))
def test_working_seconds_equal_a_walk_minute_by_minute_over_weeks(start: int, minutes: int, zone: ZoneInfo) -> None:
    start -= start % 60
    walked = 60 * sum(is_working(at, zone) for at in range(start, start + minutes * 60, 60))
    assert KZ.working_seconds(start + minutes * 60, zone) - KZ.working_seconds(start, zone) == walked


CASEY = time_zone("Antarctica/Casey")  # three hours forward on 18 October 2009, three hours back on 5 March 2010
CASEY_SECONDS = st.integers(epoch("2009-10-17 00:00", CASEY), epoch("2010-03-07 00:00", CASEY))


@given(CASEY_SECONDS, CASEY_SECONDS)
def test_each_elapsed_second_counts_once_where_clocks_jump_in_working_hours(one: int, other: int) -> None:
    clock = WorkingClock(CASEY, date(2009, 10, 1), [True] * 200, ((0, 86_400),))
    assert clock.read(one) - clock.read(other) == one - other
