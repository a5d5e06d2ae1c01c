"""The work queue: whose turn a claim is, in which order, and in whose hands it lies. Rows are the claim file's.

It only proposes: the claim decides who has it (domain/commands/work.py), because this may be a moment behind.
How much there is to do is counted by the claim file's cells, of which there are as many for a million claims as for a
thousand.
Order: what is over its term, then what is due soonest, then what was submitted first; the claim's id decides between
equals, so that the order is the same for everybody who looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.calendar import latest
from domain.ledger import Ledger
from domain.regions import all_regions, local_day
from domain.state import ClaimState
from domain.vocabulary import Party, Role
from projections.accounts import ledgers_of
from projections.claim_file import INCOMING, NEVER, QUEUES, Missing, Move, claim_file, missing, moves
from projections.claim_lists import DUE, OVER

AT_RISK: Final = f"({OVER} OR r.ended_on IS NULL AND {DUE} <= t.soon)"
"""over its term, or due within so many working days; of a decided claim that waits for a new one no term runs"""
ORDER: Final = f"(NOT {OVER}, {DUE}, r.submitted_at, r.stream)"
CONDITIONS: Final = {
    "region": "r.region = %(region)s",
    "office": "r.{turn} = %(office)s",
    "to": "r.{hand} = %(to)s",
    "free": "(r.{hand} IS NULL) = %(free)s",
    "at_risk": f"{AT_RISK} = %(at_risk)s",
    "not_by": "position(%(not_by)s IN r.handed_back) = 0",
    "besides": "r.stream <> ALL(%(besides)s::uuid[])",
}
PLACES: Final = {"region": "region = %(region)s", "office": "code = %(office)s"}
COUNTED: Final = (
    "queue <> %(incoming)s AND free",
    "queue <> %(incoming)s AND NOT free",
    f"queue <> %(incoming)s AND {AT_RISK}",
    "queue = %(incoming)s",
)
"""of cells that count claims: as in `Counted`"""


@dataclass(frozen=True, slots=True)
class Queued:
    """Which claims of a role's queue; None: any. `to`: in whose hands. `not_by`: not those that this one
    handed back. `besides`: not these. `region`: KATO prefix of two digits.
    """

    role: Role
    region: str | None = None
    office: str | None = None
    to: str | None = None
    free: bool | None = None
    at_risk: bool | None = None
    not_by: str | None = None
    besides: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim in the queue. `times_handed_back`: by how many people of any role. `state`: none while accounts lag."""

    claim: UUID
    version: int
    office: str
    region: str
    stage: str
    number: str | None
    submitted_at: datetime
    due_on: date
    over_term: bool
    at_risk: bool
    assigned_to: str | None
    times_handed_back: int
    moves: list[Move]
    missing: list[Missing]
    state: ClaimState | None


