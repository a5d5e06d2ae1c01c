"""Tells a claim's story step by step: every method is one command, with the waits that the command opens."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from cli.demo.diary import Diary
from cli.demo.family import Family
from cli.demo.places import Actor, Place
from cli.demo.script import DONE, REPEATED, Json, Opened, Script, Shown, Step
from domain.vocabulary import (
    AidKind,
    Channel,
    ComplaintResult,
    Conclusion,
    ContractKind,
    DocumentType,
    ExtensionReason,
    Fact,
    IncomeBand,
    Language,
    NoticeChannel,
    Party,
    PaymentGround,
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
ON_CONCLUSION: Final = (("conclusion", "conclusion"),)
"""a decision that rests on the last conclusion"""
EXTENDED_BY: Final = timedelta(days=21)
"""from the day of the extension: later than the first due day, and not more than 30 days after it"""


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
        shows: Sequence[Shown] = (),
        answer: int = DONE,
        versions: tuple[tuple[str, str], ...] = (),
    ) -> None:
        step = Step(self.diary.at, actor, path, body, opens, tuple(shows), answer, versions)
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

    def send_file(self, to: str) -> None:
        """The office in charge answers until the other one has the file."""
        self.do(self.caseworker, "file-transfers", {"to": to}, self.office(WaitCause.TRANSFER))

    def receive_file(self, to: str) -> None:
        """From now on that office is in charge, and registering the claim is its duty."""
        self.script.office = to
        self.do(self.caseworker, "file-transfers/receipt", {}, self.office(WaitCause.REGISTRATION))

    # the term

    def extend(self) -> None:
        due_on = self.diary.today() + EXTENDED_BY
        body: Json = {"due_on": due_on.isoformat(), "reason": ExtensionReason.AWAITING_STATE_BODY.value}
        self.do(self.head, "extensions", body)

    def recompute_deadline(self) -> None:
        self.do(self.caseworker, "deadline", {})

    def notify(self, of: str) -> None:
        """The applicant is told what the last step of the path `of` did."""
        channel = self.diary.one_of((NoticeChannel.SMS, NoticeChannel.LETTER, NoticeChannel.EGOV))
        self.do(self.caseworker, "notices", {"channel": channel.value}, versions=(("what", of),))

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

    def unattended(self, subject: str, fact: Fact) -> None:
        """After the step just told the gap is there, and nobody is asked for its fact: the office answers."""
        last = self.script.steps[-1]
        opened = self.office(WaitCause.UNATTENDED_GAP, self.gaps[subject, fact][1])
        self.script.steps[-1] = replace(last, opens=(*last.opens, opened))

    def answer_again(self, lookup: str) -> None:
        """The registry's answer to that question comes a second time: recorded, without effect."""
        path = f"lookups/{lookup}/attempts/1/answer"
        first = next(step for step in self.script.steps if step.path == path)
        self.diary.seconds(60, 600)
        self.do(first.actor, path, first.body)

    # commission, assessment, decision

    def assign(self) -> None:
        opened = Opened(f"{Party.COMMISSION}:{self.place.commission}", WaitCause.INSPECTION)
        self.do(self.caseworker, "commission", {"commission": self.place.commission, "quorum": QUORUM}, opened)

    def inspect(self) -> None:
        self.do(self.commission, "inspection", {"on": self.diary.today().isoformat()})

    def conclude(self, result: Conclusion, *, signed: int = QUORUM, earlier: timedelta = timedelta(0)) -> None:
        """A conclusion that the family needs help leads to the assessment, any other to the decision.

        `signed`: by so many members. `earlier`: it says that it happened so long before.
        """
        needs = result is Conclusion.NEEDS
        opened = self.office(WaitCause.ASSESSMENT) if needs else self._decision()
        at = self.diary.at.isoformat()
        members = [f"{self.place.commission}-{number}" for number in range(1, signed + 1)]
        signatures = [{"member": member, "at": at, "device": f"{member}-PHONE"} for member in members]
        body: Json = {"result": result.value, "signatures": signatures}
        if earlier:
            body["occurred_at"] = (self.diary.at - earlier).isoformat()
        self.do(self.commission, "conclusion", body, opened)

    def assess(self, band: IncomeBand) -> None:
        body: Json = {"quarter": QUARTER, "line": POVERTY_LINE, "band": band.value}
        self.do(self.caseworker, "assessment", body, self._decision())

    def offer_contract(self) -> None:
        """Conditional aid comes with a contract; until the applicant has signed or declined it, the move is hers."""
        opened = Opened(Party.APPLICANT, WaitCause.CONTRACT)
        self.do(self.caseworker, "contracts", {"kind": ContractKind.SOCIAL_CONTRACT.value}, opened)

    def sign_contract(self) -> None:
        self.do(self.caseworker, f"contracts/{ContractKind.SOCIAL_CONTRACT}/signature", {})

    def decline_contract(self) -> None:
        self.do(self.caseworker, f"contracts/{ContractKind.SOCIAL_CONTRACT}/refusal", {})

    def approve(self, kind: AidKind = AidKind.UNCONDITIONAL, *, on_conclusion: bool = True) -> None:
        body: Json = {"number": self._decision_number(), "kind": kind.value, "months": 3}
        self.do(self.head, "approval", body, versions=ON_CONCLUSION if on_conclusion else ())

    def refuse(self, ground: RefusalGround, *, on_conclusion: bool) -> None:
        body: Json = {"number": self._decision_number(), "ground": ground.value}
        self.do(self.head, "refusal", body, versions=ON_CONCLUSION if on_conclusion else ())

    def withdraw(self, reason: str) -> None:
        self.do(self.caseworker, "withdrawal", {"reason": reason})

    # after the decision

    def pay(self) -> None:
        self.do(self.caseworker, "payment", {"first_month": "2019-04"})

    def change_payment(self, how: str, ground: PaymentGround) -> None:
        """`how`: suspension, resumption or termination."""
        self.do(self.head, f"payment/{how}", {"ground": ground.value})

    def complain(self) -> str:
        """About the decision: until the reviewing body has answered, it answers for the waiting."""
        opened = Opened(f"{Party.REVIEWING_BODY}:{self.place.reviewer}", WaitCause.COMPLAINT)
        body: Json = {"body": self.place.reviewer, "external_number": self._external_number("C")}
        self.do(self.caseworker, "complaints", body, opened)
        return self.next_id("K")

    def resolve(self, complaint: str, result: ComplaintResult) -> None:
        """A complaint that is upheld asks for another decision."""
        opens = [self._decision()] if result is ComplaintResult.UPHELD else []
        body: Json = {"external_number": self._external_number("A"), "result": result.value}
        self.do(self.head, f"complaints/{complaint}/resolution", body, *opens)

    def correct(self, path: str, field: str, right: str) -> None:
        """The last step of that path should have said something else."""
        self.do(self.caseworker, "corrections", {"field": field, "right": right}, versions=(("wrong", path),))

    def _external_number(self, letter: str) -> str:
        return f"2019-{self.place.reviewer}-{letter}{self.script.number}"

    def _decision(self) -> Opened:
        return Opened(f"{Party.AUTHORISED_BODY}:{self.place.body}", WaitCause.DECISION)

    def _decision_number(self) -> str:
        """The second decision of a claim has a number of its own."""
        nth = self.next_id("N").removeprefix("N")
        return f"{self.place.body}-2019-{self.script.number}-{nth}"
