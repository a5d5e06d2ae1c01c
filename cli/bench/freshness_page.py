"""What the page says of freshness at each rate, and of its goals."""

from collections.abc import Iterable
from typing import Final

from cli.bench.freshness import Freshness
from cli.bench.written import Verdict, table, whose

GOALS_MS: Final = {100: 100.0, 1_000: 250.0}
"""events/s -> the goal for 99 of 100 commands"""
HELD: Final = 0.95
"""a rate that was missed by more was not held"""
PERCENTS: Final = (50, 90, 99, 100)
TEXT: Final = """
## Freshness at {wanted:,} events a second

From the moment a command is due until every read model shows it committed: HTTP, rules, commit, relay, Kafka,
projector. The read models themselves are looked at, every {look_ms:g} ms, so a figure is at most that much too high.
{commands:,} commands, {rate:,.0f} events/s.
"""
NOT_HELD: Final = """
The chain did not carry {wanted:,} events a second: it held {rate:,.0f}, and commands waited for their turn. That is in
the figures, because a command's time runs from when it was due."""
COST: Final = "\nCPU seconds for 1,000 events at this rate:\n"


def lines(found: Freshness) -> Iterable[str]:
    yield TEXT.format(
        wanted=found.wanted,
        look_ms=1000 * found.look_seconds,
        commands=len(found.shown),
        rate=found.events_a_second,
    )
    rows = [
        ("answered, ms", *(f"{found.answered_ms(percent):.1f}" for percent in PERCENTS)),
        ("in every read model, ms", *(f"{found.shown_ms(percent):.1f}" for percent in PERCENTS)),
    ]
    yield from table(("", "p50", "p90", "p99", "longest"), rows)
    if not held(found):
        yield NOT_HELD.format(wanted=found.wanted, rate=found.events_a_second)
    yield COST
    yield from whose(found.cpu_seconds)


def verdicts(found: Freshness) -> Iterable[Verdict]:
    shown, goal = found.shown_ms(99), GOALS_MS[found.wanted]
    met = shown <= goal and held(found)
    what = f"freshness at {found.wanted:,} events/s, p99"
    measured = f"{shown:,.0f} ms" + ("" if held(found) else f", at {found.events_a_second:,.0f} events/s")
    yield Verdict(what, measured, f"≤ {goal:g} ms", met, "" if met else _why_not(found))


def held(found: Freshness) -> bool:
    """Whether the chain carried the rate."""
    return found.events_a_second >= HELD * found.wanted


def _why_not(found: Freshness) -> str:
    answered = found.answered_ms(99)
    said = f"{answered:,.0f} ms of it (p99) is the API's answer, the rest relay, broker and projector"
    return said if held(found) else f"the chain held {found.events_a_second:,.0f} events/s only; {said}"
