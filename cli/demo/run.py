"""The demo from the first line to the last: write down, play, ask, compare, tell."""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cli.bench.figures import percentile
from cli.demo import found, planted, tables
from cli.demo.alter import alter
from cli.demo.answers import who_was_right
from cli.demo.fresh import Freshness
from cli.demo.onward import auditor, caseworker, operator
from cli.demo.plan import Plan
from cli.demo.planted import Counts, Line
from cli.demo.play import Played, Player
from cli.demo.progress import progress
from cli.demo.stories.papers import commission_demands
from cli.demo.told import example, tell
from cli.demo.words import counted
from cli.demo.world import World

Days = Mapping[str, Mapping[str, int]]
PLANTED: Final = "planted.csv"
FOUND: Final = "found.csv"


class Evening:
    """One performance, and the console it is told on."""

    def __init__(self, console: Console, plan: Plan, folder: Path) -> None:
        self._console, self._plan, self._folder = console, plan, folder
        self._planted: Counts = {}
        self._began = 0.0

    def write_down(self) -> None:
        """What must be found, before the first request."""
        self._planted = planted.planted(self._plan)
        self._folder.mkdir(parents=True, exist_ok=True)
        planted.write(self._planted, self._folder / PLANTED)
        steps = sum(1 for _ in self._plan.steps())
        self._say(
            f"Qadam plays April 2019: {counted(len(self._plan.scripts), 'claim')} in 17 regions, {steps:,} commands"
            " over HTTP, on a clock that runs from 1 April to 15 May. The claims are made up; the rules and the quarrel"
            " are those of that year."
        )
        self._say(
            f"Who will have waited for whom is written down first, in {counted(len(self._planted), 'count')}:"
            f" {_shown(self._folder / PLANTED)}"
        )

    def starts(self) -> None:
        self._began = time.monotonic()
        self._say("Starting PostgreSQL, Apache Kafka, the API, the relay and the projector ...")

    def ready(self, world: World) -> None:
        self._say(f"All of them are ready after {time.monotonic() - self._began:.1f} s: {world.caller.address}")

    def play(self, world: World, *, altered: bool) -> bool:
        """Play, print the answers, and say whether everything was found as it was planted."""
        with Freshness(world.caller) as freshness, progress(self._console) as show:
            played = Player(self._plan, world.caller, world.clock, freshness).play(show)
        if altered:
            course = alter(played, world.caller)
            self._say(f"And one demand that nobody planted, in claim {course.claim}.")
        seconds = found.wait_until_shown(world.caller, played)
        days = self._where_it_waited(world)
        counts = found.counts(world.caller)
        same = self._planted_is_found(counts)
        self._who_was_right(world, counts, days)
        self._told(world, played)
        self._how_fast(played, seconds, freshness)
        self._onward(world, played)
        return same

    def _where_it_waited(self, world: World) -> Days:
        self._head("Where did the claims wait, and who answers for it?")
        seconds = found.seconds_by_region(world.caller)
        self._console.print(tables.days_by_region(seconds))
        self._say(
            "Days of all claims of a region, by who answers for them. What several were waited for at once is divided"
            " among them, so every row adds up to the days its claims took; claims not yet decided count up to 15 May."
        )
        return seconds

    def _who_was_right(self, world: World, counts: Counts, days: Days) -> None:
        self._head("So who was right, in this made-up April?")
        for sentence in who_was_right(world.caller, counts, days):
            self._console.print(Padding(Text(f"- {sentence}"), (0, 0, 0, 2)))

    def _planted_is_found(self, counts: Counts) -> bool:
        planted.write(counts, self._folder / FOUND)
        lines = planted.compared(self._planted, counts)
        differing = [line for line in lines if not line.same]
        self._head("Was it found as it was planted?")
        self._say("Number of waits, and of claims that had them: planted on the left, found by the audit on the right.")
        self._console.print(tables.comparison(lines))
        self._verdict(lines, differing)
        return not differing

    def _verdict(self, lines: list[Line], differing: list[Line]) -> None:
        by = "region, who answers, cause, registry and what came of it"
        if differing:
            self._console.print(Text(f"{len(differing)} of {len(lines)} counts by {by} differ:", style="bold red"))
            self._console.print(tables.differences(differing))
        else:
            agreed = f"Planted = found: {len(lines)} counts by {by}, every one the same."
            self._console.print(Text(agreed, style="green"))
        self._say(f"Lay both over each other: {_shown(self._folder / PLANTED)}, {_shown(self._folder / FOUND)}")

    def _told(self, world: World, played: Played) -> None:
        self._head("Three claims, three quarrels of April 2019")
        for question, claim, lines in tell(world.caller, played):
            self._console.print(f"\n{question}  claim {claim}", style="bold", soft_wrap=True)
            for line in lines:
                self._console.print(Padding(Text(line), (0, 0, 0, 2)))

    def _how_fast(self, played: Played, seconds: float, freshness: Freshness) -> None:
        self._head("How fast was that?")
        self._say(
            f"{played.events:,} events of {played.commands:,} commands in {seconds:.1f} s:"
            f" {played.events / seconds:,.0f} events a second, from the first request until the last event stood in the"
            " read models. The API, PostgreSQL, Apache Kafka, the read models and the demo itself shared this machine."
        )
        median, late = (1000 * percentile(freshness.seconds, of_hundred) for of_hundred in (50, 99))
        self._say(
            f"After its answer a command was visible to readers within {median:.0f} ms in half of the cases (p50) and"
            f" {late:.0f} ms in 99 of 100 (p99), measured on {counted(len(freshness.seconds), 'command')}."
        )

    def _onward(self, world: World, played: Played) -> None:
        self._head("What to do next")
        self._say(f"Read what can be asked: {world.caller.address}/docs")
        self._say("Or ask as an auditor; paste these into a second terminal:\n")
        course = example(played, commission_demands.__name__)
        self._paste(auditor(world, course.claim))
        self._say(f"\nOr as a caseworker of {course.script.office}, who sees that office's claims only:\n")
        self._paste(caseworker(world, course))
        self._say("\nOr as the operator, in this folder; then also `qadam rebuild delays`, `qadam token --help`:\n")
        self._paste(operator(world))

    def _head(self, text: str) -> None:
        self._console.print()
        self._console.rule(Text(text, style="bold"), align="left")

    def _say(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False)

    def _paste(self, lines: Iterable[str]) -> None:
        """A line to be pasted stays whole, however narrow the window."""
        for line in lines:
            self._console.print(line, soft_wrap=True, markup=False, highlight=False)


def _shown(path: Path) -> Path:
    """Relative to where we are, if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
