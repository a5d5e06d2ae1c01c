"""What was found, as those who watch and those who answer for it meet it over HTTP."""

from datetime import datetime
from typing import Final
from uuid import uuid4

import pytest

from domain.vocabulary import Role
from tests.api.client import Api, asked, made, new_key, refused, serving
from tests.api.usual import AUDITOR, CASEWORKER, HEAD, RECEIVER, Json, Who

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

WEEK_LATER: Final = datetime.fromisoformat("2019-04-08T12:00:00+06:00")
ELSEWHERE: Final = Who(Role.CASEWORKER, "61-OFFICE", "61", "someone")
DEPUTY: Final = Who(Role.DEPUTY, "MAJILIS", None, "deputy")


async def found(api: Api) -> Json:
    """A paper demanded for what nobody had looked up: what was found, as it is listed."""
    claim = await api.claim("submit", "register")
    made(await api.say("request_document", claim))
    await api.examine(claim)
    api.project()
    answer = await asked(api, AUDITOR, "/findings")
    listed: list[Json] = answer["findings"]
    return next(each for each in listed if each["claim"] == claim)


async def test_what_was_found_names_rule_events_who_and_what_is_at_stake(api: Api) -> None:
    each = await found(api)
    assert (each["rule"], each["rule_version"], each["status"], each["thing"]) == (
        "UNJUSTIFIED_DEMAND",
        1,
        "OPEN",
        "D1",
    )
    assert (each["status"], each["events"], each["who"]["kind"], each["until"]) == ("OPEN", [3], "OFFICE", None)
    told = await asked(api, AUDITOR, f"/findings/{each['finding']}")
    assert {name: told[name] for name in ("rule", "events", "who", "claim", "version")} == {
        name: each[name] for name in ("rule", "events", "who", "claim", "version")
    }
    assert told["allowed"] == ["close_finding"]


async def test_an_office_that_sent_the_claim_on_answers_nothing_at_a_process_that_has_not_heard_of_it(
    fresh: Api,
) -> None:
    each = await found(fresh)  # this process has the claim in memory
    path = f"/findings/{each['finding']}/answer"
    async with serving(fresh.settings) as there:
        there.versions.update(fresh.versions)
        made(await there.say("send_file", each["claim"]))
        made(await there.say("receive_file", each["claim"]))
    refused(await fresh.post(CASEWORKER, path, {"answer": "MENDED"}, version='"1"'), 404, "no-such-finding")
    made(await fresh.post(RECEIVER, path, {"answer": "MENDED"}, version='"1"'))


async def test_an_office_answers_and_an_auditor_closes(api: Api) -> None:
    each = await found(api)
    path = f"/findings/{each['finding']}"
    assert (await asked(api, CASEWORKER, path))["allowed"] == ["acknowledge_finding", "answer_finding"]
    seen = made(await api.post(CASEWORKER, f"{path}/acknowledgement", {}, version='"1"'))
    assert (seen["status"], seen["version"], seen["recorded"]) == (
        "ACKNOWLEDGED",
        2,
        [{"version": 2, "type": "finding.acknowledged"}],
    )
    made(await api.post(HEAD, f"{path}/answer", {"answer": "MENDED"}))
    closed = made(await api.post(AUDITOR, f"{path}/closure", {"reason": "ANSWER_ACCEPTED"}))
    assert closed["status"] == "CLOSED"
    problem = refused(await api.post(HEAD, f"{path}/answer", {"answer": "DISPUTED"}), 409, "not-allowed-now")
    assert (problem["allowed"], problem["finding_status"]) == ([], "CLOSED")
    assert problem["see"] == "docs/reference/findings.md#what-becomes-of-it"
    assert "on a finding that is CLOSED; allowed now: nothing" in problem["detail"]
    api.project()
    told = await asked(api, CASEWORKER, path)
    assert (told["status"], told["answer"], told["closure"], told["allowed"]) == (
        "CLOSED",
        "MENDED",
        "ANSWER_ACCEPTED",
        [],
    )


