"""Demands for papers: what is asked with which legal basis, what it was worth, and who answers for it."""

from typing import Any

from domain.claim import Claim
from domain.events import DocumentRequested
from domain.state import PartyRef
from domain.vocabulary import DocumentType, Fact, StateAnswer, StateBody, WaitKind
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.examples import BABY, CHILD, UNIT
from tests.domain.parties import APPLICANT
from tests.domain.scenario import Scenario, Step, looked_up, recorded

BEFORE_2007 = "ORDER_320_PAPER_BEFORE_2007"
NO_DATA = "ORDER_320_NO_DATA_IN_SYSTEM"
NO_SOURCE = "ORDER_320_NO_ELECTRONIC_SOURCE"
ADDRESS = "ORDER_320_ADDRESS_NOT_IN_REGISTER"
APPLICATION = "ORDER_320_APPLICATION_PAPERS"
CONSENT = "LAW_94_CONSENT"

PAPER_OF = {
    Fact.BIRTH: DocumentType.BIRTH_CERTIFICATE,
    Fact.FATHER: DocumentType.PATERNITY_CERTIFICATE,
    Fact.MARRIAGE: DocumentType.MARRIAGE_CERTIFICATE,
    Fact.RESIDENCE: DocumentType.RESIDENCE_CERTIFICATE,
    Fact.HOUSE: DocumentType.RESIDENCE_CERTIFICATE,
    Fact.FLAT: DocumentType.RESIDENCE_CERTIFICATE,
    Fact.PROPERTY: DocumentType.PROPERTY_CERTIFICATE,
    Fact.ALIMONY: DocumentType.ALIMONY_CERTIFICATE,
    Fact.OTHER: DocumentType.OTHER,
}


def demanded(fact: Fact, basis: str | None = None, *, subject: str = BABY, **other: Any) -> dict[str, Any]:
    return {"type": PAPER_OF[fact], "subject": subject, "fact": fact, "basis": basis} | other


def demand(scenario: Scenario, fact: Fact, basis: str | None = None, **other: Any) -> DocumentRequested:
    """The demand as it was recorded: alone, whatever it was worth."""
    scenario.when(Claim.request_document, **demanded(fact, basis, **other)).then(recorded(DocumentRequested))
    [event] = scenario.new
    assert isinstance(event, DocumentRequested)
    return event


def answers_for(scenario: Scenario, party: PartyRef) -> None:
    """The last demand is the applicant's move, and that party answers for it."""
    wait = scenario.wait(WaitKind.DOCUMENT)
    assert (wait.object, wait.holder, wait.liable) == (list(scenario.claim.state.demands)[-1], APPLICANT, party)


def state_asked(body: StateBody, answer: StateAnswer | None = StateAnswer.NO_DATA, gap: str = "G1") -> Step:
    def step(scenario: Scenario) -> None:
        scenario.do(Claim.send_state_request, gap=gap, body=body)
        if answer:
            scenario.do(Claim.answer_state_request, answer=answer)

    return step


NOT_FOUND_BABY = looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND)
NOT_FOUND_CHILD = looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND, subject=CHILD)
NO_FLAT = looked_up(Fact.RESIDENCE, Fact.FLAT, outcome=Outcome.FOUND_INCOMPLETE, gives=[Fact.RESIDENCE], unit=UNIT)
NO_PROPERTY = looked_up(Fact.PROPERTY, outcome=Outcome.NOT_FOUND)
