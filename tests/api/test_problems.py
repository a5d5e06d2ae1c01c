"""Every refusal has one status and one name; what is no refusal is told without details."""

import json
from io import BytesIO
from typing import Any
from uuid import uuid4

import psycopg
import psycopg2
import psycopg2.errors
import pytest

import releases.errors
from api import problems, refusals
from api.problems import PROBLEMS, refusal_of
from api.refusals import CalendarEnds, Fault, NoSuchClaim, Overtaken, TooOld, Unavailable
from config import Settings
from domain import errors
from domain.calendar import DayNotCovered
from domain.errors import Refusal
from projections.registry import declared
from store.errors import StoreUnavailable, UnknownEvent, UnknownStream, VersionConflict
from tests.api.client import Api, asked, made, refused, serving
from tests.api.usual import AUDITOR, CASEWORKER

pytestmark = pytest.mark.servers

SPOIL = """
INSERT INTO events (originator_id, originator_version, topic, state) VALUES (%s, 1, 'claim.submitted', '{}')
"""
OURS = {errors.__name__, refusals.__name__, releases.errors.__name__}
NEWER = "INSERT INTO events (originator_id, originator_version, topic, state) VALUES (%s, 2, %s, %s)"
SEVER = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = 'qadam questions' AND datname = current_database()
"""


def kinds(kind: type[Refusal] = Refusal) -> set[type[Refusal]]:
    """A class of refusals and all below it."""
    return {kind}.union(*map(kinds, kind.__subclasses__()))


def test_every_refusal_has_its_status() -> None:
    ours = {kind for kind in kinds() if kind.__module__ in OURS}
    assert set(PROBLEMS) == ours


def test_every_status_is_one_and_every_type_has_one() -> None:
    assert all(400 <= answer.status < 600 for answer in PROBLEMS.values())
    by_type: dict[str, set[tuple[int, str]]] = {}
    for kind, answer in PROBLEMS.items():
        by_type.setdefault(kind.TYPE, set()).add((answer.status, answer.title))
    assert all(len(answers) == 1 for answers in by_type.values()), by_type


@pytest.mark.parametrize("kind", PROBLEMS, ids=lambda kind: kind.__name__)
def test_a_problem_has_its_members_and_the_refusals_facts(kind: type[Refusal]) -> None:
    example = PROBLEMS[kind].example
    assert type(example) is kind
    answer = problems.response(example)
    body = json.loads(bytes(answer.body))
    assert answer.media_type == "application/problem+json"
    assert body["status"] == answer.status_code
    assert {"type", "title", "status", "detail", "see", *example.facts} == set(body)
    assert body["detail"][0].islower() or not body["detail"][0].isalpha() or body["detail"].startswith(("If", "GAP"))


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (UnknownStream(uuid4()), NoSuchClaim),
        (VersionConflict(uuid4(), 1, 2), Overtaken),
        (UnknownEvent("no event is named claim.teleported"), TooOld),
        (StoreUnavailable("away"), Unavailable),
        (psycopg2.errors.QueryCanceled("too long"), Unavailable),
        (psycopg2.OperationalError("away"), Unavailable),
        (psycopg.OperationalError("away"), Unavailable),
        (psycopg2.errors.UndefinedTable("not made yet"), Unavailable),
        (DayNotCovered("calendar kz-1 covers 2017-01-01 to 2030-12-31, not 2031-01-01"), CalendarEnds),
        (ValueError("850101300123"), Fault),
    ],
)
def test_a_failure_is_told_as_what_it_is(failure: Exception, told: type[Refusal]) -> None:
    assert type(refusal_of(failure)) is told


@pytest.mark.asyncio(loop_scope="module")
async def test_our_mistake_is_told_without_its_words_and_logged_without_them(
    api: Api, log: BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: Any) -> None:
        raise ValueError("born 1985-05-05")

    monkeypatch.setattr("domain.claim.Claim.withdraw", lambda *_, **__: wrong())
    claim = await api.claim("submit")
    answer = await api.say("withdraw", claim)
    refused(answer, 500, "fault")
    request = answer.headers["X-Request-Id"].encode()
    line = next(json.loads(line) for line in log.getvalue().splitlines() if request in line)
    assert (line["event"], line["error"]) == ("fault", ["ValueError"])
    assert any("test_problems.py" in place for place in line["at"])
    assert b"1985-05-05" not in answer.content + log.getvalue()
    monkeypatch.undo()
    made(await api.say("withdraw", claim))


@pytest.mark.asyncio(loop_scope="module")
async def test_a_claim_that_cannot_be_read_stops_no_other(fresh: Api) -> None:
    good, bad = await fresh.claim("submit"), str(uuid4())
    with psycopg.connect(fresh.settings.database_url) as connection:
        connection.execute(SPOIL, (bad,))
    refused(await fresh.say("withdraw", bad, version='"1"'), 500, "fault")
    refused(await fresh.get(CASEWORKER, f"/claims/{bad}/events"), 500, "fault")
    assert (await fresh.get(AUDITOR, f"/claims/{bad}/events")).json()["events"][0]["text"] == "{}"
    made(await fresh.say("withdraw", good))


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("name", "body"), [("claim.teleported", "{}"), ("claim.registered", '{"class_version": 99}')])
async def test_what_newer_code_wrote_is_for_newer_code_to_answer(
    fresh: Api, settings: Settings, name: str, body: str
) -> None:
    claim, good = await fresh.claim("submit"), await fresh.claim("submit")
    with psycopg.connect(fresh.settings.database_url) as connection:
        connection.execute(NEWER, (claim, name, body.encode()))
    async with serving(settings) as old:
        refused(await fresh.say("withdraw", claim), 503, "too-old")
        refused(await old.say("withdraw", claim, version='"2"'), 503, "too-old")
        refused(await old.get(CASEWORKER, f"/claims/{claim}/events"), 503, "too-old")
        shown = await asked(old, AUDITOR, f"/claims/{claim}/events")
    assert (shown["events"][1]["type"], shown["events"][1]["text"]) == (name, body)
    made(await fresh.say("withdraw", good))


@pytest.mark.asyncio(loop_scope="module")
async def test_while_the_store_takes_nothing_commands_may_be_repeated(fresh: Api) -> None:
    claim = await fresh.claim("submit")
    body: dict[str, Any] = {"key": "a-key-that-is-repeated", "version": '"1"'}
    with psycopg.connect(fresh.settings.database_url) as held:
        held.execute("LOCK TABLE events IN EXCLUSIVE MODE")
        answer = await fresh.say("register", claim, **body)
        refused(answer, 503, "unavailable")
        assert answer.headers["Retry-After"] == "1"
        assert (await fresh.get(None, "/health/live")).status_code == 200
    assert made(await fresh.say("register", claim, **body))["version"] == 2


@pytest.mark.asyncio(loop_scope="module")
async def test_a_question_that_takes_too_long_is_ended(fresh: Api) -> None:
    fresh.project()
    with psycopg.connect(fresh.settings.database_url) as held:
        held.execute("LOCK TABLE claim_file_4.rows IN ACCESS EXCLUSIVE MODE")
        refused(await fresh.get(CASEWORKER, "/claims"), 503, "unavailable")
    assert (await fresh.get(CASEWORKER, "/claims")).status_code == 200


@pytest.mark.asyncio(loop_scope="module")
async def test_a_severed_connection_costs_one_answer(fresh: Api) -> None:
    fresh.project()
    assert (await fresh.get(CASEWORKER, "/claims")).status_code == 200
    with psycopg.connect(fresh.settings.database_url, autocommit=True) as other:
        other.execute(SEVER)
    refused(await fresh.get(CASEWORKER, "/claims"), 503, "unavailable")
    assert (await fresh.get(CASEWORKER, "/claims")).status_code == 200


@pytest.mark.asyncio(loop_scope="module")
async def test_before_the_read_models_are_made_questions_wait_and_commands_do_not(fresh: Api) -> None:
    claim = await fresh.claim("submit")
    with psycopg.connect(fresh.settings.database_url, autocommit=True) as connection:
        for model in declared():
            connection.execute(f"DROP SCHEMA {model} CASCADE")
    refused(await fresh.get(CASEWORKER, f"/claims/{claim}"), 503, "unavailable")
    assert (await fresh.get(CASEWORKER, f"/claims/{claim}/events")).status_code == 200
