"""What a claim of the demo waits for after each step, as its script says it: the demo's own, much simpler account.

Neither the ledger nor the rules are asked: otherwise planted and found would agree whatever they say.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from cli.demo.script import DONE, Script, Step
from domain.vocabulary import ComplaintResult, Conclusion, Party, StateAnswer, StateBody

Path = list[str]
"""what follows the first word of a step's path"""
Pending = tuple[str, str]
"""how long it explains that nothing happens, by its word in `WORKING_DAYS`, and whose move it is"""
WORKING_DAYS: Final = {
    "file": 3,
    "lookup": 2,
    "gap": 3,
    "state": 7,
    "paper": 15,
    "commission": 5,
    "assessment": 3,
    "contract": 10,
    "decision": 3,
    "complaint": 20,
    "nothing": 3,
}

NEXT: Final = {
    "commission": Party.COMMISSION,
    "assessment": Party.OFFICE,
    "decision": Party.AUTHORISED_BODY,
}
"""what comes next on the way to the decision -> whose move it is"""
BODY: Final = {StateBody.AKIMAT.value: Party.AKIMAT}


@dataclass(slots=True)
class Standing:
    """Of one claim. `gaps`, `papers`, `requests`: what is open, by id, with the subject and fact."""

    office: str
    registered: bool = False
    ended: bool = False
    second: bool = False
    sent_to: str = ""
    lookups: int = 0
    gaps: dict[str, tuple[str, str]] = field(default_factory=dict)
    papers: dict[str, tuple[str, str]] = field(default_factory=dict)
    requests: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    next: str = ""
    contract: bool = False
    complaints: set[str] = field(default_factory=set)
    counted: dict[str, int] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        what, *rest = step.path.split("/")
        if (happens := HAPPENS.get(what)) is not None:
            happens(self, rest, step)
        for shown in step.shows:
            self._shown(shown.subject, shown.fact.value, shown.gap)

    def pending(self) -> Iterator[Pending]:
        """Everything that is waited for; nothing after the end, unless something is contested."""
        yield from (("complaint", Party.REVIEWING_BODY.value) for _ in self.complaints)
        if self.ended and not self.second:
            return
        found = list(self._work())
        yield from found
        if not found and self.registered and not self.complaints:
            yield "nothing", Party.OFFICE.value

    def _work(self) -> Iterator[Pending]:
        asked = {*self.papers.values(), *(request[:2] for request in self.requests.values())}
        if self.sent_to:
            yield "file", Party.OFFICE.value
        if self.lookups:
            yield "lookup", Party.REGISTRY.value
        yield from (("gap", Party.OFFICE.value) for gap in self.gaps.values() if gap not in asked)
        yield from (("state", BODY.get(body, Party.STATE_BODY).value) for *_, body in self.requests.values())
        yield from (("paper", Party.OFFICE.value) for _ in self.papers)
        if self.next:
            yield self.next, NEXT[self.next].value
        if self.contract:
            yield "contract", Party.OFFICE.value

    # what happens

    def registration(self, rest: Path, step: Step) -> None:
        self.registered = True

    def transfer(self, rest: Path, step: Step) -> None:
        if rest:
            self.office, self.sent_to = self.sent_to, ""
        else:
            self.sent_to = str(step.body["to"])

    def lookup(self, rest: Path, step: Step) -> None:
        """Sent, or come to its end; an answer that came before changes nothing."""
        if rest[-1] == "attempts":
            self.lookups += 1
        elif self.lookups:
            self.lookups -= 1

    def request(self, rest: Path, step: Step) -> None:
        if not rest:
            gap = str(step.body["gap"])
            self.requests[self._next("S")] = (*self.gaps[gap], str(step.body["body"]))
            return
        subject, fact, _ = self.requests.pop(rest[0])
        if step.body["answer"] == StateAnswer.PROVIDED:
            self._closed((subject, fact))

    def paper(self, rest: Path, step: Step) -> None:
        if not rest:
            self.papers[self._next("D")] = str(step.body["subject"]), str(step.body["fact"])
            return
        about = self.papers.pop(rest[0], None)
        if about and rest[1] == "receipt":
            self._closed(about)

    def assigned(self, rest: Path, step: Step) -> None:
        self.next = "commission"

    def concluded(self, rest: Path, step: Step) -> None:
        self.next = "assessment" if step.body["result"] == Conclusion.NEEDS else "decision"

    def assessed(self, rest: Path, step: Step) -> None:
        self.next = "decision"

    def end(self, rest: Path, step: Step) -> None:
        self.ended, self.second, self.contract = True, False, False
        self.next, self.sent_to, self.lookups = "", "", 0
        self.papers, self.requests = {}, {}

    def contracted(self, rest: Path, step: Step) -> None:
        self.contract = not rest

    def complaint(self, rest: Path, step: Step) -> None:
        if not rest:
            self.complaints.add(self._next("K"))
            return
        self.complaints.discard(rest[0])
        if step.body["result"] == ComplaintResult.UPHELD:
            self.second, self.next = True, "decision"

    def _shown(self, subject: str, fact: str, gap: str) -> None:
        if gap:
            self.gaps[gap] = subject, fact
        elif (subject, fact) in self.gaps.values():
            self._closed((subject, fact))

    def _closed(self, about: tuple[str, str]) -> None:
        """What was missing is there: nobody is asked for it any more."""
        self.gaps = {gap: each for gap, each in self.gaps.items() if each != about}
        self.papers = {demand: each for demand, each in self.papers.items() if each != about}
        self.requests = {request: each for request, each in self.requests.items() if each[:2] != about}

    def _next(self, letter: str) -> str:
        self.counted[letter] = self.counted.get(letter, 0) + 1
        return f"{letter}{self.counted[letter]}"


HAPPENS: Final[dict[str, Callable[[Standing, Path, Step], None]]] = {
    "registration": Standing.registration,
    "file-transfers": Standing.transfer,
    "lookups": Standing.lookup,
    "state-requests": Standing.request,
    "document-requests": Standing.paper,
    "commission": Standing.assigned,
    "conclusion": Standing.concluded,
    "assessment": Standing.assessed,
    "approval": Standing.end,
    "refusal": Standing.end,
    "withdrawal": Standing.end,
    "contracts": Standing.contracted,
    "complaints": Standing.complaint,
}
"""how a step's path begins -> what it does; the rest moves nothing"""


def standings(script: Script) -> Iterator[tuple[Step, Standing]]:
    """Every step with how the claim stands after it: the same object, which moves on."""
    offices = {step.actor.office for step in script.steps if step.path == "file-transfers"}
    standing = Standing(min(offices, default=script.office))
    for step in script.steps:
        if step.answer == DONE:
            standing.take(step)
            yield step, standing
