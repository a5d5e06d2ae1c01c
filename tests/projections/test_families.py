"""Families, persons and children are counted as the submissions and first ends say."""

from collections import Counter
from random import Random

import pytest

from domain.events import ClaimApproved, ClaimRefused, ClaimSubmitted, ClaimWithdrawn
from domain.events.base import ClaimEvent
from projections.base import recorded_day
from projections.families import VIEW
from projections.tally import Tally
from tests.domain.histories import walked
from tests.projections.tallies import LONG, SEEDS, Counted, cells, cohort, folded, known_by

TALLY = Tally(VIEW, shown=())
ENDS = {ClaimApproved: "APPROVED", ClaimRefused: "REFUSED", ClaimWithdrawn: "WITHDRAWN"}


def recount(events: list[ClaimEvent]) -> Counted:
    """From the events alone."""
    first = events[0]
    assert isinstance(first, ClaimSubmitted)
    end = next((ENDS[type(event)] for event in events if type(event) in ENDS), "OPEN")
    children = [member for member in first.members if member["role"] == "CHILD"]
    counts = {"families": 1, "persons": len(first.members), "children": len(children)}
    return Counter({(*cohort(events), end, measure): count for measure, count in counts.items()})


@pytest.mark.long
def test_cells_say_what_the_events_say_on_any_day() -> None:
    met: Counted = Counter()
    for seed in SEEDS:
        history = walked(Random(seed), LONG)
        done = folded(TALLY, history.log())
        days = sorted({recorded_day(event.timestamp) for event in history.events})
        for until in (days[0], days[len(days) // 2], days[-1]):
            counted = known_by(history, recount, until)
            assert cells(TALLY, done.values(), until) == counted
            met.update(counted)
    assert {key[3] for key in met} == {"OPEN", *ENDS.values()}
