"""Who had claims, what became of them there and how hard they were: counted again from the events, the naive way."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from domain.events import (
    ClaimAssigned,
    ClaimEvent,
    ClaimHandedBack,
    DocumentReceived,
    DocumentRequested,
    DocumentRequestWithdrawn,
    GapClosed,
    GapDetected,
)
from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from domain.state import ClaimState
from domain.term import limit
from domain.turns import turns
from domain.vocabulary import HandBack
from projections.assignments import TALLY, VIEW
from projections.tally import day_of
from tests.projections.tallies import Counted, cohort, recounts

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "counts.md"
SIZES = ("NONE", "ONE", "SEVERAL")
ENDS = ("claim.approved", "claim.refused", "claim.withdrawn")


def recount(events: list[ClaimEvent]) -> Counted:
    """Every event looked at from the beginning again; nobody keeps anything but who has the claim."""
    counted: Counted = Counter()
    having: dict[str, ClaimAssigned] = {}
    worked: set[int] = set()
    for n, event in enumerate(events, start=1):
        so_far = events[:n]
        if isinstance(event, ClaimAssigned):
            if before := having.get(event.to_role):
                counted[of(before, so_far, "passed_on")] += 1
            having[event.to_role] = event
            counted[of(event, so_far, "assigned")] += 1
            continue
        if isinstance(event, ClaimHandedBack):
            counted[of(having.pop(event.by["role"]), so_far, "handed_back", event.reason)] += 1
            continue
        for role, one in list(having.items()):
            if (event.by["actor"], event.by["role"]) == (one.to, role):
                worked.add(one.originator_version)
            if left_the_hands(one, so_far):
                del having[role]
                how = "worked" if one.originator_version in worked else "untouched"
                counted[of(one, so_far, how)] += 1
    return counted


def left_the_hands(one: ClaimAssigned, so_far: list[ClaimEvent]) -> bool:
    return not is_between(so_far[-1]) and turns(state_after(so_far)).get(one.to_role) != one.of_office


def is_between(event: ClaimEvent) -> bool:
    """Other events of the same save say how the claim really stands."""
    return event.TOPIC == "checks.requested" or (isinstance(event, GapClosed) and event.replaced_by is not None)


def state_after(events: list[ClaimEvent]) -> ClaimState:
    state = ClaimState()
    for event in events:
        event.change(state)
    return state


def of(one: ClaimAssigned, so_far: list[ClaimEvent], what: str, reason: str = "") -> tuple[Any, ...]:
    gaps = sum(isinstance(e, GapDetected) for e in so_far) - sum(isinstance(e, GapClosed) for e in so_far)
    rounds, over = rounds_of(so_far), is_over(so_far)
    return (
        *cohort(so_far),
        state_after(so_far).authorised_body,
        one.of_office,
        one.to_role,
        one.to,
        one.way,
        reason,
        over or gaps >= 2 or rounds >= 1,
        over,
        SIZES[min(gaps, 2)],
        SIZES[min(rounds, 2)],
        what,
    )


def rounds_of(events: list[ClaimEvent]) -> int:
    """Demands made while nothing else was outstanding; an end of the claim takes back what is outstanding."""
    rounds, outstanding = 0, set[str]()
    for event in events:
        match event:
            case DocumentRequested():
                rounds += not outstanding
                outstanding.add(event.demand)
            case DocumentReceived() | DocumentRequestWithdrawn():
                outstanding.discard(event.demand)
        if event.TOPIC in ENDS:
            outstanding.clear()
    return rounds


def is_over(events: list[ClaimEvent]) -> bool:
    """Before the first end, after the due day in force on the local day of the last event."""
    if any(event.TOPIC in ENDS for event in events[:-1]) or events[-1].TOPIC in ENDS:
        return False
    ledger = Ledger()
    for event in events:
        ledger.apply(event)
    today = day_of(ledger)
    assert today <= local_day(events[-1].timestamp, time_zone(ledger.zone))
    return today > limit(ledger.state, today).on(today)


@pytest.mark.long
def test_cells_and_lines_say_what_the_events_say() -> None:
    met = recounts(TALLY, recount)
    assert {key[-1] for key in met} == set(VIEW.measures)
    assert len({key[8] for key in met} & set(HandBack)) > len(HandBack) // 2
    assert {key[9] for key in met} == {True, False}


def test_the_page_has_every_group_and_every_measure() -> None:
    chapter = PAGE.read_text().split("\n## assignments\n")[1].split("\n## ")[0]
    named = [
        name
        for line in chapter.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split(" | ")[0])
    ]
    assert named == [*VIEW.by, *VIEW.measures]
