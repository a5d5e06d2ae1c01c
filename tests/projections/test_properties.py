"""For any legal history: however it is cut into batches, delivered again or with holes, the read models are the same.

First through the pure fold alone, then in PostgreSQL, where what is rebuilt must equal what came in batches.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from domain.events import DocumentRequested
from domain.vocabulary import Verdict, WaitCause
from projections.accounts import accounts
from projections.apply import ReadModels, by_stream
from projections.base import AnyProjection
from projections.connect import connect, transaction
from projections.delays import delays
from projections.fold import Cells, Line, Standing, Start, Step, add, fold_together
from projections.freshness import ensure_heartbeats
from projections.rebuild import rebuild
from projections.registry import declared
from projections.tables import Model, compared, ensure, live, said
from store import log
from store.log import Recorded
from tests.domain.histories import History, histories, walked
from tests.projections.journeys import keep

OURS = list(declared().values())
SECONDS = ("open_s", "share_s", "sole_s", "open_working_s", "share_working_s", "sole_working_s")
LATER = (0, 1, 3_599, 10 * 86_400)  # seconds after its last event at which a running claim is looked at


@dataclass(slots=True)
class Kept:
    """A read model in memory, brought forward as the projector does it: copies skipped, holes filled from the log.

    What it follows is kept beside it, as its row was written and is read again.
    """

    projection: AnyProjection
    log: Sequence[Recorded]
    accounts: dict[UUID, Standing] = field(default_factory=dict)
    rows: dict[UUID, Standing] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    cells: Cells = field(default_factory=dict)

    def apply(self, batch: Iterable[Recorded]) -> None:
        for stream, arrived in by_stream(batch).items():
            if issubclass(arrived.kind, self.projection.takes):
                standing = self.rows.get(stream)
                after = standing.version if standing else 0
                if max(arrived.steps) > after:
                    self._fold(stream, standing, self._following(stream, after, arrived.steps))

    def _following(self, stream: UUID, after: int, steps: dict[int, Step]) -> list[Step]:
        stored = [r for r in self.log if r.stream == stream and after < r.version <= max(steps)]
        return [by_stream([r])[stream].steps[r.version] for r in stored]

    def _fold(self, stream: UUID, standing: Standing | None, steps: Sequence[Step]) -> None:
        lead = self.projection.follows or self.projection
        followers = [Start(self.projection, standing)] if self.projection.follows else []
        start = Start(lead, self.accounts.get(stream) if followers else standing)
        parts = fold_together(start, followers, steps)
        folded = parts[-1]
        if parts[0].standing:
            self.accounts[stream] = parts[0].standing
        assert folded.parked is None, folded.parked
        assert folded.standing is not None
        self.rows[stream] = folded.standing
        self.lines += folded.lines
        for key, measures in folded.cells.items():
            add(self.cells, key, measures)

    def tables(self) -> tuple[dict[UUID, Standing], set[Line], dict[tuple[object, ...], list[int]]]:
        """As they must be whatever way the events came; a cell whose measures are all zero does not exist."""
        lines = set(self.lines)
        assert len(lines) == len(self.lines), "a line was written twice"
        return self.rows, lines, {key: measures for key, measures in self.cells.items() if any(measures)}


def kept(projection: AnyProjection, events: Sequence[Recorded], batches: Iterable[Sequence[Recorded]]) -> Kept:
    model = Kept(projection, events)
    for batch in batches:
        model.apply(batch)
    return model


def delivered(events: Sequence[Recorded], chance: Random) -> Iterator[list[Recorded]]:
    """Batches with any borders; some begin again further back, hold an event twice, or lack one."""
    done = 0
    while done < len(events):
        since = max(0, done - chance.choice((0, 0, 0, 1, 7, 40)))
        done += chance.choice((1, 2, 5, 20, 100))
        batch = list(events[since:done])
        if chance.randrange(3) == 0:
            batch.insert(chance.randrange(len(batch)), chance.choice(batch))
        if chance.randrange(4) == 0 and done < len(events):
            del batch[chance.randrange(len(batch))]
        yield batch
    yield list(events[-1:])
    yield [event for event in events if chance.randrange(2)]
    yield list(events)  # the last event of a claim may have been lost


@pytest.mark.long
def test_any_batches_copies_holes_and_redeliveries_give_the_same_read_models() -> None:
    met: set[str] = set()

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(histories(), st.randoms(use_true_random=True))
    def holds(history: History, chance: Random) -> None:
        events = history.log()
        for projection in OURS:
            whole = kept(projection, events, [events])
            assert kept(projection, events, delivered(events, chance)).tables() == whole.tables()
            assert kept(projection, events, [[event] for event in events]).tables() == whole.tables()
        met.update(event.verdict for event in history.events if isinstance(event, DocumentRequested))
        met.update(every_second_is_in_the_tables(events))
        what_was_known_on_a_day_is_what_was_recorded_until_then(events, chance)

    holds()
    everything = {*WaitCause, *Verdict}
    assert met == everything, f"never met: {everything - met}"


def every_second_is_in_the_tables(events: Sequence[Recorded]) -> set[str]:
    """Closed waits from the lines, running ones from the accounts: all of the claims' time. The cells hold the same."""
    model = kept(delays, events, [events])
    lines = [(line.stream, delays.line.object(line.values)) for line in model.lines] if delays.line else []
    causes = {line.cause for _, line in lines}
    for stream, standing in model.accounts.items():
        ledger = accounts.row.object(standing.values).ledger
        share = sum(line.share_s for of, line in lines if of == stream)
        working = sum(line.share_working_s for of, line in lines if of == stream)
        for later in LATER:
            now = ledger.last_at + later
            running = ledger.running(now)
            causes |= {wait.cause for wait in running}
            closed_and_running = (
                share + sum(wait.share_s for wait in running),
                working + sum(wait.share_working_s for wait in running),
            )
            assert closed_and_running == ledger.totals(now)
    assert added_up(model, running=False) == Counter(waits=len(lines)) + _seconds(line for _, line in lines)
    open_waits = [w for s in model.accounts.values() for w in accounts.row.object(s.values).ledger.open]
    of_running = added_up(model, running=True)
    assert (of_running["waits"], of_running["running"]) == (len(open_waits), len(open_waits))
    assert Counter({name: of_running[name] for name in SECONDS}) == _seconds(open_waits)
    return causes


