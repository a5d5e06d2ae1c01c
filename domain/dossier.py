"""What the commands of a claim stand on: whether they may act now, what they name, what an answer brings about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from domain import events
from domain.act import Act, earliest_day
from domain.allowed import RECEIVES, require_role, require_stage
from domain.calendar import Calendar, calendar
from domain.checks import Need
from domain.errors import AlreadyDone, DatedBackTooFar, InTheFuture, NeverAsked, NotYourFile
from domain.event import Event, instant
from domain.lookups import Answer, cause_and_owner
from domain.policy import Edition, edition
from domain.regions import local_day, region_of, zone_of
from domain.state import ClaimState, Demand, Gap, Question
from domain.stream import Stream
from domain.vocabulary import DemandWithdrawal, LookupOutcome, Role

T = TypeVar("T")


class Dossier(Stream):
    """A claim's stream with its state; `Claim` adds the commands."""

    state: ClaimState

    @classmethod
    def takes(cls, event: Event) -> bool:
        return isinstance(event, events.ClaimEvent)

    def begin(self) -> None:
        self.state = ClaimState()

    def took(self, event: Event) -> None:
        super().took(event)
        assert isinstance(event, events.ClaimEvent), event
        event.happen(self.state)

    # may it be done

    def _begin(self, command: str, act: Act) -> None:
        """Who, then where the claim stands, then when."""
        require_role(command, act.role)
        require_stage(command, self.state, act.role)
        if command != RECEIVES and self.state.transfer_to and act.office == self.state.transfer_to:
            raise NotYourFile(f"the file is on its way to {act.office}; receive it, and you are in charge")
        check_time(act, rules=self._rules, days=self._days, zone=self._zone)

    @property
    def _rules(self) -> Edition:
        """The edition of submission: it judges facts, verdicts and bases."""
        return edition(self.state.edition)

    @property
    def _days(self) -> Calendar:
        return calendar(self.state.calendar)

    @property
    def _zone(self) -> ZoneInfo:
        return zone_of(self.state.region)

    def _local_day(self, at: datetime) -> date:
        return local_day(at, self._zone)

    # what is named

    def _check_subject(self, subject: str) -> None:
        if subject not in self.state.members:
            raise NeverAsked("member", subject, self.state.members)

    def _check_unit(self, unit: str | None, act: Act) -> None:
        """The unit that an answer names lies in a region of that day. Raises `UnknownRegion`."""
        if unit is not None:
            region_of(unit, self._local_day(act.occurred_at))

    def _check_conclusion(self, version: int | None) -> None:
        if version is not None and version not in self.state.conclusions:
            raise NeverAsked("conclusion of version", version, map(str, self.state.conclusions))

    def _attempted(self, lookup: str, attempt: int) -> Question:
        """The lookup of an answer, if that attempt was ever sent."""
        question = known("lookup", lookup, self.state.questions)
        if not 1 <= attempt <= question.attempt:
            raise NeverAsked(f"attempt of lookup {lookup}", attempt, map(str, range(1, question.attempt + 1)))
        return question

    def _open_gap(self, id: str) -> Gap:
        gap = known("gap", id, self.state.gaps)
        if not gap.open:
            raise AlreadyDone(f"gap {id} is closed; open: {listed(g.id for g in self.state.gaps.values() if g.open)}")
        return gap

    def _paper(self, id: str, *statuses: str) -> Demand:
        demand = known("demand", id, self.state.demands)
        if demand.status not in statuses:
            raise AlreadyDone(f"demand {id} is {demand.status}")
        return demand

    # what an answer brings about

    def _is_settled(self, need: Need) -> bool:
        """Missing and known to be, or shown already."""
        return self.state.is_present(need.subject, need.fact) or bool(self.state.open_gap(need.subject, need.fact))

    def _settle(self, question: Question, answer: Answer, unit: str | None, act: Act) -> None:
        """Close what was given, replace what is missing for another reason now, detect what is newly missing."""
        by = self.version
        shown = [gap for fact in answer.given if (gap := self.state.open_gap(question.subject, fact))]
        missing = [] if self.state.has_ended else self._newly_missing(question, answer)
        self._close(shown, by=by, act=act)
        for number, fact in enumerate(missing, start=1):
            if old := self.state.open_gap(question.subject, fact["fact"]):
                self._record(events.GapClosed, act, gap=old.id, closed_by=by, replaced_by=self._gap_id(number))
        self._withdraw_demands(shown, act)
        for fact in missing:
            self._detect(question.subject, fact, answer.outcome, question=question, unit=unit, act=act)

    def _newly_missing(self, question: Question, answer: Answer) -> list[events.Missing]:
        """Facts for which this was the last answer awaited, and which no open gap of the same outcome names already."""
        subject = question.subject
        return [
            m
            for m in answer.missing
            if not self.state.is_present(subject, m["fact"])
            and not self.state.awaited(subject, m["fact"])
            and not ((gap := self.state.open_gap(subject, m["fact"])) and gap.outcome == answer.outcome)
        ]

    def _close(self, gaps: Sequence[Gap], *, by: int, act: Act) -> None:
        for gap in gaps:
            self._record(events.GapClosed, act, gap=gap.id, closed_by=by, replaced_by=None)

    def _withdraw_demands(self, gaps: Sequence[Gap], act: Act) -> None:
        """A closed gap ends the demands that are outstanding for it."""
        ended = [d for gap in gaps for d in self.state.demands_for(gap.subject, gap.fact, "OUTSTANDING")]
        for demand in ended:
            reason = DemandWithdrawal.GAP_CLOSED.value
            self._record(events.DocumentRequestWithdrawn, act, demand=demand.id, reason=reason)

    def _shown(self, subject: str, fact: str, act: Act) -> None:
        """The event just recorded shows the fact: its gap and the other demands for it end."""
        gap = self.state.open_gap(subject, fact)
        if gap:
            self._close([gap], by=self.version, act=act)
            self._withdraw_demands([gap], act)

    def _detect(
        self,
        subject: str,
        missing: events.Missing,
        outcome: LookupOutcome,
        *,
        question: Question | None = None,
        unit: str | None = None,
        act: Act,
    ) -> None:
        cause, owner = cause_and_owner(
            outcome,
            fact=missing["fact"],
            registry=question.registry if question else None,
            unit=unit or self.state.region,
            edition=self._rules,
        )
        self._record(
            events.GapDetected,
            act,
            gap=self._gap_id(1),
            fact=missing["fact"],
            subject=subject,
            fields=missing["fields"],
            cause=cause.value,
            owner=owner,
            lookup=question.id if question else None,
            unit=unit,
        )

    def _gap_id(self, number: int) -> str:
        return f"G{len(self.state.gaps) + number}"


def check_time(act: Act, *, rules: Edition, days: Calendar, zone: ZoneInfo) -> None:
    """Never later than now; only `service` may date back further than the edition allows."""
    if act.occurred_at > act.now:
        raise InTheFuture(act.at, instant(act.now))
    day, today = local_day(act.occurred_at, zone), local_day(act.now, zone)
    if day == today or act.role is Role.SERVICE:
        return
    earliest = earliest_day(days, today, rules.dating_back_days)
    if day < earliest:
        raise DatedBackTooFar(day.isoformat(), earliest.isoformat())


def known(what: str, id: str, all: Mapping[str, T]) -> T:
    """The thing of that id. Raises `NeverAsked`, which lists the ids there are."""
    if id not in all:
        raise NeverAsked(what, id, all)
    return all[id]


def next_id(letter: str, all: Mapping[str, object]) -> str:
    """Ids are short and speak: L2 is the second lookup of its claim, D1 its first demand."""
    return f"{letter}{len(all) + 1}"


def listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"
