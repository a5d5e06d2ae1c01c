"""Idempotency keys: the events remember under which request they were made, so an answer can be told again."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from domain.act import Act
from domain.applicant import Applicant
from domain.claim import Claim
from domain.errors import KeyReused
from domain.event import Event, Request
from domain.stream import Stream
from domain.vocabulary import Fact, Role, StateAnswer
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.examples import BABY, CLAIM
from tests.domain.papers import NOT_FOUND_BABY
from tests.domain.scenario import BEGIN, Scenario, answer, asked, did, given, registered, sent, submitted
from tests.domain.usual import OFFICE_OF, USUAL

KEY = "a-key-of-sixteen-or-more"


def asks(actor: str, key: str = KEY, *, digest: str = "d1", now: datetime = BEGIN) -> Act:
    request: Request = {"key": key, "digest": digest}
    return Act(actor, Role.CASEWORKER, OFFICE_OF[Role.CASEWORKER], now, now, request)


def test_the_events_of_a_request_carry_its_key_and_the_digest_of_its_body() -> None:
    scenario = given(submitted(act=asks("aigul")))
    assert scenario.new[0].request == {"key": KEY, "digest": "d1"}


def test_a_request_made_before_has_its_answer_in_the_events_it_brought_about() -> None:
    scenario = given(submitted(act=asks("aigul")))
    told = scenario.claim.answer_to(asks("aigul"))
    assert told is not None
    assert (told.first, told.last) == (1, 1)


def test_an_answer_spans_every_event_of_its_save() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.request_document), did(Claim.request_document))
    before = scenario.claim.version
    scenario.do(Claim.receive_document, act=asks("aigul", now=scenario.clock.now))
    told = scenario.claim.answer_to(asks("aigul"))
    assert told is not None
    assert (told.first, told.last) == (before + 1, before + 3)  # received, gap closed, the other demand withdrawn


def test_a_new_request_has_no_answer_yet() -> None:
    scenario = given(submitted(act=asks("aigul")))
    assert scenario.claim.answer_to(asks("aigul", "another-key-of-sixteen")) is None


def test_a_command_without_a_key_has_no_answer_to_repeat() -> None:
    scenario = given(submitted())
    assert scenario.new[0].request is None
    assert scenario.claim.answer_to(scenario.act(Role.CASEWORKER)) is None


def test_a_key_that_came_with_another_body_is_refused() -> None:
    scenario = given(submitted(act=asks("aigul")))
    with pytest.raises(KeyReused, match=KEY):
        scenario.claim.answer_to(asks("aigul", digest="d2"))


def test_a_key_is_its_actors_own() -> None:
    scenario = given(submitted(act=asks("aigul")))
    assert scenario.claim.answer_to(asks("bolat")) is None
    assert scenario.claim.answer_to(asks("bolat", digest="d2")) is None


def test_an_actor_and_a_key_cannot_pass_for_another_actor_and_key() -> None:
    """A key holds no slash: whatever the actor is called, the last slash divides the two."""
    scenario = given(submitted(act=asks("a/b", "c" * 16)))
    assert scenario.claim.answer_to(asks("a", "c" * 16)) is None
    assert scenario.claim.answer_to(asks("a/b", "c" * 16)) is not None


def test_a_key_counts_within_its_stream() -> None:
    act = asks("aigul")
    given(submitted(act=act))
    other = Claim.blank(UUID(int=7))
    assert other.answer_to(act) is None
    applicant = Applicant.blank(UUID(int=8))
    applicant.apply(claim=str(CLAIM), act=act)
    assert applicant.answer_to(act) is not None


def again(kind: type[Stream], events: list[Event], id: UUID = CLAIM) -> Stream:
    """What a process that has only read the events knows."""
    stream = kind.blank(id)
    for event in events:
        event.mutate(stream)
    return stream


def test_a_process_that_only_read_the_events_gives_the_same_answer() -> None:
    scenario = given(registered(), asked(Fact.BIRTH, subject=BABY), sent())
    act = asks("aigul", now=scenario.clock.now)
    service = Act("lookups", Role.SERVICE, "QADAM", act.now, act.now, act.request)
    scenario.do(Claim.complete_lookup, act=service, **answer(scenario.claim, "L1", Outcome.NOT_FOUND))
    read = again(Claim, list(scenario.history))
    assert read.answered == scenario.claim.answered
    assert read.answer_to(service) == scenario.claim.answer_to(service)
    assert read.answer_to(act) is None


def test_a_refused_request_is_not_remembered() -> None:
    scenario: Scenario = given(submitted())
    act = asks("aigul", now=scenario.clock.now + timedelta(minutes=1))
    scenario.when(Claim.assign_commission, act=act)
    assert scenario.refusal is not None
    assert scenario.claim.answer_to(act) is None


def test_every_command_records_under_its_request() -> None:
    """Whatever a command records carries the key: the follow-ups too."""
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.send_state_request), did(Claim.request_document))
    act = asks("aigul", now=scenario.clock.now)
    scenario.do(Claim.answer_state_request, act=act, answer=StateAnswer.PROVIDED)
    assert len(scenario.new) == 3
    assert all(event.request == act.request for event in scenario.new)
    assert USUAL["answer_state_request"]["state_request"] == "S1"
