"""One claim as it stands: what is missing and who owes it, whose move it is, the deadline; and lists of claims.

The rows hold what lists look at; everything else is the claim's account, so that "whose move" here and "who holds the
wait" in the delay ledger cannot differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.events import ClaimEvent
from domain.ledger import Ledger
from domain.state import ClaimState, PartyRef
from projections.accounts import accounts, ledger_of, ledgers_of
from projections.base import Index, Out, Projection
from projections.scope import Scope


@dataclass(slots=True)
class ClaimFileRow:
    """The columns that lists look at, and the whole of the rest."""

    region: str  # KATO prefix, 2 digits
    office: str
    transfer_to: str | None
    authorised_body: str
    commission: str | None
    stage: str
    number: str | None
    submitted_at: datetime
    register_by: date
    due_on: date | None


claim_file = Projection(
    "claim_file_2",
    takes=ClaimEvent,
    follows=accounts,
    row=ClaimFileRow,
    indexes=(
        Index("rows", ("office", "submitted_at", "stream")),
        Index("rows", ("transfer_to", "submitted_at", "stream"), where="transfer_to IS NOT NULL"),
        Index("rows", ("commission", "submitted_at", "stream"), where="commission IS NOT NULL"),
        Index("rows", ("authorised_body", "submitted_at", "stream")),
        Index("rows", ("submitted_at", "stream")),
    ),
)


@claim_file.on(ClaimEvent)
def happened(row: ClaimFileRow | None, event: ClaimEvent, out: Out) -> ClaimFileRow:
    """The columns show what the account says after the event."""
    return _row(out.account.state)


def _row(state: ClaimState) -> ClaimFileRow:
    return ClaimFileRow(
        region=state.region[:2],
        office=state.office,
        transfer_to=state.transfer_to,
        authorised_body=state.authorised_body,
        commission=state.commission,
        stage=state.stage,
        number=state.number,
        submitted_at=datetime.fromisoformat(state.submitted_at),
        register_by=date.fromisoformat(state.register_by),
        due_on=date.fromisoformat(state.due_on) if state.due_on else None,
    )


# questions


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap that is open, who owns it, and what was asked for it: of whom."""

    gap: str
    subject: str
    fact: str
    fields: list[str]
    cause: str
    owner: PartyRef
    asked: list[str]  # outstanding demands, state requests and lookups, by their ids


@dataclass(frozen=True, slots=True)
class Move:
    """Someone's move: what the claim waits for, since when (whole epoch seconds), and who answers for the wait."""

    wait: str
    holder: PartyRef
    liable: PartyRef
    cause: str
    since: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in a list."""

    claim: UUID
    version: int
    office: str
    region: str
    stage: str
    number: str | None
    submitted_at: datetime
    due_on: date | None
    moves: list[Move]


Cursor = tuple[datetime, UUID]
"""the last claim of a page: when it was submitted, and its id"""


def one(connection: Connection, claim: UUID) -> tuple[int, Ledger] | None:
    """The claim's version here and its ledger; None if it is not known here."""
    return ledger_of(connection, claim)


def listed(
    connection: Connection,
    scope: Scope,
    *,
    office: str | None = None,
    stage: str | None = None,
    after: Cursor | None = None,
    limit: int,
) -> list[Listed]:
    """Claims in order of submission, a page at a time."""
    where, values = scope.where()
    wanted = {name: value for name, value in (("office", office), ("stage", stage)) if value is not None}
    conditions = [where, *(f"r.{name} = %({name})s" for name in wanted)]
    if after:
        conditions.append("(r.submitted_at, r.stream) > (%(after_at)s, %(after_claim)s::uuid)")
        values |= {"after_at": after[0].isoformat(), "after_claim": str(after[1])}
    order = f"ORDER BY r.submitted_at, r.stream LIMIT {limit:d}"
    found = _rows(connection, " AND ".join(conditions), values | wanted, order)
    ledgers = ledgers_of(connection, [claim for claim, _, _ in found])
    return [_listed(claim, version, row, ledgers.get(claim)) for claim, version, row in found]


def missing(state: ClaimState) -> list[Missing]:
    """What the claim lacks and who owes it."""
    return [
        Missing(gap.id, gap.subject, gap.fact, gap.fields, gap.cause, gap.owner, _asked(state, gap.subject, gap.fact))
        for gap in state.gaps.values()
        if gap.open
    ]


def moves(ledger: Ledger) -> list[Move]:
    """Whose move it is: the holder of every open wait."""
    return [Move(w.id, w.holder, w.liable, w.cause, w.opened_at) for w in ledger.open]


def _asked(state: ClaimState, subject: str, fact: str) -> list[str]:
    return [
        *(d.id for d in state.demands_for(subject, fact, "OUTSTANDING")),
        *(r.id for r in state.state_requests_for(subject, fact) if r.status == "OUTSTANDING"),
        *(q.id for q in state.questions.values() if q.subject == subject and fact in q.facts and q.awaited),
    ]


def _rows(
    connection: Connection, where: str, values: Mapping[str, object], order: str
) -> list[tuple[UUID, int, ClaimFileRow]]:
    """Stream, version and row of the claims that fit."""
    columns = ", ".join(f"r.{name}" for name in claim_file.row.names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.stream::text, r.version, {columns} FROM {claim_file.name}.rows r WHERE {where} {order}", values
        )
        return [(UUID(stream), version, claim_file.row.object(row)) for stream, version, *row in cursor.fetchall()]


def _listed(claim: UUID, version: int, row: ClaimFileRow, ledger: Ledger | None) -> Listed:
    return Listed(
        claim=claim,
        version=version,
        office=row.office,
        region=row.region,
        stage=row.stage,
        number=row.number,
        submitted_at=row.submitted_at,
        due_on=row.due_on,
        moves=moves(ledger) if ledger else [],
    )
