"""What holds for every history: shares add up, and the fold may be split anywhere."""

from itertools import pairwise

import orjson
import pytest

from domain import events as e
from domain.ledger import Ledger
from domain.wait import ClosedWait
from tests.domain.history import LAW, History, Step, asked_much, question
from tests.domain.test_worked_example import tell


def back_and_forth(h: History) -> History:
    """Demands made again, a gap replaced, a second commission, times that go backwards, answers after the end."""
    asked_much(h).after(13).answered("L1", "FOUND_INCOMPLETE", "FATHER").gap("G1").after(301).answered("L3")
    h.gap("G2", "DEATH", owner=LAW, lookup="L3").after(17).demanded("D2", "ASKED_AGAIN").state_asked("S1", "G2").after(
        -5
    )
    h.taken_back("D1").after(90_001).asked(question("L4", "BIRTH")).after(3).sent("L4").after(5).answered("L4", "STALE")
    h.gap_closed("G1", "G3").gap("G3", cause="CONTRADICTION", lookup="L4").after(1001).add(e.CommissionAssigned)
    h.after(70_007).state_answered("PROVIDED").gap_closed("G2").after(99).add(e.CommissionAssigned, commission="C2")
    h.after(200_003).add(e.CommissionConcluded).after(-60).add(e.IncomeAssessed).after(4000).received("D2")
    h.gap_closed("G3").after(10).add(e.ClaimApproved)
    return h.after(50).answered("L2", "FOUND_COMPLETE", "FLAT").after(-700).answered("L2")


def left_alone(h: History) -> History:
    """Submitted, never registered, withdrawn after a paper was demanded."""
    return (
        h.add(e.ClaimSubmitted)
        .after(100_000)
        .demanded(verdict="NEVER_LOOKED_UP", gap=None)
        .after(9)
        .add(e.ClaimWithdrawn)
    )


HISTORIES = pytest.mark.parametrize("history", [tell, asked_much, back_and_forth, left_alone])


@HISTORIES
def test_the_shares_of_all_waits_add_up_to_the_claims_time_after_every_event(history: Step) -> None:
    ledger, closed = Ledger(), list[ClosedWait]()
    for event in history(History()).events:
        closed += ledger.apply(event)
        for now in (ledger.last_at, ledger.last_at + 54_321):
            waits = [*closed, *ledger.running(now)]
            assert sum(wait.share_s for wait in waits) == ledger.totals(now)[0]
            assert sum(wait.share_working_s for wait in waits) == ledger.totals(now)[1]
            assert ledger.totals(now)[0] == (ledger.ended_at or now) - ledger.started_at


@HISTORIES
def test_sole_is_part_of_share_and_share_of_open_and_working_of_wall(history: Step) -> None:
    h = history(History())
    for wait in (*h.closed, *h.ledger.open):
        assert 0 <= wait.sole_s <= wait.share_s <= wait.open_s
        assert 0 <= wait.sole_working_s <= wait.share_working_s <= wait.open_working_s <= wait.open_s
    for wait in h.closed:
        assert wait.open_s == wait.closed_at - wait.opened_at


@HISTORIES
def test_a_fold_that_is_written_and_read_at_every_event_equals_a_fold_in_one_go(history: Step) -> None:
    h = history(History())
    ledger, closed = Ledger(), list[ClosedWait]()
    for event in h.events:
        ledger = Ledger.of(orjson.loads(orjson.dumps(ledger)))
        closed += ledger.apply(event)
    assert orjson.dumps(ledger) == orjson.dumps(h.ledger)
    assert closed == h.closed


@HISTORIES
def test_the_order_of_keys_in_what_was_stored_does_not_matter(history: Step) -> None:
    h = history(History())
    ledger, closed = Ledger(), list[ClosedWait]()
    for event in h.events:
        ledger = Ledger.of(orjson.loads(orjson.dumps(ledger, option=orjson.OPT_SORT_KEYS)))
        closed += ledger.apply(event)
    assert ledger.open == h.ledger.open
    assert closed == h.closed


@HISTORIES
def test_a_claim_that_has_not_ended_waits_for_somebody_always(history: Step) -> None:
    ledger = Ledger()
    for event in history(History()).events:
        ledger.apply(event)
        assert bool(ledger.open) == (ledger.ended_at is None)
        order = [(wait.version, wait.id) for wait in ledger.open]
        assert all(before < after for before, after in pairwise(order))


@HISTORIES
def test_an_open_gap_waits_for_whoever_was_asked_or_for_the_office(history: Step) -> None:
    """Between the events of one save a gap may be shown and not yet closed; elsewhere it is never forgotten."""
    h, ledger = history(History()), Ledger()
    for event, following in pairwise(h.events):
        ledger.apply(event)
        if ledger.ended_at is not None or isinstance(following, e.GapClosed):
            continue
        for gap in (gap for gap in ledger.state.gaps.values() if gap.open):
            alone = not ledger.state.is_attended(gap.subject, gap.fact)
            about = [ledger.state.gaps[w.object] for w in ledger.open if w.kind == "gap"]
            assert alone == ((gap.subject, gap.fact) in [(one.subject, one.fact) for one in about])
