"""Two sets of tables of one projection, compared row for row."""

from dataclasses import dataclass

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from projections.tables import LINES, ROLL_UPS, Model, compared, key_names, names, one, said

SHOWN = 10
"""so many rows of a table are named"""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one table: how many rows have only one of the two, and the keys of some of them."""

    table: str
    only_live: int
    only_rebuilt: int
    keys: list[str]

    def __str__(self) -> str:
        counts = f"{self.only_live} only in the live one, {self.only_rebuilt} only in the rebuilt one"
        return f"{self.table}: {counts}: {', '.join(self.keys)}"


def differences(cursor: Cursor, live: Model, rebuilt: Model) -> list[Difference]:
    """The tables that are not the same; none if the two models say the same. Order counts for nothing."""
    return [found for table in compared(live.projection) if (found := _difference(cursor, live, rebuilt, table))]


def _difference(cursor: Cursor, live: Model, rebuilt: Model, table: str) -> Difference | None:
    lost, added = _count(cursor, live, rebuilt, table), _count(cursor, rebuilt, live, table)
    if not lost and not added:
        return None
    return Difference(table, lost, added, _keys(cursor, live, rebuilt, table))


def _count(cursor: Cursor, one_model: Model, other: Model, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM ({_except(one_model, other, table)}) AS one_side")
    return one(cursor, int)


def _keys(cursor: Cursor, live: Model, rebuilt: Model, table: str) -> list[str]:
    keys = {
        "rows": ("stream",),
        "lines": LINES,
        **dict.fromkeys(ROLL_UPS, (*key_names(live.projection), "recorded_on")),
        "parked": ("stream",),
    }[table]
    both = f"({_except(live, rebuilt, table)}) UNION ALL ({_except(rebuilt, live, table)})"
    cursor.execute(f"SELECT DISTINCT {names(keys)} FROM ({both}) AS either ORDER BY {names(keys)} LIMIT {SHOWN}")
    return ["/".join(map(str, row)) for row in cursor]


def _except(one_model: Model, other: Model, table: str) -> str:
    return f"{said(one_model, table)} EXCEPT {said(other, table)}"
