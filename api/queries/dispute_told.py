"""What was said, and what the figures say of it, in three languages: counts, regions, and the words of catalogues."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from api.queries.counted import Meant
from domain.regions import RegionName, all_regions
from domain.vocabulary import Language
from projections.dispute import Quarrel, Standing
from projections.dispute_quarrels import NAMED_REGISTRIES
from projections.dispute_questions import Decided
from words import code, say

Told = dict[str, str]
"""language -> the words"""
SIDES: Final = ("claim", "counter_claim")


def said(quarrel: Quarrel, side: str) -> Told | None:
    """What was claimed, by whom and when; None where nobody said anything on that side."""
    if (side == "claim" and quarrel.claim is None) or (side == "counter_claim" and quarrel.counter_claim is None):
        return None
    return {lang.value: say(f"dispute-{quarrel.id}-{side}", lang) for lang in Language}


def sentence(decided: Decided, region: str | None, asked: Meant) -> Told:
    """Among which claims, what was counted, and what the counts say of claim and counter-claim."""
    return {lang.value: " ".join(_parts(decided, region, asked, lang)) for lang in Language}


def region_names(prefix: str, on: date) -> Told:
    """What the region was called on a day; before its time as at its beginning."""
    (region,) = (each for each in all_regions() if each.prefix == prefix)
    names: tuple[RegionName, ...] = tuple(each for each in region.called if each.valid_from <= on) or region.called[:1]
    return {lang.value: text for lang, text in names[-1].texts.items()}


def day_of(asked: Meant) -> date:
    """The day whose names of regions are used: the period's last, else that of knowledge."""
    return asked.among.last or asked.known.day


def _parts(decided: Decided, region: str | None, asked: Meant, lang: Language) -> list[str]:
    standings = {"claim": decided.claim, "counter_claim": decided.counter_claim}
    return [
        _among(region, asked, lang),
        *([say("dispute-known", lang, day=asked.known.day)] if asked.known.past else []),
        _figures(decided, day_of(asked), lang),
        *(_finding(side, standing, lang) for side, standing in standings.items() if standing),
    ]


def _finding(side: str, standing: Standing, lang: Language) -> str:
    return say(f"dispute-{side}-{standing}", lang)


def _among(region: str | None, asked: Meant, lang: Language) -> str:
    where = region_names(region, day_of(asked))[lang] if region else say("dispute-country", lang)
    first, last = asked.among.first, asked.among.last
    match first, last:
        case date(), date():
            return say("dispute-among-between", lang, where=where, first=first, last=last)
        case date(), None:
            return say("dispute-among-from", lang, where=where, first=first)
        case None, date():
            return say("dispute-among-until", lang, where=where, last=last)
    return say("dispute-among", lang, where=where)


def _figures(decided: Decided, on: date, lang: Language) -> str:
    lists = {name: tell(decided, on, lang) for name, tell in LISTS.get(decided.quarrel.id, {}).items()}
    return say(f"dispute-{decided.quarrel.id}-figures", lang, **decided.figures, **lists)


def _regions(decided: Decided, on: date, lang: Language) -> str:
    """Where commissions demanded papers, and how many."""
    by_region = {str(split.key["region"]): split.figures["by_commission"] for split in decided.splits["region"]}
    return _counted({region_names(region, on)[lang]: number for region, number in by_region.items()}, lang)


def _named(decided: Decided, on: date, lang: Language) -> str:
    """The answers of the four systems that the ministry named."""
    numbers = {code("Registry", registry, lang): decided.figures[name] for name, registry in NAMED_REGISTRIES.items()}
    return "; ".join(say("dispute-count", lang, name=name, number=number) for name, number in numbers.items())


def _counted(numbers: Mapping[str, int], lang: Language) -> str:
    """Those that are not zero."""
    told = [say("dispute-count", lang, name=name, number=number) for name, number in numbers.items() if number]
    return "; ".join(told) or say("dispute-nowhere", lang)


LISTS: Final = {"C4": {"named": _named}, "C5": {"regions": _regions}}
"""quarrel -> what its sentence lists beside the figures"""
