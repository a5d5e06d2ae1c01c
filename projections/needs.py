"""What claims needed to know, whether a registry gave it, and whether a paper was demanded: with and without a gap.

"Claims are accepted with an identity card, if the information is in the system" and "commissions demand papers" can
both be true. One share of claims accepted with a card alone cannot tell; two can: of the claims for which registries
gave everything, and of those with a gap. So claims and single facts are counted here by what the registries gave and
what was demanded, and they move from cell to cell as their history goes on.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from domain.events import (
    ChecksRequested,
    ClaimSubmitted,
    DocumentRequested,
    GapDetected,
    LookupCompleted,
    StateRequestSent,
)
from domain.events.base import ClaimEvent
from domain.policy import edition
from domain.state import ClaimState, PartyRef
from domain.vocabulary import JUSTIFIED, Coverage, DocumentType, Fact, GapCause
from projections.accounts import accounts
from projections.base import Index, Months, Out, Projection
from projections.lookback import View
from projections.lookback_where import COHORT, Groupings, words
from projections.tally import Tally, cohort


class Data(StrEnum):
    """What the registries gave."""

    UNKNOWN = "UNKNOWN"  # not asked, or not answered; of a claim: neither of the others
    GIVEN = "GIVEN"  # by a registry; of a claim: every fact that a registry was asked for
    GAP = "GAP"  # a gap was detected, whatever came of it later


class Asked(StrEnum):
    """Whether a paper beyond the identity card was demanded; of several demands the worst counts."""

    NOT_ASKED = "NOT_ASKED"
    JUSTIFIED = "JUSTIFIED"
    UNJUSTIFIED = "UNJUSTIFIED"


class First(StrEnum):
    """Who was sent first for a missing fact that another state body can fill."""

    NOBODY = "NOBODY"
    STATE = "STATE"  # that body was asked before any paper was demanded
    APPLICANT = "APPLICANT"


NONE: Final = ""
CARD: Final = frozenset({DocumentType.IDENTITY_CARD, DocumentType.CONSENT})
"""what "with an identity card only" leaves room for: the card, and a consent, which is no paper for a fact"""


@dataclass(frozen=True, slots=True)
class Need:
    """How it stands with a fact, or with a claim. `cause`: of the fact's last gap. `first`: none where no other body
    of the state can fill the fact."""

    data: str = Data.UNKNOWN.value
    cause: str = NONE
    first: str = NONE
    asked: str = Asked.NOT_ASKED.value

    @property
    def counts(self) -> bool:
        return self.data != Data.UNKNOWN or self.asked != Asked.NOT_ASKED


WORSE: Final = {each.value: rank for rank, each in enumerate(Asked)}
NOTHING: Final = Need()


@dataclass(slots=True)
class NeedsRow:
    """`needs`: subject/fact -> how it stands. `answers`: to how many attempts an answer has counted so far."""

    claim: Need = NOTHING
    needs: dict[str, Need] = field(default_factory=dict)
    answers: int = 0


@dataclass(slots=True, unsafe_hash=True)
class NeedsCell:
    """Under what a claim or a fact is counted. A claim has no fact, coverage, cause and first."""

    region: str  # KATO, 9 digits
    office: str
    submitted_on: date
    fact: str
    coverage: str
    data: str
    cause: str
    first: str
    asked: str


@dataclass(slots=True, unsafe_hash=True)
class NeedsLine(NeedsCell):
    """A claim or a fact that moves into a cell (+1) or out of it (-1)."""

    what: str
    thing: str  # "claim", or subject/fact
    moved: int
    recorded_on: date


@dataclass(slots=True, unsafe_hash=True)
class Needs:
    """Claims, and facts about their members that were given, missing or demanded on paper."""

    claims: int = 0
    facts: int = 0


needs = Projection(
    "needs_2",
    takes=ClaimEvent,
    row=NeedsRow,
    line=NeedsLine,
    cell=(NeedsCell, Needs),
    months=Months("submitted_on"),
    follows=accounts,
    indexes=(Index("lines", ("submitted_on", "stream")), Index("cells", ("submitted_on",))),
)

GROUPS: Final[Groupings] = {
    **COHORT,
    "fact": words("fact", Fact),
    "coverage": words("coverage", Coverage),
    "data": words("data", Data),
    "cause": words("cause", GapCause),
    "first": words("first", First),
    "asked": words("asked", Asked),
}
VIEW: Final = View("needs", needs, GROUPS)
TALLY: Final = Tally(VIEW, moves=True)
THE_CLAIM: Final = "claim"

NeedsOut = Out[NeedsLine, NeedsCell, Needs]


@needs.on(ClaimSubmitted)
def submitted(row: NeedsRow | None, event: ClaimSubmitted, out: NeedsOut) -> NeedsRow:
    _book(THE_CLAIM, NOTHING, 1, out)
    return NeedsRow()


@needs.on(ChecksRequested)
def asked(row: NeedsRow, event: ChecksRequested, out: NeedsOut) -> NeedsRow:
    return _whole(row, out)


@needs.on(LookupCompleted)
def answered(row: NeedsRow, event: LookupCompleted, out: NeedsOut) -> NeedsRow:
    """What a registry gave; a second answer to one attempt has no effect here either."""
    state: ClaimState = out.account.state
    before, row.answers = row.answers, sum(len(question.answered) for question in state.questions.values())
    if row.answers > before:
        for fact in event.given:
            subject = state.questions[event.lookup].subject
            if _need(row, subject, fact).data != Data.GAP:
                _move(row, subject, fact, out, data=Data.GIVEN.value)
    return _whole(row, out)


@needs.on(GapDetected)
def missing(row: NeedsRow, event: GapDetected, out: NeedsOut) -> NeedsRow:
    first = _need(row, event.subject, event.fact).first
    if not first and _body(out.account.state, event.subject, event.fact):
        first = First.NOBODY.value
    _move(row, event.subject, event.fact, out, data=Data.GAP.value, cause=event.cause, first=first)
    return _whole(row, out)


@needs.on(StateRequestSent)
def state_asked(row: NeedsRow, event: StateRequestSent, out: NeedsOut) -> NeedsRow:
    """Asking a body that the rules do not name for the fact counts as asking nobody."""
    gap = out.account.state.gaps[event.gap]
    if _need(row, gap.subject, gap.fact).first == First.NOBODY and _fits(
        event.body, _body(out.account.state, gap.subject, gap.fact)
    ):
        _move(row, gap.subject, gap.fact, out, first=First.STATE.value)
    return row


@needs.on(DocumentRequested)
def demanded(row: NeedsRow, event: DocumentRequested, out: NeedsOut) -> NeedsRow:
    if event.type in CARD:
        return row
    need, state = _need(row, event.subject, event.fact), out.account.state
    asked = Asked.JUSTIFIED.value if event.verdict in JUSTIFIED else Asked.UNJUSTIFIED.value
    to_applicant = need.first in (NONE, First.NOBODY) and _body(state, event.subject, event.fact)
    _move(
        row,
        event.subject,
        event.fact,
        out,
        asked=_worse(need.asked, asked),
        first=First.APPLICANT.value if to_applicant else need.first,
    )
    return _whole(row, out, asked)


def _need(row: NeedsRow, subject: str, fact: str) -> Need:
    return row.needs.get(f"{subject}/{fact}", NOTHING)


def _body(state: ClaimState, subject: str, fact: str) -> str | None:
    """The other state body that can fill the fact, by the edition of the claim's submission."""
    return edition(state.edition).state_body_for(Fact(fact), state.coverage(subject, fact))


