"""The arithmetic of the ledger: groups, remainders, two clocks, clamped times, and a fold that is split anywhere."""

from typing import Any

import orjson
import pytest

from domain import events as e
from domain.ledger import Cohort, book, divide, groups, whose_move
from domain.state import PartyRef
from domain.wait import Wait
from tests.domain.examples import OFFICE
from tests.domain.history import (
    ADDRESS,
    AKIMAT,
    CIVIL,
    CIVIL_OWNER,
    LAW,
    OF_OFFICE,
    History,
    asked_much,
    counters,
    question,
    who,
)

APPLICANT: PartyRef = {"kind": "APPLICANT", "code": None}
RURAL_ORAL = "274430100"  # in West Kazakhstan, an hour behind Almaty in 2019


def waiting(name: str = "a", **other: Any) -> Wait:
    usual: dict[str, Any] = {
        "kind": "lookup",
        "object": name,
        "version": 1,
        "stage": "CHECKS",
        "holder": AKIMAT,
        "liable": CIVIL_OWNER,
        "cause": "LOOKUP",
        "registry": None,
        "pause": False,
        "opened_at": 0,
    }
    return Wait(id=name, **usual | other)


def shares(waits: list[Wait]) -> list[int]:
    return [wait.share_s for wait in waits]


# groups


def test_waits_of_the_same_stage_holder_liable_cause_and_registry_form_one_group() -> None:
    assert len(groups([waiting("a"), waiting("b", kind="retry", version=2, object="other", opened_at=7)])) == 1


@pytest.mark.parametrize(
    "differs",
    [
        {"stage": "COMMISSION"},
        {"holder": APPLICANT},
        {"holder": {"kind": "AKIMAT", "code": "110000000"}},
        {"liable": LAW},
        {"liable": {"kind": "REGISTRY", "code": ADDRESS}},
        {"cause": "RETRY"},
        {"registry": CIVIL},
    ],
    ids=str,
)
def test_waits_that_differ_in_one_of_these_do_not(differs: dict[str, Any]) -> None:
    assert len(groups([waiting("a"), waiting("b", **differs)])) == 2


def test_groups_stand_in_the_order_of_their_oldest_wait() -> None:
    old, other, young = waiting("old"), waiting("other", registry=CIVIL), waiting("young")
    assert groups([old, other, young]) == [[old, young], [other]]


# division


@pytest.mark.parametrize(
    ("seconds", "parts", "divided"),
    [(10, 3, [4, 3, 3]), (11, 3, [4, 4, 3]), (12, 3, [4, 4, 4]), (2, 3, [1, 1, 0]), (0, 2, [0, 0]), (7, 1, [7])],
)
def test_the_first_parts_get_a_second_more_until_the_sum_is_exact(seconds: int, parts: int, divided: list[int]) -> None:
    assert divide(seconds, parts) == divided


def test_forty_questions_to_one_registry_weigh_as_one() -> None:
    questions = [waiting(f"q{n}", registry=CIVIL) for n in range(40)]
    paper = waiting("paper")
    book([*questions, paper], 800, 80)
    assert shares(questions) == [10] * 40
    assert (paper.share_s, paper.share_working_s) == (400, 40)


def test_a_groups_part_is_divided_over_its_waits_in_the_same_way() -> None:
    waits = [waiting("a"), waiting("b", registry=CIVIL), waiting("c"), waiting("d"), waiting("e", registry=ADDRESS)]
    book(waits, 10, 5)
    assert shares(waits) == [2, 3, 1, 1, 3]  # 4 for a, c, d; 3 for b; 3 for e
    assert [wait.share_working_s for wait in waits] == [1, 2, 1, 0, 1]  # 2, 2 and 1


def test_every_open_wait_lasts_the_whole_interval_and_none_is_sole_beside_another_group() -> None:
    waits = [waiting("a"), waiting("b", registry=CIVIL)]
    book(waits, 9, 4)
    assert [(w.open_s, w.open_working_s, w.sole_s, w.sole_working_s) for w in waits] == [(9, 4, 0, 0)] * 2


def test_what_a_wait_gets_while_its_group_is_the_only_one_is_sole() -> None:
    waits = [waiting("a"), waiting("b")]
    book(waits, 9, 3)
    assert [(w.share_s, w.sole_s) for w in waits] == [(5, 5), (4, 4)]
    assert [(w.share_working_s, w.sole_working_s) for w in waits] == [(2, 2), (1, 1)]
    book([*waits, waiting("c", registry=CIVIL)], 4, 0)
    assert [(w.share_s, w.sole_s) for w in waits] == [(6, 5), (5, 4)]


