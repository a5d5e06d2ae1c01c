"""Keeps the classifier of places: a load takes the place of the one before it, whole or not at all.

A unit that the newest file no longer names is kept: it is gone, but claims of its time still name it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import psycopg

from domain.units import Unit

UPSERT: Final = """
INSERT INTO units (kato, parent, kind, name_kk, name_ru, first_load, last_load) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (kato) DO UPDATE SET parent = excluded.parent, kind = excluded.kind,
    name_kk = excluded.name_kk, name_ru = excluded.name_ru, last_load = excluded.last_load
"""
LOAD: Final = """
INSERT INTO classifier_loads (load, sha256, units, added, renamed, gone) VALUES (%s, %s, %s, %s, %s, %s)
RETURNING loaded_at
"""
CURRENT: Final = """
SELECT kato, parent, kind, name_kk, name_ru FROM units
WHERE last_load = (SELECT max(load) FROM classifier_loads) ORDER BY kato
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load changed against the one before it. `renamed`: as it was, and as it is."""

    load: int
    loaded_at: datetime
    sha256: str
    units: int
    added: tuple[Unit, ...]
    renamed: tuple[tuple[Unit, Unit], ...]
    gone: tuple[Unit, ...]


def load(connection: psycopg.Connection[Any], units: Sequence[Unit], sha256: str) -> Loaded:
    """Make these the classifier's units, in one transaction; of several at once one waits. `sha256`: the file's."""
    with connection.transaction():
        connection.execute("LOCK TABLE classifier_loads IN SHARE ROW EXCLUSIVE MODE")
        before = {unit.kato: unit for unit in current(connection)}
        added = tuple(unit for unit in units if unit.kato not in before)
        renamed = tuple((before[unit.kato], unit) for unit in units if is_renamed(before.get(unit.kato), unit))
        gone = tuple(before[kato] for kato in before.keys() - {unit.kato for unit in units})
        number = newest(connection) + 1
        counts = (len(units), len(added), len(renamed), len(gone))
        noted = connection.execute(LOAD, (number, sha256, *counts)).fetchone()
        assert noted, "an insert returns its row"
        connection.cursor().executemany(UPSERT, [(*_values(unit), number, number) for unit in units])
    return Loaded(number, noted[0], sha256, len(units), added, renamed, tuple(sorted(gone, key=lambda one: one.kato)))


def current(connection: psycopg.Connection[Any]) -> list[Unit]:
    """The units of the newest load, by code."""
    return [Unit(*row) for row in connection.execute(CURRENT).fetchall()]


def newest(connection: psycopg.Connection[Any]) -> int:
    """The number of the newest load; 0 before the first."""
    row = connection.execute("SELECT coalesce(max(load), 0) FROM classifier_loads").fetchone()
    assert row, "an aggregate has a row"
    return int(row[0])


def is_renamed(before: Unit | None, now: Unit) -> bool:
    return before is not None and (before.name_kk, before.name_ru) != (now.name_kk, now.name_ru)


def _values(unit: Unit) -> tuple[str | None, ...]:
    return unit.kato, unit.parent, unit.kind, unit.name_kk, unit.name_ru
