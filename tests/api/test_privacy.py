"""Nobody's dates, numbers or tokens come out: not in a log at debug level, not in a problem, not in the store."""

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.api.client import Api, made
from tests.api.usual import AUDITOR, CASEWORKER, EVERYBODY, USUAL, Json, submission

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

BORN = ("1985-05-05", "2005-03-17", "2015-08-23", "2004-06-09")
IIN = "850505300127"
NAME = "Ivanova"
WORDS = (IIN, NAME, BORN[0])
WORSE = ("1985-05-05T00:00:00Z", IIN, f" {IIN} ", NAME, f"{NAME}\x00", {"birth_date": BORN[0]}, [BORN[1]], {IIN: NAME})


def family(mother: str) -> list[dict[str, Any]]:
    return [
        {"person_ref": mother, "role": "APPLICANT", "birth_date": BORN[0], "acts": {"MARRIAGE": BORN[3]}},
        {"person_ref": str(uuid4()), "role": "CHILD", "birth_date": BORN[1]},
        {"person_ref": str(uuid4()), "role": "CHILD", "birth_date": BORN[2]},
    ]


def spoilt(value: Any) -> Iterator[Any]:
    """The value with each of its parts replaced by something of somebody's."""
    yield from WORSE
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from ({**value, name: worse} for worse in spoilt(inner))
        yield from ({**value, worse: 1} for worse in WORSE if isinstance(worse, str))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from ([*value[:number], worse, *value[number + 1 :]] for worse in spoilt(inner))


async def spoilt_submissions(api: Api, body: Json) -> list[httpx.Response]:
    return [await api.post(CASEWORKER, "/claims", content=json.dumps(worse).encode()) for worse in spoilt(body)]


async def spoilt_commands(api: Api, claim: str) -> list[httpx.Response]:
    return [
        await api.post(said.who, f"/claims/{claim}{said.path}", {**said.body, name: worse}, version='"1"')
        for said in USUAL.values()
        for name in (*said.body, "occurred_at")
        for worse in WORSE
    ]


async def spoilt_questions(api: Api, claim: str) -> list[httpx.Response]:
    asked: list[tuple[str, dict[str, str]]] = [
        (path, {})
        for worse in WORDS
        for path in (f"/claims/{worse}", f"/claims/{claim}/{worse}", f"/{worse}", f"/audit/claims/{worse}/delays")
    ]
    asked += [
        (path, {name: worse})
        for worse in WORDS
        for name in ("office", "stage", "cursor", "limit", "by", "submitted_from", "at_least", "count", worse)
        for path in ("/claims", "/audit/delays", f"/claims/{claim}")
    ]
    return [await api.get(who, path, **query) for who in (CASEWORKER, AUDITOR) for path, query in asked]


async def spoilt_headers(api: Api, body: Json) -> list[httpx.Response]:
    return [
        await api.http.get("/claims", headers={"Authorization": f"Bearer {api.token(CASEWORKER)}x"}),
        await api.post(CASEWORKER, "/claims", body, key=IIN),
        await api.post(CASEWORKER, "/claims", body, headers={"If-Match": IIN}),
    ]


def assert_nothing_of(said: bytes, what: object, secrets: Sequence[str]) -> None:
    for secret in secrets:
        assert secret.encode() not in said, f"{secret} in {what}"


async def test_nothing_of_anybodys_comes_out(api: Api, log: BytesIO) -> None:
    api.project()
    before, mother = api.end(), str(uuid4())
    body = submission(mother, members=family(mother))
    claim = made(await api.post(CASEWORKER, "/claims", body))["claim"]
    answers = [
        *await spoilt_submissions(api, body),
        *await spoilt_commands(api, claim),
        *await spoilt_questions(api, claim),
        *await spoilt_headers(api, body),
    ]
    secrets = (*BORN, IIN, NAME, *(api.token(who) for who in EVERYBODY))
    for answer in answers:
        assert answer.status_code < 500, (answer.request, answer.text)
        if answer.status_code >= 400:
            assert_nothing_of(answer.content, answer.request, secrets)
    assert_nothing_of(log.getvalue(), "the log", secrets)
    assert log.getvalue().count(b'"answered"') > len(answers) > 700
    for recorded in api.recorded(before):
        assert_nothing_of(recorded.body, recorded.name, secrets)
