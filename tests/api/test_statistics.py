"""Regions side by side over HTTP: exact for auditors, of any day, opened down to claims."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final

import pytest
import pytest_asyncio

from tests.api.client import Api, asked, made, refused
from tests.api.usual import AUDITOR, CASEWORKER, DEPUTY, HEAD, Who, submission

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

SEMEY: Final = Who(CASEWORKER.role, "SEMEY-1", "63", "semey")
PEOPLE: Final = "b0000000-0000-4000-8000-00000000000{}"


@pytest_asyncio.fixture(loop_scope="module")
async def spring(fresh: Api) -> AsyncIterator[Api]:
    """Monday, 1 April 2019: two claims in Almaty, one of them applied for again, and one in Semey. On Friday one of
    Almaty's is refused, and the next Monday the other is approved, dated back to Friday."""
    claims = [await fresh.claim("submit", "register", body={"members": members(n)}) for n in (1, 2)]
    refused(await fresh.post(CASEWORKER, "/claims", submission(members=members(2))), 409, "open-claim")
    semey = submission(region="632810000", channel="AKIM", members=members(3))
    made(await fresh.post(SEMEY, "/claims", semey))
    clock(fresh, "05T12:00:00")
    made(await fresh.say("refuse", claims[0]))
    clock(fresh, "08T12:00:00")
    made(await fresh.say("approve", claims[1], body={"occurred_at": "2019-04-05T15:00:00+06:00"}))
    clock(fresh, "20T12:00:00")
    fresh.project()
    fresh.stand_at(fresh.end())
    yield fresh


def members(n: int) -> list[dict[str, Any]]:
    return [{"person_ref": PEOPLE.format(n), "role": "APPLICANT"}]


def clock(api: Api, when: str) -> None:
    api.move_clock(datetime.fromisoformat(f"2019-04-{when}+06:00"))


async def test_a_region_shows_how_its_claims_ended_and_what_still_waits(spring: Api) -> None:
    told = await asked(spring, AUDITOR, "/statistics")
    almaty, semey = sorted(told["rows"], key=lambda row: row["region"], reverse=True)
    assert (almaty["region"], almaty["received"], almaty["repeated"], almaty["open"]) == ("75", 2, 1, 0)
    assert (almaty["approved"], almaty["refused"], almaty["refused_by_ground"]["INCOME_ABOVE_LINE"]) == (1, 1, 1)
    assert (semey["region"], semey["received"], semey["open"], semey["repeated"]) == ("63", 1, 1, 0)
    assert semey["over_term"]["part"] == 1, "it was never registered"
    assert semey["over_term"]["interval"] == ["0.2065", "1.0000"]
    assert told["total"]["received"] == 3
    assert almaty["durations"]["decided"] == 2
    first = 4 * 86_400 + 2 * 3600
    assert first <= almaty["durations"]["median"]["seconds"] <= first * 1.01
    assert semey["durations"]["median"] == {"seconds": None, "interval_s": [None, None], "at_risk": None}
    assert told["total"]["durations"]["p90"]["seconds"] is None, "one of three still waits"
    assert {each["liable"] for each in semey["answered"]} == {"OFFICE"}


async def test_channels_and_districts_too_and_filters_narrow(spring: Api) -> None:
    by_channel = await asked(spring, AUDITOR, "/statistics", by="channel,edition")
    assert [(row["channel"], row["received"], row["answered"]) for row in by_channel["rows"]] == [
        ("AKIM", 1, None),
        ("CENTRE", 2, None),
    ]
    by_district = await asked(spring, AUDITOR, "/statistics", by="district", region="63")
    assert [(row["district"], row["received"]) for row in by_district["rows"]] == [("6328", 1)]
    for own in ("63", "630000000"):
        assert (await asked(spring, AUDITOR, "/statistics", region=own))["total"]["received"] == 1, own
    none = await asked(spring, AUDITOR, "/statistics", submitted_to="2019-03-31")
    assert (none["rows"], none["total"]["received"], none["total"]["card_only"]["with_gap"]["share"]) == ([], 0, None)


async def test_on_the_map_of_today_land_lies_where_the_code_can_tell(spring: Api) -> None:
    now = await asked(spring, AUDITOR, "/statistics", map="2024-01-01")
    assert [(row["region"], row["received"]) for row in now["rows"]] == [("10,63", 1), ("75", 2)]
    then = await asked(spring, AUDITOR, "/statistics", map="2019-04-01")
    plain = await asked(spring, AUDITOR, "/statistics")
    assert then["rows"] == plain["rows"]
    assert now["total"] == plain["total"]


