"""What a demand for a paper was worth: every row of the table, with whose move the wait is and who answers for it."""

import pytest

from domain.checks import Need
from domain.claim import Claim
from domain.errors import NeverAsked, UnknownBasis
from domain.state import PartyRef
from domain.vocabulary import DocumentType, Fact, Role, StateAnswer, StateBody, Verdict, WaitKind
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.examples import BABY, CHILD, MOTHER, UNIT
from tests.domain.papers import (
    ADDRESS,
    APPLICATION,
    BEFORE_2007,
    CONSENT,
    NO_DATA,
    NO_FLAT,
    NO_PROPERTY,
    NO_SOURCE,
    NOT_FOUND_BABY,
    NOT_FOUND_CHILD,
    answers_for,
    demand,
    demanded,
    state_asked,
)
from tests.domain.parties import (
    AKIMAT_OF_REGION,
    AKIMAT_OF_UNIT,
    APPLICANT,
    BODY,
    BUS,
    CIVIL_STATUS,
    COMMISSION,
    JUSTICE,
    LAW,
    MINISTRY,
    OFFICE,
    REAL_ESTATE,
    SYSTEM,
)
from tests.domain.scenario import (
    Step,
    answered,
    asked,
    at,
    did,
    failed,
    given,
    looked_up,
    registered,
    sent,
    submitted,
)

# 1 ASKED_AGAIN


def test_a_paper_asked_for_beside_an_outstanding_one_is_asked_again_and_adds_no_wait() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.request_document))
    assert demand(scenario, Fact.BIRTH, NO_DATA).verdict == Verdict.ASKED_AGAIN
    assert scenario.open() == ["document/D1"]


def test_when_the_first_demand_ends_and_the_gap_stays_the_second_one_waits_and_its_asker_answers() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.request_document, role=Role.HEAD))
    demand(scenario, Fact.BIRTH, NO_DATA, role=Role.COMMISSION)
    scenario.do(Claim.withdraw_document_request, demand="D1")
    answers_for(scenario, COMMISSION)


def test_a_paper_asked_for_after_it_was_received_is_asked_again() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.request_document), did(Claim.receive_document))
    assert demand(scenario, Fact.BIRTH, NO_DATA).verdict == Verdict.ASKED_AGAIN
    answers_for(scenario, OFFICE)


def test_a_paper_of_another_type_for_the_same_fact_is_asked_again_too() -> None:
    scenario = given(registered(), did(Claim.request_document))
    assert demand(scenario, Fact.BIRTH, type=DocumentType.IDENTITY_CARD).verdict == Verdict.ASKED_AGAIN


def test_a_paper_asked_for_after_its_demand_was_taken_back_is_not_asked_again() -> None:
    scenario = given(registered(), did(Claim.request_document), did(Claim.withdraw_document_request))
    assert demand(scenario, Fact.BIRTH).verdict == Verdict.NEVER_LOOKED_UP
    answers_for(scenario, OFFICE)


def test_a_paper_for_another_member_or_another_fact_is_not_asked_again() -> None:
    scenario = given(registered(), did(Claim.request_document))
    assert demand(scenario, Fact.BIRTH, subject=CHILD).verdict == Verdict.NEVER_LOOKED_UP
    assert demand(scenario, Fact.FATHER).verdict == Verdict.NEVER_LOOKED_UP


def test_a_consent_is_no_paper_for_the_fact_nor_a_paper_a_consent() -> None:
    scenario = given(registered(), looked_up(Fact.PROPERTY, outcome=Outcome.CONSENT_REQUIRED))
    consent = demanded(Fact.PROPERTY, CONSENT, type=DocumentType.CONSENT)
    assert demand(scenario, **consent).verdict == Verdict.GAP
    assert demand(scenario, Fact.PROPERTY, NO_DATA).verdict == Verdict.GAP
    assert demand(scenario, **consent).verdict == Verdict.ASKED_AGAIN
    assert demand(scenario, Fact.PROPERTY, NO_DATA).verdict == Verdict.ASKED_AGAIN


def test_papers_that_prove_no_listed_fact_are_asked_again_by_their_type() -> None:
    scenario = given(registered(), did(Claim.request_document, **demanded(Fact.OTHER, APPLICATION)))
    other = demand(scenario, Fact.OTHER, APPLICATION, type=DocumentType.VEHICLE_CERTIFICATE)
    assert other.verdict == Verdict.NO_BASIS  # the basis speaks of another paper
    assert demand(scenario, Fact.OTHER, APPLICATION).verdict == Verdict.ASKED_AGAIN


