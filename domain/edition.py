"""What an edition of the rules can be asked. Its figures come from policy/*.toml alone; policy.py reads them.

The edition of submission judges facts, verdicts and legal bases; that of registration gives the term and the grounds of
refusal. Events store both codes, so that a deadline or a verdict can be computed again years later.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal, TypedDict

from domain.calendar import Calendar
from domain.errors import UnknownBasis, UnknownCode
from domain.vocabulary import Channel, Coverage, DocumentType, Fact, RefusalGround, Registry, StateBody


class Starts(StrEnum):
    """What a term counts from."""

    REGISTRATION = "REGISTRATION"
    SUBMISSION = "SUBMISSION"


class DayUnit(StrEnum):
    """Which days a limit counts: those worked, or all."""

    WORKING = "WORKING"
    CALENDAR = "CALENDAR"


@dataclass(frozen=True, slots=True)
class Limit:
    """A length whose unit the law has changed: days after the start day, which itself never counts."""

    days: int
    unit: DayUnit

    def last_day(self, start: date, calendar: Calendar) -> date:
        """The day it ends on. One counted in all days may end on a day off: no text that moves it has been read."""
        if self.unit is DayUnit.WORKING:
            return calendar.count(start, self.days).due_on
        return start + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Term:
    """How long the authority has for a claim, in working days after the start day."""

    working_days: int
    starts: Starts


class TermReason(TypedDict):
    """Where a deadline comes from."""

    kind: Literal["TERM"]
    channel: str
    starts: str
    start_on: str
    working_days: int
    edition: str
    calendar: str


class SkippedReason(TypedDict):
    """A day on the way that did not count; `why` is the calendar's code."""

    kind: Literal["SKIPPED"]
    day: str
    why: str


