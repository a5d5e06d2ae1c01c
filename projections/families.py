"""Families: how many claims, and how many persons and children live in them, by how the claim first ended."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Never

from domain.events import ClaimSubmitted
from domain.ledger import Ledger
from domain.vocabulary import MemberRole
from projections.accounts import accounts
from projections.base import Index, Out, Projection
from projections.cohort import ENDS, OPEN
from projections.lookback import View
from projections.lookback_where import COHORT, Grouping, Groupings


@dataclass(slots=True)
class FamiliesRow:
    """What a family is counted under for life, and how large the claim says it is."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    persons: int
    children: int


@dataclass(slots=True, unsafe_hash=True)
class FamiliesCell:
    """`first_end`: OPEN, or how the claim first ended."""

    region: str
    office: str
    submitted_on: date
    first_end: str


@dataclass(slots=True, unsafe_hash=True)
class Families:
    """Claims, and the members that they name. A family that applies again is counted again: claims are counted."""

    families: int
    persons: int
    children: int


families = Projection(
    "families_1",
    takes=accounts.takes,
    row=FamiliesRow,
    cell=(FamiliesCell, Families),
    follows=accounts,
    indexes=(Index("cells", ("submitted_on",)),),
)


FamiliesOut = Out[Never, FamiliesCell, Families]


@families.on(ClaimSubmitted)
def submitted(row: FamiliesRow | None, event: ClaimSubmitted, out: FamiliesOut) -> FamiliesRow:
    cohort = out.account.cohort
    children = sum(member["role"] == MemberRole.CHILD for member in event.members)
    return FamiliesRow(cohort.region, cohort.office, date.fromisoformat(cohort.day), len(event.members), children)


@families.contribute
def stands(row: FamiliesRow, ledger: Ledger) -> dict[FamiliesCell, Families]:
    cell = FamiliesCell(row.region, row.office, row.submitted_on, ledger.state.first_end or OPEN)
    return {cell: Families(1, row.persons, row.children)}


GROUPS: Final[Groupings] = {**COHORT, "first_end": Grouping(("first_end",), (OPEN, *ENDS))}
VIEW: Final = View("families", families, GROUPS)