# 2 ASKED_TOO_EARLY


@pytest.mark.parametrize("steps", [(), (sent(),), (sent(), failed())], ids=["queued", "asked", "in retry"])
def test_a_paper_asked_for_while_a_registry_is_asked_is_too_early(steps: tuple[Step, ...]) -> None:
    scenario = given(registered(), asked(Fact.BIRTH), *steps)
    assert demand(scenario, Fact.BIRTH, NO_DATA).verdict == Verdict.ASKED_TOO_EARLY
    answers_for(scenario, OFFICE)


def test_asking_the_registry_again_makes_a_demand_too_early_again() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, asked(Fact.BIRTH))
    assert demand(scenario, Fact.BIRTH, NO_DATA).verdict == Verdict.ASKED_TOO_EARLY


@pytest.mark.parametrize(
    ("on", "worth"),
    [("2019-04-08 17:00", Verdict.ASKED_TOO_EARLY), ("2019-04-09 09:00", Verdict.GAP)],
    ids=["on the due day", "the day after"],
)
def test_a_paper_asked_for_before_the_state_body_is_late_is_too_early(on: str, worth: Verdict) -> None:
    """Asked on Monday 1 April, five working days: due on Monday 8 April."""
    scenario = given(registered(), NOT_FOUND_CHILD, state_asked(StateBody.MINISTRY_OF_JUSTICE, None), at(on))
    assert scenario.claim.state.state_requests["S1"].due_on == "2019-04-08"
    event = demand(scenario, Fact.BIRTH, BEFORE_2007, subject=CHILD)
    assert (event.verdict, event.state_not_asked) == (worth, False)
    answers_for(scenario, OFFICE if worth is Verdict.ASKED_TOO_EARLY else LAW)


def test_a_request_to_a_body_not_named_for_the_fact_is_awaited_as_well() -> None:
    scenario = given(registered(), NOT_FOUND_CHILD, state_asked(StateBody.STATE_REVENUE_COMMITTEE, None))
    assert demand(scenario, Fact.BIRTH, BEFORE_2007, subject=CHILD).verdict == Verdict.ASKED_TOO_EARLY


def test_a_request_lapses_with_its_gap_and_is_awaited_no_more() -> None:
    """The registry gave the fact after all: the paper is present, whatever the state body still has to say."""
    scenario = given(registered(), NOT_FOUND_BABY, state_asked(StateBody.MINISTRY_OF_JUSTICE, None), asked(Fact.BIRTH))
    sent("L2")(scenario)
    answered("L2", Outcome.FOUND_COMPLETE)(scenario)
    assert scenario.claim.state.state_requests["S1"].status == "LAPSED"
    assert demand(scenario, Fact.BIRTH, NO_DATA).verdict == Verdict.PRESENT_BUT_ASKED


# 3 PRESENT_BUT_ASKED


def test_a_paper_for_a_fact_that_a_registry_gave_is_present_but_asked() -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.FOUND_COMPLETE))
    assert demand(scenario, Fact.BIRTH, NO_DATA, role=Role.COMMISSION).verdict == Verdict.PRESENT_BUT_ASKED
    answers_for(scenario, COMMISSION)


def test_a_fact_given_beside_others_that_were_lacking_is_present() -> None:
    scenario = given(registered(), NO_FLAT)
    assert demand(scenario, Fact.RESIDENCE, ADDRESS).verdict == Verdict.PRESENT_BUT_ASKED
    assert [wait.liable for wait in scenario.ledger.open if wait.object == "D1"] == [OFFICE]


def test_a_fact_whose_gap_a_state_body_closed_is_present() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, state_asked(StateBody.MINISTRY_OF_JUSTICE, StateAnswer.PROVIDED))
    assert demand(scenario, Fact.BIRTH, NO_DATA, role=Role.HEAD).verdict == Verdict.PRESENT_BUT_ASKED
    answers_for(scenario, BODY)


