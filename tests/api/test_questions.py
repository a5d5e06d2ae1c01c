"""What can be asked: lists and files of claims, evidence, delays; each only by those who may see it."""

import base64
import hashlib
import json
from contextlib import closing
from typing import Any
from uuid import uuid4

import psycopg
import psycopg2
import pytest

from api.queries.health import RELAY_LOCK_CLASS
from consumers.relay import LOCK_CLASS
from domain.vocabulary import Role
from projections.delays_questions import GROUPS
from projections.freshness import beat, note_complete
from projections.registry import declared
from projections.tables import live
from tests.api.client import Api, made, refused
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
    Json,
    Who,
)

pytestmark = pytest.mark.servers

NOBODYS = "0c1a1c1a-0000-4000-8000-000000000001"
PAGE = 3


async def asked(api: Api, who: Who, path: str, **query: Any) -> Json:
    answer = await api.get(who, path, **query)
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    return body


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
    assert file["deadline"]["due_on"] == "2019-04-10"
    assert file["deadline"]["reasons"][0]["kind"] == "TERM"
    assert "BIRTH" in file["members"][CHILD]
    assert "request_document" in file["allowed"]
    assert "approve" not in file["allowed"]
    assert (await asked(api, HEAD, f"/claims/{claim}"))["allowed"] == [
        "approve", "refuse", "request_document", "withdraw_document_request"
    ]  # fmt: skip
    assert (await asked(api, AUDITOR, f"/claims/{claim}"))["allowed"] == []
    assert file["freshness"]["projection"] == "claim_file_1"


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
async def test_an_applicants_stream_is_no_claim(api: Api) -> None:
    before = api.end()
    await api.claim()
    (applicant,) = {each.stream for each in api.recorded(before) if each.name == "applicant.applied"}
    refused(await api.get(AUDITOR, f"/claims/{applicant}/events"), 404, "no-such-claim")
    refused(await api.say("register", str(applicant), version='"1"'), 404, "no-such-claim")


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


# delays


@pytest.mark.asyncio(loop_scope="module")
async def test_delays_of_a_claim_add_up(api: Api) -> None:
    claim = await api.claim("submit", "register", "request_checks", "request_lookup", "complete_lookup", "approve")
    api.project()
    answer = await api.get(AUDITOR, f"/audit/claims/{claim}/delays")
    delays = answer.json()
    assert (answer.headers["ETag"], delays["ended"]) == ('"7"', True)
    assert [wait["cause"] for wait in delays["waits"]] == ["REGISTRATION", "QUEUE", "LOOKUP", "UNATTENDED_GAP"]
    assert sum(wait["share_s"] for wait in delays["waits"]) == delays["total_s"]
    assert all(type(value) is int for wait in delays["waits"] for name, value in wait.items() if name.endswith("_s"))
    assert delays["waits"][0]["opened_at"] == delays["waits"][0]["closed_at"] == "2019-04-01T04:00:00Z"
    assert delays["freshness"]["projection"] == "delays_1"
    refused(await api.get(AUDITOR, f"/audit/claims/{NOBODYS}/delays"), 404, "no-such-claim")


@pytest.mark.parametrize("by", [*GROUPS, "region,liable,cause", ",".join(GROUPS)])
@pytest.mark.asyncio(loop_scope="module")
async def test_delays_are_rolled_up_by_anything(api: Api, by: str) -> None:
    await api.claim("submit", "register")
    api.project()
    answer = await asked(api, AUDITOR, "/audit/delays", by=by, count="claims")
    assert answer["by"] == by.split(",")
    assert all(set(by.split(",")) < set(row) for row in answer["rows"])
    assert sum(row["waits"] for row in answer["rows"]) >= 2
    assert all(row["claims"] >= 1 for row in answer["rows"])
    for party in {"holder", "liable"} & set(by.split(",")):
        assert all(set(row[party]) == {"kind", "code"} for row in answer["rows"])


@pytest.mark.asyncio(loop_scope="module")
async def test_delays_are_asked_for_a_period_of_submission(api: Api) -> None:
    await api.claim()
    api.project()
    on = await asked(api, AUDITOR, "/audit/delays", submitted_from="2019-04-01", submitted_to="2019-04-01")
    after = await asked(api, AUDITOR, "/audit/delays", submitted_from="2019-04-02")
    assert (on["by"], after["rows"]) == (["region", "liable", "cause"], [])
    assert on["rows"]
    assert "claims" not in on["rows"][0]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ({"by": "colour"}, "unknown-code"),
        ({"by": ""}, "unreadable"),
        ({"by": "region;drop"}, "unreadable"),
        ({"submitted_from": "yesterday"}, "unreadable"),
        ({"count": "people"}, "unreadable"),
    ],
)
@pytest.mark.asyncio(loop_scope="module")
async def test_delays_are_asked_by_nothing_else(api: Api, query: dict[str, str], slug: str) -> None:
    refused(await api.get(AUDITOR, "/audit/delays", **query), 422, slug)


@pytest.mark.parametrize("path", [f"/audit/claims/{NOBODYS}/delays", "/audit/delays"])
@pytest.mark.parametrize("who", [who for who in EVERYBODY if who is not AUDITOR], ids=lambda who: who.role)
@pytest.mark.asyncio(loop_scope="module")
async def test_exact_figures_are_for_auditors(api: Api, who: Who, path: str) -> None:
    assert refused(await api.get(who, path), 403, "not-your-question")["roles"] == ["auditor"]


@pytest.mark.parametrize("who", [DEPUTY, OPERATOR], ids=lambda who: who.role)
@pytest.mark.asyncio(loop_scope="module")
async def test_single_claims_are_not_for_everybody(api: Api, who: Who) -> None:
    refused(await api.get(who, "/claims"), 403, "not-your-question")
    refused(await api.get(who, f"/claims/{uuid4()}"), 403, "not-your-question")


# health


@pytest.mark.asyncio(loop_scope="module")
async def test_health_needs_no_token_and_names_what_is_not_there(api: Api) -> None:
    api.project()
    assert (await api.get(None, "/health/live")).json() == {"live": True}
    answer = await api.get(None, "/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False,
        "store": "ok",
        "clock": "ok",
        "relay": "no relay is active",
        "projector": "no projector is heard",
    }


@pytest.mark.asyncio(loop_scope="module")
async def test_health_is_good_while_relay_and_projector_live(api: Api) -> None:
    api.project()
    with (
        psycopg.connect(api.settings.database_url) as relay,
        closing(psycopg2.connect(api.settings.database_url)) as projector,
    ):
        relay.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (LOCK_CLASS, api.settings.kafka_topic))
        with projector, projector.cursor() as cursor:
            seen = beat(cursor, "1")
            for projection in declared().values():
                note_complete(cursor, live(projection), seen.at)
        answer = await api.get(None, "/health/ready")
        assert (answer.status_code, answer.json()["ready"]) == (200, True), answer.text


def test_the_lock_that_is_looked_for_is_the_relays() -> None:
    assert RELAY_LOCK_CLASS == LOCK_CLASS


@pytest.mark.asyncio(loop_scope="module")
async def test_the_docs_are_there_in_development_only(api: Api) -> None:
    for path in ("/docs", "/openapi.json"):
        assert (await api.get(None, path)).status_code == 200
