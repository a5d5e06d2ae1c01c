"""What a registry's answer means: its outcome, the gap it leaves, and who owns that gap.

The dispute of 2019 is decided here: "not integrated", "not filled in" and
"outside the law's coverage" are three answers, not one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.errors import Contradiction, UnknownCode
from domain.events import Missing
from domain.policy import Edition
from domain.state import ClaimState, PartyRef, Question, party
from domain.vocabulary import NEVER_TYPED, Coverage, Fact, GapCause, Party
from domain.vocabulary import LookupOutcome as Outcome

CAUSE_OF = {
    Outcome.FOUND_INCOMPLETE: GapCause.NOT_FILLED,
    Outcome.NOT_FOUND: GapCause.NOT_FILLED,
    Outcome.OUTSIDE_COVERAGE: GapCause.OUTSIDE_COVERAGE,
    Outcome.TIMEOUT: GapCause.INTEGRATION,
    Outcome.UNAVAILABLE: GapCause.INTEGRATION,
    Outcome.PROVIDER_ERROR: GapCause.INTEGRATION,
    Outcome.ACCESS_DENIED: GapCause.INTEGRATION,
    Outcome.VALIDATION_REJECTED: GapCause.INTEGRATION,
    Outcome.NOT_INTEGRATED: GapCause.NO_SOURCE,
    Outcome.CONSENT_REQUIRED: GapCause.CONSENT,
    Outcome.CONFLICT: GapCause.CONTRADICTION,
    Outcome.STALE: GapCause.CONTRADICTION,
}

OWNER_OF = {  # None: the registry's owner, or the akimat where akimats fill the fact in
    Outcome.FOUND_INCOMPLETE: None,
    Outcome.NOT_FOUND: None,
    Outcome.OUTSIDE_COVERAGE: Party.LAW,
    Outcome.TIMEOUT: Party.BUS,
    Outcome.UNAVAILABLE: Party.REGISTRY,
    Outcome.PROVIDER_ERROR: Party.REGISTRY,
    Outcome.ACCESS_DENIED: Party.SYSTEM,
    Outcome.VALIDATION_REJECTED: Party.SYSTEM,
    Outcome.NOT_INTEGRATED: Party.MINISTRY,
    Outcome.CONSENT_REQUIRED: Party.APPLICANT,
    Outcome.CONFLICT: Party.REGISTRY,
    Outcome.STALE: Party.REGISTRY,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A judged answer: every asked fact is either given or missing."""

    outcome: Outcome
    given: tuple[str, ...]
    missing: tuple[Missing, ...]


def judge(
    state: ClaimState, question: Question, outcome: str, given: Sequence[str], missing: Sequence[Missing]
) -> Answer:
    """The answer as it is recorded. Raises `UnknownCode` or `Contradiction` if it cannot be meant."""
    typed = _typed(outcome)
    lacking = _lacking(question, typed, given, missing)
    _agree(question, typed, given, [m["fact"] for m in lacking])
    return Answer(_covered(state, question, typed), tuple(given), tuple(lacking))


def cause_and_owner(
    outcome: Outcome, *, fact: str, registry: str | None, unit: str, edition: Edition
) -> tuple[GapCause, PartyRef]:
    """Why the fact is missing and who answers for that. `unit`: KATO of the answer's unit, else the claim's region."""
    kind = OWNER_OF[outcome]
    if kind is None:
        akimat = edition.akimat_fills(Fact(fact))
        return CAUSE_OF[outcome], party(Party.AKIMAT, unit) if akimat else party(Party.REGISTRY, registry)
    return CAUSE_OF[outcome], party(kind, registry if kind is Party.REGISTRY else None)


def _typed(outcome: str) -> Outcome:
    if outcome not in set(Outcome) - NEVER_TYPED:
        raise UnknownCode("outcome of an answer", outcome, set(Outcome) - NEVER_TYPED)
    return Outcome(outcome)


def _lacking(question: Question, outcome: Outcome, given: Sequence[str], missing: Sequence[Missing]) -> list[Missing]:
    """What is missing; where no record was found or none can be used, that is everything asked."""
    if missing or outcome in (Outcome.FOUND_COMPLETE, Outcome.FOUND_INCOMPLETE):
        return list(missing)
    return [{"fact": fact, "fields": []} for fact in question.facts if fact not in given]


def _agree(question: Question, outcome: Outcome, given: Sequence[str], lacking: Sequence[str]) -> None:
    asked = ", ".join(question.facts)
    if sorted((*given, *lacking)) != sorted(question.facts):
        raise Contradiction(f"given and missing must name each asked fact once: {asked}")
    if given and outcome not in (Outcome.FOUND_COMPLETE, Outcome.FOUND_INCOMPLETE):
        raise Contradiction(f"an answer {outcome} gives no fact, but given names {', '.join(given)}")
    if outcome in (Outcome.FOUND_COMPLETE, Outcome.FOUND_INCOMPLETE) and (outcome == Outcome.FOUND_COMPLETE) == bool(
        lacking
    ):
        raise Contradiction(
            f"{outcome} with {_listed(lacking)} missing; FOUND_COMPLETE lacks nothing, FOUND_INCOMPLETE something"
        )


def _covered(state: ClaimState, question: Question, outcome: Outcome) -> Outcome:
    """NOT_FOUND is OUTSIDE_COVERAGE if and only if submission's verdict says outside or abroad."""
    verdicts = {state.coverage(question.subject, fact) for fact in question.facts}
    if outcome == Outcome.NOT_FOUND and Coverage.INSIDE not in verdicts:
        return Outcome.OUTSIDE_COVERAGE
    return outcome


def _listed(facts: Iterable[str]) -> str:
    return ", ".join(facts) or "nothing"
