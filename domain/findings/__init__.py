"""What oversight looks for: rules over a claim's own history, each with a version of its own.

`examine` folds the history once and asks every rule of `RULES`. The answer depends on the events and on the instant up
to which is looked, and on nothing else: who examines the same history for the same instant finds the same.
The rules in prose, with what each rests on: docs/reference/findings.md.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from domain.events import ClaimEvent
from domain.findings import decisions, papers, pauses, records, silence, terms
from domain.findings.story import Found, Story
from domain.vocabulary import FindingRule

__all__ = ["RULES", "Found", "Rule", "Story", "examine", "finding_id", "found_in"]

_NAMESPACE: Final = UUID("0b9f1f44-6c0e-5e0b-8f5e-0d1f7a6b2c55")


@dataclass(frozen=True, slots=True)
class Rule:
    """`version`: grows when the same history may be judged otherwise; findings name the version that raised them."""

    version: int
    find: Callable[[Story], Iterator[Found]]


RULES: Final[Mapping[FindingRule, Rule]] = {
    FindingRule.APPROVED_AGAINST_CONCLUSION: Rule(1, decisions.approved_against_conclusion),
    FindingRule.TOO_FEW_SIGNATURES: Rule(1, decisions.too_few_signatures),
    FindingRule.DECIDED_WITHOUT_CONCLUSION: Rule(1, decisions.decided_without_conclusion),
    FindingRule.UNJUSTIFIED_DEMAND: Rule(1, papers.unjustified),
    FindingRule.OVER_TERM: Rule(1, terms.over_term),
    FindingRule.STATE_NOT_ASKED: Rule(1, papers.state_not_asked),
    FindingRule.UNLAWFUL_EXTENSION: Rule(1, terms.unlawful_extension),
    FindingRule.SILENCE: Rule(1, silence.silent),
    FindingRule.PAUSE_ON_LAST_DAY: Rule(1, pauses.on_last_day),
    FindingRule.PAUSE_REPEATED: Rule(1, pauses.repeated),
    FindingRule.PAUSE_WITH_WORK: Rule(1, pauses.with_work),
    FindingRule.PAUSE_NOT_FOLLOWED_UP: Rule(1, pauses.not_followed_up),
    FindingRule.CONTRADICTION: Rule(1, records.contradiction),
    FindingRule.CLAMPED: Rule(1, records.clamped),
    FindingRule.ANSWERED_TWICE: Rule(1, records.answered_twice),
}


def examine(events: Sequence[ClaimEvent], now: datetime) -> list[tuple[FindingRule, Found]]:
    """Everything that the rules find in a claim's whole history up to an instant, rule by rule."""
    return found_in(Story.of(events, now))


def found_in(story: Story) -> list[tuple[FindingRule, Found]]:
    """The same of a history that is folded already."""
    return [(name, found) for name, rule in RULES.items() for found in rule.find(story)]


def finding_id(claim: UUID, rule: FindingRule, thing: str) -> UUID:
    """The finding's stream: the same thing in the same claim is found once, by whichever process, however often."""
    return uuid5(_NAMESPACE, f"{claim}/{rule}/{thing}")
