"""What a claim's script says of facts, papers and calls: the demo's own account of what the quarrels are about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from cli.demo.family import FIRST_FOUND
from cli.demo.script import DONE, Json, Script, Shown, Step
from domain.vocabulary import (
    DocumentType,
    Fact,
    GapCause,
    LookupOutcome,
    MemberRole,
    Role,
    StateBody,
    Verdict,
)

ADDRESS: Final = frozenset({Fact.RESIDENCE, Fact.STREET, Fact.HOUSE, Fact.FLAT})
NAMED_BODY: Final[Mapping[Fact, StateBody]] = {
    **dict.fromkeys(ADDRESS, StateBody.AKIMAT),
    Fact.BIRTH: StateBody.MINISTRY_OF_JUSTICE,
    Fact.FATHER: StateBody.MINISTRY_OF_JUSTICE,
}
"""who else in the state can fill a fact, of those that the stories are about"""
NO_PAPER: Final = frozenset({DocumentType.IDENTITY_CARD, DocumentType.CONSENT})
"""what "with an identity card only" leaves room for"""
JUSTIFIED: Final = frozenset({Verdict.GAP, Verdict.NO_REGISTRY})
SILENT: Final = frozenset({LookupOutcome.TIMEOUT, LookupOutcome.UNAVAILABLE, LookupOutcome.PROVIDER_ERROR})


@dataclass(slots=True)
class Needed:
    """A fact about a member. `is_outside`: born before births could be found. `asked_first`: STATE, APPLICANT or ""."""

    fact: Fact
    is_outside: bool
    is_given: bool = False
    missing: GapCause | None = None
    asked_first: str = ""

    @property
    def is_decided(self) -> bool:
        return self.is_given or self.missing is not None


@dataclass(frozen=True, slots=True)
class Demanded:
    by: Role
    type: DocumentType
    verdict: str
    state_not_asked: bool

    @property
    def is_paper(self) -> bool:
        return self.type not in NO_PAPER


@dataclass(frozen=True, slots=True)
class Call:
    """An attempt's end: of which registry, and how. `outcome`: as it is judged."""

    registry: str
    outcome: str


@dataclass(slots=True)
class History:
    """One claim. `requests`, `replies`: the state bodies that were asked and that answered."""

    region: str
    needs: dict[tuple[str, Fact], Needed] = field(default_factory=dict)
    wanted: set[tuple[str, Fact]] = field(default_factory=set)
    demands: list[Demanded] = field(default_factory=list)
    attempts: int = 0
    ends: list[Call] = field(default_factory=list)
    requests: list[StateBody] = field(default_factory=list)
    replies: list[StateBody] = field(default_factory=list)

    @property
    def has_gap(self) -> bool:
        return any(need.missing for need in self.needs.values())

    @property
    def is_given(self) -> bool:
        """Everything that was asked came, and something was asked."""
        return bool(self.wanted) and not self.has_gap and all(self.needs[one].is_given for one in self.wanted)

    def papers(self) -> Iterator[Demanded]:
        return (demand for demand in self.demands if demand.is_paper)


def history(script: Script) -> History:
    return Reader(script).read()


class Reader:
    """Reads one script, step by step."""

    def __init__(self, script: Script) -> None:
        self._script, self._history = script, History(script.place.prefix)
        self._old: set[str] = set()
        self._asked: dict[str, Call] = {}  # lookup -> its last attempt
        self._gaps: dict[str, tuple[str, Fact]] = {}
        self._told: set[tuple[str, Fact]] = set()  # facts for which the named body was asked

    def read(self) -> History:
        for step in self._script.steps:
            self._step(step)
        return self._history

    def _step(self, step: Step) -> None:
        match step.path.split("/"):
            case [""] if step.answer == DONE:
                self._submitted(step.body)
            case ["checks"]:
                self._history.wanted |= {(need["subject"], Fact(need["fact"])) for need in _listed(step.body, "needs")}
            case ["lookups", lookup, *rest]:
                self._called(lookup, step, is_over=len(rest) > 1)
            case ["state-requests", *rest]:
                self._state(step.body, *rest)
            case ["document-requests"]:
                self._demanded(step)
        for shown in step.shows:
            self._shown(shown)

    def _called(self, lookup: str, step: Step, *, is_over: bool) -> None:
        if is_over:
            if call := self._asked.pop(lookup, None):  # a second answer to one attempt has no effect
                self._history.ends.append(call)
        else:
            self._history.attempts += 1
            self._asked[lookup] = Call(step.opens[0].registry, step.opens[0].came_of)

    def _submitted(self, body: Json) -> None:
        members = _listed(body, "members")
        children = [each for each in members if each["role"] == MemberRole.CHILD]
        self._old |= {each["person_ref"] for each in children if each["birth_date"] < FIRST_FOUND.isoformat()}

    def _need(self, subject: str, fact: Fact) -> Needed:
        return self._history.needs.setdefault((subject, fact), Needed(fact, subject in self._old))

    def _shown(self, shown: Shown) -> None:
        """What was missing once stays missed, whatever comes later; of several causes the last one counts."""
        need = self._need(shown.subject, shown.fact)
        if shown.cause:
            need.missing, need.is_given = shown.cause, False
            self._gaps[shown.gap] = (shown.subject, shown.fact)
        elif not need.missing:
            need.is_given = True

    def _state(self, body: Json, request: str = "", *_: str) -> None:
        """A state body is asked, or answers a request."""
        if request:
            self._history.replies.append(self._history.requests[int(request.removeprefix("S")) - 1])
            return
        subject, fact = self._gaps[str(body["gap"])]
        asked = StateBody(str(body["body"]))
        self._history.requests.append(asked)
        if NAMED_BODY.get(fact) == asked:
            need = self._need(subject, fact)
            need.asked_first = need.asked_first or "STATE"
            self._told.add((subject, fact))

    def _demanded(self, step: Step) -> None:
        subject, fact = str(step.body["subject"]), Fact(str(step.body["fact"]))
        verdict, could = step.opens[0].came_of, fact in NAMED_BODY
        unasked = verdict == Verdict.GAP and could and (subject, fact) not in self._told
        demand = Demanded(step.actor.role, DocumentType(str(step.body["type"])), verdict, unasked)
        self._history.demands.append(demand)
        if demand.is_paper and could:
            need = self._need(subject, fact)
            need.asked_first = need.asked_first or "APPLICANT"


def _listed(body: Json, name: str) -> list[dict[str, str]]:
    listed = body[name]
    assert isinstance(listed, list), f"{name} are a list"
    return listed
