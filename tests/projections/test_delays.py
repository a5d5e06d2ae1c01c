"""What a claim puts into the delay ledger's tables, and what the arithmetic makes of running waits."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from domain import events as e
from domain.events import ClaimEvent
from domain.ledger import Ledger
from domain.policy import edition
from domain.wait import Wait
from projections import delays_of_claim
from projections.accounts import accounts
from projections.base import recorded_day
from projections.delays import WAIT, DelaysRow, booked_as, counted, delays, running, running_at
from projections.delays_of_claim import term_clock
from projections.delays_reckoning import ALSO, FIGURES, reckoned
from projections.fold import Folded, Start, Step, fold_together
from projections.lookback import Part
from tests.domain.history import History, asked_much

ROW = DelaysRow("750000000", "ALMATY-1", date(2019, 4, 1), True)
SHARES = ("share_s", "sole_s", "share_working_s", "sole_working_s")


def folded(events: list[ClaimEvent]) -> Folded:
    steps = [
        Step(of.originator_id, of.originator_version, n, recorded_day(of.timestamp), of) for n, of in enumerate(events)
    ]
    return fold_together(Start(accounts, None), [Start(delays, None)], steps)[1]


def parts(ledger: Ledger) -> list[Part]:
    """The running waits of a claim as a roll-up adds them up."""
    return [part(cell, seconds) for cell, seconds in running(ROW, ledger).items()]


def part(cell: Any, seconds: Any) -> Part:
    assert delays.measures
    return Part(tuple(getattr(cell, name) for name in ALSO), tuple(getattr(seconds, n) for n in delays.measures.names))


def own(waits: list[Wait]) -> dict[str, int]:
    """What the claim's own ledger says of these waits."""
    sums = [sum(each) for each in zip(*map(counted, waits), strict=True)]
    return dict(zip(FIGURES, (len(waits), len(waits), *sums), strict=True))


def test_running_waits_of_one_cell_are_added_up_with_the_groups_and_waits_that_they_share_with() -> None:
    ledger = asked_much(History()).ledger
    cells = running(ROW, ledger)
    assert {(cell.cause, cell.open_groups, cell.group_waits): seconds.running for cell, seconds in cells.items()} == {
        ("LOOKUP", 3, 2): 2,
        ("RETRY", 3, 1): 1,
        ("DOCUMENT", 3, 1): 1,
    }
    for seconds in cells.values():
        assert (seconds.waits, seconds.last_s) == (seconds.running, seconds.running * ledger.last_at)
    assert {cell.calendar for cell in cells} == {"kz-1"}


@pytest.mark.parametrize("later", [0, 1, 59, 3_601, 86_400, 40 * 86_400])
def test_the_arithmetic_is_the_ledgers_own_within_a_second_for_each_running_wait(later: int) -> None:
    ledger = asked_much(History()).ledger
    at = ledger.last_at + later
    told, exactly = reckoned(parts(ledger), at), own(ledger.running(at))
    assert told["tolerance_s"] == 4
    for name in FIGURES:
        assert abs(told[name] - exactly[name]) <= (4 if name in SHARES else 0), name


@pytest.mark.parametrize("later", [0, 1, 3_601, 40 * 86_400])
def test_a_wait_that_is_alone_is_exact(later: int) -> None:
    ledger = History().registered().ledger
    told = reckoned(parts(ledger), ledger.last_at + later)
    assert {name: told[name] for name in FIGURES} == own(ledger.running(ledger.last_at + later))
    assert told["tolerance_s"] == 0
    assert told["sole_s"] == later


def test_now_is_never_before_the_last_event() -> None:
    ledger = asked_much(History()).ledger
    assert reckoned(parts(ledger), ledger.last_at - 500) == reckoned(parts(ledger), ledger.last_at)


def test_booked_up_to_an_instant_nothing_is_left_to_the_arithmetic() -> None:
    ledger = asked_much(History()).ledger
    at = ledger.last_at + 100_001
    exactly = [part(cell, seconds) for cell, seconds in running_at(ROW, ledger, at).items()]
    told = reckoned(exactly, at + 999)
    assert {name: told[name] for name in FIGURES} == own(ledger.running(at))
    assert told["tolerance_s"] == 0