def test_a_fact_whose_gap_a_later_answer_closed_is_present() -> None:
    scenario = given(registered(), asked(Fact.BIRTH), sent(), failed(), sent(), answered("L1", Outcome.TIMEOUT))
    answered("L1", Outcome.FOUND_COMPLETE, attempt=1)(scenario)
    assert demand(scenario, Fact.BIRTH, NO_DATA).verdict == Verdict.PRESENT_BUT_ASKED


# 4 NO_BASIS


@pytest.mark.parametrize("basis", [None, BEFORE_2007, CONSENT], ids=["none", "of other facts", "of other papers"])
def test_a_gap_without_a_basis_that_covers_the_fact_and_the_paper_is_no_basis(basis: str | None) -> None:
    scenario = given(registered(), NO_PROPERTY)
    event = demand(scenario, Fact.PROPERTY, basis)
    assert (event.verdict, event.basis, event.gap) == (Verdict.NO_BASIS, basis, "G1")
    answers_for(scenario, OFFICE)


@pytest.mark.parametrize("fact", [Fact.ALIMONY, Fact.OTHER])
@pytest.mark.parametrize("basis", [None, BEFORE_2007])
def test_a_fact_without_registry_and_without_a_basis_is_no_basis(fact: Fact, basis: str | None) -> None:
    scenario = given(registered())
    assert demand(scenario, fact, basis).verdict == Verdict.NO_BASIS
    answers_for(scenario, OFFICE)


def test_a_basis_that_the_edition_does_not_know_is_refused() -> None:
    given(registered(), NO_PROPERTY).when(Claim.request_document, **demanded(Fact.PROPERTY, "MY_OWN_RULE")).refused(
        UnknownBasis, "MY_OWN_RULE", NO_DATA
    )


# 5 GAP


@pytest.mark.parametrize(
    ("outcome", "owner"),
    [
        (Outcome.FOUND_INCOMPLETE, REAL_ESTATE),
        (Outcome.NOT_FOUND, REAL_ESTATE),
        (Outcome.TIMEOUT, BUS),
        (Outcome.UNAVAILABLE, REAL_ESTATE),
        (Outcome.PROVIDER_ERROR, REAL_ESTATE),
        (Outcome.ACCESS_DENIED, SYSTEM),
        (Outcome.VALIDATION_REJECTED, SYSTEM),
        (Outcome.CONSENT_REQUIRED, APPLICANT),
        (Outcome.CONFLICT, REAL_ESTATE),
        (Outcome.STALE, REAL_ESTATE),
    ],
)
def test_a_paper_for_a_gap_is_answered_for_by_the_owner_of_the_gap(outcome: Outcome, owner: PartyRef) -> None:
    scenario = given(registered(), looked_up(Fact.PROPERTY, outcome=outcome))
    unattended = scenario.wait(WaitKind.GAP)
    assert (unattended.holder, unattended.liable, unattended.registry) == (OFFICE, OFFICE, "REAL_ESTATE")
    event = demand(scenario, Fact.PROPERTY, NO_DATA, role=Role.COMMISSION)
    assert (event.verdict, event.state_not_asked) == (Verdict.GAP, False)
    answers_for(scenario, owner)
    assert scenario.wait(WaitKind.DOCUMENT).registry == "REAL_ESTATE"


@pytest.mark.parametrize("unit", [UNIT, None])
def test_a_paper_for_an_address_level_is_answered_for_by_the_akimat_once_it_had_no_data(unit: str | None) -> None:
    scenario = given(registered(), looked_up(Fact.FLAT, outcome=Outcome.FOUND_INCOMPLETE, unit=unit))
    scenario.do(Claim.send_state_request, body=StateBody.AKIMAT)
    akimat = AKIMAT_OF_UNIT if unit else AKIMAT_OF_REGION
    wait = scenario.wait(WaitKind.STATE_REQUEST)
    assert (wait.holder, wait.liable, wait.registry) == (akimat, akimat, "ADDRESS_REGISTER")
    scenario.do(Claim.answer_state_request)
    assert demand(scenario, Fact.FLAT, ADDRESS).verdict == Verdict.GAP
    answers_for(scenario, akimat)


