"""Tells a claim's story step by step: every method is one command, with the waits that the command opens."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from cli.demo.diary import Diary
from cli.demo.family import Family
from cli.demo.places import Actor, Place
from cli.demo.script import DONE, REPEATED, Json, Opened, Script, Step
from domain.vocabulary import (
    AidKind,
    Channel,
    Conclusion,
    DocumentType,
    Fact,
    IncomeBand,
    Language,
    Party,
    RefusalGround,
    Role,
    StateAnswer,
    StateBody,
    Verdict,
    WaitCause,
)

POVERTY_LINE: Final = 20_789
"""tenge a month per head from April 2019: 70 % of the subsistence minimum of 29,698"""
QUARTER: Final = "2019-Q2"
QUORUM: Final = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is demanded, for which fact of whom, and on which legal basis if on any."""

    type: DocumentType
    subject: str
    fact: Fact
    basis: str | None = None


@dataclass(slots=True)
class Teller:
    """One claim being told. Ids within the claim are counted as the claim itself counts them: L1, G1, D1, S1."""

    script: Script
    diary: Diary
    family: Family
    _ids: Counter[str] = field(default_factory=Counter)
    gaps: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """(subject, fact) -> the gap's id and its registry"""

    @property
    def place(self) -> Place:
        return self.script.place

    @property
    def caseworker(self) -> Actor:
        return self.place.actor(Role.CASEWORKER, self.script.office)

    @property
    def commission(self) -> Actor:
        return self.place.actor(Role.COMMISSION, self.place.commission)

    @property
    def head(self) -> Actor:
        return self.place.actor(Role.HEAD, self.place.body)

    def office(self, cause: WaitCause, registry: str = "") -> Opened:
        """A wait that the office answers for."""
        return Opened(f"{Party.OFFICE}:{self.script.office}", cause, registry)

    def next_id(self, letter: str) -> str:
        self._ids[letter] += 1
        return f"{letter}{self._ids[letter]}"

    def do(
        self,
        actor: Actor,
        path: str,
        body: Json,
        *opens: Opened,
        answer: int = DONE,
        on_conclusion: bool = False,
    ) -> None:
        step = Step(self.diary.at, actor, path, body, opens, answer, on_conclusion)
        self.script.steps.append(step)

    def rests(self) -> None:
        """Nothing is waited for after the step just told: from there until the next one the office answers."""
        last = self.script.steps[-1]
        self.script.steps[-1] = replace(last, opens=(*last.opens, self.office(WaitCause.IDLE)))

    # intake

    def submission(self, channel: Channel) -> Json:
        return {
            "channel": channel.value,
            "region": self.place.kato,
            "authorised_body": self.place.body,
            "language": self.diary.one_of((Language.KK, Language.KK, Language.RU)).value,
            "members": self.family.members(),
        }

    def submit(self, channel: Channel = Channel.CENTRE) -> None:
        self.do(self.caseworker, "", self.submission(channel), self.office(WaitCause.REGISTRATION))

    def apply_again(self) -> None:
        """The same mother applies once more: she is told of her open claim, and no wait opens."""
        self.do(self.caseworker, "", self.submission(Channel.CENTRE), answer=REPEATED)

    def register(self) -> None:
        self.do(self.caseworker, "registration", {})

    # other state bodies

    def ask_state(self, subject: str, fact: Fact, body: StateBody, liable: str) -> str:
        """Another state body is asked for the fact of an open gap."""
        gap, registry = self.gaps[subject, fact]
        opened = Opened(liable, WaitCause.STATE_REQUEST, registry)
        self.do(self.caseworker, "state-requests", {"gap": gap, "body": body.value}, opened)
        return self.next_id("S")

    def state_answers(self, request: str, answer: StateAnswer, *opens: Opened) -> None:
        self.do(self.caseworker, f"state-requests/{request}/answer", {"answer": answer.value}, *opens)

    # papers

    def demand(self, actor: Actor, paper: Paper, *, liable: str, verdict: Verdict, registry: str = "") -> str:
        """`verdict` and `liable` are what the story's author says the demand was worth, and who answers for it."""
        body: Json = {"type": paper.type.value, "subject": paper.subject, "fact": paper.fact.value}
        if paper.basis:
            body["basis"] = paper.basis
        opened = Opened(liable, WaitCause.DOCUMENT, registry, verdict)
        self.do(actor, "document-requests", body, opened)
        return self.next_id("D")

    def receive(self, demand: str) -> None:
        self.do(self.caseworker, f"document-requests/{demand}/receipt", {"digest": self.diary.digest()})

    def take_back(self, actor: Actor, demand: str) -> None:
        """Whoever demanded the paper says that this was an error."""
        self.do(actor, f"document-requests/{demand}/withdrawal", {"reason": "ASKED_IN_ERROR"})

    # commission, assessment, decision

    def assign(self) -> None:
        opened = Opened(f"{Party.COMMISSION}:{self.place.commission}", WaitCause.INSPECTION)
        self.do(self.caseworker, "commission", {"commission": self.place.commission, "quorum": QUORUM}, opened)

    def conclude(self, result: Conclusion) -> None:
        """A conclusion that the family needs help leads to the assessment, any other to the decision."""
        needs = result is Conclusion.NEEDS
        opened = self.office(WaitCause.ASSESSMENT) if needs else self._decision()
        at = self.diary.at.isoformat()
        members = [f"{self.place.commission}-{number}" for number in range(1, QUORUM + 1)]
        signatures = [{"member": member, "at": at, "device": f"{member}-PHONE"} for member in members]
        self.do(self.commission, "conclusion", {"result": result.value, "signatures": signatures}, opened)

    def assess(self, band: IncomeBand) -> None:
        body: Json = {"quarter": QUARTER, "line": POVERTY_LINE, "band": band.value}
        self.do(self.caseworker, "assessment", body, self._decision())

    def approve(self) -> None:
        kind = self.diary.one_of((AidKind.CONDITIONAL, AidKind.UNCONDITIONAL))
        body: Json = {"number": self._decision_number(), "kind": kind.value, "months": 3}
        self.do(self.head, "approval", body, on_conclusion=True)

    def refuse(self, ground: RefusalGround, *, on_conclusion: bool) -> None:
        body: Json = {"number": self._decision_number(), "ground": ground.value}
        self.do(self.head, "refusal", body, on_conclusion=on_conclusion)

    def withdraw(self, reason: str) -> None:
        self.do(self.caseworker, "withdrawal", {"reason": reason})

    def _decision(self) -> Opened:
        return Opened(f"{Party.AUTHORISED_BODY}:{self.place.body}", WaitCause.DECISION)

    def _decision_number(self) -> str:
        return f"{self.place.body}-2019-{self.script.number}"
