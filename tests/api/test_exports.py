"""Files over HTTP: to whom, of which claims, and that the stamp is that of the file."""

import asyncio
import hashlib
from typing import Final

import orjson
import pytest
from starlette.types import Message

from api.queries import exports
from exports.formats import KINDS, FormatName
from tests.api.client import Api, asked, made, refused
from tests.api.usual import AUDITOR, CASEWORKER, COMMISSION, DEPUTY, HEAD, OPERATOR, RECEIVER, SERVICE, Who

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

ID: Final = 36
"""characters of a claim's id"""


async def claims_in(api: Api, who: Who, **query: str | int) -> set[str]:
    answer = await api.get(who, "/exports/csv", table="claims", **query)
    assert answer.status_code == 200, answer.text
    return {line[:ID] for line in answer.content.decode("utf-8-sig").splitlines()[1:]}


@pytest.mark.parametrize("name", FormatName)
async def test_a_file_is_the_one_that_its_stamp_describes(api: Api, name: FormatName) -> None:
    claim = await api.claim("submit", "register", "request_checks")
    answer = await api.get(AUDITOR, f"/exports/{name}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == KINDS[name].media_type
    end = api.end()
    assert answer.headers["content-disposition"].endswith(f'{end}.{KINDS[name].suffix}"')
    assert answer.content
    made(await api.say("withdraw", claim))
    link, _, relation = answer.headers["link"].partition("; ")
    assert relation == 'rel="describedby"'
    stamp = (await api.get(AUDITOR, link.strip("<>"))).json()
    assert stamp["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert (stamp["position"], stamp["bytes"], stamp["unread"]) == (end, len(answer.content), [])
    assert stamp["freshness"]["store_position"] > stamp["freshness"]["position"] == end
    again = await api.get(AUDITOR, f"/exports/{name}", until_position=end)
    assert again.content == answer.content


async def test_everybody_is_given_the_claims_that_they_see_and_no_others(api: Api) -> None:
    mine = await api.claim("submit", "register", "assign_commission")
    theirs = made(await api.say("submit", who=CASEWORKER.next_door()))["claim"]
    assert {mine, theirs} <= await claims_in(api, AUDITOR)
    for who in (CASEWORKER, COMMISSION, HEAD):
        assert mine in await claims_in(api, who), who
    assert theirs not in await claims_in(api, CASEWORKER)
    assert theirs not in await claims_in(api, COMMISSION)
    for who in (CASEWORKER.elsewhere(), COMMISSION.elsewhere(), HEAD.elsewhere()):
        assert await claims_in(api, who) == set(), who


async def test_a_position_of_the_past_opens_no_claim_that_has_gone_elsewhere(api: Api) -> None:
    claim, before = await api.claim("submit"), api.end()
    assert claim in await claims_in(api, CASEWORKER, until_position=before)
    made(await api.say("send_file", claim))
    assert claim in await claims_in(api, RECEIVER, until_position=before)
    made(await api.say("receive_file", claim))
    assert claim not in await claims_in(api, CASEWORKER, until_position=before)
    assert claim in await claims_in(api, RECEIVER, until_position=before)


@pytest.mark.parametrize("who", [SERVICE, DEPUTY, OPERATOR], ids=lambda who: who.role)
@pytest.mark.parametrize("path", ["/exports/csv", "/exports/csv/stamp"])
async def test_files_of_claims_are_not_for_everybody(api: Api, who: Who, path: str) -> None:
    problem = refused(await api.get(who, path), 403, "not-your-question")
    assert problem["roles"] == ["auditor", "caseworker", "commission", "head"]


async def test_what_cannot_be_meant_is_refused_before_the_first_byte(api: Api) -> None:
    end = api.end()
    problem = refused(await api.get(AUDITOR, "/exports/csv", until_position=end + 1), 422, "unreadable")
    assert problem["errors"] == [{"where": "query.until_position", "why": f"the store ends at position {end}"}]
    period = {"submitted_from": "2019-04-02", "submitted_to": "2019-04-01"}
    refused(await api.get(AUDITOR, "/exports/csv", **period), 422, "unreadable")
    refused(await api.get(AUDITOR, "/exports/xlsx"), 422, "unreadable")
    refused(await api.get(AUDITOR, "/exports/csv", tables="claims"), 422, "unreadable")


async def test_semicolons_come_on_request(api: Api) -> None:
    answer = await api.get(AUDITOR, "/exports/csv", table="waits", separator="semicolon")
    assert answer.content.startswith("\ufeffclaim;wait;".encode())
    link = answer.headers["link"].partition("; rel")[0].strip("<>")
    assert (await api.get(AUDITOR, link)).json()["sha256"] == hashlib.sha256(answer.content).hexdigest()


async def test_no_more_files_are_made_at_once_than_there_are_places(api: Api) -> None:
    ends = [exports._begin() for _ in range(exports.AT_ONCE)]
    try:
        problem = await api.get(AUDITOR, "/exports/csv")
        assert refused(problem, 503, "unavailable")
        assert problem.headers["retry-after"]
    finally:
        for end in ends:
            end()
    for _ in range(exports.AT_ONCE + 1):  # each gives its place back
        await asked(api, AUDITOR, "/exports/csv/stamp")
        assert (await api.get(AUDITOR, "/exports/csv")).status_code == 200


async def test_a_reader_who_goes_away_gives_the_place_back() -> None:
    given = []

    async def send(message: Message) -> None:
        raise OSError

    async def receive() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    sent = exports.Streamed(iter([b"a", b"b"]), "text/csv", {}, lambda: given.append(1))
    with pytest.raises(Exception):  # noqa: B017, PT011 - the server's own word for it
        await sent({"type": "http", "asgi": {"spec_version": "2.4"}, "extensions": {}}, receive, send)
    assert given == [1]


async def test_the_place_is_given_back_before_the_last_of_a_file_is_sent() -> None:
    """Else who asks for one file after the other is refused now and then."""
    given, at_the_end = list[int](), list[int]()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            at_the_end.append(len(given))

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    sent = exports.Streamed(iter([b"a", b"b"]), "text/csv", {}, lambda: given.append(1))
    await sent({"type": "http", "asgi": {"spec_version": "2.4"}, "extensions": {}}, receive, send)
    assert at_the_end == [1]


async def test_nobody_who_acted_is_in_a_file(api: Api) -> None:
    await api.claim("submit", "register", "assign_commission", "conclude")
    for name in FormatName:
        content = (await api.get(AUDITOR, f"/exports/{name}")).content
        for who in (CASEWORKER, COMMISSION, HEAD):
            assert f'"{who.actor}"'.encode() not in content
            assert f",{who.actor},".encode() not in content
        if name is FormatName.OCEL_JSON:
            orjson.loads(content)
