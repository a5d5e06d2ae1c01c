"""What a request must be before a route sees it: its body, its headers, its words."""

import asyncio
from collections.abc import AsyncIterator
from itertools import product
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from tests.api.client import Api, made, new_key, refused
from tests.api.usual import AUDITOR, BORN, CASEWORKER, CHILD, SERVICE, USUAL, submission

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

NOBODYS = "/claims/0c1a1c1a-0000-4000-8000-000000000001"
PLACES: Final = dict.fromkeys(("claim", "finding", "inquiry"), NOBODYS.removeprefix("/claims/")) | {
    "kato": "750000000",
    "kind": "fault",
    "format": "csv",
}
IIN = "850101300123"
WRONG: tuple[object, ...] = ({"a": 1}, 1.5, True, "?" * 300, [[]], "", -1)
"""what no word of any command is"""


def path_of(command: str) -> str:
    """Where it is said, on a claim that is not there."""
    return f"{NOBODYS}{USUAL[command].path}" if USUAL[command].path else "/claims"


def model_of(api: Api, command: str) -> str:
    """The name of the schema of its body."""
    posts = (operations["post"] for operations in api.app.openapi()["paths"].values() if "post" in operations)
    (body,) = (each["requestBody"] for each in posts if each["operationId"] == command)
    reference: str = body["content"]["application/json"]["schema"]["$ref"]
    return reference.rpartition("/")[2]


async def raw(api: Api, content: Any, **headers: str) -> httpx.Response:
    """A submission with these bytes."""
    usual = {
        "Authorization": f"Bearer {api.token(CASEWORKER)}",
        "Idempotency-Key": new_key(),
        "Content-Type": "application/json",
    }
    return await api.http.post("/claims", content=content, headers=usual | headers)


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_a_body_has_a_limit_whether_or_not_its_length_is_announced(api: Api) -> None:
    refused(await raw(api, b'"' + b"x" * 65_535 + b'"'), 413, "too-long")
    refused(await raw(api, chunks(*[b"x" * 10_000] * 7)), 413, "too-long")
    refused(await raw(api, b'"' + b"x" * 65_534 + b'"'), 422, "unreadable")


async def test_a_body_that_does_not_come_is_not_waited_for(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    monkeypatch.setattr("api.route.BODY_SECONDS", 0.01)
    refused(await raw(api, never()), 408, "too-slow")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": ""},
        {"Content-Encoding": "gzip"},
    ],
)
async def test_only_json_is_spoken(api: Api, headers: dict[str, str]) -> None:
    refused(await raw(api, b"{}", **headers), 415, "not-json-type")


@pytest.mark.parametrize(
    "content", [b"{", b'{"a": 1, "a": 1}', b'{"a": NaN}', b'{"a": "\\ud800"}', b'{"a": "\\u0000"}']
)
async def test_json_has_one_meaning(api: Api, content: bytes) -> None:
    refused(await raw(api, content), 400, "not-json")


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b'"text"', b"5", b"true"])
async def test_a_body_is_an_object(api: Api, content: bytes) -> None:
    refused(await raw(api, content), 422, "unreadable")


@pytest.mark.parametrize("command", USUAL)
async def test_a_word_that_the_command_does_not_have_is_refused_and_not_repeated(api: Api, command: str) -> None:
    claim = await api.ready_for(command)
    answer = await api.say(command, claim, body={"Ivanova_1985": BORN})
    problem = refused(answer, 422, "unreadable")
    names = sorted({*api.app.openapi()["components"]["schemas"][model_of(api, command)]["properties"]})
    assert {"where": "body.?", "why": f"unknown name; known: {', '.join(names)}"} in problem["errors"]
    assert "Ivanova" not in answer.text


@pytest.mark.parametrize("command", [command for command in USUAL if USUAL[command].body])
async def test_a_missing_word_is_named(api: Api, command: str) -> None:
    said = USUAL[command]
    problem = refused(await api.post(said.who, path_of(command), {}, version='"1"'), 422, "unreadable")
    assert {error["where"] for error in problem["errors"]} <= {f"body.{name}" for name in said.body}


