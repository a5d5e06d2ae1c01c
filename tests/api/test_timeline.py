"""A claim's life and its deadline in words, over HTTP: to those who may see the claim, in the language they ask for."""

import hashlib
import re
from datetime import datetime
from typing import Any, Final

import pytest

from domain.vocabulary import Language
from tests.api.client import Api, asked, made, refused
from tests.api.test_worked_example import played
from tests.api.usual import AUDITOR, BABY, CASEWORKER, CHILD, DEPUTY, EVERYBODY, HEAD, OPERATOR, RAW, SERVICE
from tests.words.test_timeline import is_sentence

pytestmark = pytest.mark.servers

ABOUT: Final = ("timeline", "deadline")
LATE: Final = datetime.fromisoformat("2019-04-16T10:00:00+06:00")
AKIM: Final = {"channel": "AKIM"}


async def timeline(api: Api, claim: str, **query: Any) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = (await asked(api, AUDITOR, f"/claims/{claim}/timeline", **query))["events"]
    return entries


async def deadline(api: Api, claim: str, lang: str = "en") -> dict[str, Any]:
    return await asked(api, CASEWORKER, f"/claims/{claim}/deadline", language=lang)


# the timeline


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("lang", Language)
async def test_the_worked_example_is_told_event_by_event(fresh: Api, lang: str) -> None:
    claim = await played(fresh)
    entries = await timeline(fresh, claim, language=lang, limit=100)
    stored = [each for each in fresh.recorded() if str(each.stream) == claim]
    assert [(each["version"], each["type"]) for each in entries] == [(each.version, each.name) for each in stored]
    for entry, recorded in zip(entries, stored, strict=True):
        is_sentence(entry["words"])
        assert entry["title"]
        assert entry["evidence"]["sha256"] == hashlib.sha256(recorded.body).hexdigest()
        assert datetime.fromisoformat(entry["local"]) == datetime.fromisoformat(entry["occurred_at"])
        assert entry["local"].endswith("+06:00")
        assert entry["by"].keys() == {"role", "office", "words"}
    opened = [note["wait"] for entry in entries for note in entry["opened"]]
    closed = [note["wait"] for entry in entries for note in entry["closed"]]
    assert sorted(opened) == sorted(closed)
    assert "document/D1/8" in opened


@pytest.mark.asyncio(loop_scope="module")
async def test_an_entry_leads_to_its_stored_bytes(api: Api) -> None:
    claim = await api.claim("submit", "register", "request_checks")
    for entry in await timeline(api, claim):
        (event,) = (await asked(api, CASEWORKER, entry["evidence"]["href"]))["events"]
        assert (event["version"], event["sha256"]) == (entry["version"], entry["evidence"]["sha256"])


@pytest.mark.asyncio(loop_scope="module")
async def test_no_answer_in_words_names_a_person_or_an_actor(api: Api) -> None:
    claim = await api.claim("submit", "register", "request_checks", "request_lookup", "complete_lookup")
    made(await api.say("request_document", claim))
    for about in ABOUT:
        text = (await api.get(AUDITOR, f"/claims/{claim}/{about}")).text
        assert not any(reference in text for reference in (CHILD, BABY, CASEWORKER.actor, SERVICE.actor))
    assert "1-бала" in (await timeline(api, claim))[-1]["words"]


@pytest.mark.asyncio(loop_scope="module")
async def test_a_timeline_is_read_page_by_page_in_the_same_language(api: Api) -> None:
    claim = await api.claim("submit", "register", "request_checks", "withdraw")
    found, path = [], f"/claims/{claim}/timeline?limit=3&language=ru"
    while path:
        answer = await api.get(CASEWORKER, path)
        assert (answer.headers["ETag"], answer.headers["Content-Language"]) == ('"4"', "ru")
        found.append([entry["version"] for entry in answer.json()["events"]])
        path = answer.links.get("next", {}).get("url", "")
    assert found == [[1, 2, 3], [4]]
    refused(await api.get(CASEWORKER, f"/claims/{claim}/timeline", cursor="x"), 400, "bad-cursor")


