"""Gaps are counted as their events say, and so is what closed them."""

from collections import Counter

import pytest

from domain.events import (
    ChecksRequested,
    DocumentReceived,
    GapClosed,
    GapDetected,
    LookupCompleted,
    StateRequestAnswered,
)
from domain.events.base import ClaimEvent
from domain.vocabulary import GapCause
from projections.gaps import CLOSED, TALLY, level
from tests.projections.tallies import Counted, cohort, recounts

BY = {
    DocumentReceived: "closed_by_paper",
    StateRequestAnswered: "closed_by_state_body",
    LookupCompleted: "closed_by_registry",
}


def recount(events: list[ClaimEvent]) -> Counted:
    """From the events alone."""
    counted: Counted = Counter()
    registries: dict[str, str] = {}
    gaps: dict[str, tuple[str, ...]] = {}
    for event in events:
        match event:
            case ChecksRequested():
                registries |= {question["lookup"]: question["registry"] for question in event.questions}
            case GapDetected():
                before = (e.outcome for e in events[: event.originator_version] if isinstance(e, LookupCompleted))
                outcome = list(before)[-1] if event.lookup else "NOT_INTEGRATED"
                registry = registries[event.lookup] if event.lookup else ""
                owner = (event.owner["kind"], event.owner["code"] or "")
                gaps[event.gap] = (registry, event.fact, event.cause, *owner, outcome, level(event.unit))
                counted[*cohort(events), *gaps[event.gap], "detected"] += 1
            case GapClosed():
                how = "replaced" if event.replaced_by else BY[type(events[event.closed_by - 1])]
                counted[*cohort(events), *gaps[event.gap], how] += 1
    return counted


@pytest.mark.long
def test_cells_and_lines_say_what_the_events_say() -> None:
    met = recounts(TALLY, recount)
    assert {key[5] for key in met} == set(GapCause)
    assert {key[-1] for key in met} == {"detected", *CLOSED} == set(TALLY.view.measures)


@pytest.mark.parametrize(
    ("unit", "named"),
    [
        (None, ""),
        ("790000000", "REGION"),
        ("751100000", "DISTRICT"),
        ("153230000", "RURAL_DISTRICT"),
        ("153230100", "SETTLEMENT"),
    ],
)
def test_a_unit_is_of_the_level_that_its_code_says(unit: str | None, named: str) -> None:
    assert level(unit) == named
