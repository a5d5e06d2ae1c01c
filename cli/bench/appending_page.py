"""What the page says of append, and of its goal."""

from collections.abc import Iterable
from typing import Final

from cli.bench import appending, raw
from cli.bench.appending import Append
from cli.bench.written import BUSY_CORE, SPREAD, Verdict, spread, table

RATIO: Final = 0.8
TEXT: Final = """
## Append: command to commit

{waiting} commands wait at any time, each on a claim in the cache, each recording one event: lock, rules, bytes,
combining writer, commit. Beside it the raw limit: the same bytes, each row inserted and committed alone into an
identical table, by {writers} processes that call the database library directly. Rounds alternate, the first of each
is left out: {events:,} events in {rounds} rounds.
"""


def lines(found: Append) -> Iterable[str]:
    yield TEXT.format(waiting=appending.WAITING, writers=raw.WRITERS, events=found.events, rounds=len(found.rounds))
    rows = [
        ("Qadam, events/s", *spread(found.ours, "{:,.0f}")),
        ("raw, rows/s", *spread(found.raw, "{:,.0f}")),
        ("Qadam ÷ raw, round by round", *spread(found.ratio, "{:.2f}")),
        ("CPU seconds of Qadam's process for 1,000 events", *spread(found.cpu_seconds, "{:.2f}")),
    ]
    yield from table(SPREAD, rows)


def verdicts(found: Append) -> Iterable[Verdict]:
    ratio = found.ratio.middle
    met = ratio >= RATIO
    yield Verdict("append ÷ raw", f"{ratio:.2f}", f"≥ {RATIO:g}", met, "" if met else _why_not(found))


def _why_not(found: Append) -> str:
    cpu, ours = found.cpu_seconds.middle, found.ours.middle
    used = cpu * ours / 1000
    said = f"Qadam's process used {used:.2f} of a core, {1000 * cpu:.0f} µs an event"
    if used >= BUSY_CORE:
        return f"{said}; one Python process runs on one core and cannot do more than {1000 / cpu:,.0f} events/s"
    return f"{said}; for the rest of the time it waited for a core or for the database"
