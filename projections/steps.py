"""Which step of a claim followed which, how often and after how long; and what was done again for the same thing.

Every step but a claim's first is counted once, under the step before it and with the time between them, by the wall
clock and in working seconds: so the waits of a claim add up to the time between its first step and its last. What is a
step: domain/steps.py. How long is told in buckets (figures/histogram.py), from which medians of any sum can be read;
they are part of the key, so cells know whole regions only: offices are told by the claims behind a figure.
What a claim waits for after its last step is no step yet; that is the delay ledger's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from domain.calendar import calendar
from domain.event import EVENTS
from domain.events import ClaimEvent
from domain.ledger import Ledger
from domain.regions import all_regions, time_zone
from domain.steps import NO_STEPS, STEPS, is_step, things
from figures.histogram import bucket
from projections.accounts import accounts
from projections.base import REGION_DIGITS, Index, Months, Out, Projection
from projections.lookback import Figures, Part, View
from projections.lookback_where import Grouping, Groupings, codes


@dataclass(slots=True)
class StepsRow:
    """The claim's last step, and when each thing was last done that can be done again (epoch seconds)."""

    step: str = ""
    at: int = 0
    done: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True, unsafe_hash=True)
class StepsCell:
    """Under what a step is counted, after the step before it. `again`: it was done before for the same thing. `since`:
    what is counted is not that wait, but the time since then. `wall`, `working`: the buckets of the seconds."""

    area: str  # KATO, 2 digits: the region of submission
    submitted_on: date
    came_from: str
    step: str
    again: bool
    since: bool
    wall: int
    working: int


@dataclass(slots=True, unsafe_hash=True)
class Steps:
    """How often, and the seconds added up."""

    times: int
    wall_s: int
    working_s: int


steps = Projection(
    "steps_3",
    takes=ClaimEvent,
    row=StepsRow,
    cell=(StepsCell, Steps),
    months=Months("submitted_on", region="area", office=None),
    follows=accounts,
    indexes=(Index("cells", ("submitted_on",)),),
)

StepsOut = Out[Any, StepsCell, Steps]


@steps.on(*(kind for kind in EVENTS.values() if issubclass(kind, ClaimEvent) and kind not in NO_STEPS))
def stepped(row: StepsRow | None, event: ClaimEvent, out: StepsOut) -> StepsRow:
    row = row or StepsRow()
    if not is_step(event):
        return row
    ledger: Ledger = out.account
    done = things(event, ledger.state)
    before = [row.done[thing] for thing in done if thing in row.done]
    if row.step:
        _count(row, event, row.at, out, again=bool(before))
    if before:
        _count(row, event, max(before), out, again=True, since=True)
    row.done.update(dict.fromkeys(done, ledger.last_at))
    row.step, row.at = event.TOPIC, ledger.last_at
    return row


def _count(row: StepsRow, event: ClaimEvent, at: int, out: StepsOut, *, again: bool, since: bool = False) -> None:
    """With the time from `at` to the event."""
    ledger: Ledger = out.account
    wall, working = between(ledger, at)
    key = StepsCell(
        area=ledger.cohort.region[:REGION_DIGITS],
        submitted_on=date.fromisoformat(ledger.cohort.day),
        came_from=row.step,
        step=event.TOPIC,
        again=again,
        since=since,
        wall=bucket(wall),
        working=bucket(working),
    )
    out.add(key, Steps(1, wall, working))


def between(ledger: Ledger, since: int) -> tuple[int, int]:
    """From an instant of the claim's past to its last event: wall seconds, and the working seconds in them."""
    at = ledger.last_at
    if at == since:
        return 0, 0
    work, zone = calendar(ledger.state.calendar).working_seconds, time_zone(ledger.zone)
    return at - since, work(at, zone) - work(since, zone)


# questions

FIGURES: Final = ("times", "wait_s", "wait_working_s", "repeated", "since_s", "since_working_s")
GROUPS: Final[Groupings] = {
    "region": Grouping(("area",), tuple(sorted({region.prefix for region in all_regions()}))),
    "came_from": Grouping(("came_from",), STEPS),
    "step": Grouping(("step",), STEPS),
    "again": codes("again"),
}


def reckoned(parts: Sequence[Part], at: int) -> Figures:
    """`times`, and the seconds waited before; `repeated`, how often it was done again, and the seconds since."""
    figures = dict.fromkeys(FIGURES, 0)
    for part in parts:
        names = FIGURES[3:] if part.also[0] else FIGURES[:3]
        for name, more in zip(names, part.measures, strict=True):
            figures[name] += more
    return figures


VIEW: Final = View("steps", steps, GROUPS, also=("since",), reckon=reckoned)
