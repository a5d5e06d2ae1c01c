"""How a word of a command is written: numbers of papers, codes, days. A correction takes what its command takes."""

import re
from datetime import date, datetime
from typing import Final

DAY: Final = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
INSTANT: Final = re.compile(
    r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
KATO: Final = r"^[0-9]{9}$"
CODE: Final = r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$"
BASIS: Final = r"^[A-Z][A-Z0-9_]{0,63}$"
NUMBER: Final = r"^([0-9]|[A-Za-zЀ-ӿ№][A-Za-zЀ-ӿ№/.-]*[0-9])[0-9A-Za-zЀ-ӿ№/.-]*$"
"""of a paper: with a digit in it, so that no name is one"""
NUMBER_CHARACTERS: Final = 64
SHA256: Final = r"^[0-9a-f]{64}$"
QUARTER: Final = r"^20[0-9]{2}-Q[1-4]$"
MONTH: Final = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"

SIGNATURES: Final = 30
"""most signatures under a conclusion"""
LONGEST_LATENCY_MS: Final = 7 * 86_400_000
"""a registry that answers later than a week was not asked"""
LARGEST_LINE: Final = 10_000_000
"""tenge a month; no poverty line comes near"""
MONTHS: Final = 120
"""most months that a decision assigns aid for"""
VERSIONS: Final = 1_000_000


def day(said: object) -> date | None:
    """The day, if it is written so and there is one."""
    if isinstance(said, str) and DAY.fullmatch(said):
        try:
            return date.fromisoformat(said)
        except ValueError:
            pass
    return None


def backwards(first: date | None, last: date | None, *, begins: str) -> str | None:
    """Why a period cannot be meant that ends before it begins; None if it does not. `begins`: what its first day is
    called where it is said."""
    return f"the last day is before {begins}, the first" if first and last and last < first else None


def at(said: object) -> datetime | None:
    """The instant, if it is written so, with its offset, and there is one."""
    if isinstance(said, str) and INSTANT.fullmatch(said):
        try:
            return datetime.fromisoformat(said)
        except ValueError:
            pass
    return None
