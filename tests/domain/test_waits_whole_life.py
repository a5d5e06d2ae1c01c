"""Waits of transfers, contracts and complaints; what follows the file; and the time after a decision."""

from domain import events as e
from domain.vocabulary import WaitKind
from tests.domain.examples import OFFICE, OTHER_OFFICE, REVIEWER
from tests.domain.history import OF_BODY, OF_OFFICE, History, question, row

OF_OTHER = f"OFFICE:{OTHER_OFFICE}"
REVIEW = f"REVIEWING_BODY:{REVIEWER}"


def decided() -> History:
    return History().registered().after(100).add(e.ClaimApproved)


def complained() -> History:
    return decided().after(1000).add(e.ComplaintFiled)


# the file


def test_a_file_on_its_way_is_the_sending_offices_to_answer_for() -> None:
    history = History().registered().after(30).add(e.FileSent)
    assert history.open == ["file/claim"]
    assert row(history.wait("file/claim")) == (OF_OFFICE, OF_OFFICE, "TRANSFER", None)
    history.after(70).add(e.FileReceived)
    assert (history.over("file/claim").open_s, history.open) == (70, ["idle/claim"])
    assert row(history.wait("idle/claim"))[0] == OF_OTHER


def test_the_receiving_office_takes_over_the_registration() -> None:
    history = History().add(e.ClaimSubmitted).add(e.FileSent).after(50).add(e.FileReceived)
    assert row(history.over("registration/claim"))[:2] == (OF_OFFICE, OF_OFFICE)
    assert row(history.wait("registration/claim"))[:2] == (OF_OTHER, OF_OTHER)
    assert history.wait("registration/claim").version == 3
    history.after(9).add(e.ClaimRegistered)
    assert [wait.open_s for wait in history.closed if wait.kind == "registration"] == [50, 9]


def test_the_receiving_office_takes_over_gaps_and_assessment_and_nothing_else() -> None:
    history = History().with_gap().add(e.CommissionAssigned).add(e.CommissionConcluded).add(e.FileSent)
    history.after(60).add(e.FileReceived)
    assert sorted(history.open) == ["assessment/claim", "gap/G1"]
    assert {row(history.wait(name))[0] for name in history.open} == {OF_OTHER}
    own = [(wait.kind, row(wait)[0]) for wait in history.just_closed]
    assert sorted(own) == [("assessment", OF_OFFICE), ("file", OF_OFFICE), ("gap", OF_OFFICE)]


def test_a_file_sent_elsewhere_is_waited_for_anew() -> None:
    history = History().registered().after(30).add(e.FileSent, to_office="ALMATY-MISTYPED")
    history.after(50).add(e.FileSent)
    assert (history.over("file/claim").open_s, history.open) == (50, ["file/claim"])
    history.after(70).add(e.FileReceived)
    assert [wait.open_s for wait in history.closed if wait.kind == "file"] == [50, 70]


def test_a_demand_stays_with_who_asked() -> None:
    history = History().with_gap().demanded(verdict="NO_BASIS").add(e.FileSent).add(e.FileReceived)
    assert row(history.wait("document/D1"))[:2] == ("APPLICANT", f"OFFICE:{OFFICE}")


def test_a_decision_closes_the_wait_for_a_file() -> None:
    history = History().registered().add(e.FileSent).after(10).add(e.ClaimRefused)
    assert (history.over("file/claim").open_s, history.open) == (10, [])


# contracts


def test_a_contract_is_the_applicants_move_until_it_is_signed_or_declined() -> None:
    history = History().registered().add(e.ContractOffered).add(e.ContractOffered, kind="INDIVIDUAL_PLAN")
    assert history.open == ["contract/SOCIAL_CONTRACT", "contract/INDIVIDUAL_PLAN"]
    assert row(history.wait("contract/SOCIAL_CONTRACT")) == ("APPLICANT", "APPLICANT", "CONTRACT", None)
    history.after(5).add(e.ContractSigned).after(6).add(e.ContractDeclined)
    assert history.over("contract/SOCIAL_CONTRACT").open_s == 5
    assert history.over("contract/INDIVIDUAL_PLAN").open_s == 11
    assert history.open == ["idle/claim"]


# after a decision