@pytest.mark.asyncio(loop_scope="module")
async def test_what_was_dated_back_or_corrected_says_so(fresh: Api) -> None:
    claim = await fresh.claim("submit")
    fresh.move_clock(datetime.fromisoformat("2019-04-02T10:00:00+06:00"))
    made(await fresh.say("register", claim, body={"occurred_at": "2019-04-01T09:00:00+06:00"}))
    made(await fresh.say("correct", claim, body={"wrong": 1, "field": "channel", "right": "EGOV"}))
    submitted, registered, correction = await timeline(fresh, claim, language="en")
    assert [mark["mark"] for mark in registered["marks"]] == ["dated_back", "clamped"]
    (beside,) = submitted["corrections"]
    assert (beside["field"], beside["version"], beside["words"]) == ("channel", 3, correction["words"])
    assert correction["words"].endswith("Right is: through the e-government portal.")


# the deadline


@pytest.mark.asyncio(loop_scope="module")
async def test_a_deadline_says_what_it_follows_from_and_that_it_can_be_counted_again(api: Api) -> None:
    told = await deadline(api, await api.claim("submit", "register"))
    assert (told["due_on"], told["register_by"], told["registered_on"]) == ("2019-04-10", "2019-04-02", "2019-04-01")
    assert told["words"] == "The decision is due by 10 April 2019."
    assert told["counted"] == [{"version": 2, "due_on": "2019-04-10", "calendar": "kz-1"}]
    assert [reason["kind"] for reason in told["reasons"]] == ["TERM", "SKIPPED", "SKIPPED"]
    assert told["reasons"][0]["words"].startswith("The term is 7 working days (through the employment centre).")
    assert told["reasons"][1]["words"] == "6 April 2019 did not count: weekend."
    again = told["replayed"]
    assert (again["due_on"], again["agrees"]) == (told["due_on"], True)
    assert again["words"].endswith("The record says the same.")
    assert (told["over"], told["extensions"], told["pauses"], told["provisional"]) == (False, [], [], None)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_holiday_on_the_way_is_named_in_three_languages(api: Api) -> None:
    claim = await api.claim("submit", "register", body=AKIM)
    for lang, name in (("kk", "мереке"), ("ru", "Праздник единства"), ("en", "Unity Day")):
        told = await deadline(api, claim, lang)
        assert told["due_on"] == "2019-05-02"
        assert any(name in reason["words"] for reason in told["reasons"]), told["reasons"]


@pytest.mark.asyncio(loop_scope="module")
async def test_an_extension_tells_its_standing_with_a_notice_and_without_one(fresh: Api) -> None:
    told_of, silent = [await fresh.claim("submit", "register") for _ in range(2)]
    for claim in (told_of, silent):
        made(await fresh.say("extend_term", claim))
        told = await deadline(fresh, claim)
        assert (told["due_on"], told["extensions"][0]["standing"]) == ("2019-05-08", "PROVISIONAL")
        assert told["provisional"] == {"notice_by": "2019-04-03", "without": "2019-04-10"}
        assert "3 April 2019" in told["words"]
    made(await fresh.say("send_notice", told_of, body={"what": 3}))
    fresh.move_clock(datetime.fromisoformat("2019-04-04T10:00:00+06:00"))
    told = await deadline(fresh, told_of)
    assert (told["due_on"], told["provisional"], told["extensions"][0]["standing"]) == ("2019-05-08", None, "COUNTS")
    assert "the applicant was notified in time" in told["extensions"][0]["words"]
    told = await deadline(fresh, silent)
    assert (told["due_on"], told["provisional"], told["extensions"][0]["standing"]) == ("2019-04-10", None, "NO_NOTICE")


@pytest.mark.asyncio(loop_scope="module")
async def test_a_claim_that_was_never_registered_is_over_term_after_its_last_day_of_registering(fresh: Api) -> None:
    claim = await fresh.claim("submit")
    told = await deadline(fresh, claim)
    assert (told["due_on"], told["over"], told["counted"]) == ("2019-04-02", False, [])
    assert told["words"] == "The application has to be registered by 2 April 2019."
    assert told["reasons"][0]["kind"] == "REGISTER_BY"
    fresh.move_clock(LATE)
    told = await deadline(fresh, claim)
    assert (told["over"], told["over_words"]) == (True, "The term has been exceeded.")


