"""Terms that were not kept, and extensions that move nothing. What a due day is: domain/term.py."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from domain.events import ClaimRegistered
from domain.findings.story import Found, Story
from domain.regions import midnight_after
from domain.state import party
from domain.term import Counts, due, extensions
from domain.vocabulary import Party

REGISTRATION: Final = "registration"
TERM: Final = "term"
UNLAWFUL: Final = frozenset({Counts.LATE, Counts.NO_NOTICE, Counts.TOO_LONG})


def over_term(story: Story) -> Iterator[Found]:
    """I5: not registered by the last day to register, or not decided by the due day in force, pending or ended.

    At stake: from the midnight that ends that day until it was done. The office answers for the registration, the
    authorised body for the term.
    """
    yield from _registration(story)
    yield from _term(story)


def unlawful_extension(story: Story) -> Iterator[Found]:
    """An extension that was late, too long, or of which the applicant was not told in time."""
    if story.state.due_on is None:
        return
    for each in extensions(story.state, story.today):
        if each.counts in UNLAWFUL:
            step = story.step(each.extension.version)
            yield Found(str(step.version), (step.version,), step.by, step.at, step.at)


def _registration(story: Story) -> Iterator[Found]:
    last = date.fromisoformat(story.state.register_by)
    registered = next(story.of_kind(ClaimRegistered), None)
    done = registered.at if registered else story.ledger.first_ended_at
    if (story.day(done) if done is not None else story.today) > last:
        office = next(step.office for step in reversed(story.steps) if done is None or step.at <= done)
        events = (1, registered.version) if registered else (1,)
        yield Found(REGISTRATION, events, party(Party.OFFICE, office), _after(story, last), done)


def _term(story: Story) -> Iterator[Found]:
    found, ended = due(story.state, story.today), story.ledger.first_ended_at
    if found is None or not found.is_over(story.day(ended) if ended is not None else story.today, story.today):
        return
    registered = next(story.of_kind(ClaimRegistered))
    who = party(Party.AUTHORISED_BODY, story.state.authorised_body)
    yield Found(TERM, (registered.version,), who, _after(story, found.on(story.today)), ended)


def _after(story: Story, day: date) -> int:
    return int(midnight_after(day, story.zone).timestamp())
