"""A claim's life in words: what happened in order, which waits each event opened and closed, and what was corrected.

Folded from the events alone, with the delay ledger: the same account that every figure rests on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from domain.events import ClaimEvent, ClaimSubmitted, CorrectionRecorded
from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from domain.vocabulary import Language
from domain.wait import ClosedWait, Wait
from words.cast import Cast, akim_of
from words.catalogue import code, say
from words.events import Telling, sentence, title
from words.lengths import length

DATED_BACK: Final = "dated_back"  # it happened on an earlier local day than it was recorded
CLAMPED: Final = "clamped"  # it says that it happened before its predecessor


@dataclass(frozen=True, slots=True)
class Noted:
    """Something beside an event: a wait that it opened or closed, a mark, a correction; with its words."""

    about: str
    words: str
    version: int | None = None  # of the correction


@dataclass(frozen=True, slots=True)
class Told:
    """One event as a reader is told it. `local`: when it happened, on the wall where the claim is."""

    event: ClaimEvent
    local: datetime
    title: str
    words: str
    by: str
    opened: tuple[Noted, ...]
    closed: tuple[Noted, ...]
    marks: tuple[Noted, ...]
    corrections: tuple[Noted, ...] = ()

    @property
    def version(self) -> int:
        return self.event.originator_version


def timeline(events: Sequence[ClaimEvent], lang: Language, after: int = 0, limit: int | None = None) -> list[Told]:
    """At most `limit` events above version `after`. All are folded: later ones may correct what stands on the page."""
    first = events[0]
    assert isinstance(first, ClaimSubmitted), "a claim begins with its submission"
    told, corrections = list[Told](), dict[int, list[Noted]]()
    for step in _steps(events):
        version = step.event.originator_version
        if version > after and (limit is None or version <= after + limit):
            told.append(_told(step, first, lang))
        if isinstance(step.event, CorrectionRecorded):
            note = Noted(step.event.field, sentence(_telling(step, first, lang)), version)
            corrections.setdefault(step.event.wrong, []).append(note)
    return [replace(each, corrections=tuple(corrections.get(each.version, ()))) for each in told]


@dataclass(frozen=True, slots=True)
class Step:
    """An event and what it did to the ledger."""

    event: ClaimEvent
    ledger: Ledger
    came_from: str
    names: list[str]
    clamped: bool
    opened: list[Wait]
    closed: list[ClosedWait]


def _steps(events: Sequence[ClaimEvent]) -> Iterator[Step]:
    """The fold, a step at a time: each is told before the next one changes the ledger."""
    ledger, names = Ledger(), list[str]()
    for event in events:
        came_from, clamped = ledger.state.stage, ledger.clamped
        closed = ledger.apply(event)
        names.append(event.TOPIC)
        opened = [wait for wait in ledger.open if wait.version == event.originator_version]
        yield Step(event, ledger, came_from, names, ledger.clamped > clamped, opened, closed)


def _told(step: Step, first: ClaimSubmitted, lang: Language) -> Told:
    telling = _telling(step, first, lang)
    event, cast = step.event, telling.cast
    return Told(
        event=event,
        local=_local(step),
        title=title(event.TOPIC, lang),
        words=sentence(telling),
        by=say("by", lang, role=code("Role", event.by["role"], lang), office=event.office),
        opened=tuple(Noted(wait.id, _opened(wait, cast)) for wait in step.opened),
        closed=tuple(Noted(wait.id, _closed(wait, lang)) for wait in step.closed),
        marks=tuple(Noted(mark, say(f"mark-{mark}", lang)) for mark in _marks(step)),
    )


def _telling(step: Step, first: ClaimSubmitted, lang: Language) -> Telling:
    ledger = step.ledger
    cast = Cast(lang, _local(step).date(), first.members, akim_of(first.channel, first.office))
    return Telling(step.event, ledger.state, step.came_from, cast, ledger.zone, step.names)


def _local(step: Step) -> datetime:
    return step.event.happened_at.astimezone(time_zone(step.ledger.zone))


def _opened(wait: Wait, cast: Cast) -> str:
    names = {"holder": cast.party(wait.holder), "liable": cast.party(wait.liable)}
    pause = "yes" if wait.pause else "no"
    return say("wait-opened", cast.lang, wait=code("WaitKind", wait.kind, cast.lang), pause=pause, **names)


def _closed(wait: ClosedWait, lang: Language) -> str:
    return say("wait-closed", lang, wait=code("WaitKind", wait.kind, lang), length=length(wait.open_s, lang))


def _marks(step: Step) -> Iterator[str]:
    zone = time_zone(step.ledger.zone)
    if local_day(step.event.happened_at, zone) < local_day(step.event.timestamp, zone):
        yield DATED_BACK
    if step.clamped:
        yield CLAMPED
