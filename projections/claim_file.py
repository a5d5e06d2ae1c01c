"""One claim as it stands: what is missing and who owes it, whose move it is, the deadline; and lists of claims.

The rows hold what lists look at; everything else is the claim's account, so that "whose move" here and "who holds the
wait" in the delay ledger cannot differ. The cells count what the queues hold (work_queue.py): how many claims there are
must not cost more where there are more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.events import ClaimEvent
from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from domain.state import ClaimState, PartyRef
from domain.term import awaited, extensions, limit
from domain.turns import held, turns
from domain.vocabulary import Party, Role, WaitKind
from projections.accounts import accounts, ledger_of
from projections.base import Index, Projection


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
    due_on: date  # in force; before the registration the last day to register
    notice_by: date | None  # while due_on rests on a provisional extension: the last day for its notice
    due_without: date | None  # ... and the due day if there is none by then
    notices_by: date | None  # until when a notice of any of its extensions may still come
    ended_on: date | None  # the local day of the first decision or of the withdrawal
    holders: str  # kinds of those whose move it is, as ,APPLICANT,OFFICE,
    turn_office: str | None  # whose turn it is (domain/turns.py), by role: the code of the office,
    turn_commission: str | None  # of the commission
    turn_body: str | None  # and of the authorised body
    hand_office: str | None  # who has the claim to work on: the caseworker,
    hand_commission: str | None  # the member of the commission
    hand_body: str | None  # and the head
    handed_back: str  # by whom it was, as ,caseworker/aigul,head/dana,


@dataclass(frozen=True, slots=True)
class QueueColumns:
    """Where a role's queue stands in the rows. `party`: as what the role acts."""

    turn: str
    hand: str
    party: Party


QUEUES: Final[Mapping[Role, QueueColumns]] = {
    Role.CASEWORKER: QueueColumns("turn_office", "hand_office", Party.OFFICE),
    Role.COMMISSION: QueueColumns("turn_commission", "hand_commission", Party.COMMISSION),
    Role.HEAD: QueueColumns("turn_body", "hand_body", Party.AUTHORISED_BODY),
}
NEVER: Final = date.max
"""stands in a key where there is no such day"""
INCOMING: Final = "incoming"


@dataclass(slots=True, unsafe_hash=True)
class QueueCell:
    """Claims that stand alike in a queue: that of a role, or INCOMING, the files on their way to an office.

    `code`: of the office, the commission or the body. `free`: in nobody's hands. The days are the row's; where there is
    none, NEVER.
    """

    queue: str
    region: str
    code: str
    free: bool
    due_on: date
    notice_by: date
    due_without: date
    ended: date


@dataclass(slots=True, unsafe_hash=True)
class InQueue:
    claims: int = 1


claim_file = Projection(
    "claim_file_4",
    takes=ClaimEvent,
    follows=accounts,
    row=ClaimFileRow,
    cell=(QueueCell, InQueue),
    dated=False,
    indexes=(
        Index("rows", ("office", "submitted_at", "stream")),
        Index("rows", ("office", "due_on", "stream")),
        Index("rows", ("number",), where="number IS NOT NULL"),
        Index("rows", ("transfer_to", "submitted_at", "stream"), where="transfer_to IS NOT NULL"),
        Index("rows", ("commission", "submitted_at", "stream"), where="commission IS NOT NULL"),
        Index("rows", ("authorised_body", "submitted_at", "stream")),
        Index("rows", ("submitted_at", "stream")),
        Index("rows", ("turn_office", "due_on"), where="turn_office IS NOT NULL"),
        Index("rows", ("turn_commission", "due_on"), where="turn_commission IS NOT NULL"),
        Index("rows", ("turn_body", "due_on"), where="turn_body IS NOT NULL"),
    ),
)


@claim_file.shows
def shown(row: ClaimFileRow | None, ledger: Ledger, at: datetime) -> ClaimFileRow:
    state = ledger.state
    today = local_day(at, time_zone(ledger.zone))
    due = limit(state, today)
    turn, hands = turns(state), {role: hand.to for role, hand in held(state).items()}
    return ClaimFileRow(
        region=state.region[:2],
        office=state.office,
        transfer_to=state.transfer_to,
        authorised_body=state.authorised_body,
        commission=state.commission,
        stage=state.stage,
        number=state.number,
        submitted_at=datetime.fromisoformat(state.submitted_at),
        due_on=due.day,
        notice_by=due.notice_by,
        due_without=due.without,
        notices_by=awaited(extensions(state, today)),
        ended_on=ended_on(ledger),
        holders="".join(f",{kind}" for kind in sorted({wait.holder["kind"] for wait in ledger.open})) + ",",
        turn_office=turn.get(Role.CASEWORKER),
        turn_commission=turn.get(Role.COMMISSION),
        turn_body=turn.get(Role.HEAD),
        hand_office=hands.get(Role.CASEWORKER),
        hand_commission=hands.get(Role.COMMISSION),
        hand_body=hands.get(Role.HEAD),
        handed_back="".join(f",{who}" for who in state.handed_back) + ",",
    )


@claim_file.contribute
def queued(row: ClaimFileRow, ledger: Ledger) -> dict[QueueCell, InQueue]:
    """The claim in every queue whose turn it is, and in that of the office to which its file is on its way."""
    queues = [(str(role), getattr(row, of.turn), getattr(row, of.hand)) for role, of in QUEUES.items()]
    return {
        QueueCell(
            queue=queue,
            region=row.region,
            code=code,
            free=hand is None,
            due_on=row.due_on,
            notice_by=row.notice_by or NEVER,
            due_without=row.due_without or NEVER,
            ended=row.ended_on or NEVER,
        ): InQueue()
        for queue, code, hand in (*queues, (INCOMING, row.transfer_to, None))
        if code is not None
    }


def ended_on(ledger: Ledger) -> date | None:
    """The local day of the first decision or of the withdrawal, at which term and duration end."""
    if ledger.first_ended_at is None:
        return None
    return local_day(datetime.fromtimestamp(ledger.first_ended_at, UTC), time_zone(ledger.zone))


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
    kind: WaitKind


def one(connection: Connection, claim: UUID) -> tuple[int, Ledger] | None:
    """The claim's version here and its ledger; None if it is not known here."""
    return ledger_of(connection, claim)


def missing(state: ClaimState) -> list[Missing]:
    """What the claim lacks and who owes it."""
    return [
        Missing(gap.id, gap.subject, gap.fact, gap.fields, gap.cause, gap.owner, _asked(state, gap.subject, gap.fact))
        for gap in state.gaps.values()
        if gap.open
    ]


def moves(ledger: Ledger) -> list[Move]:
    """Whose move it is: the holder of every open wait."""
    return [Move(w.id, w.holder, w.liable, w.cause, w.opened_at, WaitKind(w.kind)) for w in ledger.open]


def _asked(state: ClaimState, subject: str, fact: str) -> list[str]:
    return [
        *(d.id for d in state.demands_for(subject, fact, "OUTSTANDING")),
        *(r.id for r in state.state_requests_for(subject, fact) if r.status == "OUTSTANDING"),
        *(q.id for q in state.questions.values() if q.subject == subject and fact in q.facts and q.awaited),
    ]