Reason = TermReason | SkippedReason


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day and everything it follows from, in JSON values: an event stores both."""

    due_on: date
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FactRule:
    """Where a fact is asked for. Facts of one `record` can be asked in one lookup; no registry = none is connected."""

    registry: Registry | None
    record: str
    akimat_fills: bool
    state_body: StateBody | None
    documents: frozenset[DocumentType]


@dataclass(frozen=True, slots=True)
class Basis:
    """A rule a demand for a paper may rest on."""

    code: str
    facts: frozenset[Fact]
    documents: frozenset[DocumentType]

    def covers(self, fact: Fact, document: DocumentType | None = None) -> bool:
        """Whether it speaks of the fact, and of the paper if one is named; if not, it counts as no basis at all."""
        return fact in self.facts and (document is None or document in self.documents)


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule's standing: which text it rests on, and whether that text was read and says so."""

    path: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """The rules in force from a day until the next edition. `_days` are working days unless the name says otherwise."""

    code: str
    valid_from: date
    facts: Mapping[Fact, FactRule]
    windows: Mapping[Fact, date]  # civil act -> first day of electronic records
    bases: Mapping[str, Basis]
    terms: Mapping[Channel, Term]
    refusal_grounds: frozenset[RefusalGround]
    grounds_needing_conclusion: frozenset[RefusalGround]
    approval_needs_conclusion: bool
    quorum: int
    register_by_days: int
    state_request_days: int
    complaint: Limit
    dating_back_days: int
    extension_calendar_days: int
    extension_notice_days: int
    pauses_stop_term: bool
    entries: tuple[Entry, ...]

    # facts

    def lists(self, fact: Fact) -> bool:
        """Whether the claim needs the fact from a registry, connected or not."""
        return fact in self.facts

    def registry_for(self, fact: Fact) -> Registry | None:
        """The registry that is asked; None where none is connected or the fact is not listed."""
        return rule.registry if (rule := self.facts.get(fact)) else None

    def record_of(self, fact: Fact) -> str | None:
        """The act or record the fact stands on: one lookup asks about one record."""
        return rule.record if (rule := self.facts.get(fact)) else None

    def act_of(self, fact: Fact) -> Fact | None:
        """The civil act whose window the fact has (FATHER: BIRTH); None for facts without a window."""
        record = self.record_of(fact)
        return next((act for act in self.windows if act.value == record), None)

    def akimat_fills(self, fact: Fact) -> bool:
        return (rule := self.facts.get(fact)) is not None and rule.akimat_fills

    def state_body_for(self, fact: Fact, coverage: Coverage) -> StateBody | None:
        """Who else in the state can fill the fact, also before its window; nobody for an act registered abroad."""
        if coverage is Coverage.ABROAD:
            return None
        return rule.state_body if (rule := self.facts.get(fact)) else None

    def documents_for(self, fact: Fact) -> frozenset[DocumentType]:
        """The papers that show a fact. CONSENT shows none: it only lets the registry be asked."""
        return rule.documents if (rule := self.facts.get(fact)) else frozenset({DocumentType.OTHER})

    # coverage

    def coverage(self, fact: Fact, act_on: date | None, abroad: bool) -> Coverage:
        """Whether the registry can know the fact. `act_on`, `abroad`: of the civil act the fact stands on (`act_of`).

        Facts of no civil act are inside, and so is an act without a date: what is not known to be outside, is inside.
        """
        act = self.act_of(fact)
        if act is None:
            return Coverage.INSIDE
        if abroad:
            return Coverage.ABROAD
        return Coverage.OUTSIDE if act_on is not None and act_on < self.windows[act] else Coverage.INSIDE

    def coverages(self, acts: Mapping[Fact, date], abroad: Set[Fact] = frozenset()) -> dict[Fact, Coverage]:
        """The verdict for every fact that has a window, from the dates of a person's civil acts and those abroad."""
        if strange := (set(acts) | abroad) - set(self.windows):
            raise UnknownCode("civil act", min(strange), self.windows)
        verdicts = {}
        for fact in self.facts:
            if act := self.act_of(fact):
                verdicts[fact] = self.coverage(fact, acts.get(act), abroad=act in abroad)
        return verdicts

    # bases and decisions

    def basis(self, code: str) -> Basis:
        if code not in self.bases:
            raise UnknownBasis(f"legal basis (edition {self.code})", code, self.bases)
        return self.bases[code]

    def needs_conclusion(self, ground: RefusalGround | None) -> bool:
        """Whether a commission's conclusion must stand before the decision; no ground = an approval."""
        return self.approval_needs_conclusion if ground is None else ground in self.grounds_needing_conclusion

    # terms

    def term(self, channel: Channel) -> Term:
        return self.terms[channel]

    def due(self, channel: Channel, submitted_on: date, registered_on: date, calendar: Calendar) -> Deadline:
        """The term's last day and why: the same answer for ever from edition, calendar version and these days."""
        term = self.term(channel)
        start = registered_on if term.starts is Starts.REGISTRATION else submitted_on
        count = calendar.count(start, term.working_days)
        begun = TermReason(
            kind="TERM",
            channel=channel.value,
            starts=term.starts.value,
            start_on=start.isoformat(),
            working_days=term.working_days,
            edition=self.code,
            calendar=calendar.version,
        )
        skipped = (SkippedReason(kind="SKIPPED", day=day.isoformat(), why=why) for day, why in count.skipped)
        return Deadline(count.due_on, (begun, *skipped))

    def register_by(self, submitted_on: date, calendar: Calendar) -> date:
        """The last day to register a claim; from then on an unregistered claim is over term."""
        return calendar.count(submitted_on, self.register_by_days).due_on

    def state_request_due(self, sent_on: date, calendar: Calendar) -> date:
        """The last day for another state body to answer."""
        return calendar.count(sent_on, self.state_request_days).due_on

    def complaint_due(self, filed_on: date, calendar: Calendar) -> date:
        """The last day for the reviewing body to resolve a complaint."""
        return self.complaint.last_day(filed_on, calendar)
