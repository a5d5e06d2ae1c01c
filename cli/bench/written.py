"""How figures are written on the page: tables, spreads, whose CPU seconds; and a goal with what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cli.bench.account import GENERATOR, OTHERS
from cli.bench.figures import Spread

BUSY_CORE: Final = 0.85
"""a process that uses so much of a core is held up by nothing else"""
SPREAD: Final = ("", "median", "lowest", "highest")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`met` is None where there is no goal yet; `why_not` is empty unless it is missed."""

    what: str
    measured: str
    goal: str
    met: bool | None
    why_not: str = ""

    @property
    def word(self) -> str:
        return {True: "met", False: "**missed**", None: ""}[self.met]


def table(heading: Sequence[str], rows: Iterable[Sequence[str]], *, right: bool = True) -> Iterable[str]:
    """`right`: all columns but the first are figures."""
    yield _line(heading)
    yield _line(["---", *("--:" if right else "---" for _ in heading[1:])])
    yield from map(_line, rows)


def spread(found: Spread, form: str) -> tuple[str, str, str]:
    """The cells under `SPREAD`."""
    return form.format(found.middle), form.format(found.lowest), form.format(found.highest)


def whose(cpu_seconds: Mapping[str, float]) -> Iterable[str]:
    """A table of CPU seconds by process: those of the chain added up, the load generator and others beside."""
    ours = of_the_chain(cpu_seconds)
    rows = [(name, f"{seconds:.2f}") for name, seconds in ours.items()]
    rows.append(("**the chain together**", f"**{sum(ours.values()):.2f}**"))
    rows += [(name, f"{cpu_seconds[name]:.2f}") for name in (GENERATOR, OTHERS)]
    return table(("process", "CPU seconds"), rows)


def of_the_chain(cpu_seconds: Mapping[str, float]) -> dict[str, float]:
    return {name: seconds for name, seconds in cpu_seconds.items() if name not in (GENERATOR, OTHERS)}


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
