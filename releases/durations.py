"""How long claims took, as far as that tells of nobody: whole days, of regions with enough decided claims.

A median of n claims is the duration of one of them, nobody knows whose. It is given where the decided are shown and are
k or more, the ninth decile where k lie beyond it. Histograms are not given: a bucket is a count of few.
"""

from collections.abc import Mapping
from datetime import date

from psycopg2.extensions import connection as Reader  # noqa: N812  (a class, by its library a lower-case one)

from disclosure.cube import ALL
from disclosure.ledger import Release
from domain.regions import midnight_after
from figures.lasting import curve, quantile
from projections.base import RECORDED_DAYS
from projections.lookback import Asked
from projections.statistics_questions import Durations, compared
from releases.catalogue import DECIDED
from releases.counted import last_of

DAY_S = 86_400
OF = {"median_days": (1, 2), "p90_days": (9, 10)}


def lasting(reader: Reader, month: date, day: date) -> dict[str, Durations]:
    """Per region, "" for the whole country, as known at the end of a day."""
    at = int(midnight_after(day, RECORDED_DAYS).timestamp())
    table = compared(reader, Asked(("region",), month, last_of(month), as_known=day), at)
    return {ALL: table.total.durations} | {str(row.key["region"]): row.durations for row in table.rows}


def durations(lasted: Mapping[str, Durations], outcomes: Release) -> dict[str, dict[str, int | None]]:
    """Whole days per region, or None. `outcomes`: the table they go out with."""
    return {region: _told(each, _decided(outcomes, region), outcomes.k) for region, each in lasted.items()}


def _decided(outcomes: Release, region: str) -> int | None:
    """None where they are hidden, or could not be added up by whoever reads the table."""
    ends = [outcomes.shown.get((region, end)) for end in DECIDED]
    return None if None in ends else sum(end or 0 for end in ends)


def _told(lasted: Durations, decided: int | None, k: int) -> dict[str, int | None]:
    steps = curve(lasted.decided, lasted.censored) if decided else []
    told: dict[str, int | None] = {}
    for name, (part, of) in OF.items():
        enough = decided is not None and decided * min(part, of - part) >= k * of and steps
        value = quantile(steps, part, of).value if enough else None
        told[name] = None if value is None else (value + DAY_S // 2) // DAY_S
    return told
