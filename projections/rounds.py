"""Rounds of papers: how many a claim went through, what each asked, and what could have been asked for at once.

A line for every round, for every demand, and for every demand that could have been made in an earlier round. What a
round is and what could have been asked before: domain/rounds.py. The seconds that it would have come sooner are booked
on the round in which it was asked, not on one of its papers: no second of a claim is told twice.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.calendar import calendar
from domain.events import ClaimSubmitted, DocumentRequested
from domain.events.base import ClaimEvent
from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from domain.rounds import OTHERS, Asked, Rounds
from domain.vocabulary import DocumentType, Fact, Verdict
from projections.accounts import accounts
from projections.base import Index, Months, Out, Projection
from projections.lookback import View
from projections.lookback_where import COHORT, Groupings, codes, party, words
from projections.tally import Tally, cohort, day_of

NONE: Final = ""
"""what the key of a round holds: it has no paper, no fact, no verdict and nobody who asked"""
TOLD_APART: Final = 20
"""rounds; what comes after is counted with the last of them"""


@dataclass(slots=True, unsafe_hash=True)
class RoundsCell:
    """Under what a round or a demand is counted. `round`: its number in the claim, `TOLD_APART` and more together."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    round: int
    type: str
    fact: str
    verdict: str
    asked_by: str
    asked_by_code: str


@dataclass(slots=True, unsafe_hash=True)
class RoundsLine(RoundsCell):
    """A round, a demand, or one that could have been made before: `what` is the measure, `on` the local day of it.

    `could_in`: the number of the round in which it could have been; 0 if in none. `sooner_…`: the seconds from there on
    that were told of no other demand of the claim.
    """

    what: str
    thing: str  # R and the round's number, or the demand's id in its claim
    on: date
    could_in: int
    sooner_s: int
    sooner_working_s: int
    recorded_on: date


@dataclass(slots=True, unsafe_hash=True)
class Counts:
    """Rounds and demands; of these, those that could have been made before; and by how much sooner, of the rounds."""

    rounds: int = 0
    demands: int = 0
    known_before: int = 0
    sooner_s: int = 0
    sooner_working_s: int = 0


rounds = Projection(
    "rounds_2",
    takes=ClaimEvent,
    row=Rounds,
    line=RoundsLine,
    cell=(RoundsCell, Counts),
    months=Months("submitted_on"),
    follows=accounts,
    indexes=(Index("lines", ("submitted_on", "stream")), Index("cells", ("submitted_on",))),
)

GROUPS: Final[Groupings] = {
    **COHORT,
    "round": codes("round"),
    "type": words("type", DocumentType),
    "fact": words("fact", Fact),
    "verdict": words("verdict", Verdict),
    "asked_by": party("asked_by"),
}
VIEW: Final = View("rounds", rounds, GROUPS)
TALLY: Final = Tally(VIEW, shown=("on", "could_in", "sooner_s", "sooner_working_s"))
OPENED: Final = ("rounds", "demands", "known_before")
"""counts that can be listed; the seconds stand beside what is listed under known_before"""

RoundsOut = Out[RoundsLine, RoundsCell, Counts]


@rounds.on(ClaimSubmitted)
def submitted(row: Rounds | None, event: ClaimSubmitted, out: RoundsOut) -> Rounds:
    return Rounds()


@rounds.on(*OTHERS)
def happened(row: Rounds, event: ClaimEvent, out: RoundsOut) -> Rounds:
    row.happened(event, out.account.state)
    return row


@rounds.on(DocumentRequested)
def demanded(row: Rounds, event: DocumentRequested, out: RoundsOut) -> Rounds:
    ledger: Ledger = out.account
    on = local_day(event.happened_at, time_zone(ledger.zone))
    asked = row.demanded(event, ledger.state, ledger.last_at, on)
    sooner = _seconds(asked, ledger)
    of_round = _cell(asked, ledger)
    of_demand = _cell(
        asked,
        ledger,
        type=event.type,
        fact=event.fact,
        verdict=event.verdict,
        asked_by=event.asked_by,
        asked_by_code=event.office,
    )
    if asked.made:
        _count(of_round, "rounds", f"R{asked.round}", out)
    _count(of_demand, "demands", event.demand, out)
    if asked.could_in is not None:
        _count(of_demand, "known_before", event.demand, out, asked.could_in, sooner)
        out.add(RoundsCell(**of_round), Counts(sooner_s=sooner[0], sooner_working_s=sooner[1]))
    return row


def _cell(asked: Asked, ledger: Ledger, **demand: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("type", "fact", "verdict", "asked_by", "asked_by_code"), NONE)
    return {**cohort(ledger), "round": min(asked.round, TOLD_APART), **nothing, **demand}


def _count(
    cell: dict[str, Any], what: str, thing: str, out: RoundsOut, could_in: int = 0, sooner: tuple[int, int] = (0, 0)
) -> None:
    out.add(RoundsCell(**cell), Counts(**{what: 1}))
    out.append(
        RoundsLine(
            **cell,
            what=what,
            thing=thing,
            on=day_of(out.account),
            could_in=could_in,
            sooner_s=sooner[0],
            sooner_working_s=sooner[1],
            recorded_on=out.recorded_on,
        )
    )


def _seconds(asked: Asked, ledger: Ledger) -> tuple[int, int]:
    """Of the stretches that were not told yet: wall seconds, and the working seconds in them."""
    if not asked.stretches:
        return 0, 0
    work, zone = calendar(ledger.state.calendar).working_seconds, time_zone(ledger.zone)
    wall = sum(until - since for since, until in asked.stretches)
    return wall, sum(work(until, zone) - work(since, zone) for since, until in asked.stretches)
