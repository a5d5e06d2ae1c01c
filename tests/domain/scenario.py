"""Given what happened, when a command comes, then this is recorded, or it is refused.

Everything is driven through the commands of `Claim`, from the submission on; no state is put together by hand. Each
command has canonical arguments in `USUAL`, so that a test names only what it is about. The clock stands at 10:00 on
1 April 2019 in Almaty and moves on by a minute after every command; `at` sets it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from domain.act import Act
from domain.allowed import MAY
from domain.checks import Need
from domain.claim import Claim
from domain.errors import Refusal
from domain.event import Event, Request
from domain.events import ClaimEvent
from domain.ledger import ClosedWait, Ledger, Wait
from domain.vocabulary import Fact, LookupOutcome, Role, WaitKind
from tests.domain.examples import BABY, CLAIM, DIGEST
from tests.domain.usual import OFFICE_OF, USUAL

ALMATY: Final = ZoneInfo("Asia/Almaty")
MINUTE: Final = timedelta(minutes=1)
BEGIN: Final = datetime(2019, 4, 1, 10, tzinfo=ALMATY)

Command = Callable[..., None]


@dataclass(slots=True)
class Clock:
    """The one clock of a scenario."""

    now: datetime = BEGIN

    def tick(self) -> datetime:
        now = self.now
        self.now += MINUTE
        return now


@dataclass(slots=True)
class Scenario:
    """A claim and what happened to it; `new` is what the last command recorded."""

    claim: Claim = field(default_factory=lambda: Claim.blank(CLAIM))
    clock: Clock = field(default_factory=Clock)
    ledger: Ledger = field(default_factory=Ledger)
    closed: list[ClosedWait] = field(default_factory=list)
    history: list[ClaimEvent] = field(default_factory=list)
    new: list[ClaimEvent] = field(default_factory=list)
    refusal: Refusal | None = None

    def act(self, role: Role, *, occurred_at: datetime | None = None, office: str | None = None, key: str = "") -> Act:
        now = self.clock.tick()
        request: Request | None = {"key": key, "digest": DIGEST} if key else None
        return Act(f"a-{role}", role, office or OFFICE_OF[role], occurred_at or now, now, request)

    def do(
        self,
        command: Command,
        *,
        role: Role | None = None,
        act: Act | None = None,
        office: str | None = None,
        **other: Any,
    ) -> None:
        """The command, with its usual arguments but for those named, by whoever may give it."""
        name = command.__name__
        act = act or self.act(role or usual_role(name), office=office)
        command(self.claim, **USUAL[name] | other, act=act)
        self.new = [event for event in self.claim.collect_events() if isinstance(event, ClaimEvent)]
        self.history += self.new
        for event in self.new:
            self.closed += self.ledger.apply(event)

    def when(
        self,
        command: Command,
        *,
        role: Role | None = None,
        act: Act | None = None,
        office: str | None = None,
        **other: Any,
    ) -> Self:
        """What the command records or why it is refused; a refused one must leave everything as it was."""
        self.refusal = None
        before = self.claim.version, repr(self.claim.state)
        try:
            self.do(command, role=role, act=act, office=office, **other)
        except Refusal as refusal:
            self.refusal, self.new = refusal, []
        if self.refusal:
            assert (self.claim.version, repr(self.claim.state)) == before, f"recorded, though refused: {self.refusal}"
        return self

    def then(self, *expected: "Recorded") -> Self:
        """Exactly these events were recorded, in this order."""
        if self.refusal:
            raise AssertionError(f"refused: {self.refusal}") from self.refusal
        assert [type(event).__name__ for event in self.new] == [one.kind.__name__ for one in expected]
        for event, one in zip(self.new, expected, strict=True):
            assert {name: getattr(event, name) for name in one.fields} == one.fields
        return self

    def refused(self, kind: type[Refusal], *words: str) -> Self:
        """Refused so, with these words in the message, and nothing was recorded."""
        assert type(self.refusal) is kind, f"expected {kind.__name__}, got {self.refusal!r}"
        for word in words:
            assert word in str(self.refusal)
        return self

    def wait(self, kind: WaitKind) -> Wait:
        """The one open wait of that kind."""
        found = [wait for wait in self.ledger.open if wait.kind == kind]
        assert len(found) == 1, f"{len(found)} open waits {kind}; open: {[wait.id for wait in self.ledger.open]}"
        return found[0]

    def open(self) -> list[str]:
        """The open waits as kind/object."""
        return [f"{wait.kind}/{wait.object}" for wait in self.ledger.open]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event of a class, with the fields that the test is about."""

    kind: type[Event]
    fields: dict[str, Any]