def test_a_paper_for_a_birth_before_the_boundary_is_the_laws_doing_only_after_the_state_had_no_data() -> None:
    scenario = given(registered(), NOT_FOUND_CHILD, state_asked(StateBody.MINISTRY_OF_JUSTICE, None))
    wait = scenario.wait(WaitKind.STATE_REQUEST)
    assert (wait.holder, wait.liable) == (JUSTICE, JUSTICE)  # the law owes nobody an answer: the body asked does
    scenario.do(Claim.answer_state_request, answer=StateAnswer.REFUSED)
    assert demand(scenario, Fact.BIRTH, BEFORE_2007, subject=CHILD).verdict == Verdict.GAP
    answers_for(scenario, LAW)


def test_a_state_body_asked_for_another_gap_is_answered_for_by_the_owner_of_the_gap() -> None:
    scenario = given(registered(), NOT_FOUND_BABY, state_asked(StateBody.MINISTRY_OF_JUSTICE, None))
    wait = scenario.wait(WaitKind.STATE_REQUEST)
    assert (wait.holder["code"], wait.liable) == ("MINISTRY_OF_JUSTICE", CIVIL_STATUS)


def test_a_gap_without_any_source_is_the_ministrys() -> None:
    scenario = given(registered(), asked(Fact.ALIMONY))
    event = demand(scenario, Fact.ALIMONY, NO_SOURCE)
    assert (event.verdict, event.state_not_asked, event.gap) == (Verdict.GAP, False, "G1")
    answers_for(scenario, MINISTRY)
    assert scenario.wait(WaitKind.DOCUMENT).registry is None


# 6 NO_REGISTRY


@pytest.mark.parametrize(
    ("fact", "basis", "party"), [(Fact.ALIMONY, NO_SOURCE, MINISTRY), (Fact.OTHER, APPLICATION, LAW)]
)
def test_a_fact_that_no_registry_gives_is_the_ministrys_if_the_edition_lists_it_else_the_laws(
    fact: Fact, basis: str, party: PartyRef
) -> None:
    scenario = given(registered())
    event = demand(scenario, fact, basis)
    assert (event.verdict, event.gap, event.state_not_asked) == (Verdict.NO_REGISTRY, None, False)
    answers_for(scenario, party)


# 7 NEVER_LOOKED_UP


@pytest.mark.parametrize("basis", [None, NO_DATA])
def test_a_paper_for_a_fact_that_no_registry_was_asked_for_was_never_looked_up(basis: str | None) -> None:
    scenario = given(registered())
    assert demand(scenario, Fact.BIRTH, basis).verdict == Verdict.NEVER_LOOKED_UP
    answers_for(scenario, OFFICE)


def test_a_demand_before_registering_is_recorded_and_its_asker_answers() -> None:
    scenario = given(submitted())
    assert demand(scenario, Fact.BIRTH, NO_DATA).verdict == Verdict.NEVER_LOOKED_UP
    answers_for(scenario, OFFICE)
    assert scenario.wait(WaitKind.DOCUMENT).stage == "INTAKE"


def test_a_received_consent_shows_no_fact_so_a_paper_was_never_looked_up_until_the_registry_is_asked_again() -> None:
    scenario = given(registered(), looked_up(Fact.PROPERTY, outcome=Outcome.CONSENT_REQUIRED))
    scenario.do(Claim.request_document, **demanded(Fact.PROPERTY, CONSENT, type=DocumentType.CONSENT))
    scenario.do(Claim.receive_document)
    assert not scenario.claim.state.gaps["G1"].open
    assert demand(scenario, Fact.PROPERTY, NO_DATA).verdict == Verdict.NEVER_LOOKED_UP


def test_nobody_who_is_no_member_has_papers() -> None:
    stranger = "b0000000-0000-4000-8000-000000000001"
    given(registered()).when(Claim.request_document, subject=stranger).refused(NeverAsked, MOTHER)


def test_a_gap_seen_anew_keeps_the_parties_of_waits_already_open() -> None:
    """Asked again, the registry answers otherwise: the demand made before goes on, and so does who answers for it."""
    scenario = given(registered(), looked_up(Fact.PROPERTY, outcome=Outcome.TIMEOUT))
    demand(scenario, Fact.PROPERTY, NO_DATA)
    scenario.do(Claim.request_checks, needs=[Need(BABY, Fact.PROPERTY)])
    sent("L2")(scenario)
    answered("L2", Outcome.NOT_FOUND)(scenario)
    assert [(gap.id, gap.owner) for gap in scenario.claim.state.gaps.values() if gap.open] == [("G2", REAL_ESTATE)]
    answers_for(scenario, BUS)
