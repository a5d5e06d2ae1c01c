"""The map of another day: where the land of a region lies on it, so that figures of 2019 and of today stand together.

A claim stays in the region in which it was submitted. Going back is exact: Abai's land was East Kazakhstan's. Going on
is not: of the claims of East Kazakhstan in 2019 nobody can say by the prefix which of them would be Abai's today, so
they lie in both, and no code silently becomes another.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from domain.errors import UnknownRegion
from domain.regions import Region, all_regions, regions_on

BEGINNING: Final = date.min


@cache
def epochs() -> tuple[date, ...]:
    """The first days of maps, the earliest first: on each but the first a region was formed of another's land."""
    return (BEGINNING, *sorted({region.valid_from for region in all_regions() if region.formed_from}))


@cache
def known_since() -> date:
    """The first day of whose map every region is known: of some, the data file does not know whose land they had."""
    prefixes = {region.prefix for region in all_regions()}
    gaps = [each.valid_from for each in all_regions() if each.formed_from and each.formed_from not in prefixes]
    return max(gaps, default=min(region.valid_from for region in all_regions()))


def placed(prefix: str, *, then: date, on: date) -> tuple[str, ...]:
    """The regions of the day `on` in which the land lies that had this prefix on the day `then`: usually one.

    Raises `UnknownRegion` where the land had a region that the data file does not know.
    """
    if on < then:
        return (_earlier(prefix, on),)
    return tuple(region.prefix for region in regions_on(on) if _lies(region, prefix, then))


def _lies(region: Region, prefix: str, then: date) -> bool:
    return region.prefix == prefix or (region.valid_from > then and prefix in _before(region))


def _earlier(prefix: str, on: date) -> str:
    known = {region.prefix for region in regions_on(on)}
    region = next(each for each in all_regions() if each.prefix == prefix)
    for each in (prefix, *_before(region)):
        if each in known:
            return each
    raise UnknownRegion("map of", f"{on} ({prefix} had other land then)", known)


def _before(region: Region) -> Iterator[str]:
    """The prefixes that the region's land had before, the nearest first."""
    by_prefix = {each.prefix: each for each in all_regions()}
    known: Region | None = region
    while known and known.formed_from:
        yield known.formed_from
        known = by_prefix.get(known.formed_from)
