"""The work queue over HTTP: its order, who is given what, what leaves whose hands, and who sees which queue."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import pytest

from tests.api.client import Api, asked, made, new_key, refused, serving, types
from tests.api.usual import (
    AUDITOR,
    CASEWORKER,
    COMMISSION,
    DEPUTY,
    HEAD,
    OPERATOR,
    RECEIVER,
    SERVICE,
    Json,
    Who,
)

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

MORNING: Final = datetime.fromisoformat("2019-04-01T10:00:00+06:00")
COLLEAGUE: Final = replace(CASEWORKER, actor="saule")


async def take(api: Api, who: Who = CASEWORKER, *, key: str = "") -> Json:
    return made(await api.post(who, "/queue/next", {}, key=key or new_key(), version=None))


async def queue(api: Api, who: Who = CASEWORKER, **query: object) -> list[str]:
    """The claims of the queue, in its order."""
    return [each["claim"] for each in (await asked(api, who, "/queue", **query))["claims"]]


async def nothing(api: Api, who: Who = CASEWORKER) -> Json:
    return refused(await api.post(who, "/queue/next", {}, version=None), 404, "nothing-to-hand-out")


async def test_the_next_claim_is_the_first_of_the_queue(fresh: Api) -> None:
    """Over term first, then due soonest, then oldest."""
    oldest = await fresh.claim("submit", "register")
    fresh.move_clock(MORNING + timedelta(minutes=1))
    registered = await fresh.claim("submit", "register")
    fresh.move_clock(MORNING + timedelta(days=1))
    to_register = await fresh.claim()
    fresh.move_clock(MORNING + timedelta(days=2, minutes=1))
    fresh.project()
    assert await queue(fresh) == [to_register, oldest, registered]  # to be registered by 3 April, the others by 10
    fresh.move_clock(MORNING + timedelta(days=7, minutes=1))
    told = await asked(fresh, CASEWORKER, "/queue")
    assert [(each["over_term"], each["at_risk"]) for each in told["claims"]] == [
        (True, True),
        (False, True),
        (False, True),
    ]
    assert [(await take(fresh))["claim"] for _ in range(3)] == [to_register, oldest, registered]
    await nothing(fresh)


async def test_what_is_due_within_the_setting_is_at_risk_and_counted(fresh: Api) -> None:
    await fresh.claim("submit", "register")  # due on Wednesday, 10 April
    fresh.project()
    fresh.move_clock(datetime.fromisoformat("2019-04-05T12:00:00+06:00"))
    assert [(await asked(fresh, CASEWORKER, "/queue"))["at_risk"], await queue(fresh, at_risk="true")] == [0, []]
    fresh.move_clock(datetime.fromisoformat("2019-04-08T12:00:00+06:00"))
    assert (await asked(fresh, CASEWORKER, "/queue"))["at_risk"] == 1
    assert len(await queue(fresh, at_risk="true")) == 1
    assert await queue(fresh, at_risk="false") == []


async def test_a_repeated_request_has_its_claim_again_also_at_another_process(fresh: Api) -> None:
    first = await fresh.claim()
    fresh.move_clock(MORNING + timedelta(minutes=1))  # of claims of one instant the id decides, and that is chance
    second = await fresh.claim()
    fresh.project()
    key = new_key()
    given = await fresh.post(CASEWORKER, "/queue/next", {}, key=key, version=None)
    assert (made(given)["claim"], types(given.json())) == (first, ["claim.assigned"])
    assert given.headers["Location"] == f"/claims/{first}"
    end = fresh.end()
    async with serving(fresh.settings) as there:
        for process in (fresh, there):
            again = await process.post(CASEWORKER, "/queue/next", {}, key=key, version=None)
            assert (again.content, again.headers["ETag"]) == (given.content, given.headers["ETag"])
        assert fresh.end() == end
        assert (await take(there, COLLEAGUE))["claim"] == second


async def test_one_request_sent_twice_at_once_is_given_one_claim(fresh: Api) -> None:
    for _ in range(3):
        await fresh.claim()
    fresh.project()
    async with serving(fresh.settings) as there:
        key, end = new_key(), fresh.end()
        both = await asyncio.gather(*(take(process, key=key) for process in (fresh, there, fresh)))
    assert both[0] == both[1] == both[2]
    assert fresh.names(end) == ["queue.handed_out", "claim.assigned"]


async def test_what_another_process_gave_is_told_again_by_one_that_remembers_the_claim_as_it_was(fresh: Api) -> None:
    claim = await fresh.claim()  # this process has it in memory
    fresh.project()
    async with serving(fresh.settings) as there:
        given = await there.post(CASEWORKER, "/queue/next", {}, key=(key := new_key()), version=None)
        again = await fresh.post(CASEWORKER, "/queue/next", {}, key=key, version=None)
    assert made(given)["claim"] == claim
    assert made(again) == made(given)


async def test_a_storm_of_clerks_at_two_processes_never_gets_one_claim_twice(fresh: Api) -> None:
    """Though the read model never hears of it: the claims themselves decide. Who comes too late is told so."""
    claims = {await fresh.claim() for _ in range(24)}
    fresh.project()
    async with serving(fresh.settings) as there:
        clerks = [(process, replace(CASEWORKER, actor=f"c-{n}")) for n in range(15) for process in (fresh, there)]
        answers = await asyncio.gather(*(process.post(who, "/queue/next", {}, version=None) for process, who in clerks))
    given = [made(answer)["claim"] for answer in answers if answer.status_code == 201]
    assert len(given) == len(set(given)) == len(claims)
    for answer in answers:
        if answer.status_code != 201:
            refused(answer, 404, "nothing-to-hand-out")


async def test_what_was_handed_back_is_given_to_others_only_and_by_hand(fresh: Api) -> None:
    claim = await fresh.claim()
    fresh.project()
    key = new_key()
    assert (await take(fresh, key=key))["claim"] == claim
    refused(await fresh.say("hand_back", claim, who=COLLEAGUE), 409, "in-other-hands")
    assert types(made(await fresh.say("hand_back", claim))) == ["claim.handed_back"]
    refused(await fresh.say("hand_back", claim), 409, "in-other-hands")
    await nothing(fresh)  # before the read model knows of it,
    fresh.project()
    await nothing(fresh)  # and after
    assert (await take(fresh, key=key))["claim"] == claim  # the answer of then
    (entry,) = (await asked(fresh, CASEWORKER, "/queue"))["claims"]
    assert (entry["assigned_to"], entry["times_handed_back"]) == (None, 1)
    assert (await take(fresh, COLLEAGUE))["claim"] == claim
    made(await fresh.say("assign", claim))
    refused(await fresh.say("assign", claim), 409, "already-done")
    refused(await fresh.say("hand_back", claim, who=COLLEAGUE), 409, "in-other-hands")
    made(await fresh.say("hand_back", claim))


async def test_a_claim_leaves_the_hands_when_the_move_is_anothers_and_is_given_anew_when_it_comes_back(
    fresh: Api,
) -> None:
    claim = await fresh.claim()
    fresh.project()
    await take(fresh)
    made(await fresh.say("register", claim))
    fresh.project()
    assert await queue(fresh, mine="true") == [claim]  # it still has to be checked
    hand = {"to": CASEWORKER.actor, "office": CASEWORKER.office, "version": 2}
    assert (await asked(fresh, CASEWORKER, f"/claims/{claim}"))["hands"] == {"caseworker": hand}
    made(await fresh.say("request_checks", claim))
    fresh.project()
    assert await queue(fresh) == []
    problem = refused(await fresh.say("assign", claim), 409, "not-their-move")
    assert problem["move"] == {}
    made(await fresh.say("request_lookup", claim))
    made(await fresh.say("complete_lookup", claim))
    fresh.project()
    (entry,) = (await asked(fresh, CASEWORKER, "/queue"))["claims"]
    assert (entry["assigned_to"], entry["missing"][0]["fact"], entry["moves"][0]["cause"]) == (
        None,
        "BIRTH",
        "UNATTENDED_GAP",
    )
    assert (await take(fresh, COLLEAGUE))["claim"] == claim
    fresh.project()
    assert await queue(fresh, mine="true") == []
    assert await queue(fresh, COLLEAGUE, mine="true") == [claim]
    made(await fresh.say("withdraw", claim))
    fresh.project()
    assert await queue(fresh, COLLEAGUE, mine="true") == []
    refused(await fresh.say("hand_back", claim, who=COLLEAGUE), 409, "not-allowed-now")


async def test_commission_and_head_are_given_what_is_their_move(fresh: Api) -> None:
    claim = await fresh.claim("submit", "register", "assign_commission")
    fresh.project()
    await nothing(fresh)
    await nothing(fresh, HEAD)
    assert (await take(fresh, COMMISSION))["recorded"][0]["of_office"] == COMMISSION.office
    problem = refused(await fresh.say("assign", claim), 409, "not-their-move")
    assert problem["move"] == {"commission": COMMISSION.office}
    made(await fresh.say("conclude", claim))
    made(await fresh.say("assess_income", claim))
    fresh.project()
    assert await queue(fresh, COMMISSION) == []
    assert (await take(fresh, HEAD))["claim"] == claim


async def test_a_file_on_its_way_is_nobodys_to_work_on_and_awaits_its_receiver(fresh: Api) -> None:
    claim = await fresh.claim()
    fresh.project()
    await take(fresh)
    made(await fresh.say("send_file", claim))
    fresh.project()
    assert await queue(fresh) == []
    assert (await nothing(fresh, RECEIVER))["incoming"] == 1
    assert (await asked(fresh, RECEIVER, "/queue"))["incoming"] == 1
    made(await fresh.say("receive_file", claim))
    fresh.project()
    assert (await take(fresh, RECEIVER))["claim"] == claim


@pytest.mark.parametrize("who", [CASEWORKER.elsewhere(), CASEWORKER.next_door(), COMMISSION, HEAD])
async def test_nobody_sees_or_is_given_anothers_queue(api: Api, who: Who) -> None:
    await api.claim()
    api.project()
    told = await asked(api, who, "/queue")
    assert (told["claims"], told["free"], told["in_hands"]) == ([], 0, 0)
    assert (await nothing(api, who))["in_hands"] == 0
    refused(await api.get(who, "/queue", office=CASEWORKER.office + "-X"), 422, "unreadable")


async def test_an_auditor_sees_every_queue_and_is_given_nothing(fresh: Api) -> None:
    claim = await fresh.claim()
    fresh.project()
    assert await queue(fresh, AUDITOR, role="caseworker", office=CASEWORKER.office) == [claim]
    assert await queue(fresh, AUDITOR) == [claim]
    assert await queue(fresh, AUDITOR, role="head") == []
    assert await queue(fresh, AUDITOR, office="ALMATY-9") == []
    for who in (AUDITOR, DEPUTY, OPERATOR, SERVICE):
        refused(await fresh.post(who, "/queue/next", {}, version=None), 403, "not-your-command")
    for who in (DEPUTY, OPERATOR, SERVICE):
        refused(await fresh.get(who, "/queue"), 403, "not-your-question")


async def test_the_pages_of_the_queue_are_the_queue(fresh: Api) -> None:
    claims = [await fresh.claim() for _ in range(5)]
    fresh.project()
    found: list[str] = []
    path = "/queue?limit=2"
    while path:
        answer = await fresh.get(CASEWORKER, path)
        found += [each["claim"] for each in answer.json()["claims"]]
        path = answer.links["next"]["url"] if "next" in answer.links else ""
    assert len(found) == 5
    assert set(found) == set(claims)
    assert found == await queue(fresh)
    refused(await fresh.get(CASEWORKER, "/queue", cursor="W10"), 400, "bad-cursor")


async def test_hand_backs_of_what_is_hard_are_counted_for_head_and_auditor(fresh: Api) -> None:
    """An easy claim is worked on, one over its term is handed back; a head sees what is the own body's."""
    hard = await fresh.claim()
    fresh.move_clock(MORNING + timedelta(days=3))
    easy = await fresh.claim()
    fresh.project()
    assert (await take(fresh))["claim"] == hard  # over its term, and so the first
    made(await fresh.say("hand_back", hard, body={"reason": "WORKLOAD"}))
    assert (await take(fresh))["claim"] == easy
    for command in ("register", "request_checks"):
        made(await fresh.say(command, easy))
    made(await fresh.say("request_lookup", easy))
    fresh.project()
    row = {"of_office": CASEWORKER.office, "clerk": CASEWORKER.actor}
    none = dict.fromkeys(("worked", "untouched", "passed_on", "handed_back"), 0)
    rows = [
        {**row, "hard": False, **none, "assigned": 1, "worked": 1},
        {**row, "hard": True, **none, "assigned": 1, "handed_back": 1},
    ]
    for who, path in ((HEAD, "/assignments"), (AUDITOR, "/assignments"), (AUDITOR, "/audit/assignments")):
        assert (await asked(fresh, who, path))["rows"] == rows
    for who in (HEAD.elsewhere(), HEAD.next_door()):
        assert (await asked(fresh, who, "/assignments"))["rows"] == []
    refused(await fresh.get(HEAD, "/assignments", body="ALMATY-X"), 422, "unreadable")
    refused(await fresh.get(CASEWORKER, "/assignments"), 403, "not-your-question")
    refused(await fresh.get(HEAD, "/audit/assignments"), 403, "not-your-question")
    told = await asked(fresh, AUDITOR, "/audit/assignments/claims", what="handed_back", hard="true")
    (thing,) = told["claims"][0]["things"]
    assert (told["claims"][0]["claim"], thing["reason"], thing["over_term"]) == (hard, "WORKLOAD", True)
