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
from projections.base import AnyProjection, recorded_day
from projections.connect import transaction
from projections.fold import Folded, Parked, Start, Step, fold, fold_together
from projections.keep import Stands, Unfit, keep, standings, stands
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


@dataclass(frozen=True, slots=True)
class Family:
    """A projection that leads, its model where it is folded here as well, and the models of those that follow it."""

    lead: AnyProjection
    models: tuple[Model, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Models of a family that stand at one version of a stream, and the steps that follow there."""

    stream: UUID
    version: int
    models: tuple[Model, ...]
    steps: Sequence[Step]


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
        self.families = families(self.models)
        self.read_stream = read_stream
        self._known = {model.schema: Known(remembered) for model in self.models}
        self._uncommitted: list[tuple[Known, list[Folded]]] = []

    def apply(self, events: Iterable[Recorded], positions: Sequence[Position] = ()) -> Applied:
        """Fold the events into every model that takes them and note the positions, all or nothing.

        Raises UnknownEvent (this code is too old), HoleInStore, or whatever the database says.
        """
        arrived, checked = by_stream(events), False
        for attempt in count(1):
            try:
                with transaction(self.connection) as cursor:
                    applied = self.apply_within(cursor, arrived, positions, checked=checked)
            except BESIDE as error:
                if attempt == ATTEMPTS:
                    raise
                logger.info("another projector was given the same events, folding again: %s", _line(error))
            except Unfit as error:
                if checked:
                    raise
                logger.info("folding again to find the event: %s", _line(error))
                checked = True
            else:
                for known, folded in self._uncommitted:
                    known.remember(folded)
                return applied
        raise AssertionError

    def apply_within(
        self,
        cursor: Cursor,
        arrived: Mapping[UUID, Arrived],
        positions: Sequence[Position] = (),
        *,
        checked: bool = True,
    ) -> Applied:
        """The same inside a transaction of the caller's. Raises Unfit, and only where it is not `checked`."""
        applied, self._uncommitted = Applied(), []
        together = Together(cursor)
        lock(cursor, *(model.name for model in self.models), shared=True)
        for family in self.families:
            self._apply(cursor, together, family, arrived, applied, checked=checked)
        for model in self.models:
            keep_positions(together, model, positions)
        together.send()
        return applied

    def _apply(
        self,
        cursor: Cursor,
        writes: Writes,
        family: Family,
        arrived: Mapping[UUID, Arrived],
        applied: Applied,
        *,
        checked: bool,
    ) -> None:
        taken = {stream: a.steps for stream, a in arrived.items() if issubclass(a.kind, family.lead.takes)}
        if not taken:
            return
        here = stands(cursor, family.models, taken)
        for schema, found in here.items():
            self._known[schema].of(found.table)
        parties = [
            party for stream, steps in taken.items() for party in self._parties(family, here, stream, steps, applied)
        ]
        starts = self._starts(cursor, parties)
        folded: dict[str, list[Folded]] = {model.schema: [] for model in family.models}
        for party in parties:
            for model, done in zip(party.models, self._fold(family, party, starts, checked), strict=True):
                folded[model.schema].append(_watched(done, model, applied))
                applied.folded += len(party.steps)
        for model in family.models:
            keep(writes, model, here[model.schema].versions.keys(), folded[model.schema])
            self._uncommitted.append((self._known[model.schema], folded[model.schema]))

    def _parties(
        self,
        family: Family,
        here: Mapping[str, Stands],
        stream: UUID,
        steps: dict[int, Step],
        applied: Applied,
    ) -> Iterable[Party]:
        """Usually one: all models of the family stand at the same version."""
        at: dict[int, list[Model]] = {}
        for model in family.models:
            if stream not in here[model.schema].parked:
                at.setdefault(here[model.schema].versions.get(stream, 0), []).append(model)
        for version, models in at.items():
            applied.copies += len(models) * sum(v <= version for v in steps)
            if following := self._following(stream, version, steps, applied):
                yield Party(stream, version, tuple(models), following)

    def _starts(self, cursor: Cursor, parties: Sequence[Party]) -> dict[tuple[str, UUID], Start]:
        """Where each model begins with each stream: from the row still in memory, else from the one read now."""
        wanted: dict[str, tuple[Model, dict[UUID, int]]] = {}
        for party in parties:
            for model in party.models:
                wanted.setdefault(model.schema, (model, {}))[1][party.stream] = party.version
        starts = {}
        for schema, (model, versions) in wanted.items():
            old = {stream: version for stream, version in versions.items() if version}
            at_hand = self._known[schema].take(old)
            stored = standings(cursor, model, old.keys() - at_hand.keys())
            for stream in versions:
                known = at_hand.get(stream)
                starts[schema, stream] = (
                    Start(model.projection, known.standing, known.row, known.counted)
                    if known
                    else Start(model.projection, stored.get(stream))
                )
        return starts

    def _fold(
        self, family: Family, party: Party, starts: Mapping[tuple[str, UUID], Start], checked: bool
    ) -> list[Folded]:
        """What becomes of the party's models, in their order."""
        own = [starts[model.schema, party.stream] for model in party.models]
        followers = [start for start in own if start.projection is not family.lead]
        lead = next((start for start in own if start.projection is family.lead), None)
        if lead:
            return fold_together(lead, followers, party.steps, checked=checked)  # as in a family, the lead comes first
        led = self._lead(family.lead, party)
        if isinstance(led, Parked):
            return [Folded(start.standing, parked=led) for start in followers]
        return fold_together(led, followers, party.steps, checked=checked)[1:]

    def _lead(self, lead: AnyProjection, party: Party) -> Start | Parked:
        """The lead as it was at that version, folded from the stream's beginning; nothing of it is kept."""
        if not party.version:
            return Start(lead, None, kept=False)
        before = [step(r) for r in self.read_stream(party.stream, 0) if r.version <= party.version]
        folded = fold(lead, None, before)
        if folded.parked:
            return Parked(party.stream, party.steps[0].version, folded.parked.reason)
        return Start(lead, folded.standing, folded.row, kept=False)

    def _following(self, stream: UUID, version: int, steps: dict[int, Step], applied: Applied) -> list[Step]:
        """The steps above a version, without a hole; what was read to fill one stays in `steps` for the next model."""
        last = max(steps)
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


def families(models: Iterable[Model]) -> list[Family]:
    """Each lead with those that follow it, the lead's own model first where there is one."""
    found: dict[str, Family] = {}
    for model in models:
        lead = model.projection.follows or model.projection
        before = found.get(lead.name, Family(lead, ())).models
        both = (model, *before) if model.projection is lead else (*before, model)
        found[lead.name] = Family(lead, both)
    return list(found.values())


def _watched(folded: Folded, model: Model, applied: Applied) -> Folded:
    if folded.parked:
        applied.parked += 1
        logger.error("%s: stream %s parked at version %d", model.name, folded.parked.stream, folded.parked.version)
    return folded


def _line(error: Exception) -> str:
    return str(error).partition("\n")[0]
