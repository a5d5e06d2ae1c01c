"""What can be asked: lists and files of claims, evidence, delays; each only by those who may see it."""

import base64
import hashlib
import json
from typing import Any

import pytest
from fastapi.routing import APIRoute

from api.pages import cursor
from config import Settings
from domain.allowed import ALLOWED, MAY
from domain.vocabulary import Role, Stage
from tests.api.client import Api, asked, made, refused, serving
from tests.api.test_reference import ASKED_BY, OF_NO_ROLE
from tests.api.usual import (
    AUDITOR,
    CASEWORKER,
    CHILD,
    COMMISSION,
    DEPUTY,
    EVERYBODY,
    HEAD,
    OPERATOR,
    SERVICE,
    Who,
)

pytestmark = pytest.mark.servers

NOBODYS = "0c1a1c1a-0000-4000-8000-000000000001"
PAGE = 3


async def listed(api: Api, who: Who, **query: Any) -> set[str]:
    return {claim["claim"] for claim in (await asked(api, who, "/claims", **query))["claims"]}


# lists


@pytest.mark.asyncio(loop_scope="module")
async def test_a_list_holds_the_claims_in_the_askers_scope_and_no_others(api: Api) -> None:
    ours = Who(Role.CASEWORKER, "LISTS-1")
    mine, assigned = [made(await api.say("submit", who=ours))["claim"] for _ in range(2)]
    for command in ("register", "assign_commission"):
        made(await api.say(command, assigned, who=ours, body={"commission": "LISTS-C"} if "comm" in command else {}))
    theirs = made(await api.say("submit"))["claim"]
    api.project()
    assert await listed(api, ours) == {mine, assigned}
    assert await listed(api, Who(Role.COMMISSION, "LISTS-C")) == {assigned}
    assert await listed(api, ours.elsewhere()) == await listed(api, ours.next_door()) == set()
    assert await listed(api, Who(Role.COMMISSION, "LISTS-C", "19")) == set()
    everything = await listed(api, AUDITOR, limit=100)
    assert {mine, assigned, theirs} <= everything
    assert {mine, assigned, theirs} <= await listed(api, HEAD, limit=100)
    assert await listed(api, AUDITOR, office="LISTS-1") == {mine, assigned}
    assert await listed(api, AUDITOR, office="LISTS-1", stage="INTAKE") == {mine}
    assert await listed(api, ours, office=CASEWORKER.office) == set()


@pytest.mark.asyncio(loop_scope="module")
async def test_a_list_is_read_page_by_page_without_a_gap(api: Api) -> None:
    ours = Who(Role.CASEWORKER, "PAGES-1")
    claims = [made(await api.say("submit", who=ours))["claim"] for _ in range(2 * PAGE + 1)]
    api.project()
    found, path, pages = [], f"/claims?limit={PAGE}&office=PAGES-1", 0
    while path:
        answer = await api.get(ours, path)
        found += [claim["claim"] for claim in answer.json()["claims"]]
        path, pages = answer.links.get("next", {}).get("url", ""), pages + 1
    assert (sorted(found), len(found), pages) == (sorted(claims), len(claims), 3)


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "WzFd", "WyJhIiwiYiJd", "WyIyMDE5LTA0LTAxIiwgImIiXQ", "-_-"])
@pytest.mark.asyncio(loop_scope="module")
async def test_a_cursor_of_ones_own_making_is_refused(api: Api, cursor: str) -> None:
    refused(await api.get(CASEWORKER, "/claims", cursor=cursor), 400, "bad-cursor")
    claim = await api.claim()
    if cursor != "WzFd":
        refused(await api.get(CASEWORKER, f"/claims/{claim}/events", cursor=cursor), 400, "bad-cursor")


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+00:00",
        "2019-04-01T04:00:00",
        "2019-04-01T10:00:00+06:00",
    ],
)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_cursor_with_an_instant_that_no_page_gave_is_refused(api: Api, at: str) -> None:
    refused(await api.get(CASEWORKER, "/claims", cursor=cursor([at, NOBODYS])), 400, "bad-cursor")


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 1001}, {"limit": "x"}, {"stage": "LOST"}, {"office": "two words"}]
)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_list_takes_no_other_words(api: Api, query: dict[str, Any]) -> None:
    problem = refused(await api.get(CASEWORKER, "/claims", **query), 422, "unreadable")
    assert problem["errors"][0]["where"] == f"query.{next(iter(query))}"


# one claim


@pytest.mark.asyncio(loop_scope="module")
async def test_a_file_says_what_is_missing_and_who_owes_it(api: Api) -> None:
    claim = await api.claim("submit", "register", "request_checks", "request_lookup", "complete_lookup")
    api.project()
    answer = await api.get(CASEWORKER, f"/claims/{claim}")
    file = answer.json()
    assert (answer.status_code, answer.headers["ETag"], file["version"]) == (200, '"6"', 6)
    (gap,) = file["missing"]
    assert (gap["fact"], gap["subject"], gap["cause"]) == ("BIRTH", CHILD, "OUTSIDE_COVERAGE")
    assert gap["owner"] == {"kind": "LAW", "code": None}
    (move,) = file["moves"]
    assert move["holder"] == {"kind": "OFFICE", "code": CASEWORKER.office}
    assert move["since"] == "2019-04-01T04:00:00Z"
    assert move["next"] == ["request_checks", "request_document", "send_state_request"]
    assert file["deadline"]["due_on"] == "2019-04-10"
    assert file["deadline"]["reasons"][0]["kind"] == "TERM"
    assert [each["role"] for each in file["members"]] == ["APPLICANT", "CHILD", "CHILD"]
    assert file["members"][1]["person_ref"] == CHILD
    assert "BIRTH" in file["members"][1]["coverage"]
    assert "request_document" in file["allowed"]
    assert "approve" not in file["allowed"]
    for_heads = (await asked(api, HEAD, f"/claims/{claim}"))["allowed"]
    nothing_to = {"withdraw_document_request", "resolve_complaint", "hand_back"}  # no paper, no complaint, no hands
    assert for_heads == sorted((ALLOWED[Stage.CHECKS] & MAY[Role.HEAD]) - nothing_to)
    assert (await asked(api, AUDITOR, f"/claims/{claim}"))["allowed"] == []
    assert file["freshness"]["projection"] == "claim_file_4"


