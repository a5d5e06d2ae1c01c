"""The store read claim by claim, in the order of their ids, each folded up to the position that is asked for.

A page of claims is in memory, never more. A claim that cannot be read is named and left out whole: half a history
would be another claim's.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from uuid import UUID

from domain.events import ClaimEvent, ClaimSubmitted
from domain.ledger import ClosedWait, Ledger
from domain.state import ClaimState
from domain.wait import Wait
from exports.asked import Question, Sees
from exports.content import About, about
from projections.delays_of_claim import TermClock, term_clock
from store.errors import BrokenEvent, UnknownEvent
from store.log import Connection, Recorded
from store.mapper import event_of
from store.scan import firsts, whole

STREAMS_AT_ONCE: Final = 200
"""streams of one page, of claims and of applicants"""
EVERYTHING: Final = 2**63 - 1
"""a position that no store reaches"""
REASON_CHARACTERS: Final = 300

Connected = Callable[[], AbstractContextManager[Connection]]
"""lends a connection for one page"""


@dataclass(frozen=True, slots=True)
class Step:
    """An event, and what the claim was after it. `at`: the instant that counts for it, in epoch seconds: when it
    happened, but never before the event before it."""

    recorded: Recorded
    event: ClaimEvent
    at: int
    stage: str
    office: str
    about: About


@dataclass(frozen=True, slots=True)
class Account:
    """What time makes of a claim, up to the position's instant: its running waits, its clocks, its term.

    `total`, `paused`: wall seconds and working seconds.
    """

    running: Sequence[Wait]
    total: tuple[int, int]
    paused: tuple[int, int]
    term: TermClock


@dataclass(frozen=True, slots=True)
class Story:
    """A claim from its first event to the last one up to the position."""

    claim: UUID
    steps: Sequence[Step]
    ledger: Ledger
    closed: Sequence[ClosedWait]
    account: Account

    @property
    def submitted(self) -> ClaimSubmitted:
        event = self.steps[0].event
        assert isinstance(event, ClaimSubmitted)
        return event


@dataclass(frozen=True, slots=True)
class Unread:
    """A claim that could not be read: from which version on, and why."""

    claim: UUID
    version: int
    reason: str


Read = Story | Unread


def stories(
    connected: Connected,
    question: Question,
    *,
    until: int,
    now: int,
    sees: Sees | None = None,
    region: str | None = None,
) -> Iterator[tuple[UUID, list[Read]]]:
    """Pages of claims, each with the last id that was looked at. `now`: epoch seconds, up to which waits run.

    `sees`: None if the asker sees everything; `region`: the KATO prefix without which it sees nothing, so that claims
    of others need not be read. A claim's region is its own for life.
    """
    after: UUID | None = None
    while True:
        with connected() as connection:
            begun = firsts(connection, after=after, limit=STREAMS_AT_ONCE)
            claims = [each for each in begun if each.name == ClaimSubmitted.TOPIC and each.position <= until]
            wanted = [first.stream for first in claims if _is_asked_for(first, question, sees, region)]
            events = whole(connection, wanted, until=EVERYTHING if sees else until) if wanted else []
        if begun:
            after = begun[-1].stream
            yield after, list(_told(events, until, now, sees))
        if len(begun) < STREAMS_AT_ONCE:
            return


def _is_asked_for(first: Recorded, question: Question, sees: Sees | None, region: str | None) -> bool:
    """Of a first event that cannot be read nobody knows; it is named to those who see everything and ask for all."""
    try:
        event = event_of(first)
    except (BrokenEvent, UnknownEvent):
        return sees is None and question.takes_all
    assert isinstance(event, ClaimSubmitted)
    return question.takes(event) and (region is None or event.region.startswith(region))


def _told(events: Sequence[Recorded], until: int, now: int, sees: Sees | None) -> Iterator[Read]:
    for claim, recorded in groupby(events, key=lambda event: event.stream):
        history = list(recorded)
        if sees is None or _is_seen(history, sees):
            yield _folded(claim, [event for event in history if event.position <= until], now)


def _is_seen(history: Sequence[Recorded], sees: Sees) -> bool:
    """By the claim as it stands now, or as far as it can be read: who sees it sees all of it."""
    state = ClaimState()
    for recorded in history:
        try:
            _claim_event(recorded).change(state)
        except MemoryError:
            raise
        except Exception:  # told as unread, to those who see the claim as far as it is known
            break
    return bool(state.region) and sees(state)


def _folded(claim: UUID, history: Sequence[Recorded], now: int) -> Read:
    ledger, steps, closed, recorded = Ledger(), list[Step](), list[ClosedWait](), history[0]
    try:
        for recorded in history:
            event = _claim_event(recorded)
            closed += ledger.apply(event)
            state = ledger.state
            steps.append(Step(recorded, event, ledger.last_at, state.stage, state.office, about(event, state)))
        return Story(claim, steps, ledger, closed, _account(ledger, max(now, ledger.last_at)))
    except MemoryError:
        raise  # says nothing about the event
    except Exception as error:
        return Unread(claim, recorded.version, f"{type(error).__name__}: {error}"[:REASON_CHARACTERS])


def _account(ledger: Ledger, now: int) -> Account:
    return Account(ledger.running(now), ledger.totals(now), ledger.paused(now), term_clock(ledger, now))


def _claim_event(recorded: Recorded) -> ClaimEvent:
    event = event_of(recorded)
    if not isinstance(event, ClaimEvent):
        raise BrokenEvent(f"{recorded.name} in the stream of a claim")
    return event
