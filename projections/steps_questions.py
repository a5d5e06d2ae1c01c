"""How long steps were waited for: medians and ninetieth percentiles of any sum of cells, from their buckets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from figures.histogram import quantile
from projections.columns import Plain
from projections.lookback import MEMORY, Asked, cells_of, rolled_up
from projections.lookback_where import key_in_sql
from projections.steps import VIEW

CLOCKS: Final = {"wall": "s", "working": "working_s"}
"""the column with a clock's buckets -> how its seconds are named"""
WAITED: Final = {False: "wait", True: "since"}
"""whether the time since the same was last done is meant -> what its seconds are"""
PARTS: Final = {"median": 50, "p90": 90}
"""of a hundred"""
Told = dict[str, int | None]

Counts = dict[int, int]
"""bucket -> how many"""
Histograms = dict[tuple[bool, str], Counts]
"""(since the same was last done, clock) -> its buckets"""


def rows(connection: Connection, by: Sequence[str], among: Asked) -> list[dict[str, Any]]:
    """A row for each key: counts and sums, and the quantiles of both durations by both clocks, None where nothing
    was counted. A quantile is at most 1 % too high, and never too low."""
    asked = replace(among, by=tuple(by))
    found = _histograms(connection, [column for name in by for column in VIEW.by[name].columns], asked)
    return [
        {**row.key, **row.figures, **quantiles(found.get(row.values, {}))}
        for row in rolled_up(connection, VIEW, asked, at=0)
    ]


def quantiles(of: Mapping[tuple[bool, str], Counts]) -> Told:
    return {
        f"{what}_{part}_{seconds}": quantile(of.get((since, clock), {}), of_hundred, 100)
        for since, what in WAITED.items()
        for clock, seconds in CLOCKS.items()
        for part, of_hundred in PARTS.items()
    }


def _histograms(connection: Connection, columns: Sequence[str], asked: Asked) -> dict[tuple[Plain, ...], Histograms]:
    """The buckets of each key, of one clock at a time; those that have come and gone again are left out."""
    found: dict[tuple[Plain, ...], Histograms] = {}
    keys = [*key_in_sql(columns), "t.since"]
    cells, values = cells_of(VIEW, asked)
    for clock in CLOCKS:
        grouped = ", ".join([*keys, f"t.{clock}"])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = %s", (MEMORY,))
            cursor.execute(
                f"""SELECT {grouped}, sum(t.times)::bigint FROM {cells} t
                    GROUP BY {grouped} HAVING sum(t.times) > 0""",
                values,
            )
            for *key, since, bucket, times in cursor.fetchall():
                found.setdefault(tuple(key), {}).setdefault((since, clock), {})[bucket] = times
    return found
