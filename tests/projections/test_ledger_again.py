"""The delay ledger of random histories and of the demo equals a second one that reads the stored bytes by itself."""

from collections import Counter
from collections.abc import Iterable
from random import Random
from uuid import UUID

from domain.events import ClaimEvent
from domain.ledger import Ledger
from domain.vocabulary import WaitCause
from domain.wait import Wait
from projections.delays import booked_as, came_of, counted
from store.log import Recorded
from store.mapper import event_of
from tests.domain.histories import walked
from tests.projections.demo import demo_log
from tests.projections.recount_waits import claims_again

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
