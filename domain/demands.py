"""What a demand for a paper was worth, judged when it is made, from the claim's own history.

The rows stand in the order in which they are tried: the first that fits is the verdict.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.policy import Edition
from domain.state import ClaimState, Gap
from domain.vocabulary import DocumentType, Fact, Verdict


@dataclass(frozen=True, slots=True)
class Paper:
    """The demand, and the claim it is made in. `based`: a legal basis is named and covers the fact."""

    state: ClaimState
    edition: Edition
    type: str
    subject: str
    fact: str
    based: bool
    on: date

    @property
    def gap(self) -> Gap | None:
        return self.state.open_gap(self.subject, self.fact)

    @property
    def connected(self) -> bool:
        return self.edition.registry_for(Fact(self.fact)) is not None

    @property
    def asked_before(self) -> bool:
        """A paper for it is outstanding or was received. A consent is no paper for the fact, nor a paper a consent."""
        earlier = self.state.demands_for(self.subject, self.fact, "OUTSTANDING", "RECEIVED")
        return any(_same_kind(d.type, self.type, self.fact) for d in earlier)

    @property
    def answer_awaited(self) -> bool:
        return answer_awaited(self.state, self.subject, self.fact, self.on)

    @property
    def present(self) -> bool:
        return self.gap is None and self.state.is_present(self.subject, self.fact)


ROWS: tuple[tuple[Verdict, Callable[[Paper], bool]], ...] = (
    (Verdict.ASKED_AGAIN, lambda p: p.asked_before),
    (Verdict.ASKED_TOO_EARLY, lambda p: p.answer_awaited),
    (Verdict.PRESENT_BUT_ASKED, lambda p: p.present),
    (Verdict.NO_BASIS, lambda p: not p.based and (p.gap is not None or not p.connected)),
    (Verdict.GAP, lambda p: p.gap is not None),
    (Verdict.NO_REGISTRY, lambda p: not p.connected),
    (Verdict.NEVER_LOOKED_UP, lambda p: True),
)


def verdict(paper: Paper) -> Verdict:
    """The first row that fits."""
    return next(name for name, fits in ROWS if fits(paper))


def answer_awaited(state: ClaimState, subject: str, fact: str, on: date) -> bool:
    """A registry's answer is awaited, or a state body's that is not past its day."""
    return state.awaited(subject, fact) or any(
        r.status == "OUTSTANDING" and on <= date.fromisoformat(r.due_on)
        for r in state.state_requests_for(subject, fact)
    )


def state_not_asked(paper: Paper, judged: Verdict) -> bool:
    """Another state body could have filled the gap and was never asked: the state must ask the state first."""
    if judged is not Verdict.GAP or paper.type == DocumentType.CONSENT:
        return False
    body = paper.edition.state_body_for(Fact(paper.fact), paper.state.coverage(paper.subject, paper.fact))
    asked = (r.body for r in paper.state.state_requests_for(paper.subject, paper.fact))
    return body is not None and not any(body.value in (b["kind"], b["code"]) for b in asked)


def _same_kind(earlier: str, now: str, fact: str) -> bool:
    if fact == Fact.OTHER:
        return earlier == now
    return (earlier == DocumentType.CONSENT) == (now == DocumentType.CONSENT)
