"""Recorded days in Almaty: when they end, which are over, and that none is known before it begins."""

from datetime import UTC, date, datetime, timedelta

import pytest

from projections.lookback_days import DayToCome, known

DAY = date(2019, 4, 1)
MIDNIGHT = datetime(2019, 4, 1, 18, tzinfo=UTC)  # in Almaty, six hours ahead


def test_what_is_known_now_is_known_at_this_instant_and_the_day_is_not_over() -> None:
    now = MIDNIGHT - timedelta(microseconds=1)
    for asked in (None, DAY):
        told = known(asked, now)
        assert (told.day, told.at, told.past, told.by, told.before) == (DAY, now, False, None, None)


def test_a_day_that_is_over_is_known_at_its_end_whenever_it_is_asked_for() -> None:
    for now in (MIDNIGHT, MIDNIGHT + timedelta(days=900)):
        told = known(DAY, now)
        assert (told.at, told.by, told.before, told.second) == (MIDNIGHT, DAY, MIDNIGHT, 1_554_141_600)


def test_a_recorded_day_is_as_long_as_it_was_there() -> None:
    """On the night to 1 March 2024 the clocks of Almaty went back an hour: that day had twenty-five."""
    now = datetime(2025, 1, 1, tzinfo=UTC)
    ends = [known(date(2024, 2, day), now).at for day in (28, 29)]
    assert ends == [datetime(2024, 2, 28, 18, tzinfo=UTC), datetime(2024, 2, 29, 19, tzinfo=UTC)]


def test_nothing_is_known_of_a_day_to_come() -> None:
    with pytest.raises(DayToCome, match="2019-04-02 has not begun: the recorded day is 2019-04-01"):
        known(DAY + timedelta(days=1), MIDNIGHT - timedelta(seconds=1))
