"""What may be done in which stage, and by whom: both tables, every cell, reached through the commands."""

from typing import Any

import pytest

from domain import calendar as calendars
from domain.allowed import allowed, doable
from domain.calendar import LATEST, adopt, calendar, with_override
from domain.checks import Need
from domain.claim import Claim
from domain.errors import AlreadyDone, NotAllowed, NotYours
from domain.turns import turns
from domain.vocabulary import ComplaintResult as Result
from domain.vocabulary import Fact, Role, Stage
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.examples import BABY, CHILD, OFFICE, OTHER_OFFICE
from tests.domain.scenario import Scenario, Step, asked, did, given, looked_up, registered, sent, submitted, usual_role

ALWAYS = {"send_notice", "correct", "complain", "resolve_complaint"}
FILE = {"send_file", "receive_file"}
CONTRACT = {"offer_contract", "sign_contract", "decline_contract"}
WORK = {"assign", "hand_back"}
PAYMENT = {"start_payment", "suspend_payment", "resume_payment", "terminate_payment"}
CHECKS = (
    ALWAYS
    | FILE
    | WORK
    | CONTRACT
    | {
        "extend_term",
        "recompute_deadline",
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
)
LATE = ALWAYS | PAYMENT | {"receive_document", "complete_lookup", "fail_lookup", "answer_state_request"}

ALLOWED = {
    Stage.INTAKE: ALWAYS
    | FILE
    | WORK
    | {
        "register",
        "withdraw",
        "request_document",
        "receive_document",
        "withdraw_document_request",
    },
    Stage.CHECKS: CHECKS | {"assess_income"},
    Stage.COMMISSION: CHECKS | {"inspect", "conclude"},
    Stage.ASSESSMENT: CHECKS | {"assess_income"},
    Stage.DECISION: CHECKS,
    Stage.DECIDED: LATE,
    Stage.REVIEW: LATE,
    Stage.WITHDRAWN: LATE,
}
AGAIN = {Stage.COMMISSION: PAYMENT, Stage.ASSESSMENT: PAYMENT, Stage.DECISION: PAYMENT}
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
    did(Claim.complain),
)
COMMISSION = (*UNDER_WAY, did(Claim.assign_commission))
ASSESSMENT = (*COMMISSION, did(Claim.conclude))
DECISION = (*ASSESSMENT, did(Claim.assess_income))

REACHED: dict[Stage, tuple[Step, ...]] = {
    Stage.INTAKE: (submitted(), did(Claim.request_document), did(Claim.complain)),
    Stage.CHECKS: UNDER_WAY,
    Stage.COMMISSION: COMMISSION,
    Stage.ASSESSMENT: ASSESSMENT,
    Stage.DECISION: DECISION,
    Stage.DECIDED: (*DECISION, did(Claim.approve)),
    Stage.REVIEW: (*DECISION, did(Claim.approve), did(Claim.complain)),
    Stage.WITHDRAWN: (*UNDER_WAY, did(Claim.withdraw)),
}


def the_offices_move(scenario: Scenario) -> None:
    """A gap that nobody attends to, where the stage itself gives the office nothing to do."""
    if Role.CASEWORKER not in turns(scenario.claim.state):
        looked_up(Fact.MARRIAGE, outcome=Outcome.NOT_FOUND)(scenario)


BEFORE: dict[str, tuple[Step, ...]] = {
    "receive_file": (did(Claim.send_file),),
    "sign_contract": (did(Claim.offer_contract),),
    "decline_contract": (did(Claim.offer_contract),),
    "suspend_payment": (did(Claim.start_payment),),
    "resume_payment": (did(Claim.start_payment), did(Claim.suspend_payment)),
    "terminate_payment": (did(Claim.start_payment),),
    "assign": (the_offices_move,),
    "hand_back": (the_offices_move, did(Claim.take)),
}
"""What must have happened for the command to make sense, in a stage that allows it."""


def reached(stage: Stage, command: str) -> Scenario:
    """The stage, and in it whatever the command needs to make sense."""
    scenario = given(*REACHED[stage], *(BEFORE.get(command, ()) if command in ALLOWED[stage] else ()))
    adopt(with_override(calendar(LATEST), {"off": {"2019-04-08": "TRANSFER:2019-04-13"}}))
    return scenario