async def test_a_finding_tells_who_did_what_with_it_when_and_with_which_words(api: Api) -> None:
    each = await found(api)
    path = f"/findings/{each['finding']}"
    made(await api.post(CASEWORKER, f"{path}/acknowledgement", {}, version='"1"'))
    for answer in ("DISPUTED", "MENDED"):
        made(await api.post(HEAD, f"{path}/answer", {"answer": answer}))
    api.project()
    made(await api.post(AUDITOR, f"{path}/closure", {"reason": "ANSWER_ACCEPTED"}))
    told = await asked(api, CASEWORKER, path)
    assert [(one["version"], one["by"]["role"], one["status"]) for one in told["history"]] == [
        (1, "service", "OPEN"),
        (2, "caseworker", "ACKNOWLEDGED"),
        (3, "head", "ANSWERED"),
        (4, "head", "ANSWERED"),
    ], "what the answer's version does not show yet, its history does not tell"
    api.project()
    told = await asked(api, CASEWORKER, path)
    assert [(one["answer"], one["reason"]) for one in told["history"][2:]] == [
        ("DISPUTED", None),
        ("MENDED", None),
        (None, "ANSWER_ACCEPTED"),
    ]
    assert told["history"][-1]["words"]["en"] == "the answer was accepted"
    assert told["history"][1]["by"] == {"role": "caseworker", "office": CASEWORKER.office}
    assert told["history"][1]["recorded_at"] >= told["history"][0]["recorded_at"]


async def test_a_repeated_request_is_answered_as_the_first_time_and_recorded_once(api: Api) -> None:
    each = await found(api)
    path, key = f"/findings/{each['finding']}/answer", new_key()
    first = await api.post(HEAD, path, {"answer": "DISPUTED"}, key=key, version='"1"')
    again = await api.post(HEAD, path, {"answer": "DISPUTED"}, key=key, version='"1"')
    assert made(first) == made(again)
    assert again.headers["ETag"] == '"2"'
    refused(await api.post(HEAD, path, {"answer": "MENDED"}, key=key, version='"1"'), 422, "key-reused")


async def test_a_stale_version_is_told_the_version_of_the_finding(api: Api) -> None:
    each = await found(api)
    path = f"/findings/{each['finding']}"
    made(await api.post(CASEWORKER, f"{path}/acknowledgement", {}, version='"1"'))
    problem = refused(await api.post(HEAD, f"{path}/answer", {"answer": "MENDED"}, version='"1"'), 412, "stale-version")
    assert problem["version"] == 2


async def test_those_who_are_watched_do_not_close(api: Api) -> None:
    each = await found(api)
    path = f"/findings/{each['finding']}/closure"
    problem = refused(await api.post(HEAD, path, {"reason": "NO_VIOLATION"}, version='"1"'), 403, "not-your-command")
    assert problem["roles"] == ["auditor"]
    refused(await api.post(AUDITOR, path, {"reason": "NO_LONGER_HOLDS"}, version='"1"'), 422, "unusable")


async def test_what_is_out_of_scope_is_answered_like_what_there_is_not(api: Api) -> None:
    each = await found(api)
    for finding in (each["finding"], str(uuid4()), each["claim"]):
        refused(await api.get(ELSEWHERE, f"/findings/{finding}"), 404, "no-such-finding")
        answer = await api.post(ELSEWHERE, f"/findings/{finding}/answer", {"answer": "MENDED"}, version='"1"')
        refused(answer, 404, "no-such-finding")
    assert (await asked(api, ELSEWHERE, "/findings"))["findings"] == []
    refused(await api.get(DEPUTY, f"/findings/{each['finding']}"), 403, "not-your-question")
    refused(await api.get(CASEWORKER, "/audit/findings"), 403, "not-your-question")


async def test_an_office_sees_what_waits_for_its_answer(api: Api) -> None:
    each = await found(api)
    mine = (await asked(api, CASEWORKER, "/findings", status="OPEN"))["findings"]
    assert each["finding"] in {one["finding"] for one in mine}
    made(await api.post(CASEWORKER, f"/findings/{each['finding']}/acknowledgement", {}, version='"1"'))
    api.project()
    still = (await asked(api, CASEWORKER, "/findings", status="OPEN"))["findings"]
    assert each["finding"] not in {one["finding"] for one in still}


