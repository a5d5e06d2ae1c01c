"""Which registry is asked for which fact: one question per subject, registry and act or record."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import AlreadyDone, UnknownCode
from domain.events import Asked
from domain.policy import Edition
from domain.state import ClaimState
from domain.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class Need:
    """A fact about a member that the claim needs."""

    subject: str
    fact: Fact


def asked_of_registries(state: ClaimState, rules: Edition, needs: Sequence[Need]) -> tuple[list[Asked], list[Need]]:
    """The questions for those facts, and the needs for which the edition connects no registry.

    Raises `AlreadyDone` for a fact whose answer is awaited, `UnknownCode` for OTHER, which no registry ever gives.
    """
    questions: dict[tuple[str, str], Asked] = {}
    unasked: list[Need] = []
    for need in dict.fromkeys(needs):
        _check(state, need)
        registry = rules.registry_for(need.fact)
        if registry is None:
            unasked.append(need)
            continue
        service = f"{registry}/{rules.record_of(need.fact)}"
        fresh: Asked = {
            "lookup": f"L{len(state.questions) + len(questions) + 1}",
            "registry": registry.value,
            "service": service,
            "subject": need.subject,
            "facts": [],
        }
        questions.setdefault((need.subject, service), fresh)["facts"].append(need.fact.value)
    return list(questions.values()), unasked


def _check(state: ClaimState, need: Need) -> None:
    if need.fact is Fact.OTHER:
        raise UnknownCode("fact to ask a registry for", need.fact, set(Fact) - {Fact.OTHER})
    if state.awaited(need.subject, need.fact):
        raise AlreadyDone(f"an answer about {need.fact} of {need.subject} is awaited already")
