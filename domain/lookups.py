"""What a registry's answer means: its outcome, the gap it leaves, and who owns that gap.

The dispute of 2019 is decided here: "not integrated", "not filled in" and "outside the law's coverage" are three answers, not one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.errors import Contradiction, UnknownCode
from domain.events import Missing
from domain.policy import Edition
from domain.state import ClaimState, PartyRef, Question, party
from domain.vocabulary import NEVER_TYPED, Coverage, Fact, GapCause, LookupOutcome, Party

O = LookupOutcome

CAUSE_OF = {
    O.FOUND_INCOMPLETE: GapCause.NOT_FILLED,
    O.NOT_FOUND: GapCause.NOT_FILLED,
    O.OUTSIDE_COVERAGE: GapCause.OUTSIDE_COVERAGE,
    O.TIMEOUT: GapCause.INTEGRATION,
    O.UNAVAILABLE: GapCause.INTEGRATION,
    O.PROVIDER_ERROR: GapCause.INTEGRATION,
    O.ACCESS_DENIED: GapCause.INTEGRATION,
    O.VALIDATION_REJECTED: GapCause.INTEGRATION,
    O.NOT_INTEGRATED: GapCause.NO_SOURCE,
    O.CONSENT_REQUIRED: GapCause.CONSENT,
    O.CONFLICT: GapCause.CONTRADICTION,
    O.STALE: GapCause.CONTRADICTION,
}

OWNER_OF = {  # None: the registry's owner, or the akimat where akimats fill the fact in
    O.FOUND_INCOMPLETE: None,
    O.NOT_FOUND: None,
    O.OUTSIDE_COVERAGE: Party.LAW,
    O.TIMEOUT: Party.BUS,
    O.UNAVAILABLE: Party.REGISTRY,
    O.PROVIDER_ERROR: Party.REGISTRY,
    O.ACCESS_DENIED: Party.SYSTEM,
    O.VALIDATION_REJECTED: Party.SYSTEM,
    O.NOT_INTEGRATED: Party.MINISTRY,
    O.CONSENT_REQUIRED: Party.APPLICANT,
    O.CONFLICT: Party.REGISTRY,
    O.STALE: Party.REGISTRY,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A judged answer: every asked fact is either given or missing."""

    outcome: LookupOutcome
    given: tuple[str, ...]
    missing: tuple[Missing, ...]


def judge(state: ClaimState, question: Question, outcome: str, given: Sequence[str], missing: Sequence[Missing]) -> Answer:
    """The answer as it is recorded. Raises `UnknownCode` or `Contradiction` if it cannot be meant."""
    typed = _typed(outcome)
    lacking = _lacking(question, typed, given, missing)
    _agree(question, typed, given, [m["fact"] for m in lacking])
    return Answer(_covered(state, question, typed), tuple(given), tuple(lacking))


def cause_and_owner(
    outcome: LookupOutcome, *, fact: str, registry: str | None, unit: str, edition: Edition
) -> tuple[GapCause, PartyRef]:
    """Why the fact is missing and who answers for that. `unit`: KATO of the answer's unit, else the claim's region."""
    kind = OWNER_OF[outcome]
    if kind is None:
        akimat = edition.akimat_fills(Fact(fact))
        return CAUSE_OF[outcome], party(Party.AKIMAT, unit) if akimat else party(Party.REGISTRY, registry)
    return CAUSE_OF[outcome], party(kind, registry if kind is Party.REGISTRY else None)


def _typed(outcome: str) -> LookupOutcome:
    if outcome not in set(LookupOutcome) - NEVER_TYPED:
        raise UnknownCode("outcome of an answer", outcome, set(LookupOutcome) - NEVER_TYPED)
    return LookupOutcome(outcome)


def _lacking(question: Question, outcome: LookupOutcome, given: Sequence[str], missing: Sequence[Missing]) -> list[Missing]:
    """What is missing; where no record was found or none can be used, that is everything asked."""
    if missing or outcome in (O.FOUND_COMPLETE, O.FOUND_INCOMPLETE):
        return list(missing)
    return [{"fact": fact, "fields": []} for fact in question.facts if fact not in given]


def _agree(question: Question, outcome: LookupOutcome, given: Sequence[str], lacking: Sequence[str]) -> None:
    asked = ", ".join(question.facts)
    if sorted((*given, *lacking)) != sorted(question.facts):
        raise Contradiction(f"given and missing must name each asked fact once: {asked}")
    if given and outcome not in (O.FOUND_COMPLETE, O.FOUND_INCOMPLETE):
        raise Contradiction(f"an answer {outcome} gives no fact, but given names {', '.join(given)}")
    if outcome in (O.FOUND_COMPLETE, O.FOUND_INCOMPLETE) and (outcome == O.FOUND_COMPLETE) == bool(lacking):
        raise Contradiction(f"{outcome} with {_listed(lacking)} missing; FOUND_COMPLETE lacks nothing, FOUND_INCOMPLETE something")


def _covered(state: ClaimState, question: Question, outcome: LookupOutcome) -> LookupOutcome:
    """NOT_FOUND is OUTSIDE_COVERAGE if and only if submission's verdict says outside or abroad."""
    verdicts = {state.coverage(question.subject, fact) for fact in question.facts}
    if outcome == O.NOT_FOUND and Coverage.INSIDE not in verdicts:
        return O.OUTSIDE_COVERAGE
    return outcome


def _listed(facts: Iterable[str]) -> str:
    return ", ".join(facts) or "nothing"
