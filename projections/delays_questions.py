"""What can be asked of the delay ledger: where the time of many claims went, and how many claims that were.

The figures come from the roll-up alone, closed waits as they were counted and running ones by arithmetic
(delays_reckoning.py). One claim's own waits: delays_of_claim.py.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.vocabulary import Stage, WaitCause
from projections.base import REGION_DIGITS
from projections.columns import Plain
from projections.delays import WAIT, delays, running_at
from projections.delays_reckoning import ALSO, reckoned
from projections.lookback import Asked, View, conditions
from projections.lookback_where import COHORT, Grouping, codes, in_sql, party, words

GROUPS: Final[Mapping[str, Grouping]] = COHORT | {
    "stage": words("stage", Stage),
    "holder": party("holder"),
    "liable": party("liable"),
    "cause": words("cause", WaitCause),
    "registry": codes("registry"),
    "came_of": codes("came_of"),
    "pause": codes("pause"),
}
"""What a roll-up can be asked by and narrowed by"""
LATER: Final = "came_of"
"""what is not known of every wait while it runs"""


def _candidates(asked: Asked) -> tuple[str, dict[str, Any]]:
    """A claim with a wait that fits, closed or running. All that is told of one is told from its start, but `LATER`."""
    told = {*WAIT} - ({LATER} if asked.as_known else set())
    fitting = [test for test in conditions(VIEW, asked) if test.columns <= told]
    if not fitting:
        return "true", {}
    closed, values = in_sql(fitting, prefix="w")
    running, _ = in_sql(fitting, _of_waiting, prefix="w")
    return (
        f"""(EXISTS (SELECT FROM {delays.name}.lines t WHERE t.stream = d.stream AND {closed})
            OR EXISTS (SELECT FROM json_array_elements(d.waiting::json) w WHERE {running}))""",
        values,
    )


VIEW: Final = View(
    "delays",
    delays,
    by=GROUPS,
    also=ALSO,
    reckon=reckoned,
    exactly=running_at,
    candidates=_candidates,
)


def claims_by_key(connection: Connection, asked: Asked) -> dict[tuple[Plain, ...], int]:
    """How many claims are behind each row of what is known now, closed and running waits together; by the row's key.

    Counted by the database over the claims of the period: it costs as much as there are. Of a past day it is not known.
    """
    assert asked.as_known is None
    columns = [column for name in asked.by for column in GROUPS[name].columns]
    keys = [f"k{n}" for n in range(len(columns))]
    (closed, values), (running, _) = (in_sql(conditions(VIEW, asked), where) for where in (_of_line, _of_waiting))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH waits AS (
                SELECT {_selected(columns, _of_line)} FROM {delays.name}.lines t
                JOIN {delays.name}.rows d USING (stream) WHERE {closed}
                UNION ALL
                SELECT {_selected(columns, _of_waiting)} FROM {delays.name}.rows d,
                json_array_elements(d.waiting::json) w WHERE d.running AND {running}
            )
            SELECT {", ".join([*keys, "count(DISTINCT stream)"])} FROM waits
            {f"GROUP BY {', '.join(keys)}" if keys else ""}""",
            values,
        )
        return {tuple(key): claims for *key, claims in cursor.fetchall()}


def _selected(columns: Sequence[str], where: Callable[[str], str]) -> str:
    """The claim, and the columns of its key as k0, k1, …"""
    named = [f"{_grouped(column, where(column))} AS k{n}" for n, column in enumerate(columns)]
    return ", ".join(["d.stream", *named])


def _grouped(column: str, of: str) -> str:
    return f"left({of}, {REGION_DIGITS})" if column == "region" else of


def _of_line(column: str) -> str:
    """Where a closed wait's column is found: in its line, or in its claim's row."""
    return f"t.{column}" if column in WAIT else f"d.{column}"


def _of_waiting(column: str) -> str:
    """Where a running wait's is: in what its claim's row says of it."""
    if column not in WAIT:
        return f"d.{column}"
    told = f"(w ->> {WAIT.index(column)})"
    return f"{told}::boolean" if column == "pause" else f'{told} COLLATE "C"'
