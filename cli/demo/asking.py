"""How registries are asked in the demo, and the two days on which one of them did not answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cli.demo.family import Family
from cli.demo.places import SERVICE
from cli.demo.script import Json, Opened, Shown
from cli.demo.teller import Teller
from domain.event import instant
from domain.vocabulary import Fact, GapCause, Party, Registry, WaitCause
from domain.vocabulary import LookupOutcome as Outcome

OUTAGE: Final = Registry.CIVIL_STATUS
OUTAGE_FROM: Final = datetime(2019, 4, 16, tzinfo=UTC)
OUTAGE_UNTIL: Final = datetime(2019, 4, 18, 2, tzinfo=UTC)
"""the civil status system answers nobody on 16 and 17 April: a cause of ours, no event of that year"""
ADDRESS: Final = (Fact.RESIDENCE, Fact.STREET, Fact.HOUSE, Fact.FLAT)
FIELDS: Final = {Fact.HOUSE: "house", Fact.FLAT: "flat", Fact.FATHER: "father"}
"""the field of the record that is empty where the fact is missing"""
FOUND: Final = frozenset({Outcome.FOUND_COMPLETE, Outcome.FOUND_INCOMPLETE})
WHY: Final = {
    Outcome.FOUND_INCOMPLETE: GapCause.NOT_FILLED,
    Outcome.NOT_FOUND: GapCause.NOT_FILLED,
    Outcome.OUTSIDE_COVERAGE: GapCause.OUTSIDE_COVERAGE,
    Outcome.TIMEOUT: GapCause.INTEGRATION,
    Outcome.UNAVAILABLE: GapCause.INTEGRATION,
    Outcome.ACCESS_DENIED: GapCause.INTEGRATION,
    Outcome.CONSENT_REQUIRED: GapCause.CONSENT,
    Outcome.CONFLICT: GapCause.CONTRADICTION,
}
"""what was missing, and so the quarrel's cause of it (docs/reference/verdicts.md)"""
QUEUE: Final = Opened(Party.SYSTEM, WaitCause.QUEUE)
RETRY_BY: Final = {Outcome.TIMEOUT: Party.BUS.value, Outcome.UNAVAILABLE: f"{Party.REGISTRY}:{OUTAGE}"}


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to one registry and its answer. `came_of`: what the answer is judged to be, if not `outcome`."""

    subject: str
    registry: Registry
    facts: tuple[Fact, ...]
    outcome: Outcome = Outcome.FOUND_COMPLETE
    missing: tuple[Fact, ...] = ()
    came_of: Outcome | None = None

    @property
    def lacking(self) -> tuple[Fact, ...]:
        """The facts that it does not give."""
        return self.missing if self.outcome in FOUND else self.facts


def usual(family: Family) -> list[Ask]:
    """What is asked about every family, and everything is found."""
    mother = family.applicant
    return [
        Ask(mother, Registry.PERSONS, (Fact.IDENTITY,)),
        Ask(mother, Registry.ADDRESS_REGISTER, ADDRESS),
        Ask(mother, Registry.PENSION, (Fact.INCOME,)),
        Ask(mother, Registry.REAL_ESTATE, (Fact.PROPERTY,)),
        *(Ask(child, Registry.CIVIL_STATUS, (Fact.BIRTH,)) for child, _ in family.children),
    ]


def instead(asks: Sequence[Ask], other: Ask) -> list[Ask]:
    """The same questions, but to this one the registry answers otherwise."""
    return [other if (ask.subject, ask.registry) == (other.subject, other.registry) else ask for ask in asks]


def look_up(
    teller: Teller,
    asks: Sequence[Ask],
    *,
    unconnected: Sequence[tuple[str, Fact]] = (),
    meanwhile: Callable[[], None] | None = None,
    gives_up: Outcome | None = None,
) -> None:
    """Ask, and get the answers. `unconnected`: facts that no registry is connected for.

    `meanwhile` happens while the answers are out. `gives_up`: how a registry that does not answer is given up on the
    second attempt; without it, it is asked until it answers.
    """
    asking = Asking(teller, asks)
    asking.request(unconnected)
    down = [ask for ask in asks if ask.registry is OUTAGE and OUTAGE_FROM <= teller.diary.at < OUTAGE_UNTIL]
    up = [ask for ask in asks if ask not in down]
    asking.send(down, Outcome.TIMEOUT)
    asking.send(up)
    if meanwhile:
        meanwhile()
    asking.answer(up)
    if down:
        _wait_for(asking, down, gives_up)


class Asking:
    """The questions of one request for checks."""

    def __init__(self, teller: Teller, asks: Sequence[Ask]) -> None:
        self.teller, self.diary = teller, teller.diary
        self.lookups = {ask: teller.next_id("L") for ask in asks}
        self.attempts = dict.fromkeys(asks, 0)

    def request(self, unconnected: Sequence[tuple[str, Fact]]) -> None:
        """All questions wait in one queue; a fact that nobody can be asked for is a gap at once, unattended."""
        needs = [(ask.subject, fact) for ask in self.lookups for fact in ask.facts]
        named = [{"subject": subject, "fact": fact.value} for subject, fact in (*needs, *unconnected)]
        shown = [self._missing(subject, fact, "", GapCause.NO_SOURCE) for subject, fact in unconnected]
        queue = [QUEUE] if self.lookups else []
        self.teller.do(self.teller.caseworker, "checks", {"needs": named}, *queue, *self._gaps(shown), shows=shown)

    def send(self, asks: Sequence[Ask], came_of: Outcome | None = None) -> None:
        """`came_of`: what comes of this attempt, if it does not bring the answer."""
        for ask in asks:
            self.diary.seconds(1, 2)
            self.attempts[ask] += 1
            outcome = came_of or ask.came_of or ask.outcome
            opened = Opened(f"{Party.REGISTRY}:{ask.registry}", WaitCause.LOOKUP, ask.registry, outcome)
            message: Json = {"message": self.diary.uuid()}
            self.teller.do(SERVICE, f"lookups/{self.lookups[ask]}/attempts", message, opened)

    def fail(self, asks: Sequence[Ask], outcome: Outcome) -> None:
        """No answer to this attempt: until the next one whoever caused that answers for the waiting."""
        for ask in asks:
            self.diary.seconds(20, 30)
            body: Json = {
                "outcome": outcome.value,
                "latency_ms": 20_000,
                "retry_at": instant(self.diary.at + timedelta(hours=1)),
            }
            opened = Opened(RETRY_BY[outcome], WaitCause.RETRY, ask.registry)
            self.teller.do(SERVICE, self._attempt(ask, "failure"), body, opened)

    def answer(self, asks: Sequence[Ask], given_up: Outcome | None = None) -> None:
        """Every fact that an answer lacks is a gap, and the office has to do something about it."""
        for ask in asks:
            self.diary.seconds(1, 6)
            lacking = ask.facts if given_up else ask.lacking
            why = WHY.get(given_up or ask.came_of or ask.outcome)
            missing = [self._missing(ask.subject, fact, ask.registry, why) for fact in lacking]
            given = [Shown(ask.subject, fact) for fact in ask.facts if fact not in lacking]
            answer = self._answer(ask, given_up)
            self.teller.do(
                SERVICE, self._attempt(ask, "answer"), answer, *self._gaps(missing), shows=[*given, *missing]
            )

    def _answer(self, ask: Ask, given_up: Outcome | None) -> Json:
        outcome = given_up or ask.outcome
        found = outcome in FOUND
        empty = {fact: [FIELDS[fact]] if fact in FIELDS else [] for fact in ask.missing} if found else {}
        return {
            "outcome": outcome.value,
            "given": [fact.value for fact in ask.facts if fact not in ask.lacking] if found else [],
            "missing": [{"fact": fact.value, "fields": fields} for fact, fields in empty.items()],
            "raw_status": {"bus": None if given_up else "SCSS001", "service": None},
            "latency_ms": self.diary.dice.randint(250, 4000),
            "evidence": None if given_up else self.diary.digest(),
        }

    def _attempt(self, ask: Ask, what: str) -> str:
        return f"lookups/{self.lookups[ask]}/attempts/{self.attempts[ask]}/{what}"

    def _missing(self, subject: str, fact: Fact, registry: str, cause: GapCause | None) -> Shown:
        gap = self.teller.next_id("G")
        self.teller.gaps[subject, fact] = (gap, registry)
        return Shown(subject, fact, cause, gap)

    def _gaps(self, missing: Sequence[Shown]) -> list[Opened]:
        registries = [self.teller.gaps[each.subject, each.fact][1] for each in missing]
        return [self.teller.office(WaitCause.UNATTENDED_GAP, registry) for registry in registries]


def _wait_for(asking: Asking, down: Sequence[Ask], gives_up: Outcome | None) -> None:
    """Try again after an hour, then every morning, until the registry answers or the question is given up."""
    asking.fail(down, Outcome.TIMEOUT)
    asking.diary.minutes(50, 70)
    if gives_up:
        asking.send(down, gives_up)
        asking.diary.seconds(20, 30)
        asking.answer(down, gives_up)
        return
    while asking.diary.at < OUTAGE_UNTIL:
        asking.send(down, Outcome.UNAVAILABLE)
        asking.fail(down, Outcome.UNAVAILABLE)
        asking.diary.morning()
    asking.send(down)
    asking.answer(down)
