"""The three clocks of a claim, side by side and never merged: lived through, counted against the authority, paused."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from api.answers import at_second
from domain.calendar import ended
from domain.ledger import Ledger, Pause
from projections.base import recorded_day
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
    *, total: tuple[int, int], paused: tuple[int, int], pauses: Sequence[Pause], term: TermClock, now: int
) -> dict[str, Any]:
    """`total`, `paused`: wall seconds and working seconds. `now`: an instant, epoch seconds."""
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
        **beyond_calendar(now),
    }


def beyond_calendar(now: int) -> dict[str, Any]:
    """What an answer says of working time that stands still because the calendar's table is over: mostly nothing."""
    last_day = ended(recorded_day(datetime.fromtimestamp(now, UTC)))
    return {"calendar_ended": last_day} if last_day else {}


def clocks_of(ledger: Ledger, now: int) -> dict[str, Any]:
    """At an instant (epoch seconds), which is never before the claim's last event."""
    total, paused = ledger.totals(now), ledger.paused(now)
    until = ledger.ended_at or now
    return clocks(total=total, paused=paused, pauses=ledger.pauses, term=term_clock(ledger, now), now=until)
