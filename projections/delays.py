"""The delay ledger: where claims waited, whose move it was, who answered for it.

A closed wait is a line and a movement of the roll-up; a running one lives in the claim's account and is divided up to
"now" when it is read. Roll-ups count under the claim's cohort, the region, office and local day of its submission, and
under the recorded day of the event that closed the wait. What is asked of it: projections/delays_questions.py.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.events import ClaimEvent
from domain.ledger import Ledger
from domain.wait import Wait
from projections.accounts import accounts
from projections.base import Index, Out, Projection

NONE: Final = ""
"""what a cell's key holds where a wait has no registry, no outcome, or a party no code"""


@dataclass(slots=True)
class DelaysRow:
    """A claim's cohort; `running`: waits may still be open."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    running: bool


@dataclass(frozen=True, slots=True)
class DelaysLine:
    """A closed wait. Instants in epoch seconds, counters in whole seconds."""

    wait: str
    stage: str
    holder: str
    holder_code: str
    liable: str
    liable_code: str
    cause: str
    registry: str
    came_of: str
    opened_at: int
    closed_at: int
    open_s: int
    share_s: int
    sole_s: int
    open_working_s: int
    share_working_s: int
    sole_working_s: int


@dataclass(frozen=True, slots=True)
class DelaysCell:
    """Under what a second of waiting is booked. `came_of`: a demand's verdict or a lookup's outcome."""

    region: str
    office: str
    submitted_on: date
    stage: str
    holder: str
    holder_code: str
    liable: str
    liable_code: str
    cause: str
    registry: str
    came_of: str


@dataclass(frozen=True, slots=True)
class Seconds:
    """What is added up: closed waits, and their seconds by both clocks."""

    waits: int
    open_s: int
    share_s: int
    sole_s: int
    open_working_s: int
    share_working_s: int
    sole_working_s: int


delays = Projection(
    "delays_2",
    takes=ClaimEvent,
    follows=accounts,
    row=DelaysRow,
    line=DelaysLine,
    cell=(DelaysCell, Seconds),
    indexes=(Index("rows", ("region", "submitted_on"), where="running"), Index("cells", ("submitted_on",))),
)

DelaysOut = Out[DelaysLine, DelaysCell, Seconds]


@delays.on(ClaimEvent)
def happened(row: DelaysRow | None, event: ClaimEvent, out: DelaysOut) -> DelaysRow:
    """Every wait that the event closed becomes a line and moves the roll-up."""
    ledger: Ledger = out.account
    row = row or _begun(ledger)
    row.running = bool(ledger.open)
    for wait in out.closed:
        booked = booked_as(wait, wait.came_of)
        out.append(DelaysLine(wait.id, *booked, wait.opened_at, wait.closed_at, *counted(wait)))
        out.add(DelaysCell(row.region, row.office, row.submitted_on, *booked), Seconds(1, *counted(wait)))
    return row


def _begun(ledger: Ledger) -> DelaysRow:
    cohort = ledger.cohort
    return DelaysRow(cohort.region, cohort.office, date.fromisoformat(cohort.day), True)


def booked_as(wait: Wait, came_of: str | None) -> tuple[str, str, str, str, str, str, str, str]:
    """Stage, holder, holder's code, liable, liable's code, cause, registry, outcome: the same in lines and cells."""
    return (
        wait.stage,
        wait.holder["kind"],
        wait.holder["code"] or NONE,
        wait.liable["kind"],
        wait.liable["code"] or NONE,
        wait.cause,
        wait.registry or NONE,
        came_of or NONE,
    )


def counted(wait: Wait) -> tuple[int, int, int, int, int, int]:
    """The six counters of a wait, in the order of `Seconds`."""
    return (
        wait.open_s,
        wait.share_s,
        wait.sole_s,
        wait.open_working_s,
        wait.share_working_s,
        wait.sole_working_s,
    )
