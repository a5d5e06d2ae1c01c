"""Running waits by arithmetic: what has come since the last events of many claims, from one sum for all of them.

Of n waits whose claims' last events lie at instants that add up to L, the time until now adds up to n·now - L. Where
the claim has g groups open, and the wait's group holds m, a wait's share of it is a g·m-th, and a group that is open
alone has it to itself. So it costs the same for a thousand open claims and for a million. How long waits have been open
is exact; shares are within one second for each running wait of the claims' own sum, because each claim divides its own
seconds into whole ones and this divides their sum: `tolerance_s` says how many that can be. Closed waits are exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.calendar import calendar
from domain.regions import zone_of
from projections.columns import Plain
from projections.lookback import Figures, Part

ALSO: Final = ("region", "calendar", "pause", "open_groups", "group_waits")
"""key columns that the arithmetic needs: by them cells may be added up before it"""
FIGURES: Final = (
    "waits",
    "running",
    "open_s",
    "share_s",
    "sole_s",
    "open_working_s",
    "share_working_s",
    "sole_working_s",
)
PAUSED: Final = {"share_s": "paused_share_s", "share_working_s": "paused_share_working_s"}
"""figure -> the part of it that was spent in lawful pauses"""


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Seconds from the last events until now, added up over the waits of a part: by the wall and by the calendar."""

    wall: int
    working: int


def reckoned(parts: Sequence[Part], at: int) -> Figures:
    """What closed and running waits come to at an instant (epoch seconds), by both clocks; in all, and in pauses."""
    figures = dict.fromkeys((*FIGURES, *PAUSED.values(), "tolerance_s"), 0)
    for part in parts:
        _, _, paused, open_groups, group_waits = part.also
        told = _told(part, at)
        for name in FIGURES:
            figures[name] += told[name]
        for name, of_pauses in PAUSED.items():
            figures[of_pauses] += told[name] if paused else 0
        shared = (open_groups, group_waits) not in ((0, 0), (1, 1))
        figures["tolerance_s"] += told["running"] if shared else 0
    return figures


def _told(part: Part, at: int) -> Figures:
    *booked, last_s, last_working_s = part.measures
    told = dict(zip(FIGURES, booked, strict=True))
    _, _, _, open_groups, group_waits = part.also
    if not open_groups:
        return told
    assert isinstance(open_groups, int)
    assert isinstance(group_waits, int)
    since = _elapsed(part.also, told["running"], Elapsed(last_s, last_working_s), at)
    for clock, seconds in (("_s", since.wall), ("_working_s", since.working)):
        told[f"open{clock}"] += seconds
        told[f"share{clock}"] += seconds // (open_groups * group_waits)
        told[f"sole{clock}"] += seconds // group_waits if open_groups == 1 else 0
    return told


def _elapsed(also: Sequence[Plain], waits: int, last: Elapsed, at: int) -> Elapsed:
    """Never less than nothing: an instant before the last events is taken for theirs, as a claim's own ledger does."""
    region, of, *_ = also
    working = calendar(str(of)).working_seconds_known(at, zone_of(str(region)))
    return Elapsed(max(0, waits * at - last.wall), max(0, waits * working - last.working))
