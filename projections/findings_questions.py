"""The findings behind a count, claim by claim; those about claims in somebody's scope; and one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final
from uuid import UUID

import orjson
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.events import FindingState
from domain.state import PartyRef, party
from domain.vocabulary import Party
from projections.claim_file import claim_file
from projections.findings import GOES_ON, VIEW, findings
from projections.lookback import Asked, conditions
from projections.lookback_where import days, in_sql
from projections.scope import Scope

Place = tuple[date, UUID]
"""the last claim of a page: its day of submission and its id"""
COLUMNS: Final = (
    *("submitted_on", "claim", "region", "office", "rule", "rule_version", "thing", "status", "answer", "closure"),
    *("who", "who_code", "events", "since_s", "until_s"),
)


@dataclass(frozen=True, slots=True)
class FindingIn:
    """A finding as a list shows it. Instants in epoch seconds; `until` None: it goes on."""

    finding: UUID
    rule: str
    rule_version: int
    thing: str
    status: str
    answer: str | None
    closure: str | None
    who: PartyRef
    events: list[int]
    since: int
    until: int | None


@dataclass(frozen=True, slots=True)
class ClaimWith:
    """A claim, and what was found in it."""

    claim: UUID
    submitted_on: date
    region: str
    office: str
    findings: list[FindingIn]


@dataclass(frozen=True, slots=True)
class FindingAt:
    """A finding as it stands here, with its version."""

    finding: UUID
    version: int
    state: FindingState


def claims_with(connection: Connection, asked: Asked, *, after: Place | None, limit: int) -> list[ClaimWith]:
    """The claims behind a count of findings, as known then: a page at a time, in the order of submission."""
    standing, values = _standing(asked)
    on, claim = after or (None, None)
    place = "(submitted_on, claim) > (%(after_on)s, %(after)s)" if after else "true"
    rows = _rows(
        connection,
        f"""WITH standing AS ({standing}),
        page AS (
            SELECT DISTINCT submitted_on, claim FROM standing WHERE {place}
            ORDER BY submitted_on, claim LIMIT %(limit)s
        )
        SELECT s.* FROM standing s JOIN page USING (submitted_on, claim)
        ORDER BY submitted_on, claim, since_s, rule, thing""",
        {**values, "after_on": on, "after": claim and str(claim), "limit": limit},
    )
    return [_claim(list(alike)) for _, alike in groupby(rows, key=lambda row: (row["submitted_on"], row["claim"]))]


def in_scope(
    connection: Connection, scope: Scope, asked: Asked, *, after: UUID | None, limit: int
) -> list[tuple[UUID, int, FindingIn]]:
    """Claim, version and finding, of claims that the asker may see, in the order of the findings' ids."""
    within, scoped = scope.where("r")
    seen = f"t.claim IN (SELECT r.stream::text FROM {claim_file.name}.rows r WHERE {within})"
    standing, values = _standing(asked, seen)
    rows = _rows(
        connection,
        f"""WITH standing AS ({standing})
        SELECT s.*, f.version FROM standing s JOIN {findings.name}.rows f USING (stream)
        WHERE %(after)s::uuid IS NULL OR s.stream > %(after)s::uuid
        ORDER BY s.stream LIMIT %(limit)s""",
        {**values, **scoped, "after": after and str(after), "limit": limit},
    )
    return [(UUID(row["claim"]), row["version"], _finding(row)) for row in rows]


def one(connection: Connection, finding: UUID) -> FindingAt | None:
    """The finding as it stands here, whoever may see it; None if it is not known here."""
    rows = _rows(
        connection,
        f"SELECT version, claim, finding FROM {findings.name}.rows WHERE stream = %(finding)s",
        {"finding": str(finding)},
    )
    if not rows:
        return None
    (row,) = rows
    return FindingAt(finding, row["version"], FindingState(**orjson.loads(row["finding"])))


def unexamined(connection: Connection) -> int:
    """How many claims the watch could not examine: what it would find in them is not among the findings."""
    (row,) = _rows(connection, "SELECT count(*) AS claims FROM watch_parked", {})
    return int(row["claims"])


def _standing(asked: Asked, seen: str = "true") -> tuple[str, dict[str, Any]]:
    """The findings that fit, as they stood at the end of that day: what moved in and not out again. `seen`: a condition
    on the lines `t`, met before anything is grouped."""
    where, values = in_sql([*conditions(VIEW, asked), *days("recorded_on", None, asked.as_known)])
    columns = ", ".join(COLUMNS)
    grouped = f"GROUP BY stream, {columns} HAVING sum(moved) > 0"
    return f"SELECT stream, {columns} FROM {findings.name}.lines t WHERE {where} AND {seen} {grouped}", values


def _rows(connection: Connection, statement: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _claim(rows: Sequence[Mapping[str, Any]]) -> ClaimWith:
    first = rows[0]
    found = [_finding(row) for row in rows]
    return ClaimWith(UUID(first["claim"]), first["submitted_on"], first["region"], first["office"], found)


def _finding(row: Mapping[str, Any]) -> FindingIn:
    return FindingIn(
        finding=UUID(row["stream"]),
        rule=row["rule"],
        rule_version=row["rule_version"],
        thing=row["thing"],
        status=row["status"],
        answer=row["answer"] or None,
        closure=row["closure"] or None,
        who=party(Party(row["who"]), row["who_code"] or None),
        events=orjson.loads(row["events"]),
        since=row["since_s"],
        until=None if row["until_s"] == GOES_ON else row["until_s"],
    )
