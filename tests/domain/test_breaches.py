"""What should not have happened is recorded all the same: a system that refuses it would only hide it."""

import pytest

from domain.claim import Claim
from domain.events import (
    ClaimApproved,
    ClaimRefused,
    CommissionAssigned,
    CommissionConcluded,
    DocumentReceived,
    DocumentRequested,
    StateRequestSent,
)
from domain.vocabulary import Conclusion, IncomeBand, RefusalGround, Role, StateBody
from tests.domain.papers import NOT_FOUND_BABY
from tests.domain.scenario import Step, did, given, recorded, registered, submitted

ASSIGNED = did(Claim.assign_commission)


def signed(*members: str, device: str = "") -> list[dict[str, str]]:
    return [{"member": m, "at": "2019-04-12T06:00:00Z", "device": device or f"tablet-{m}"} for m in members]


@pytest.mark.parametrize(
    "steps", [(), (ASSIGNED,), (did(Claim.assess_income),)], ids=["in checks", "not inspected", "assessed only"]
)
def test_an_approval_before_any_conclusion_is_recorded(steps: tuple[Step, ...]) -> None:
    given(registered(), *steps).when(Claim.approve).then(recorded(ClaimApproved, conclusion=None))


@pytest.mark.parametrize("result", [Conclusion.NOT_IN_NEED, Conclusion.INSPECTION_REFUSED])
@pytest.mark.parametrize("names_it", [True, False])
def test_an_approval_after_a_commission_saw_no_need_is_recorded(result: Conclusion, names_it: bool) -> None:
    scenario = given(registered(), ASSIGNED, did(Claim.conclude, result=result))
    version = scenario.claim.version if names_it else None
    scenario.when(Claim.approve, conclusion=version).then(recorded(ClaimApproved, conclusion=version))


def test_an_approval_of_a_family_above_the_line_is_recorded() -> None:
    given(registered(), did(Claim.assess_income, band=IncomeBand.ABOVE)).when(Claim.approve).then(
        recorded(ClaimApproved)
    )


@pytest.mark.parametrize(
    "signatures",
    [[], signed("bolat"), signed("bolat", "bolat", "bolat"), signed("bolat", "saule", "erlan", device="tablet-1")],
    ids=["none", "too few", "one member thrice", "one device"],
)
def test_a_conclusion_with_odd_signatures_is_recorded_with_them(signatures: list[dict[str, str]]) -> None:
    given(registered(), did(Claim.assign_commission, quorum=3)).when(Claim.conclude, signatures=signatures).then(
        recorded(CommissionConcluded, signatures=signatures)
    )


def test_a_refusal_for_want_of_need_without_a_conclusion_is_recorded() -> None:
    given(registered()).when(Claim.refuse, ground=RefusalGround.NOT_IN_NEED).then(
        recorded(ClaimRefused, ground="NOT_IN_NEED", conclusion=None)
    )


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COMMISSION, Role.HEAD])
def test_a_demand_before_registering_is_recorded(role: Role) -> None:
    scenario = given(submitted()).when(Claim.request_document, role=role)
    scenario.then(recorded(DocumentRequested, verdict="NEVER_LOOKED_UP"))
    scenario.when(Claim.receive_document).then(recorded(DocumentReceived))


def test_the_wrong_body_is_asked_and_recorded() -> None:
    given(registered(), NOT_FOUND_BABY).when(Claim.send_state_request, body=StateBody.STATE_REVENUE_COMMITTEE).then(
        recorded(StateRequestSent, body={"kind": "STATE_BODY", "code": "STATE_REVENUE_COMMITTEE"})
    )


def test_a_commission_of_one_is_recorded() -> None:
    given(registered()).when(Claim.assign_commission, quorum=1).then(recorded(CommissionAssigned, quorum=1))
