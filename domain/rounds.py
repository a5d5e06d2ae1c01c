"""Rounds of papers: how often an applicant was sent for papers again, and which could have been asked for at once.

A *round* is one or more demands made before any paper comes in. It is made when its first demand is made, and takes
every further demand until it is over: when any paper comes in, when none of it is outstanding any more because all were
taken back, or when the claim is decided or withdrawn. The next demand makes the next round.

A demand *could have been asked for before* if, in a round after the first, a paper is demanded for the first time, and
when an earlier round was made

- its gap was open, and neither a registry's answer nor that of another state body was awaited for it, nor has anything
  else been asked for it since: to ask the state first is no fault; or
- no registry is connected for the fact, so that nobody but the applicant could ever show it.

The earliest such round is when it could have been asked for. The seconds from there until the round in which it was
asked are told once for a claim, however many of its papers came late: of every stretch between one round and the next
it is remembered whether it was told. Only the last `LOOKED_BACK` stretches are remembered, so that no claim's account
grows with its events; of a claim with more rounds than that, too few seconds may be told, never too many.
In prose: docs/explanation/flow-of-claims.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from domain import events as e
from domain.demands import answer_awaited
from domain.events import ClaimEvent
from domain.state import ClaimState
from domain.steps import paper
from domain.vocabulary import GapCause, Verdict

LOOKED_BACK: Final = 50
"""stretches between two rounds that are remembered while nothing was told of them"""
UNMET: Final = frozenset({Verdict.GAP, Verdict.NO_BASIS, Verdict.NO_REGISTRY})
"""verdicts on a demand whose gap is open, or for whose fact no registry is connected"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A demand: in which round, whether it made it, and in which earlier one it could have been made, if in any.

    `stretches`: from one instant to another (epoch seconds), what it would have come sooner and was told of no other.
    """

    round: int
    made: bool
    could_in: int | None
    stretches: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Rounds:
    """A claim's rounds so far. Columns of a read model: plain values, whole numbers, instants in epoch seconds."""

    number: int = 0  # of the last round
    first: int = 0  # of the first one since the claim was last decided; 0: none since
    taking: bool = False  # the last one takes further demands
    began: int = 0  # version of its first demand
    made_at: int = 0
    could: dict[str, int] = field(default_factory=dict)  # open gap's subject/fact -> the first round it could be in
    untold: list[list[int]] = field(default_factory=list)  # stretches: number of the round before, from, until

    def demanded(self, event: e.DocumentRequested, state: ClaimState, at: int, on: date) -> Asked:
        """A paper is demanded; `at`, `on`: the instant and the local day of it."""
        could_in, makes = self._could_in(event, state), not self.taking
        if makes:
            self._make(event.originator_version, state, at, on)
        if could_in is None or could_in == self.number:
            return Asked(self.number, makes, None, ())
        told = tuple((since, until) for number, since, until in self.untold if number >= could_in)
        self.untold = [stretch for stretch in self.untold if stretch[0] < could_in]
        return Asked(self.number, makes, could_in, told)

    def happened(self, event: ClaimEvent, state: ClaimState) -> None:
        """Anything else that rounds look at (`OTHERS`)."""
        OTHERS[type(event)](self, event, state)

    def _could_in(self, event: e.DocumentRequested, state: ClaimState) -> int | None:
        """The first round since the last decision in which this demand could have been made."""
        if event.verdict not in UNMET or _was_asked(event, state):
            return None
        return self.could.get(_need(event.subject, event.fact)) if event.gap else self.first or None

    def _make(self, version: int, state: ClaimState, at: int, on: date) -> None:
        if self.first:
            self.untold = [*self.untold, [self.number, self.made_at, at]][-LOOKED_BACK:]
        self.number += 1
        self.first = self.first or self.number
        self.taking, self.began, self.made_at = True, version, at
        for gap in state.gaps.values():
            if gap.open and not answer_awaited(state, gap.subject, gap.fact, on):
                self.could.setdefault(_need(gap.subject, gap.fact), self.number)

    def _detected(self, event: e.GapDetected, state: ClaimState) -> None:
        """That no registry is connected was known before anything was asked."""
        need = _need(event.subject, event.fact)
        is_first = not any(_need(g.subject, g.fact) == need for g in state.gaps.values() if g.id != event.gap)
        if event.cause == GapCause.NO_SOURCE and self.first and is_first:
            self.could.setdefault(need, self.first)

    def _closed(self, event: e.GapClosed, state: ClaimState) -> None:
        if event.replaced_by is None:
            self._tried(event, state)

    def _tried(self, event: e.GapClosed | e.StateRequestSent, state: ClaimState) -> None:
        gap = state.gaps[event.gap]
        self.could.pop(_need(gap.subject, gap.fact), None)

    def _questions(self, event: e.ChecksRequested, state: ClaimState) -> None:
        for question in event.questions:
            for fact in question["facts"]:
                self.could.pop(_need(question["subject"], fact), None)

    def _received(self, event: e.DocumentReceived, state: ClaimState) -> None:
        self.taking = False

    def _withdrawn(self, event: e.DocumentRequestWithdrawn, state: ClaimState) -> None:
        self.taking = self.taking and any(
            demand.status == "OUTSTANDING" and demand.version >= self.began for demand in state.demands.values()
        )

    def _ended(self, event: ClaimEvent, state: ClaimState) -> None:
        """After a decision everything begins anew, should a complaint be upheld; only rounds are counted on."""
        self.taking, self.first = False, 0
        self.could.clear()


def _need(subject: str, fact: str) -> str:
    return f"{subject}/{fact}"


def _was_asked(event: e.DocumentRequested, state: ClaimState) -> bool:
    """The same paper was demanded before, whatever came of it."""
    wanted = paper(state, type=event.type, subject=event.subject, fact=event.fact)
    return any(
        demand.fact == event.fact
        and demand.subject == event.subject
        and demand.id != event.demand
        and paper(state, type=demand.type, subject=demand.subject, fact=demand.fact) == wanted
        for demand in state.demands.values()
    )


OTHERS: Final[Mapping[type[ClaimEvent], Callable[[Rounds, Any, ClaimState], None]]] = {
    e.ChecksRequested: Rounds._questions,
    e.GapDetected: Rounds._detected,
    e.GapClosed: Rounds._closed,
    e.StateRequestSent: Rounds._tried,
    e.DocumentReceived: Rounds._received,
    e.DocumentRequestWithdrawn: Rounds._withdrawn,
    e.ClaimApproved: Rounds._ended,
    e.ClaimRefused: Rounds._ended,
    e.ClaimWithdrawn: Rounds._ended,
}
"""Event beside the demand -> what it changes"""
