"""Demands, gaps, answers and needs over HTTP: by anything they hold, opened down to claims, for auditors only."""

from typing import Any, Final

import pytest

from projections import answers, demands, gaps, needs
from projections.lookback import View
from tests.api.client import Api, asked, refused
from tests.api.usual import AUDITOR, CHILD, COMMISSION, EVERYBODY, Who

pytestmark = pytest.mark.servers

GAP: Final = ("submit", "register", "request_checks", "request_lookup", "complete_lookup")
VIEWS: Final = (demands.VIEW, gaps.VIEW, answers.VIEW, needs.VIEW)
LISTED: Final = {"demands": "demands", "gaps": "detected", "answers": "answered", "needs": "claims"}
ROUTES: Final = [f"/audit/{view.of}{rest}" for view in VIEWS for rest in ("", "/claims")] + ["/audit/dispute"]
RESIDENCE: Final = {"type": "RESIDENCE_CERTIFICATE", "subject": CHILD, "fact": "RESIDENCE", "basis": None}


async def a_claim(api: Api) -> str:
    """With a gap for which the office demanded a paper, and a paper that a commission demanded for no reason."""
    claim = await api.claim(*GAP, "request_document", "assign_commission")
    await api.say("request_document", claim, who=COMMISSION, body=RESIDENCE)
    api.project()
    return claim


async def number(api: Api, path: str, **query: Any) -> int:
    """How many things a list shows, over all of its pages."""
    answer = (
        await api.get(AUDITOR, f"{path}&limit=2") if "?" in path else await api.get(AUDITOR, path, **query, limit=2)
    )
    found = 0
    while True:
        assert answer.status_code == 200, answer.text
        found += sum(len(claim["things"]) for claim in answer.json()["claims"])
        if "next" not in answer.links:
            return found
        answer = await api.get(AUDITOR, answer.links["next"]["url"])


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.of)
@pytest.mark.asyncio(loop_scope="module")
async def test_counts_are_rolled_up_by_anything(api: Api, view: View) -> None:
    await a_claim(api)
    for by in (*view.by, ",".join(view.by)):
        answer = await asked(api, AUDITOR, f"/audit/{view.of}", by=by)
        assert answer["by"] == by.split(",")
        assert all(set(by.split(",")) < set(row) for row in answer["rows"])
        counted = sum(row[LISTED[view.of]] for row in answer["rows"])
        assert counted == await number(api, f"/audit/{view.of}/claims", what=LISTED[view.of])
    assert (answer["provisional"], answer["freshness"]["projection"]) == (True, view.projection.name)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_demand_is_opened_to_its_claim(api: Api) -> None:
    claim = await a_claim(api)
    query = {"asked_by": f"COMMISSION:{COMMISSION.office}", "verdict": "NEVER_LOOKED_UP,NO_BASIS", "region": "75"}
    answer = await asked(api, AUDITOR, "/audit/demands/claims", **query, limit=1000)
    (mine,) = (each for each in answer["claims"] if each["claim"] == claim)
    assert mine["things"] == [
        {
            "id": "D2",
            "version": 9,
            "verdict": "NEVER_LOOKED_UP",
            "type": "RESIDENCE_CERTIFICATE",
            "fact": "RESIDENCE",
            "asked_by": {"kind": "COMMISSION", "code": COMMISSION.office},
            "state_not_asked": False,
            "cause": None,
            "owner": None,
            "registry": None,
            "on": "2019-04-01",
            "role": "CHILD",
            "justified": False,
            "gap": None,
            "basis": None,
        }
    ]
    assert (mine["region"], mine["office"], mine["submitted_on"]) == ("750000000", "ALMATY-1", "2019-04-01")
    assert {name: answer[name] for name in query} == query


