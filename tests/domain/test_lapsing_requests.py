"""A state request ends with its gap: nobody is left waiting for what the claim no longer needs."""

from domain.claim import Claim
from domain.vocabulary import DocumentType, Fact, StateAnswer, WaitKind
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.scenario import Scenario, answered, asked, did, given, looked_up, registered, sent

CONSENTED = (
    registered(),
    looked_up(Fact.BIRTH, outcome=Outcome.CONSENT_REQUIRED),
    did(Claim.send_state_request),
    did(Claim.request_document, type=DocumentType.CONSENT, basis="LAW_94_CONSENT"),
    did(Claim.receive_document),
)


def test_a_request_lapses_with_its_gap() -> None:
    assert _request(given(*CONSENTED)) == "LAPSED"


def test_a_lapsed_request_does_not_hide_that_a_later_gap_is_unattended() -> None:
    scenario = given(*CONSENTED, asked(Fact.BIRTH), sent("L2"), answered("L2", Outcome.NOT_FOUND))
    assert scenario.wait(WaitKind.GAP).object == "G2"
    assert scenario.open() == ["gap/G2"]


def test_the_answer_to_a_lapsed_request_is_recorded_and_closes_the_gap_of_its_fact() -> None:
    scenario = given(*CONSENTED, asked(Fact.BIRTH), sent("L2"), answered("L2", Outcome.NOT_FOUND))
    scenario.do(Claim.answer_state_request, answer=StateAnswer.PROVIDED)
    assert _request(scenario) == "ANSWERED"
    assert not scenario.claim.state.gaps["G2"].open


def test_a_request_for_a_replaced_gap_goes_on() -> None:
    scenario = given(
        registered(),
        looked_up(Fact.BIRTH, outcome=Outcome.UNAVAILABLE),
        did(Claim.send_state_request),
        asked(Fact.BIRTH),
        sent("L2"),
        answered("L2", Outcome.NOT_FOUND),
    )
    assert _request(scenario) == "OUTSTANDING"
    assert scenario.wait(WaitKind.STATE_REQUEST).liable == {"kind": "REGISTRY", "code": "CIVIL_STATUS"}


def _request(scenario: Scenario) -> str:
    return scenario.claim.state.state_requests["S1"].status