def _fits(asked: PartyRef, named: str | None) -> bool:
    return named is not None and named in (asked["kind"], asked["code"])


def _worse(one: str, other: str) -> str:
    return max(one, other, key=WORSE.__getitem__)


def _move(row: NeedsRow, subject: str, fact: str, out: NeedsOut, **changed: str) -> None:
    """A fact stands otherwise now."""
    thing = f"{subject}/{fact}"
    old = row.needs.get(thing, NOTHING)
    new = replace(old, **changed)
    if new != old:
        row.needs[thing] = new
        coverage = out.account.state.coverage(subject, fact).value
        for need, moved in ((old, -1), (new, 1)):
            if need.counts:
                _book(thing, need, moved, out, fact=fact, coverage=coverage)


def _whole(row: NeedsRow, out: NeedsOut, asked: str = Asked.NOT_ASKED.value) -> NeedsRow:
    """The claim, by its facts: a gap in one is a gap; given is everything that a registry was asked for."""
    new = Need(data=_data(row, out.account.state), asked=_worse(row.claim.asked, asked))
    if new != row.claim:
        _book(THE_CLAIM, row.claim, -1, out)
        _book(THE_CLAIM, new, 1, out)
        row.claim = new
    return row


def _data(row: NeedsRow, state: ClaimState) -> str:
    if row.claim.data == Data.GAP or any(need.data == Data.GAP for need in row.needs.values()):
        return Data.GAP.value
    wanted = [(q.subject, fact) for q in state.questions.values() for fact in q.facts]
    given = wanted and all(_need(row, *one).data == Data.GIVEN for one in wanted)
    return (Data.GIVEN if given else Data.UNKNOWN).value


def _book(thing: str, need: Need, moved: int, out: NeedsOut, *, fact: str = NONE, coverage: str = NONE) -> None:
    what = "facts" if fact else "claims"
    cell: dict[str, Any] = {
        **cohort(out.account),
        "fact": fact,
        "coverage": coverage,
        "data": need.data,
        "cause": need.cause,
        "first": need.first,
        "asked": need.asked,
    }
    out.add(NeedsCell(**cell), Needs(**{what: moved}))
    out.append(NeedsLine(**cell, what=what, thing=thing, moved=moved, recorded_on=out.recorded_on))
