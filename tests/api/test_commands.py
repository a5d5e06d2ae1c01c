"""Every command over HTTP: carried out, repeated, refused, and out of scope."""

import asyncio
from uuid import uuid4

import pytest

from domain.allowed import ALLOWED, MAY
from domain.vocabulary import Stage
from tests.api.client import Api, made, new_key, refused, types
from tests.api.usual import CASEWORKER, COMMISSION, EVERYBODY, RECEIVER, SERVICE, USUAL, Json, Who, submission

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

ON_CLAIMS = [command for command in USUAL if command != "submit"]
RECORDS = {
    "submit": ["claim.submitted"],
    "register": ["claim.registered"],
    "withdraw": ["claim.withdrawn"],
    "request_checks": ["checks.requested"],
    "request_lookup": ["lookup.requested"],
    "fail_lookup": ["lookup.failed"],
    "complete_lookup": ["lookup.completed", "gap.detected"],
    "send_state_request": ["state_request.sent"],
    "answer_state_request": ["state_request.answered"],
    "request_document": ["document.requested"],
    "receive_document": ["document.received", "gap.closed"],
    "withdraw_document_request": ["document.request_withdrawn"],
    "assign_commission": ["commission.assigned"],
    "conclude": ["commission.concluded"],
    "assess_income": ["income.assessed"],
    "approve": ["claim.approved"],
    "refuse": ["claim.refused"],
    "send_file": ["file.sent"],
    "receive_file": ["file.received"],
    "extend_term": ["term.extended"],
    "inspect": ["commission.inspected"],
    "offer_contract": ["contract.offered"],
    "sign_contract": ["contract.signed"],
    "decline_contract": ["contract.declined"],
    "send_notice": ["notice.sent"],
    "start_payment": ["payment.started"],
    "suspend_payment": ["payment.suspended"],
    "resume_payment": ["payment.resumed"],
    "terminate_payment": ["payment.terminated"],
    "complain": ["complaint.filed"],
    "resolve_complaint": ["complaint.resolved"],
    "assign": ["claim.assigned"],
    "hand_back": ["claim.handed_back"],
    "correct": ["correction.recorded"],
}
REACHED = {Stage.INTAKE: ("submit",), Stage.WITHDRAWN: ("submit", "withdraw")}


def once(command: str) -> Json:
    """Key and body of one request, so that it can be repeated."""
    return {"key": new_key(), "body": submission(str(uuid4())) if command == "submit" else {}}


@pytest.mark.parametrize("command", USUAL)
async def test_a_command_is_carried_out_and_says_what_it_recorded(api: Api, command: str) -> None:
    claim, before = await api.ready_for(command), api.end()
    answer = await api.say(command, claim)
    body = made(answer)
    assert types(body) == RECORDS[command]
    assert answer.headers["ETag"] == f'"{body["version"]}"'
    assert body["version"] == body["recorded"][-1]["version"]
    assert api.names(before)[: len(RECORDS[command])] == RECORDS[command]


@pytest.mark.parametrize("command", USUAL)
async def test_a_repeated_command_has_the_same_answer_and_no_second_event(api: Api, command: str) -> None:
    claim, said = await api.ready_for(command), once(command)
    version = api.versions.get(claim)
    first = await api.say(command, claim, **said, version=version)
    made(first)
    before = api.end()
    again = await api.say(command, claim, **said, version=version)
    assert (again.status_code, again.content, again.headers["ETag"]) == (201, first.content, first.headers["ETag"])
    assert again.headers.get("Location") == first.headers.get("Location")
    assert api.end() == before


@pytest.mark.parametrize("command", USUAL)
async def test_two_at_once_under_one_key_are_one(api: Api, command: str) -> None:
    claim, said = await api.ready_for(command), once(command)
    version, before = api.versions.get(claim), api.end()
    both = await asyncio.gather(*(api.say(command, claim, **said, version=version) for _ in range(2)))
    assert both[0].content == both[1].content
    assert types(made(both[0])) == RECORDS[command]
    assert len(api.names(before)) == len(RECORDS[command]) + (command == "submit")


@pytest.mark.parametrize("command", USUAL)
async def test_a_key_is_not_for_another_body(api: Api, command: str) -> None:
    claim, key = await api.ready_for(command), new_key()
    version = api.versions.get(claim)
    made(await api.say(command, claim, key=key, version=version))
    other = {"occurred_at": "2019-04-01T09:59:00+06:00"}
    refused(await api.say(command, claim, key=key, version=version, body=other), 422, "key-reused")


