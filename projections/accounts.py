"""The account of every claim: its state and its ledger, folded once and handed to all projections of claims.

They follow it instead of folding and storing a ledger each (docs/decisions/0011-one-account-folded-once.md). It is a
read model like the others: stored, compared, rebuilt, parked; where it stands elsewhere than a follower, the follower
is handed one that is folded again from the store.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.events import ClaimEvent
from domain.ledger import Ledger
from projections.base import Out, Projection


@dataclass(slots=True)
class AccountRow:
    """A claim as its events have left it."""

    ledger: Ledger


accounts = Projection("accounts_2", takes=ClaimEvent, row=AccountRow, hands_on=lambda row: row.ledger)


@accounts.on(ClaimEvent)
def happened(row: AccountRow | None, event: ClaimEvent, out: Out) -> AccountRow:
    row = row or AccountRow(Ledger())
    out.closed = row.ledger.apply(event)
    return row


# questions


def ledger_of(connection: Connection, claim: UUID) -> tuple[int, Ledger] | None:
    """The claim's version here and its ledger; None if it is not known here."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT version, ledger FROM {accounts.name}.rows WHERE stream = %s", (str(claim),))
        found = cursor.fetchone()
    return (found[0], accounts.row.object(found[1:]).ledger) if found else None


def ledgers_of(connection: Connection, claims: Collection[UUID]) -> dict[UUID, Ledger]:
    """The ledgers of several claims: a page of a list, never more."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT stream::text, ledger FROM {accounts.name}.rows WHERE stream = ANY(%s::uuid[])",
            ([str(claim) for claim in claims],),
        )
        return {UUID(stream): accounts.row.object([ledger]).ledger for stream, ledger in cursor.fetchall()}
