"""A deadline counted again, years later, from nothing but what the events name: edition, calendar version and days.

If the answer is another than the recorded one, somebody changed an edition or a calendar table that was in force.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypedDict

from domain.calendar import calendar
from domain.edition import Reason, SkippedReason
from domain.policy import edition
from domain.regions import local_day, zone_of
from domain.state import ClaimState
from domain.vocabulary import Channel


class RegisterByReason(TypedDict):
    """Where the last day of registering comes from: the only deadline of a claim that is not registered."""

    kind: Literal["REGISTER_BY"]
    start_on: str
    working_days: int
    edition: str
    calendar: str


AnyReason = Reason | RegisterByReason


@dataclass(frozen=True, slots=True)
class Replay:
    """A last day counted again and why, beside the recorded one. `agrees`: in the day and in every reason on record."""

    due_on: date
    reasons: tuple[AnyReason, ...]
    recorded: date
    edition: str
    calendar: str
    agrees: bool


def replay(state: ClaimState) -> Replay:
    """The term's last day without extensions, which have rules of their own (domain/term.py); before the registration,
    the last day of registering."""
    return _registration(state) if state.due_on is None else _term(state, state.due_on)


def _term(state: ClaimState, recorded: str) -> Replay:
    rules, days = edition(state.term_edition or ""), calendar(state.term_calendar or "")
    registered_on = date.fromisoformat(state.registered_on or "")
    again = rules.due(Channel(state.channel), _submitted_on(state), registered_on, days)
    agrees = again.due_on.isoformat() == recorded and list(again.reasons) == state.due_reasons
    return Replay(again.due_on, again.reasons, date.fromisoformat(recorded), rules.code, days.version, agrees)


def _registration(state: ClaimState) -> Replay:
    rules, days = edition(state.edition), calendar(state.calendar)
    count = days.count(_submitted_on(state), rules.register_by_days)
    begun = RegisterByReason(
        kind="REGISTER_BY",
        start_on=_submitted_on(state).isoformat(),
        working_days=rules.register_by_days,
        edition=rules.code,
        calendar=days.version,
    )
    recorded = date.fromisoformat(state.register_by)
    reasons: tuple[AnyReason, ...] = (begun, *_skipped(count.skipped))
    return Replay(count.due_on, reasons, recorded, rules.code, days.version, count.due_on == recorded)


def _skipped(days: Iterable[tuple[date, str]]) -> Iterable[SkippedReason]:
    return (SkippedReason(kind="SKIPPED", day=day.isoformat(), why=why) for day, why in days)


def _submitted_on(state: ClaimState) -> date:
    return local_day(datetime.fromisoformat(state.submitted_at), zone_of(state.region))
