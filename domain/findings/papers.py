"""Papers that should not have been demanded, or not yet. What a demand was worth stands in its event."""

from collections.abc import Callable, Iterator

from domain.events import DocumentRequested
from domain.findings.story import Found, Story
from domain.vocabulary import JUSTIFIED


def unjustified(story: Story) -> Iterator[Found]:
    """I4: the demand's verdict does not justify it. At stake: from the demand until it came to its end."""
    yield from _demands(story, lambda event: event.verdict not in JUSTIFIED)


def state_not_asked(story: Story) -> Iterator[Found]:
    """A gap that another state body could have filled, and the applicant was sent instead."""
    yield from _demands(story, lambda event: event.state_not_asked)


def _demands(story: Story, wrong: Callable[[DocumentRequested], bool]) -> Iterator[Found]:
    for demand, (made, ended) in story.demands.items():
        assert isinstance(made.event, DocumentRequested)
        if wrong(made.event):
            yield Found(demand, (made.version,), story.state.demands[demand].asked_by, made.at, ended)
