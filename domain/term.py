"""Which due day is in force, and whether a claim is over its term: computed from what was recorded, never stored.

An extension counts if it was recorded not after the due day then in force, a notice of it was recorded by the second
working day after (until then it counts provisionally), and it ends at most 30 calendar days after the first due day.
Any other stays on record, moves nothing, and is a finding. The figures are the edition's: extension_calendar_days and
extension_notice_days. docs/explanation/terms.md tells it with examples.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.calendar import calendar
from domain.policy import Edition, edition
from domain.state import ClaimState, Extension


class Counts(StrEnum):
    """What an extension is worth."""

    COUNTS = "COUNTS"
    PROVISIONAL = "PROVISIONAL"  # its notice may still be recorded
    LATE = "LATE"  # recorded after the due day in force
    NO_NOTICE = "NO_NOTICE"
    TOO_LONG = "TOO_LONG"


@dataclass(frozen=True, slots=True)
class Standing:
    """An extension, the last day on which its notice can be recorded, and what it is worth."""

    extension: Extension
    notice_by: date
    counts: Counts


@dataclass(frozen=True, slots=True)
class Due:
    """The due day in force. While it rests on a provisional extension: until which day, and which day holds after."""

    day: date
    notice_by: date | None = None
    without: date | None = None

    def on(self, today: date) -> date:
        """The due day in force on a day, if nothing more is recorded."""
        return self.without if self.without and self.notice_by and today > self.notice_by else self.day

    def is_over(self, day: date, today: date) -> bool:
        """Whether what happened (or still waits) on that local day is over term, as judged today."""
        return day > self.on(today)


def due(state: ClaimState, on: date) -> Due | None:
    """The due day in force on a local day; None before the registration."""
    if state.due_on is None:
        return None
    return _in_force(date.fromisoformat(state.due_on), extensions(state, on))


def limit(state: ClaimState, on: date) -> Due:
    """By when the claim's next duty ends: the term's, and before the registration that of registering."""
    return due(state, on) or Due(date.fromisoformat(state.register_by))


def extensions(state: ClaimState, on: date) -> tuple[Standing, ...]:
    """Every extension with what it is worth on a local day, in the order in which they were recorded."""
    found: list[Standing] = []
    for extension in state.extensions:
        found.append(_judged(state, extension, found, on))
    return tuple(found)


def awaited(standings: Iterable[Standing]) -> date | None:
    """Until which day it is not known what all of these are worth; None: it is."""
    return max((each.notice_by for each in standings if each.counts is Counts.PROVISIONAL), default=None)


def _judged(state: ClaimState, extension: Extension, before: list[Standing], on: date) -> Standing:
    """By the due day and the calendar that held when it was recorded."""
    rules = _rules(state)
    recorded_on, first = date.fromisoformat(extension.recorded_on), date.fromisoformat(extension.first_due_on)
    notice_by = calendar(extension.calendar).count(recorded_on, rules.extension_notice_days).due_on
    then = _in_force(first, [_at(standing, recorded_on) for standing in before])
    if recorded_on > then.day:
        return Standing(extension, notice_by, Counts.LATE)
    if date.fromisoformat(extension.due_on) > first + timedelta(days=rules.extension_calendar_days):
        return Standing(extension, notice_by, Counts.TOO_LONG)
    return Standing(extension, notice_by, _noticed(extension, notice_by, on))


def _noticed(extension: Extension, notice_by: date, on: date) -> Counts:
    """A notice that is recorded later than the day asked about is not known on it."""
    told = date.fromisoformat(extension.notice_on) if extension.notice_on else None
    if told and told <= min(notice_by, on):
        return Counts.COUNTS
    return Counts.PROVISIONAL if on <= notice_by else Counts.NO_NOTICE


def _at(standing: Standing, day: date) -> Standing:
    """The same as it was known on an earlier day."""
    if standing.counts in (Counts.LATE, Counts.TOO_LONG):
        return standing
    return Standing(standing.extension, standing.notice_by, _noticed(standing.extension, standing.notice_by, day))


def _in_force(first: date, standings: Iterable[Standing]) -> Due:
    """The latest day of what counts. Of provisional extensions the last is told last: with it all others have ended."""
    sure, provisional = first, None
    for each in standings:
        if each.counts is Counts.COUNTS:
            sure = max(sure, _day(each))
        elif each.counts is Counts.PROVISIONAL and (provisional is None or _day(each) >= _day(provisional)):
            provisional = each
    if provisional is None or _day(provisional) <= sure:
        return Due(sure)
    return Due(_day(provisional), provisional.notice_by, sure)


def _day(standing: Standing) -> date:
    return date.fromisoformat(standing.extension.due_on)


def _rules(state: ClaimState) -> Edition:
    return edition(state.term_edition or state.edition)
