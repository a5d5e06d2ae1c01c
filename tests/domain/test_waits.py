"""Every row of the table of waits: what opens and closes it, who holds it, who answers, its cause and registry."""

import pytest

from domain import events as e
from domain.vocabulary import WaitKind
from domain.waits import TABLE
from tests.domain.examples import COMMISSION
from tests.domain.history import (
    ADDRESS,
    CIVIL,
    CIVIL_OWNER,
    LAW,
    OF_BODY,
    OF_COMMISSION,
    OF_OFFICE,
    History,
    Step,
    named,
    question,
    row,
    who,
)

OF_CIVIL = who(CIVIL_OWNER)
ENDS = [e.ClaimApproved, e.ClaimRefused, e.ClaimWithdrawn]


def test_every_kind_of_wait_has_its_row() -> None:
    assert set(TABLE) == set(WaitKind)


# registration


def test_an_unregistered_claim_waits_for_its_office() -> None:
    h = History().add(e.ClaimSubmitted)
    assert h.open == ["registration/claim"]
    assert row(h.ledger.open[0]) == (OF_OFFICE, OF_OFFICE, "REGISTRATION", None)
    assert h.add(e.ClaimRegistered).open == ["idle/claim"]


# queue


def test_questions_not_yet_sent_wait_in_this_systems_queue_until_each_was_sent_once() -> None:
    h = History().registered().asked(question("L1", "BIRTH"), question("L2", "DEATH"))
    assert h.open == ["queue/3"]
    assert row(h.wait("queue/3")) == ("SYSTEM", "SYSTEM", "QUEUE", None)
    assert h.sent("L1").open == ["queue/3", "lookup/L1"]
    assert h.sent("L2").open == ["lookup/L1", "lookup/L2"]


def test_checks_without_a_question_queue_nothing() -> None:
    assert History().registered().asked().open == ["idle/claim"]


def test_a_question_that_became_moot_is_not_waited_for() -> None:
    h = History().with_gap().asked(question("L2", "BIRTH"), question("L3", "DEATH")).demanded(verdict="ASKED_TOO_EARLY")
    assert h.open == ["queue/7", "document/D1"]
    assert h.sent("L3").open == ["queue/7", "document/D1", "lookup/L3"]
    assert h.received().gap_closed().open == ["lookup/L3"]


def test_a_gap_that_is_only_replaced_leaves_its_question_in_the_queue() -> None:
    h = History().with_gap().asked(question("L2", "BIRTH")).gap_closed("G1", replaced_by="G2")
    assert h.open == ["queue/7"]
    assert h.gap("G2").open == ["queue/7"]


def test_each_request_for_checks_has_a_queue_of_its_own() -> None:
    h = History().registered().asked(question("L1", "BIRTH")).asked(question("L2", "DEATH"))
    assert h.open == ["queue/3", "queue/4"]
    assert h.sent("L1").open == ["queue/4", "lookup/L1"]


# lookup and retry


def test_a_question_sent_is_the_registrys_move() -> None:
    h = History().registered().asked(question("L1", "FLAT", registry=ADDRESS)).sent()
    assert row(h.wait("lookup/L1")) == (f"REGISTRY:{ADDRESS}", f"REGISTRY:{ADDRESS}", "LOOKUP", ADDRESS)
    assert h.answered("L1", "FOUND_COMPLETE", "FLAT").open == ["idle/claim"]
    assert h.over("lookup/L1").came_of == "FOUND_COMPLETE"


@pytest.mark.parametrize(
    ("outcome", "liable"), [("TIMEOUT", "BUS"), ("UNAVAILABLE", OF_CIVIL), ("PROVIDER_ERROR", OF_CIVIL)]
)
def test_between_two_attempts_whoever_owns_the_failure_answers(outcome: str, liable: str) -> None:
    h = History().registered().asked(question("L1", "BIRTH")).sent().failed(outcome=outcome)
    assert h.open == ["retry/L1"]
    assert row(h.wait("retry/L1")) == ("SYSTEM", liable, "RETRY", CIVIL)
    assert h.over("lookup/L1").came_of == outcome
    assert h.sent(attempt=2).open == ["lookup/L1"]


def test_a_late_answer_to_an_earlier_attempt_closes_every_wait_of_its_lookup() -> None:
    retrying = History().registered().asked(question("L1", "BIRTH")).sent().failed()
    assert retrying.answered("L1", "FOUND_COMPLETE", "BIRTH", attempt=1).open == ["idle/claim"]
    sent_again = History().registered().asked(question("L1", "BIRTH")).sent().failed().sent(attempt=2)
    assert sent_again.answered("L1", "FOUND_COMPLETE", "BIRTH", attempt=1).open == ["idle/claim"]


def test_a_second_answer_opens_and_closes_nothing() -> None:
    h = History().with_gap()
    before = h.open
    h.answered("L1", "FOUND_COMPLETE", "BIRTH")
    assert (h.open, h.just_closed) == (before, [])


# commission, assessment, decision


def test_a_commission_holds_the_move_until_it_concludes_or_another_is_assigned() -> None:
    h = History().registered().add(e.CommissionAssigned)
    first = h.wait(f"commission/{COMMISSION}")
    assert row(first) == (OF_COMMISSION, OF_COMMISSION, "INSPECTION", None)
    assert first.stage == "COMMISSION"
    assert h.add(e.CommissionAssigned, commission="C2").open == ["commission/C2"]
    assert h.add(e.CommissionAssigned, commission="C2").open == ["commission/C2"]
    assert [w.closed_by for w in h.closed if w.kind == "commission"] == [4, 5]
    assert h.add(e.CommissionConcluded).open == ["assessment/claim"]


