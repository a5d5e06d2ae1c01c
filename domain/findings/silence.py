"""Claims that should have moved: nothing at all happened for longer than what is waited for may take.

No act sets these limits: they say when somebody should look, not when a right is broken (docs/reference/findings.md).
Registration and term have days of law, and their own finding; they are not counted here. Who has the claim to work on
is no movement: a claim that goes from hand to hand is silent all the same.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Final

from domain.events import ClaimAssigned, ClaimHandedBack
from domain.findings.story import Found, Step, Story
from domain.regions import midnight_after
from domain.state import PartyRef, party
from domain.vocabulary import Party, WaitKind
from domain.wait import Wait

WORKING_DAYS: Final[Mapping[str, int]] = {
    WaitKind.FILE: 3,
    WaitKind.QUEUE: 1,
    WaitKind.LOOKUP: 2,
    WaitKind.RETRY: 2,
    WaitKind.GAP: 3,
    WaitKind.STATE_REQUEST: 7,
    WaitKind.DOCUMENT: 15,
    WaitKind.COMMISSION: 5,
    WaitKind.ASSESSMENT: 3,
    WaitKind.CONTRACT: 10,
    WaitKind.DECISION: 3,
    WaitKind.COMPLAINT: 20,
    WaitKind.IDLE: 3,
}
"""kind of wait -> for how many working days after the last event it explains that nothing happens"""


def silent(story: Story) -> Iterator[Found]:
    """Nothing happened, though something was waited for whose days had passed. At stake: from the midnight that ended
    the last of these days until the next event."""
    moved = (step for step in story.steps if not isinstance(step.event, (ClaimAssigned, ClaimHandedBack)))
    for step, following in pairwise((*moved, None)):
        assert step, "only the last one has no follower"
        yield from _after(story, step, following)


def _after(story: Story, step: Step, following: Step | None) -> Iterator[Found]:
    found = min(_limits(story, step), key=lambda each: each[0], default=None)
    if found is None:
        return
    last, wait = found
    if (following.day if following else story.today) > last:
        events = (step.version, following.version) if following else (step.version,)
        since = int(midnight_after(last, story.zone).timestamp())
        yield Found(str(step.version), events, _who(step, wait), since, following.at if following else None)


def _limits(story: Story, step: Step) -> Iterator[tuple[date, Wait]]:
    """By when each wait should have moved, in the order in which they were opened."""
    for wait in step.waits:
        if days := WORKING_DAYS.get(wait.kind):
            yield story.days.count(step.day, days).due_on, wait


def _who(step: Step, wait: Wait) -> PartyRef:
    """Whose move it was; an applicant who does not come is followed up by the office."""
    return party(Party.OFFICE, step.office) if wait.holder["kind"] == Party.APPLICANT else wait.holder