async def test_counts_open_claim_by_claim_and_look_back(fresh: Api) -> None:
    each = await found(fresh)
    (row,) = (await asked(fresh, AUDITOR, "/audit/findings", by="region,rule"))["rows"]
    assert row == {"region": "75", "rule": "UNJUSTIFIED_DEMAND", "findings": 1, "going_on": 1, "seconds_at_stake": 0}
    fresh.move_clock(WEEK_LATER)
    (row,) = (await asked(fresh, AUDITOR, "/audit/findings", by="who"))["rows"]
    assert row["seconds_at_stake"] == 7 * 86_400 + 2 * 3_600
    made(await fresh.post(HEAD, f"/findings/{each['finding']}/answer", {"answer": "MENDED"}, version='"1"'))
    fresh.project()
    for known, status in (("2019-04-01", "OPEN"), ("2019-04-08", "ANSWERED")):
        (row,) = (await asked(fresh, AUDITOR, "/audit/findings", by="status", as_known=known))["rows"]
        assert row["status"] == status
        (claim,) = (await asked(fresh, AUDITOR, "/audit/findings/claims", as_known=known))["claims"]
        assert [one["status"] for one in claim["findings"]] == [status]
        assert sum(one["seconds_at_stake"] for one in claim["findings"]) == row["seconds_at_stake"]
    assert (await asked(fresh, AUDITOR, "/audit/findings/claims", status="CLOSED"))["claims"] == []


async def test_what_moved_a_count_of_findings_is_told_event_by_event(fresh: Api) -> None:
    """With `status=OPEN`: one raised and one answered on Monday week; and the seconds of what went on meanwhile."""
    answered, staying = await found(fresh), await found(fresh)
    fresh.move_clock(WEEK_LATER)
    late = await found(fresh)
    made(await fresh.post(HEAD, f"/findings/{answered['finding']}/answer", {"answer": "MENDED"}, version='"1"'))
    fresh.project()
    days = {"from": "2019-04-01", "to": "2019-04-08"}
    told = await asked(fresh, AUDITOR, "/audit/findings/changes", status="OPEN", **days)
    events = {each["finding"]: (each["type"], each["version"], each["moved"]) for each in told["events"]}
    assert events.keys() == {answered["finding"], late["finding"]}
    kind, version, moved = events[answered["finding"]]
    assert (kind, version, moved["findings"], moved["going_on"]) == ("finding.answered", 2, -1, -1)
    assert events[late["finding"]][:2] == ("finding.raised", 1)
    for name, value in told["at_to"].items():
        assert value == told["at_from"][name] + told["moved_by_events"][name] + told["moved_by_time"][name]
        assert told["moved_by_events"][name] == sum(each["moved"].get(name, 0) for each in told["events"])
    assert told["moved_by_time"]["seconds_at_stake"] > 0
    every = await asked(fresh, AUDITOR, "/audit/findings/changes", **days)
    assert [each["finding"] for each in every["events"]] == [late["finding"]], "an answered finding is still there"
    assert staying["finding"] not in str(told)


async def test_a_list_goes_on_where_its_page_ended(fresh: Api) -> None:
    ids = {(await found(fresh))["claim"] for _ in range(3)}
    first = await fresh.get(AUDITOR, "/audit/findings/changes", limit=2, **{"from": "2019-03-31"})
    following = await fresh.get(AUDITOR, first.links["next"]["url"])
    pages = [each["claim"] for answer in (first, following) for each in answer.json()["events"]]
    assert sorted(pages) == sorted(ids)
    for path, of in (("/audit/findings/claims", "claims"), ("/findings", "findings")):
        seen: list[str] = []
        answer = await fresh.get(AUDITOR, path, limit=2)
        seen += [each["claim"] for each in answer.json()[of]]
        following = await fresh.get(AUDITOR, answer.links["next"]["url"])
        seen += [each["claim"] for each in following.json()[of]]
        assert sorted(seen) == sorted(ids), path
        refused(await fresh.get(AUDITOR, path, cursor="nonsense"), 400, "bad-cursor")
