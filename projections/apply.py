"""Load, fold, store: a batch of events into all read models in one transaction.

Knows nothing of Kafka: projector, comparison, retry and rebuild all come through here. A version that was folded before
is a copy and is skipped; one too high shows a hole, which is filled from the store.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

import psycopg2.errors
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from domain.event import EVENTS, Event
from projections.base import recorded_day
from projections.connect import transaction
from projections.fold import Folded, Step, fold
from projections.keep import keep, standings, stands
from projections.known import Known
from projections.positions import Position, keep_positions
from projections.tables import Model, lock
from projections.writer import Together, Writes
from store.errors import BrokenEvent
from store.log import Recorded
from store.mapper import event_of

logger = logging.getLogger(__name__)
ATTEMPTS = 5
"""how often a batch is folded again after another projector was given the same events"""
BESIDE = (psycopg2.errors.UniqueViolation, psycopg2.errors.DeadlockDetected, psycopg2.errors.SerializationFailure)


class HoleInStore(Exception):
    """A version of a stream that neither the topic nor the store has: no read model can go on."""


ReadStream = Callable[[UUID, int], Sequence[Recorded]]
"""(stream, after which version) -> the rest of the stream, from the store"""


@dataclass(slots=True)
class Applied:
    """What became of a batch, counted over all read models."""

    folded: int = 0
    copies: int = 0
    filled: int = 0
    parked: int = 0


@dataclass(slots=True)
class Arrived:
    """What a batch brings of one stream."""

    kind: type[Event]
    steps: dict[int, Step] = field(default_factory=dict)


class ReadModels:
    """The read models of one connection, which is theirs alone."""

    def __init__(
        self, connection: Connection, models: Iterable[Model], read_stream: ReadStream, *, remembered: int = 0
    ) -> None:
        """`remembered`: rows of each model that are kept in memory for the next batch."""
        self.connection = connection
        self.models = sorted(models, key=lambda model: model.schema)
        self.read_stream = read_stream
        self._known = {model.schema: Known(remembered) for model in self.models}
        self._uncommitted: list[tuple[Known, list[Folded]]] = []

    def apply(self, events: Iterable[Recorded], positions: Sequence[Position] = ()) -> Applied:
        """Fold the events into every model that takes them and note the positions, all or nothing.

        Raises UnknownEvent (this code is too old), HoleInStore, or whatever the database says.
        """
        arrived = by_stream(events)
        for attempt in count(1):
            try:
                with transaction(self.connection) as cursor:
                    applied = self.apply_within(cursor, arrived, positions)
            except BESIDE as error:
                if attempt == ATTEMPTS:
                    raise
                logger.info("another projector was given the same events, folding again: %s", _line(error))
            else:
                for known, folded in self._uncommitted:
                    known.remember(folded)
                return applied
        raise AssertionError

    def apply_within(
        self, cursor: Cursor, arrived: Mapping[UUID, Arrived], positions: Sequence[Position] = ()
    ) -> Applied:
        """The same inside a transaction of the caller's."""
        applied, self._uncommitted = Applied(), []
        together = Together(cursor)
        lock(cursor, *(model.name for model in self.models), shared=True)
        for model in self.models:
            self._apply(cursor, together, model, arrived, applied)
            keep_positions(together, model, positions)
        together.send()
        return applied

    def _apply(
        self, cursor: Cursor, writes: Writes, model: Model, arrived: Mapping[UUID, Arrived], applied: Applied
    ) -> None:
        taken = {stream: a.steps for stream, a in arrived.items() if issubclass(a.kind, model.projection.takes)}
        if not taken:
            return
        here = stands(cursor, model, taken)
        before = here.versions
        self._known[model.schema].of(here.table)
        wanted = {
            stream: following
            for stream, steps in taken.items()
            if stream not in here.parked
            and (following := self._following(stream, before.get(stream, 0), steps, applied))
        }
        folded = self._folded(cursor, model, wanted, before, applied)
        keep(writes, model, before.keys(), folded)
        self._uncommitted.append((self._known[model.schema], folded))

    def _folded(
        self,
        cursor: Cursor,
        model: Model,
        wanted: Mapping[UUID, Sequence[Step]],
        before: Mapping[UUID, int],
        applied: Applied,
    ) -> list[Folded]:
        """Fold what is wanted onto the rows there are: those still in memory, the others read."""
        old = wanted.keys() & before.keys()
        known = self._known[model.schema].take({stream: before[stream] for stream in old})
        stored = standings(cursor, model, old - known.keys())
        folded = []
        for stream, steps in wanted.items():
            if at_hand := known.get(stream):
                done = fold(model.projection, at_hand.standing, steps, at_hand.row)
            else:
                done = fold(model.projection, stored.get(stream), steps)
            folded.append(_watched(done, model, applied))
            applied.folded += len(steps)
        return folded

    def _following(self, stream: UUID, version: int, steps: dict[int, Step], applied: Applied) -> list[Step]:
        """The steps above a version, without a hole; what was read to fill one stays in `steps` for the next model."""
        last = max(steps)
        applied.copies += sum(v <= version for v in steps)
        wanted = range(version + 1, last + 1)
        if next((v for v in wanted if v not in steps), None):
            found = {r.version: step(r) for r in self.read_stream(stream, version) if r.version <= last}
            applied.filled += len(found.keys() - steps.keys())
            steps |= found
            logger.warning("hole in %s after version %d, read from the store up to %d", stream, version, last)
        if lost := next((v for v in wanted if v not in steps), None):
            raise HoleInStore(f"version {lost} of stream {stream} is neither in the topic nor in the store")
        return [steps[v] for v in wanted]


def step(recorded: Recorded) -> Step:
    """The event decoded, or why it cannot be. Raises UnknownEvent."""
    try:
        event: Event | Exception = event_of(recorded)
    except BrokenEvent as error:
        event = error
    return Step(recorded.stream, recorded.version, recorded.position, recorded_day(recorded.recorded_at), event)


def by_stream(events: Iterable[Recorded]) -> dict[UUID, Arrived]:
    """Each event once, streams in the order in which they arrive."""
    arrived: dict[UUID, Arrived] = {}
    for recorded in events:
        decoded = step(recorded)
        at = arrived.setdefault(recorded.stream, Arrived(EVENTS[recorded.name]))
        at.steps[recorded.version] = decoded
    return arrived


def _watched(folded: Folded, model: Model, applied: Applied) -> Folded:
    if folded.parked:
        applied.parked += 1
        logger.error("%s: stream %s parked at version %d", model.name, folded.parked.stream, folded.parked.version)
    return folded


def _line(error: Exception) -> str:
    return str(error).partition("\n")[0]
