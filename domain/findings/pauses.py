"""Lawful pauses that are used for something else: a paper is rightly asked for, and all the same.

A pause is the span of the wait for a paper that was asked for with a gap, a legal basis, and the state asked first.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from domain.events import (
    ClaimApproved,
    ClaimRefused,
    CommissionAssigned,
    CommissionConcluded,
    CommissionInspected,
    DocumentRequested,
    IncomeAssessed,
    NoticeSent,
)
from domain.findings.story import Found, Step, Story
from domain.wait import ClosedWait, Wait

WORK: Final = (
    CommissionAssigned,
    CommissionInspected,
    CommissionConcluded,
    IncomeAssessed,
    ClaimApproved,
    ClaimRefused,
)
"""what does not wait for the applicant's paper"""
FOLLOW_UP_WORKING_DAYS: Final = 10
"""our setting, no act's: by then the applicant should have been reminded, or the demand taken back"""


def on_last_day(story: Story) -> Iterator[Found]:
    """Begun on the last day of the term in force, or after it."""
    for wait, made in _pauses(story):
        if made.due and made.day >= made.due:
            yield _found(story, wait, made)


def repeated(story: Story) -> Iterator[Found]:
    """Begun for what an earlier pause of the same claim was begun for: the same fact about the same person."""
    seen: dict[tuple[str, str], Step] = {}
    for wait, made in _pauses(story):
        about = story.state.demands[wait.object].subject, story.state.demands[wait.object].fact
        if about in seen:
            yield _found(story, wait, made, seen[about].version)
        seen[about] = made


def with_work(story: Story) -> Iterator[Found]:
    """Work went on that did not wait for the paper: the first such event is named."""
    for wait, made in _pauses(story):
        last = wait.closed_by if isinstance(wait, ClosedWait) else len(story.steps)
        during = (step for step in story.of_kind(*WORK) if made.version < step.version <= last)
        if first := next(during, None):
            yield _found(story, wait, made, first.version)


def not_followed_up(story: Story) -> Iterator[Found]:
    """Longer than ten working days, and the applicant was never told of the demand again (`notice.sent`)."""
    told = {step.event.what for step in story.of_kind(NoticeSent) if isinstance(step.event, NoticeSent)}
    for wait, made in _pauses(story):
        ended = story.day(wait.closed_at) if isinstance(wait, ClosedWait) else story.today
        if made.version not in told and ended > story.days.count(made.day, FOLLOW_UP_WORKING_DAYS).due_on:
            yield _found(story, wait, made)


def _pauses(story: Story) -> Iterator[tuple[Wait, Step]]:
    """Each pause with the demand that began it, in the order in which they began."""
    waits: chain[Wait] = chain(story.closed, story.ledger.open)
    for wait in sorted((wait for wait in waits if wait.pause), key=lambda wait: wait.version):
        made = story.demands[wait.object][0]
        assert isinstance(made.event, DocumentRequested)
        yield wait, made


def _found(story: Story, wait: Wait, made: Step, *also: int) -> Found:
    who = story.state.demands[wait.object].asked_by
    events = tuple(sorted({made.version, *also}))
    until = wait.closed_at if isinstance(wait, ClosedWait) else None
    return Found(wait.id, events, who, wait.opened_at, until)
