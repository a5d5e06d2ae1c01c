"""Facts that were missing: why, who owns the gap, and what closed it, if anything did.

A line for every gap detected and every gap closed. A gap whose question was asked again with another outcome is closed
as replaced, and another is detected: both are counted, because both reasons were given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.events import (
    ClaimSubmitted,
    DocumentReceived,
    GapClosed,
    GapDetected,
    LookupCompleted,
    StateRequestAnswered,
)
from domain.events.base import ClaimEvent
from domain.vocabulary import Fact, GapCause, LookupOutcome, Registry
from projections.accounts import accounts
from projections.base import Index, Months, Out, Projection
from projections.lookback import View
from projections.lookback_where import COHORT, Groupings, codes, party, words
from projections.tally import Tally, cohort, day_of

NONE: Final = ""
"""what a cell's key holds where there is no registry, no code, no unit"""


@dataclass(slots=True)
class GapsRow:
    """The last event that can close a gap: its version, and what closes one then."""

    shown_by: str = NONE
    shown_in: int = 0


@dataclass(slots=True, unsafe_hash=True)
class GapsCell:
    """Under what a gap is counted. `unit_level`: of the KATO unit that the registry's answer named."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    registry: str
    fact: str
    cause: str
    owner: str
    owner_code: str
    outcome: str
    unit_level: str


@dataclass(slots=True, unsafe_hash=True)
class GapsLine(GapsCell):
    """A gap detected or closed: `what` is the measure that it moves, `on` the local day of it."""

    what: str
    thing: str  # the gap's id in its claim
    on: date
    unit: str
    recorded_on: date


@dataclass(slots=True, unsafe_hash=True)
class Gaps:
    """Gaps detected, and what closed them. `replaced`: by another gap, so the fact is as missing as before."""

    detected: int = 0
    closed_by_paper: int = 0
    closed_by_state_body: int = 0
    closed_by_registry: int = 0
    replaced: int = 0


gaps = Projection(
    "gaps_2",
    takes=ClaimEvent,
    row=GapsRow,
    line=GapsLine,
    cell=(GapsCell, Gaps),
    months=Months("submitted_on"),
    follows=accounts,
    indexes=(Index("lines", ("submitted_on", "stream")), Index("cells", ("submitted_on",))),
)

GROUPS: Final[Groupings] = {
    **COHORT,
    "registry": words("registry", Registry),
    "fact": words("fact", Fact),
    "cause": words("cause", GapCause),
    "owner": party("owner"),
    "outcome": words("outcome", LookupOutcome),
    "unit_level": codes("unit_level"),
}
VIEW: Final = View("gaps", gaps, GROUPS)
TALLY: Final = Tally(VIEW, shown=("on", "unit"))
CLOSED: Final = ("closed_by_paper", "closed_by_state_body", "closed_by_registry", "replaced")

SHOWN_BY: Final[dict[type[ClaimEvent], str]] = {
    DocumentReceived: "closed_by_paper",
    StateRequestAnswered: "closed_by_state_body",
    LookupCompleted: "closed_by_registry",
}
"""Event that a gap may be closed by -> the measure that counts it"""
LEVELS: Final = ((7, "REGION"), (5, "DISTRICT"), (3, "RURAL_DISTRICT"))
"""KATO is AB CD EF HIJ: so many zeros at the end, and the code means that level; any other code is a SETTLEMENT."""

GapsOut = Out[GapsLine, GapsCell, Gaps]


@gaps.on(ClaimSubmitted)
def submitted(row: GapsRow | None, event: ClaimSubmitted, out: GapsOut) -> GapsRow:
    return GapsRow()


@gaps.on(*SHOWN_BY)
def shown(row: GapsRow, event: ClaimEvent, out: GapsOut) -> GapsRow:
    row.shown_by, row.shown_in = SHOWN_BY[type(event)], event.originator_version
    return row


@gaps.on(GapDetected)
def detected(row: GapsRow, event: GapDetected, out: GapsOut) -> GapsRow:
    return _count(row, event.gap, "detected", out)


@gaps.on(GapClosed)
def closed(row: GapsRow, event: GapClosed, out: GapsOut) -> GapsRow:
    assert event.closed_by == row.shown_in, f"gap {event.gap} was closed by an event that shows nothing"
    return _count(row, event.gap, "replaced" if event.replaced_by else row.shown_by, out)


def level(unit: str | None) -> str:
    """What kind of place a KATO code means, by its shape alone."""
    if unit is None:
        return NONE
    return next((name for zeros, name in LEVELS if unit.endswith("0" * zeros)), "SETTLEMENT")


def standing(measures: Mapping[str, int]) -> dict[str, int]:
    """How many were closed, and how many are not; a gap that was replaced is closed, its successor counts itself."""
    closed = sum(measures[name] for name in CLOSED)
    return {"closed": closed, "open": measures["detected"] - closed}


def _count(row: GapsRow, id: str, what: str, out: GapsOut) -> GapsRow:
    gap = out.account.state.gaps[id]
    cell: dict[str, Any] = {
        **cohort(out.account),
        "registry": gap.registry or NONE,
        "fact": gap.fact,
        "cause": gap.cause,
        "owner": gap.owner["kind"],
        "owner_code": gap.owner["code"] or NONE,
        "outcome": gap.outcome,
        "unit_level": level(gap.unit),
    }
    out.add(GapsCell(**cell), Gaps(**{what: 1}))
    out.append(
        GapsLine(
            **cell, what=what, thing=id, on=day_of(out.account), unit=gap.unit or NONE, recorded_on=out.recorded_on
        )
    )
    return row