@pytest.mark.parametrize("command", [command for command in USUAL if USUAL[command].body])
async def test_every_word_of_another_kind_is_refused(api: Api, command: str) -> None:
    said = USUAL[command]
    for name, wrong in product(said.body, WRONG):
        answer = await api.post(said.who, path_of(command), {**said.body, name: wrong}, version='"1"')
        problem = refused(answer, 422, "unreadable")
        assert all(error["where"].startswith(f"body.{name}") for error in problem["errors"])
        assert "???" not in answer.text


@pytest.mark.parametrize("command", USUAL)
async def test_twelve_digits_are_refused_in_every_word(api: Api, command: str) -> None:
    said, path = USUAL[command], path_of(command)
    for body in ({IIN: 1}, *({**said.body, name: IIN} for name in said.body), {"occurred_at": f" {IIN} "}):
        answer = await api.post(said.who, path, body, version='"1"')
        refused(answer, 422, "personal-number")
        assert IIN not in answer.text


async def test_a_name_that_a_query_does_not_have_is_refused_and_not_repeated(api: Api) -> None:
    """Told instead are the names that it has: those of the description."""
    for path, operations in api.app.openapi()["paths"].items():
        if "get" in operations:
            names = sorted(each["name"] for each in operations["get"].get("parameters", []) if each["in"] == "query")
            answer = await api.get(AUDITOR, path.format(**PLACES), Ivanova_1985="Petrova")
            problem = refused(answer, 422, "unreadable")
            why = f"unknown name; known: {', '.join(names) or 'none'}"
            assert problem["errors"] == [{"where": "query.?", "why": why}], path
            assert "Ivanova" not in answer.text
            assert "Petrova" not in answer.text


async def test_what_a_query_says_twice_is_refused_where_it_can_be_meant_once(api: Api) -> None:
    """Else the answer is to one of two questions, and nobody is told which."""
    for path, operations in api.app.openapi()["paths"].items():
        for each in operations.get("get", {}).get("parameters", []):
            if each["in"] == "query":
                answer = await api.get(AUDITOR, path.format(**PLACES), **{each["name"]: ["x", "x"]})
                is_list = "array" in {part.get("type") for part in each["schema"].get("anyOf", [each["schema"]])}
                assert ("said more than once" in answer.text) is not is_list, (path, each["name"])
                refused(answer, 422, "unreadable")


async def test_twelve_digits_are_refused_in_paths_queries_and_kept_headers(api: Api) -> None:
    for answer in (
        await api.get(CASEWORKER, "/claims", office=IIN),
        await api.get(CASEWORKER, "/claims", cursor=IIN),
        await api.get(CASEWORKER, "/claims", anything=f" {IIN}"),
        await api.get(AUDITOR, "/audit/delays", by=IIN),
    ):
        refused(answer, 422, "personal-number")
        assert IIN not in answer.text
    path = await api.post(SERVICE, f"{NOBODYS}/lookups/{IIN}/attempts", {"message": "m-1"}, version="*")
    refused(path, 422, "unreadable")
    refused(await api.get(CASEWORKER, f"/claims/{IIN}"), 422, "unreadable")
    refused(await api.say("submit", key=IIN * 2), 400, "key-unusable")
    assert IIN not in path.text


@pytest.mark.parametrize("day", ["2019-02-30", "20190401", "1554098400", 1554098400, "01.04.2019", "0019-04-01", ""])
async def test_a_day_is_written_in_one_way(api: Api, day: object) -> None:
    members = [
        {"person_ref": str(uuid4()), "role": "APPLICANT"},
        {"person_ref": CHILD, "role": "CHILD", "birth_date": day},
    ]
    problem = refused(await api.say("submit", body={"members": members}), 422, "unreadable")
    assert problem["errors"] == [{"where": "body.members.1.birth_date", "why": "a day is written 2019-04-01"}]


