"""Ledger, findings and whatever is counted one by one, a second time: of random histories, and of the demo's claims.

Both second accounts read the stored bytes by themselves (recount_ledger.py, recount_findings.py).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from domain.event import EVENTS
from domain.events import ClaimEvent
from domain.findings import examine
from domain.ledger import Ledger
from domain.vocabulary import FindingRule, WaitCause
from domain.wait import Wait
from projections import answers, demands, gaps, needs, rounds
from projections.delays import booked_as, came_of, counted
from projections.tally import Tally
from store.log import Recorded
from store.mapper import event_of
from tests.domain.histories import walked
from tests.projections import test_answers, test_demands, test_gaps, test_needs, test_rounds
from tests.projections.demo import demo_log
from tests.projections.recount_findings import found_again
from tests.projections.recount_waits import claims_again
from tests.projections.tallies import Counted, Recount, cells, folded

pytestmark = pytest.mark.long

LATER_S = 40 * 86_400
SEEDS = range(7)
Told = Counter[tuple[object, ...]]


def ledgers(log: Iterable[Recorded]) -> dict[UUID, tuple[Ledger, list[Wait]]]:
    """Each claim's own ledger, and its closed waits as they were booked."""
    found: dict[UUID, tuple[Ledger, list[Wait]]] = {}
    for event in map(event_of, log):
        if isinstance(event, ClaimEvent):
            ledger, closed = found.setdefault(event.originator_id, (Ledger(), []))
            closed += ledger.apply(event)
    return found


def own(ledger: Ledger, closed: Iterable[Wait], at: int) -> Told:
    done = ((wait.id, *booked_as(wait, getattr(wait, "came_of", None)), False, *counted(wait)) for wait in closed)
    runs = ((wait.id, *booked_as(wait, came_of(ledger, wait)), True, *counted(wait)) for wait in ledger.running(at))
    return Counter((*done, *runs))


def agree(log: list[Recorded], later: int) -> set[str]:
    """Every wait with all its columns and counters, and the claim's totals; gives the causes that were met."""
    again, causes = claims_again(log), set[str]()
    for stream, (ledger, closed) in ledgers(log).items():
        claim, at = again.pop(stream), ledger.last_at + later
        claim.pass_until(at)
        told = Counter(
            (f"{w.kind}/{w.thing}/{w.version}", *w.key, w.came_of, w.pause, not w.closed, *w.seconds)
            for w in (*claim.over, *claim.open)
        )
        assert told == own(ledger, closed, at)
        assert (tuple(claim.total), tuple(claim.paused)) == (ledger.totals(at), ledger.paused(at))
        assert claim.stage == ledger.state.stage
        causes |= {wait.key[5] for wait in (*claim.over, *claim.open)}
    assert again == {}
    return causes


def test_every_wait_of_random_histories_is_told_alike() -> None:
    causes = set[str]()
    for seed in SEEDS:
        causes |= agree(walked(Random(seed), 500).log(), LATER_S)
    assert causes == set(WaitCause)


def test_every_wait_of_the_demo_is_told_alike() -> None:
    with demo_log() as log:
        assert agree(log, LATER_S) == set(WaitCause)


# findings


def found(log: list[Recorded], later: timedelta) -> set[str]:
    """What the rules find in each claim is what is found again; gives the rules that were met."""
    streams: dict[UUID, list[Recorded]] = {}
    for event in log:
        if issubclass(EVENTS[event.name], ClaimEvent):
            streams.setdefault(event.stream, []).append(event)
    now, met = log[-1].recorded_at + later, set[str]()
    for recorded in streams.values():
        told = [event for event in map(event_of, recorded) if isinstance(event, ClaimEvent)]
        own = Counter(
            (rule.value, each.thing, (each.who["kind"], each.who["code"] or ""), each.since, each.until)
            for rule, each in examine(told, now)
        )
        assert own == Counter(found_again(recorded, now))
        met |= {rule for rule, *_ in own}
    return met


def test_what_is_found_in_random_histories_is_found_again() -> None:
    met = set[str]()
    for seed in SEEDS:
        met |= found(walked(Random(seed), 500).log(), timedelta(days=seed * 9))
    assert len(met) >= len(FindingRule) - 1, {*FindingRule} - met


def test_what_is_found_in_the_demo_is_found_again() -> None:
    with demo_log() as log:
        assert found(log, timedelta(0)) == {rule.value for rule in FindingRule}


# what is counted one by one

COUNTED: dict[str, tuple[Tally, Recount]] = {
    "demands": (demands.TALLY, test_demands.recount),
    "gaps": (gaps.TALLY, test_gaps.recount),
    "needs": (needs.TALLY, test_needs.recount),
    "answers": (answers.TALLY, test_answers.recount),
    "rounds": (rounds.TALLY, test_rounds.recount),
}
"""on random histories each is counted in a file of its own"""


@pytest.mark.parametrize("of", COUNTED)
def test_what_is_counted_of_the_demo_is_what_its_events_say(of: str) -> None:
    tally, recount = COUNTED[of]
    expected: Counted = Counter()
    with demo_log() as log:
        claims: dict[UUID, list[ClaimEvent]] = {}
        for event in map(event_of, log):
            assert isinstance(event, ClaimEvent)
            claims.setdefault(event.originator_id, []).append(event)
        for events in claims.values():
            expected.update(recount(events))
        assert cells(tally, folded(tally, log).values()) == +expected
    assert len({key[-1] for key in +expected}) > 1
