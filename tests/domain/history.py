"""A claim's history written by hand, event by event, and the ledger folded over it.

Events are put together directly: the ledger is tested for what it says of a history, whatever the commands allow.
The clock stands at 10:00 on Monday, 1 April 2019, in Almaty, and moves only when told.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from domain import events as e
from domain.event import instant
from domain.ledger import Ledger
from domain.state import PartyRef
from domain.wait import ClosedWait, Wait
from tests.domain.examples import BODY, CHILD, COMMISSION, MOTHER, OFFICE, UNIT, example

ALMATY: Final = ZoneInfo("Asia/Almaty")
CIVIL, ADDRESS = "CIVIL_STATUS", "ADDRESS_REGISTER"
OF_OFFICE, OF_COMMISSION, OF_BODY = f"OFFICE:{OFFICE}", f"COMMISSION:{COMMISSION}", f"AUTHORISED_BODY:{BODY}"
AKIMAT: Final[PartyRef] = {"kind": "AKIMAT", "code": UNIT}
JUSTICE: Final[PartyRef] = {"kind": "STATE_BODY", "code": "MINISTRY_OF_JUSTICE"}
LAW: Final[PartyRef] = {"kind": "LAW", "code": None}
CIVIL_OWNER: Final[PartyRef] = {"kind": "REGISTRY", "code": CIVIL}


def who(ref: PartyRef) -> str:
    """A party as tests write it: OFFICE:ALMATY-1, APPLICANT."""
    return f"{ref['kind']}:{ref['code']}" if ref["code"] else ref["kind"]


def named(waits: Iterable[Wait]) -> list[str]:
    return [f"{wait.kind}/{wait.object}" for wait in waits]


def counters(wait: Wait) -> tuple[int, ...]:
    wall = wait.open_s, wait.share_s, wait.sole_s
    return *wall, wait.open_working_s, wait.share_working_s, wait.sole_working_s


def row(wait: Wait) -> tuple[str, str, str, str | None]:
    """Holder, liable, cause, registry."""
    return who(wait.holder), who(wait.liable), wait.cause, wait.registry


def question(lookup: str, *facts: str, subject: str = CHILD, registry: str = CIVIL) -> e.Asked:
    service = f"{registry}/{facts[0]}"
    return {"lookup": lookup, "registry": registry, "service": service, "subject": subject, "facts": list(facts)}


class History:
    """What happened to one claim, and what its ledger made of it."""

    def __init__(self) -> None:
        self.now = datetime(2019, 4, 1, 10, tzinfo=ALMATY)
        self.events: list[e.ClaimEvent] = []
        self.ledger = Ledger()
        self.closed: list[ClosedWait] = []
        self.just_closed: list[ClosedWait] = []

    # the clock

    def at(self, local: str) -> Self:
        """The clock shows this local time of 2019, as 04-01 11:00:30."""
        self.now = datetime.fromisoformat(f"2019-{local}").replace(tzinfo=ALMATY)
        return self

    def after(self, seconds: float) -> Self:
        self.now += timedelta(seconds=seconds)
        return self

    # what happens

    def add(self, kind: type[e.ClaimEvent], /, **fields: Any) -> Self:
        """The canonical event of that class, with these fields, happens now."""
        event = example(kind, version=len(self.events) + 1, occurred_at=instant(self.now), **fields)
        self.events.append(event)
        self.just_closed = self.ledger.apply(event)
        self.closed += self.just_closed
        return self

    def registered(self) -> Self:
        return self.add(e.ClaimSubmitted).add(e.ClaimRegistered)

    def asked(self, *questions: e.Asked) -> Self:
        return self.add(e.ChecksRequested, questions=list(questions))

    def sent(self, lookup: str = "L1", attempt: int = 1) -> Self:
        asked = self.ledger.state.questions[lookup]
        fields = {"registry": asked.registry, "service": asked.service, "subject": asked.subject, "facts": asked.facts}
        return self.add(e.LookupRequested, lookup=lookup, attempt=attempt, **fields)

    def failed(self, lookup: str = "L1", attempt: int = 1, outcome: str = "TIMEOUT") -> Self:
        return self.add(e.LookupFailed, lookup=lookup, attempt=attempt, outcome=outcome)

    def answered(self, lookup: str = "L1", outcome: str = "NOT_FOUND", *gives: str, attempt: int = 1) -> Self:
        """The answer gives these facts and lacks the others that were asked."""
        facts = self.ledger.state.questions[lookup].facts
        missing = [{"fact": fact, "fields": []} for fact in facts if fact not in gives]
        return self.add(
            e.LookupCompleted, lookup=lookup, attempt=attempt, outcome=outcome, given=list(gives), missing=missing
        )

    def gap(
        self,
        gap: str = "G1",
        fact: str = "BIRTH",
        *,
        subject: str = CHILD,
        owner: PartyRef = CIVIL_OWNER,
        cause: str = "NOT_FILLED",
        lookup: str | None = "L1",
    ) -> Self:
        return self.add(e.GapDetected, gap=gap, fact=fact, subject=subject, owner=owner, cause=cause, lookup=lookup)

    def gap_closed(self, gap: str = "G1", replaced_by: str | None = None) -> Self:
        return self.add(e.GapClosed, gap=gap, closed_by=len(self.events), replaced_by=replaced_by)

    def state_asked(self, request: str = "S1", gap: str = "G1", body: PartyRef = JUSTICE) -> Self:
        return self.add(e.StateRequestSent, state_request=request, gap=gap, body=body)

    def state_answered(self, answer: str = "NO_DATA", request: str = "S1") -> Self:
        return self.add(e.StateRequestAnswered, state_request=request, answer=answer)

    def demanded(self, demand: str = "D1", verdict: str = "GAP", gap: str | None = "G1", **other: Any) -> Self:
        """By the office, unless said otherwise; the state was asked before."""
        usual = {"asked_by": "OFFICE", "office": OFFICE, "fact": "BIRTH", "state_not_asked": False}
        return self.add(e.DocumentRequested, demand=demand, verdict=verdict, gap=gap, **usual | other)

    def received(self, demand: str = "D1") -> Self:
        return self.add(e.DocumentReceived, demand=demand)

    def taken_back(self, demand: str = "D1", reason: str = "ASKED_IN_ERROR") -> Self:
        return self.add(e.DocumentRequestWithdrawn, demand=demand, reason=reason)

    def with_gap(self, owner: PartyRef = CIVIL_OWNER, cause: str = "NOT_FILLED") -> Self:
        """Registered, asked for a birth, which the registry does not have."""
        return self.registered().asked(question("L1", "BIRTH")).sent().answered().gap(owner=owner, cause=cause)

    # what the ledger says

    @property
    def open(self) -> list[str]:
        return named(self.ledger.open)

    def wait(self, name: str) -> Wait:
        """The one open wait of that kind and object."""
        (found,) = (wait for wait in self.ledger.open if f"{wait.kind}/{wait.object}" == name)
        return found

    def over(self, name: str) -> ClosedWait:
        """The one closed wait of that kind and object."""
        (found,) = (wait for wait in self.closed if f"{wait.kind}/{wait.object}" == name)
        return found


Step = Callable[[History], History]


def asked_much(h: History) -> History:
    """Three registries, a failure, a paper demanded too early; all still open."""
    h.registered().after(100).asked(
        question("L1", "BIRTH", "FATHER"),
        question("L2", "FLAT", subject=MOTHER, registry=ADDRESS),
        question("L3", "DEATH"),
    )
    h.after(7).sent("L1").after(7).sent("L2").after(7).sent("L3").after(11).failed("L2", outcome="UNAVAILABLE")
    return h.after(86_411).demanded("D1", "ASKED_TOO_EARLY", None)
