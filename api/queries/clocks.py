"""The three clocks of a claim, side by side and never merged: lived through, counted against the authority, paused."""

from collections.abc import Sequence
from typing import Any, Final

from api.answers import at_second
from domain.ledger import Ledger, Pause
from projections.delays_of_claim import TermClock, term_clock

EXAMPLE: Final = {
    "lived": {"seconds": 3600, "working_seconds": 3600},
    "authority": {
        "counts_from": "2019-04-01",
        "working_days": 7,
        "used": 0,
        "paused": 0,
        "pauses_stop_term": False,
        "due_on": "2019-04-10",
        "over_term": False,
    },
    "paused": {"seconds": 0, "working_seconds": 0, "pauses": []},
}


def clocks(
    *, total: tuple[int, int], paused: tuple[int, int], pauses: Sequence[Pause], term: TermClock
) -> dict[str, Any]:
    """`total`, `paused`: wall seconds and working seconds."""
    spans = [
        {
            "demand": pause.demand,
            "from": at_second(pause.opened_at),
            "to": None if pause.closed_at is None else at_second(pause.closed_at),
        }
        for pause in pauses
    ]
    return {
        "lived": {"seconds": total[0], "working_seconds": total[1]},
        "authority": term,
        "paused": {"seconds": paused[0], "working_seconds": paused[1], "pauses": spans},
    }


def clocks_of(ledger: Ledger, now: int) -> dict[str, Any]:
    """At an instant (epoch seconds), which is never before the claim's last event."""
    return clocks(
        total=ledger.totals(now), paused=ledger.paused(now), pauses=ledger.pauses, term=term_clock(ledger, now)
    )
