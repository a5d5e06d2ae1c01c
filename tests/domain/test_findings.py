"""What each rule finds, and what it leaves alone: histories of a few events, put together by hand."""

from datetime import datetime
from typing import Any, Final

import pytest

from domain import events as e
from domain.findings import RULES, Found, examine, finding_id
from domain.vocabulary import FindingRule
from tests.domain.examples import CLAIM
from tests.domain.history import ALMATY, OF_BODY, OF_COMMISSION, OF_OFFICE, History, question, who

LATER: Final = "04-01 18:00"
BROUGHT: Final = {"number": "1", "kind": "UNCONDITIONAL", "months": 3, "conclusion": None}


def found(history: History, rule: FindingRule, now: str | None = None) -> list[Found]:
    """What the rule finds at that local time of 2019, or at the last event."""
    at = datetime.fromisoformat(f"2019-{now}").replace(tzinfo=ALMATY) if now else history.now
    return [each for name, each in examine(history.events, at) if name is rule]


def one(history: History, rule: FindingRule, now: str | None = None) -> Found:
    (only,) = found(history, rule, now)
    return only


def seconds(each: Found) -> int | None:
    return None if each.until is None else each.until - each.since


def signed(*signatures: tuple[str, str]) -> list[e.Signature]:
    return [{"member": member, "at": "2019-04-12T06:00:00Z", "device": device} for member, device in signatures]


THREE: Final = signed(("m-1", "d-1"), ("m-2", "d-2"), ("m-3", "d-3"))


def concluded(result: str = "NEEDS", **other: Any) -> History:
    h = History().registered().after(60).add(e.CommissionAssigned, quorum=3).after(60)
    return h.add(e.CommissionConcluded, **{"result": result, "signatures": THREE, "next": "DECISION"} | other)


# decisions


@pytest.mark.parametrize("result", ["NOT_IN_NEED", "INSPECTION_REFUSED"])
@pytest.mark.parametrize("named", [4, None])
def test_an_approval_against_its_conclusion(result: str, named: int | None) -> None:
    h = concluded(result).after(60).add(e.ClaimApproved, **BROUGHT | {"conclusion": named})
    each = one(h, FindingRule.APPROVED_AGAINST_CONCLUSION)
    assert (each.thing, each.events, who(each.who), seconds(each)) == ("5", (4, 5), OF_BODY, 0)


def test_an_approval_that_names_another_conclusion_than_the_last_is_judged_by_the_one_it_names() -> None:
    rule, second = FindingRule.APPROVED_AGAINST_CONCLUSION, {"signatures": THREE, "next": "DECISION"}
    h = concluded("NOT_IN_NEED").add(e.CommissionConcluded, result="NEEDS", **second)
    assert not found(h.add(e.ClaimApproved, **BROUGHT), rule)
    h = concluded("NOT_IN_NEED").add(e.CommissionConcluded, result="NEEDS", **second)
    assert one(
        h.add(e.ClaimApproved, **BROUGHT | {"conclusion": 4}), FindingRule.APPROVED_AGAINST_CONCLUSION
    ).events == (
        4,
        6,
    )


@pytest.mark.parametrize(
    ("signatures", "enough"),
    [
        (THREE, True),
        (THREE[:2], False),
        ([*THREE[:2], THREE[0]], False),
        (signed(("m-1", "d"), ("m-2", "d"), ("m-3", "d")), False),
        (signed(("m-1", "d"), ("m-2", "d"), ("m-3", "e")), True),
        ([], False),
    ],
)
def test_signatures_are_enough_if_so_many_members_signed_on_more_than_one_device(
    signatures: list[e.Signature], enough: bool
) -> None:
    each = found(concluded(signatures=signatures), FindingRule.TOO_FEW_SIGNATURES)
    assert bool(each) is not enough
    assert all((one.events, who(one.who)) == ((3, 4), OF_COMMISSION) for one in each)


def test_a_decision_before_any_conclusion_that_needs_one() -> None:
    rule = FindingRule.DECIDED_WITHOUT_CONCLUSION
    approved = History().registered().add(e.ClaimApproved, **BROUGHT)
    assert one(approved, rule).events == (3,)
    for ground, broken in (("NOT_IN_NEED", True), ("INCOME_ABOVE_LINE", False)):
        h = History().registered().add(e.ClaimRefused, number="2", ground=ground, conclusion=None)
        assert bool(found(h, rule)) is broken
    assert not found(concluded().add(e.ClaimApproved, **BROUGHT | {"conclusion": 4}), rule)


# papers


def test_an_unjustified_demand_is_at_stake_until_the_paper_came() -> None:
    h = History().registered().after(60).demanded("D1", "PRESENT_BUT_ASKED", None)
    assert seconds(one(h, FindingRule.UNJUSTIFIED_DEMAND)) is None
    each = one(h.after(7_200).received(), FindingRule.UNJUSTIFIED_DEMAND)
    assert (each.thing, each.events, who(each.who), seconds(each)) == ("D1", (3,), OF_OFFICE, 7_200)


