"""The demo's claims as the store would keep them, played through the domain alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from cli.demo.plan import END, plan
from domain.events import ClaimEvent
from store.log import Recorded
from store.mapper import bytes_of
from tests.cli.played import days_of, play

CLAIMS = 150
SEED = 2019


@contextmanager
def demo_log() -> Iterator[list[Recorded]]:
    """What its commands record, in order; while it is looked at, the decree that moves a day off is known."""
    claims = [play(script) for script in plan(CLAIMS, SEED).scripts]
    events = [event for claim in claims for event in claim.collect_events() if isinstance(event, ClaimEvent)]
    events.sort(key=lambda event: event.timestamp)
    with days_of(END):
        yield [
            Recorded(3 * n, e.originator_id, e.originator_version, e.TOPIC, e.timestamp, bytes_of(e))
            for n, e in enumerate(events, 1)
        ]
