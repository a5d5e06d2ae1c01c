"""Records that contradict each other or the clock. Facts are not invented: what was recorded stays, and is found.

What was only dated back, within the days that the edition allows, is no finding: `/audit/flow` counts it.
"""

from collections.abc import Iterator
from itertools import pairwise

from domain.events import (
    ClaimApproved,
    ClaimRefused,
    CommissionConcluded,
    LookupCompleted,
    PaymentStarted,
)
from domain.findings.decisions import at_once, rests_on
from domain.findings.story import Found, Step, Story
from domain.state import party
from domain.vocabulary import Conclusion, Party, RefusalGround


def contradiction(story: Story) -> Iterator[Found]:
    """A payment that no approval stands behind; a refusal for want of need though the commission found need."""
    for step in story.of_kind(PaymentStarted):
        decided = _last_decision(story, step.version)
        if decided is None or not isinstance(decided.event, ClaimApproved):
            yield at_once(step, step.by, *([decided.version] if decided else []))
    for step in story.of_kind(ClaimRefused):
        if _for_want_of_need(step) and (concluded := rests_on(story, step)) and _finds_need(concluded):
            yield at_once(step, step.by, concluded.version)


def clamped(story: Story) -> Iterator[Found]:
    """An event that says it happened before the one before it. At stake: by how much."""
    for before, step in pairwise(story.steps):
        if step.said_at < before.at:
            yield Found(str(step.version), (before.version, step.version), step.by, step.said_at, before.at)


def answered_twice(story: Story) -> Iterator[Found]:
    """A second answer to one attempt: recorded, without effect."""
    first: dict[tuple[str, int], Step] = {}
    for step in story.of_kind(LookupCompleted):
        assert isinstance(step.event, LookupCompleted)
        attempt = step.event.lookup, step.event.attempt
        if attempt in first:
            registry = story.state.questions[step.event.lookup].registry
            yield at_once(step, party(Party.REGISTRY, registry), first[attempt].version)
        first.setdefault(attempt, step)


def _for_want_of_need(step: Step) -> bool:
    return isinstance(step.event, ClaimRefused) and step.event.ground == RefusalGround.NOT_IN_NEED


def _finds_need(step: Step) -> bool:
    return isinstance(step.event, CommissionConcluded) and step.event.result == Conclusion.NEEDS


def _last_decision(story: Story, version: int) -> Step | None:
    decided = (each for each in (story.last_before(version, kind) for kind in (ClaimApproved, ClaimRefused)) if each)
    return max(decided, key=lambda step: step.version, default=None)
