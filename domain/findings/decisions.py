"""Conclusions and decisions that break a rule: recorded, because they happened, and found."""

from collections.abc import Iterator
from typing import Final

from domain.events import ClaimApproved, ClaimRefused, CommissionAssigned, CommissionConcluded
from domain.findings.story import Found, Step, Story
from domain.policy import edition
from domain.state import PartyRef, party
from domain.vocabulary import Conclusion, Party, RefusalGround

AGAINST: Final = frozenset({Conclusion.NOT_IN_NEED.value, Conclusion.INSPECTION_REFUSED.value})


def approved_against_conclusion(story: Story) -> Iterator[Found]:
    """I1: approved, though the conclusion it names, else the last one before it, finds no need or no inspection."""
    for step in story.of_kind(ClaimApproved):
        concluded = rests_on(story, step)
        if concluded and _result(concluded) in AGAINST:
            yield at_once(step, _deciders(step), concluded.version)


def too_few_signatures(story: Story) -> Iterator[Found]:
    """I2: fewer distinct members signed than the quorum asks, or all of several signatures came from one device."""
    for step in story.of_kind(CommissionConcluded):
        event, assigned = step.event, story.last_before(step.version, CommissionAssigned)
        assert isinstance(event, CommissionConcluded)
        quorum = assigned.event.quorum if assigned and isinstance(assigned.event, CommissionAssigned) else 0
        members = {signature["member"] for signature in event.signatures}
        devices = {signature["device"] for signature in event.signatures}
        if len(members) < quorum or (len(event.signatures) > 1 and len(devices) == 1):
            code = assigned.event.commission if assigned and isinstance(assigned.event, CommissionAssigned) else None
            also = (assigned.version,) if assigned else ()
            yield at_once(step, party(Party.COMMISSION, code), *also)


def decided_without_conclusion(story: Story) -> Iterator[Found]:
    """I3: no conclusion stands before the decision, and the edition needs one for it."""
    rules = edition(story.state.term_edition or story.state.edition)
    for step in story.of_kind(ClaimApproved, ClaimRefused):
        ground = RefusalGround(step.event.ground) if isinstance(step.event, ClaimRefused) else None
        if rules.needs_conclusion(ground) and story.last_before(step.version, CommissionConcluded) is None:
            yield at_once(step, _deciders(step))


def rests_on(story: Story, decision: Step) -> Step | None:
    """The conclusion that a decision names; if it names none, the last one before it."""
    assert isinstance(decision.event, (ClaimApproved, ClaimRefused))
    named = decision.event.conclusion
    return story.step(named) if named else story.last_before(decision.version, CommissionConcluded)


def at_once(step: Step, who: PartyRef, *also: int) -> Found:
    """Of an event by itself: no time is at stake. `also`: other versions it rests on."""
    return Found(str(step.version), tuple(sorted({*also, step.version})), who, step.at, step.at)


def _result(step: Step) -> str:
    assert isinstance(step.event, CommissionConcluded)
    return step.event.result


def _deciders(step: Step) -> PartyRef:
    return party(Party.AUTHORISED_BODY, step.event.office)
