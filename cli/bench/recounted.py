"""DuckDB beside it: the same figures from the raw events of a store, claim by claim, with no read model and no rule.

What follows from rules (terms, verdicts of registries, whose turn it is) is read from the events where they say it, and
left alone where they do not.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import psycopg

from domain.regions import all_regions
from projections.lookback_days import Known

COPY: Final = """COPY (
    SELECT originator_id, originator_version, topic, extract(epoch FROM recorded_at), convert_from(state, 'UTF8')
    FROM events ORDER BY originator_id, originator_version
) TO STDOUT (FORMAT CSV)"""
LOAD: Final = """CREATE TABLE events AS SELECT * FROM read_csv('{}', header = false, columns = {{
    'stream': 'UUID', 'version': 'INTEGER', 'name': 'VARCHAR', 'recorded': 'DOUBLE', 'body': 'VARCHAR'
}}, max_line_size = 10000000)"""
NO_CLAIMS: Final = ("applicant", "finding", "queue")
NO_STEPS: Final = (
    "lookup.requested",
    "lookup.failed",
    "gap.detected",
    "gap.closed",
    "notice.sent",
    "correction.recorded",
    "deadline.recomputed",
    "claim.assigned",
    "claim.handed_back",
)
CARD: Final = ("IDENTITY_CARD", "CONSENT")
ENDS: Final = ("claim.approved", "claim.refused", "claim.withdrawn")
TOLD: Final = f"""WITH said AS MATERIALIZED (
    SELECT stream, version, name, recorded, body,
           floor(epoch(CAST(body ->> 'occurred_at' AS TIMESTAMPTZ)))::BIGINT AS happened
    FROM events WHERE split_part(name, '.', 1) NOT IN {NO_CLAIMS} AND recorded < $before
), claims AS MATERIALIZED (
    SELECT stream, left(body ->> 'region', 2) AS region, happened AS started FROM said
    JOIN zones ON prefix = left(body ->> 'region', 2)
    WHERE version = 1 AND CAST(make_timestamp((happened + shift) * 1000000) AS DATE) BETWEEN $first AND $last
), told AS MATERIALIZED (
    SELECT region, said.*, max(happened) OVER (PARTITION BY stream ORDER BY version) AS clamped, started
    FROM said JOIN claims USING (stream)
)
"""
"""the claims of the period, and their events with times that never go back"""
BY_REGION: Final[Mapping[str, str]] = {
    "statistics": f"""{TOLD}, each AS (
            SELECT region, stream, NOT bool_or(name IN {ENDS}) AS is_open, bool_or(name = 'gap.detected') AS gap,
                   count(*) FILTER (name = 'document.requested') AS papers,
                   bool_or(name = 'document.requested' AND body ->> 'type' NOT IN {CARD}) AS paper
            FROM told GROUP BY region, stream
        )
        SELECT region, count(*) AS received, count(*) FILTER (is_open) AS open, sum(papers) AS papers,
               count(*) FILTER (gap) AS with_gap, count(*) FILTER (gap AND NOT paper) AS with_gap_card_only
        FROM each GROUP BY region""",
    "cohort": f"""{TOLD}, each AS (
            SELECT region, stream, NOT bool_or(name IN {ENDS}) AS is_open, bool_or(name = 'claim.registered') AS done,
                   greatest(max(clamped), $now) - min(started) AS lasted
            FROM told GROUP BY region, stream
        )
        SELECT region, count(*) AS received, count(*) FILTER (is_open) AS open, count(*) FILTER (done) AS registered,
               sum(lasted) AS total_s
        FROM each GROUP BY region""",
    "delays": f"""{TOLD}, each AS (
            SELECT region, stream, greatest(max(clamped), $now) - min(started) AS lasted
            FROM told GROUP BY region, stream
        )
        SELECT region, sum(lasted) AS share_s FROM each GROUP BY region""",
    "demands": f"""{TOLD}
        SELECT region, count(*) FILTER (name = 'document.requested') AS demands,
               count(*) FILTER (name = 'document.received') AS received,
               count(*) FILTER (name = 'document.request_withdrawn') AS withdrawn
        FROM told GROUP BY region""",
    "rounds": f"""{TOLD}
        SELECT region, count(*) AS demands FROM told WHERE name = 'document.requested' GROUP BY region""",
    "gaps": f"""{TOLD}, closings AS (
            SELECT region, stream, CAST(body ->> 'closed_by' AS INTEGER) AS version FROM told
            WHERE name = 'gap.closed' AND body ->> 'replaced_by' IS NULL
        ), closed AS (
            SELECT c.region, name FROM closings c JOIN said USING (stream, version)
        ), how AS (
            SELECT region, count(*) FILTER (name = 'document.received') AS closed_by_paper,
                   count(*) FILTER (name = 'lookup.completed') AS closed_by_registry
            FROM closed GROUP BY region
        )
        SELECT region, count(*) FILTER (name = 'gap.detected') AS detected,
               coalesce(any_value(closed_by_paper), 0) AS closed_by_paper,
               coalesce(any_value(closed_by_registry), 0) AS closed_by_registry
        FROM told LEFT JOIN how USING (region) GROUP BY region""",
    "steps": f"""{TOLD}, steps AS (
            SELECT region, clamped - lag(clamped) OVER (PARTITION BY stream ORDER BY version) AS wait
            FROM told WHERE name NOT IN {NO_STEPS} AND coalesce(body ->> 'reason', '') <> 'GAP_CLOSED'
        )
        SELECT region, count(wait) AS times, coalesce(sum(wait), 0) AS wait_s FROM steps GROUP BY region""",
    "findings": """SELECT left(body ->> 'region', 2) AS region, count(*) AS findings,
               sum(coalesce(epoch(CAST(body ->> 'until' AS TIMESTAMPTZ))::BIGINT, $now)
                   - epoch(CAST(body ->> 'since' AS TIMESTAMPTZ))::BIGINT) AS seconds_at_stake
        FROM events WHERE name = 'finding.raised' AND recorded < $before
          AND CAST(body ->> 'submitted_on' AS DATE) BETWEEN $first AND $last
        GROUP BY region""",
    "dispute": f"""{TOLD}
        SELECT region, count(*) FILTER (name = 'lookup.requested') AS C4_attempts,
               count(DISTINCT stream) AS C5_claims,
               count(*) FILTER (name = 'document.requested' AND body ->> 'asked_by' = 'COMMISSION'
                                AND body ->> 'type' NOT IN {CARD}) AS C5_by_commission,
               count(*) FILTER (name = 'document.requested' AND body ->> 'state_not_asked' = 'true')
                   AS C7_state_not_asked
        FROM told GROUP BY region""",
}
"""kind of answer -> a row for each region"""


@dataclass(frozen=True, slots=True)
class Again:
    """What DuckDB says, and the milliseconds that it took."""

    by_region: dict[str, dict[str, int]]
    taken_ms: float


class Raw:
    """The events of one store in DuckDB, in memory."""

    def __init__(self, duck: Any) -> None:
        self._duck = duck

    def ask(self, sql: str, *, first: date, last: date, known: Known) -> Again:
        """As known then, of claims submitted between two days."""
        values = {"before": known.at.timestamp(), "first": first, "last": last, "now": known.second}
        used = {name: value for name, value in values.items() if f"${name}" in sql}
        began = time.perf_counter()
        found = self._duck.execute(sql, used)
        _, *names = [column[0] for column in found.description]
        told = {str(region): dict(zip(names, map(int, row), strict=True)) for region, *row in found.fetchall()}
        return Again(told, 1000 * (time.perf_counter() - began))


@contextmanager
def raw(database_url: str) -> Iterator[Raw]:
    """Copied out of the store as they are."""
    import duckdb  # a development package: only here, and of the commands only `qadam bench` comes here

    with TemporaryDirectory() as folder, psycopg.connect(database_url) as connection:
        path = Path(folder) / "events.csv"
        with connection.cursor() as cursor, cursor.copy(COPY) as copied, path.open("wb") as file:
            file.writelines(copied)
        with duckdb.connect() as duck:
            duck.execute(LOAD.format(path))
            path.unlink()
            duck.execute("CREATE TABLE zones (prefix VARCHAR, shift INTEGER)")
            duck.executemany("INSERT INTO zones VALUES (?, ?)", list(_zones(connection)))
            yield Raw(duck)


def _zones(connection: psycopg.Connection[Any]) -> Iterator[tuple[str, int]]:
    """Region -> seconds ahead of UTC when the store's first event was recorded: no clock changes in these weeks."""
    row = connection.execute("SELECT min(recorded_at) FROM events").fetchone()
    assert row
    for region in all_regions():
        ahead = row[0].astimezone(region.zone).utcoffset()
        yield region.prefix, int(ahead.total_seconds())
