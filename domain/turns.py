"""Whose turn it is: which roles have something to do about a claim now, and in whose hands it lies.

Said by the claim's own state, because the claim decides to whom it is given (domain/commands/work.py). It is the same
account as the ledger's: a role has its turn while its party holds a wait (domain/waits.py), but for a file on its way,
of which the sending office has let go. A test over random histories compares the two.
"""

from typing import Final

from domain.state import ClaimState, Demand, Hand
from domain.vocabulary import Role, Stage

AT_WORK: Final = frozenset({Role.CASEWORKER, Role.COMMISSION, Role.HEAD})
"""roles to whom claims are given to work on"""
_ALWAYS_THE_OFFICE: Final = frozenset({Stage.INTAKE.value, Stage.ASSESSMENT.value})


def turns(state: ClaimState) -> dict[str, str]:
    """Role -> code of the office, commission or body whose move it is; empty once the claim has ended."""
    if state.has_ended:
        return {}
    found: dict[str, str] = {}
    if not state.transfer_to and _is_the_offices(state):
        found[Role.CASEWORKER.value] = state.office
    if state.stage == Stage.COMMISSION and state.commission:
        found[Role.COMMISSION.value] = state.commission
    if state.stage == Stage.DECISION:
        found[Role.HEAD.value] = state.authorised_body
    return found


def held(state: ClaimState) -> dict[str, Hand]:
    """Role -> who has the claim to work on, without those whose turn is over."""
    if not state.hands:
        return {}
    now = turns(state)
    return {role: hand for role, hand in state.hands.items() if now.get(role) == hand.office}


def let_go(state: ClaimState) -> None:
    """A claim falls out of the hands of those whose turn is over."""
    state.hands = held(state)


def _is_the_offices(state: ClaimState) -> bool:
    """To register, to assess, a gap that nobody attends to, or checks in which nothing is waited for."""
    if state.stage in _ALWAYS_THE_OFFICE:
        return True
    open_gaps = (gap for gap in state.gaps.values() if gap.open)
    if any(not state.is_attended(gap.subject, gap.fact) for gap in open_gaps):
        return True
    return state.stage == Stage.CHECKS and not _is_waiting(state)


def _is_waiting(state: ClaimState) -> bool:
    """For an answer, a paper or a signature."""
    return (
        any(question.awaited and not state.is_moot(question) for question in state.questions.values())
        or any(_is_owed(state, demand) for demand in state.demands.values())
        or any(request.status == "OUTSTANDING" for request in state.state_requests.values())
        or "OFFERED" in state.contracts.values()
    )


def _is_owed(state: ClaimState, demand: Demand) -> bool:
    """A demand beside another one added no wait, and adds one later only if the fact is still missing."""
    if demand.status != "OUTSTANDING":
        return False
    return not demand.beside or state.open_gap(demand.subject, demand.fact) is not None
