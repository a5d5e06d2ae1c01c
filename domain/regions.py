"""The regions of Kazakhstan by the first two digits of a KATO code, on a date.

Names, borders and clocks change: a claim of 2019 from Semey belongs to East Kazakhstan, one of 2023 to Abai; the name
of the capital has changed twice; the clocks moved on 1 March 2024. So every question takes a day, and an unknown code
is an error: codes that silently became "the whole country" have spoilt statistics elsewhere. Data: regions.toml.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.errors import UnknownRegion
from domain.vocabulary import Language

FILE: Final = Path(__file__).with_name("regions.toml")
KATO: Final = re.compile(r"[0-9]{9}")  # not \d, which admits digits of other scripts
KATO_DIGITS: Final = 9
PREFIX_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class RegionName:
    """What a region is called from a day on, per language, until its next name begins."""

    valid_from: date
    texts: dict[Language, str]


@dataclass(frozen=True, slots=True)
class Region:
    """An oblast or a city of republican significance; `valid_to` is its last day, None while it exists."""

    prefix: str
    zone: ZoneInfo
    valid_from: date
    valid_to: date | None
    formed_from: str | None
    called: tuple[RegionName, ...]

    @property
    def kato(self) -> str:
        """The region's own code, as the classifier writes it."""
        return self.prefix.ljust(KATO_DIGITS, "0")

    def exists_on(self, day: date) -> bool:
        return self.exists_between(day, day)

    def exists_between(self, first: date, last: date) -> bool:
        """Whether it existed on any of these days."""
        return self.valid_from <= last and (self.valid_to is None or first <= self.valid_to)

    def names(self, on: date) -> dict[Language, str]:
        """The names in force on a day; UnknownRegion if the region did not exist."""
        if not self.exists_on(on):
            raise UnknownRegion(
                "name of a region on", f"{on} ({_life(self)})", (each.prefix for each in regions_on(on))
            )
        return dict([called.texts for called in self.called if called.valid_from <= on][-1])

    def name(self, language: Language, on: date) -> str:
        return self.names(on)[language]


@cache
def all_regions() -> tuple[Region, ...]:
    """Every region the data file knows, of any time, by prefix."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["region"]
    return tuple(sorted((_region(row) for row in rows), key=lambda region: region.prefix))


def regions_on(day: date) -> tuple[Region, ...]:
    """The regions that existed on a day, by prefix: 17 in April 2019, 20 since 8 June 2022."""
    return tuple(region for region in all_regions() if region.exists_on(day))


def regions_between(first: date | None, last: date | None) -> tuple[Region, ...]:
    """The regions that existed on any day of a period, by prefix; no day: from the beginning, or to the end."""
    return tuple(each for each in all_regions() if each.exists_between(first or date.min, last or date.max))


def region_between(code: str, first: date | None, last: date | None) -> Region:
    """The region of a prefix, or of its own KATO code, if it existed on any day of the period.

    Raises UnknownRegion, which lists the prefixes of that time.
    """
    there = regions_between(first, last)
    for region in there:
        if code in (region.prefix, region.kato):
            return region
    gone = next((_life(each) for each in all_regions() if code in (each.prefix, each.kato)), "")
    period = f"{_shown(code)} from {first or 'the beginning'} to {last or 'today'}"
    raise UnknownRegion("region", period, (each.prefix for each in there), gone)


def region_of(kato: str, on: date) -> Region:
    """The region a KATO code (9 ASCII digits) lies in on a day. UnknownRegion lists the prefixes of that day."""
    if not KATO.fullmatch(kato):
        raise _unknown(f"{_shown(kato)}, which is not {KATO_DIGITS} digits 0-9", on)
    region = _by_prefix().get(kato[:2])
    if region is None or not region.exists_on(on):
        life = _life(region) if region else ""
        raise _unknown(f"{kato} on {on}" + (f" ({life})" if life else ""), on, life)
    return region


def region_with(prefix: str, on: date) -> Region:
    """The region of that prefix, which must exist on the day: what a question that names a region asks first."""
    return region_of(prefix.ljust(KATO_DIGITS, "0") if len(prefix) == PREFIX_DIGITS else prefix, on)


def beginning(code: str) -> str:
    """The digits with which the codes of all places within begin: two of a region's own KATO code, else the code."""
    own = code[PREFIX_DIGITS:] == "0" * (KATO_DIGITS - PREFIX_DIGITS)
    return code[:PREFIX_DIGITS] if own else code


def land_of(prefix: str, on: date) -> tuple[Region, ...]:
    """On the map of that day, the regions in which the land of a region of any time lies: of 63, today, 10 and 63.

    Which of its places went where only a classifier says, under new codes; a claim stays in the region it was submitted
    in. Empty if the day is before the region.
    """
    return tuple(region for region in regions_on(on) if prefix in _lineage(region))


def _lineage(region: Region) -> Iterator[str]:
    """The region's prefix and those that its land had before."""
    yield region.prefix
    before = region.formed_from
    while before:
        yield before
        before = known.formed_from if (known := _by_prefix().get(before)) else None


def region_at(kato: str, at: datetime) -> Region:
    """As `region_of`, on the local day of that instant: where claims begin, the zone is known by the code only."""
    region = _by_prefix().get(kato[:2])
    return region_of(kato, local_day(at, region.zone if region else UTC))


def zone_of(kato: str) -> ZoneInfo:
    """The zone of the region that a code accepted before lies in: a prefix has the same one on every day."""
    return _by_prefix()[kato[:2]].zone


@cache
def time_zone(key: str) -> ZoneInfo:
    """An IANA zone from the `tzdata` package: the machine's own table may be older than the change of 2024."""
    with resources.files("tzdata.zoneinfo").joinpath(*key.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=key)


def local_day(at: datetime, zone: tzinfo) -> date:
    """The date on the wall in that zone at that instant. An instant without a zone is refused: it is no instant."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} names no time zone")
    return at.astimezone(zone).date()


def midnight_after(day: date, zone: tzinfo) -> datetime:
    """The instant (UTC) at which that local day ends, whatever the clocks did during it."""
    return datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)


@cache
def _by_prefix() -> dict[str, Region]:
    return {region.prefix: region for region in all_regions()}


def _region(row: dict[str, Any]) -> Region:
    return Region(
        prefix=row["prefix"],
        zone=time_zone(row["zone"]),
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        formed_from=row.get("formed_from"),
        called=tuple(_name(name) for name in row["names"]),
    )


def _name(row: dict[str, Any]) -> RegionName:
    return RegionName(valid_from=row["from"], texts={language: row[language] for language in Language})


def _life(region: Region) -> str:
    """From when to when a region exists, and where its land belonged before, as a refusal tells it."""
    until = f" to {region.valid_to}" if region.valid_to else ""
    before = f", before that its land had {region.formed_from}" if region.formed_from else ""
    return f"prefix {region.prefix} exists from {region.valid_from}{until}{before}"


def _unknown(said: str, on: date, life: str = "") -> UnknownRegion:
    return UnknownRegion("KATO code", said, (each.prefix for each in regions_on(on)), life)


def _shown(value: str) -> str:
    """A longer value may be a person's number: its length is named, not its digits."""
    return repr(value) if len(value) <= KATO_DIGITS else f"a value of {len(value)} characters"