# the clocks


def test_two_events_at_one_instant_are_two_steps_without_time_between_them() -> None:
    h = History().registered()
    assert (h.ledger.total_s, h.over("registration/claim").open_s) == (0, 0)


def test_a_wait_of_zero_length_is_a_wait() -> None:
    assert [wait.id for wait in History().registered().closed] == ["registration/claim/1"]


def test_time_is_cut_to_the_second_before_it_is_counted() -> None:
    h = History().after(0.999999).add(e.ClaimSubmitted).after(0.000001).add(e.ClaimRegistered)
    assert h.ledger.total_s == 1
    h.after(0.4).asked(question("L1", "BIRTH")).after(0.599999).sent()
    assert (h.ledger.total_s, h.ledger.clamped) == (1, 0)


def test_an_event_never_counts_as_earlier_than_its_predecessor_and_is_counted_as_clamped() -> None:
    h = History().add(e.ClaimSubmitted).after(600).add(e.ClaimRegistered).after(-300).asked(question("L1", "BIRTH"))
    assert (h.ledger.clamped, h.ledger.total_s) == (1, 600)
    assert h.wait("queue/3").opened_at == h.ledger.last_at == h.ledger.started_at + 600
    h.after(200).sent()
    assert (h.ledger.clamped, h.ledger.total_s) == (2, 600)
    assert h.after(101).answered().ledger.total_s == 601


def test_late_answers_after_the_end_are_clamped_too() -> None:
    h = History().registered().after(60).add(e.ClaimWithdrawn).after(-30).asked(question("L1", "BIRTH"))
    assert (h.ledger.clamped, h.ledger.ended_at) == (1, h.ledger.last_at)


def test_working_seconds_pass_in_working_hours_only() -> None:
    h = History().at("04-05 17:59:50").add(e.ClaimSubmitted).at("04-08 09:00:05").add(e.ClaimRegistered)
    waited = h.over("registration/claim")
    assert (waited.open_s, waited.open_working_s) == (2 * 86400 + 15 * 3600 + 15, 15)
    assert (h.ledger.total_s, h.ledger.total_working_s) == (waited.open_s, 15)


def test_working_hours_are_those_of_the_claims_region() -> None:
    h = History().at("04-01 18:30").add(e.ClaimSubmitted, region=RURAL_ORAL).after(3600).add(e.ClaimRegistered)
    assert h.over("registration/claim").open_working_s == 1800  # 17:30 to 18:30 in Oral


def test_a_cohort_is_where_at_whom_and_on_which_local_day_the_claim_was_submitted() -> None:
    east = History().at("04-02 00:30").add(e.ClaimSubmitted).ledger.cohort
    west = History().at("04-02 00:30").add(e.ClaimSubmitted, region=RURAL_ORAL).ledger.cohort
    assert east == Cohort(region="750000000", office=OFFICE, day="2019-04-02")
    assert west == Cohort(region=RURAL_ORAL, office=OFFICE, day="2019-04-01")


# a running claim


def test_open_waits_are_read_as_if_something_happened_now() -> None:
    h = asked_much(History())
    now = h.ledger.last_at + 4321
    running = {wait.id: wait for wait in h.ledger.running(now)}
    h.after(4321).add(e.ClaimWithdrawn)
    assert {wait.id: counters(wait) for wait in h.just_closed} == {k: counters(v) for k, v in running.items()}


def test_reading_changes_nothing() -> None:
    h = asked_much(History())
    before = orjson.dumps(h.ledger)
    h.ledger.running(h.ledger.last_at + 100)
    h.ledger.totals(h.ledger.last_at + 100)
    assert orjson.dumps(h.ledger) == before


def test_now_is_never_before_the_last_event() -> None:
    h = asked_much(History())
    assert h.ledger.running(h.ledger.last_at - 100) == h.ledger.open
    assert h.ledger.totals(h.ledger.last_at - 100) == (h.ledger.total_s, h.ledger.total_working_s)


def test_whose_move_names_each_holder_once_the_longest_waited_for_first() -> None:
    h = History().with_gap(owner=AKIMAT).gap("G2", "DEATH").state_asked(body=AKIMAT).gap("G3", "PARENT")
    assert [who(ref) for ref in whose_move(h.ledger)] == [OF_OFFICE, who(AKIMAT)]
    assert whose_move(h.add(e.ClaimRefused).ledger) == []
