"""docs/reference/performance.md, whole, from the figures: nothing on it is written by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cli.bench.sections import SECTIONS
from cli.bench.written import Verdict, table

QUIET: Final = 0.5
"""a load before the run above this means that something else was running"""
HEAD: Final = """# Performance

Written by `make bench`; another machine, or another run, gives other figures. Read the ratios: absolute figures are the
machine's. All processes share its cores, the load generator too.
"""


@dataclass(frozen=True, slots=True)
class Report:
    """What one run has measured. `found`: by the name of the section.

    `load_before`, `load_after`: the machine's, averaged over a minute.
    """

    taken_on: date
    facts: Mapping[str, str]
    load_before: float
    load_after: float
    found: Mapping[str, object]


def page(report: Report) -> str:
    """The whole page, or as much of it as was measured."""
    measured = [(section, report.found[section.name]) for section in SECTIONS if section.name in report.found]
    parts = [*_head(report), *_goals([verdict for section, found in measured for verdict in section.verdicts(found)])]
    for section, found in measured:
        parts += section.lines(found)
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