def test_a_working_second_counts_in_the_zone_of_the_region() -> None:
    """At 09:30 in Almaty the offices of West Kazakhstan are still closed."""
    almaty = parts(History().registered().ledger)
    (one,) = almaty
    west = Part(("27", *one.also[1:]), one.measures)
    evening, morning = ("2019-04-01T19:00:00+06:00", "2019-04-02T09:30:00+06:00")
    seconds = [
        reckoned([each], epoch(morning))["open_working_s"] - reckoned([each], epoch(evening))["open_working_s"]
        for each in (one, west)
    ]
    assert seconds == [1800, 0]


def test_what_was_spent_in_lawful_pauses_is_told_beside() -> None:
    ledger = History().with_gap().demanded().ledger
    ledger.open[0].pause = True
    told = reckoned(parts(ledger), ledger.last_at + 3600)
    assert told["paused_share_s"] == told["share_s"] > 0
    ledger.open[0].pause = False
    assert reckoned(parts(ledger), ledger.last_at + 3600)["paused_share_s"] == 0


def test_a_row_says_what_its_claim_waits_for_now_and_a_line_what_is_over() -> None:
    history = History().with_gap().after(60).demanded()
    done = folded(history.events)
    assert isinstance(done.row, DelaysRow)
    ((*_, verdict, pause),) = done.row.waiting
    assert (verdict, pause, len(done.row.waiting[0])) == ("GAP", True, len(WAIT))
    lines = [delays.line.object(line.values) for line in done.lines if delays.line]
    assert [line.cause for line in lines] == [wait.cause for wait in history.closed]
    assert [tuple(getattr(line, name) for name in WAIT) for line in lines] == [
        booked_as(wait, wait.came_of) for wait in history.closed
    ]


# the clock of the term


def paused() -> History:
    """Registered on Monday, 1 April; from Tuesday to Friday a paper was rightly waited for."""
    return History().with_gap().at("04-02 10:00:00").demanded().at("04-05 16:00:00").received().gap_closed()


def test_the_term_counts_working_days_and_says_which_were_paused() -> None:
    clock = term_clock(paused().ledger, epoch("2019-04-09T12:00:00+06:00"))
    assert (clock.counts_from, clock.working_days, clock.due_on) == (date(2019, 4, 1), 7, date(2019, 4, 10))
    assert (clock.used, clock.paused, clock.pauses_stop_term) == (6, 3, False)
    assert not clock.over_term
    assert term_clock(paused().ledger, epoch("2019-04-11T00:00:00+06:00")).over_term


def test_paused_days_are_not_used_where_the_edition_stops_the_term(monkeypatch: pytest.MonkeyPatch) -> None:
    stops = replace(edition("2019-04"), pauses_stop_term=True)
    monkeypatch.setattr(delays_of_claim, "edition", lambda code: stops)
    clock = term_clock(paused().ledger, epoch("2019-04-09T12:00:00+06:00"))
    assert (clock.used, clock.paused, clock.pauses_stop_term) == (3, 3, True)


def test_the_term_stands_still_once_the_claim_is_decided() -> None:
    history = paused().at("04-08 12:00:00").add(e.ClaimWithdrawn)
    clocks = {term_clock(history.ledger, epoch(f"2019-{day}T12:00:00+06:00")).used for day in ("04-08", "04-30")}
    assert clocks == {5}


def test_before_the_registration_the_term_has_not_begun_but_its_day_can_pass() -> None:
    ledger = History().add(e.ClaimSubmitted).ledger
    clock = term_clock(ledger, epoch("2019-04-02T12:00:00+06:00"))
    assert (clock.counts_from, clock.working_days, clock.used, clock.due_on) == (None, None, 0, date(2019, 4, 2))
    assert term_clock(ledger, epoch("2019-04-03T00:00:00+06:00")).over_term


def epoch(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp())
