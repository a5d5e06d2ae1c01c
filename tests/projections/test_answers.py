"""What was asked and answered is counted as the events say."""

from collections import Counter

import pytest

from domain.events import (
    ChecksRequested,
    GapDetected,
    LookupCompleted,
    LookupFailed,
    LookupRequested,
    StateRequestAnswered,
    StateRequestSent,
)
from domain.events.base import ClaimEvent
from domain.vocabulary import TECHNICAL, GapCause, LookupOutcome, StateAnswer
from projections.answers import OPENED, TALLY
from tests.projections.tallies import Counted, cohort, recounts


def recount(events: list[ClaimEvent]) -> Counted:
    """From the events alone."""
    counted: Counted = Counter({(*cohort(events), *key): n for key, n in _calls(events).items()})
    gaps = {event.gap: event for event in events if isinstance(event, GapDetected)}
    sent = {event.state_request: event for event in events if isinstance(event, StateRequestSent)}
    for event in events:
        if isinstance(event, StateRequestSent | StateRequestAnswered):
            of = sent[event.state_request]
            answer = getattr(event, "answer", "")
            measure = "replies" if answer else "requests"
            gap = gaps[of.gap]
            counted[*cohort(events), of.body["kind"], of.body["code"], gap.fact, answer, gap.cause, measure] += 1
    return counted


def _calls(events: list[ClaimEvent]) -> Counted:
    """Questions, attempts and what came of them: an attempt is answered once and fails once."""
    counted: Counted = Counter()
    named = [q for event in events if isinstance(event, ChecksRequested) for q in event.questions]
    registries = {question["lookup"]: question["registry"] for question in named}
    for question in named:
        counted["REGISTRY", question["registry"], "", "", "", "questions"] += 1
    for event in events:
        if isinstance(event, LookupRequested):
            counted["REGISTRY", event.registry, "", "", "", "attempts"] += 1
    for (lookup, _), outcome in _failures(events).items():
        counted["REGISTRY", registries[lookup], "", outcome, "", "failed"] += 1
    for answer in _answers(events):
        key = ("REGISTRY", registries[answer.lookup])
        if answer.outcome not in TECHNICAL:
            counted[*key, "", answer.outcome, "", "answered"] += 1
        counted.update((*key, fact, answer.outcome, "", "given") for fact in answer.given)
        counted.update((*key, missing["fact"], answer.outcome, "", "missing") for missing in answer.missing)
    return counted


def _answers(events: list[ClaimEvent]) -> list[LookupCompleted]:
    """The first to each attempt."""
    first: dict[tuple[str, int], LookupCompleted] = {}
    for event in events:
        if isinstance(event, LookupCompleted):
            first.setdefault((event.lookup, event.attempt), event)
    return list(first.values())


def _failures(events: list[ClaimEvent]) -> dict[tuple[str, int], str]:
    """Attempt -> the outcome of its first failure."""
    first: dict[tuple[str, int], str] = {}
    answers = {event.originator_version for event in _answers(events)}
    for event in events:
        if isinstance(event, LookupFailed) or (
            isinstance(event, LookupCompleted) and event.originator_version in answers and event.outcome in TECHNICAL
        ):
            first.setdefault((event.lookup, event.attempt), event.outcome)
    return first


@pytest.mark.long
def test_cells_and_lines_say_what_the_events_say() -> None:
    met = recounts(TALLY, recount, unlined=frozenset(TALLY.view.measures) - set(OPENED))
    assert {key[6] for key in met} >= {*LookupOutcome} - {LookupOutcome.NOT_INTEGRATED} | {*StateAnswer}
    assert {key[7] for key in met} >= set(GapCause) - {GapCause.OUTSIDE_COVERAGE}
    assert {key[-1] for key in met} == set(TALLY.view.measures)
