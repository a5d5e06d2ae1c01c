"""When it happened: never later than now, and by hand only as far back as the edition allows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.act import Act
from domain.claim import Claim
from domain.errors import DatedBackTooFar, InTheFuture
from domain.events import ClaimRegistered, ClaimSubmitted, ClaimWithdrawn, LookupCompleted
from domain.vocabulary import Fact, Role
from tests.domain.scenario import (
    ALMATY,
    Scenario,
    asked,
    did,
    given,
    local_time,
    recorded,
    registered,
    sent,
    submitted,
)
from tests.domain.usual import OFFICE_OF

ATYRAU = ZoneInfo("Asia/Atyrau")  # an hour behind Almaty in 2019


def acting(happened: str, now: str, *, role: Role = Role.CASEWORKER, zone: ZoneInfo = ALMATY) -> Act:
    return Act(f"a-{role}", role, OFFICE_OF[role], local_time(happened, zone), local_time(now, zone))


def withdrawn(happened: str, now: str, scenario: Scenario) -> Scenario:
    return scenario.when(Claim.withdraw, act=acting(happened, now))


def test_nothing_is_recorded_before_it_happened() -> None:
    now = local_time("2019-04-02 12:00")
    act = Act("a", Role.CASEWORKER, "ALMATY-1", now + timedelta(microseconds=1), now)
    given(submitted()).when(Claim.register, act=act).refused(InTheFuture, "2019-04-02T06:00:00Z")


def test_not_even_by_a_service() -> None:
    act = acting("2019-04-02 12:01", "2019-04-02 12:00", role=Role.SERVICE)
    given(registered(), asked(Fact.BIRTH)).when(Claim.request_lookup, act=act).refused(InTheFuture)


def test_what_happens_now_may_be_recorded_now() -> None:
    withdrawn("2019-04-02 12:00", "2019-04-02 12:00", given(submitted())).then(
        recorded(ClaimWithdrawn, occurred_at="2019-04-02T06:00:00Z")
    )


@pytest.mark.parametrize(
    ("now", "earliest", "too_early"),
    [
        ("2019-04-10 12:00", "2019-04-03 00:00", "2019-04-02 23:59"),  # Wednesday: 9, 8, 5, 4, 3
        ("2019-04-15 12:00", "2019-04-08 00:00", "2019-04-07 23:59"),  # Monday: a whole week
        ("2019-04-13 12:00", "2019-04-08 00:00", "2019-04-07 23:59"),  # Saturday: 12, 11, 10, 9, 8
        ("2019-05-13 12:00", "2019-05-02 00:00", "2019-05-01 23:59"),  # 8, 6, 4 (a Saturday worked), 3, 2 May
    ],
)
def test_a_caseworker_dates_back_five_working_days_and_no_day_more(now: str, earliest: str, too_early: str) -> None:
    withdrawn(too_early, now, given(submitted())).refused(DatedBackTooFar, too_early[:10], earliest[:10])
    withdrawn(earliest, now, given(submitted())).then(recorded(ClaimWithdrawn))


@pytest.mark.parametrize(
    ("role", "command"), [(Role.COMMISSION, Claim.conclude), (Role.HEAD, Claim.approve)], ids=["commission", "head"]
)
def test_commissions_and_heads_are_held_to_the_same_days(role: Role, command: object) -> None:
    scenario = given(registered(), did(Claim.assign_commission))
    act = acting("2019-04-02 12:00", "2019-04-10 12:00", role=role)
    scenario.when(command, act=act).refused(DatedBackTooFar)  # type: ignore[arg-type]


def test_a_service_dates_back_without_limit() -> None:
    scenario = given(registered(), asked(Fact.BIRTH), sent())
    act = acting("2019-04-01 10:05", "2019-12-31 12:00", role=Role.SERVICE)
    scenario.when(Claim.complete_lookup, act=act)
    assert isinstance(scenario.new[0], LookupCompleted)
    assert scenario.new[0].occurred_at == "2019-04-01T04:05:00Z"


def test_a_submission_is_dated_back_by_the_same_rule() -> None:
    given().when(Claim.submit, act=acting("2019-04-03 00:00", "2019-04-10 12:00")).then(recorded(ClaimSubmitted))
    given().when(Claim.submit, act=acting("2019-04-02 23:59", "2019-04-10 12:00")).refused(DatedBackTooFar)
    given().when(Claim.submit, act=acting("2019-04-10 12:01", "2019-04-10 12:00")).refused(InTheFuture)


def test_the_days_are_those_of_the_region_not_of_the_clock() -> None:
    """Half past midnight on Thursday in Almaty is still Wednesday in Atyrau: there 3 April may be dated back to."""
    now, happened = local_time("2019-04-11 00:30"), datetime(2019, 4, 3, 12, tzinfo=ATYRAU)
    act = Act("a", Role.CASEWORKER, "OFFICE", happened, now)
    given(submitted(region="231010000")).when(Claim.withdraw, act=act).then(recorded(ClaimWithdrawn))
    given(submitted(region="750000000")).when(Claim.withdraw, act=act).refused(DatedBackTooFar, "2019-04-04")


def test_the_day_of_registration_is_the_regions_too() -> None:
    act = Act("a", Role.CASEWORKER, "OFFICE", local_time("2019-04-02 00:30"), local_time("2019-04-02 00:30"))
    given(submitted(region="231010000")).when(Claim.register, act=act).then(
        recorded(ClaimRegistered, registered_on="2019-04-01", due_on="2019-04-10")
    )
    given(submitted(region="750000000")).when(Claim.register, act=act).then(
        recorded(ClaimRegistered, registered_on="2019-04-02", due_on="2019-04-11")
    )


def test_what_is_said_to_have_happened_before_the_claim_was_submitted_is_recorded_for_what_it_is() -> None:
    """The ledger counts it as clamped; refusing it would hide it."""
    scenario = given(submitted()).when(Claim.register, act=acting("2019-04-01 08:00", "2019-04-02 12:00"))
    scenario.then(recorded(ClaimRegistered, occurred_at="2019-04-01T02:00:00Z"))
    assert scenario.ledger.clamped == 1
