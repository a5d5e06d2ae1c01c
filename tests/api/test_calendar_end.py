"""When time goes on beyond the calendar's table: the operator is told long before, and only what needs a day beyond
it is refused."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Final
from uuid import uuid4

import pytest

from api.problems import refusal_of
from domain import events as e
from domain.calendar import EARLY, DayNotCovered, latest
from store import log
from store.mapper import bytes_of
from tests.api.client import Api, asked, made, refused, serving
from tests.api.usual import AUDITOR, CASEWORKER
from tests.domain.examples import example
from tests.projections.journeys import keep

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

LAST_DAY: Final = latest().table.last_day
NOON: Final = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 7, tzinfo=UTC)
WEEK: Final = timedelta(days=7)


async def test_a_day_beyond_the_table_is_the_operators_to_provide() -> None:
    refusal = refusal_of(DayNotCovered("2099-01-01"))
    assert (refusal.TYPE, refusal.facts) == ("calendar-ends", {"last_day": str(LAST_DAY)})
    assert "install" in refusal.told


async def test_a_calendar_that_a_claim_names_and_this_process_lacks_is_the_operators_to_provide(fresh: Api) -> None:
    """Whoever asks said nothing wrong: another process, which was given the decree, answers."""
    stream = uuid4()
    unknown = example(
        e.ClaimSubmitted, stream=stream, office=CASEWORKER.office, region="750000000", calendar="kz-1+0123456789ab"
    )
    kept = log.Recorded(100, stream, 1, unknown.TOPIC, unknown.timestamp, bytes_of(unknown))
    keep(fresh.settings.database_url, [kept])
    problem = refused(await fresh.say("register", str(stream), version='"1"'), 503, "unknown-calendar")
    assert "kz-1" in problem["known"]
    assert "QADAM_CALENDAR_OVERRIDE" in problem["detail"]


async def test_a_term_that_reaches_beyond_the_table_is_refused_and_nothing_else_is(fresh: Api) -> None:
    before, decided = await fresh.claim(), await fresh.claim("submit", "register", "approve")
    fresh.move_clock(NOON)
    problem = refused(await fresh.say("register", before), 503, "calendar-ends")
    assert problem["last_day"] == str(LAST_DAY)
    assert problem["see"].endswith("#the-calendars-last-day")
    made(await fresh.say("start_payment", decided))


async def test_figures_of_a_country_outlive_the_table_and_say_that_they_did(fresh: Api) -> None:
    """One claim goes on beyond the last day: it is parked and named, the others are told by the wall clock."""
    waits, goes_on = [await fresh.claim("submit", "register") for _ in range(2)]
    fresh.move_clock(NOON + WEEK)
    made(await fresh.say("withdraw", goes_on))
    fresh.project()
    fresh.stand_at(fresh.end())
    fresh.move_clock(NOON + 2 * WEEK)
    delays, cohort = [await asked(fresh, AUDITOR, f"/audit/{each}", by="region") for each in ("delays", "cohort")]
    for figures in (delays, cohort):
        assert (figures["freshness"]["parked"], figures["calendar_ended"]) == (1, str(LAST_DAY))
    (row,) = cohort["rows"]
    assert row["received"] == 2
    lived = int((NOON + 2 * WEEK - datetime(2019, 4, 1, 4, tzinfo=UTC)).total_seconds())
    assert 2 * lived - 120 < row["total_s"] <= 2 * lived
    listed = await asked(fresh, AUDITOR, "/audit/cohort/claims")
    assert sum(each["total_s"] for each in listed["claims"]) == row["total_s"]
    file = await asked(fresh, CASEWORKER, f"/claims/{waits}")
    assert file["clocks"]["calendar_ended"] == str(LAST_DAY)
    assert file["clocks"]["lived"]["seconds"] > row["total_s"] // 2 - 120
    later = await asked(fresh, AUDITOR, f"/audit/claims/{waits}/delays")
    assert later["clocks"]["lived"]["working_seconds"] == file["clocks"]["lived"]["working_seconds"]


async def test_before_the_end_no_answer_speaks_of_it(fresh: Api) -> None:
    claim = await fresh.claim("submit", "register")
    fresh.move_clock(NOON)
    fresh.project()
    fresh.stand_at(fresh.end())
    assert "calendar_ended" not in await asked(fresh, AUDITOR, "/audit/cohort")
    assert "calendar_ended" not in (await asked(fresh, CASEWORKER, f"/claims/{claim}"))["clocks"]


async def test_the_operator_is_told_eighteen_months_before(fresh: Api, log: BytesIO) -> None:
    fresh.move_clock(NOON - EARLY)
    assert (await fresh.get(None, "/health/ready")).json()["calendar"] == "ok"
    fresh.move_clock(NOON - EARLY + timedelta(days=1))
    told = (await fresh.get(None, "/health/ready")).json()["calendar"]
    assert told.startswith(f"the calendar ends on {LAST_DAY}")
    async with serving(fresh.settings):
        pass
    assert told.encode() in log.getvalue()