def recorded(kind: type[Event], /, **fields: Any) -> Recorded:
    return Recorded(kind, fields)


Step = Callable[[Scenario], None]


def given(*steps: Step) -> Scenario:
    scenario = Scenario()
    for step in steps:
        step(scenario)
    return scenario


def usual_role(command: str) -> Role:
    """The first role that may give the command."""
    return next(role for role, commands in MAY.items() if command in commands)


# steps


def did(command: Command, **other: Any) -> Step:
    return lambda scenario: scenario.do(command, **other)


def at(local: str) -> Step:
    """The clock shows this local time, as 2019-04-03 10:00, in Almaty."""

    def step(scenario: Scenario) -> None:
        scenario.clock.now = local_time(local)

    return step


def local_time(local: str, zone: ZoneInfo = ALMATY) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=zone)


def submitted(**other: Any) -> Step:
    return did(Claim.submit, **other)


def registered(**other: Any) -> Step:
    """Submitted and registered."""

    def step(scenario: Scenario) -> None:
        if not scenario.claim.version:
            scenario.do(Claim.submit)
        scenario.do(Claim.register, **other)

    return step


def asked(*facts: Fact, subject: str = BABY) -> Step:
    """The facts were asked for; each question is queued."""
    return did(Claim.request_checks, needs=[Need(subject, fact) for fact in facts])


def sent(lookup: str = "L1") -> Step:
    return did(Claim.request_lookup, lookup=lookup)


def failed(lookup: str = "L1", attempt: int = 1, outcome: LookupOutcome = LookupOutcome.TIMEOUT) -> Step:
    return did(Claim.fail_lookup, lookup=lookup, attempt=attempt, outcome=outcome)


def answered(lookup: str = "L1", outcome: LookupOutcome = LookupOutcome.NOT_FOUND, **other: Any) -> Step:
    """`gives`: the facts given; the other facts asked are missing where a record was found."""

    def step(scenario: Scenario) -> None:
        scenario.do(Claim.complete_lookup, **answer(scenario.claim, lookup, outcome, **other))

    return step


def answer(
    claim: Claim, lookup: str, outcome: LookupOutcome, gives: Sequence[Fact] = (), **other: Any
) -> dict[str, Any]:
    """The arguments of an answer that says so about every fact asked; to the last attempt, unless one is named."""
    question = claim.state.questions[lookup]
    given = question.facts if outcome is LookupOutcome.FOUND_COMPLETE else [fact.value for fact in gives]
    return {
        "lookup": lookup,
        "attempt": question.attempt,
        "outcome": outcome,
        "given": [Fact(fact) for fact in given],
        "missing": [{"fact": fact, "fields": [fact.lower()]} for fact in question.facts if fact not in given],
    } | other


def looked_up(*facts: Fact, outcome: LookupOutcome, subject: str = BABY, **other: Any) -> Step:
    """Asked, sent and answered: one question about these facts of one record."""

    def step(scenario: Scenario) -> None:
        asked(*facts, subject=subject)(scenario)
        lookup = list(scenario.claim.state.questions)[-1]
        sent(lookup)(scenario)
        answered(lookup, outcome, **other)(scenario)

    return step
