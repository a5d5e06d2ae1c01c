"""Where one claim's time went: every wait of it, and its three clocks, which are never merged.

Lived: what the family lived through, from the submission on. Authority: the working days of the term that were used,
without those of lawful pauses where the edition stops the term for them. Paused: what was paused, and by which demands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain import term
from domain.calendar import calendar
from domain.events import ClaimEvent
from domain.ledger import Ledger, Pause
from domain.policy import edition
from domain.regions import local_day, time_zone
from domain.state import PartyRef
from domain.wait import Wait
from projections.accounts import accounts
from projections.delays import DelaysLine, Seconds, came_of, counted, delays
from projections.lookback_folds import recorded_of
from store.mapper import event_of

DAY: Final = timedelta(days=1)


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
    pause: bool
    opened_at: int
    closed_at: int | None
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class TermClock:
    """What the authority answers for, up to the first decision, the withdrawal or now, in days local to the region.

    `used`: working days after the one the term counts from, `paused` ones left out where pauses stop the term. Of a
    pause those days count that lie after the one it began on. `due_on`: the due day in force; before the registration
    the last day to register.
    """

    counts_from: date | None
    working_days: int | None
    used: int
    paused: int
    pauses_stop_term: bool
    due_on: date
    over_term: bool


@dataclass(frozen=True, slots=True)
class ClaimDelays:
    """Where one claim's time went. `until`: the instant up to which it is counted, epoch seconds.

    `paused_s`: the part of the total in which at least one lawful pause was open, however many waits there were beside.
    """

    claim: UUID
    version: int
    until: int
    ended: bool
    total_s: int
    total_working_s: int
    paused_s: int
    paused_working_s: int
    pauses: list[Pause]
    term: TermClock
    clamped: int
    waits: list[ShownWait]


def of_claim(connection: Connection, claim: UUID, *, now: int) -> ClaimDelays | None:
    """The claim's waits, closed and running, in the order in which they opened; None if it is not known here."""
    found = _ledger(connection, claim)
    if found is None:
        return None
    version, ledger = found
    shown = [*_closed_waits(connection, claim), *(_running(ledger, wait) for wait in ledger.running(now))]
    (total_s, total_working_s), (paused_s, paused_working_s) = ledger.totals(now), ledger.paused(now)
    return ClaimDelays(
        claim=claim,
        version=version,
        until=ledger.ended_at if ledger.ended_at is not None else max(now, ledger.last_at),
        ended=ledger.ended_at is not None,
        total_s=total_s,
        total_working_s=total_working_s,
        paused_s=paused_s,
        paused_working_s=paused_working_s,
        pauses=ledger.pauses,
        term=term_clock(ledger, now),
        clamped=ledger.clamped,
        waits=sorted(shown, key=_as_opened),
    )


def term_clock(ledger: Ledger, now: int) -> TermClock:
    """The term's own clock at an instant (epoch seconds)."""
    state = ledger.state
    zone = time_zone(ledger.zone)
    today = local_day(_instant(now), zone)
    ended_on = today if ledger.first_ended_at is None else local_day(_instant(ledger.first_ended_at), zone)
    limit = term.limit(state, today)
    stops = edition(state.term_edition or state.edition).pauses_stop_term
    counts_from, length = _counted_from(ledger)
    used = _worked(ledger, counts_from, ended_on)
    paused = used & {day for pause in ledger.pauses for day in _days_of(ledger, pause, ended_on)}
    return TermClock(
        counts_from=counts_from,
        working_days=length,
        used=len(used - paused if stops else used),
        paused=len(paused),
        pauses_stop_term=stops,
        due_on=limit.on(today),
        over_term=limit.is_over(ended_on, today),
    )


def _counted_from(ledger: Ledger) -> tuple[date | None, int | None]:
    """The day from which the term counts, and its length in working days; none before the registration."""
    for reason in ledger.state.due_reasons:
        if reason["kind"] == "TERM":
            return date.fromisoformat(reason["start_on"]), reason["working_days"]
    return None, None


def _worked(ledger: Ledger, after: date | None, until: date) -> set[date]:
    """The working days after one day and up to another, by the calendar of the term and as far as its table goes."""
    if after is None:
        return set()
    days = calendar(ledger.state.term_calendar or ledger.state.calendar)
    return {day for day in _between(after, min(until, days.table.last_day)) if days.is_working_day(day)}


def _days_of(ledger: Ledger, pause: Pause, until: date) -> Iterator[date]:
    zone = time_zone(ledger.zone)
    last = until if pause.closed_at is None else min(until, local_day(_instant(pause.closed_at), zone))
    return _between(local_day(_instant(pause.opened_at), zone), last)


def _between(after: date, until: date) -> Iterator[date]:
    return (after + n * DAY for n in range(1, (until - after).days + 1))


def _instant(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _ledger(connection: Connection, claim: UUID) -> tuple[int, Ledger] | None:
    """The account at the version that the ledger's lines have; for the moment in which it has another, folded again."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.version, a.version, a.ledger FROM {delays.name}.rows r"
            f" LEFT JOIN {accounts.name}.rows a USING (stream) WHERE r.stream = %s",
            (str(claim),),
        )
        found = cursor.fetchone()
    if found is None:
        return None
    version, of_account, packed = found
    if version == of_account:
        return version, accounts.row.object([packed]).ledger
    ledger = Ledger()
    for recorded in recorded_of(connection, [claim], None):
        if recorded.version <= version:
            event = event_of(recorded)
            assert isinstance(event, ClaimEvent)
            ledger.apply(event)
    return version, ledger


def _closed_waits(connection: Connection, claim: UUID) -> list[ShownWait]:
    assert delays.line
    names = ", ".join(delays.line.names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {delays.name}.lines WHERE stream = %s", (str(claim),))
        return [_closed(delays.line.object(values)) for values in cursor.fetchall()]


def _closed(kept: DelaysLine) -> ShownWait:
    return ShownWait(
        wait=kept.wait,
        stage=kept.stage,
        holder={"kind": kept.holder, "code": kept.holder_code or None},
        liable={"kind": kept.liable, "code": kept.liable_code or None},
        cause=kept.cause,
        registry=kept.registry or None,
        came_of=kept.came_of or None,
        pause=kept.pause,
        opened_at=kept.opened_at,
        closed_at=kept.closed_at,
        seconds=Seconds(
            1,
            0,
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
        pause=wait.pause,
        opened_at=wait.opened_at,
        closed_at=None,
        seconds=Seconds(1, 1, *counted(wait)),
    )


def _as_opened(wait: ShownWait) -> tuple[int, str]:
    """By the version that opened it, then by id."""
    return int(wait.wait.rpartition("/")[2]), wait.wait