async def test_a_past_day_is_told_as_it_was_known_and_why_it_is_another_now(spring: Api) -> None:
    """On Sunday nobody knew that the claim had been approved on Friday."""
    sunday = await asked(spring, AUDITOR, "/statistics", region="75", as_known="2019-04-07")
    assert (sunday["total"]["open"], sunday["total"]["approved"], sunday["provisional"]) == (1, 0, False)
    later = await asked(spring, AUDITOR, "/statistics", region="75", as_known="2019-04-08")
    assert (later["total"]["open"], later["total"]["approved"]) == (0, 1)
    days = {"from": "2019-04-07", "to": "2019-04-08"}
    changes = await asked(spring, AUDITOR, "/statistics/changes", region="75", **days)
    (event,) = changes["events"]
    assert (event["type"], event["late"], event["dated_back_days"]) == ("claim.approved", True, 3)
    assert event["moved"] == {"open": -1, "decided": 1, "approved": 1}
    assert (changes["at_from"]["repeated"], changes["at_to"]["repeated"]) == (1, 1)


async def test_an_application_beside_an_open_claim_is_named_among_what_moved_the_figures(spring: Api) -> None:
    """After the events of claims, on pages of their own, and with them they are all that moved since."""
    pages = await pages_of(spring, "/statistics/changes", **{"from": "2019-03-31", "to": "2019-04-08"}, limit=2)
    assert pages[0]["at_to"]["repeated"] == pages[0]["moved_by_events"]["repeated"] == 1
    events = [event for page in pages for event in page["events"]]
    moved = Counter[str]()
    for event in events:
        moved.update(event["moved"])
    assert dict(moved) == {name: n for name, n in pages[0]["moved_by_events"].items() if n}
    assert [event["type"] for event in events if "applicant" in event] == ["applicant.applied_again"]
    again = events[-1]
    assert (again["version"], again["moved"], again["late"]) == (2, {"repeated": 1}, False)
    assert again["claim"] in {event["claim"] for event in events[:-1]}
    assert PEOPLE.format(2) not in str(events), "the stream is named, and no person"
    later = await pages_of(spring, "/statistics/changes", **{"from": "2019-04-01", "to": "2019-04-08"})
    assert "applicant" not in str(later)


async def pages_of(api: Api, path: str, **query: object) -> list[Any]:
    """Every page, by following the links."""
    pages = [await api.get(AUDITOR, path, **query)]
    while following := pages[-1].links.get("next"):
        pages.append(await api.get(AUDITOR, following["url"]))
    return [page.json() for page in pages]


async def test_every_count_opens_down_to_its_claims(spring: Api) -> None:
    for day in ({}, {"as_known": "2019-04-07"}):
        total = (await asked(spring, AUDITOR, "/statistics", **day))["total"]
        listed = (await asked(spring, AUDITOR, "/statistics/claims", **day))["claims"]
        for name in ("received", "open", "decided", "approved", "refused", "withdrawn"):
            assert sum(claim[name] for claim in listed) == total[name], name


async def test_many_decisions_of_one_body_in_one_minute_are_no_single_decisions(fresh: Api) -> None:
    claims = [await fresh.claim("submit", "register") for _ in range(11)]
    clock(fresh, "03T12:00:00")
    made(await fresh.say("approve", claims[0]))
    clock(fresh, "05T12:00:00")
    for claim in claims[1:10]:
        made(await fresh.say("approve", claim))
    fresh.project()
    assert (await asked(fresh, AUDITOR, "/statistics"))["total"]["decided_in_batches"] == 0
    made(await fresh.say("approve", claims[10]))
    fresh.project()
    assert (await asked(fresh, AUDITOR, "/statistics"))["total"]["decided_in_batches"] == 10


async def test_a_deputy_is_given_nothing_unprotected(spring: Api) -> None:
    """On 20 April no month is over: what deputies are given then, tests/api/test_released.py shows."""
    problem = refused(await spring.get(DEPUTY, "/statistics"), 403, "not-released")
    assert "2019-04, the earliest, is not over" in problem["detail"]
    for path in ("/statistics/claims", "/statistics/changes?from=2019-04-07"):
        refused(await spring.get(DEPUTY, path), 403, "not-your-question")
    refused(await spring.get(HEAD, "/statistics"), 403, "not-your-question")