def test_it_is_at_stake_until_it_was_taken_back_or_the_claim_ended() -> None:
    h = History().registered().demanded("D1", "NO_BASIS", None).after(10).demanded("D2", "NEVER_LOOKED_UP", None)
    h.after(100).taken_back("D1").after(1_000).add(e.ClaimWithdrawn)
    assert [seconds(each) for each in found(h, FindingRule.UNJUSTIFIED_DEMAND)] == [110, 1_100]


def test_a_justified_demand_is_no_finding_but_passing_by_the_state_is() -> None:
    h = History().with_gap().demanded("D1", "GAP", state_not_asked=True)
    assert not found(h, FindingRule.UNJUSTIFIED_DEMAND)
    assert one(h, FindingRule.STATE_NOT_ASKED).thing == "D1"
    assert not found(History().with_gap().demanded("D1", "GAP"), FindingRule.STATE_NOT_ASKED)


# terms


def registered_until(day: str) -> History:
    return History().add(e.ClaimSubmitted, register_by="2019-04-02").after(60).add(e.ClaimRegistered, due_on=day)


def test_over_term_begins_with_the_midnight_after_the_due_day() -> None:
    h = registered_until("2019-04-10")
    assert not found(h, FindingRule.OVER_TERM, "04-10 23:59:59")
    each = one(h, FindingRule.OVER_TERM, "04-11 00:00:00")
    assert (each.thing, each.events, who(each.who), each.until) == ("term", (2,), OF_BODY, None)
    assert each.since == int(datetime(2019, 4, 11, tzinfo=ALMATY).timestamp())


def test_a_decision_ends_it_and_one_in_time_never_begins_it() -> None:
    late = registered_until("2019-04-10").at("04-12 09:00").add(e.ClaimApproved, **BROUGHT)
    assert seconds(one(late, FindingRule.OVER_TERM, "05-01 00:00")) == 86_400 + 9 * 3_600
    in_time = registered_until("2019-04-10").at("04-10 23:00").add(e.ClaimApproved, **BROUGHT)
    assert not found(in_time, FindingRule.OVER_TERM, "05-01 00:00")


def test_nobody_gains_by_not_registering() -> None:
    h = History().add(e.ClaimSubmitted, register_by="2019-04-02")
    assert not found(h, FindingRule.OVER_TERM, "04-02 23:00")
    assert one(h, FindingRule.OVER_TERM, "04-03 00:00").thing == "registration"
    each = one(h.at("04-03 10:00").add(e.ClaimRegistered, due_on="2019-04-12"), FindingRule.OVER_TERM)
    assert (each.events, who(each.who), seconds(each)) == ((1, 2), OF_OFFICE, 36_000)


@pytest.mark.parametrize(
    ("recorded", "until", "noticed", "unlawful"),
    [
        ("04-09 10:00", "2019-05-09", True, False),
        ("04-09 10:00", "2019-05-09", False, True),  # nobody was told
        ("04-12 10:00", "2019-05-09", True, True),  # late
        ("04-09 10:00", "2019-06-09", True, True),  # too long
    ],
)
def test_an_extension_that_moves_nothing(recorded: str, until: str, noticed: bool, unlawful: bool) -> None:
    h = registered_until("2019-04-10").at(recorded)
    h.add(e.TermExtended, due_on=until, reason="AWAITING_STATE_BODY", recorded_at=h.now)
    if noticed:
        h.add(e.NoticeSent, what=3, recorded_at=h.now)
    each = found(h, FindingRule.UNLAWFUL_EXTENSION, "05-01 10:00")
    assert bool(each) is unlawful
    assert all((one.thing, who(one.who)) == ("3", OF_BODY) for one in each)


# silence


def test_a_claim_in_which_nothing_happens_is_found_after_the_days_that_what_is_waited_for_explains() -> None:
    h = History().registered()  # Monday; idle: three working days
    assert not found(h, FindingRule.SILENCE, "04-04 23:59:59")
    each = one(h, FindingRule.SILENCE, "04-05 00:00")
    assert (each.thing, each.events, who(each.who), each.until) == ("2", (2,), OF_OFFICE, None)
    h.at("04-08 09:00").asked(question("L1", "BIRTH"))
    broken = one(h, FindingRule.SILENCE)
    assert (broken.events, seconds(broken)) == ((2, 3), 3 * 86_400 + 9 * 3_600)


def test_an_applicant_who_does_not_come_is_followed_up_by_the_office() -> None:
    h = History().with_gap().demanded()
    assert not found(h, FindingRule.SILENCE, "04-20 10:00")
    assert who(one(h, FindingRule.SILENCE, "04-30 10:00").who) == OF_OFFICE


def test_the_wait_whose_days_pass_first_says_who_should_have_moved() -> None:
    h = History().registered().asked(question("L1", "BIRTH")).sent().add(e.CommissionAssigned)
    assert who(one(h, FindingRule.SILENCE, "04-04 10:00").who) == "REGISTRY:CIVIL_STATUS"


