"""One open claim per applicant: let in once, counted when repeated, also when two come at once and in two processes."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response

from config import Settings
from domain.applicant import applicant_id
from store import log
from tests.api.client import Api, made, new_key, refused, serving, types
from tests.api.usual import BORN, CASEWORKER, CHILD, Who, submission

SOON_SECONDS = 20

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

COLLEAGUE = Who(CASEWORKER.role, CASEWORKER.office, actor="colleague")


def of_applicant(api: Api, mother: str) -> list[str]:
    """What happened to the applicant."""
    return [each.name for each in api.recorded() if each.stream == applicant_id(mother)]


def after_look(
    monkeypatch: pytest.MonkeyPatch, look: int, what: Callable[[], Coroutine[None, None, None]]
) -> Callable[[], int]:
    """Something happens when the store has been read so often and before what was found is used; gives how often."""
    loop, rows, looks = asyncio.get_running_loop(), log._rows, 0

    def looked(*query: Any) -> list[log.Recorded]:
        nonlocal looks
        found = rows(*query)
        if looks < look:
            looks += 1
            if looks == look:
                asyncio.run_coroutine_threadsafe(what(), loop).result(SOON_SECONDS)
        return found

    monkeypatch.setattr("store.log._rows", looked)
    return lambda: looks


async def test_a_submission_says_where_the_claim_is(api: Api) -> None:
    answer = await api.say("submit")
    claim = made(answer)["claim"]
    assert answer.headers["Location"] == f"/claims/{claim}"
    assert UUID(claim).version == 5


async def test_dates_become_verdicts_and_are_kept_nowhere(api: Api) -> None:
    before = api.end()
    (submitted,) = made(await api.say("submit"))["recorded"]
    assert submitted["members"][0]["coverage"]["MARRIAGE"] == "OUTSIDE"
    assert submitted["members"][0]["coverage"]["DIVORCE"] == "ABROAD"
    assert submitted["members"][1]["coverage"]["BIRTH"] == "OUTSIDE"
    assert submitted["members"][2]["coverage"]["BIRTH"] == "INSIDE"
    assert all(BORN.encode() not in recorded.body for recorded in api.recorded(before))


async def test_a_second_application_beside_an_open_claim_is_counted(api: Api) -> None:
    mother = str(uuid4())
    first = made(await api.post(CASEWORKER, "/claims", submission(mother)))["claim"]
    problem = refused(await api.post(CASEWORKER, "/claims", submission(mother)), 409, "open-claim")
    assert (problem["claim"], problem["href"]) == (first, f"/claims/{first}")
    assert of_applicant(api, mother) == ["applicant.applied", "applicant.applied_again"]


async def test_the_same_repetition_is_counted_once(api: Api) -> None:
    mother, key = str(uuid4()), new_key()
    first = made(await api.post(CASEWORKER, "/claims", submission(mother)))["claim"]
    again = [await api.post(CASEWORKER, "/claims", submission(mother), key=key) for _ in range(2)]
    assert again[0].content == again[1].content
    assert of_applicant(api, mother) == ["applicant.applied", "applicant.applied_again"]
    made(await api.say("withdraw", first))
    late = await api.post(CASEWORKER, "/claims", submission(mother), key=key)
    assert late.content == again[0].content
    assert of_applicant(api, mother) == ["applicant.applied", "applicant.applied_again"]


async def test_a_repetition_is_no_key_for_another_body(api: Api) -> None:
    mother, key = str(uuid4()), new_key()
    made(await api.post(CASEWORKER, "/claims", submission(mother)))
    refused(await api.post(CASEWORKER, "/claims", submission(mother), key=key), 409, "open-claim")
    refused(await api.post(CASEWORKER, "/claims", submission(mother, language="ru"), key=key), 422, "key-reused")


@pytest.mark.parametrize("end", ["withdraw", "refuse", "approve"])
async def test_after_the_claim_has_ended_the_applicant_is_let_in_again(api: Api, end: str) -> None:
    mother = str(uuid4())
    claim = await api.claim("submit", "register", end, body=submission(mother))
    other = made(await api.post(CASEWORKER, "/claims", submission(mother)))["claim"]
    assert other != claim
    assert of_applicant(api, mother) == ["applicant.applied", "applicant.applied"]


async def test_a_colleague_elsewhere_learns_that_there_is_a_claim_but_not_which(api: Api) -> None:
    mother = str(uuid4())
    claim = made(await api.post(CASEWORKER, "/claims", submission(mother)))["claim"]
    elsewhere = await api.post(CASEWORKER.next_door(), "/claims", submission(mother))
    assert set(refused(elsewhere, 409, "open-claim")) == {"type", "title", "status", "detail", "see"}
    assert claim not in elsewhere.text


async def test_of_two_simultaneous_submissions_one_wins_and_the_other_is_counted(api: Api) -> None:
    mother = str(uuid4())
    both = await asyncio.gather(*(api.post(who, "/claims", submission(mother)) for who in (CASEWORKER, COLLEAGUE)))
    won, lost = sorted(both, key=lambda answer: answer.status_code)
    assert refused(lost, 409, "open-claim")["claim"] == made(won)["claim"]
    assert of_applicant(api, mother) == ["applicant.applied", "applicant.applied_again"]


async def test_two_processes_let_one_in(fresh: Api, settings: Settings) -> None:
    mothers = [str(uuid4()) for _ in range(5)]
    async with serving(settings) as other:
        for mother in mothers:
            both = await asyncio.gather(
                *(process.post(CASEWORKER, "/claims", submission(mother)) for process in (fresh, other))
            )
            assert sorted(answer.status_code for answer in both) == [201, 409], [a.text for a in both]
            assert of_applicant(fresh, mother) == ["applicant.applied", "applicant.applied_again"]


@pytest.mark.parametrize("before", [[], ["submit"], ["submit", "withdraw"]])
@pytest.mark.parametrize("look", [1, 2, 3, 4])
async def test_the_same_submission_to_two_processes_has_one_answer(
    fresh: Api, settings: Settings, monkeypatch: pytest.MonkeyPatch, before: list[str], look: int
) -> None:
    """The other process is done just after this one has looked into the store for the first, second, ... time."""
    mother, key, elsewhere = str(uuid4()), new_key(), list[Response]()
    async with serving(settings) as other:
        if before:
            await other.claim(*before, body=submission(mother))

        async def overtake() -> None:
            elsewhere.append(await other.post(CASEWORKER, "/claims", submission(mother), key=key))

        looks = after_look(monkeypatch, look, overtake)
        here = await fresh.post(CASEWORKER, "/claims", submission(mother), key=key)
        monkeypatch.undo()
        if looks() < look:
            await overtake()
    assert (here.status_code, here.content) == (elsewhere[0].status_code, elsewhere[0].content)
    assert here.status_code == (409 if before == ["submit"] else 201)


async def test_an_applicant_who_knows_the_submission_was_let_in_with_it(
    fresh: Api, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    mother, key, rows = str(uuid4()), new_key(), log._rows
    async with serving(settings) as other:
        there = await other.post(CASEWORKER, "/claims", submission(mother), key=key)

    def torn(*query: Any) -> list[log.Recorded]:
        monkeypatch.undo()
        return [each for each in rows(*query) if each.name != "claim.submitted"]

    monkeypatch.setattr("store.log._rows", torn)
    here = await fresh.post(CASEWORKER, "/claims", submission(mother), key=key)
    assert made(here) == made(there)


async def test_what_another_process_ended_is_not_taken_for_open(fresh: Api, settings: Settings) -> None:
    mother = str(uuid4())
    async with serving(settings) as other:
        claim = made(await fresh.post(CASEWORKER, "/claims", submission(mother)))["claim"]
        refused(await fresh.post(CASEWORKER, "/claims", submission(mother)), 409, "open-claim")
        made(await other.say("withdraw", claim, version='"1"'))
        made(await fresh.post(CASEWORKER, "/claims", submission(mother)))


async def test_an_applicant_whom_another_process_let_in_is_seen(fresh: Api, settings: Settings) -> None:
    mother = str(uuid4())
    async with serving(settings) as other:
        first = await fresh.claim("submit", "withdraw", body=submission(mother))
        second = made(await other.post(CASEWORKER, "/claims", submission(mother)))["claim"]
        problem = refused(await fresh.post(CASEWORKER, "/claims", submission(mother)), 409, "open-claim")
        assert problem["claim"] == second != first


async def test_a_region_outside_the_tokens_is_not_there(api: Api) -> None:
    refused(await api.say("submit", body={"region": "190000000"}), 404, "no-such-region")


async def test_what_is_no_submission_is_not_counted(api: Api) -> None:
    mother = str(uuid4())
    made(await api.post(CASEWORKER, "/claims", submission(mother)))
    unborn = {"person_ref": CHILD, "role": "CHILD", "birth_date": "2019-04-02"}
    members = [{"person_ref": mother, "role": "APPLICANT"}, unborn]
    refused(await api.post(CASEWORKER, "/claims", submission(mother, members=members)), 422, "unusable")
    assert of_applicant(api, mother) == ["applicant.applied"]


@pytest.mark.parametrize(
    ("members", "slug"),
    [
        ([{"person_ref": CHILD, "role": "CHILD"}], "unreadable"),
        ([{"person_ref": "Aigul", "role": "APPLICANT"}], "not-a-random-reference"),
        ([{"person_ref": str(applicant_id("x")), "role": "APPLICANT"}], "not-a-random-reference"),
        ([{"person_ref": CHILD, "role": "APPLICANT"}, {"person_ref": CHILD, "role": "CHILD"}], "unusable"),
        ([], "unreadable"),
    ],
)
async def test_a_family_has_one_applicant_and_random_references(api: Api, members: object, slug: str) -> None:
    refused(await api.say("submit", body={"members": members}), 422, slug)


async def test_numbers_of_an_office_are_counted_and_not_taken_by_the_refused(api: Api) -> None:
    office = Who(CASEWORKER.role, "COUNTS-1")
    numbers = []
    for _ in range(2):
        claim = made(await api.say("submit", who=office))["claim"]
        refused(await api.say("register", claim, who=office, version='"9"'), 412, "stale-version")
        body = made(await api.say("register", claim, who=office))
        refused(await api.say("register", claim, who=office), 409, "not-allowed-now")
        numbers.append(body["recorded"][0]["number"])
    assert numbers == ["COUNTS-1-2019-000001", "COUNTS-1-2019-000002"]
    assert types(body) == ["claim.registered"]
