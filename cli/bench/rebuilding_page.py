"""What the page says of rebuilds, and of their goal."""

from collections.abc import Iterable
from typing import Final

from cli.bench.rebuilding import Rebuild
from cli.bench.written import BUSY_CORE, SPREAD, Verdict, spread, table
from cli.rebuild import PROCESSES

RATIO: Final = 0.5
TEXT: Final = """
## Rebuild: read models from the store

{comparable} read models are made anew together, by {processes} processes, from {events:,} events of claims. Beside it
one SQL statement that makes comparable tables of the same events, in the server alone: a row for each claim, its
events, waits, demands and gaps as lines, counts and durations by region, office and days. It knows no rule. Then all
{models} read models of claims, most of whose other tables the statement has nothing like. {rounds} rounds, alternating.
"""


def lines(found: Rebuild) -> Iterable[str]:
    rounds, models, comparable = len(found.rounds), found.models, found.comparable
    yield TEXT.format(models=models, comparable=comparable, events=found.events, processes=PROCESSES, rounds=rounds)
    rows = [
        ("rebuild of the comparable ones, events/s", *spread(found.ours, "{:,.0f}")),
        ("one statement, events/s", *spread(found.statement, "{:,.0f}")),
        ("rebuild ÷ statement, round by round", *spread(found.ratio, "{:.2f}")),
        ("CPU seconds of the rebuilding processes for 1,000 events", *spread(found.cpu_seconds, "{:.2f}")),
        ("rebuild of all, events/s", *spread(found.all_models, "{:,.0f}")),
        ("CPU seconds for 1,000 events, of all", *spread(found.all_cpu_seconds, "{:.2f}")),
    ]
    yield from table(SPREAD, rows)


def verdicts(found: Rebuild) -> Iterable[Verdict]:
    ratio = found.ratio.middle
    met = ratio >= RATIO
    yield Verdict("rebuild ÷ one SQL statement", f"{ratio:.2f}", f"≥ {RATIO:g}", met, "" if met else _why_not(found))


def _why_not(found: Rebuild) -> str:
    cpu = found.cpu_seconds.middle
    used = cpu * found.ours.middle / 1000
    waited = (
        "" if used >= PROCESSES * BUSY_CORE else ", for the rest of the time it waited for a core or for the database"
    )
    return (
        f"the rebuilding processes used {used:.2f} of {PROCESSES} cores{waited}; {1000 * cpu:,.0f} µs an event,"
        f" {1000 * cpu / found.comparable:,.0f} µs for each of {found.comparable} read models, against"
        f" {1_000_000 / found.statement.middle:,.0f} µs of the statement for all of its tables"
    )