def test_going_from_hand_to_hand_is_no_movement() -> None:
    h = History().registered().at("04-03 10:00").add(e.ClaimAssigned)
    assert one(h, FindingRule.SILENCE, "04-05 00:00").events == (2,)


def test_an_ended_claim_is_not_silent() -> None:
    assert not found(History().registered().add(e.ClaimWithdrawn), FindingRule.SILENCE, "06-01 10:00")


# pauses


def test_a_pause_begun_on_the_last_day_of_the_term() -> None:
    def h(day: str) -> History:
        return History().with_gap().at(day).demanded()

    assert History().with_gap().ledger.state.due_on == "2019-04-10"
    assert not found(h("04-09 10:00"), FindingRule.PAUSE_ON_LAST_DAY)
    each = one(h("04-10 10:00"), FindingRule.PAUSE_ON_LAST_DAY)
    assert (each.thing, each.events, who(each.who), each.until) == ("document/D1/7", (7,), OF_OFFICE, None)


def test_only_lawful_pauses_are_judged_as_pauses() -> None:
    h = History().with_gap().at("04-10 10:00").demanded(state_not_asked=True)
    assert not found(h, FindingRule.PAUSE_ON_LAST_DAY)


def test_a_pause_for_what_was_paused_for_before() -> None:
    h = (
        History()
        .with_gap()
        .demanded("D1")
        .after(3_600)
        .taken_back("D1")
        .after(60)
        .demanded("D2")
        .after(60)
        .received("D2")
    )
    each = one(h, FindingRule.PAUSE_REPEATED)
    assert (each.thing, each.events, seconds(each)) == ("document/D2/9", (7, 9), 60)


def test_work_during_a_pause() -> None:
    h = History().with_gap().demanded().after(60).add(e.NoticeSent, what=7)
    assert not found(h, FindingRule.PAUSE_WITH_WORK)
    h.after(60).add(e.CommissionAssigned).after(60).add(e.CommissionInspected)
    assert one(h, FindingRule.PAUSE_WITH_WORK).events == (7, 9)


def test_work_after_a_pause_is_none_during_it() -> None:
    h = History().with_gap().demanded().after(60).received().gap_closed().add(e.CommissionAssigned)
    assert not found(h, FindingRule.PAUSE_WITH_WORK)


def test_a_long_pause_in_which_nobody_told_the_applicant_again() -> None:
    h = History().with_gap().demanded()
    assert not found(h, FindingRule.PAUSE_NOT_FOLLOWED_UP, "04-15 18:00")
    assert one(h, FindingRule.PAUSE_NOT_FOLLOWED_UP, "04-16 00:00").thing == "document/D1/7"
    h.at("04-12 10:00").add(e.NoticeSent, what=7)
    assert not found(h, FindingRule.PAUSE_NOT_FOLLOWED_UP, "04-30 18:00")


# records


def test_a_payment_that_no_approval_stands_behind() -> None:
    refused = History().registered().add(e.ClaimRefused, ground="INCOME_ABOVE_LINE")
    assert one(refused.add(e.PaymentStarted), FindingRule.CONTRADICTION).events == (3, 4)
    approved = History().registered().add(e.ClaimApproved, **BROUGHT)
    assert not found(approved.add(e.PaymentStarted), FindingRule.CONTRADICTION)


def test_a_refusal_for_want_of_need_though_need_was_found() -> None:
    rule = FindingRule.CONTRADICTION
    assert one(concluded("NEEDS").add(e.ClaimRefused, ground="NOT_IN_NEED"), rule).events == (4, 5)
    assert not found(concluded("NOT_IN_NEED").add(e.ClaimRefused, ground="NOT_IN_NEED"), rule)
    assert not found(concluded("NEEDS").add(e.ClaimRefused, ground="INCOME_ABOVE_LINE"), rule)


def test_an_event_that_says_it_happened_before_the_one_before_it() -> None:
    h = History().registered().after(600).demanded("D1", "NO_BASIS", None).after(-500).received()
    each = one(h, FindingRule.CLAMPED)
    assert (each.events, seconds(each)) == ((3, 4), 500)


def test_a_second_answer_to_one_attempt() -> None:
    h = History().registered().asked(question("L1", "BIRTH")).sent().answered().answered()
    each = one(h, FindingRule.ANSWERED_TWICE)
    assert (each.events, who(each.who)) == ((5, 6), "REGISTRY:CIVIL_STATUS")


# all of them


def test_a_claim_as_it_should_be_is_no_finding() -> None:
    h = concluded().after(60).add(e.ClaimApproved, **BROUGHT | {"conclusion": 4}).add(e.PaymentStarted)
    assert examine(h.events, datetime(2019, 12, 1, tzinfo=ALMATY)) == []


def test_there_is_a_rule_for_every_code() -> None:
    assert set(RULES) == set(FindingRule)


def test_the_same_thing_is_the_same_finding() -> None:
    one_id = finding_id(CLAIM, FindingRule.OVER_TERM, "term")
    assert one_id == finding_id(CLAIM, FindingRule.OVER_TERM, "term")
    assert one_id != finding_id(CLAIM, FindingRule.OVER_TERM, "registration")