Place = tuple[bool, date, datetime, UUID]
"""the last claim of a page, by what the queue is sorted by"""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many claims a queue has: those in nobody's hands, those in somebody's, those at risk among both.

    `incoming`: files on their way to this office, or to any, which are nobody's turn until they are received.
    """

    free: int
    in_hands: int
    at_risk: int
    incoming: int


def queue(
    connection: Connection, asked: Queued, *, now: datetime, soon_days: int, after: Place | None = None, limit: int
) -> list[Entry]:
    """A page of the queue, in its order. `soon_days`: working days before the due day from which a claim is at risk."""
    column = QUEUES[asked.role]
    where, values = _where(asked)
    if after:
        where += f" AND {ORDER} > (%(after_over)s, %(after_due)s::date, %(after_at)s::timestamptz, %(after)s::uuid)"
        values |= {"after_over": not after[0], "after_due": after[1], "after_at": after[2], "after": str(after[3])}
    told = "r.stream::text, r.version, r.office, r.region, r.stage, r.number, r.submitted_at"
    sql = (
        f"SELECT {told}, {DUE}, {OVER}, {AT_RISK}, r.{column.hand},"
        " length(r.handed_back) - length(replace(r.handed_back, ',', '')) - 1"
        f" FROM {claim_file.name}.rows r {_days(values, now, soon_days)} WHERE {where} ORDER BY {ORDER} LIMIT {limit:d}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    ledgers = ledgers_of(connection, [UUID(row[0]) for row in rows])
    return [_entry(row, ledgers.get(UUID(row[0])), column.party) for row in rows]


def proposed(connection: Connection, asked: Queued, *, now: datetime, soon_days: int, limit: int) -> list[UUID]:
    """The claims that the queue would give next, in its order."""
    where, values = _where(asked)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.stream::text FROM {claim_file.name}.rows r {_days(values, now, soon_days)}"
            f" WHERE {where} ORDER BY {ORDER} LIMIT {limit:d}",
            values,
        )
        return [UUID(stream) for (stream,) in cursor.fetchall()]


def counted(connection: Connection, asked: Queued, *, now: datetime, soon_days: int) -> Counted:
    """How many there are in the queue of a role, an office, a region: nothing else of `asked` is looked at."""
    values: dict[str, Any] = {"queue": str(asked.role), "incoming": INCOMING, "never": NEVER}
    values |= {name: said for name in PLACES if (said := getattr(asked, name)) is not None}
    where = " AND ".join(["queue IN (%(queue)s, %(incoming)s)", *(PLACES[name] for name in PLACES if name in values)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(f'coalesce(sum(claims) FILTER (WHERE {each}), 0)::bigint' for each in COUNTED)}"
            f" FROM (SELECT *, nullif(ended, %(never)s) AS ended_on FROM {claim_file.name}.cells WHERE {where}) r"
            f" {_days(values, now, soon_days)}",
            values,
        )
        ((free, in_hands, at_risk, incoming),) = cursor.fetchall()
    return Counted(free, in_hands, at_risk, incoming if asked.role is Role.CASEWORKER else 0)


def place_of(last: Entry) -> Place:
    """Where the next page begins."""
    return last.over_term, last.due_on, last.submitted_at.astimezone(UTC), last.claim


def _where(asked: Queued) -> tuple[str, dict[str, Any]]:
    column = QUEUES[asked.role]
    said = {name: getattr(asked, name) for name in CONDITIONS}
    if asked.not_by is not None:
        said["not_by"] = f",{asked.role}/{asked.not_by},"
    if asked.besides is not None:
        said["besides"] = [str(claim) for claim in asked.besides]
    values = {name: value for name, value in said.items() if value is not None}
    conditions = [CONDITIONS[name].format(turn=column.turn, hand=column.hand) for name in values]
    return " AND ".join([f"r.{column.turn} IS NOT NULL", *conditions]), values


def _days(values: dict[str, Any], now: datetime, soon_days: int) -> str:
    """The local day in every region, and the last day that is soon there, as a table to join."""
    days = latest()
    rows = []
    for n, region in enumerate(all_regions()):
        today = local_day(now, region.zone)
        values |= {f"in_{n}": region.prefix, f"today_{n}": today, f"soon_{n}": days.count(today, soon_days).due_on}
        rows.append(f"(%(in_{n})s, %(today_{n})s::date, %(soon_{n})s::date)")
    return f"JOIN (VALUES {', '.join(rows)}) AS t(region, today, soon) ON t.region = r.region"


def _entry(row: tuple[Any, ...], ledger: Ledger | None, party: Party) -> Entry:
    claim, version, office, region, stage, number, submitted_at, due_on, over, risk, to, times = row
    held = moves(ledger) if ledger else []
    return Entry(
        claim=UUID(claim),
        version=version,
        office=office,
        region=region,
        stage=stage,
        number=number,
        submitted_at=submitted_at.astimezone(UTC),
        due_on=due_on,
        over_term=over,
        at_risk=risk,
        assigned_to=to,
        times_handed_back=times,
        moves=sorted(held, key=lambda move: (move.holder["kind"] != party, move.since)),
        missing=missing(ledger.state) if ledger else [],
        state=ledger.state if ledger else None,
    )
