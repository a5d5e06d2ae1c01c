"""Figures as they were known on a day, over HTTP: stamped, opened down to claims, and their changes explained."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import pytest
import pytest_asyncio

from projections.lookback import views
from tests.api.client import Api, asked, made, refused
from tests.api.usual import AUDITOR, EVERYBODY, Who

pytestmark = pytest.mark.servers

COUNTERS: Final = ("open_s", "share_s", "sole_s", "open_working_s", "share_working_s", "sole_working_s")
PATHS: Final = ("/audit/delays", "/audit/delays/claims", "/audit/changes")
HOUR: Final = 3600


@pytest_asyncio.fixture(loop_scope="module")
async def april(fresh: Api) -> AsyncIterator[Api]:
    """Three claims of Monday, the 1st. Two are registered an hour later, the third on Friday, dated back to Tuesday."""
    claims = [await fresh.claim() for _ in range(3)]
    clock(fresh, "01T11:00:00")
    for claim in claims[:2]:
        made(await fresh.say("register", claim))
    clock(fresh, "05T09:00:00")
    made(await fresh.say("register", claims[2], body={"occurred_at": "2019-04-02T10:00:00+06:00"}))
    clock(fresh, "08T10:00:00")
    fresh.project()
    fresh.stand_at(fresh.end())
    yield fresh


def clock(api: Api, when: str) -> None:
    api.move_clock(datetime.fromisoformat(f"2019-04-{when}+06:00"))


async def paged(api: Api, path: str, **query: Any) -> list[dict[str, Any]]:
    """The answers of all pages."""
    answers = []
    while True:
        answer = await api.get(AUDITOR, path, **query)
        assert answer.status_code == 200, answer.text
        answers.append(answer.json())
        if "Link" not in answer.headers:
            return answers
        assert answer.headers["Link"].endswith('>; rel="next"')
        link = urlsplit(answer.headers["Link"][1:].partition(">")[0])
        assert link.path == path
        query = dict(parse_qsl(link.query))


@pytest.mark.asyncio(loop_scope="module")
async def test_a_past_day_is_known_as_it_was_at_its_end(april: Api) -> None:
    """At the end of Tuesday nobody knew yet that the third claim had been registered that morning."""
    tuesday = await asked(april, AUDITOR, "/audit/delays", by="cause", as_known="2019-04-02")
    assert (tuesday["now"], tuesday["as_known"], tuesday["provisional"]) == (
        "2019-04-02T18:00:00Z",
        "2019-04-02",
        False,
    )
    registration = next(row for row in tuesday["rows"] if row["cause"] == "REGISTRATION")
    assert (registration["waits"], registration["running"]) == (3, 1)
    assert registration["open_s"] == 2 * HOUR + 38 * HOUR
    friday = await asked(april, AUDITOR, "/audit/delays", by="cause", as_known="2019-04-05")
    registration = next(row for row in friday["rows"] if row["cause"] == "REGISTRATION")
    assert (registration["running"], registration["open_s"]) == (0, 2 * HOUR + 24 * HOUR)


@pytest.mark.asyncio(loop_scope="module")
async def test_today_and_what_is_known_now_are_the_same_and_provisional(april: Api) -> None:
    now = await asked(april, AUDITOR, "/audit/delays")
    today = await asked(april, AUDITOR, "/audit/delays", as_known="2019-04-08")
    assert (now["as_known"], now["provisional"], now["now"]) == ("2019-04-08", True, "2019-04-08T04:00:00Z")
    assert now["rows"] == today["rows"]


@pytest.mark.asyncio(loop_scope="module")
async def test_a_day_is_provisional_while_the_model_lacks_an_event_of_it(april: Api) -> None:
    april.stand_at(april.end() - 1)  # the registration of Friday is the last event
    assert (await asked(april, AUDITOR, "/audit/delays", as_known="2019-04-05"))["provisional"]
    assert not (await asked(april, AUDITOR, "/audit/delays", as_known="2019-04-04"))["provisional"]


@pytest.mark.asyncio(loop_scope="module")
async def test_the_claims_behind_a_past_figure_add_up_to_it_over_pages_of_one(april: Api) -> None:
    query = {"cause": "REGISTRATION", "as_known": "2019-04-02"}
    whole = (await asked(april, AUDITOR, "/audit/delays", by="cause", **query))["rows"][0]
    claims = [
        claim for page in await paged(april, "/audit/delays/claims", limit=1, **query) for claim in page["claims"]
    ]
    assert len({claim["claim"] for claim in claims}) == len(claims) == 3
    assert {name: sum(claim[name] for claim in claims) for name in COUNTERS} == {name: whole[name] for name in COUNTERS}
    assert sorted(claim["version"] for claim in claims) == [1, 2, 2]


@pytest.mark.asyncio(loop_scope="module")
async def test_pages_keep_the_now_of_the_first(april: Api) -> None:
    """So what runs adds up, though time goes on while somebody reads."""
    first = await april.get(AUDITOR, "/audit/delays/claims", limit="1")
    clock(april, "09T10:00:00")
    link = urlsplit(first.headers["Link"][1:].partition(">")[0])
    later = await april.get(AUDITOR, link.path, **dict(parse_qsl(link.query)))
    assert later.json()["now"] == first.json()["now"] == "2019-04-08T04:00:00Z"


@pytest.mark.asyncio(loop_scope="module")
async def test_the_claims_of_a_row_are_counted_but_not_those_of_a_past_day(april: Api) -> None:
    now = await asked(april, AUDITOR, "/audit/delays", by="liable", count="claims", liable="OFFICE")
    assert [row["claims"] for row in now["rows"]] == [3]
    problem = refused(
        await april.get(AUDITOR, "/audit/delays", count="claims", as_known="2019-04-02"), 422, "unreadable"
    )
    assert "list those of a past day" in str(problem)


@pytest.mark.asyncio(loop_scope="module")
async def test_why_a_figure_changed_is_told_to_the_second(april: Api) -> None:
    told = await asked(
        april,
        AUDITOR,
        "/audit/changes",
        **{"of": "delays", "from": "2019-04-02", "to": "2019-04-05"},
        cause="REGISTRATION",
    )
    (event,) = told["events"]
    assert (event["type"], event["late"], event["dated_back_days"]) == ("claim.registered", True, 3)
    assert (event["occurred_at"], event["recorded_at"]) == ("2019-04-02T04:00:00Z", "2019-04-05T03:00:00Z")
    for name in ("waits", "running", *COUNTERS):
        by_event, by_time = told["moved_by_events"][name], told["moved_by_time"][name]
        assert told["at_to"][name] - told["at_from"][name] == by_event + by_time
        assert event["moved"].get(name, 0) == by_event
    assert told["moved_by_time"]["open_s"] == 72 * HOUR
    assert told["moved_by_events"]["open_s"] == -(38 + 72 - 24) * HOUR
    assert (told["of"], told["from"], told["to"], told["as_known"]) == (
        "delays",
        "2019-04-02",
        "2019-04-05",
        "2019-04-05",
    )


@pytest.mark.asyncio(loop_scope="module")
async def test_changes_of_what_happened_are_asked_for_a_period_of_happening(april: Api) -> None:
    """The registration of Friday happened on Tuesday, as it says."""
    query = {"of": "flow", "from": "2019-04-02", "to": "2019-04-05", "type": "claim.registered"}
    on = await asked(april, AUDITOR, "/audit/changes", **query, happened_from="2019-04-02", happened_to="2019-04-02")
    after = await asked(april, AUDITOR, "/audit/changes", **query, happened_from="2019-04-03")
    assert on["moved_by_events"] == {"events": 1, "dated_back": 1, "clamped": 0}
    assert [event["moved"] for event in on["events"]] == [{"events": 1, "dated_back": 1}]
    assert not any(after["moved_by_events"].values())


@pytest.mark.parametrize("of", views())
@pytest.mark.asyncio(loop_scope="module")
async def test_changes_are_told_of_everything_that_is_looked_back_on_a_page_at_a_time(april: Api, of: str) -> None:
    query = {"of": of, "from": "2019-03-31", "limit": "1"}
    pages = await paged(april, "/audit/changes", **query)
    events = [event for page in pages for event in page["events"]]
    assert len({(event["claim"], event["version"]) for event in events}) == len(events)
    assert not any(pages[0]["at_from"].values())
    for name, moved in pages[0]["moved_by_events"].items():
        assert sum(event["moved"].get(name, 0) for event in events) == moved, name


@pytest.mark.parametrize(
    ("path", "query", "slug"),
    [
        ("/audit/delays", {"as_known": "2019-04-09"}, "unreadable"),
        ("/audit/delays", {"stage": "LIMBO"}, "unknown-code"),
        ("/audit/delays", {"region": "99"}, "unknown-code"),
        ("/audit/delays", {"colour": "red"}, "unreadable"),
        ("/audit/delays/claims", {"liable": "NOBODY"}, "unknown-code"),
        ("/audit/delays/claims", {"cursor": "bm90aGluZw"}, "bad-cursor"),
        ("/audit/delays/claims", {"cursor": "WyIyMDE5LTA0LTAxIiwiMCIsMV0"}, "bad-cursor"),
        ("/audit/changes", {"of": "delays"}, "unreadable"),
        ("/audit/changes", {"of": "colours", "from": "2019-04-01"}, "unknown-code"),
        ("/audit/changes", {"of": "demands", "from": "2019-04-01", "stage": "CHECKS"}, "unknown-code"),
        ("/audit/changes", {"of": "flow", "from": "2019-04-01", "submitted_from": "2019-04-01"}, "unknown-code"),
        ("/audit/changes", {"of": "delays", "from": "2019-04-01", "happened_to": "2019-04-01"}, "unknown-code"),
        ("/audit/changes", {"of": "delays", "from": "2019-04-08"}, "unreadable"),
        ("/audit/changes", {"of": "delays", "from": "2019-04-05", "to": "2019-04-05"}, "unreadable"),
        ("/audit/changes", {"of": "delays", "from": "2019-04-05", "to": "2019-04-09"}, "unreadable"),
    ],
)
@pytest.mark.asyncio(loop_scope="module")
async def test_what_cannot_be_asked_is_refused(api: Api, path: str, query: dict[str, str], slug: str) -> None:
    clock(api, "08T10:00:00")
    api.project()
    problem = refused(await api.get(AUDITOR, path, **query), 422 if slug != "bad-cursor" else 400, slug)
    if slug == "unknown-code":
        assert problem["known"]


@pytest.mark.parametrize(
    ("path", "query", "known"),
    [
        ("/audit/delays", {"by": "colour"}, "liable"),
        ("/audit/changes", {"of": "colours", "from": "2019-04-01"}, "delays"),
        ("/audit/changes", {"of": "demands", "from": "2019-04-01", "stage": "CHECKS"}, "verdict"),
        ("/audit/demands/claims", {"what": "colours"}, "demands"),
    ],
)
@pytest.mark.asyncio(loop_scope="module")
async def test_who_asks_by_what_is_not_counted_by_is_led_to_what_is(
    api: Api, path: str, query: dict[str, str], known: str
) -> None:
    clock(api, "08T10:00:00")
    problem = refused(await api.get(AUDITOR, path, **query), 422, "unknown-code")
    assert known in problem["known"]
    assert problem["see"] == "docs/reference/looking-back.md"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", [who for who in EVERYBODY if who is not AUDITOR], ids=lambda who: who.role)
@pytest.mark.asyncio(loop_scope="module")
async def test_looking_back_is_for_auditors(api: Api, who: Who, path: str) -> None:
    query = {"of": "delays", "from": "2019-03-01"} if path == "/audit/changes" else {}
    assert refused(await api.get(who, path, **query), 403, "not-your-question")["roles"] == ["auditor"]


@pytest.mark.asyncio(loop_scope="module")
async def test_the_three_clocks_of_a_claim_are_told_apart(april: Api) -> None:
    claim = await april.claim("submit", "register")
    april.project()
    told = await asked(april, AUDITOR, f"/audit/claims/{claim}/delays")
    assert told["clocks"]["lived"] == {"seconds": told["total_s"], "working_seconds": told["total_working_s"]}
    assert told["clocks"]["authority"] == {
        "counts_from": "2019-04-08",
        "working_days": 7,
        "used": 0,
        "paused": 0,
        "pauses_stop_term": False,
        "due_on": "2019-04-17",
        "over_term": False,
    }
    assert told["clocks"]["paused"] == {"seconds": 0, "working_seconds": 0, "pauses": []}
