"""Lists of claims: found by number, office, stage, due day or term, and by whose move it is.

A due day may rest on an extension whose notice is still to come, and "today" is a local day of the claim's region: both
are part of the query, so that a list and the file of one claim never disagree about who is over term.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.ledger import Ledger
from domain.regions import all_regions, local_day
from domain.state import ClaimState
from domain.term import Due
from domain.vocabulary import Party, Stage
from projections.accounts import ledgers_of
from projections.claim_file import ClaimFileRow, Missing, Move, claim_file, missing, moves
from projections.scope import Scope


class Sort(StrEnum):
    """In which order; the claim's id decides between equals."""

    SUBMITTED = "submitted"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims; None: any. `number`: the number or how it begins. `move`: the kind of party whose move it is."""

    number: str | None = None
    office: str | None = None
    stage: Stage | None = None
    due_from: date | None = None
    due_to: date | None = None
    over_term: bool | None = None
    move: Party | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in a list. `due_on`: the due day in force today; `notice_by`: until when its extension needs a notice.

    `over_term`: whether it ended, or still waits, after that day. `state`: none while the accounts are behind, and then
    the region's prefix alone.
    """

    claim: UUID
    version: int
    office: str
    transfer_to: str | None
    region: str
    stage: str
    number: str | None
    submitted_at: datetime
    due_on: date
    notice_by: date | None
    over_term: bool
    moves: list[Move]
    missing: list[Missing]
    state: ClaimState | None


Place = tuple[str, UUID]
"""the last claim of a page: what it was sorted by, as text, and its id"""

DUE: Final = "(CASE WHEN r.notice_by < t.today THEN r.due_without ELSE r.due_on END)"
"""the due day in force today (domain/term.py: `Due.on`)"""
OVER: Final = f"(coalesce(r.ended_on, t.today) > {DUE})"
SORTED_BY: Final = {Sort.SUBMITTED: "r.submitted_at", Sort.DUE: DUE}
TYPE: Final = {Sort.SUBMITTED: "timestamptz", Sort.DUE: "date"}
CONDITIONS: Final = {
    "number": "starts_with(r.number, %(number)s)",
    "office": "r.office = %(office)s",
    "stage": "r.stage = %(stage)s",
    "due_from": f"{DUE} >= %(due_from)s",
    "due_to": f"{DUE} <= %(due_to)s",
    "over_term": f"{OVER} = %(over_term)s",
    "move": "position(%(move)s IN r.holders) > 0",
}


def listed(
    connection: Connection,
    scope: Scope,
    wanted: Wanted,
    *,
    now: datetime,
    sort: Sort = Sort.SUBMITTED,
    after: Place | None = None,
    limit: int,
) -> list[Listed]:
    """A page of the claims that fit, in order; `move` comes first among the moves of each."""
    within, values = scope.where()
    said = {name: value for name, value in _said(wanted) if value is not None}
    conditions = [within, *(CONDITIONS[name] for name in said)]
    if wanted.move is Party.OFFICE and "office" in scope.columns:
        conditions.append("r.office = %(scope_party)s")  # of a file under way the move is the sending office's
    if after:
        conditions.append(f"({SORTED_BY[sort]}, r.stream) > (%(after)s::{TYPE[sort]}, %(after_claim)s::uuid)")
        values |= {"after": after[0], "after_claim": str(after[1])}
    where = " AND ".join(conditions)
    found = _rows(connection, f"{where} ORDER BY {SORTED_BY[sort]}, r.stream LIMIT {limit:d}", values | said, now)
    ledgers = ledgers_of(connection, [claim for claim, *_ in found])
    return [_listed(*each, ledgers.get(each[0]), wanted.move) for each in found]


def place_of(last: Listed, sort: Sort) -> Place:
    """Where the next page begins."""
    by = last.submitted_at.astimezone(UTC).isoformat() if sort is Sort.SUBMITTED else last.due_on.isoformat()
    return by, last.claim


def todays(now: datetime) -> list[tuple[str, date]]:
    """The local day in every region that ever was, by its prefix."""
    return [(region.prefix, local_day(now, region.zone)) for region in all_regions()]


def _said(wanted: Wanted) -> Iterator[tuple[str, Any]]:
    for name in Wanted.__dataclass_fields__:
        value = getattr(wanted, name)
        yield name, f",{value}," if name == "move" and value else value


def _rows(
    connection: Connection, rest: str, values: dict[str, Any], now: datetime
) -> list[tuple[UUID, int, ClaimFileRow, date]]:
    """Stream, version, row and local day of the claims that fit."""
    days = todays(now)
    today = ", ".join(f"(%(region_{n})s, %(today_{n})s::date)" for n in range(len(days)))
    values = values | {f"region_{n}": prefix for n, (prefix, _) in enumerate(days)}
    values |= {f"today_{n}": day for n, (_, day) in enumerate(days)}
    columns = ", ".join(f"r.{name}" for name in claim_file.row.names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.stream::text, r.version, t.today, {columns} FROM {claim_file.name}.rows r"
            f" JOIN (VALUES {today}) AS t(region, today) ON t.region = r.region WHERE {rest}",
            values,
        )
        return [(UUID(s), version, claim_file.row.object(row), day) for s, version, day, *row in cursor.fetchall()]


def _listed(
    claim: UUID, version: int, row: ClaimFileRow, today: date, ledger: Ledger | None, first: Party | None
) -> Listed:
    due = Due(row.due_on, row.notice_by, row.due_without)
    now_due = due.on(today)
    held = moves(ledger) if ledger else []
    return Listed(
        claim=claim,
        version=version,
        office=row.office,
        transfer_to=row.transfer_to,
        region=ledger.state.region if ledger else row.region,
        stage=row.stage,
        number=row.number,
        submitted_at=row.submitted_at,
        due_on=now_due,
        notice_by=row.notice_by if now_due == row.due_on else None,
        over_term=due.is_over(row.ended_on or today, today),
        moves=sorted(held, key=lambda move: (move.holder["kind"] != first, move.since)),
        missing=missing(ledger.state) if ledger else [],
        state=ledger.state if ledger else None,
    )