@pytest.mark.parametrize("command", ON_CLAIMS)
async def test_the_answer_is_told_again_after_the_claim_has_moved_on(api: Api, command: str) -> None:
    claim, key = await api.ready_for(command), new_key()
    version = api.versions[claim]
    first = await api.say(command, claim, key=key, version=version)
    made(first)
    await api.say("withdraw", claim)
    again = await api.say(command, claim, key=key, version=version)
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])


@pytest.mark.parametrize("command", ON_CLAIMS)
async def test_a_stale_version_is_refused_with_the_one_there_is(api: Api, command: str) -> None:
    claim = await api.ready_for(command)
    current = int(api.versions[claim].strip('"'))
    problem = refused(await api.say(command, claim, version=f'"{current + 1}"'), 412, "stale-version")
    assert problem["version"] == current


@pytest.mark.parametrize("command", ON_CLAIMS)
async def test_a_command_on_a_claim_names_a_version(api: Api, command: str) -> None:
    claim = await api.ready_for(command)
    refused(await api.say(command, claim, version=None), 428, "version-missing")
    any_version = await api.say(command, claim, version="*")
    if USUAL[command].who is SERVICE:
        made(any_version)
    else:
        refused(any_version, 428, "version-missing")


@pytest.mark.parametrize("command", USUAL)
async def test_a_command_has_a_key(api: Api, command: str) -> None:
    claim = await api.ready_for(command)
    refused(await api.say(command, claim, key=None), 400, "key-missing")
    for unusable in ("short", "x" * 65, "1234567890123456", "with space in the middle"):
        refused(await api.say(command, claim, key=unusable), 400, "key-unusable")


@pytest.mark.parametrize(
    ("command", "stage"),
    [
        (command, stage)
        for stage in REACHED
        for command in ON_CLAIMS
        if command not in ALLOWED[stage] and USUAL[command].who is not COMMISSION
    ],
)
async def test_a_stage_refuses_what_it_does_not_allow_and_says_what_it_does(
    api: Api, command: str, stage: Stage
) -> None:
    usual = USUAL[command].who
    who = CASEWORKER if usual is RECEIVER else usual  # no file is on its way: who would receive it sees no claim
    problem = refused(await api.say(command, await api.claim(*REACHED[stage]), who=who), 409, "not-allowed-now")
    assert (problem["stage"], problem["allowed"]) == (stage, sorted(ALLOWED[stage] & MAY[USUAL[command].who.role]))


@pytest.mark.parametrize("command", [command for command in ON_CLAIMS if USUAL[command].who is not SERVICE])
async def test_outside_the_scope_a_claim_is_as_if_it_did_not_exist(api: Api, command: str) -> None:
    claim, who = await api.ready_for(command), USUAL[command].who
    unknown = await api.say(command, "0c1a1c1a-0000-4000-8000-000000000001", version='"1"')
    refused(unknown, 404, "no-such-claim")
    for stranger in (who.elsewhere(), who.next_door()):
        answer = await api.say(command, claim, who=stranger)
        assert (answer.status_code, answer.content) == (404, unknown.content)


@pytest.mark.parametrize("command", USUAL)
@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.role)
async def test_a_role_carries_out_its_commands_and_no_others(api: Api, command: str, who: Who) -> None:
    allowed = command in MAY[who.role]
    claim = "" if command == "submit" else "0c1a1c1a-0000-4000-8000-000000000001"
    answer = await api.say(command, claim, who=who, version='"1"')
    if allowed and command != "submit":
        refused(answer, 404, "no-such-claim")
    elif not allowed:
        problem = refused(answer, 403, "not-your-command")
        assert problem["roles"] == sorted(role for role, commands in MAY.items() if command in commands)


async def test_a_repetition_under_anothers_key_tells_nothing(api: Api) -> None:
    claim, key = await api.ready_for("register"), new_key()
    version = api.versions[claim]
    made(await api.say("register", claim, key=key, version=version))
    colleague = Who(USUAL["register"].who.role, USUAL["register"].who.office, actor="a-colleague")
    refused(await api.say("register", claim, key=key, version=version, who=colleague), 412, "stale-version")
    refused(await api.say("register", claim, key=key, version=version, who=colleague.elsewhere()), 404, "no-such-claim")
