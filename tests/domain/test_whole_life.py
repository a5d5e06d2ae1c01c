"""Beside and after the way to the decision: transfers, the term, contracts, payments, complaints, corrections."""

from datetime import date

import pytest

from domain import calendar as calendars
from domain.allowed import doable
from domain.calendar import LATEST, adopt, calendar, with_override
from domain.claim import Claim
from domain.errors import AlreadyDone, InTheFuture, NeverAsked, NotYourFile, Unusable
from domain.events import (
    CommissionInspected,
    ComplaintFiled,
    ComplaintResolved,
    ContractOffered,
    CorrectionRecorded,
    DeadlineRecomputed,
    FileReceived,
    FileSent,
    NoticeSent,
    PaymentResumed,
    PaymentStarted,
    TermExtended,
)
from domain.vocabulary import ComplaintResult, ContractKind, ExtensionReason, Role, Stage
from tests.domain.examples import OFFICE, OTHER_OFFICE, REVIEWER
from tests.domain.scenario import Step, at, did, given, recorded, registered, submitted

DECIDED: tuple[Step, ...] = (registered(), did(Claim.approve))
REVIEWED: tuple[Step, ...] = (*DECIDED, did(Claim.complain))
UPHELD = ComplaintResult.UPHELD

# the file


def test_the_office_that_receives_the_file_is_in_charge() -> None:
    scenario = given(submitted()).when(Claim.send_file)
    scenario.then(recorded(FileSent, from_office=OFFICE, to_office=OTHER_OFFICE))
    assert (scenario.claim.state.office, scenario.claim.state.transfer_to) == (OFFICE, OTHER_OFFICE)
    scenario.when(Claim.receive_file, office=OTHER_OFFICE)
    scenario.then(recorded(FileReceived, from_office=OFFICE, to_office=OTHER_OFFICE))
    assert (scenario.claim.state.office, scenario.claim.state.transfer_to) == (OTHER_OFFICE, None)


def test_only_the_office_in_charge_sends_the_file_and_only_the_one_it_went_to_receives_it() -> None:
    given(submitted()).when(Claim.send_file, office=OTHER_OFFICE).refused(NotYourFile, OFFICE)
    given(submitted(), did(Claim.send_file)).when(Claim.receive_file).refused(NotYourFile, OTHER_OFFICE)


def test_a_file_is_sent_once_to_another_office_and_received_once() -> None:
    given(submitted()).when(Claim.send_file, to=OFFICE).refused(Unusable, OFFICE)
    given(submitted(), did(Claim.send_file)).when(Claim.send_file).refused(AlreadyDone, OTHER_OFFICE)
    given(submitted(), did(Claim.send_file)).when(Claim.send_file, to=OFFICE).refused(Unusable, OFFICE)
    given(submitted()).when(Claim.receive_file, office=OTHER_OFFICE).refused(AlreadyDone, OFFICE)


def test_a_file_sent_to_the_wrong_office_is_sent_on_by_the_one_that_still_has_it() -> None:
    scenario = given(submitted(), did(Claim.send_file, to="ALMATY-MISTYPED")).when(Claim.send_file)
    scenario.then(recorded(FileSent, from_office=OFFICE, to_office=OTHER_OFFICE))
    scenario.when(Claim.receive_file, office="ALMATY-MISTYPED").refused(NotYourFile, OTHER_OFFICE)


def test_an_office_to_which_a_file_is_on_its_way_only_receives_it() -> None:
    sent = given(registered(), did(Claim.send_file))
    sent.when(Claim.withdraw, office=OTHER_OFFICE).refused(NotYourFile, OTHER_OFFICE)
    state = sent.claim.state
    assert doable(state, Role.CASEWORKER, OTHER_OFFICE) == {"receive_file"}
    assert "receive_file" not in doable(state, Role.CASEWORKER, OFFICE)
    sent.when(Claim.receive_file, office=OTHER_OFFICE)
    sent.when(Claim.withdraw, office=OTHER_OFFICE)
    assert sent.refusal is None


def test_a_decision_ends_a_transfer() -> None:
    scenario = given(registered(), did(Claim.send_file), did(Claim.approve))
    assert (scenario.claim.state.office, scenario.claim.state.transfer_to) == (OFFICE, None)


# the term


@pytest.fixture(autouse=True)
def no_decree_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "_adopted", {})


def decreed() -> None:
    adopt(with_override(calendar(LATEST), {"off": {"2019-04-08": "TRANSFER:2019-04-13"}}))


