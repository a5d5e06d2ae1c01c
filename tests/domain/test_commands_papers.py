"""Papers and what state bodies send: what a receipt closes, what it shows, what comes too late."""

import pytest

from domain.claim import Claim
from domain.errors import AlreadyDone, NeverAsked, Unusable
from domain.events import (
    DocumentReceived,
    DocumentRequested,
    DocumentRequestWithdrawn,
    GapClosed,
    LookupCompleted,
    StateRequestAnswered,
    StateRequestSent,
)
from domain.vocabulary import DemandWithdrawal, DocumentType, Fact, Role, StateAnswer, StateBody, WaitKind
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.examples import BABY, DIGEST, REGION, UNIT
from tests.domain.papers import CONSENT, NO_FLAT, NO_PROPERTY, NOT_FOUND_BABY, demand, demanded
from tests.domain.parties import AKIMAT_OF_REGION, AKIMAT_OF_UNIT, JUSTICE
from tests.domain.scenario import Scenario, answer, asked, at, did, given, looked_up, recorded, registered, sent

NEEDS_CONSENT = looked_up(Fact.PROPERTY, outcome=Outcome.CONSENT_REQUIRED)
CONSENT_ASKED = did(Claim.request_document, **demanded(Fact.PROPERTY, CONSENT, type=DocumentType.CONSENT))


# papers


def test_a_received_paper_closes_its_gap_and_keeps_its_digest_only() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.request_document))
    version = scenario.claim.version
    scenario.when(Claim.receive_document).then(
        recorded(DocumentReceived, demand="D1", digest=DIGEST),
        recorded(GapClosed, gap="G1", closed_by=version + 1, replaced_by=None),
    )
    assert scenario.open() == ["idle/claim"]


def test_a_received_paper_ends_the_other_demands_for_the_same_fact_of_the_same_member() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.request_document), did(Claim.request_document))
    scenario.do(Claim.request_document, fact=Fact.FATHER)
    scenario.when(Claim.receive_document, demand="D2").then(
        recorded(DocumentReceived, demand="D2"),
        recorded(GapClosed, gap="G1"),
        recorded(DocumentRequestWithdrawn, demand="D1", reason="GAP_CLOSED"),
    )


def test_a_paper_without_a_gap_is_received_and_closes_nothing() -> None:
    given(registered(), did(Claim.request_document)).when(Claim.receive_document).then(recorded(DocumentReceived))


def test_a_paper_for_one_fact_closes_no_gap_of_another() -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, Fact.FATHER, outcome=Outcome.NOT_FOUND))
    scenario.do(Claim.request_document)
    scenario.when(Claim.receive_document).then(recorded(DocumentReceived), recorded(GapClosed, gap="G1"))
    assert scenario.claim.state.gaps["G2"].open


def test_papers_that_prove_no_listed_fact_show_none() -> None:
    scenario = given(registered(), did(Claim.request_document, **demanded(Fact.OTHER)), did(Claim.receive_document))
    assert scenario.claim.state.present == []


def test_a_paper_is_received_once_and_only_if_it_was_demanded() -> None:
    scenario = given(registered(), did(Claim.request_document), did(Claim.receive_document))
    scenario.when(Claim.receive_document).refused(AlreadyDone, "D1", "RECEIVED")
    scenario.when(Claim.receive_document, demand="D2").refused(NeverAsked, "D2", "D1")


def test_a_demand_taken_back_is_over() -> None:
    scenario = given(registered(), did(Claim.request_document))
    scenario.when(Claim.withdraw_document_request, reason=DemandWithdrawal.ASKED_IN_ERROR).then(
        recorded(DocumentRequestWithdrawn, demand="D1", reason="ASKED_IN_ERROR")
    )
    scenario.when(Claim.withdraw_document_request).refused(AlreadyDone, "WITHDRAWN")


def test_a_paper_that_comes_although_its_demand_was_taken_back_is_recorded_and_closes_the_gap() -> None:
    scenario = given(
        registered(),
        NOT_FOUND_BABY,
        did(Claim.request_document),
        did(Claim.withdraw_document_request),
    )
    version = scenario.claim.version
    scenario.when(Claim.receive_document).then(
        recorded(DocumentReceived, demand="D1"), recorded(GapClosed, gap="G1", closed_by=version + 1)
    )


def test_that_a_gap_closed_is_for_the_system_to_say() -> None:
    given(registered(), did(Claim.request_document)).when(
        Claim.withdraw_document_request, reason=DemandWithdrawal.GAP_CLOSED
    ).refused(Unusable, "NOT_NEEDED")


@pytest.mark.parametrize("role", [Role.COMMISSION, Role.HEAD])
def test_whoever_may_demand_may_take_back(role: Role) -> None:
    given(registered(), did(Claim.request_document)).when(Claim.withdraw_document_request, role=role).then(
        recorded(DocumentRequestWithdrawn)
    )


@pytest.mark.parametrize("end", [Claim.approve, Claim.refuse, Claim.withdraw])
def test_a_paper_that_comes_after_the_end_is_recorded_and_closes_its_gap(end: object) -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.request_document), did(end))  # type: ignore[arg-type]
    assert scenario.claim.state.demands["D1"].status == "LAPSED"
    scenario.when(Claim.receive_document).then(recorded(DocumentReceived), recorded(GapClosed, gap="G1"))
    assert scenario.open() == []


