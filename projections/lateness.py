"""How late an event was known: what lists of changes say beside what each event moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

from domain.event import Event
from domain.regions import local_day, zone_of
from projections.lookback_days import Known
from store.log import Recorded


@dataclass(frozen=True, slots=True)
class Lateness:
    """`late`: it had happened before the first day was over. `dated_back_days`: local days between what it says of
    itself and its recording."""

    late: bool
    dated_back_days: int


def as_recorded(row: Iterable[Any]) -> Recorded:
    """An event whose columns (`store.log.COLUMNS`) were read through a connection to the read models."""
    position, stream, version, name, at, body = row
    return Recorded(position, UUID(str(stream)), version, name, at.astimezone(UTC), bytes(body))


def lateness(recorded: Recorded, event: Event, region: str, since: Known) -> Lateness:
    """`region`: the KATO code of the claim or application; days are counted by its clocks."""
    zone = zone_of(region)
    back = local_day(recorded.recorded_at, zone) - local_day(event.happened_at, zone)
    return Lateness(event.happened_at < since.at, back.days)