def test_a_family_in_need_waits_for_the_offices_assessment() -> None:
    h = History().registered().add(e.CommissionAssigned).add(e.CommissionConcluded)
    assert row(h.wait("assessment/claim")) == (OF_OFFICE, OF_OFFICE, "ASSESSMENT", None)
    assert h.add(e.IncomeAssessed).open == ["decision/claim"]


def test_an_assessment_ends_when_the_claim_goes_back_to_a_commission() -> None:
    h = History().registered().add(e.CommissionAssigned).add(e.CommissionConcluded).add(e.CommissionAssigned)
    assert h.open == [f"commission/{COMMISSION}"]


@pytest.mark.parametrize(
    "step",
    [
        lambda h: h.add(e.IncomeAssessed),
        lambda h: h.add(e.CommissionAssigned).add(e.CommissionConcluded, next="DECISION"),
    ],
    ids=["assessed", "concluded"],
)
def test_a_claim_ready_for_decision_waits_for_the_authorised_body(step: Step) -> None:
    h = step(History().registered())
    assert h.open == ["decision/claim"]
    assert row(h.wait("decision/claim")) == (OF_BODY, OF_BODY, "DECISION", None)
    assert h.add(e.CommissionAssigned).open == [f"commission/{COMMISSION}"]


# idle


def test_a_claim_for_which_nothing_is_open_waits_for_its_office() -> None:
    h = History().registered()
    assert row(h.wait("idle/claim")) == (OF_OFFICE, OF_OFFICE, "IDLE", None)


def test_idleness_ends_with_the_first_wait_and_is_not_made_if_it_lasted_no_second() -> None:
    h = History().registered().after(60).asked(question("L1", "BIRTH"))
    assert (h.open, h.over("idle/claim").open_s) == (["queue/3"], 60)
    h.sent().answered().gap()
    assert named(h.closed) == ["registration/claim", "idle/claim", "queue/3", "lookup/L1"]


def test_idleness_goes_on_over_events_that_open_nothing() -> None:
    h = History().registered().after(60).asked().after(60).add(e.CommissionAssigned)
    assert h.over("idle/claim").open_s == 120


def test_another_stage_is_another_idle_wait() -> None:
    h = History().registered().after(60).add(e.CommissionConcluded, next="INTAKE")
    assert [(wait.kind, wait.stage, wait.version) for wait in h.ledger.open] == [("idle", "INTAKE", 3)]
    assert (h.over("idle/claim").stage, h.over("idle/claim").open_s) == ("CHECKS", 60)


# the rules of all waits


def test_a_waits_id_is_kind_object_and_version_and_its_stage_that_after_the_event() -> None:
    h = History().with_gap()
    assert (h.wait("gap/G1").id, h.wait("gap/G1").stage) == ("gap/G1/6", "CHECKS")


def test_whoever_answered_when_the_wait_opened_answers_until_it_closes() -> None:
    h = History().with_gap(owner=LAW).demanded().asked(question("L2", "BIRTH")).sent("L2").answered("L2", "CONFLICT")
    h.gap_closed("G1", replaced_by="G2").gap("G2", owner=CIVIL_OWNER, cause="CONTRADICTION", lookup="L2")
    assert h.open == ["document/D1"]
    assert who(h.wait("document/D1").liable) == "LAW"
    assert who(h.received().over("document/D1").liable) == "LAW"


@pytest.mark.parametrize("end", ENDS)
def test_the_end_closes_every_wait(end: type[e.ClaimEvent]) -> None:
    h = (
        History()
        .with_gap()
        .demanded()
        .asked(question("L2", "DEATH"), question("L3", "FLAT"))
        .sent("L2")
        .after(5)
        .add(end)
    )
    assert h.open == []
    assert named(h.just_closed) == ["document/D1", "queue/8", "lookup/L2"]
    assert [wait.came_of for wait in h.just_closed] == ["GAP", None, None]
    assert {wait.closed_by for wait in h.just_closed} == {len(h.events)}
    assert h.ledger.ended_at == h.ledger.last_at


@pytest.mark.parametrize("end", ENDS)
def test_an_idle_wait_closes_with_the_end(end: type[e.ClaimEvent]) -> None:
    h = History().registered().after(60).add(end)
    assert (h.open, named(h.just_closed)) == ([], ["idle/claim"])


@pytest.mark.parametrize("end", ENDS)
def test_what_comes_after_the_end_opens_nothing_and_takes_no_time(end: type[e.ClaimEvent]) -> None:
    h = History().with_gap().demanded().asked(question("L2", "DEATH")).sent("L2").state_asked().add(end)
    total = h.ledger.total_s
    h.after(3600).answered("L2").state_answered().failed("L2").received().gap_closed()
    assert (h.open, h.just_closed, h.ledger.total_s) == ([], [], total)


def test_waits_stand_in_the_order_in_which_they_opened_then_by_id() -> None:
    h = History().registered().asked(question("L1", "BIRTH", "FATHER", "PARENT")).sent()
    h.answered().gap("G2", "FATHER").gap("G10", "BIRTH").gap("G1", "PARENT")
    assert h.open == ["gap/G2", "gap/G10", "gap/G1"]
    h.asked(question("L2", "FATHER", "BIRTH")).sent("L2").answered("L2")
    assert h.open == ["gap/G1", "gap/G10", "gap/G2"]  # two by one event, the later of them by id
