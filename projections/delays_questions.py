"""What can be asked of the delay ledger: one claim's waits, and where the time of many claims went.

Closed waits come from the roll-up, running ones from the rows of the claims that still wait, divided up to `now`
(epoch seconds) as the ledger divides them. So every figure is exact, and Σ share is the claims' total time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.ledger import Ledger
from domain.state import PartyRef
from domain.vocabulary import WaitKind
from domain.wait import Wait
from projections.accounts import accounts, ledger_of
from projections.delays import DelaysCell, DelaysLine, DelaysRow, Seconds, booked_as, counted, delays

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "region": ("region",),
    "office": ("office",),
    "stage": ("stage",),
    "holder": ("holder", "holder_code"),
    "liable": ("liable", "liable_code"),
    "cause": ("cause",),
    "registry": ("registry",),
    "came_of": ("came_of",),
}
"""What a roll-up can be asked by -> the columns of a cell"""
PREFIX_DIGITS: Final = 2
"""a region is the first two digits of a KATO code"""
ROWS_AT_ONCE: Final = 500
"""claims whose running waits are read at a time"""
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """Days of submission, both included; None: open on that side."""

    first: date | None = None
    last: date | None = None


@dataclass(slots=True)
class Sum:
    """The waits under one key: how many, of them running, in how many claims (if asked), and their seconds."""

    waits: int = 0
    running: int = 0
    claims: set[str] = field(default_factory=set)
    seconds: list[int] = field(default_factory=lambda: [0] * 6)

    def add(self, waits: int, running: int, seconds: Sequence[int]) -> None:
        self.waits += waits
        self.running += running
        self.seconds = [have + more for have, more in zip(self.seconds, seconds, strict=True)]


@dataclass(frozen=True, slots=True)
class Group:
    """One row of an answer. `key`: what it was asked by -> its value: a party, a code, or None where there is none."""

    key: dict[str, str | PartyRef | None]
    waits: int
    running: int
    claims: int | None
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class ShownWait:
    """A wait of one claim; `closed_at` is None while it runs."""

    wait: str
    stage: str
    holder: PartyRef
    liable: PartyRef
    cause: str
    registry: str | None
    came_of: str | None
    opened_at: int
    closed_at: int | None
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class ClaimDelays:
    """Where one claim's time went. `until`: the instant up to which it is counted, epoch seconds."""

    claim: UUID
    version: int
    until: int
    ended: bool
    total_s: int
    total_working_s: int
    clamped: int
    waits: list[ShownWait]


def of_claim(connection: Connection, claim: UUID, *, now: int) -> ClaimDelays | None:
    """The claim's waits, closed and running, in the order in which they opened; None if it is not known here."""
    found = ledger_of(connection, claim)
    if found is None:
        return None
    version, ledger = found
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(DelaysLine)} FROM {delays.name}.lines WHERE stream = %s", (str(claim),))
        closed = [_closed(DelaysLine(*values)) for values in cursor.fetchall()]
    shown = [*closed, *(_running(ledger, wait) for wait in ledger.running(now))]
    total_s, total_working_s = ledger.totals(now)
    return ClaimDelays(
        claim=claim,
        version=version,
        until=ledger.ended_at if ledger.ended_at is not None else max(now, ledger.last_at),
        ended=ledger.ended_at is not None,
        total_s=total_s,
        total_working_s=total_working_s,
        clamped=ledger.clamped,
        waits=sorted(shown, key=_as_opened),
    )


def rolled_up(
    connection: Connection, *, by: Sequence[str], period: Period, now: int, count_claims: bool = False
) -> list[Group]:
    """The time of the claims submitted in a period, by any of GROUPS; sorted by key."""
    columns = [column for name in by for column in GROUPS[name]]
    sums: dict[Key, Sum] = {}
    for key, waits, seconds in _closed_sums(connection, columns, period):
        sums.setdefault(key, Sum()).add(waits, 0, seconds)
    for claim, key, wait in _running_waits(connection, columns, period, now):
        running = sums.setdefault(key, Sum())
        running.add(1, 1, counted(wait))
        running.claims.add(claim)
    if count_claims:
        for claim, key in _claims(connection, columns, period):
            sums[key].claims.add(claim)
    return [_group(by, key, total, count_claims) for key, total in sorted(sums.items())]


def _closed_sums(
    connection: Connection, columns: Sequence[str], period: Period
) -> Iterator[tuple[Key, int, Sequence[int]]]:
    keys = _keys(columns, {})
    measures = ", ".join(f"sum({name})::bigint" for name in _names(Seconds))
    where, values = _submitted(period, "c")
    grouping = f" GROUP BY {keys}" if keys else " HAVING count(*) > 0"
    with connection.cursor() as cursor:
        selected = ", ".join(filter(None, (keys, measures)))
        cursor.execute(f"SELECT {selected} FROM {delays.name}.cells c WHERE {where}{grouping}", values)
        for found in cursor.fetchall():
            yield found[: len(columns)], found[len(columns)], found[len(columns) + 1 :]


