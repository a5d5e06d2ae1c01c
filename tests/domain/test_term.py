"""Which due day is in force: extensions that count, may yet count or move nothing, at the borders of days."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain import calendar as calendars
from domain.calendar import LATEST, adopt, calendar, with_override
from domain.claim import Claim
from domain.term import Counts, Due, due, extensions, limit
from domain.vocabulary import Channel
from tests.domain.scenario import Scenario, Step, at, did, given, registered, submitted

FIRST = date(2019, 4, 10)  # registered on Monday, 1 April: seven working days
LATER = date(2019, 5, 8)
LAST = FIRST + timedelta(days=30)


def extended(on: str, due_on: date = LATER) -> tuple[Step, ...]:
    return at(f"2019-{on} 10:00"), did(Claim.extend_term, due_on=due_on)


def noticed(on: str, what: int = 3) -> tuple[Step, ...]:
    return at(f"2019-{on} 10:00"), did(Claim.send_notice, what=what)


def in_force(scenario: Scenario, on: str) -> date:
    found = due(scenario.claim.state, date.fromisoformat(f"2019-{on}"))
    assert found is not None
    return found.on(date.fromisoformat(f"2019-{on}"))


def worth(scenario: Scenario, on: str) -> list[str]:
    return [each.counts.value for each in extensions(scenario.claim.state, date.fromisoformat(f"2019-{on}"))]


# without an extension


@pytest.mark.parametrize(
    ("channel", "on", "expected"),
    [
        (Channel.CENTRE, "04-01", "2019-04-10"),
        (Channel.CENTRE, "04-29", "2019-05-13"),  # 1, 7, 9 and 10 May are off, Saturday 4 May is worked
        (Channel.AKIM, "04-01", "2019-05-02"),
    ],
)
def test_the_worked_deadlines(channel: Channel, on: str, expected: str) -> None:
    scenario = given(at(f"2019-{on} 10:00"), submitted(channel=channel), registered())
    assert due(scenario.claim.state, date(2019, 4, 1)) == Due(date.fromisoformat(expected))


def test_an_unregistered_claim_is_due_to_be_registered() -> None:
    state = given(submitted()).claim.state
    assert due(state, date(2019, 4, 1)) is None
    assert limit(state, date(2019, 4, 1)) == Due(date(2019, 4, 2))
    assert not limit(state, date(2019, 4, 2)).is_over(date(2019, 4, 2), date(2019, 4, 2))
    assert limit(state, date(2019, 4, 3)).is_over(date(2019, 4, 3), date(2019, 4, 3))


# what an extension is worth


def test_an_extension_with_its_notice_counts() -> None:
    scenario = given(registered(), *extended("04-05"), *noticed("04-08"))
    assert worth(scenario, "04-08") == [Counts.COUNTS]
    assert (in_force(scenario, "04-08"), in_force(scenario, "05-20")) == (LATER, LATER)
    assert due(scenario.claim.state, date(2019, 5, 20)) == Due(LATER)


def test_until_the_second_working_day_it_counts_provisionally() -> None:
    """Friday, 5 April: the notice may be recorded on Tuesday, 9 April, still."""
    scenario = given(registered(), *extended("04-05"))
    assert due(scenario.claim.state, date(2019, 4, 5)) == Due(LATER, date(2019, 4, 9), FIRST)
    assert (worth(scenario, "04-09"), worth(scenario, "04-10")) == ([Counts.PROVISIONAL], [Counts.NO_NOTICE])
    assert (in_force(scenario, "04-09"), in_force(scenario, "04-10")) == (LATER, FIRST)


@pytest.mark.parametrize(("on", "counts"), [("04-09", Counts.COUNTS), ("04-10", Counts.NO_NOTICE)])
def test_a_notice_on_the_second_working_day_is_in_time_and_one_on_the_third_is_not(on: str, counts: Counts) -> None:
    scenario = given(registered(), *extended("04-05"), *noticed(on))
    assert worth(scenario, "05-01") == [counts]
    assert in_force(scenario, "05-01") == (LATER if counts is Counts.COUNTS else FIRST)


def test_only_the_first_notice_of_it_counts_and_a_notice_of_something_else_does_not() -> None:
    twice = given(registered(), *extended("04-05"), *noticed("04-08"), *noticed("04-29"))
    assert worth(twice, "05-01") == [Counts.COUNTS]
    other = given(registered(), *extended("04-05"), *noticed("04-08", what=2))
    assert worth(other, "05-01") == [Counts.NO_NOTICE]


@pytest.mark.parametrize(("on", "counts"), [("04-10", Counts.COUNTS), ("04-11", Counts.LATE)])
def test_it_is_recorded_on_the_due_day_at_the_latest(on: str, counts: Counts) -> None:
    scenario = given(registered(), *extended(on), *noticed("04-11"))
    assert worth(scenario, "05-01") == [counts]
    assert in_force(scenario, "05-01") == (LATER if counts is Counts.COUNTS else FIRST)


@pytest.mark.parametrize(("days", "counts"), [(30, Counts.COUNTS), (31, Counts.TOO_LONG)])
def test_it_ends_at_most_thirty_calendar_days_after_the_first_due_day(days: int, counts: Counts) -> None:
    scenario = given(registered(), *extended("04-05", FIRST + timedelta(days=days)), *noticed("04-05"))
    assert worth(scenario, "05-01") == [counts]


def test_the_thirty_days_hold_for_all_extensions_together() -> None:
    first = (*extended("04-05", date(2019, 4, 25)), *noticed("04-05"))
    scenario = given(registered(), *first, *extended("04-24", LAST + timedelta(days=1)), *noticed("04-24", what=5))
    assert worth(scenario, "05-20") == [Counts.COUNTS, Counts.TOO_LONG]
    assert in_force(scenario, "05-20") == date(2019, 4, 25)
    within = given(registered(), *first, *extended("04-24", LAST), *noticed("04-24", what=5))
    assert in_force(within, "05-20") == LAST


def test_a_second_extension_is_in_time_by_the_day_that_was_in_force_then() -> None:
    """The first was provisional when the second was recorded, and never had its notice: the second stands alone."""
    scenario = given(
        registered(),
        *extended("04-09", date(2019, 4, 25)),
        *extended("04-11", LATER),
        *noticed("04-11", what=4),
    )
    assert worth(scenario, "04-11") == [Counts.PROVISIONAL, Counts.COUNTS]
    assert worth(scenario, "05-01") == [Counts.NO_NOTICE, Counts.COUNTS]
    assert in_force(scenario, "05-01") == LATER


def test_a_second_extension_after_the_first_has_lapsed_is_late() -> None:
    scenario = given(registered(), *extended("04-08", date(2019, 4, 25)), *extended("04-12"), *noticed("04-12", what=4))
    assert worth(scenario, "05-01") == [Counts.NO_NOTICE, Counts.LATE]
    assert in_force(scenario, "05-01") == FIRST


def test_while_the_last_is_provisional_the_day_before_it_is_the_one_without() -> None:
    scenario = given(registered(), *extended("04-05", date(2019, 4, 25)), *noticed("04-05"), *extended("04-24"))
    assert due(scenario.claim.state, date(2019, 4, 24)) == Due(LATER, date(2019, 4, 26), date(2019, 4, 25))


def test_the_day_is_a_local_one() -> None:
    """23:30 on 10 April in Oral is half past midnight in Almaty: in time."""
    family: dict[str, Any] = {"region": "271010000"}
    scenario = given(submitted(**family), registered(), at("2019-04-11 00:30"), did(Claim.extend_term, due_on=LATER))
    assert worth(scenario, "04-11") == [Counts.PROVISIONAL]
    almaty = given(registered(), at("2019-04-11 00:30"), did(Claim.extend_term, due_on=LATER))
    assert worth(almaty, "04-11") == [Counts.LATE]


# over term


def test_a_claim_is_over_term_from_the_midnight_that_ends_its_due_day() -> None:
    found = due(given(registered()).claim.state, FIRST)
    assert found is not None
    assert not found.is_over(FIRST, FIRST)
    assert found.is_over(FIRST + timedelta(days=1), FIRST + timedelta(days=1))


def test_what_was_decided_under_a_provisional_extension_is_judged_when_its_notice_is_due() -> None:
    scenario = given(registered(), *extended("04-09"), at("2019-04-11 10:00"), did(Claim.approve))
    decided_on = date(2019, 4, 11)
    then = due(scenario.claim.state, decided_on)
    assert then is not None
    assert (then.is_over(decided_on, decided_on), then.is_over(decided_on, date(2019, 4, 12))) == (False, True)


def test_a_decree_moves_the_first_day_and_the_thirty_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "_adopted", {})
    scenario = given(registered())
    adopt(with_override(calendar(LATEST), {"off": {"2019-04-08": "TRANSFER:2019-04-13"}}))
    scenario.when(Claim.recompute_deadline)
    assert in_force(scenario, "04-11") == date(2019, 4, 11)
    for step in (*extended("04-11", LAST + timedelta(days=1)), *noticed("04-11", what=4)):
        step(scenario)
    assert worth(scenario, "05-01") == [Counts.COUNTS]


@pytest.mark.parametrize(
    ("on", "due_on", "counts"),
    [
        ("04-10", LATER, Counts.COUNTS),  # on the last day then; the decree makes it the day after
        ("04-09", LAST + timedelta(days=1), Counts.TOO_LONG),
    ],
)
def test_what_an_extension_is_worth_is_judged_by_the_day_and_the_calendar_of_its_recording(
    monkeypatch: pytest.MonkeyPatch, on: str, due_on: date, counts: Counts
) -> None:
    """Whoever counts a deadline again later neither heals nor spoils an extension."""
    monkeypatch.setattr(calendars, "_adopted", {})
    scenario = given(registered(), *extended(on, due_on), *noticed(on))
    for works, off in (("2019-04-06", None), (None, "2019-04-08")):
        said = {"works": {works: "TRANSFER:2019-04-20"}} if works else {"off": {str(off): "TRANSFER:2019-04-20"}}
        adopt(with_override(calendar(LATEST), said))
        scenario.when(Claim.recompute_deadline)
        assert scenario.refusal is None
        assert worth(scenario, "05-01") == [counts]
