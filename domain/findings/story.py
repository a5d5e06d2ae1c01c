"""A claim's history as rules look at it: what happened when, how it stood then, which waits there were."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Final, Self
from zoneinfo import ZoneInfo

from domain.act import PARTY_OF
from domain.calendar import Calendar, calendar
from domain.events import ClaimEvent, DocumentRequested
from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from domain.state import ClaimState, PartyRef, party
from domain.term import limit
from domain.vocabulary import Role
from domain.wait import ClosedWait, Wait

OUTSTANDING: Final = "OUTSTANDING"


@dataclass(frozen=True, slots=True)
class Found:
    """Something a rule found. Instants in epoch seconds.

    `thing`: what of the claim it is about, so that it is found once. `events`: the versions it rests on. `who`: who
    answers for it. From `since` to `until` (None: it goes on) are the seconds at stake; none where both are the same.
    """

    thing: str
    events: tuple[int, ...]
    who: PartyRef
    since: int
    until: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """An event, its clamped instant and local day, and what was so after it: who was in charge, what was waited for,
    the due day in force on that day (only where a paper was demanded: nobody else asks)."""

    event: ClaimEvent
    at: int
    day: date
    office: str
    waits: tuple[Wait, ...]
    due: date | None

    @property
    def version(self) -> int:
        return self.event.originator_version

    @property
    def said_at(self) -> int:
        """When it happened by its own account."""
        return int(self.event.happened_at.timestamp())

    @property
    def by(self) -> PartyRef:
        """Who recorded it, as what, for which office."""
        kind = PARTY_OF[Role(self.event.by["role"])]
        return party(kind, None if self.event.by["role"] == Role.SERVICE else self.event.office)


@dataclass(slots=True)
class Story:
    """Folded once over the whole history. `demands`: when each was made and when it ended; None: not yet."""

    now: int
    today: date
    steps: list[Step] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    closed: list[ClosedWait] = field(default_factory=list)
    demands: dict[str, tuple[Step, int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Sequence[ClaimEvent], now: datetime) -> Self:
        """Events that happened after `now` are looked at all the same; nothing is asked about them before."""
        story = cls(int(now.timestamp()), date.min)
        for event in events:
            story._take(event)
        story.now = max(story.now, story.ledger.last_at)
        story.today = story.day(story.now)
        return story

    @property
    def state(self) -> ClaimState:
        return self.ledger.state

    @property
    def days(self) -> Calendar:
        return calendar(self.state.calendar)

    @property
    def zone(self) -> ZoneInfo:
        return time_zone(self.ledger.zone)

    def day(self, at: int) -> date:
        return local_day(datetime.fromtimestamp(at, UTC), self.zone)

    def of_kind(self, *kinds: type[ClaimEvent]) -> Iterator[Step]:
        return (step for step in self.steps if isinstance(step.event, kinds))

    def step(self, version: int) -> Step:
        return self.steps[version - 1]

    def last_before(self, version: int, kind: type[ClaimEvent]) -> Step | None:
        """The last event of a kind before a version."""
        return next((step for step in reversed(self.steps[: version - 1]) if isinstance(step.event, kind)), None)

    def _take(self, event: ClaimEvent) -> None:
        self.closed += self.ledger.apply(event)
        at, state = self.ledger.last_at, self.state
        day = self.day(at)
        due = limit(state, day).on(day) if isinstance(event, DocumentRequested) else None
        step = Step(event, at, day, state.office, tuple(replace(wait) for wait in self.ledger.open), due)
        self.steps.append(step)
        if isinstance(event, DocumentRequested):
            self.demands[event.demand] = step, None
        for demand, (made, ended) in self.demands.items():
            if ended is None and state.demands[demand].status != OUTSTANDING:
                self.demands[demand] = made, at