# consents


def test_a_received_consent_closes_the_gap_of_consent_and_gives_no_fact() -> None:
    scenario = given(registered(), NEEDS_CONSENT, CONSENT_ASKED)
    scenario.when(Claim.receive_document).then(recorded(DocumentReceived), recorded(GapClosed, gap="G1"))
    assert not scenario.claim.state.is_present(BABY, "PROPERTY")
    asked(Fact.PROPERTY)(scenario)
    sent("L2")(scenario)
    scenario.do(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.NOT_FOUND))
    assert [gap.id for gap in scenario.claim.state.gaps.values() if gap.open] == ["G2"]


def test_a_received_consent_closes_no_gap_of_another_cause() -> None:
    scenario = given(registered(), NO_PROPERTY, CONSENT_ASKED)
    scenario.when(Claim.receive_document).then(recorded(DocumentReceived))
    assert scenario.open() == ["gap/G1"]


def test_a_paper_closes_a_gap_of_consent_too() -> None:
    scenario = given(registered(), NEEDS_CONSENT, CONSENT_ASKED, did(Claim.request_document, **demanded(Fact.PROPERTY)))
    scenario.when(Claim.receive_document, demand="D2").then(
        recorded(DocumentReceived),
        recorded(GapClosed, gap="G1"),
        recorded(DocumentRequestWithdrawn, demand="D1", reason="GAP_CLOSED"),
    )


# the state asks the state


def test_a_state_request_names_its_body_its_gap_and_its_day() -> None:
    given(registered(), NOT_FOUND_BABY, at("2019-04-05 16:00")).when(Claim.send_state_request).then(
        recorded(StateRequestSent, state_request="S1", body=JUSTICE, gap="G1", due_on="2019-04-12")
    )


@pytest.mark.parametrize(("unit", "body"), [(UNIT, AKIMAT_OF_UNIT), (None, AKIMAT_OF_REGION)])
def test_the_akimat_asked_is_that_of_the_unit_in_the_answer_else_of_the_region(
    unit: str | None, body: dict[str, str]
) -> None:
    scenario = given(registered(), looked_up(Fact.FLAT, outcome=Outcome.NOT_FOUND, unit=unit))
    scenario.when(Claim.send_state_request, body=StateBody.AKIMAT).then(recorded(StateRequestSent, body=body))
    assert scenario.claim.state.region == REGION


def test_a_state_request_is_for_an_open_gap() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.request_document), did(Claim.receive_document))
    scenario.when(Claim.send_state_request).refused(AlreadyDone, "G1")
    scenario.when(Claim.send_state_request, gap="G7").refused(NeverAsked, "G7", "G1")


def test_what_the_state_provides_closes_the_gap_and_its_demands() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.request_document), did(Claim.send_state_request))
    version = scenario.claim.version
    scenario.when(Claim.answer_state_request, answer=StateAnswer.PROVIDED).then(
        recorded(StateRequestAnswered, answer="PROVIDED"),
        recorded(GapClosed, gap="G1", closed_by=version + 1),
        recorded(DocumentRequestWithdrawn, demand="D1", reason="GAP_CLOSED"),
    )
    assert scenario.claim.state.is_present(BABY, "BIRTH")


@pytest.mark.parametrize("nothing", [StateAnswer.NO_DATA, StateAnswer.REFUSED])
def test_a_body_without_an_answer_leaves_the_gap_to_the_office(nothing: StateAnswer) -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.send_state_request))
    scenario.when(Claim.answer_state_request, answer=nothing).then(recorded(StateRequestAnswered, answer=nothing))
    assert scenario.wait(WaitKind.GAP).object == "G1"


def test_a_state_request_is_answered_once_and_only_if_it_was_sent() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.send_state_request), did(Claim.answer_state_request))
    scenario.when(Claim.answer_state_request).refused(AlreadyDone, "NO_DATA")
    scenario.when(Claim.answer_state_request, state_request="S2").refused(NeverAsked, "S2", "S1")


def test_a_state_answer_after_the_end_closes_the_gap() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.send_state_request), did(Claim.withdraw))
    scenario.when(Claim.answer_state_request, answer=StateAnswer.PROVIDED).then(
        recorded(StateRequestAnswered), recorded(GapClosed, gap="G1")
    )


def test_a_gap_already_closed_when_the_state_answers_is_not_closed_twice() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.send_state_request), asked(Fact.BIRTH), sent("L2"))
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.FOUND_COMPLETE)).then(
        recorded(LookupCompleted), recorded(GapClosed)
    )
    scenario.when(Claim.answer_state_request, answer=StateAnswer.PROVIDED).then(recorded(StateRequestAnswered))


def test_several_bodies_may_be_asked_about_one_gap() -> None:
    scenario = given(registered(), NO_FLAT, did(Claim.send_state_request, body=StateBody.AKIMAT))
    scenario.when(Claim.send_state_request, body=StateBody.MINISTRY_OF_INTERIOR).then(
        recorded(StateRequestSent, state_request="S2")
    )


def test_a_demand_names_the_gap_it_was_made_for() -> None:
    scenario: Scenario = given(registered(), NOT_FOUND_BABY)
    scenario.when(Claim.request_document).then(recorded(DocumentRequested, demand="D1", gap="G1", basis=None))
    assert demand(scenario, Fact.FATHER).gap is None
