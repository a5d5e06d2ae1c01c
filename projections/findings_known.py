"""What the watch asks of the read models: which claims are open, and what was found in a claim before."""

from collections.abc import Sequence
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


def open_claims(cursor: Cursor) -> dict[UUID, str]:
    """Every claim that is not at rest, with the prefix of its region: not decided, or under review; not withdrawn."""
    if not _is_there(cursor, claim_file):
        return {}
    cursor.execute(f"SELECT stream::text, region FROM {claim_file.name}.rows WHERE stage <> ALL(%s)", (AT_REST,))
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
