"""The statistics' figures: which of them a counted thing is in, and by what they can be asked and narrowed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from domain.policy import editions
from domain.regions import local_day, zone_of
from domain.term import Counts
from domain.vocabulary import Channel, RefusalGround, Verdict
from projections.lookback import Figures, Part, View
from projections.lookback_where import COHORT, DISTRICT, Groupings, codes, words
from projections.statistics import Counted, statistics

ALSO: Final = ("region", "counted", "detail", "number")
EXTENSIONS: Final = ("extensions", "extensions_lawful", "extensions_unlawful", "extensions_provisional")
GROUNDS: Final = {ground.value: f"refused_{ground.lower()}" for ground in RefusalGround}
VERDICTS: Final = {verdict.value: f"papers_{verdict.lower()}" for verdict in Verdict}
UNDER: Final = {each.code: f"over_term_under_{each.code.replace('-', '_')}" for each in editions()}
"""edition -> the figure of claims that would be over their term, or were when they ended, had that edition held"""
STANDINGS: Final = {
    "GAP:CARD": ("with_gap", "with_gap_card_only"),
    "GAP:PAPER": ("with_gap",),
    "NO_GAP:CARD": ("without_gap", "without_gap_card_only"),
    "NO_GAP:PAPER": ("without_gap",),
}
"""a claim's standing -> the figures it is in"""
IN: Final[Mapping[Counted, Callable[[str], Sequence[str]]]] = {
    Counted.OPEN: lambda _: ("received", "open"),
    Counted.APPROVED: lambda _: ("received", "decided", "approved"),
    Counted.REFUSED: lambda ground: ("received", "decided", "refused", GROUNDS[ground]),
    Counted.WITHDRAWN: lambda _: ("received", "withdrawn"),
    Counted.DECISION: lambda _: (),
    Counted.PAPER: lambda verdict: ("papers", VERDICTS[verdict]),
    Counted.CLAIM: lambda standing: STANDINGS[standing],
    Counted.KEPT: lambda _: (),
    Counted.OVER: lambda edition: (UNDER[edition],),
}
"""what is counted -> the figures it is in, by its detail; of extensions and due days time decides too"""
FIGURES: Final = (
    "received",
    "open",
    "decided",
    "approved",
    "refused",
    *GROUNDS.values(),
    "withdrawn",
    *EXTENSIONS,
    "papers",
    *VERDICTS.values(),
    "with_gap",
    "with_gap_card_only",
    "without_gap",
    "without_gap_card_only",
    *UNDER.values(),
)


def reckoned(parts: Sequence[Part], at: int) -> Figures:
    """What these parts come to at an instant (epoch seconds): received = open + decided + withdrawn."""
    figures = dict.fromkeys(FIGURES, 0)
    for part in parts:
        region, counted, detail, number = part.also
        assert isinstance(number, int)
        for name in _figures(str(region), Counted(str(counted)), str(detail), number, at):
            figures[name] += part.measures[0]
    return figures


def _figures(region: str, counted: Counted, detail: str, number: int, at: int) -> Sequence[str]:
    """Which figures a thing is in."""
    if counted is Counted.EXTENSION:
        return ("extensions", f"extensions_{_lawful(region, detail, number, at)}")
    if counted is Counted.DUE:
        return (UNDER[detail],) if _today(region, at) > number else ()
    return IN[counted](detail)


def _lawful(region: str, detail: str, number: int, at: int) -> str:
    """Whether an extension counts on the local day of the instant, or may still."""
    if detail == Counts.PROVISIONAL:
        return "provisional" if _today(region, at) <= number else "unlawful"
    return "lawful" if detail == Counts.COUNTS else "unlawful"


@lru_cache(maxsize=256)
def _today(region: str, at: int) -> int:
    """The local day, as a number."""
    return local_day(datetime.fromtimestamp(at, UTC), zone_of(region)).toordinal()


GROUPS: Final[Groupings] = {
    **COHORT,
    "district": DISTRICT,
    "channel": words("channel", Channel),
    "edition": codes("edition"),
}
VIEW: Final = View("statistics", statistics, GROUPS, also=ALSO, reckon=reckoned)
