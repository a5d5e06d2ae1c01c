"""What comes beside and after the decision, over HTTP, each party with a token of its own."""

import pytest

from domain import calendar as calendars
from domain.calendar import LATEST, adopt, calendar, with_override
from tests.api.client import Api, made, refused, types
from tests.api.usual import AUDITOR, CASEWORKER, HEAD, RECEIVER, Who

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]


async def sees(api: Api, who: Who, claim: str) -> tuple[bool, bool]:
    """Whether the claim is shown to them, and whether it stands in their list."""
    api.project()
    one = await api.get(who, f"/claims/{claim}")
    assert one.status_code in (200, 404)
    listed = (await api.get(who, "/claims", limit=200)).json()["claims"]
    return one.status_code == 200, claim in [each["claim"] for each in listed]


async def test_a_file_on_its_way_is_seen_by_both_offices_and_then_by_the_one_that_has_it(api: Api) -> None:
    claim = await api.claim("submit")
    assert (await sees(api, CASEWORKER, claim), await sees(api, RECEIVER, claim)) == ((True, True), (False, False))
    made(await api.say("send_file", claim))
    assert (await sees(api, CASEWORKER, claim), await sees(api, RECEIVER, claim)) == ((True, True), (True, True))
    assert await sees(api, RECEIVER.elsewhere(), claim) == (False, False)
    refused(await api.say("receive_file", claim, who=CASEWORKER), 409, "not-your-file")
    made(await api.say("receive_file", claim))
    assert (await sees(api, CASEWORKER, claim), await sees(api, RECEIVER, claim)) == ((False, False), (True, True))
    refused(await api.say("register", claim), 404, "no-such-claim")
    made(await api.say("register", claim, who=RECEIVER))


async def test_a_repetition_is_answered_though_its_command_took_the_claim_out_of_sight(api: Api) -> None:
    claim = await api.claim("submit")
    first = await api.say("send_file", claim, key="sent-away-0000001", version=api.versions[claim])
    made(await api.say("receive_file", claim))
    again = await api.say("send_file", claim, key="sent-away-0000001", version='"1"')
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    other = await api.say("send_file", claim, key="sent-away-0000002", version='"3"')
    refused(other, 404, "no-such-claim")


async def test_an_upheld_complaint_brings_a_second_decision(api: Api) -> None:
    claim = await api.claim("submit", "register", "approve", "complain")
    api.project()
    assert (await api.get(HEAD, f"/claims/{claim}")).json()["stage"] == "REVIEW"
    refused(await api.say("refuse", claim), 409, "not-allowed-now")
    assert made(await api.say("resolve_complaint", claim))["stage"] == "DECISION"
    assert made(await api.say("refuse", claim))["stage"] == "DECIDED"
    api.project()
    waits = (await api.get(AUDITOR, f"/audit/claims/{claim}/delays")).json()["waits"]
    assert [wait["cause"] for wait in waits if wait["stage"] in ("REVIEW", "DECISION")] == ["COMPLAINT", "DECISION"]
    assert all(wait["closed_at"] for wait in waits)


async def test_a_deadline_is_counted_again_by_whoever_may_once_a_decree_moves_a_day(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = await api.claim("submit", "register")
    path = f"/claims/{claim}/deadline"
    refused(await api.post(CASEWORKER, path, {}, version=api.versions[claim]), 409, "already-done")
    monkeypatch.setattr(calendars, "_adopted", dict(calendars._adopted))
    adopt(with_override(calendar(LATEST), {"off": {"2019-04-08": "TRANSFER:2019-04-13"}}))
    body = made(await api.post(HEAD, path, {}, version=api.versions[claim]))
    assert (types(body), body["recorded"][0]["due_on"]) == (["deadline.recomputed"], "2019-04-11")


async def test_an_extension_that_extends_nothing_is_refused_with_the_day_in_force(api: Api) -> None:
    claim = await api.claim("submit", "register")
    problem = refused(await api.say("extend_term", claim, body={"due_on": "2019-04-10"}), 422, "unusable")
    assert "2019-04-10" in problem["detail"]


@pytest.mark.parametrize("right", ["a sentence with spaces", "x" * 101, 1.5, ["list"], True, {"a": 1}])
async def test_a_correction_takes_no_free_text(api: Api, right: object) -> None:
    claim = await api.claim("submit")
    refused(await api.say("correct", claim, body={"right": right}), 422, "unreadable")


@pytest.mark.parametrize(
    ("field", "right", "status", "slug"),
    [
        ("channel", "Ivanova", 422, "unknown-code"),
        ("channel", 5, 422, "unknown-code"),
        ("channel", None, 422, "unknown-code"),
        ("region", "Ivanova", 422, "unusable"),
        ("region", "990000000", 422, "unknown-region"),
        ("members", "Ivanova", 409, "never-asked"),
        ("register_by", "2019-04-05", 409, "never-asked"),
    ],
)
async def test_a_correction_says_what_the_command_could_have_said(
    api: Api, field: str, right: object, status: int, slug: str
) -> None:
    claim = await api.claim("submit")
    answer = await api.say("correct", claim, body={"field": field, "right": right})
    refused(answer, status, slug)
    assert "Ivanova" not in answer.text


@pytest.mark.parametrize("number", ["Ivanova", "Әмина", "-77", "a b 7", "7" * 65, "№/.-"])
async def test_the_number_of_a_paper_has_a_digit_and_is_no_name(api: Api, number: str) -> None:
    claim = await api.claim("submit")
    answer = await api.say("complain", claim, body={"external_number": number})
    problem = refused(answer, 422, "unreadable")
    assert number not in answer.text
    assert problem["errors"][0]["where"] == "body.external_number"


@pytest.mark.parametrize("number", ["7", "AB-7/2019", "№7", "ЖТ-2019-7", "K/12.7-R", "A" * 63 + "7"])
async def test_numbers_as_papers_bear_them_are_taken(api: Api, number: str) -> None:
    claim = await api.claim("submit")
    made(await api.say("complain", claim, body={"external_number": number}))


async def test_a_complaint_is_resolved_under_its_own_id(api: Api) -> None:
    claim = await api.claim("submit", "register", "approve")
    refused(await api.say("resolve_complaint", claim), 409, "never-asked")
