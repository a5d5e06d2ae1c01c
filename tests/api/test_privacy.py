"""Nobody's dates, numbers or tokens come out: not in a log at debug level, not in a problem, not in the store."""

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import product
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
NAMES = (NAME, NAME.upper(), NAME.lower())
"""however it must be written to pass for a code"""
WORDS = (IIN, *NAMES, BORN[0])
ATS = ("2019-04-01T09:30:00+06:00", "2019-04-01T09:40:00+06:00")
"""one key, two bodies"""
WORSE_PARTS = ({"birth_date": BORN[0]}, [BORN[1]], {IIN: NAME})
WORSE = ("1985-05-05T00:00:00Z", BORN[0], IIN, f" {IIN} ", *NAMES, f"{NAME}\x00", *WORSE_PARTS)


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


async def spoilt_commands(api: Api) -> list[httpx.Response]:
    """Each on a claim that is ready for it, so that the rules are reached; another one, once something fitted."""
    answers = []
    for command, said in USUAL.items():
        claim = await api.ready_for(command)
        for name, worse in product((*said.body, "occurred_at"), WORSE if claim else ()):
            answers.append(await api.say(command, claim, body={name: worse}))
            if answers[-1].status_code == 201:
                claim = await api.ready_for(command)
    return answers


async def spoilt_questions(api: Api, claim: str) -> list[httpx.Response]:
    """Every question with each of its words, and one it does not have."""
    asked: list[tuple[str, dict[str, str]]] = [
        (path, {})
        for worse in WORDS
        for path in (
            f"/claims/{worse}",
            f"/claims/{claim}/{worse}",
            f"/{worse}",
            f"/audit/claims/{worse}/delays",
            f"/findings/{worse}",
        )
    ]
    finding, inquiry = await api.found(), await api.inquired()
    for path, operations in api.app.openapi()["paths"].items():
        if "get" in operations and not path.startswith("/health"):
            words = [each["name"] for each in operations["get"].get("parameters", ()) if each["in"] == "query"]
            address = path.format(
                claim=claim, finding=finding, inquiry=inquiry, kato="750000000", kind="fault", format="csv"
            )
            asked += [(address, {name: worse}) for worse in WORDS for name in (*words, worse)]
    return [
        await api.get(who, path, **query)
        for who in (CASEWORKER, AUDITOR)
        for path, query in asked
        if who is AUDITOR or not path.startswith("/audit")
    ]


async def spoilt_headers(api: Api, body: Json, claim: str) -> list[httpx.Response]:
    return [
        await api.http.get("/claims", headers={"Authorization": f"Bearer {api.token(CASEWORKER)}x"}),
        await api.post(CASEWORKER, "/claims", body, key=IIN),
        await api.post(CASEWORKER, "/claims", body, headers={"If-Match": IIN}),
        await api.say("register", claim, version=f'"{BORN[0].replace("-", "")}"'),
        *[await api.say("register", claim, key=f"{NAME}-Aigul-{BORN[0]}", body={"occurred_at": at}) for at in ATS],
    ]


def assert_nothing_of(said: bytes, what: object, secrets: Sequence[str]) -> None:
    for secret in secrets:
        assert secret.lower().encode() not in said.lower(), f"{secret} in {what}"


async def test_nothing_of_anybodys_comes_out(api: Api, log: BytesIO) -> None:
    api.project()
    before, mother = api.end(), str(uuid4())
    body = submission(mother, members=family(mother))
    claim = made(await api.post(CASEWORKER, "/claims", body))["claim"]
    submitted = await spoilt_submissions(api, body)
    recorded = api.recorded(before)
    answers = [
        *submitted,
        *await spoilt_commands(api),
        *await spoilt_questions(api, claim),
        *await spoilt_headers(api, body, claim),
    ]
    secrets = (*BORN, BORN[0].replace("-", ""), IIN, NAME, *(api.token(who) for who in EVERYBODY))
    for answer in answers:
        assert answer.status_code < 500, (answer.request, answer.text)
        if answer.status_code >= 400:
            assert_nothing_of(answer.content, answer.request, secrets)
    assert_nothing_of(log.getvalue(), "the log", secrets)
    assert log.getvalue().count(b'"answered"') > len(answers) > 700
    for each in recorded:
        assert_nothing_of(each.body, each.name, secrets)
