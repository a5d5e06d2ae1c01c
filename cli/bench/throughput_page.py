"""What the page says of the whole chain, and of its goal."""

from collections.abc import Iterable
from typing import Final

from cli.bench import throughput
from cli.bench.account import GENERATOR
from cli.bench.throughput import Throughput
from cli.bench.written import Verdict, of_the_chain, table, whose

EVENTS_A_SECOND: Final = 1_000
TEXT: Final = """
## The whole chain

{clients} clients with bearer tokens send one command after the other; {claims} claims of the demo's plan are under
way, from submission to decision. Measured over {seconds:.0f} s after {warm_seconds:g} s of warming up. What counts is
committed in the read models.
"""
COST: Final = "\nCPU seconds for 1,000 events in the read models:\n"


def lines(found: Throughput) -> Iterable[str]:
    yield TEXT.format(
        clients=throughput.CLIENTS,
        claims=throughput.SIDE_BY_SIDE,
        seconds=found.seconds,
        warm_seconds=throughput.WARM_SECONDS,
    )
    first, middle, last = (f"{lag:,.0f}" for lag in found.lags)
    rows = [
        ("events/s in the read models", f"{found.held_a_second:,.0f}"),
        ("events/s accepted", f"{found.accepted_a_second:,.0f}"),
        ("commands/s answered", f"{found.commands_a_second:,.0f}"),
        ("answered, p50 / p99", f"{found.answered_ms(50):.0f} / {found.answered_ms(99):.0f} ms"),
        (f"lag of the read models by thirds of the time: {_flat(found)}", f"{first} / {middle} / {last} events"),
        ("until they held everything, after the last answer", f"{found.drain_seconds:.1f} s"),
    ]
    yield from table(("", "measured"), rows)
    yield COST
    yield from whose(found.cpu_seconds)


def verdicts(found: Throughput) -> Iterable[Verdict]:
    met = found.held_a_second >= EVENTS_A_SECOND and found.keeps_up
    yield Verdict(
        f"whole chain, {found.seconds:.0f} s",
        f"{found.held_a_second:,.0f} events/s, lag {_flat(found)}",
        f"≥ {EVENTS_A_SECOND:,} events/s, lag flat",
        met,
        "" if met else _why_not(found),
    )


def _flat(found: Throughput) -> str:
    return "flat" if found.keeps_up else "growing"


def _why_not(found: Throughput) -> str:
    """All share the same cores, so what an event costs says how many there can be."""
    ours = of_the_chain(found.cpu_seconds)
    cost, dearest = sum(ours.values()), max(ours, key=lambda name: ours[name])
    used = (cost + found.cpu_seconds[GENERATOR]) * found.held_a_second / 1000
    return (
        f"the chain used {cost:.2f} CPU seconds for 1,000 events, {ours[dearest]:.2f} of them {dearest};"
        f" with the load generator's {found.cpu_seconds[GENERATOR]:.2f} that was {used:.2f} cores"
    )
