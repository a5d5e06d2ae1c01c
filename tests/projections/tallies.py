"""Read models that count things one by one, folded in memory: what their cells and lines then hold."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.events import ClaimSubmitted
from domain.events.base import ClaimEvent
from domain.regions import local_day, zone_of
from projections.accounts import accounts
from projections.apply import by_stream
from projections.base import recorded_day
from projections.fold import Folded, Start, fold_together
from projections.tally import Tally
from store.log import Recorded
from tests.domain.histories import History, histories, walked

SEEDS = range(14)
LONG = 500
"""steps of the histories that always come, so that what is met does not hang on chance"""
Counted = Counter[tuple[Any, ...]]
"""(the key's values..., measure) -> how many"""
Recount = Callable[[list[ClaimEvent]], Counted]


def folded(tally: Tally, log: Iterable[Recorded]) -> dict[UUID, Folded]:
    """Every claim in one go."""
    done = {}
    for stream, arrived in by_stream(log).items():
        if issubclass(arrived.kind, ClaimEvent):
            steps = [arrived.steps[version] for version in sorted(arrived.steps)]
            done[stream] = fold_together(Start(accounts, None), [Start(tally.view.projection, None)], steps)[1]
            assert done[stream].parked is None, done[stream].parked
    return done


def cells(tally: Tally, done: Iterable[Folded], until: date = date.max) -> Counted:
    """What the cells say was recorded by the end of that day."""
    counted: Counted = Counter()
    for one in done:
        for key, measures in one.cells.items():
            if recorded_on(key[-1]) <= until:
                counted.update({(*key[:-1], m): n for m, n in zip(tally.view.measures, measures, strict=True)})
    return +counted


def lines(tally: Tally, done: Iterable[Folded], until: date = date.max) -> Counted:
    """The same from the lines."""
    counted: Counted = Counter()
    shape, key = tally.view.projection.line, tally.view.projection.key
    assert shape
    assert key
    for one in done:
        for line in one.lines:
            columns = dict(zip(shape.names, line.values, strict=True))
            if recorded_on(columns["recorded_on"]) <= until:
                moved = columns.get("moved", 1)
                assert isinstance(moved, int)
                counted[*(columns[name] for name in key.names), columns["what"]] += moved
    return +counted


def recorded_on(day: object) -> date:
    assert isinstance(day, date)
    return day


def cohort(events: Sequence[ClaimEvent]) -> tuple[str, str, date]:
    """Region, office and day of a submission."""
    first = events[0]
    assert isinstance(first, ClaimSubmitted)
    return first.region, first.office, local_day(first.happened_at, zone_of(first.region))


def recounts(tally: Tally, recount: Recount, *, unlined: frozenset[str] = frozenset()) -> Counted:
    """For any history and any recorded day the cells, the lines and a count of the events themselves agree.

    `unlined`: measures that have no lines. Gives what was met.
    """
    met: Counted = Counter()

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(histories(most_steps=120), st.randoms(use_true_random=True))
    def holds(history: History, chance: Random) -> None:
        _agree(tally, recount, history, chance, unlined)

    holds()
    for seed in SEEDS:
        chance = Random(seed)
        met.update(_agree(tally, recount, walked(chance, LONG), chance, unlined))
    return met


def _agree(tally: Tally, recount: Recount, history: History, chance: Random, unlined: frozenset[str]) -> Counted:
    done = folded(tally, history.log())
    days = [recorded_day(event.timestamp) for event in history.events]
    for until in (chance.choice(days), date.max):
        counted = known_by(history, recount, until)
        assert cells(tally, done.values(), until) == counted
        lined = {key: n for key, n in counted.items() if key[-1] not in unlined}
        assert lines(tally, done.values(), until) == lined
    return counted


def known_by(history: History, recount: Recount, until: date) -> Counted:
    """The count of what was recorded by the end of that day."""
    counted: Counted = Counter()
    for claim in history.claims:
        if events := [event for event in history.of(claim) if recorded_day(event.timestamp) <= until]:
            counted.update(recount(events))
    return +counted
