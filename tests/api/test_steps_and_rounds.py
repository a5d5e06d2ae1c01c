"""Steps and rounds of papers over HTTP: a family that is sent for papers twice, and what is said of it."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

import pytest
import pytest_asyncio

from tests.api.client import Api, asked, made, refused
from tests.api.usual import AUDITOR, CHILD, EVERYBODY, Who

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

HOUR: Final = 3600
DAY: Final = 24 * HOUR
ALIMONY: Final = {"type": "ALIMONY_CERTIFICATE", "subject": CHILD, "fact": "ALIMONY", "basis": None}
ROUTES: Final = ("/audit/steps", "/audit/steps/claims", "/audit/rounds", "/audit/rounds/claims")


@pytest_asyncio.fixture(loop_scope="module")
async def sent_twice(fresh: Api) -> AsyncIterator[tuple[Api, str]]:
    """Monday: the birth certificate; Wednesday: it comes in, and that of alimony is demanded; and once more."""
    claim = await fresh.claim("submit", "register", "request_checks", "request_lookup", "complete_lookup")
    made(await fresh.say("request_document", claim))
    fresh.move_clock(datetime.fromisoformat("2019-04-03T10:00:00+06:00"))
    made(await fresh.say("receive_document", claim))
    made(await fresh.say("request_document", claim, body=ALIMONY))
    fresh.move_clock(datetime.fromisoformat("2019-04-03T11:00:00+06:00"))
    made(await fresh.say("request_document", claim, body=ALIMONY))
    fresh.project()
    fresh.stand_at(fresh.end())
    yield fresh, claim


async def test_what_could_have_been_asked_for_at_once_is_told_with_the_time_it_would_have_saved(
    sent_twice: tuple[Api, str],
) -> None:
    api, claim = sent_twice
    told = await asked(api, AUDITOR, "/audit/rounds", region="75")
    first, second = told["rows"]
    assert first == {
        "round": 1,
        "rounds": 1,
        "demands": 1,
        "known_before": 0,
        "sooner_s": 0,
        "sooner_working_s": 0,
    }
    assert second == {
        "round": 2,
        "rounds": 1,
        "demands": 2,
        "known_before": 1,
        "sooner_s": 2 * DAY,
        "sooner_working_s": 16 * HOUR,
    }
    (behind,) = (await asked(api, AUDITOR, "/audit/rounds/claims", what="known_before"))["claims"]
    (thing,) = behind["things"]
    assert (behind["claim"], thing["id"], thing["fact"], thing["could_in"]) == (claim, "D2", "ALIMONY", 1)
    assert (await asked(api, AUDITOR, "/audit/rounds", as_known="2019-04-02"))["rows"] == [first]


async def test_steps_say_what_followed_what_and_what_was_done_again(sent_twice: tuple[Api, str]) -> None:
    api, claim = sent_twice
    rows = (await asked(api, AUDITOR, "/audit/steps", came_from="document.requested"))["rows"]
    received, again = rows
    assert (again["step"], again["times"], again["wait_s"], again["repeated"]) == ("document.requested", 1, HOUR, 1)
    assert (again["since_s"], again["since_working_s"]) == (HOUR, HOUR)
    assert (received["step"], received["times"], received["repeated"]) == ("document.received", 1, 0)
    assert (received["wait_s"], received["wait_working_s"]) == (2 * DAY, 16 * HOUR)
    assert 2 * DAY <= received["wait_median_s"] <= 2 * DAY * 129 / 128
    assert received["since_median_s"] is None
    (behind,) = (await asked(api, AUDITOR, "/audit/steps/claims", again="true"))["claims"]
    assert (behind["claim"], behind["repeated"], behind["since_s"]) == (claim, 1, HOUR)
    assert (behind["times"], behind["wait_s"]) == (1, HOUR), "that step, with the wait before it"


async def test_every_step_is_either_the_first_for_its_thing_or_done_again(sent_twice: tuple[Api, str]) -> None:
    api, _ = sent_twice
    first, again = (await asked(api, AUDITOR, "/audit/steps", by="again"))["rows"]
    (steps,) = (await asked(api, AUDITOR, "/audit/steps", by="region"))["rows"]
    assert (first["again"], first["repeated"], first["since_s"]) == (False, 0, 0)
    assert (again["again"], again["times"], again["repeated"], again["wait_s"]) == (True, 1, 1, HOUR)
    assert first["times"] + again["times"] == steps["times"]
    assert first["wait_s"] + again["wait_s"] == steps["wait_s"]
    for row in (first, again):
        (narrowed,) = (await asked(api, AUDITOR, "/audit/steps", by="region", again=str(row["again"]).lower()))["rows"]
        assert narrowed == steps | {name: row[name] for name in row if name != "again"}


async def test_why_either_changed_is_told(sent_twice: tuple[Api, str]) -> None:
    api, _ = sent_twice
    for of, moved in {"steps": "times", "rounds": "demands"}.items():
        told = await asked(api, AUDITOR, "/audit/changes", **{"of": of, "from": "2019-04-02"})
        assert told["moved_by_events"][moved] == sum(event["moved"].get(moved, 0) for event in told["events"]) > 0


async def test_whole_regions_only(sent_twice: tuple[Api, str]) -> None:
    api, _ = sent_twice
    refused(await api.get(AUDITOR, "/audit/steps", region="7511"), 422, "unknown-code")
    refused(await api.get(AUDITOR, "/audit/steps", office="75-OFFICE"), 422, "unreadable")
    refused(await api.get(AUDITOR, "/audit/steps", step="lookup.requested"), 422, "unknown-code")


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who is not AUDITOR], ids=lambda who: who.role)
async def test_both_are_for_auditors(sent_twice: tuple[Api, str], who: Who) -> None:
    api, _ = sent_twice
    for path in ROUTES:
        assert refused(await api.get(who, path), 403, "not-your-question")["roles"] == ["auditor"]
