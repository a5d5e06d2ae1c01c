"""A made-up decree of 29 April 2019 that moves a day off: what was counted before it has to be counted again.

Decrees of that kind come every year, mostly late. Until that morning the API counts by the house's own calendar; then
its operator starts it again with the decree laid over it (docs/reference/calendar.md). Nobody of the demo works on a
day that the decree takes off.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from domain.calendar import LATEST, calendar, with_override

IN_FORCE: Final = datetime(2019, 4, 28, 18, tzinfo=UTC)
"""midnight before 29 April in Almaty"""
SAYS: Final = {"off": {"2019-05-08": "TRANSFER:2019-05-18"}, "works": {"2019-05-18": "TRANSFER:2019-05-08"}}
"""Wednesday, 8 May is off; it is worked on Saturday, 18 May"""
DAYS: Final = with_override(calendar(LATEST), SAYS)


def write(path: Path) -> Path:
    """The decree as the file that QADAM_CALENDAR_OVERRIDE names."""
    lines = (line for name, days in SAYS.items() for line in (f"[{name}]", *_entries(days)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _entries(days: dict[str, str]) -> list[str]:
    return [f'{day} = "{reason}"' for day, reason in days.items()]
