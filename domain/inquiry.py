"""An inquiry: a question of a deputy to somebody, the figures it was answered with, and what became of it.

Figures are Qadam's and come at once; the letter is the addressee's, who has a month for it (Constitutional Law No. 2529
on Parliament, art. 27: not verified against its text). What was answered is never reckoned anew: whoever asks again
gets the same digest, or what differs.
"""

import calendar as months
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from domain.act import Act
from domain.errors import AlreadyDone, Contradiction, DatedBackTooFar, InTheFuture, NotYours
from domain.event import Event, instant
from domain.events.inquiry import (
    Difference,
    InquiryAnswered,
    InquiryEvent,
    InquiryReceived,
    InquiryReplied,
    InquiryRerun,
    InquiryState,
    NotCompared,
)
from domain.regions import local_day, time_zone
from domain.shapes import backwards
from domain.stream import Stream
from domain.vocabulary import InquiryTemplate, Role

ASKING: Final = frozenset({Role.DEPUTY, Role.AUDITOR})
MAY: Final[Mapping[str, frozenset[Role]]] = {
    "inquire": ASKING,
    "rerun_inquiry": ASKING,
    "reply_to_inquiry": frozenset({Role.HEAD}),
}
"""command -> who may"""
ZONE: Final = "Asia/Almaty"
"""where days of inquiries are counted"""
BACK: Final = timedelta(days=31)
"""so far may an inquiry and its reply be dated back: an inquiry that is older is due before it is told of"""
DIFFERENCES: Final = 200
"""most differences that an event tells; of more it says how many"""
_NAMESPACE: Final = uuid5(NAMESPACE_URL, "qadam:inquiry")


def inquiry_id(actor: str, role: str, key: str) -> UUID:
    """A repeated request meets its own inquiry; that of somebody who has another role by now meets none."""
    return uuid5(_NAMESPACE, f"{role}/{actor}/{key}")


def due_on(received_on: date) -> date:
    """A month later: the same day of the next month, or that month's last."""
    year, month = received_on.year + received_on.month // 12, received_on.month % 12 + 1
    return date(year, month, min(received_on.day, months.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about the claims submitted in a period; no day means all days. `region`: two digits of KATO."""

    template: InquiryTemplate
    region: str | None
    submitted_from: date | None
    submitted_to: date | None

    def __post_init__(self) -> None:
        if why := backwards(self.submitted_from, self.submitted_to, begins="submitted_from"):
            raise Contradiction(f"submitted_to: {why}")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a question was answered with. `policy`: of disclosure control; None: exact. `text`: canonical JSON."""

    as_known: date
    position: int
    definitions: Sequence[str]
    policy: str | None
    text: str
    digest: str


class Inquiry(Stream):
    """One question to one addressee."""

    state: InquiryState

    @classmethod
    def takes(cls, event: Event) -> bool:
        return isinstance(event, InquiryEvent)

    def begin(self) -> None:
        self.state = InquiryState()

    def took(self, event: Event) -> None:
        super().took(event)
        assert isinstance(event, InquiryEvent), event
        event.change(self.state)

    @property
    def question(self) -> Question:
        first, last = self.state.submitted_from, self.state.submitted_to
        return Question(
            InquiryTemplate(self.state.template),
            self.state.region,
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
        )

    def receive(self, *, number: str, addressee: str, question: Question, figures: Figures, act: Act) -> None:
        """Received and answered in one save."""
        self._begin("inquire", act)
        self._record(
            InquiryReceived,
            act,
            number=number,
            addressee=addressee,
            template=question.template.value,
            region=question.region,
            submitted_from=question.submitted_from and question.submitted_from.isoformat(),
            submitted_to=question.submitted_to and question.submitted_to.isoformat(),
            due_on=due_on(local_day(act.occurred_at, time_zone(ZONE))).isoformat(),
        )
        self._record(
            InquiryAnswered,
            act,
            as_known=figures.as_known.isoformat(),
            position=figures.position,
            definitions=list(figures.definitions),
            policy=figures.policy,
            answer=figures.text,
            digest=figures.digest,
        )

    def rerun(
        self,
        *,
        figures: Figures,
        differences: Sequence[Difference],
        not_compared: Sequence[NotCompared],
        since: Mapping[str, int],
        act: Act,
    ) -> None:
        """Asked again. `since`: name of events -> how many were recorded after those of the answer."""
        self._begin("rerun_inquiry", act)
        self._record(
            InquiryRerun,
            act,
            as_known=figures.as_known.isoformat(),
            position=figures.position,
            definitions=list(figures.definitions),
            digest=figures.digest,
            same=self._same(figures, differences, not_compared),
            differences=list(differences[:DIFFERENCES]),
            more_differences=max(0, len(differences) - DIFFERENCES),
            not_compared=list(not_compared),
            recorded_since=dict(since),
        )

    def reply(self, *, reply: str, act: Act) -> None:
        """The addressee's letter has gone out, under that number."""
        self._begin("reply_to_inquiry", act)
        if self.state.reply is not None:
            raise AlreadyDone(f"this inquiry was replied to under the number {self.state.reply}")
        self._record(InquiryReplied, act, reply=reply)

    def _same(self, figures: Figures, differences: Sequence[Difference], not_compared: Sequence[NotCompared]) -> bool:
        """Of another day the digest is another, because the day is sealed with the figures."""
        if figures.as_known.isoformat() == self.state.as_known:
            return figures.digest == self.state.digest
        return not differences and all(each["given_before"] == each["given_now"] for each in not_compared)

    def _begin(self, command: str, act: Act) -> None:
        require_role(command, act.role)
        if act.occurred_at > act.now:
            raise InTheFuture(act.at, instant(act.now))
        day, earliest = (local_day(at, time_zone(ZONE)) for at in (act.occurred_at, act.now - BACK))
        if day < earliest:
            raise DatedBackTooFar(day.isoformat(), earliest.isoformat())
        received_at = self.state.received_at
        if received_at and act.occurred_at < datetime.fromisoformat(received_at):
            raise Contradiction(f"occurred_at: the inquiry was received later, at {received_at}")


def require_role(command: str, role: Role) -> None:
    """Raises `NotYours` unless the role acts so."""
    if role not in MAY[command]:
        raise NotYours(command, role, MAY[command])
