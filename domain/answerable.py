"""Whose move a wait is, who answers for it, and which registry it belongs to: words of the table in domain/waits.py.

Each is asked once, when the wait for that thing opens. Who answers for a demand follows from its verdict, which was
judged by the claim's own history (domain/demands.py).
"""

from collections.abc import Callable
from typing import Final

from domain.lookups import OWNER_OF
from domain.policy import edition
from domain.state import PartyRef, party
from domain.vocabulary import Fact, LookupOutcome, Party, Verdict
from domain.wait import Moment

PartyOf = Callable[[Moment, str], PartyRef]
CodeOf = Callable[[Moment, str], str | None]


def office(m: Moment, thing: str) -> PartyRef:
    return party(Party.OFFICE, m.state.office)


def only(kind: Party) -> PartyOf:
    """A party without a code."""
    return lambda m, thing: party(kind)


def commission(m: Moment, code: str) -> PartyRef:
    return party(Party.COMMISSION, code)


def authorised_body(m: Moment, thing: str) -> PartyRef:
    return party(Party.AUTHORISED_BODY, m.state.authorised_body)


def reviewing_body(m: Moment, complaint: str) -> PartyRef:
    return party(Party.REVIEWING_BODY, m.state.complaints[complaint].body)


def registry_asked(m: Moment, lookup: str) -> PartyRef:
    return party(Party.REGISTRY, m.state.questions[lookup].registry)


def owner_of_failure(m: Moment, lookup: str) -> PartyRef:
    """Who would own the gap if this attempt had been the last."""
    kind = OWNER_OF[LookupOutcome(m.event.outcome)] or Party.REGISTRY
    return registry_asked(m, lookup) if kind is Party.REGISTRY else party(kind)


def body_asked(m: Moment, request: str) -> PartyRef:
    return m.state.state_requests[request].body


def owner_or_body(m: Moment, request: str) -> PartyRef:
    """The gap's owner; where that is the law, which owes nobody an answer, the body that was asked."""
    owner = m.state.gaps[m.state.state_requests[request].gap].owner
    return body_asked(m, request) if owner["kind"] == Party.LAW else owner


def who_asked(m: Moment, demand: str) -> PartyRef:
    return m.state.demands[demand].asked_by


def owner_if_state_was_asked(m: Moment, demand: str) -> PartyRef:
    """The state must ask the state first: whoever sent the applicant instead answers for it."""
    asked = m.state.demands[demand]
    assert asked.gap is not None, f"demand {demand} with verdict {asked.verdict} names its gap"
    return asked.asked_by if asked.state_not_asked else m.state.gaps[asked.gap].owner


def ministry_or_law(m: Moment, demand: str) -> PartyRef:
    """No registry is connected: the ministry's doing where the edition lists the fact as needed, else nobody's."""
    listed = edition(m.state.edition).lists(Fact(m.state.demands[demand].fact))
    return party(Party.MINISTRY if listed else Party.LAW)


JUSTIFIED_BY: Final[dict[str, PartyOf]] = {
    Verdict.GAP.value: owner_if_state_was_asked,
    Verdict.NO_REGISTRY.value: ministry_or_law,
}


def by_verdict(m: Moment, demand: str) -> PartyRef:
    return JUSTIFIED_BY.get(m.state.demands[demand].verdict, who_asked)(m, demand)


def is_pause(m: Moment, demand: str) -> bool:
    """The applicant is rightly asked: a real gap, a legal basis, and no other body of the state passed by."""
    asked = m.state.demands[demand]
    return asked.verdict == Verdict.GAP and not asked.state_not_asked


# Which registry, and what came of it


def its_registry(m: Moment, lookup: str) -> str | None:
    return m.state.questions[lookup].registry


def registry_of_gap(m: Moment, gap: str) -> str | None:
    return m.state.gaps[gap].registry


def registry_of_request(m: Moment, request: str) -> str | None:
    return registry_of_gap(m, m.state.state_requests[request].gap)


def registry_of_demand(m: Moment, demand: str) -> str | None:
    gap = m.state.demands[demand].gap
    return registry_of_gap(m, gap) if gap else None


def outcome(m: Moment, lookup: str) -> str | None:
    """None where the claim ended before the registry answered."""
    return getattr(m.event, "outcome", None)


def verdict(m: Moment, demand: str) -> str | None:
    return m.state.demands[demand].verdict
