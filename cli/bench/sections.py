"""What can be measured, in the order of the page: how it is measured, and what is said of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from cli.bench import (
    appending,
    appending_page,
    exporting,
    exporting_page,
    freshness,
    freshness_page,
    histories,
    rebuilding,
    rebuilding_page,
    regional,
    regional_page,
    relaying,
    relaying_page,
    throughput,
    throughput_page,
)
from cli.bench.appending import Append
from cli.bench.exporting import Exporting
from cli.bench.freshness import Freshness
from cli.bench.histories import History
from cli.bench.rebuilding import Rebuild
from cli.bench.regional import Regional
from cli.bench.relaying import Relaying
from cli.bench.throughput import Throughput
from cli.bench.world import chain, database
from cli.bench.written import Verdict
from cli.demo.plan import Plan, plan
from cli.stack import Stack

Found = TypeVar("Found")
SLOW, FAST = 100, 1_000
"""the rates, in events a second, at which freshness is measured"""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    rounds: int = appending.ROUNDS
    claims_in_round: int = appending.CLAIMS
    claims_played: int = histories.PLAYED
    claims_planned: int = 400
    claims_rebuilt: int = rebuilding.CLAIMS
    rounds_of_rebuild: int = rebuilding.ROUNDS
    claims_relayed: int = relaying.CLAIMS
    rounds_of_relay: int = relaying.ROUNDS
    few_open: int = regional.FEW
    many_open: int = regional.MANY
    rounds_of_questions: int = regional.ROUNDS
    few_exported: int = exporting.FEW
    many_exported: int = exporting.MANY
    files_exported: Sequence[exporting.File] = exporting.WANTED
    fresh_seconds: float = freshness.SECONDS
    fresh_warm_seconds: float = freshness.WARM_SECONDS
    chain_seconds: float = throughput.SECONDS
    chain_warm_seconds: float = throughput.WARM_SECONDS


class Workshop:
    """What several measurements need, each made once, when the first of them asks for it."""

    def __init__(self, stack: Stack, folder: Path, sizes: Sizes) -> None:
        self.stack, self.folder, self.sizes = stack, folder, sizes

    @cached_property
    def histories(self) -> Sequence[History]:
        return histories.played(self.stack, self.folder, self.sizes.claims_played)

    @cached_property
    def plan(self) -> Plan:
        return plan(self.sizes.claims_planned, histories.SEED)


@dataclass(frozen=True, slots=True)
class Section(Generic[Found]):
    """`says`: what is being measured, for whoever waits. The rest is of the page."""

    name: str
    says: str
    measure: Callable[[Workshop], Found]
    lines: Callable[[Found], Iterable[str]]
    verdicts: Callable[[Found], Iterable[Verdict]]


def _append(workshop: Workshop) -> Append:
    with database(workshop.stack) as url:
        return appending.measure(url, rounds=workshop.sizes.rounds, claims=workshop.sizes.claims_in_round)


def _rebuild(workshop: Workshop) -> Rebuild:
    sizes = workshop.sizes
    with database(workshop.stack) as url:
        return rebuilding.measure(url, workshop.histories, claims=sizes.claims_rebuilt, rounds=sizes.rounds_of_rebuild)


def _relay(workshop: Workshop) -> Relaying:
    sizes = workshop.sizes
    return relaying.measure(
        workshop.stack,
        workshop.folder,
        workshop.histories,
        claims=sizes.claims_relayed,
        rounds=sizes.rounds_of_relay,
    )


def _regional(workshop: Workshop) -> Regional:
    sizes = workshop.sizes
    return regional.measure(
        workshop.stack,
        workshop.folder,
        workshop.histories,
        few=sizes.few_open,
        many=sizes.many_open,
        rounds=sizes.rounds_of_questions,
    )


def _export(workshop: Workshop) -> Exporting:
    sizes = workshop.sizes
    return exporting.measure(
        workshop.stack,
        workshop.histories,
        few=sizes.few_exported,
        many=sizes.many_exported,
        files=sizes.files_exported,
    )


def _fresh(wanted: int) -> Callable[[Workshop], Freshness]:
    """At so many events a second."""

    def measure(workshop: Workshop) -> Freshness:
        sizes, made = workshop.sizes, workshop.plan
        warm_seconds, seconds = sizes.fresh_warm_seconds, sizes.fresh_seconds
        with chain(workshop.stack, workshop.folder, made.actors()) as running:
            return freshness.measure(running, made.scripts, wanted=wanted, warm_seconds=warm_seconds, seconds=seconds)

    return measure


def _chain(workshop: Workshop) -> Throughput:
    sizes, made = workshop.sizes, workshop.plan
    with chain(workshop.stack, workshop.folder, made.actors()) as running:
        return throughput.measure(
            running, made.scripts, warm_seconds=sizes.chain_warm_seconds, seconds=sizes.chain_seconds
        )


SECTIONS: Final[tuple[Section[Any], ...]] = (
    Section("append", "command to commit beside the raw limit", _append, appending_page.lines, appending_page.verdicts),
    Section("rebuild", "rebuild beside one SQL statement", _rebuild, rebuilding_page.lines, rebuilding_page.verdicts),
    Section("relay", "relay beside the producer alone", _relay, relaying_page.lines, relaying_page.verdicts),
    Section("regional", "regional answers over open claims", _regional, regional_page.lines, regional_page.verdicts),
    Section("export", "exports of two sizes", _export, exporting_page.lines, exporting_page.verdicts),
    Section("freshness", f"freshness at {SLOW} events/s", _fresh(SLOW), freshness_page.lines, freshness_page.verdicts),
    Section(
        "freshness-1000",
        f"freshness at {FAST:,} events/s",
        _fresh(FAST),
        freshness_page.lines,
        freshness_page.verdicts,
    ),
    Section("chain", "the whole chain as fast as it goes", _chain, throughput_page.lines, throughput_page.verdicts),
)
