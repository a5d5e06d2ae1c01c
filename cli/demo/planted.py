"""Planted and found in one shape: how many waits, in how many claims, by region, who answers, cause, registry, verdict.

Both are kept as files of the same columns and order, so that anybody can lay one over the other.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Final

from cli.demo.plan import Plan


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a count is about. `liable`: KIND or KIND:CODE. `came_of`: a paper's verdict or a registry's answer."""

    region: str
    liable: str
    cause: str
    registry: str
    came_of: str


@dataclass(frozen=True, slots=True)
class Count:
    waits: int
    claims: int


Counts = Mapping[Key, Count]
NONE: Final = Count(0, 0)
COLUMNS: Final = (*(each.name for each in fields(Key)), *(each.name for each in fields(Count)))


def planted(plan: Plan) -> dict[Key, Count]:
    """What the stories say that the ledger must find."""
    waits: dict[Key, int] = {}
    claims: dict[Key, set[int]] = {}
    for script, wait in plan.waits():
        key = Key(script.place.prefix, wait.liable, wait.cause, wait.registry, wait.came_of)
        waits[key] = waits.get(key, 0) + 1
        claims.setdefault(key, set()).add(script.number)
    return {key: Count(waits[key], len(claims[key])) for key in sorted(waits)}


def write(counts: Counts, path: Path) -> None:
    """One line a key, sorted: the files of planted and found are the same exactly if the counts are."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows((*astuple(key), *astuple(counts[key])) for key in sorted(counts))


def read(path: Path) -> dict[Key, Count]:
    """What `write` wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {Key(*row[:5]): Count(*map(int, row[5:])) for row in rows}


@dataclass(frozen=True, slots=True)
class Line:
    """A count as it was planted and as it was found."""

    key: Key
    planted: Count
    found: Count

    @property
    def same(self) -> bool:
        return self.planted == self.found


def compared(planted: Counts, found: Counts) -> list[Line]:
    """Every key that either of them has."""
    return [Line(key, planted.get(key, NONE), found.get(key, NONE)) for key in sorted({*planted, *found})]


def total(counts: Iterable[Count]) -> int:
    return sum(count.waits for count in counts)
