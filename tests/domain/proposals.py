"""What could be done next to a claim: for every command, arguments that make sense now, mostly.

A proposal is None where the command has nothing to work on. Some proposals are refused by the claim; a walk tries them
as well. Chance comes in as `random.Random`, which hypothesis can play.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final, TypeVar
from uuid import UUID

from domain.checks import Need
from domain.policy import edition
from domain.state import ClaimState, Demand, Question, StateRequest
from domain.submission import MemberGiven
from domain.turns import turns
from domain.vocabulary import (
    TECHNICAL,
    AidKind,
    Channel,
    ComplaintResult,
    Conclusion,
    ContractKind,
    Coverage,
    DemandWithdrawal,
    DocumentType,
    ExtensionReason,
    Fact,
    GapCause,
    HandBack,
    IncomeBand,
    Language,
    LookupOutcome,
    MemberRole,
    NoticeChannel,
    PaymentGround,
    RefusalGround,
    Role,
    StateAnswer,
    StateBody,
    Withdrawal,
)
from tests.domain.examples import DIGEST
from tests.domain.usual import RAW

T = TypeVar("T")
Arguments = dict[str, Any]
RULES: Final = edition("2019-04")
REGIONS: Final = ("750000000", "231010000", "611010000", "790000000", "271010000")

OUTCOMES: Final = {
    LookupOutcome.FOUND_COMPLETE: 5,
    LookupOutcome.FOUND_INCOMPLETE: 4,
    LookupOutcome.NOT_FOUND: 5,
    LookupOutcome.CONSENT_REQUIRED: 2,
} | dict.fromkeys(
    (
        LookupOutcome.CONFLICT,
        LookupOutcome.STALE,
        LookupOutcome.ACCESS_DENIED,
        LookupOutcome.VALIDATION_REJECTED,
        LookupOutcome.TIMEOUT,
        LookupOutcome.UNAVAILABLE,
        LookupOutcome.PROVIDER_ERROR,
    ),
    1,
)
ASKED_FOR: Final = (
    Fact.BIRTH,
    Fact.FATHER,
    Fact.MARRIAGE,
    Fact.RESIDENCE,
    Fact.STREET,
    Fact.FLAT,
    Fact.ALIMONY,
    Fact.PROPERTY,
    Fact.PARENT,
)


@dataclass(frozen=True, slots=True)
class Proposer:
    """Proposes for one claim, as it stands, by chance."""

    chance: Random
    state: ClaimState

    def one(self, among: Sequence[T]) -> T | None:
        return self.chance.choice(among) if among else None

    def weighed(self, among: Mapping[T, int]) -> T:
        return self.chance.choices(list(among), list(among.values()))[0]

    def likely(self, of_ten: int) -> bool:
        return self.chance.randrange(10) < of_ten

    # intake

    def register(self) -> Arguments:
        return {"number": f"{self.state.office}-2019-{self.chance.randrange(1, 10):06}"}

    def send_file(self) -> Arguments | None:
        """To an office beside it, and back."""
        return {"to": self.state.office + "-2"} if not self.state.transfer_to else None

    def receive_file(self) -> Arguments | None:
        return {} if self.state.transfer_to else None

    def extend_term(self) -> Arguments | None:
        if self.state.due_on is None:
            return None
        day = date.fromisoformat(self.state.due_on) + timedelta(days=self.chance.choice((1, 5, 20, 30, 45)))
        return {"due_on": day, "reason": self.chance.choice(list(ExtensionReason))}

    def recompute_deadline(self) -> Arguments:
        return {}

    # checks

    def request_checks(self) -> Arguments | None:
        gaps = [(gap.subject, Fact(gap.fact)) for gap in self.state.gaps.values() if gap.open]
        if gaps and self.likely(5):
            needs = [self.chance.choice(gaps)]
        else:
            count = self.chance.randrange(1, 5)
            needs = [(self._member(), self.chance.choice(ASKED_FOR)) for _ in range(count)]
        free = [Need(subject, fact) for subject, fact in needs if not self.state.awaited(subject, fact)]
        return {"needs": free} if free else None

    def request_lookup(self) -> Arguments | None:
        question = self.one(self._questions("QUEUED", "RETRY"))
        return {"lookup": question.id, "message": str(UUID(int=self.chance.getrandbits(64)))} if question else None

    def fail_lookup(self) -> Arguments | None:
        question = self.one(self._questions("ASKED"))
        if question is None:
            return None
        outcome = self.chance.choice(sorted(TECHNICAL))
        return {
            "lookup": question.id,
            "attempt": question.attempt,
            "outcome": outcome,
            "raw_status": RAW,
            "latency_ms": self.chance.randrange(60_000),
            "retry_at": "2019-04-01T05:00:00Z",
        }

    def complete_lookup(self) -> Arguments | None:
        """Mostly the answer awaited; else a late one, or one more to an attempt that was answered."""
        waiting = self._questions("ASKED")
        if not waiting and self.likely(9):
            return None
        sent = [question for question in self.state.questions.values() if question.sent]
        question = self.one(waiting if waiting and self.likely(9) else sent)
        if question is None:
            return None
        attempt = question.attempt if self.likely(8) else self.chance.randrange(1, question.attempt + 1)
        return self._answer(question, self.weighed(OUTCOMES)) | {"lookup": question.id, "attempt": attempt}

    def _answer(self, question: Question, outcome: LookupOutcome) -> Arguments:
        facts = [Fact(fact) for fact in question.facts]
        given: list[Fact] = []
        if outcome is LookupOutcome.FOUND_COMPLETE:
            given = facts
        if outcome is LookupOutcome.FOUND_INCOMPLETE:
            given = facts[: self.chance.randrange(len(facts))]
        missing = [{"fact": fact.value, "fields": ["value"]} for fact in facts if fact not in given]
        return {
            "outcome": outcome,
            "given": given,
            "missing": missing,
            "unit": self.one((None, self.state.region[:4] + "10000")),
            "raw_status": RAW,
            "source_as_of": None,
            "latency_ms": self.chance.randrange(60_000),
            "evidence": DIGEST,
        }

    def send_state_request(self) -> Arguments | None:
        gap = self.one([gap for gap in self.state.gaps.values() if gap.open])
        if gap is None:
            return None
        named = RULES.state_body_for(Fact(gap.fact), Coverage.INSIDE)
        body = named if named and self.likely(7) else self.chance.choice(list(StateBody))
        return {"gap": gap.id, "body": body}

    def answer_state_request(self) -> Arguments | None:
        request = self.one([r for r in self.state.state_requests.values() if _unanswered(r)])
        return {"state_request": request.id, "answer": self.chance.choice(list(StateAnswer))} if request else None

    # papers

    def request_document(self) -> Arguments:
        subject, fact = self._demanded()
        paper = self._paper(subject, fact)
        return {"type": paper, "subject": subject, "fact": fact, "basis": self._basis(fact, paper)}

    def _demanded(self) -> tuple[str, Fact]:
        """What was missing or asked for, mostly."""
        known = [(gap.subject, Fact(gap.fact)) for gap in self.state.gaps.values()]
        known += [(q.subject, Fact(fact)) for q in self.state.questions.values() for fact in q.facts]
        if known and self.likely(8):
            return self.chance.choice(known)
        return self._member(), self.chance.choice((*ASKED_FOR, Fact.OTHER, Fact.ALIMONY))

    def _paper(self, subject: str, fact: Fact) -> DocumentType:
        gap = self.state.open_gap(subject, fact)
        if gap and gap.cause == GapCause.CONSENT and self.likely(7):
            return DocumentType.CONSENT
        return self.chance.choice(sorted(RULES.documents_for(fact)))

    def _basis(self, fact: Fact, paper: DocumentType) -> str | None:
        fitting = [code for code, basis in RULES.bases.items() if basis.covers(fact, paper)]
        if self.likely(6):
            return self.one(fitting)
        return self.one((None, *RULES.bases))

    def receive_document(self) -> Arguments | None:
        demand = self.one(self._demands())
        return {"demand": demand.id, "digest": DIGEST} if demand else None

    def withdraw_document_request(self) -> Arguments | None:
        demand = self.one(self._demands())
        reasons = (DemandWithdrawal.NOT_NEEDED, DemandWithdrawal.ASKED_IN_ERROR)
        return {"demand": demand.id, "reason": self.chance.choice(reasons)} if demand else None

    # commission, assessment, decision

    def assign_commission(self) -> Arguments:
        return {"commission": f"C{self.chance.randrange(3)}", "quorum": 3}

    def conclude(self) -> Arguments:
        signature = {"member": "bolat", "at": "2019-04-12T06:00:00Z", "device": "tablet-1"}
        result = self.weighed({Conclusion.NEEDS: 3, Conclusion.NOT_IN_NEED: 1, Conclusion.INSPECTION_REFUSED: 1})
        return {"result": result, "signatures": [signature] * self.chance.randrange(4)}

    def inspect(self) -> Arguments:
        submitted_on = date.fromisoformat(self.state.submitted_at[:10])
        return {"on": submitted_on + timedelta(days=self.chance.randrange(3))}

    def offer_contract(self) -> Arguments | None:
        kind = self.chance.choice(list(ContractKind))
        return None if self.state.contracts.get(kind) in ("OFFERED", "SIGNED") else {"kind": kind}

    def sign_contract(self) -> Arguments | None:
        kind = self.one([kind for kind, stands in self.state.contracts.items() if stands == "OFFERED"])
        return {"kind": ContractKind(kind)} if kind else None

    def decline_contract(self) -> Arguments | None:
        return self.sign_contract()

    def assess_income(self) -> Arguments:
        return {"quarter": "2019-Q1", "line": 14849, "band": self.chance.choice(list(IncomeBand))}

    def approve(self) -> Arguments:
        return {
            "number": "7",
            "kind": AidKind.UNCONDITIONAL,
            "months": 3,
            "conclusion": self.one(self.state.conclusions),
        }

    def refuse(self) -> Arguments:
        ground = self.chance.choice(list(RefusalGround))
        return {"number": "8", "ground": ground, "conclusion": self.one(self.state.conclusions)}

    def withdraw(self) -> Arguments:
        return {"reason": self.chance.choice(list(Withdrawal))}

    # afterwards

    def send_notice(self) -> Arguments:
        told = [extension.version for extension in self.state.extensions] or [1]
        return {"what": self.chance.choice(told), "channel": self.chance.choice(list(NoticeChannel))}

    def start_payment(self) -> Arguments:
        return {"first_month": "2019-04"}

    def suspend_payment(self) -> Arguments:
        return {"ground": self.chance.choice(list(PaymentGround))}

    def resume_payment(self) -> Arguments:
        return self.suspend_payment()

    def terminate_payment(self) -> Arguments:
        return self.suspend_payment()

    def complain(self) -> Arguments:
        return {"body": f"REVIEW-{self.chance.randrange(2)}", "external_number": str(self.chance.randrange(1, 99))}

    def resolve_complaint(self) -> Arguments | None:
        complaint = self.one([c.id for c in self.state.complaints.values() if c.result is None])
        result = self.chance.choice(list(ComplaintResult))
        return {"complaint": complaint, "external_number": "R7", "result": result} if complaint else None

    # who works on it

    def assign(self) -> Arguments | None:
        """To somebody of a role whose move it is, mostly; the walk acts as one person of each role."""
        role = self.one(sorted(turns(self.state))) if self.likely(9) else Role.CASEWORKER
        return {"to": self.chance.choice((f"a-{role}", "b")), "role": Role(role)} if role else None

    def take(self) -> Arguments | None:
        return {} if turns(self.state) else None

    def hand_back(self) -> Arguments | None:
        return {"reason": self.chance.choice(list(HandBack))} if self.state.hands else None

    def correct(self) -> Arguments:
        return {"wrong": 1, "field": "channel", "right": self.chance.choice(list(Channel)).value}

    # what there is

    def _member(self) -> str:
        return self.chance.choice(list(self.state.members))

    def _questions(self, *statuses: str) -> list[Question]:
        return [question for question in self.state.questions.values() if question.status in statuses]

    def _demands(self) -> list[Demand]:
        return [demand for demand in self.state.demands.values() if demand.status in ("OUTSTANDING", "LAPSED")]


def _unanswered(request: StateRequest) -> bool:
    return request.status in ("OUTSTANDING", "LAPSED")


PROPOSED: Final[dict[str, Callable[[Proposer], Arguments | None]]] = {
    command: getattr(Proposer, command)
    for command in vars(Proposer)
    if not command.startswith("_") and command not in ("one", "weighed", "likely", "chance", "state")
}


def submission(chance: Random, applicant: str) -> Arguments:
    """A family of that applicant, somewhere in the country."""
    born = date(2000, 1, 1) + timedelta(days=chance.randrange(6900))
    abroad = frozenset({Fact.BIRTH}) if chance.randrange(6) == 0 else frozenset[Fact]()
    child = MemberGiven(_other(applicant, 1), MemberRole.CHILD, birth_date=born, abroad=abroad)
    mother = MemberGiven(applicant, MemberRole.APPLICANT, acts={Fact.MARRIAGE: date(2004 + chance.randrange(9), 6, 1)})
    region = chance.choice(REGIONS)
    return {
        "channel": chance.choice(list(Channel)),
        "region": region,
        "authorised_body": f"AB-{region[:2]}",
        "language": chance.choice(list(Language)),
        "members": (mother, child)[: chance.randrange(1, 3)],
    }


def _other(person_ref: str, number: int) -> str:
    return person_ref[:-2] + f"{number:02}"
