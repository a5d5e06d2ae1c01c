"""The dispute as the route tells it: what was said, what the figures say, and the regions where it is otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from cli.demo.places import places, short

ABOUT: Final[Mapping[str, str]] = {
    "C1": "Addresses",
    "C2": "The father, and alimony",
    "C3": "Children born before 13 August 2007",
    "C4": "Data of other state bodies",
    "C5": "Papers that commissions demand",
    "C6": "With an identity card only",
    "C7": "Who has to ask whom",
    "C8": "Parents",
}
STANDS: Final[Mapping[str, str]] = {
    "HOLDS": "holds",
    "IN_PART": "holds in part",
    "FAILS": "does not hold",
    "UNDECIDED": "is not decided",
}


@dataclass(frozen=True, slots=True)
class Share:
    """One figure beside another. `words` say it, with the places {part} and {whole}."""

    words: str
    part: str
    whole: str


TELLING: Final[Mapping[str, Sequence[Share]]] = {
    "C1": (
        Share("missing {part} of {whole}", "missing", "needed"),
        Share("not filled in {part} of {whole}", "not_filled", "missing"),
    ),
    "C2": (
        Share("fathers missing {part} of {whole}", "father_missing", "father_needed"),
        Share("alimony missing {part} of {whole}", "alimony_missing", "alimony_needed"),
    ),
    "C3": (Share("missing {part} of {whole}", "before_missing", "before_needed"),),
    "C4": (Share("{part} of {whole} attempts failed", "failed", "attempts"),),
    "C5": (
        Share("papers {part}, claims {whole}", "by_commission", "claims"),
        Share("unjustified {part} of {whole}", "unjustified", "by_commission"),
    ),
    "C6": (
        Share("card only in {part} of {whole} with everything given", "given_card_only", "given"),
        Share("in {part} of {whole} with a gap", "gap_card_only", "gap"),
    ),
    "C7": (
        Share("of {whole} missing facts the state was asked first for {part}", "state_first", "to_fill"),
        Share("the applicant was sent first for {part}", "applicant_first", "to_fill"),
    ),
    "C8": (Share("missing {part} of {whole}", "missing", "needed"),),
}
"""what tells regions apart, the first share most of all"""
REGIONS: Final = 3
TOO_FEW: Final = 3
"""a share of fewer things says nothing"""

Quarrel = Mapping[str, Any]


def tell(disputes: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    """A table for each quarrel of the country, the first of the disputes."""
    country, *regions = disputes
    for number, quarrel in enumerate(country["quarrels"]):
        yield _told(quarrel, [(each["region"], each["quarrels"][number]) for each in regions])


def _told(quarrel: Quarrel, of_regions: Sequence[tuple[str, Quarrel]]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=9, style="dim")
    table.add_column()
    about = Text(f"{ABOUT[quarrel['id']]}: {quarrel['finding']}", style="bold")
    table.add_row(Text(quarrel["id"], style="bold"), about)
    for side, words in (("claim", "said"), ("counter_claim", "against")):
        if quarrel[side]:
            table.add_row(words, Text(quarrel[side]["en"]))
    table.add_row("found", Text(quarrel["sentence"]["en"]))
    for number, line in enumerate(_elsewhere(quarrel, of_regions)):
        table.add_row("" if number else "but see", Text(line))
    return table


def _standing(quarrel: Quarrel) -> str:
    sides = {"the claim": quarrel["standing"]["claim"], "the counter-claim": quarrel["standing"]["counter_claim"]}
    return ", ".join(f"{side} {STANDS[standing]}" for side, standing in sides.items() if standing)


def _elsewhere(quarrel: Quarrel, of_regions: Sequence[tuple[str, Quarrel]]) -> Iterator[str]:
    """Two or three regions that differ tellingly from the country."""
    names = {place.prefix: short(place.name) for place in places()}
    for prefix, there in _telling(quarrel, of_regions)[:REGIONS]:
        yield f"{names[prefix]}: {_standing(there)} ({_shares(there)})"


def _telling(quarrel: Quarrel, of_regions: Sequence[tuple[str, Quarrel]]) -> list[tuple[str, Quarrel]]:
    """For each other finding the region where most was counted; then those with the least and the greatest share."""
    share = TELLING[quarrel["id"]][0]
    counted = [one for one in of_regions if one[1]["figures"][share.whole] >= TOO_FEW]
    by_size = sorted(counted, key=lambda one: int(one[1]["figures"][share.whole]))
    others = {there["finding"]: (prefix, there) for prefix, there in by_size}
    others.pop(quarrel["finding"], None)
    by_share = sorted(by_size, key=lambda one: _part(one[1], share))
    chosen = dict([*others.values(), *by_share[:1], *by_share[-1:]])
    return list(chosen.items())


def _part(there: Quarrel, share: Share) -> float:
    return float(there["figures"][share.part] / there["figures"][share.whole])


def _shares(there: Quarrel) -> str:
    figures = there["figures"]
    shares = [share for share in TELLING[there["id"]] if figures[share.whole]]
    return ", ".join(share.words.format(part=figures[share.part], whole=figures[share.whole]) for share in shares)
