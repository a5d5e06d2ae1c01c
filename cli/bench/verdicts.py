"""Each goal, what was measured, and where a goal is missed the cause, as far as the figures tell it."""

from dataclasses import dataclass
from typing import Final

from cli.bench.appending import Append
from cli.bench.freshness import EVENTS_A_SECOND, Freshness
from cli.bench.throughput import Throughput

APPEND_RATIO: Final = 0.8
FRESHNESS_MS: Final = 100.0
BUSY_CORE: Final = 0.85
"""a process that uses so much of a core is held up by nothing else"""


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


def verdicts(append: Append, freshness: Freshness, chain: Throughput) -> list[Verdict]:
    return [_append(append), _freshness(freshness), _chain(chain)]


def _append(append: Append) -> Verdict:
    met = append.ratio.middle >= APPEND_RATIO
    return Verdict(
        "append ÷ raw",
        f"{append.ratio.middle:.2f}",
        f"≥ {APPEND_RATIO:g}",
        met,
        "" if met else _why_append(append),
    )


def _why_append(append: Append) -> str:
    cpu, ours = append.cpu_seconds.middle, append.ours.middle
    used = cpu * ours / 1000
    said = f"Qadam's process used {used:.2f} of a core, {1000 * cpu:.0f} µs an event"
    if used >= BUSY_CORE:
        return f"{said}; one Python process runs on one core and cannot do more than {1000 / cpu:,.0f} events/s"
    return f"{said}; for the rest of the time it waited for a core or for the database"


def _freshness(freshness: Freshness) -> Verdict:
    shown = freshness.shown_ms(99)
    met = shown <= FRESHNESS_MS
    return Verdict(
        f"freshness at {EVENTS_A_SECOND} events/s, p99",
        f"{shown:.0f} ms",
        f"≤ {FRESHNESS_MS:g} ms",
        met,
        "" if met else _why_freshness(freshness),
    )


def _why_freshness(freshness: Freshness) -> str:
    answered = freshness.answered_ms(99)
    return f"{answered:.0f} ms of it (p99) is the API's answer, the rest relay, broker and projector"


def _chain(chain: Throughput) -> Verdict:
    lag = "flat" if chain.keeps_up else "growing"
    return Verdict(
        "whole chain", f"{chain.held_a_second:,.0f} events/s, lag {lag}", "none yet; 2,200 events/s later", None
    )