@pytest.mark.parametrize(
    "instant",
    ["2019-04-01", "2019-04-01T10:00:00", "1554098400", 1554098400, "2019-04-01T25:00:00Z", "2019-04-01 10:00:00Z"],
)
async def test_an_instant_has_its_offset(api: Api, instant: object) -> None:
    problem = refused(await api.say("submit", body={"occurred_at": instant}), 422, "unreadable")
    assert problem["errors"][0]["where"] == "body.occurred_at"


async def test_what_happened_is_dated_as_it_was_said(api: Api) -> None:
    claim = made(await api.say("submit", body={"occurred_at": "2019-04-01T09:30:00.5+06:00"}))["claim"]
    stored = [each for each in api.recorded() if str(each.stream) == claim]
    assert b'"occurred_at":"2019-04-01T03:30:00.500000Z"' in stored[0].body
    refused(await api.say("submit", body={"occurred_at": "2019-04-01T10:00:01+06:00"}), 422, "in-the-future")
    refused(
        await api.say("register", claim, body={"occurred_at": "2019-03-01T10:00:00+06:00"}), 422, "dated-back-too-far"
    )


@pytest.mark.parametrize("version", ['"5', "5", 'W/"5"', '"5", "6"', '"05"', '"-1"', '"' + "9" * 10 + '"', '"5""5"'])
async def test_if_match_names_one_version(api: Api, version: str) -> None:
    claim = await api.ready_for("register")
    refused(await api.say("register", claim, version=version), 400, "header-unusable")


async def test_a_header_that_comes_twice_is_refused(api: Api) -> None:
    claim = await api.ready_for("register")
    usual = [
        ("Authorization", f"Bearer {api.token(CASEWORKER)}"),
        ("Idempotency-Key", new_key()),
        ("If-Match", '"1"'),
    ]
    for name, value in usual[1:]:
        answer = await api.http.post(f"/claims/{claim}/registration", json={}, headers=[*usual, (name, value)])
        refused(answer, 400, "header-unusable")
    answer = await api.http.post(f"/claims/{claim}/registration", json={}, headers=[*usual, usual[0]])
    refused(answer, 400, "header-unusable")


async def test_nobody_gets_in_without_a_token_not_even_to_what_is_not_there(api: Api) -> None:
    for path in ("/claims", NOBODYS, f"{NOBODYS}/events", "/audit/delays", "/nothing", "/health", "/docs/x"):
        answer = await api.get(None, path)
        refused(answer, 401, "no-token")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="qadam"'
    for given in ("Bearer", "Bearer ", "Basic YTpi", "Bearer a b", f"Token {api.token(AUDITOR)}"):
        answer = await api.http.get("/claims", headers={"Authorization": given})
        refused(answer, 401, "bad-token")
        assert "invalid_token" in answer.headers["WWW-Authenticate"]


async def test_what_is_not_there_is_a_problem_too(api: Api) -> None:
    refused(await api.get(AUDITOR, "/nothing"), 404, "no-such-path")
    refused(await api.get(AUDITOR, "/claims/"), 404, "no-such-path")
    answer = await api.http.delete("/claims", headers={"Authorization": f"Bearer {api.token(AUDITOR)}"})
    assert refused(answer, 405, "no-such-method")["allowed"] == ["GET", "POST"]
    assert answer.headers["Allow"] == "GET, POST"


async def test_every_answer_has_a_request_id(api: Api) -> None:
    answers = [await api.get(None, "/claims"), await api.get(None, "/health/live"), await api.say("submit")]
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == 3


async def test_the_body_of_a_submission_is_bounded(api: Api) -> None:
    members = [{"person_ref": str(uuid4()), "role": "CHILD"} for _ in range(30)]
    body = submission(str(uuid4()))
    refused(await api.post(CASEWORKER, "/claims", {**body, "members": body["members"] + members}), 422, "unreadable")