@pytest.fixture(autouse=True)
def no_decree_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The override that `reached` adopts, after the term was counted, is gone after the test."""
    monkeypatch.setattr(calendars, "_adopted", {})


FITTING: dict[str, dict[str, Any]] = {
    "request_checks": {"needs": [Need(BABY, Fact.IDENTITY)]},
    "request_lookup": {"lookup": "L3"},
    "fail_lookup": {"lookup": "L2"},
    "complete_lookup": {"lookup": "L2"},
    "receive_file": {"office": OTHER_OFFICE},
}


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("stage", Stage)
def test_a_stage_allows_its_commands_and_names_the_roles_own_when_it_refuses_another(
    stage: Stage, command: str
) -> None:
    scenario = reached(stage, command)
    assert scenario.claim.state.stage == stage
    scenario.when(getattr(Claim, command), **FITTING.get(command, {}))
    if command in ALLOWED[stage]:
        assert scenario.refusal is None
        assert scenario.new
    else:
        scenario.refused(NotAllowed, command, stage)
        assert scenario.refusal is not None
        now = sorted(ALLOWED[stage] & MAY[usual_role(command)])
        assert scenario.refusal.facts == {"allowed": now, "stage": stage}
        assert str(scenario.refusal).endswith(f"allowed now: {', '.join(now) or 'nothing'}")


@pytest.mark.parametrize("stage", Stage)
def test_a_claim_says_what_is_allowed_now(stage: Stage) -> None:
    scenario = given(*REACHED[stage])
    assert allowed(scenario.claim.state) == ALLOWED[stage]
    assert scenario.claim.is_open == (stage not in (Stage.DECIDED, Stage.REVIEW, Stage.WITHDRAWN))


@pytest.mark.long
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_offered_has_something_to_act_on_and_what_could_be_done_is_offered(command: str, stage: Stage) -> None:
    """A claim that is ready for a command is offered it; one on which it has nothing to act on is not."""
    who = usual_role(command), str(FITTING.get(command, {}).get("office", OFFICE))
    ready = given(*REACHED[stage], *(BEFORE.get(command, ()) if command in ALLOWED[stage] else ()))
    offered = doable(ready.claim.state, *who)
    assert offered <= ALLOWED[stage]
    assert (command in offered) == (command in ALLOWED[stage])
    bare = given(*REACHED[stage])
    if command not in doable(bare.claim.state, *who) and command in ALLOWED[stage]:
        assert BEFORE.get(command), f"{command} needs nothing, and is not offered"
        bare.when(getattr(Claim, command), **FITTING.get(command, {}))
        assert bare.refusal is not None


UPHELD = (did(Claim.approve), did(Claim.complain), did(Claim.resolve_complaint, complaint="K2", result=Result.UPHELD))
"""From a way under way to the wait for another decision: K1, which it brings, stands beside the claim."""
REACHED_AGAIN: dict[Stage, tuple[Step, ...]] = {
    Stage.COMMISSION: (*UNDER_WAY, *UPHELD, did(Claim.assign_commission)),
    Stage.ASSESSMENT: (*UNDER_WAY, *UPHELD, did(Claim.assign_commission), did(Claim.conclude)),
    Stage.DECISION: (*DECISION, *UPHELD),
}


@pytest.mark.parametrize("command", sorted(PAYMENT))
@pytest.mark.parametrize("stage", REACHED_AGAIN)
def test_what_flows_by_the_first_decision_can_be_stopped_while_another_is_due(stage: Stage, command: str) -> None:
    scenario = given(*REACHED_AGAIN[stage], *BEFORE.get(command, ()))
    assert scenario.claim.state.stage == stage
    assert allowed(scenario.claim.state) == ALLOWED[stage] | AGAIN[stage]
    assert command in doable(scenario.claim.state, usual_role(command), OFFICE)
    scenario.when(getattr(Claim, command))
    assert scenario.refusal is None
    assert scenario.new
    assert scenario.claim.state.stage == stage


@pytest.mark.parametrize("stage", Stage)
def test_a_claim_is_submitted_once(stage: Stage) -> None:
    given(*REACHED[stage]).when(Claim.submit).refused(AlreadyDone)


PAPERS = {"request_document", "withdraw_document_request"}
TOLD = {"send_notice", "complain", "resolve_complaint", "extend_term", "recompute_deadline"}
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
        "correct",
        "take",
        "hand_back",
    }
    | PAPERS
    | FILE
    | CONTRACT
    | PAYMENT
    | TOLD,
    Role.COMMISSION: {"inspect", "conclude", "correct", "take", "hand_back"} | PAPERS,
    Role.HEAD: {"approve", "refuse", "suspend_payment", "resume_payment", "terminate_payment", "correct", "take"}
    | WORK
    | PAPERS
    | TOLD,
    Role.SERVICE: {"request_lookup", "fail_lookup", "complete_lookup", "recompute_deadline"},
    Role.AUDITOR: set(),
    Role.DEPUTY: set(),
    Role.OPERATOR: set(),
}


OWN_TURN = {Role.COMMISSION: Stage.COMMISSION, Role.HEAD: Stage.DECISION}
"""in which stage the others than caseworkers have claims to work on"""


@pytest.mark.long
@pytest.mark.parametrize("command", [*COMMANDS, "submit"])
@pytest.mark.parametrize("role", Role)
def test_a_role_gives_its_own_commands_and_hears_whose_the_others_are(role: Role, command: str) -> None:
    stage = next((stage for stage in Stage if command in ALLOWED[stage]), None)
    scenario = reached(stage, command) if stage else given()
    if command == "hand_back" and role in OWN_TURN:
        scenario = given(*REACHED[OWN_TURN[role]], did(Claim.take, role=role))
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
