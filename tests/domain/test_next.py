"""What is named as the next thing to do ends the wait that it is named for."""

import pytest

from domain.allowed import ENDED_BY, MAY
from domain.claim import Claim
from domain.vocabulary import Fact, WaitKind
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.examples import OTHER_OFFICE
from tests.domain.scenario import Step, asked, did, failed, given, looked_up, registered, sent, submitted

ASKED: tuple[Step, ...] = (registered(), asked(Fact.BIRTH))
GAP: tuple[Step, ...] = (registered(), looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND))
CONCLUDED: tuple[Step, ...] = (registered(), did(Claim.assign_commission), did(Claim.conclude))
OPEN: dict[WaitKind, tuple[Step, ...]] = {
    WaitKind.REGISTRATION: (submitted(),),
    WaitKind.FILE: (submitted(), did(Claim.send_file)),
    WaitKind.QUEUE: ASKED,
    WaitKind.LOOKUP: (*ASKED, sent()),
    WaitKind.RETRY: (*ASKED, sent(), failed()),
    WaitKind.GAP: GAP,
    WaitKind.STATE_REQUEST: (*GAP, did(Claim.send_state_request)),
    WaitKind.DOCUMENT: (*GAP, did(Claim.request_document)),
    WaitKind.COMMISSION: (registered(), did(Claim.assign_commission)),
    WaitKind.ASSESSMENT: CONCLUDED,
    WaitKind.CONTRACT: (registered(), did(Claim.offer_contract)),
    WaitKind.DECISION: (*CONCLUDED, did(Claim.assess_income)),
    WaitKind.COMPLAINT: (registered(), did(Claim.approve), did(Claim.complain)),
    WaitKind.IDLE: (registered(),),
}
"""kind of wait -> a history in which one is open"""
OTHERWISE = {"receive_file": OTHER_OFFICE}
"""command -> whose it is, where it is not the usual office's"""


def test_every_kind_of_wait_is_ended_by_something_that_somebody_may_do() -> None:
    assert list(ENDED_BY) == list(WaitKind) == list(OPEN)
    assert frozenset[str]().union(*ENDED_BY.values()) <= frozenset[str]().union(*MAY.values())


@pytest.mark.parametrize(
    ("kind", "command"), [(kind, command) for kind, commands in ENDED_BY.items() for command in sorted(commands)]
)
def test_what_is_to_be_done_next_ends_the_wait(kind: WaitKind, command: str) -> None:
    scenario = given(*OPEN[kind])
    (wait,) = (each for each in scenario.ledger.open if each.kind == kind)
    scenario.when(getattr(Claim, command), office=OTHERWISE.get(command))
    assert scenario.refusal is None
    assert wait.id not in [each.id for each in scenario.ledger.open]
