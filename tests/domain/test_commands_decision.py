"""Commission, assessment, decision: which stage follows, and who is waited for."""

import pytest

from domain.claim import Claim
from domain.errors import NeverAsked, UnknownCode
from domain.events import (
    ClaimApproved,
    ClaimRefused,
    ClaimWithdrawn,
    CommissionAssigned,
    CommissionConcluded,
    IncomeAssessed,
)
from domain.vocabulary import Conclusion, IncomeBand, RefusalGround, Stage, WaitKind, Withdrawal
from tests.domain.papers import NOT_FOUND_BABY
from tests.domain.parties import BODY, COMMISSION, OFFICE
from tests.domain.scenario import did, given, recorded, registered, submitted

ASSIGNED = did(Claim.assign_commission)
CONCLUDED = did(Claim.conclude)
ASSESSED = did(Claim.assess_income)


def test_an_assigned_commission_is_waited_for() -> None:
    scenario = given(registered()).when(Claim.assign_commission, quorum=3).then(recorded(CommissionAssigned, quorum=3))
    assert scenario.claim.state.stage == Stage.COMMISSION
    wait = scenario.wait(WaitKind.COMMISSION)
    assert (wait.holder, wait.liable, wait.stage) == (COMMISSION, COMMISSION, "COMMISSION")


@pytest.mark.parametrize(
    ("result", "next_stage"),
    [
        (Conclusion.NEEDS, Stage.ASSESSMENT),
        (Conclusion.NOT_IN_NEED, Stage.DECISION),
        (Conclusion.INSPECTION_REFUSED, Stage.DECISION),
    ],
)
def test_need_leads_to_the_assessment_and_no_need_to_the_decision(result: Conclusion, next_stage: Stage) -> None:
    scenario = given(registered(), ASSIGNED).when(Claim.conclude, result=result)
    scenario.then(recorded(CommissionConcluded, result=result, next=next_stage))
    assert scenario.claim.state.stage == next_stage


def test_need_leads_to_the_decision_where_an_assessment_stands() -> None:
    scenario = given(registered(), ASSESSED, ASSIGNED).when(Claim.conclude)
    scenario.then(recorded(CommissionConcluded, next="DECISION"))


def test_after_a_second_assignment_the_commission_is_waited_for_again() -> None:
    scenario = given(registered(), ASSIGNED, CONCLUDED, ASSESSED)
    scenario.when(Claim.assign_commission, commission="ALMATY-C2").then(recorded(CommissionAssigned))
    assert scenario.claim.state.stage == Stage.COMMISSION
    assert scenario.wait(WaitKind.COMMISSION).holder == {"kind": "COMMISSION", "code": "ALMATY-C2"}
    scenario.when(Claim.conclude).then(recorded(CommissionConcluded, next="DECISION"))
    assert len(scenario.claim.state.conclusions) == 2


def test_an_assessment_is_the_offices_and_the_decision_the_authorised_bodys() -> None:
    scenario = given(registered(), ASSIGNED, CONCLUDED)
    wait = scenario.wait(WaitKind.ASSESSMENT)
    assert (wait.holder, wait.liable) == (OFFICE, OFFICE)
    scenario.when(Claim.assess_income, band=IncomeBand.ABOVE).then(recorded(IncomeAssessed, band="ABOVE"))
    wait = scenario.wait(WaitKind.DECISION)
    assert (wait.holder, wait.liable, wait.stage) == (BODY, BODY, "DECISION")


@pytest.mark.parametrize(
    ("command", "event"),
    [(Claim.approve, ClaimApproved), (Claim.refuse, ClaimRefused), (Claim.withdraw, ClaimWithdrawn)],
)
def test_the_end_closes_every_wait_and_what_is_outstanding_lapses(
    command: object, event: type[ClaimApproved | ClaimRefused | ClaimWithdrawn]
) -> None:
    scenario = given(registered(), NOT_FOUND_BABY, did(Claim.send_state_request), did(Claim.request_document), ASSIGNED)
    scenario.when(command).then(recorded(event))  # type: ignore[arg-type]
    assert scenario.open() == []
    assert scenario.claim.state.demands["D1"].status == "LAPSED"
    assert scenario.claim.state.state_requests["S1"].status == "LAPSED"


def test_a_decision_names_the_conclusion_it_rests_on() -> None:
    scenario = given(registered(), ASSIGNED, CONCLUDED, ASSESSED)
    [version] = scenario.claim.state.conclusions
    scenario.when(Claim.approve, conclusion=version).then(recorded(ClaimApproved, conclusion=version))


@pytest.mark.parametrize("command", [Claim.approve, Claim.refuse])
@pytest.mark.parametrize("version", [1, 99])
def test_a_decision_that_names_what_is_no_conclusion_is_refused(command: object, version: int) -> None:
    scenario = given(registered(), ASSIGNED, CONCLUDED)
    scenario.when(command, conclusion=version).refused(NeverAsked, str(version), "4")  # type: ignore[arg-type]


@pytest.mark.parametrize("ground", RefusalGround)
def test_a_refusal_has_one_ground_of_the_closed_list(ground: RefusalGround) -> None:
    given(registered()).when(Claim.refuse, ground=ground).then(recorded(ClaimRefused, ground=ground))


@pytest.mark.parametrize("ground", ["MISSING_DATA", "", None])
def test_missing_data_is_no_ground(ground: object) -> None:
    given(registered()).when(Claim.refuse, ground=ground).refused(UnknownCode, "NOT_IN_NEED")


@pytest.mark.parametrize("reason", Withdrawal)
def test_a_claim_is_taken_back_before_and_after_it_was_registered(reason: Withdrawal) -> None:
    for steps in ((submitted(),), (registered(),)):
        given(*steps).when(Claim.withdraw, reason=reason).then(recorded(ClaimWithdrawn, reason=reason))
