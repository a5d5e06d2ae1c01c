"""The state must ask the state first: when a justified demand is answered for by whoever made it."""

import pytest

from domain.vocabulary import DocumentType, Fact, Role, StateAnswer, StateBody, Verdict
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.examples import BABY, CHILD, FATHER, MOTHER
from tests.domain.papers import (
    ADDRESS,
    BEFORE_2007,
    CONSENT,
    NO_DATA,
    NO_FLAT,
    NOT_FOUND_BABY,
    NOT_FOUND_CHILD,
    answers_for,
    demand,
    state_asked,
)
from tests.domain.parties import AKIMAT_OF_UNIT, APPLICANT, BODY, CIVIL_STATUS, COMMISSION, LAW, OFFICE
from tests.domain.scenario import Step, answered, asked, given, looked_up, registered, sent

# state_not_asked


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COMMISSION, Role.HEAD])
def test_who_asks_the_applicant_before_the_state_answers_for_it(role: Role) -> None:
    scenario = given(registered(), NOT_FOUND_CHILD)
    event = demand(scenario, Fact.BIRTH, BEFORE_2007, subject=CHILD, role=role)
    assert (event.verdict, event.state_not_asked) == (Verdict.GAP, True)
    answers_for(scenario, {Role.CASEWORKER: OFFICE, Role.COMMISSION: COMMISSION, Role.HEAD: BODY}[role])


@pytest.mark.parametrize("answer", [StateAnswer.NO_DATA, StateAnswer.REFUSED])
def test_the_state_was_asked_once_its_body_has_answered(answer: StateAnswer) -> None:
    scenario = given(registered(), NO_FLAT, state_asked(StateBody.AKIMAT, answer))
    assert not demand(scenario, Fact.FLAT, ADDRESS).state_not_asked
    answers_for(scenario, AKIMAT_OF_UNIT)


@pytest.mark.parametrize(
    ("looked", "fact", "subject", "basis", "body"),
    [
        (NOT_FOUND_CHILD, Fact.BIRTH, CHILD, BEFORE_2007, StateBody.AKIMAT),
        (NOT_FOUND_BABY, Fact.BIRTH, BABY, NO_DATA, StateBody.MINISTRY_OF_INTERIOR),
        (NO_FLAT, Fact.FLAT, BABY, ADDRESS, StateBody.MINISTRY_OF_JUSTICE),
    ],
)
def test_a_body_not_named_for_the_fact_does_not_count_as_asked(
    looked: Step, fact: Fact, subject: str, basis: str, body: StateBody
) -> None:
    scenario = given(registered(), looked, state_asked(body))
    assert demand(scenario, fact, basis, subject=subject).state_not_asked
    answers_for(scenario, OFFICE)


def test_a_body_asked_about_another_gap_does_not_count_as_asked() -> None:
    scenario = given(registered(), NOT_FOUND_CHILD, NOT_FOUND_BABY, state_asked(StateBody.MINISTRY_OF_JUSTICE))
    assert scenario.claim.state.gaps["G1"].subject == CHILD
    assert demand(scenario, Fact.BIRTH, NO_DATA).state_not_asked
    assert not demand(scenario, Fact.BIRTH, BEFORE_2007, subject=CHILD).state_not_asked


def test_for_an_act_registered_abroad_no_body_of_the_state_could_be_asked() -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND, subject=FATHER))
    event = demand(scenario, Fact.BIRTH, "ORDER_320_ACT_ABROAD", subject=FATHER)
    assert (event.verdict, event.state_not_asked) == (Verdict.GAP, False)
    answers_for(scenario, LAW)


def test_the_body_can_be_asked_also_about_an_act_before_the_window() -> None:
    scenario = given(registered(), looked_up(Fact.MARRIAGE, outcome=Outcome.NOT_FOUND, subject=MOTHER))
    assert demand(scenario, Fact.MARRIAGE, "ORDER_320_PAPER_BEFORE_2008", subject=MOTHER).state_not_asked
    answers_for(scenario, OFFICE)


def test_a_consent_never_waits_for_the_state_to_be_asked() -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.CONSENT_REQUIRED))
    event = demand(scenario, Fact.BIRTH, CONSENT, type=DocumentType.CONSENT)
    assert (event.verdict, event.state_not_asked) == (Verdict.GAP, False)
    answers_for(scenario, APPLICANT)


@pytest.mark.parametrize("basis", [None, "ORDER_320_PAPER_BEFORE_2008"])
def test_a_demand_that_is_worth_something_else_says_nothing_of_the_state(basis: str | None) -> None:
    scenario = given(registered(), NOT_FOUND_CHILD)
    event = demand(scenario, Fact.BIRTH, basis, subject=CHILD)
    assert (event.verdict, event.state_not_asked) == (Verdict.NO_BASIS, False)


def test_a_body_that_was_asked_stays_asked_when_the_gap_is_seen_anew() -> None:
    """Another outcome puts another gap in the place of the first: the fact is the same, and so is who could fill it."""
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.TIMEOUT))
    state_asked(StateBody.MINISTRY_OF_JUSTICE)(scenario)
    asked(Fact.BIRTH)(scenario)
    sent("L2")(scenario)
    answered("L2", Outcome.NOT_FOUND)(scenario)
    event = demand(scenario, Fact.BIRTH, NO_DATA)
    assert (event.gap, event.verdict, event.state_not_asked) == ("G2", Verdict.GAP, False)
    answers_for(scenario, CIVIL_STATUS)
