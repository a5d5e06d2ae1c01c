"""What every answer of a kind promises, asked of the application's own routes: one of tomorrow cannot forget it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.app import create_app
from api.unreadable import query_names
from config import Settings
from tests.api.client import Api, asked, made, refused
from tests.api.usual import AUDITOR, Json

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

MONTH_LATER: Final = datetime.fromisoformat("2019-05-20T12:00:00+06:00")
FRESHNESS: Final = {"projection", "position", "store_position", "lag_seconds", "parked", "heartbeat_seconds"}
OF_NO_CLAIM: Final = frozenset(
    {"/regions", "/regions/{kato}", "/inquiries/templates", "/problems/{kind}", "/health/live", "/health/ready"}
)
"""what tells nothing that events say"""
FILES: Final = frozenset({"/exports/{format}", "/inquiries/{inquiry}/answer"})
"""what is answered with a file: how fresh it is says its stamp, or the inquiry that it answers"""
OF_SEVERAL: Final = ("/audit/dispute", "/statistics")
"""what is drawn from several read models, and says of each how fresh it is"""
DAYS: Final = dict.fromkeys(("/audit/changes", "/audit/findings/changes", "/statistics/changes"), "to")
"""route -> the word for its day of knowledge, where that is not `as_known`"""
NEEDED: Final[dict[str, Json]] = {
    "/audit/changes": {"of": "delays", "from": "2019-03-31"},
    "/audit/findings/changes": {"from": "2019-03-31"},
    "/statistics/changes": {"from": "2019-03-31"},
}
OPENED: Final = dict.fromkeys(DAYS, "events") | {"/audit/dispute": "behind"}
"""roll-up -> the member that leads to its claims, where that is no list beside it"""
CLOCKS: Final = {"lived", "authority", "paused"}
OF_TIME: Final = ("/claims/{claim}", "/claims/{claim}/deadline", "/audit/claims/{claim}/delays")
SUMS: Final = {
    "/audit/delays": (("share_s", "share_working_s"), ("paused_share_s", "paused_share_working_s")),
    "/audit/cohort": (("total_s", "total_working_s"), ("paused_s", "paused_working_s")),
}
"""roll-up of time -> its clocks: lived and working, and what of both was paused"""


def questions(app: FastAPI) -> Iterator[APIRoute]:
    return (route for route in app.routes if isinstance(route, APIRoute) and route.methods == {"GET"})


def of_claims(app: FastAPI) -> list[str]:
    return [route.path for route in questions(app) if route.path not in OF_NO_CLAIM | FILES]


def roll_ups(app: FastAPI) -> list[str]:
    """What adds up many claims: the statistics, and of the audit all but single claims and the lists behind figures."""
    paths = (route.path for route in questions(app) if route.path.startswith(("/audit/", "/statistics")))
    return [path for path in paths if not path.startswith("/audit/claims/") and not path.endswith("/claims")]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return create_app(Settings(folder=tmp_path_factory.mktemp("promises"), development=True))


@pytest.fixture(scope="module")
def claim() -> dict[str, str]:
    return {"format": "csv"}


async def test_every_answer_about_claims_says_how_fresh_it_is(api: Api, app: FastAPI, claim: dict[str, str]) -> None:
    claim["claim"] = await api.claim(
        "submit", "assign", "register", "request_checks", "request_lookup", "complete_lookup"
    )
    made(await api.say("request_document", claim["claim"]))
    await api.examine(claim["claim"])
    api.project()
    (found,) = (await asked(api, AUDITOR, "/findings"))["findings"]
    claim["finding"], claim["inquiry"] = found["finding"], await api.inquired()
    api.project()
    api.stand_at(api.end())
    api.move_clock(MONTH_LATER)
    for path in of_claims(app):
        answer = await asked(api, AUDITOR, path.format(**claim), **NEEDED.get(path, {}))
        fresh = answer["freshness"]
        for each in fresh.values() if path in OF_SEVERAL else [fresh]:
            assert set(each) == FRESHNESS, path
            assert each["position"] == each["store_position"] > 0, path


async def test_every_roll_up_looks_back_and_marks_what_may_move(api: Api, app: FastAPI) -> None:
    assert len(roll_ups(app)) > len(OPENED)
    for path in roll_ups(app):
        word = DAYS.get(path, "as_known")
        past, today = {word: "2019-04-20"}, {word: "2019-05-20"}
        told = await asked(api, AUDITOR, path, **NEEDED.get(path, {}), **past)
        assert (told["as_known"], told["provisional"]) == ("2019-04-20", False), path
        told = await asked(api, AUDITOR, path, **NEEDED.get(path, {}), **today)
        assert (told["as_known"], told["provisional"]) == ("2019-05-20", True), path
        problem = refused(
            await api.get(AUDITOR, path, **NEEDED.get(path, {}), **{word: "2019-05-21"}), 422, "unreadable"
        )
        assert problem["errors"] == [
            {"where": f"query.{word}", "why": "that day has not begun; today is 2019-05-20"}
        ], path


async def test_every_roll_up_can_be_opened_down_to_claims(api: Api, app: FastAPI) -> None:
    """By the words that narrow it, and as known on the same days."""
    routes = {route.path: set(query_names(route.dependant)) for route in questions(app)}
    for path in roll_ups(app):
        if path in OPENED:
            told = await asked(api, AUDITOR, path, **NEEDED.get(path, {}))
            found = told[OPENED[path]] if path.endswith("/changes") else told["disputes"][0]["quarrels"][0]["behind"]
            assert found, path
            continue
        of_figures = {name for name in routes[path] if name not in ("by", "count", "map")}
        assert routes[f"{path}/claims"] >= of_figures | {"cursor", "limit"}, path
        past = await asked(api, AUDITOR, f"{path}/claims", as_known="2019-04-20")
        assert (past["as_known"], past["provisional"]) == ("2019-04-20", False), path


async def test_three_clocks_stand_in_every_answer_about_time(api: Api, claim: dict[str, str]) -> None:
    """What was lived through, what counts against the authority, what was paused: the same in every answer."""
    told = [await asked(api, AUDITOR, path.format(**claim)) for path in OF_TIME]
    assert [set(each["clocks"]) for each in told] == [CLOCKS] * len(OF_TIME)
    assert told[0]["clocks"] == told[1]["clocks"] == told[2]["clocks"]
    for path, clocks in SUMS.items():
        (row,) = (await asked(api, AUDITOR, path, by="region"))["rows"]
        (lived, working), (paused, paused_working) = ([row[name] for name in pair] for pair in clocks)
        assert lived > working > 0, path
        assert paused <= lived, path
        assert paused_working <= working, path


async def test_every_claim_behind_a_figure_has_the_members_that_its_example_shows(api: Api, app: FastAPI) -> None:
    schema = app.openapi()
    lists = [
        path for path in schema["paths"] if path.startswith(("/audit/", "/statistics/")) and path.endswith("/claims")
    ]
    assert len(lists) > len(OPENED)
    for path in lists:
        answer = schema["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["example"]
        told = await asked(api, AUDITOR, path)
        assert set(told["claims"][0]) == set(answer["claims"][0]), path


async def test_a_version_that_was_waited_for_in_vain_is_not_silently_older(
    api: Api, app: FastAPI, claim: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.reading.PATIENCE_SECONDS", 0.02)
    one = [path for path in of_claims(app) if "{" in path]
    waiting = [route.path for route in questions(app) if "at_least" in query_names(route.dependant)]
    stored = [
        path for path in one if (await asked(api, AUDITOR, path.format(**claim)))["freshness"]["projection"] == "events"
    ]
    assert sorted(waiting + stored) == sorted(one), "what is not read from the store waits for a version"
    for path in waiting:
        told = await asked(api, AUDITOR, path.format(**claim), at_least=99)
        assert told["at_least"] == {"version": 99, "reached": False}
        assert told["version"] < 99
        version = told["version"]
        told = await asked(api, AUDITOR, path.format(**claim), at_least=version)
        assert told["at_least"] == {"version": version, "reached": True}
        assert "at_least" not in await asked(api, AUDITOR, path.format(**claim))
