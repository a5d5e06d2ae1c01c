"""What a calendar table says, read from its file, and how an override is laid over it."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Final

WEEKEND: Final = "WEEKEND"
SATURDAY: Final = 5
REASON: Final = re.compile(r"(HOLIDAY|MOVED_HOLIDAY|TRANSFER):[A-Z0-9_-]{1,40}")
DIGEST_DIGITS: Final = 12


class BadOverride(ValueError):
    """An override that cannot mean anything; half an override would be worse than none."""


@dataclass(frozen=True, slots=True)
class Table:
    """Days off with their reason, weekend days that are worked, working hours, over whole years."""

    version: str
    first_day: date
    last_day: date
    hours: tuple[tuple[int, int], ...]  # seconds after local midnight, from and until
    off: Mapping[date, str]
    works: Mapping[date, str]
    estimated: frozenset[date]

    def reason_off(self, day: date) -> str | None:
        """Why a day is off: WEEKEND or KIND:NAME (HOLIDAY, MOVED_HOLIDAY, TRANSFER); None = a working day."""
        if day in self.works:
            return None
        return self.off.get(day) or (WEEKEND if day.weekday() >= SATURDAY else None)


def read(path: Path) -> Table:
    """A table of the house, as its generator wrote it."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return Table(
        version=said["version"],
        first_day=said["first_day"],
        last_day=said["last_day"],
        hours=tuple((_seconds(start), _seconds(end)) for start, end in said["hours"]),
        off=_by_date(said["off"]),
        works=_by_date(said["works"]),
        estimated=frozenset(said["estimated"]),
    )


def continued(table: Table, more: Table) -> Table:
    """The table with the years that follow it: the same version, because no day that it has is told otherwise."""
    follows = more.version == table.version and more.first_day == table.last_day + timedelta(days=1)
    if not follows or more.hours != table.hours:
        raise ValueError(f"the years from {more.first_day} do not go on from table {table.version}, {table.last_day}")
    return replace(
        table,
        last_day=more.last_day,
        off={**table.off, **more.off},
        works={**table.works, **more.works},
        estimated=table.estimated | more.estimated,
    )


def laid_over(table: Table, override: Path | Mapping[str, object]) -> Table:
    """The table with an override's `off` and `works` (day -> KIND:NAME) laid over it, under a version that says so."""
    said: Mapping[str, object] = (
        tomllib.loads(override.read_text(encoding="utf-8")) if isinstance(override, Path) else override
    )
    if unknown := set(said) - {"off", "works"}:
        raise BadOverride(f"an override has the tables off and works, not {', '.join(sorted(unknown))}")
    off, works = _said(table, said.get("off", {})), _said(table, said.get("works", {}))
    if twice := set(off) & set(works):
        raise BadOverride(f"off and worked at once: {min(twice)}")
    worked = {day: why for day, why in table.works.items() if day not in off}
    return replace(
        table,
        version=f"{table.version}+{_digest(off, works)}",
        off={**table.off, **off},
        works={**worked, **works},
        estimated=table.estimated - set(off) - set(works),
    )


def _said(table: Table, rows: object) -> dict[date, str]:
    if not isinstance(rows, Mapping):
        raise BadOverride(f"days and their reasons are wanted, not {rows!r}")
    try:
        days = _by_date(rows)
    except ValueError as error:
        raise BadOverride(f"a day is written as YYYY-MM-DD: {error}") from error
    for day, reason in days.items():
        if not table.first_day <= day <= table.last_day:
            raise BadOverride(f"table {table.version} covers {table.first_day} to {table.last_day}, not {day}")
        if not isinstance(reason, str) or not REASON.fullmatch(reason):
            raise BadOverride(f"{day}: a reason is HOLIDAY:, MOVED_HOLIDAY: or TRANSFER: and a code, not {reason!r}")
    return days


def _digest(off: Mapping[date, str], works: Mapping[date, str]) -> str:
    """Of what is said, not of how it is written: comments and order change no version."""
    said = [sorted((str(day), why) for day, why in days.items()) for days in (off, works)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:DIGEST_DIGITS]


def _by_date(rows: Mapping[Any, Any]) -> dict[date, str]:
    return {date.fromisoformat(str(day)): reason for day, reason in rows.items()}


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
