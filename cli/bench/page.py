"""docs/reference/performance.md, whole, from the figures: nothing on it is written by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cli.bench import appending, freshness, raw, throughput, watch
from cli.bench.account import GENERATOR, OTHERS
from cli.bench.appending import Append
from cli.bench.figures import Spread
from cli.bench.freshness import Freshness
from cli.bench.throughput import Throughput
from cli.bench.verdicts import Verdict, verdicts

QUIET: Final = 0.5
"""a load before the run above this means that something else was running"""
PERCENTS: Final = (50, 90, 99, 100)

HEAD: Final = """# Performance

Written by `make bench`; another machine, or another run, gives other figures. Read the ratios: absolute figures are the
machine's. All processes share its cores, the load generator too.
"""
APPEND: Final = """
## Append: command to commit

{waiting} commands wait at any time, each on a claim in the cache, each recording one event: lock, rules, bytes,
combining writer, commit. Beside it the raw limit: the same bytes, each row inserted and committed alone into an
identical table, by {writers} processes that call the database library directly. Rounds alternate, the first of each
is left out: {events:,} events in {rounds} rounds.
"""
FRESHNESS: Final = """
## Freshness at {wanted} events a second

From the moment a command is due until every read model shows it committed: HTTP, rules, commit, relay, Kafka,
projector. The read models themselves are looked at, every {look_ms:g} ms, so a figure is at most that much too high.
{commands:,} commands, {rate:.0f} events/s.
"""
CHAIN: Final = """
## The whole chain

{clients} clients with bearer tokens send one command after the other; {claims} claims of the demo's plan are under
way, from submission to decision. Measured over {seconds:.0f} s after {warm_seconds:g} s of warming up. What counts is
committed in the read models.
"""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run has measured. `load_before`, `load_after`: the machine's, averaged over a minute."""

    taken_on: date
    facts: Mapping[str, str]
    load_before: float
    load_after: float
    append: Append
    freshness: Freshness
    chain: Throughput


def page(report: Report) -> str:
    """The whole page."""
    parts = [
        *_head(report),
        *_goals(verdicts(report.append, report.freshness, report.chain)),
        *_append(report.append),
        *_freshness(report.freshness),
        *_chain(report.chain),
    ]
    return "\n".join(parts) + "\n"


def _head(report: Report) -> Iterable[str]:
    yield HEAD
    load = f"{report.load_before:.2f} before the run, {report.load_after:.2f} after it{_noise(report)}"
    yield from table(("taken", report.taken_on.isoformat()), [*report.facts.items(), ("load", load)], right=False)


def _noise(report: Report) -> str:
    return "; **something else was running**, so these figures are too low" if report.load_before > QUIET else ""


def _goals(found: Sequence[Verdict]) -> Iterable[str]:
    yield "\n## Goals\n"
    rows = [(verdict.what, verdict.measured, verdict.goal, verdict.word) for verdict in found]
    yield from table(("what", "measured", "goal", ""), rows, right=False)
    for verdict in found:
        if verdict.why_not:
            yield f"\nWhy {verdict.what} misses its goal: {verdict.why_not}."


def _append(append: Append) -> Iterable[str]:
    yield APPEND.format(waiting=appending.WAITING, writers=raw.WRITERS, events=append.events, rounds=len(append.rounds))
    rows = [
        ("Qadam, events/s", *_spread(append.ours, "{:,.0f}")),
        ("raw, rows/s", *_spread(append.raw, "{:,.0f}")),
        ("Qadam ÷ raw, round by round", *_spread(append.ratio, "{:.2f}")),
        ("CPU seconds of Qadam's process for 1,000 events", *_spread(append.cpu_seconds, "{:.2f}")),
    ]
    yield from table(("", "median", "lowest", "highest"), rows)


def _freshness(found: Freshness) -> Iterable[str]:
    yield FRESHNESS.format(
        wanted=freshness.EVENTS_A_SECOND,
        look_ms=1000 * watch.LOOK_SECONDS,
        commands=len(found.shown),
        rate=found.events_a_second,
    )
    rows = [
        ("answered, ms", *(f"{found.answered_ms(percent):.1f}" for percent in PERCENTS)),
        ("in every read model, ms", *(f"{found.shown_ms(percent):.1f}" for percent in PERCENTS)),
    ]
    yield from table(("", "p50", "p90", "p99", "longest"), rows)


def _chain(found: Throughput) -> Iterable[str]:
    yield CHAIN.format(
        clients=throughput.CLIENTS,
        claims=throughput.SIDE_BY_SIDE,
        seconds=found.seconds,
        warm_seconds=throughput.WARM_SECONDS,
    )
    flat = "flat" if found.keeps_up else "growing"
    rows = [
        ("events/s in the read models", f"{found.held_a_second:,.0f}"),
        ("events/s accepted", f"{found.accepted_a_second:,.0f}"),
        ("commands/s answered", f"{found.commands_a_second:,.0f}"),
        ("answered, p50 / p99", f"{found.answered_ms(50):.0f} / {found.answered_ms(99):.0f} ms"),
        (f"lag of the read models: {flat}", f"{found.lag_first:,.0f} events, at the end {found.lag_last:,.0f}"),
        ("until they held everything, after the last answer", f"{found.drain_seconds:.1f} s"),
    ]
    yield from table(("", "measured"), rows)
    yield "\nCPU seconds for 1,000 events in the read models:\n"
    yield from table(("process", "CPU seconds"), _costs(found.cpu_seconds))


def _costs(cpu_seconds: Mapping[str, float]) -> Iterable[tuple[str, str]]:
    ours = {name: seconds for name, seconds in cpu_seconds.items() if name not in (GENERATOR, OTHERS)}
    yield from ((name, f"{seconds:.2f}") for name, seconds in ours.items())
    yield "**the chain together**", f"**{sum(ours.values()):.2f}**"
    yield from ((name, f"{cpu_seconds[name]:.2f}") for name in (GENERATOR, OTHERS))


def _spread(spread: Spread, form: str) -> tuple[str, str, str]:
    return form.format(spread.middle), form.format(spread.lowest), form.format(spread.highest)


def table(heading: Sequence[str], rows: Iterable[Sequence[str]], *, right: bool = True) -> Iterable[str]:
    """`right`: all columns but the first are figures."""
    yield _line(heading)
    yield _line(["---", *("--:" if right else "---" for _ in heading[1:])])
    yield from map(_line, rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