def added_up(model: Kept, *, running: bool) -> Counter[str]:
    """The cells of closed waits, or of those that run, as they were booked at the last events."""
    assert delays.key
    assert delays.measures
    of = delays.key.names.index("open_groups")
    sums: Counter[str] = Counter()
    for key, measures in model.cells.items():
        if bool(key[of]) is running:
            sums.update(dict(zip(delays.measures.names, measures, strict=True)))
    return +sums


def _seconds(waits: Iterable[Any]) -> Counter[str]:
    listed = list(waits)
    return +Counter({name: sum(getattr(wait, name) for wait in listed) for name in SECONDS})


def what_was_known_on_a_day_is_what_was_recorded_until_then(events: Sequence[Recorded], chance: Random) -> None:
    """The roll-up up to a recorded day is the one that stood at the end of that day, whatever came later."""
    model = kept(delays, events, delivered(events, chance))
    recorded_on = {step.position: step.recorded_on for a in by_stream(events).values() for step in a.steps.values()}
    day = chance.choice(sorted(set(recorded_on.values())))
    then = kept(delays, events, [[event for event in events if recorded_on[event.position] <= day]])
    assert _known(model.cells, day) == _known(then.cells, day)


def _known(cells: Cells, day: date) -> dict[tuple[object, ...], list[int]]:
    known: Cells = {}
    for (*key, recorded_on), measures in cells.items():
        assert isinstance(recorded_on, date)
        if recorded_on <= day:
            add(known, tuple(key), measures)
    return {key: measures for key, measures in known.items() if any(measures)}


# in PostgreSQL


@pytest.mark.servers
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_the_database_too_and_what_is_rebuilt_equals_what_came_in_batches(database_url: str, seed: int) -> None:
    chance = Random(seed)
    events = walked(chance, 250).log()
    keep(database_url, events)
    with (
        closing(connect(database_url, "test")) as connection,
        psycopg.connect(database_url, autocommit=True) as reader,
    ):
        ensure(connection, OURS)
        ensure_heartbeats(connection)
        read_models = ReadModels(connection, [live(each) for each in OURS], partial(log.read_stream, reader))
        for batch in delivered(events, chance):
            read_models.apply(batch)
        for projection in OURS:
            folded = in_columns(kept(projection, events, [events]))
            assert in_tables(connection, projection) == folded
            made = rebuild(connection, reader, projection, batch=chance.choice((50, 10_000)))
            assert (made.differences, made.switched) == ([], True)
            assert in_tables(connection, projection) == folded


Tables = dict[str, set[tuple[object, ...]]]


def in_columns(model: Kept) -> Tables:
    """What the fold says, as the tables would hold it."""
    rows, lines, cells = model.tables()
    added_up = {"months_by_day": lambda day: day, "months": lambda day: day.replace(day=1)}
    months = {
        table: _in_months(model.projection, cells, recorded)
        for table, recorded in added_up.items()
        if model.projection.months
    }
    return months | {
        "rows": {(str(r.stream), r.version, r.recorded_on, r.position, *r.values) for r in rows.values()},
        "lines": {(str(line.stream), line.version, line.n, *line.values) for line in lines},
        "cells": {(*key, *measures) for key, measures in cells.items()},
        "parked": set(),
    }


def _in_months(
    of: AnyProjection, cells: Mapping[tuple[Any, ...], Sequence[int]], recorded: Callable[[date], date]
) -> set[tuple[object, ...]]:
    """Added up by hand: the first of the month for the day, two digits of the region, no office."""
    assert of.key
    names = of.key.names
    sums: dict[tuple[object, ...], list[int]] = {}
    for key, measures in cells.items():
        named = dict(zip(names, key, strict=False))
        told = {"submitted_on": named["submitted_on"].replace(day=1), "office": ""}
        told |= {name: str(named[name])[:2] for name in ("region", "area") if name in named}
        month = (*(told.get(name, value) for name, value in named.items()), recorded(key[-1]))
        sums[month] = [a + b for a, b in zip(sums.get(month, [0] * len(measures)), measures, strict=True)]
    return {(*key, *measures) for key, measures in sums.items() if any(measures)}


def in_tables(connection: Connection, projection: AnyProjection) -> Tables:
    model = live(projection)
    with transaction(connection) as cursor:
        return {table: _content(cursor, model, table) for table in compared(model.projection)}


def _content(cursor: Cursor, model: Model, table: str) -> set[tuple[object, ...]]:
    cursor.execute(said(model, table))
    return set(cursor.fetchall())
