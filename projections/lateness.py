"""How late an event was known: what lists of changes say beside what each event moved."""

from dataclasses import dataclass

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


def lateness(recorded: Recorded, event: Event, region: str, since: Known) -> Lateness:
    """`region`: the KATO code of the claim or application; days are counted by its clocks."""
    zone = zone_of(region)
    back = local_day(recorded.recorded_at, zone) - local_day(event.happened_at, zone)
    return Lateness(event.happened_at < since.at, back.days)