@pytest.mark.asyncio(loop_scope="module")
async def test_rates_are_told_with_a_gap_and_without(api: Api) -> None:
    await a_claim(api)
    for by in ("verdict", "region", "region,fact"):
        rates = (await asked(api, AUDITOR, "/audit/demands", by=by))["rates"]
        (gap,) = (each for each in rates["claims"] if each["data"] == "GAP")
        assert gap["asked_unjustified"] <= gap["asked"] <= gap["counted"]
        assert gap["asked_rate"] == f"{gap['asked'] / gap['counted']:.4f}"
        assert sum(each["counted"] for each in rates["facts"]) >= 2
    none = await asked(api, AUDITOR, "/audit/demands", submitted_from="2019-05-01")
    assert (none["rows"], none["rates"]) == ([], {"claims": [], "facts": []})


@pytest.mark.asyncio(loop_scope="module")
async def test_gaps_say_how_many_are_closed_and_open(api: Api) -> None:
    claim = await a_claim(api)
    await api.say("receive_document", claim)
    api.project()
    rows = (await asked(api, AUDITOR, "/audit/gaps", by="cause,owner"))["rows"]
    (row,) = (row for row in rows if row["cause"] == "OUTSIDE_COVERAGE")
    assert row["owner"] == {"kind": "LAW", "code": None}
    assert row["closed"] == row["closed_by_paper"] >= 1
    assert row["detected"] == row["closed"] + row["open"]
    closed = await number(api, "/audit/gaps/claims", what="closed_by_paper", owner="LAW", cause="OUTSIDE_COVERAGE")
    assert closed == row["closed"]


@pytest.mark.asyncio(loop_scope="module")
async def test_what_was_known_on_a_day_is_told_as_it_was(api: Api) -> None:
    await a_claim(api)
    before = await asked(api, AUDITOR, "/audit/demands", as_known="2019-03-31")
    assert (before["rows"], before["as_known"], before["provisional"]) == ([], "2019-03-31", False)
    assert await number(api, "/audit/demands/claims", as_known="2019-03-31") == 0
    assert (await asked(api, AUDITOR, "/audit/demands", as_known="2019-04-01"))["rows"]


@pytest.mark.parametrize(
    ("path", "query", "slug"),
    [
        ("/audit/demands", {"by": "colour"}, "unknown-code"),
        ("/audit/demands", {"by": "region;drop"}, "unreadable"),
        ("/audit/demands", {"verdict": "PERFECT"}, "unknown-code"),
        ("/audit/demands", {"asked_by": "NOBODY:X"}, "unknown-code"),
        ("/audit/demands", {"colour": "red"}, "unreadable"),
        ("/audit/demands", {"verdict": "GAP; DROP TABLE"}, "unreadable"),
        ("/audit/demands", {"submitted_from": "2019-04-02", "submitted_to": "2019-04-01"}, "unreadable"),
        ("/audit/demands", {"as_known": "2099-01-01"}, "unreadable"),
        ("/audit/demands/claims", {"what": "seen"}, "unknown-code"),
        ("/audit/demands/claims", {"cursor": "WzEsMl0"}, "bad-cursor"),
        ("/audit/answers/claims", {"what": "attempts"}, "unknown-code"),
        ("/audit/needs", {"fact": "COLOUR"}, "unknown-code"),
        ("/audit/gaps", {"region": "00"}, "unknown-code"),
        ("/audit/dispute", {"region": "00"}, "unknown-code"),
        ("/audit/dispute", {"region": "75,79"}, "unreadable"),
        ("/audit/dispute", {"by": "office"}, "unreadable"),
        ("/audit/dispute", {"verdict": "GAP"}, "unreadable"),
    ],
)
@pytest.mark.asyncio(loop_scope="module")
async def test_nothing_else_is_asked(api: Api, path: str, query: dict[str, str], slug: str) -> None:
    await a_claim(api)
    refused(await api.get(AUDITOR, path, **query), 400 if slug == "bad-cursor" else 422, slug)


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("who", [who for who in EVERYBODY if who is not AUDITOR], ids=lambda who: who.role)
@pytest.mark.asyncio(loop_scope="module")
async def test_exact_counts_are_for_auditors(api: Api, who: Who, path: str) -> None:
    assert refused(await api.get(who, path), 403, "not-your-question")["roles"] == ["auditor"]
