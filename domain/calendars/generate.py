"""Writes a calendar table from the `holidays` library: python -m domain.calendars.generate kz-2 > kz-2.toml

Run by hand when the library has learnt something new; the result gets a new version, because deadlines and ledgers in
the store name the version they were computed with. Years after a table's last change no answer that it has given: they
are added to the same version, in a file beside it: ... generate kz-1 2031 2033 > kz-1.2031.toml
"""

import re
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import holidays
from holidays.version import __version__ as library

FIRST_YEAR: Final = 2017
LAST_YEAR: Final = 2027
WORKING_HOURS: Final = "[[09:00:00, 13:00:00], [14:00:00, 18:00:00]]"
OBSERVED: Final = " (observed)"
ESTIMATED: Final = " (estimated)"
SUBSTITUTED: Final = re.compile(r"Day off \(substituted from (\d\d/\d\d/\d{4})\)")

CODES: Final = {
    "New Year's Day": "NEW_YEAR",
    "Orthodox Christmas": "ORTHODOX_CHRISTMAS",
    "International Women's Day": "WOMENS_DAY",
    "Nowruz Holiday": "NAURYZ",
    "Kazakhstan's People Solidarity Holiday": "PEOPLE_UNITY",
    "Defender of the Fatherland Day": "DEFENDER",
    "Victory Day": "VICTORY",
    "Capital Day": "CAPITAL",
    "Eid al-Adha": "KURBAN_AIT",
    "Constitution Day": "CONSTITUTION",
    "Republic Day": "REPUBLIC",
    "First President Day": "FIRST_PRESIDENT",
    "Independence Day": "INDEPENDENCE",
}


def table(version: str, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> str:
    """The TOML text of a calendar of whole years. A holiday the list of codes does not know stops it."""
    days = holidays.country_holidays("KZ", years=range(first_year, last_year + 1), language="en_US")
    names = {day: name for day, name in sorted(days.items()) if first_year <= day.year <= last_year}
    return "\n".join([*_head(version, first_year, last_year), *_estimated(names), *_off(names), *_works(names), ""])


def _head(version: str, first_year: int, last_year: int) -> Iterator[str]:
    yield "# Days off and worked weekend days of Kazakhstan. Generated, never edited: a change is a new version."
    yield "# Working hours are Qadam's own choice for its working clock, the same for every office."
    yield f'version = "{version}"'
    yield f'generated_from = "holidays {library}"'
    yield f"first_day = {first_year}-01-01"
    yield f"last_day = {last_year}-12-31"
    yield f"hours = {WORKING_HOURS}"


def _estimated(names: dict[date, str]) -> Iterator[str]:
    days = ", ".join(str(day) for day, name in names.items() if name.endswith(ESTIMATED))
    yield f"estimated = [{days}]  # of the moon; the decree may move them"


def _off(names: dict[date, str]) -> Iterator[str]:
    yield "\n# the two weekend days of every week are off besides; TRANSFER names the day worked instead"
    yield "[off]"
    for day, name in names.items():
        yield f'{day} = "{reason(name)}"'


def _works(names: dict[date, str]) -> Iterator[str]:
    yield "\n# weekend days that are worked; TRANSFER names the day off instead"
    yield "[works]"
    moved = {worked: off for off, name in names.items() if (worked := _worked_instead(name))}
    for worked in sorted(moved):
        if worked.weekday() >= 5:
            yield f'{worked} = "TRANSFER:{moved[worked]}"'


def reason(name: str) -> str:
    """The reason code of a day off, from the library's English name for it."""
    if worked := _worked_instead(name):
        return f"TRANSFER:{worked}"
    kind = "MOVED_HOLIDAY" if name.endswith(OBSERVED) else "HOLIDAY"
    return f"{kind}:{CODES[name.removesuffix(OBSERVED).removesuffix(ESTIMATED)]}"


def _worked_instead(name: str) -> date | None:
    match = SUBSTITUTED.fullmatch(name)
    return datetime.strptime(match[1], "%m/%d/%Y").date() if match else None  # noqa: DTZ007


if __name__ == "__main__":
    sys.stdout.write(table(sys.argv[1], *map(int, sys.argv[2:4])))
