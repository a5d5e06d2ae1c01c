"""After which events the watch looks: a claim at rest is not looked at every day, so nothing may wait for that."""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Final
from uuid import UUID

import pytest

from consumers.watch import TRIGGERS
from domain.event import EVENTS
from domain.events import ClaimEvent
from domain.findings import Found, finding_id, found_in
from domain.findings.story import Story
from domain.vocabulary import Stage
from tests.domain.histories import walked

AT_REST: Final = frozenset({Stage.DECIDED.value, Stage.WITHDRAWN.value})
SEEDS: Final = 3
STEPS: Final = 500


def saves(events: list[ClaimEvent]) -> Iterator[list[ClaimEvent]]:
    """What one request recorded is seen together."""
    begun = 0
    for end in range(1, len(events) + 1):
        if end == len(events) or events[end].request != events[begun].request:
            yield events[begun:end]
            begun = end


def found(claim: UUID, events: list[ClaimEvent], now: datetime) -> dict[UUID, Found]:
    return {finding_id(claim, rule, each.thing): each for rule, each in found_in(Story.of(events, now))}


@pytest.mark.long
def test_a_claim_at_rest_holds_nothing_that_was_not_looked_at() -> None:
    """Where this fails, a rule says something else after an event that is not in `TRIGGERS`: name it there."""
    met = set[str]()
    for seed in range(SEEDS):
        history = walked(Random(seed), STEPS)
        for claim in history.claims:
            seen, told = list[ClaimEvent](), list[ClaimEvent]()
            for save in saves(history.of(claim)):
                told += save
                now = told[-1].timestamp
                stage = Story.of(told, now).state.stage
                if TRIGGERS & {event.TOPIC for event in save}:
                    seen = list(told)
                elif stage in AT_REST:
                    assert found(claim, seen, now) == found(claim, told, now), told[-1].TOPIC
                met |= {event.TOPIC for event in save if stage in AT_REST}
    assert len(met) > 8, "the histories say too little"


def test_what_is_looked_at_can_happen() -> None:
    assert {name for name, kind in EVENTS.items() if issubclass(kind, ClaimEvent)} >= TRIGGERS