def test_an_extension_is_recorded_as_it_was_said() -> None:
    scenario = given(registered()).when(Claim.extend_term, reason=ExtensionReason.OTHER)
    scenario.then(recorded(TermExtended, due_on="2019-05-08", reason="OTHER"))


def test_an_extension_names_a_day_after_the_one_in_force() -> None:
    given(registered()).when(Claim.extend_term, due_on=date(2019, 4, 10)).refused(Unusable, "2019-04-10")
    given(registered(), did(Claim.extend_term)).when(Claim.extend_term).refused(Unusable, "2019-05-08")


def test_a_decree_moves_the_deadline_once() -> None:
    scenario = given(registered())
    scenario.when(Claim.recompute_deadline).refused(AlreadyDone, "2019-04-10", LATEST)
    decreed()
    scenario.when(Claim.recompute_deadline)
    version = calendars.latest().version
    scenario.then(recorded(DeadlineRecomputed, due_on="2019-04-11", calendar=version))
    skipped = {reason["day"]: reason["why"] for reason in scenario.new[0].content()["reasons"][1:]}
    assert skipped["2019-04-08"] == "TRANSFER:2019-04-13"
    assert scenario.claim.state.calendar == LATEST, "the ledger keeps its calendar for life"
    scenario.when(Claim.recompute_deadline).refused(AlreadyDone, version)


# commission and contract


def test_an_inspection_is_not_later_than_its_recording() -> None:
    under_way = given(registered(), did(Claim.assign_commission))
    under_way.when(Claim.inspect, on=date(2019, 4, 1)).then(recorded(CommissionInspected, on="2019-04-01"))
    under_way.when(Claim.inspect, on=date(2019, 4, 2)).refused(InTheFuture, "2019-04-02")


def test_an_inspection_is_not_before_the_claim() -> None:
    given(registered(), did(Claim.assign_commission)).when(Claim.inspect, on=date(1900, 1, 1)).refused(
        Unusable, "2019-04-01"
    )


def test_an_offer_lapses_with_the_decision_and_can_be_made_again_in_the_next() -> None:
    offered: tuple[Step, ...] = (registered(), did(Claim.offer_contract), did(Claim.approve), did(Claim.complain))
    upheld = given(*offered, did(Claim.resolve_complaint, result=UPHELD))
    upheld.when(Claim.sign_contract).refused(AlreadyDone, "LAPSED")
    upheld.when(Claim.offer_contract)
    assert upheld.refusal is None


def test_one_contract_of_a_kind_at_a_time() -> None:
    scenario = given(registered(), did(Claim.offer_contract))
    scenario.when(Claim.offer_contract).refused(AlreadyDone, "OFFERED")
    scenario.when(Claim.offer_contract, kind=ContractKind.INDIVIDUAL_PLAN).then(recorded(ContractOffered))
    scenario.when(Claim.sign_contract).when(Claim.offer_contract).refused(AlreadyDone, "SIGNED")
    scenario.when(Claim.decline_contract).refused(AlreadyDone, "SIGNED")
    plan = ContractKind.INDIVIDUAL_PLAN
    scenario.when(Claim.decline_contract, kind=plan).when(Claim.offer_contract, kind=plan)
    scenario.then(recorded(ContractOffered, kind=plan))


def test_a_contract_is_signed_once_it_was_offered() -> None:
    given(registered()).when(Claim.sign_contract).refused(NeverAsked, "SOCIAL_CONTRACT")
    given(registered()).when(Claim.decline_contract).refused(NeverAsked, "SOCIAL_CONTRACT")


# notices and payments


def test_a_notice_tells_of_an_event_that_happened() -> None:
    given(registered()).when(Claim.send_notice, what=2).then(recorded(NoticeSent, what=2, channel="LETTER"))
    given(registered()).when(Claim.send_notice, what=3).refused(NeverAsked, "1 to 2")
    given(registered()).when(Claim.send_notice, what=0).refused(NeverAsked)


def test_a_payment_starts_rests_goes_on_and_ends() -> None:
    scenario = given(*DECIDED)
    for command in (Claim.suspend_payment, Claim.resume_payment, Claim.terminate_payment):
        scenario.when(command).refused(AlreadyDone, "not started")
    scenario.when(Claim.start_payment).then(recorded(PaymentStarted, first_month="2019-04"))
    scenario.when(Claim.start_payment).refused(AlreadyDone, "STARTED")
    scenario.when(Claim.resume_payment).refused(AlreadyDone, "SUSPENDED")
    scenario.when(Claim.suspend_payment).when(Claim.resume_payment).then(recorded(PaymentResumed))
    scenario.when(Claim.terminate_payment).when(Claim.resume_payment).refused(AlreadyDone, "TERMINATED")
    scenario.when(Claim.start_payment).then(recorded(PaymentStarted))