@pytest.mark.asyncio(loop_scope="module")
async def test_an_answer_waits_for_ones_own_write_and_not_for_ever(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.reading.PATIENCE_SECONDS", 0.05)
    claim = await api.claim()
    api.project()
    made(await api.say("register", claim))
    assert (await asked(api, CASEWORKER, f"/claims/{claim}", at_least=2))["version"] == 1
    api.project()
    assert (await asked(api, CASEWORKER, f"/claims/{claim}", at_least=2))["version"] == 2
    refused(await api.get(CASEWORKER, f"/claims/{NOBODYS}", at_least=1), 404, "no-such-claim")


@pytest.mark.parametrize("path", ["/claims/{}", "/claims/{}/events"])
@pytest.mark.asyncio(loop_scope="module")
async def test_a_claim_outside_the_scope_is_as_if_it_did_not_exist(api: Api, path: str) -> None:
    claim = await api.claim()
    api.project()
    unknown = await api.get(CASEWORKER, path.format(NOBODYS))
    refused(unknown, 404, "no-such-claim")
    for who in (CASEWORKER.elsewhere(), CASEWORKER.next_door(), COMMISSION, HEAD.elsewhere(), HEAD.next_door()):
        answer = await api.get(who, path.format(claim))
        assert (answer.status_code, answer.content) == (404, unknown.content)
    for seeing in (CASEWORKER, HEAD, SERVICE, AUDITOR):
        assert (await api.get(seeing, path.format(claim))).status_code == 200
    for blind in (DEPUTY, OPERATOR):
        refused(await api.get(blind, path.format(claim)), 403, "not-your-question")


@pytest.mark.asyncio(loop_scope="module")
async def test_an_applicants_stream_is_no_claim(fresh: Api, settings: Settings) -> None:
    """Neither where it is cached, nor where it is read first."""
    await fresh.claim()
    (applicant,) = {each.stream for each in fresh.recorded() if each.name == "applicant.applied"}
    unknown = await fresh.say("register", NOBODYS, version='"1"')
    async with serving(settings) as other:
        for process in (fresh, fresh, other, other):
            answer = await process.say("register", str(applicant), version='"1"')
            refused(answer, 404, "no-such-claim")
            assert answer.content == unknown.content
            refused(await process.get(AUDITOR, f"/claims/{applicant}/events"), 404, "no-such-claim")


# evidence


@pytest.mark.asyncio(loop_scope="module")
async def test_evidence_is_the_stored_bytes(api: Api) -> None:
    claim = await api.claim("submit", "register", "withdraw")
    stored = [each for each in api.recorded() if str(each.stream) == claim]
    events = (await asked(api, CASEWORKER, f"/claims/{claim}/events"))["events"]
    assert [event["type"] for event in events] == ["claim.submitted", "claim.registered", "claim.withdrawn"]
    for event, recorded in zip(events, stored, strict=True):
        assert base64.b64decode(event["base64"]) == event["text"].encode() == recorded.body
        assert event["sha256"] == hashlib.sha256(recorded.body).hexdigest()
        assert (event["position"], event["version"]) == (recorded.position, recorded.version)
        assert event["recorded_at"] == recorded.recorded_at.isoformat().replace("+00:00", "Z")
        assert json.loads(event["text"])["by"]["role"] == "caseworker"


@pytest.mark.asyncio(loop_scope="module")
async def test_evidence_is_read_page_by_page(api: Api) -> None:
    claim = await api.claim("submit", "register", "request_checks", "withdraw")
    found, path = [], f"/claims/{claim}/events?limit=2"
    while path:
        answer = await api.get(AUDITOR, path)
        found.append([event["version"] for event in answer.json()["events"]])
        path = answer.links.get("next", {}).get("url", "")
    assert found == [[1, 2], [3, 4]]


NEEDED: dict[str, dict[str, str]] = {
    "read_changes": {"of": "delays", "from": "2019-03-31"},
    "explain_changes": {"from": "2019-03-31"},
    "explain_findings": {"from": "2019-03-31"},
}
"""words that a question cannot do without"""


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("question", ASKED_BY)
async def test_a_question_is_answered_to_those_whom_the_page_names(api: Api, question: str) -> None:
    claim = await api.claim("submit", "register", "assign_commission")
    finding, inquiry = await api.found(), await api.inquired()
    api.project()
    (path,) = (route.path for route in api.app.routes if isinstance(route, APIRoute) and route.name == question)
    for who in EVERYBODY:
        at = path.format(claim=claim, finding=finding, inquiry=inquiry, kato="750000000", kind="fault", format="csv")
        answer = await api.get(who, at, **NEEDED.get(question, {}))
        allowed = ASKED_BY[question] in OF_NO_ROLE or who.role in ASKED_BY[question].split(", ")
        refused = answer.status_code == 403 and answer.json()["type"] != "/problems/not-released"
        assert refused is not allowed, (who.role, answer.text)
        others = {"ready": {200, 503}, "read_inquiry": {200, 403, 404}, "read_answer": {200, 403, 404}}
        assert answer.status_code in others.get(question, {200, 403})
