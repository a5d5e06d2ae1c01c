"""What the watch asks of the read models: which claims it looks at every day, and what was found in a claim before."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from domain.events import FindingState
from domain.vocabulary import Stage
from projections.base import AnyProjection
from projections.claim_file import claim_file
from projections.connect import transaction
from projections.findings import findings
from projections.freshness import freshness

AT_REST: Final = [Stage.DECIDED.value, Stage.WITHDRAWN.value]
NOT_MISSED: Final = timedelta(days=31)
"""so long after the last day for a notice a claim at rest is still looked at: the watch may have been away"""


def looked_at(cursor: Cursor, today: date) -> dict[UUID, str]:
    """Every claim that is looked at every day, with the prefix of its region: in which time alone may bring something
    to be found. Not those at rest, decided or withdrawn, unless the notice of an extension may not have come."""
    if not _is_there(cursor, claim_file):
        return {}
    cursor.execute(
        f"SELECT stream::text, region FROM {claim_file.name}.rows WHERE stage <> ALL(%s) OR notices_by >= %s",
        (AT_REST, today - NOT_MISSED),
    )
    return {UUID(stream): region for stream, region in cursor.fetchall()}


def known(cursor: Cursor, claims: Sequence[UUID]) -> dict[UUID, dict[UUID, FindingState]]:
    """Claim -> what was found in it so far, as far as the read model has come."""
    if not _is_there(cursor, findings):
        return {}
    cursor.execute(
        f"SELECT stream::text, claim, finding FROM {findings.name}.rows WHERE claim = ANY(%s)",
        ([str(claim) for claim in claims],),
    )
    found: dict[UUID, dict[UUID, FindingState]] = {}
    for stream, *values in cursor.fetchall():
        row = findings.row.object(values)
        found.setdefault(UUID(row.claim), {})[UUID(stream)] = FindingState(**row.finding)
    return found


def come_to(connection: Connection) -> int:
    """The position of the store up to which `known` knows everything; 0 before a projector ran."""
    with transaction(connection) as cursor:
        if not _is_there(cursor, findings):
            return 0
    return freshness(connection, findings.name).position


def _is_there(cursor: Cursor, projection: AnyProjection) -> bool:
    """A projector makes the tables; before it ran, nothing is known."""
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", (f"{projection.name}.rows",))
    row: tuple[Any, ...] | None = cursor.fetchone()
    return bool(row and row[0])
