"""How a claim comes in and where its file lies; the term that runs, is extended, or is counted again."""

from collections.abc import Sequence
from datetime import date, datetime

from domain import events
from domain.act import Act
from domain.allowed import require_role
from domain.calendar import latest
from domain.dossier import Dossier, check_time
from domain.errors import AlreadyDone, NotYourFile, Unusable
from domain.policy import Deadline, edition, edition_on
from domain.regions import local_day, region_at
from domain.submission import MemberGiven, members_of
from domain.term import due
from domain.vocabulary import Channel, ExtensionReason, Language


class Intake(Dossier):
    """Submission, registration, transfers, the term."""

    def submit(
        self,
        *,
        channel: Channel,
        region: str,
        authorised_body: str,
        language: Language,
        members: Sequence[MemberGiven],
        act: Act,
    ) -> None:
        """Births and other acts become coverage verdicts; their dates are not kept. `region`: KATO, 9 digits."""
        require_role("submit", act.role)
        if self.version:
            raise AlreadyDone(f"claim {self.id} was submitted before")
        zone = region_at(region, act.occurred_at).zone
        today = local_day(act.occurred_at, zone)
        rules, days = edition_on(today), latest()
        check_time(act, rules=rules, days=days, zone=zone)
        self._record(
            events.ClaimSubmitted,
            act,
            channel=channel.value,
            region=region,
            authorised_body=authorised_body,
            language=language.value,
            members=members_of(members, rules, today),
            edition=rules.code,
            calendar=days.version,
            register_by=rules.register_by(today, days).isoformat(),
        )

    def register(self, *, number: str, act: Act) -> None:
        """The clock of the term starts; due_on says how it was counted."""
        self._begin("register", act)
        today = self._local_day(act.occurred_at)
        rules, days = edition_on(today), latest()
        deadline = self._deadline(today)
        self._record(
            events.ClaimRegistered,
            act,
            number=number,
            registered_on=today.isoformat(),
            edition=rules.code,
            calendar=days.version,
            due_on=deadline.due_on.isoformat(),
            reasons=list(deadline.reasons),
        )

    def send_file(self, *, to: str, act: Act) -> None:
        """The office in charge hands the claim to another office, which is in charge once it has received it.

        A file on its way may be sent elsewhere: an office that was named by mistake never receives it.
        """
        self._begin("send_file", act)
        self._check_in_charge(act)
        if to == self.state.transfer_to:
            raise AlreadyDone(f"the file is on its way to {to} already")
        if to == self.state.office:
            raise Unusable(f"the file is at {to} already; name the office that shall have it")
        self._record(events.FileSent, act, from_office=self.state.office, to_office=to)

    def receive_file(self, *, act: Act) -> None:
        """By the office that the file was sent to, and nobody else."""
        self._begin("receive_file", act)
        to = self.state.transfer_to
        if to is None:
            raise AlreadyDone(f"no file is on its way; it is at {self.state.office}")
        if act.office != to:
            raise NotYourFile(f"the file was sent to {to}, and only {to} can receive it")
        self._record(events.FileReceived, act, from_office=self.state.office, to_office=to)

    def extend_term(self, *, due_on: date, reason: ExtensionReason, act: Act) -> None:
        """Recorded as it was said; whether it counts is computed (domain/term.py): a breach is found, not refused."""
        self._begin("extend_term", act)
        now = due(self.state, self._local_day(act.now))
        if now is None:
            raise Unusable("an unregistered claim has no term to extend; register it first")
        if due_on <= now.day:
            rest = f"extends nothing: the due day in force is {now.day}; name a later day"
            raise Unusable(f"{due_on} {rest}", told=f"that day {rest}")
        self._record(events.TermExtended, act, due_on=due_on.isoformat(), reason=reason.value)

    def recompute_deadline(self, *, act: Act) -> None:
        """The term's last day by the latest calendar, where a decree has moved days off since it was counted."""
        self._begin("recompute_deadline", act)
        if self.state.due_on is None:
            raise Unusable("an unregistered claim has no deadline to recompute; register it first")
        days = latest()
        deadline = self._deadline(date.fromisoformat(self.state.registered_on or ""))
        if deadline.due_on.isoformat() == self.state.due_on and days.version == self.state.term_calendar:
            raise AlreadyDone(f"the deadline is {self.state.due_on} by calendar {days.version}, the latest, already")
        self._record(
            events.DeadlineRecomputed,
            act,
            due_on=deadline.due_on.isoformat(),
            calendar=days.version,
            reasons=list(deadline.reasons),
        )

    def _deadline(self, registered_on: date) -> Deadline:
        """The term's last day by the edition of registration and the latest calendar."""
        rules = edition(self.state.term_edition) if self.state.term_edition else edition_on(registered_on)
        submitted_on = self._local_day(datetime.fromisoformat(self.state.submitted_at))
        channel = Channel(self.state.channel)
        return rules.due(channel, submitted_on=submitted_on, registered_on=registered_on, calendar=latest())

    def _check_in_charge(self, act: Act) -> None:
        if act.office != self.state.office:
            raise NotYourFile(f"the office in charge is {self.state.office}; only it can send the file on")