@pytest.mark.asyncio(loop_scope="module")
async def test_a_lawful_pause_stands_beside_the_term_with_the_three_clocks(fresh: Api) -> None:
    claim = await fresh.claim("submit", "register", "request_checks", "request_lookup", "complete_lookup")
    made(await fresh.say("send_state_request", claim))
    made(await fresh.say("answer_state_request", claim))
    made(await fresh.say("request_document", claim))
    fresh.move_clock(datetime.fromisoformat("2019-04-01T12:00:00+06:00"))
    told = await deadline(fresh, claim)
    (pause,) = told["pauses"]
    assert (pause["demand"], pause["until"], pause["seconds"]) == ("D1", None, 7200)
    assert pause["words"].endswith("So far it lasts 2 hours. The term runs on meanwhile.")
    assert "birth certificate, child 1" in pause["words"]
    clocks = told["clocks"]
    assert clocks["lived"]["seconds"] == 7200
    assert (clocks["paused"]["seconds"], clocks["paused"]["working_seconds"]) == (7200, 7200)
    assert clocks["authority"]["due_on"] == told["due_on"]


# who asks, and in which language


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("about", ABOUT)
async def test_only_those_who_may_see_the_claim_are_told(api: Api, about: str) -> None:
    path = f"/claims/{await api.claim('submit')}/{about}"
    for who in EVERYBODY:
        answer = await api.get(who, path)
        if who in (DEPUTY, OPERATOR):
            refused(answer, 403, "not-your-question")
        elif who.role == "commission":
            refused(answer, 404, "no-such-claim")  # not assigned to it
        else:
            assert answer.status_code == 200, (who, answer.text)
    for other in (CASEWORKER.elsewhere(), CASEWORKER.next_door(), HEAD.next_door()):
        refused(await api.get(other, path), 404, "no-such-claim")
    nobodys = re.sub("[0-9a-f]{12}/", "000000000001/", path)
    refused(await api.get(AUDITOR, nobodys), 404, "no-such-claim")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("about", ABOUT)
@pytest.mark.parametrize(
    ("lang", "header", "told"),
    [
        ("ru", "en", "ru"),
        (None, "en-GB;q=0.3, ru;q=0.8", "ru"),
        (None, "de", "kk"),
        (None, None, "kk"),
    ],
)
async def test_the_language_is_the_one_asked_for_else_the_readers_else_the_claims(
    api: Api, about: str, lang: str | None, header: str | None, told: str
) -> None:
    claim = await api.claim("submit")
    headers = {"Authorization": f"Bearer {api.token(AUDITOR)}"} | ({"Accept-Language": header} if header else {})
    query = {"language": lang} if lang else {}
    answer = await api.http.get(f"/claims/{claim}/{about}", params=query, headers=headers)
    assert (answer.json()["language"], answer.headers["Content-Language"]) == (told, told)
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("about", ABOUT)
@pytest.mark.parametrize("lang", ["de", "RU", ""])
async def test_a_language_that_is_not_spoken_is_refused_with_the_list(api: Api, about: str, lang: str) -> None:
    path = f"/claims/{await api.claim('submit')}/{about}?language={lang}"
    assert refused(await api.get(AUDITOR, path), 422, "unknown-code")["known"] == ["en", "kk", "ru"]


@pytest.mark.asyncio(loop_scope="module")
async def test_a_number_that_a_correction_carries_is_told_as_it_stands(api: Api) -> None:
    claim = await api.claim("submit", "register", "request_checks", "request_lookup")
    answered = {"outcome": "NOT_FOUND", "latency_ms": 400, "raw_status": RAW}
    made(await api.say("complete_lookup", claim, body=answered))
    made(await api.say("correct", claim, body={"wrong": 5, "field": "latency_ms", "right": 12_000}))
    assert (await timeline(api, claim, language="en"))[-1]["words"].endswith("Right is: 12,000.")