def test_a_payment_that_was_never_due_is_recorded() -> None:
    given(registered(), did(Claim.withdraw)).when(Claim.start_payment).then(recorded(PaymentStarted))


# complaints


def test_a_complaint_about_a_decision_opens_a_review() -> None:
    scenario = given(*DECIDED).when(Claim.complain)
    filed = recorded(ComplaintFiled, complaint="K1", body=REVIEWER, external_number="2019-75-0042", due_on="2019-04-16")
    scenario.then(filed)
    assert scenario.claim.state.stage == Stage.REVIEW
    assert not scenario.claim.is_open, "the applicant may apply anew"


@pytest.mark.parametrize(("result", "stage"), [("DISMISSED", Stage.DECIDED), ("UPHELD", Stage.DECISION)])
def test_a_resolved_complaint_ends_the_review(result: str, stage: Stage) -> None:
    scenario = given(*REVIEWED).when(Claim.resolve_complaint, result=ComplaintResult(result))
    scenario.then(recorded(ComplaintResolved, complaint="K1", result=result))
    assert scenario.claim.state.stage == stage
    assert not scenario.claim.is_open


def test_a_review_lasts_until_its_last_complaint_and_one_upheld_is_enough() -> None:
    scenario = given(*REVIEWED, did(Claim.complain)).when(Claim.resolve_complaint, complaint="K1", result=UPHELD)
    assert scenario.claim.state.stage == Stage.REVIEW
    scenario.when(Claim.resolve_complaint, complaint="K2")
    assert scenario.claim.state.stage == Stage.DECISION


def test_an_earlier_review_says_nothing_about_a_later_one() -> None:
    scenario = given(*REVIEWED, did(Claim.resolve_complaint, result=UPHELD), did(Claim.refuse), did(Claim.complain))
    scenario.when(Claim.resolve_complaint, complaint="K2")
    assert scenario.claim.state.stage == Stage.DECIDED
    assert (scenario.claim.state.decision, scenario.claim.state.first_end) == ("REFUSED", "APPROVED")


def test_a_complaint_before_a_decision_changes_no_stage_and_holds_up_no_review() -> None:
    scenario = given(registered(), did(Claim.complain))
    assert scenario.claim.state.stage == Stage.CHECKS
    scenario.when(Claim.approve).when(Claim.complain)
    assert scenario.claim.state.stage == Stage.REVIEW
    scenario.when(Claim.resolve_complaint, complaint="K2")
    assert scenario.claim.state.stage == Stage.DECIDED
    scenario.when(Claim.resolve_complaint, complaint="K1", result=UPHELD)
    assert scenario.claim.state.stage == Stage.DECIDED


def test_a_complaint_is_resolved_once() -> None:
    given(*DECIDED).when(Claim.resolve_complaint).refused(NeverAsked, "K1")
    scenario = given(*REVIEWED, did(Claim.resolve_complaint))
    scenario.when(Claim.resolve_complaint).refused(AlreadyDone, "DISMISSED")


# corrections


def test_a_correction_names_a_field_of_an_event_and_changes_nothing_else() -> None:
    scenario = given(registered())
    before = repr(scenario.claim.state)
    scenario.when(Claim.correct, wrong=2, field="number", right="ALMATY-1-2019-000002")
    scenario.then(recorded(CorrectionRecorded, wrong=2, field="number", right="ALMATY-1-2019-000002"))
    assert repr(scenario.claim.state) == before.replace("corrections=0", "corrections=1")


def test_what_the_token_the_store_and_the_house_said_is_not_corrected() -> None:
    for field in ("by", "office", "occurred_at", "request", "timestamp", "colour", "reasons", "due_on", "edition"):
        given(registered()).when(Claim.correct, wrong=2, field=field).refused(NeverAsked, field, "number")
    given(registered()).when(Claim.correct, wrong=3).refused(NeverAsked, "1 to 2")


def test_what_an_event_does_is_no_field_of_it() -> None:
    paid = given(*DECIDED, did(Claim.start_payment))
    paid.when(Claim.correct, wrong=4, field="leaves").refused(NeverAsked, "leaves", "first_month")


# dating back


def test_a_complaint_is_due_by_the_day_it_was_filed() -> None:
    scenario = given(*DECIDED, at("2019-04-04 10:00"))
    act = scenario.act(Role.CASEWORKER, occurred_at=scenario.clock.now.replace(day=2))
    scenario.when(Claim.complain, act=act).then(recorded(ComplaintFiled, due_on="2019-04-17"))
