"""How a claim comes in, where it lies, and the term that runs: submission, registration, transfers, extensions."""

from typing import Any, TypedDict

from domain.events.base import ClaimEvent
from domain.regions import local_day, zone_of
from domain.state import ClaimState, Extension
from domain.vocabulary import Stage


class Member(TypedDict):
    """A member of the family. `coverage` holds the verdict for every fact that has a window; the others are inside."""

    person_ref: str
    role: str
    coverage: dict[str, str]


class ClaimSubmitted(ClaimEvent):
    TOPIC = "claim.submitted"
    channel: str
    region: str
    authorised_body: str
    language: str
    members: list[Member]
    edition: str
    calendar: str
    register_by: str

    def change(self, state: ClaimState) -> None:
        for name in (
            "channel",
            "region",
            "office",
            "authorised_body",
            "language",
            "edition",
            "calendar",
            "register_by",
        ):
            setattr(state, name, getattr(self, name))
        state.submitted_at = self.occurred_at
        state.members = {m["person_ref"]: dict(m["coverage"]) for m in self.members}
        state.roles = {m["person_ref"]: m["role"] for m in self.members}


class ClaimRegistered(ClaimEvent):
    TOPIC = "claim.registered"
    number: str
    registered_on: str
    edition: str
    calendar: str
    due_on: str
    reasons: list[dict[str, Any]]

    def change(self, state: ClaimState) -> None:
        state.stage = Stage.CHECKS.value
        state.number, state.registered_on = self.number, self.registered_on
        state.term_edition, state.term_calendar = self.edition, self.calendar
        state.due_on, state.due_reasons = self.due_on, self.reasons


class FileSent(ClaimEvent):
    """The file is on its way to another office, as an akim's intake is."""

    TOPIC = "file.sent"
    from_office: str
    to_office: str

    def change(self, state: ClaimState) -> None:
        state.transfer_to = self.to_office


class FileReceived(ClaimEvent):
    """From here on the receiving office is in charge."""

    TOPIC = "file.received"
    from_office: str
    to_office: str

    def change(self, state: ClaimState) -> None:
        state.office, state.transfer_to = self.to_office, None


class TermExtended(ClaimEvent):
    """Whether it counts is computed, never stored: domain/term.py."""

    TOPIC = "term.extended"
    due_on: str
    reason: str

    def change(self, state: ClaimState) -> None:
        recorded_on = local_day(self.timestamp, zone_of(state.region))
        state.extensions.append(
            Extension(
                version=self.originator_version,
                due_on=self.due_on,
                reason=self.reason,
                recorded_on=recorded_on.isoformat(),
                first_due_on=state.due_on or state.register_by,
                calendar=state.term_calendar or state.calendar,
            )
        )


class DeadlineRecomputed(ClaimEvent):
    """The term's last day by a later calendar: a decree that moves a day off often comes when claims are under way."""

    TOPIC = "deadline.recomputed"
    due_on: str
    calendar: str
    reasons: list[dict[str, Any]]

    def change(self, state: ClaimState) -> None:
        state.due_on, state.term_calendar, state.due_reasons = self.due_on, self.calendar, self.reasons
