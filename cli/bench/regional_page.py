"""What the page says of regional answers, and of their goal."""

from collections.abc import Iterable
from typing import Final

from cli.bench.regional import Answer, Regional
from cli.bench.written import Verdict, table

GROWTH: Final = 1.5
TEXT: Final = """
## Regional answers over {few:,} and {many:,} open claims

Two stores hold copies of the demo's claims, cut off before their ends, spread over 17 regions and 170 offices; their
read models are folded from them. Both are asked the same in turns, {rounds} times, about a month, which is read as it
was added up for whole months, and about thirty days of two months, which are read one by one; through the connections
that the routes use. Figures are medians. The claims and their findings have {few_events:,} and {many_events:,} events,
the roll-ups {few_cells:,} and {many_cells:,} cells of single days.

Beside it DuckDB works out figures of the same answers from the raw events, in memory, once: they are the same, region
by region, in the smaller store for both periods and in the larger one for the thirty days, or nothing would be written.
"""
RECOUNTED: Final = """
What DuckDB worked out: {}.
The rest of these answers follows from rules that a statement over raw events does not know; the tests count it a second
time on smaller stores.
"""


def lines(found: Regional) -> Iterable[str]:
    few, many = found.few, found.many
    yield TEXT.format(
        few=few.claims,
        many=many.claims,
        rounds=found.rounds,
        few_events=few.events,
        many_events=many.events,
        few_cells=few.cells,
        many_cells=many.cells,
    )
    heading = ("", f"{few.claims:,} open, ms", f"{many.claims:,} open, ms", "growth", "DuckDB, raw events, ms")
    yield from table(heading, (_row(answer) for answer in found.answers))
    yield RECOUNTED.format("; ".join(dict.fromkeys(filter(None, map(_recounted, found.answers)))))


def verdicts(found: Regional) -> Iterable[Verdict]:
    for whole, period in ((True, "a month"), (False, "days")):
        worst = found.worst(whole=whole)
        met = worst.growth <= GROWTH
        what = f"regional answer, {period}, growth from {found.few.claims:,} to {found.many.claims:,} open claims"
        why = "" if met else _why_not(found, worst)
        yield Verdict(what, f"{worst.growth:.2f} at most", f"≤ {GROWTH:g}", met, why)


def _row(answer: Answer) -> tuple[str, str, str, str, str]:
    raw = "" if answer.raw_ms is None else f"{answer.raw_ms:.1f}"
    return answer.what, f"{answer.few_ms:.1f}", f"{answer.many_ms:.1f}", f"{answer.growth:.2f}", raw


def _recounted(answer: Answer) -> str:
    return f"{answer.what.split(' ')[0]}: {', '.join(answer.recounted)}" if answer.recounted else ""


def _why_not(found: Regional, worst: Answer) -> str:
    alike = [answer for answer in found.answers if answer.whole is worst.whole]
    grown = [answer for answer in alike if answer.growth > GROWTH]
    claims, cells = found.many.claims / found.few.claims, found.many.cells / found.few.cells
    return (
        f"{len(grown)} of {len(alike)} answers grow by more, most of all {worst.what}, from"
        f" {worst.few_ms:.0f} to {worst.many_ms:.0f} ms; {claims:.0f} times the claims fill {cells:.1f} times the"
        " cells of single days, and an answer adds up every cell of its period"
    )
