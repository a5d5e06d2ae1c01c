"""Exact figures for auditors, and whether everything behind the API lives."""

import re
from contextlib import closing
from uuid import uuid4

import psycopg
import psycopg2
import pytest

from api.docs import ADDRESSES
from api.queries.health import RELAY_LOCK_CLASS
from consumers.relay import LOCK_CLASS
from projections.delays_questions import GROUPS
from projections.foreign import Skipped, dismiss, note_foreign
from projections.freshness import beat, note_complete
from projections.registry import declared
from projections.tables import live
from tests.api.client import Api, asked, refused
from tests.api.usual import AUDITOR, DEPUTY, EVERYBODY, OPERATOR, Who

pytestmark = pytest.mark.servers

NOBODYS = "0c1a1c1a-0000-4000-8000-000000000001"


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
    assert delays["freshness"]["projection"] == "delays_4"
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
        ({"submitted_from": "2019-04-02", "submitted_to": "2019-04-01"}, "unreadable"),
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
        "calendar": "ok",
        "topic": "ok",
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


@pytest.mark.asyncio(loop_scope="module")
async def test_health_says_that_somebody_else_wrote_to_the_topic(api: Api) -> None:
    api.project()
    with closing(psycopg2.connect(api.settings.database_url)) as projector:
        with projector, projector.cursor() as cursor:
            note_foreign(cursor, [Skipped("T", 3, 7, "nothing stands behind it")])
        told = (await api.get(None, "/health/ready")).json()
        assert told["topic"] == "holds what no relay has sent: qadam foreign list"
        dismiss(projector)
    assert (await api.get(None, "/health/ready")).json()["topic"] == "ok"


def test_the_lock_that_is_looked_for_is_the_relays() -> None:
    assert RELAY_LOCK_CLASS == LOCK_CLASS


@pytest.mark.asyncio(loop_scope="module")
async def test_the_docs_are_there_in_development_only(api: Api) -> None:
    page = await api.get(None, "/docs")
    assert (page.status_code, "validatorUrl" in page.text) == (200, True)
    loaded = re.findall(r"""(?:src|href)="([^"]+)"|url: '([^']+)'""", page.text)
    paths = {path for either in loaded for path in either if path}
    assert paths == {*ADDRESSES - {"/docs"}, "/openapi.json"}, "nothing from elsewhere"
    for path in paths:
        assert (await api.get(None, path)).status_code == 200
