"""A finding: a stream of its own beside the claim that it is about. Nothing of it enters the claim.

The watch says what a rule finds (`observe`) and what it no longer finds (`lapse`); both are harmless to repeat. People
acknowledge, answer and close it, each with a code. Two tables: who may, and from which status.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from domain.act import Act
from domain.errors import InTheFuture, NotAllowedOnFinding, NotYours, Unusable
from domain.event import Event, instant
from domain.events.finding import (
    FindingAcknowledged,
    FindingAnswered,
    FindingClosed,
    FindingEvent,
    FindingMeasured,
    FindingRaised,
    FindingReopened,
    FindingState,
)
from domain.findings.story import Found
from domain.ledger import Cohort
from domain.stream import Stream
from domain.vocabulary import FindingAnswer, FindingClosure, FindingRule, FindingStatus, Role

ANSWERING: Final = frozenset({Role.CASEWORKER, Role.COMMISSION, Role.HEAD})
MAY: Final[Mapping[str, frozenset[Role]]] = {
    "observe_finding": frozenset({Role.SERVICE}),
    "acknowledge_finding": ANSWERING,
    "answer_finding": ANSWERING,
    "close_finding": frozenset({Role.AUDITOR}),
}
"""command -> who may. What the rule finds is the system's; to close is for those who watch, never for the watched."""
ALLOWED: Final[Mapping[FindingStatus, frozenset[str]]] = {
    FindingStatus.OPEN: frozenset({"acknowledge_finding", "answer_finding", "close_finding"}),
    FindingStatus.ACKNOWLEDGED: frozenset({"answer_finding", "close_finding"}),
    FindingStatus.ANSWERED: frozenset({"answer_finding", "close_finding"}),
    FindingStatus.CLOSED: frozenset(),
}
"""status -> what people may do"""


@dataclass(frozen=True, slots=True)
class About:
    """The claim that a finding is about, and the cohort it is counted under."""

    claim: str
    cohort: Cohort


class Finding(Stream):
    """One thing that one rule found in one claim."""

    state: FindingState

    @classmethod
    def takes(cls, event: Event) -> bool:
        return isinstance(event, FindingEvent)

    def begin(self) -> None:
        self.state = FindingState()

    def took(self, event: Event) -> None:
        super().took(event)
        assert isinstance(event, FindingEvent), event
        event.change(self.state)

    # the watch

    def observe(self, *, about: About, rule: FindingRule, rule_version: int, found: Found, act: Act) -> None:
        """The rule finds this: raised the first time, measured anew when something of it has changed."""
        require_role("observe_finding", act.role)
        told = {"rule_version": rule_version, **_told(found)}
        if not self.version:
            cohort = about.cohort
            self._record(
                FindingRaised,
                act,
                claim=about.claim,
                region=cohort.region,
                claim_office=cohort.office,
                submitted_on=cohort.day,
                rule=rule.value,
                thing=found.thing,
                **told,
            )
        elif self.state.closure == FindingClosure.NO_LONGER_HOLDS:
            self._record(FindingReopened, act, **told)
        elif not says(self.state, rule_version, found):
            self._record(FindingMeasured, act, **told)

    def lapse(self, *, act: Act) -> None:
        """The rule no longer finds it: what was recorded since takes its ground away."""
        require_role("observe_finding", act.role)
        if self.state.status != FindingStatus.CLOSED:
            self._record(FindingClosed, act, reason=FindingClosure.NO_LONGER_HOLDS.value)

    # people

    def acknowledge(self, *, act: Act) -> None:
        self._begin("acknowledge_finding", act)
        self._record(FindingAcknowledged, act)

    def answer(self, *, answer: FindingAnswer, act: Act) -> None:
        """What those who answer for it say. A later answer replaces an earlier one; both stay on record."""
        self._begin("answer_finding", act)
        self._record(FindingAnswered, act, answer=answer.value)

    def close(self, *, reason: FindingClosure, act: Act) -> None:
        self._begin("close_finding", act)
        if reason is FindingClosure.NO_LONGER_HOLDS:
            others = ", ".join(each.value for each in FindingClosure if each is not reason)
            raise Unusable(f"NO_LONGER_HOLDS is recorded by the system; close it as one of {others}")
        self._record(FindingClosed, act, reason=reason.value)

    def _begin(self, command: str, act: Act) -> None:
        require_role(command, act.role)
        allowed = ALLOWED[FindingStatus(self.state.status)]
        if command not in allowed:
            raise NotAllowedOnFinding(command, self.state.status, (each for each in allowed if act.role in MAY[each]))
        if act.occurred_at > act.now:
            raise InTheFuture(act.at, instant(act.now))


def require_role(command: str, role: Role) -> None:
    """Raises `NotYours` unless the role acts so."""
    if role not in MAY[command]:
        raise NotYours(command, role, MAY[command])


def says(state: FindingState, rule_version: int, found: Found) -> bool:
    """Whether all of that stands on record already, and stands."""
    told = {"rule_version": rule_version, **_told(found)}
    stands = state.closure != FindingClosure.NO_LONGER_HOLDS
    return stands and told == {name: getattr(state, name) for name in told}


def _told(found: Found) -> dict[str, Any]:
    return {
        "events": list(found.events),
        "who": found.who,
        "since": _instant(found.since),
        "until": None if found.until is None else _instant(found.until),
    }


def _instant(at: int) -> str:
    return instant(datetime.fromtimestamp(at, UTC))
