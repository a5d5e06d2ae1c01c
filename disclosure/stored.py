"""The stored form of a release: one JSON text, the same for equal releases, read back as it was written."""

import json
from collections.abc import Mapping
from typing import Any

from disclosure.cube import Axis, Cell, Table
from disclosure.ledger import Hidden, Release, Why


def as_json(release: Release) -> str:
    """Cells in the table's order, members of filters in their own."""
    table = release.table
    return json.dumps(
        {
            "table": {
                "name": table.name,
                "day": table.day,
                "axes": [[axis.dimension, list(axis.categories)] for axis in table.axes],
                "where": [[name, sorted(leaves)] for name, leaves in table.where],
                "sensitive": sorted(table.sensitive),
            },
            "k": release.k,
            "zeros_shown": release.zeros_shown,
            "shown": _listed(release.shown),
            "hidden": [[list(cell), _hidden(hidden)] for cell, hidden in release.hidden.items()],
            "sums": {name: _listed(cells) for name, cells in sorted(release.sums.items())},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str) -> Release:
    stored = json.loads(text)
    return Release(
        table=_table(stored["table"]),
        k=stored["k"],
        shown=_cells(stored["shown"]),
        hidden={tuple(cell): _read(hidden) for cell, hidden in stored["hidden"]},
        zeros_shown=stored["zeros_shown"],
        sums={name: _cells(cells) for name, cells in stored["sums"].items()},
    )


def _table(stored: dict[str, Any]) -> Table:
    return Table(
        name=stored["name"],
        day=stored["day"],
        axes=tuple(Axis(dimension, tuple(categories)) for dimension, categories in stored["axes"]),
        where=tuple((name, frozenset(leaves)) for name, leaves in stored["where"]),
        sensitive=frozenset(stored["sensitive"]),
    )


def _listed(cells: Mapping[Cell, int]) -> list[list[object]]:
    return [[list(cell), value] for cell, value in cells.items()]


def _cells(stored: list[Any]) -> dict[Cell, int]:
    return {tuple(cell): value for cell, value in stored}


def _hidden(hidden: Hidden) -> dict[str, object]:
    return {
        "why": hidden.why.value,
        "low": hidden.low,
        "high": hidden.high,
        "promised": hidden.promised,
        "last_shown": hidden.last_shown,
    }


def _read(stored: dict[str, Any]) -> Hidden:
    promised, last = stored["promised"], stored["last_shown"]
    return Hidden(
        why=Why(stored["why"]),
        low=stored["low"],
        high=stored["high"],
        promised=(promised[0], promised[1]) if promised else None,
        last_shown=(last[0], last[1]) if last else None,
    )