def test_between_a_decision_and_a_complaint_no_time_passes() -> None:
    history = complained()
    assert (history.ledger.total_s, history.open) == (100, ["complaint/K1"])
    assert row(history.wait("complaint/K1")) == (REVIEW, REVIEW, "COMPLAINT", None)
    assert history.wait("complaint/K1").stage == "REVIEW"
    assert history.ledger.ended_at is None
    assert history.ledger.first_ended_at == history.ledger.last_at - 1000


def test_a_dismissed_complaint_ends_the_claim_again() -> None:
    history = complained().after(500).add(e.ComplaintResolved, result="DISMISSED")
    assert (history.ledger.total_s, history.open) == (600, [])
    assert history.ledger.ended_at == history.ledger.last_at
    history.after(99).add(e.NoticeSent, what=3)
    assert history.ledger.ended_at == history.ledger.last_at - 99, "what comes after the end does not move it"


def test_an_upheld_complaint_waits_for_a_new_decision() -> None:
    history = complained().after(500).add(e.ComplaintResolved, result="UPHELD")
    assert history.open == ["decision/claim"]
    assert row(history.wait("decision/claim"))[:2] == (OF_BODY, OF_BODY)
    history.after(40).add(e.ClaimRefused)
    assert (history.ledger.total_s, history.open) == (640, [])
    assert history.ledger.first_ended_at == history.ledger.last_at - 1540


def test_gaps_still_open_wait_again_even_where_a_registry_never_answered() -> None:
    history = History().with_gap().asked(question("L2", "BIRTH")).sent("L2")
    history.add(e.ClaimApproved).add(e.ComplaintFiled)
    assert history.open == ["complaint/K1"]
    history.add(e.ComplaintResolved, result="UPHELD")
    assert sorted(history.open) == ["decision/claim", "gap/G1"]


def test_a_question_that_lapsed_with_the_decision_is_not_waited_for_again() -> None:
    history = History().registered().asked(question("L1", "BIRTH")).sent().add(e.ClaimApproved).add(e.ComplaintFiled)
    history.add(e.ComplaintResolved, result="UPHELD").after(10).failed()
    assert history.open == ["decision/claim"]


def test_two_complaints_at_one_body_weigh_as_one() -> None:
    history = complained().add(e.ComplaintFiled, complaint="K2").after(100)
    history.add(e.ComplaintResolved).after(10).add(e.ComplaintResolved, complaint="K2", result="DISMISSED")
    assert [(w.share_s, w.sole_s) for w in history.closed if w.kind == WaitKind.COMPLAINT] == [(50, 50), (60, 60)]


def test_a_complaint_before_a_decision_opens_no_wait() -> None:
    history = History().registered().add(e.ComplaintFiled)
    assert history.open == ["idle/claim"]


def test_a_late_answer_in_a_review_opens_no_wait() -> None:
    history = History().registered().asked(question("L1", "BIRTH")).sent().add(e.ClaimApproved).add(e.ComplaintFiled)
    history.after(10).failed()
    assert history.open == ["complaint/K1"]
    history.after(10).answered()
    assert history.open == ["complaint/K1"]


# pauses


def test_a_pause_is_the_wait_for_a_paper_rightly_asked_for() -> None:
    history = History().with_gap().demanded()
    assert history.wait("document/D1").pause
    history.after(3600).received()
    ledger = history.ledger
    assert (ledger.paused_s, ledger.paused_working_s) == (3600, 3600)
    (pause,) = ledger.pauses
    assert (pause.demand, pause.closed_at, pause.opened_at) == ("D1", ledger.last_at, ledger.last_at - 3600)


def test_a_paper_that_the_state_was_not_asked_for_is_no_pause() -> None:
    assert not History().with_gap().demanded(state_not_asked=True).wait("document/D1").pause
    assert not History().with_gap().demanded(verdict="NO_BASIS").wait("document/D1").pause


def test_two_pauses_at_once_pause_the_claim_once() -> None:
    history = History().with_gap().demanded().after(100).gap("G2", "FATHER").demanded("D2", gap="G2", fact="FATHER")
    history.after(100).received("D1").after(100).received("D2")
    assert history.ledger.paused_s == 300
    running = History().with_gap().demanded()
    assert running.ledger.paused(running.ledger.last_at + 60) == (60, 60)
