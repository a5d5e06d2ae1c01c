"""Waiting for missing data: gaps, state requests and papers, by subject and fact."""

from typing import Any

import pytest

from domain import events as e
from domain.state import PartyRef
from domain.vocabulary import Verdict
from tests.domain.examples import CHILD, COMMISSION, MOTHER
from tests.domain.history import (
    AKIMAT,
    CIVIL,
    CIVIL_OWNER,
    JUSTICE,
    LAW,
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
APPLICANT: PartyRef = {"kind": "APPLICANT", "code": None}
BY_COMMISSION = {"asked_by": "COMMISSION", "office": COMMISSION}


# gap


def test_a_gap_for_which_nobody_was_asked_waits_for_the_office() -> None:
    h = History().with_gap(owner=AKIMAT)
    assert h.open == ["gap/G1"]
    assert row(h.wait("gap/G1")) == (OF_OFFICE, OF_OFFICE, "UNATTENDED_GAP", CIVIL)


def test_a_gap_without_a_lookup_has_no_registry() -> None:
    h = History().registered().asked().gap(fact="ALIMONY", cause="NO_SOURCE", lookup=None)
    assert h.wait("gap/G1").registry is None


@pytest.mark.parametrize(
    ("step", "then"),
    [
        (lambda h: h.state_asked(), ["state_request/S1"]),
        (lambda h: h.demanded(), ["document/D1"]),
        (lambda h: h.asked(question("L2", "BIRTH")), ["queue/7"]),
        (lambda h: h.gap_closed(), ["idle/claim"]),
    ],
    ids=["state asked", "paper demanded", "registry to be asked", "closed"],
)
def test_a_gap_is_attended_when_somebody_is_asked(step: Step, then: list[str]) -> None:
    assert step(History().with_gap()).open == then


@pytest.mark.parametrize(
    "step",
    [
        lambda h: h.asked(question("L2", "DEATH")).sent("L2"),
        lambda h: h.asked(question("L2", "BIRTH", subject=MOTHER)).sent("L2"),
        lambda h: h.demanded(verdict="NEVER_LOOKED_UP", gap=None, fact="DEATH"),
        lambda h: h.gap("G2", "DEATH").state_asked(gap="G2"),
    ],
    ids=["another fact asked", "another person asked", "another paper", "another gap"],
)
def test_what_is_asked_for_another_fact_leaves_the_gap_waiting(step: Step) -> None:
    assert "gap/G1" in step(History().with_gap()).open


def test_a_gap_detected_while_somebody_is_asked_already_does_not_wait_for_the_office() -> None:
    h = History().registered().asked(question("L1", "BIRTH")).sent().demanded(verdict="ASKED_TOO_EARLY", gap=None)
    assert h.answered().gap().open == ["document/D1"]


def test_a_paper_demanded_twice_before_its_gap_was_known_is_waited_for_once_the_gap_is() -> None:
    """The first demand, taken back before the gap, leaves the second without a wait: nothing is missing yet."""
    h = History().registered().asked(question("L1", "BIRTH")).sent()
    h = h.demanded("D1", verdict="ASKED_TOO_EARLY", gap=None).demanded("D2", verdict="ASKED_AGAIN", gap=None)
    h = h.taken_back("D1").answered().gap()
    assert h.open == ["document/D2"]
    assert row(h.wait("document/D2"))[:2] == ("APPLICANT", OF_OFFICE)


@pytest.mark.parametrize("answer", ["NO_DATA", "REFUSED"])
def test_a_gap_waits_for_the_office_again_when_the_state_gave_nothing(answer: str) -> None:
    h = History().with_gap().state_asked().state_answered(answer)
    assert h.open == ["gap/G1"]
    assert h.wait("gap/G1").version == 8


def test_a_gap_waits_again_when_its_demand_was_taken_back() -> None:
    assert History().with_gap().demanded().taken_back().open == ["gap/G1"]


def test_a_gap_waits_again_when_the_registry_has_the_same_answer_still() -> None:
    h = History().with_gap().asked(question("L2", "BIRTH")).sent("L2").answered("L2")
    assert h.open == ["gap/G1"]


def test_a_gap_does_not_wait_again_while_another_attempt_goes_on() -> None:
    h = History().with_gap().state_asked().demanded().taken_back()
    assert h.open == ["state_request/S1"]


@pytest.mark.parametrize(
    "step",
    [
        lambda h: h.demanded().received(),
        lambda h: h.state_asked().state_answered("PROVIDED"),
        lambda h: h.asked(question("L2", "BIRTH")).sent("L2").answered("L2", "FOUND_COMPLETE", "BIRTH"),
    ],
    ids=["paper received", "state provided", "registry gave"],
)
def test_an_event_that_shows_the_fact_never_reopens_its_gap(step: Step) -> None:
    h = step(History().with_gap())
    assert h.open == ["idle/claim"]
    h.gap_closed()
    assert (h.open, named(h.closed).count("gap/G1")) == (["idle/claim"], 1)


def test_a_received_consent_closes_a_gap_of_consent_and_reopens_any_other() -> None:
    consent = {"type": "CONSENT", "verdict": "NO_BASIS"}
    waiting = History().with_gap(owner=APPLICANT, cause="CONSENT").demanded(**consent)
    assert waiting.received().open == ["idle/claim"]
    in_vain = History().with_gap(cause="NOT_FILLED").demanded(**consent)
    assert in_vain.received().open == ["gap/G1"]


def test_a_replaced_gap_opens_no_second_wait() -> None:
    h = History().with_gap().asked(question("L2", "BIRTH")).sent("L2").answered("L2", "CONFLICT")
    waiting = h.wait("gap/G1")
    h.gap_closed("G1", replaced_by="G2").gap("G2", cause="CONTRADICTION", lookup="L2")
    assert h.ledger.open == [waiting]
    assert h.state_asked(gap="G2").open == ["state_request/S1"]


# state request


@pytest.mark.parametrize(
    ("owner", "body", "liable"),
    [(CIVIL_OWNER, JUSTICE, CIVIL_OWNER), (AKIMAT, AKIMAT, AKIMAT), (LAW, JUSTICE, JUSTICE)],
    ids=["owner answers", "akimat fills its own gap", "the law owes nobody an answer"],
)
def test_a_state_body_holds_the_move_and_the_gaps_owner_answers(
    owner: PartyRef, body: PartyRef, liable: PartyRef
) -> None:
    h = History().with_gap(owner=owner).state_asked(body=body)
    assert row(h.wait("state_request/S1")) == (who(body), who(liable), "STATE_REQUEST", CIVIL)


def test_a_state_request_is_over_when_its_gap_is_closed() -> None:
    h = History().with_gap().state_asked().demanded(verdict="ASKED_TOO_EARLY")
    assert h.received().open == ["state_request/S1"]
    assert h.gap_closed().open == ["idle/claim"]


def test_a_state_request_outlives_a_replaced_gap_with_its_parties_and_ends_with_the_gap_that_took_its_place() -> None:
    h = History().with_gap().state_asked().asked(question("L2", "BIRTH")).sent("L2").answered("L2", "CONFLICT")
    asked = h.wait("state_request/S1")
    h.gap_closed("G1", replaced_by="G2").gap("G2", owner=AKIMAT, lookup="L2")
    assert h.ledger.open == [asked]
    assert row(asked) == (who(JUSTICE), OF_CIVIL, "STATE_REQUEST", CIVIL)
    assert h.demanded(gap="G2").received().gap_closed("G2").open == ["idle/claim"]


# document


@pytest.mark.parametrize(
    ("verdict", "fields", "liable"),
    [
        (Verdict.ASKED_AGAIN, {}, OF_COMMISSION),
        (Verdict.ASKED_TOO_EARLY, {}, OF_COMMISSION),
        (Verdict.PRESENT_BUT_ASKED, {"gap": None}, OF_COMMISSION),
        (Verdict.NO_BASIS, {}, OF_COMMISSION),
        (Verdict.GAP, {}, OF_CIVIL),
        (Verdict.GAP, {"state_not_asked": True}, OF_COMMISSION),
        (Verdict.NO_REGISTRY, {"gap": None, "fact": "ALIMONY"}, "MINISTRY"),
        (Verdict.NO_REGISTRY, {"gap": None, "fact": "OTHER"}, "LAW"),
        (Verdict.NEVER_LOOKED_UP, {"gap": None}, OF_COMMISSION),
    ],
)
def test_the_applicant_holds_the_move_and_the_verdict_says_who_answers(
    verdict: Verdict, fields: dict[str, Any], liable: str
) -> None:
    h = History().with_gap().demanded("D1", verdict.value, **{"gap": "G1"} | BY_COMMISSION | fields)
    registry = None if "gap" in fields else CIVIL
    assert row(h.wait("document/D1")) == ("APPLICANT", liable, "DOCUMENT", registry)
    h.received()
    assert h.over("document/D1").came_of == verdict


def test_the_office_answers_for_what_the_office_asked() -> None:
    h = History().registered().demanded(verdict="NEVER_LOOKED_UP", gap=None)
    assert who(h.wait("document/D1").liable) == OF_OFFICE


def test_a_demand_taken_back_is_over() -> None:
    h = History().registered().demanded(verdict="NEVER_LOOKED_UP", gap=None).taken_back()
    assert h.open == ["idle/claim"]


def test_a_paper_demanded_before_registration_is_waited_for_beside_it() -> None:
    h = History().add(e.ClaimSubmitted).demanded(verdict="NEVER_LOOKED_UP", gap=None)
    assert h.open == ["registration/claim", "document/D1"]
    assert h.wait("document/D1").stage == "INTAKE"


def test_a_demand_made_again_beside_an_outstanding_one_opens_no_wait_until_the_first_has_ended() -> None:
    h = History().with_gap().demanded("D1").demanded("D2", "ASKED_AGAIN", **BY_COMMISSION)
    assert h.demanded("D3", "ASKED_AGAIN").open == ["document/D1"]
    assert h.taken_back("D1").open == ["document/D2"]
    assert h.wait("document/D2").id == "document/D2/10"
    assert row(h.wait("document/D2")) == ("APPLICANT", OF_COMMISSION, "DOCUMENT", CIVIL)
    assert h.taken_back("D3").open == ["document/D2"]


def test_a_demand_made_again_is_waited_for_when_the_first_paper_came_and_did_not_close_the_gap() -> None:
    h = History().with_gap().demanded("D1", type="CONSENT").demanded("D2", "ASKED_AGAIN", type="CONSENT")
    assert h.received("D1").open == ["document/D2"]


def test_a_demand_made_again_after_the_paper_came_is_waited_for() -> None:
    h = History().registered().demanded("D1", "NEVER_LOOKED_UP", None).received("D1")
    assert h.demanded("D2", "ASKED_AGAIN", None).open == ["document/D2"]


def test_a_demand_made_again_is_not_waited_for_once_its_gap_is_closed() -> None:
    h = History().with_gap().demanded("D1").demanded("D2", "ASKED_AGAIN")
    assert h.received("D1").open == ["idle/claim"]
    assert h.gap_closed().taken_back("D2", "GAP_CLOSED").open == ["idle/claim"]
    assert "document/D2" not in named(h.closed)


def test_two_demands_of_which_neither_repeats_the_other_are_two_waits() -> None:
    h = History().with_gap().demanded("D1", "NO_BASIS", type="CONSENT").demanded("D2")
    assert h.open == ["document/D1", "document/D2"]
    assert h.taken_back("D1").open == ["document/D2"]


def test_a_subject_is_part_of_what_is_missing() -> None:
    h = History().with_gap().gap("G2", subject=MOTHER)
    assert h.open == ["gap/G1", "gap/G2"]
    assert h.demanded("D1", gap="G1", subject=CHILD).open == ["gap/G2", "document/D1"]
