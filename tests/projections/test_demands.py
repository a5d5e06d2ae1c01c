"""Demands for papers are counted as their events say."""

from collections import Counter

import pytest

from domain.events import ChecksRequested, DocumentReceived, DocumentRequested, DocumentRequestWithdrawn, GapDetected
from domain.events.base import ClaimEvent
from domain.vocabulary import GapCause, Verdict
from projections.demands import TALLY
from tests.projections.tallies import Counted, cohort, recounts

MEASURES = {DocumentRequested: "demands", DocumentReceived: "received", DocumentRequestWithdrawn: "withdrawn"}


def recount(events: list[ClaimEvent]) -> Counted:
    """From the events alone."""
    counted: Counted = Counter()
    named = [question for event in events if isinstance(event, ChecksRequested) for question in event.questions]
    registries: dict[str | None, str] = {question["lookup"]: question["registry"] for question in named}
    gaps = {
        event.gap: (event.cause, event.owner["kind"], event.owner["code"] or "", registries.get(event.lookup, ""))
        for event in events
        if isinstance(event, GapDetected)
    }
    made = {event.demand: event for event in events if isinstance(event, DocumentRequested)}
    for event in events:
        if measure := MEASURES.get(type(event)):
            assert isinstance(event, DocumentRequested | DocumentReceived | DocumentRequestWithdrawn)
            asked = made[event.demand]
            gap = gaps[asked.gap] if asked.gap else ("",) * 4
            judged = (asked.verdict, asked.type, asked.fact, asked.asked_by, asked.office, asked.state_not_asked)
            counted[*cohort(events), *judged, *gap, measure] += 1
    return counted


@pytest.mark.long
def test_cells_and_lines_say_what_the_events_say() -> None:
    met = recounts(TALLY, recount)
    assert {key[3] for key in met} == set(Verdict)
    assert {key[-5] for key in met} >= set(GapCause) - {GapCause.OUTSIDE_COVERAGE}
    assert {key[-1] for key in met} == set(TALLY.view.measures)
