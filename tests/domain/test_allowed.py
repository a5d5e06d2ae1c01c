"""What may be done in which stage, and by whom: both tables, every cell, reached through the commands."""

from typing import Any

import pytest

from domain.checks import Need
from domain.claim import Claim
from domain.errors import AlreadyDone, NotAllowed, NotYours
from domain.vocabulary import Fact, Role, Stage
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.examples import BABY, CHILD
from tests.domain.scenario import Step, asked, did, given, looked_up, registered, sent, submitted, usual_role

CHECKS = {
    "request_checks",
    "request_lookup",
    "fail_lookup",
    "complete_lookup",
    "send_state_request",
    "answer_state_request",
    "request_document",
    "receive_document",
    "withdraw_document_request",
    "assign_commission",
    "approve",
    "refuse",
    "withdraw",
}
LATE = {"receive_document", "complete_lookup", "fail_lookup", "answer_state_request"}

ALLOWED = {
    Stage.INTAKE: {
        "register",
        "withdraw",
        "request_document",
        "receive_document",
        "withdraw_document_request",
    },
    Stage.CHECKS: CHECKS | {"assess_income"},
    Stage.COMMISSION: CHECKS | {"conclude"},
    Stage.ASSESSMENT: CHECKS | {"assess_income"},
    Stage.DECISION: CHECKS,
    Stage.DECIDED: LATE,
    Stage.WITHDRAWN: LATE,
}
COMMANDS = sorted(set().union(*ALLOWED.values()))

# One of everything: L1 answered with a gap, L2 asked, L3 queued, G1 open, S1 and D1 outstanding.
UNDER_WAY: tuple[Step, ...] = (
    registered(),
    looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND),
    did(Claim.send_state_request),
    did(Claim.request_document),
    asked(Fact.BIRTH, subject=CHILD),
    sent("L2"),
    asked(Fact.FATHER, subject=CHILD),
)
COMMISSION = (*UNDER_WAY, did(Claim.assign_commission))
ASSESSMENT = (*COMMISSION, did(Claim.conclude))
DECISION = (*ASSESSMENT, did(Claim.assess_income))

REACHED: dict[Stage, tuple[Step, ...]] = {
    Stage.INTAKE: (submitted(), did(Claim.request_document)),
    Stage.CHECKS: UNDER_WAY,
    Stage.COMMISSION: COMMISSION,
    Stage.ASSESSMENT: ASSESSMENT,
    Stage.DECISION: DECISION,
    Stage.DECIDED: (*DECISION, did(Claim.approve)),
    Stage.WITHDRAWN: (*UNDER_WAY, did(Claim.withdraw)),
}

FITTING: dict[str, dict[str, Any]] = {
    "request_checks": {"needs": [Need(BABY, Fact.IDENTITY)]},
    "request_lookup": {"lookup": "L3"},
    "fail_lookup": {"lookup": "L2"},
    "complete_lookup": {"lookup": "L2"},
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("stage", Stage)
def test_a_stage_allows_its_commands_and_names_the_roles_own_when_it_refuses_another(
    stage: Stage, command: str
) -> None:
    scenario = given(*REACHED[stage])
    assert scenario.claim.state.stage == stage
    scenario.when(getattr(Claim, command), **FITTING.get(command, {}))
    if command in ALLOWED[stage]:
        assert scenario.refusal is None
        assert scenario.new
    else:
        scenario.refused(NotAllowed, command, stage)
        assert scenario.refusal is not None
        allowed = sorted(ALLOWED[stage] & MAY[usual_role(command)])
        assert scenario.refusal.facts == {"allowed": allowed, "stage": stage}
        assert str(scenario.refusal).endswith(f"allowed now: {', '.join(allowed) or 'nothing'}")


@pytest.mark.parametrize("stage", Stage)
def test_a_claim_says_what_is_allowed_now(stage: Stage) -> None:
    scenario = given(*REACHED[stage])
    assert scenario.claim.allowed_now() == ALLOWED[stage]
    assert scenario.claim.is_open == (stage not in (Stage.DECIDED, Stage.WITHDRAWN))


@pytest.mark.parametrize("stage", Stage)
def test_a_claim_is_submitted_once(stage: Stage) -> None:
    given(*REACHED[stage]).when(Claim.submit).refused(AlreadyDone)


PAPERS = {"request_document", "withdraw_document_request"}
MAY = {
    Role.CASEWORKER: {
        "submit",
        "register",
        "request_checks",
        "send_state_request",
        "answer_state_request",
        "receive_document",
        "assign_commission",
        "assess_income",
        "withdraw",
    }
    | PAPERS,
    Role.COMMISSION: {"conclude"} | PAPERS,
    Role.HEAD: {"approve", "refuse"} | PAPERS,
    Role.SERVICE: {"request_lookup", "fail_lookup", "complete_lookup"},
    Role.AUDITOR: set(),
    Role.DEPUTY: set(),
    Role.OPERATOR: set(),
}


@pytest.mark.parametrize("command", [*COMMANDS, "submit"])
@pytest.mark.parametrize("role", Role)
def test_a_role_gives_its_own_commands_and_hears_whose_the_others_are(role: Role, command: str) -> None:
    stage = next((stage for stage in Stage if command in ALLOWED[stage]), None)
    scenario = given(*REACHED[stage]) if stage else given()
    scenario.when(getattr(Claim, command), role=role, **FITTING.get(command, {}))
    if command in MAY[role]:
        assert scenario.refusal is None
        assert scenario.new[0].by == {"actor": f"a-{role}", "role": role}
    else:
        scenario.refused(NotYours, command, role)
        assert scenario.refusal is not None
        assert scenario.refusal.facts == {"roles": sorted(each for each in Role if command in MAY[each])}


def test_who_may_not_give_a_command_hears_so_before_hearing_of_the_stage() -> None:
    given(submitted()).when(Claim.approve, role=Role.CASEWORKER).refused(NotYours)


@pytest.mark.parametrize(
    ("role", "party"), [(Role.CASEWORKER, "OFFICE"), (Role.COMMISSION, "COMMISSION"), (Role.HEAD, "AUTHORISED_BODY")]
)
def test_who_demands_a_paper_stands_in_the_demand_with_the_office_of_the_token(role: Role, party: str) -> None:
    scenario = given(registered(), did(Claim.request_document, role=role))
    assert scenario.claim.state.demands["D1"].asked_by == {"kind": party, "code": scenario.new[0].office}


def test_every_command_belongs_to_somebody() -> None:
    for command in [*COMMANDS, "submit"]:
        assert usual_role(command) in Role
