"""How something that was said, and what was said against it, is decided by counts.

A quarrel has figures (each a count that can be opened down to claims), rates of one figure among another, and a judge
for claim and counter-claim. A statement that something occurs holds if it occurred once; a statement about all cases
holds if it held in all of them, in part if in some. Nothing here knows a database, and no text stands here: what was
said and what was found is worded in the catalogues. The quarrels themselves: projections/dispute_quarrels.py.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """What the figures say of a statement."""

    HOLDS = "HOLDS"
    IN_PART = "IN_PART"
    FAILS = "FAILS"
    UNDECIDED = "UNDECIDED"  # nothing was counted that it is about


class Finding(StrEnum):
    """Claim and counter-claim together."""

    BOTH_HOLD = "BOTH_HOLD"
    CLAIM_HOLDS = "CLAIM_HOLDS"
    COUNTER_CLAIM_HOLDS = "COUNTER_CLAIM_HOLDS"
    BOTH_HOLD_IN_PART = "BOTH_HOLD_IN_PART"
    CLAIM_HOLDS_IN_PART = "CLAIM_HOLDS_IN_PART"
    COUNTER_CLAIM_HOLDS_IN_PART = "COUNTER_CLAIM_HOLDS_IN_PART"
    NEITHER_HOLDS = "NEITHER_HOLDS"
    NO_DATA = "NO_DATA"


Figures = Mapping[str, int]
Judge = Callable[[Figures], Standing]
Where = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A count: the measure of a tally (demands, gaps, needs, answers) among the things that fit."""

    tally: str
    measure: str
    where: Where


@dataclass(frozen=True, slots=True)
class Rate:
    """One figure as a part of another: the same things, narrowed."""

    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class Quarrel:
    """One thing that was said, and what was said against it. `judges`: claim and counter-claim; None: nobody said one.

    `splits`: groups by which the figures are told once more, where a tally has them.
    """

    id: str
    figures: Mapping[str, Figure]
    rates: Mapping[str, Rate]
    claim: Judge | None
    counter_claim: Judge | None
    splits: Sequence[tuple[str, ...]] = ()


def exists(number: int) -> Standing:
    """Of a statement that something occurs."""
    return Standing.HOLDS if number else Standing.FAILS


def extent(part: int, whole: int) -> Standing:
    """Of a statement about all of something."""
    if whole == 0:
        return Standing.UNDECIDED
    if part == whole:
        return Standing.HOLDS
    return Standing.IN_PART if part else Standing.FAILS


def found(claim: Standing | None, counter_claim: Standing | None) -> Finding:
    """What both standings come to; none where nobody claimed anything."""
    said = [each for each in (claim, counter_claim) if each is not None]
    if set(said) <= {Standing.UNDECIDED}:
        return Finding.NO_DATA
    standing = [each in (Standing.HOLDS, Standing.IN_PART) for each in (claim, counter_claim)]
    in_part = "_IN_PART" if Standing.IN_PART in said else ""
    match standing:
        case [True, True]:
            return Finding(f"BOTH_HOLD{in_part}")
        case [True, False]:
            return Finding(f"CLAIM_HOLDS{in_part}")
        case [False, True]:
            return Finding(f"COUNTER_CLAIM_HOLDS{in_part}")
    return Finding.NEITHER_HOLDS
