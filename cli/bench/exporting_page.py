"""What the page says of exports, and of their goal: memory does not grow with the store."""

from collections.abc import Iterable
from typing import Final

from cli.bench.exporting import Exporting, Pair
from cli.bench.written import Verdict, table

GROWTH: Final = 1.15
TEXT: Final = """
## Export: files of {few:,} and of {many:,} claims

Each file is made as `qadam export` makes it and thrown away, by a process of its own: memory is the most that it ever
had, its program included. The stores have {few_events:,} and {many_events:,} events of claims. What OCEL knows of them
is put into a file on disk first.
"""


def lines(found: Exporting) -> Iterable[str]:
    first = found.pairs[0]
    yield TEXT.format(few=found.few, many=found.many, few_events=first.few.events, many_events=first.many.events)
    heading = ("", "events/s", f"of {found.many:,}, events/s", "MB", "MiB", f"of {found.many:,}, MiB", "growth")
    yield from table(heading, map(_row, found.pairs))


def verdicts(found: Exporting) -> Iterable[Verdict]:
    worst = found.worst
    met = worst.growth <= GROWTH
    what = f"export, growth of memory from {found.few:,} to {found.many:,} claims"
    why_not = "" if met else f"{worst.what} grows from {worst.few.peak_mb:.0f} to {worst.many.peak_mb:.0f} MiB"
    yield Verdict(what, f"{worst.growth:.2f} at most", f"≤ {GROWTH:g}", met, why_not)


def _row(pair: Pair) -> tuple[str, ...]:
    few, many = pair.few, pair.many
    return (
        pair.what,
        f"{few.rate:,.0f}",
        f"{many.rate:,.0f}",
        f"{many.bytes / 1_000_000:,.1f}",
        f"{few.peak_mb:.0f}",
        f"{many.peak_mb:.0f}",
        f"{pair.growth:.2f}",
    )