def _running_waits(
    connection: Connection, columns: Sequence[str], period: Period, now: int
) -> Iterator[tuple[str, Key, Wait]]:
    """Claim, key and wait of everything that still runs, up to `now`."""
    where, values = _submitted(period, "r")
    cohort = ", ".join(f"r.{name}" for name in delays.row.names)
    with connection.cursor("running") as cursor:
        cursor.itersize = ROWS_AT_ONCE
        cursor.execute(
            f"SELECT r.stream::text, a.ledger, {cohort} FROM {delays.name}.rows r"
            f" JOIN {accounts.name}.rows a USING (stream) WHERE r.running AND {where}",
            values,
        )
        for claim, account, *found in cursor:
            row, ledger = delays.row.object(found), accounts.row.object([account]).ledger
            for wait in ledger.running(now):
                yield claim, _key(columns, row, ledger, wait), wait


def _claims(connection: Connection, columns: Sequence[str], period: Period) -> Iterator[tuple[str, Key]]:
    """Claim and key of every closed wait, each pair once."""
    cohort = dict.fromkeys(("region", "office"), "r")
    where, values = _submitted(period, "r")
    selected = ", ".join(filter(None, ("l.stream::text", _keys(columns, cohort, "l"))))
    with connection.cursor("claims") as cursor:
        cursor.itersize = ROWS_AT_ONCE
        cursor.execute(
            f"SELECT DISTINCT {selected} FROM {delays.name}.lines l JOIN {delays.name}.rows r USING (stream)"
            f" WHERE {where}",
            values,
        )
        for claim, *key in cursor:
            yield claim, tuple(key)


def _key(columns: Sequence[str], row: DelaysRow, ledger: Ledger, wait: Wait) -> Key:
    cell = DelaysCell(row.region, row.office, row.submitted_on, *booked_as(wait, came_of(ledger, wait)))
    return tuple(getattr(cell, c)[:PREFIX_DIGITS] if c == "region" else getattr(cell, c) for c in columns)


def came_of(ledger: Ledger, wait: Wait) -> str | None:
    """What is known of a running wait: a demand has its verdict from the start."""
    return ledger.state.demands[wait.object].verdict if wait.kind == WaitKind.DOCUMENT else None


def _keys(columns: Sequence[str], tables: Mapping[str, str], table: str = "c") -> str:
    """The key's columns in SQL."""
    named = ((f"{tables.get(column, table)}.{column}", column) for column in columns)
    return ", ".join(f"left({name}, {PREFIX_DIGITS})" if column == "region" else name for name, column in named)


def _submitted(period: Period, table: str) -> tuple[str, dict[str, Any]]:
    bounds = {"first": (">=", period.first), "last": ("<=", period.last)}
    conditions = [f"{table}.submitted_on {sign} %({name})s" for name, (sign, day) in bounds.items() if day]
    return " AND ".join(conditions) or "true", {name: day for name, (_, day) in bounds.items()}


def _group(by: Sequence[str], key: Key, total: Sum, count_claims: bool) -> Group:
    rest = list(key)
    named: dict[str, str | PartyRef | None] = {}
    for name in by:
        value = rest.pop(0) or None
        named[name] = {"kind": value, "code": rest.pop(0) or None} if value and len(GROUPS[name]) > 1 else value
    claims = len(total.claims) if count_claims else None
    return Group(named, total.waits, total.running, claims, Seconds(total.waits, *total.seconds))


def _closed(kept: DelaysLine) -> ShownWait:
    return ShownWait(
        wait=kept.wait,
        stage=kept.stage,
        holder={"kind": kept.holder, "code": kept.holder_code or None},
        liable={"kind": kept.liable, "code": kept.liable_code or None},
        cause=kept.cause,
        registry=kept.registry or None,
        came_of=kept.came_of or None,
        opened_at=kept.opened_at,
        closed_at=kept.closed_at,
        seconds=Seconds(
            1,
            kept.open_s,
            kept.share_s,
            kept.sole_s,
            kept.open_working_s,
            kept.share_working_s,
            kept.sole_working_s,
        ),
    )


def _running(ledger: Ledger, wait: Wait) -> ShownWait:
    return ShownWait(
        wait=wait.id,
        stage=wait.stage,
        holder=wait.holder,
        liable=wait.liable,
        cause=wait.cause,
        registry=wait.registry,
        came_of=came_of(ledger, wait),
        opened_at=wait.opened_at,
        closed_at=None,
        seconds=Seconds(1, *counted(wait)),
    )


def _as_opened(wait: ShownWait) -> tuple[int, str]:
    """By the version that opened it, then by id."""
    return int(wait.wait.rpartition("/")[2]), wait.wait


def _names(of: type[Seconds]) -> tuple[str, ...]:
    return tuple(of.__dataclass_fields__)


def _columns(of: type[DelaysLine]) -> str:
    return ", ".join(of.__dataclass_fields__)
