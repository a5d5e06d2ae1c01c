"""What the demo says, to people: from the first line to what to do next."""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cli.bench.figures import percentile
from cli.demo import tables
from cli.demo.dispute.told import tell as tell_quarrels
from cli.demo.inquired import QUESTION, Inquired, differing
from cli.demo.onward import blocks
from cli.demo.plan import Plan
from cli.demo.run import FOUND, PLANTED, Result, Truth
from cli.demo.told import tell
from cli.demo.words import counted
from cli.demo.world import World

BY: Final = "region, who answers, cause, registry and what came of it"


class Evening:
    """One performance, and the console it is told on."""

    def __init__(self, console: Console, plan: Plan, folder: Path) -> None:
        self._console, self._plan, self._folder = console, plan, folder
        self._began = time.monotonic()

    def opens(self, truth: Truth) -> None:
        steps = sum(1 for _ in self._plan.steps())
        self._say(
            f"Qadam plays April 2019: {counted(len(self._plan.scripts), 'claim')} in 17 regions, {steps:,} commands"
            " over HTTP, on a clock that runs from 1 April to 15 May. The claims are made up; the rules and the"
            " quarrels are those of that year."
        )
        self._say(
            f"What must be found is written down first: who waited for whom, in {counted(len(truth.waits), 'count')},"
            f" and what is to be said of eight quarrels in the country and in each region, in {len(truth.dispute):,}"
            f" answers; and {counted(sum(truth.findings.values()), 'finding')} of oversight"
            f" ({', '.join(map(str, map(self._shown, PLANTED)))})."
        )
        self._say("Starting PostgreSQL, Apache Kafka, the API, the relay, the projector and the watch ...")

    def ready(self, world: World) -> None:
        self._say(f"All of them are ready after {time.monotonic() - self._began:.1f} s: {world.caller.address}")

    def tells(self, result: Result, world: World) -> None:
        self._where_it_waited(result)
        self._who_was_right(result)
        self._what_oversight_sees(result)
        self._told(result, world)
        self._planted_is_found(result)
        self._what_a_deputy_is_told(result.inquired)
        self._how_fast(result)

    def serves(self) -> None:
        self._say("\nIt serves on until Ctrl-C.")

    def _where_it_waited(self, result: Result) -> None:
        self._head("Where did the claims wait, and who answers for it?")
        self._console.print(tables.days_by_region(result.seconds_by_region))
        self._say(
            "Days of all claims of a region, by who answers for them. What several were waited for at once is divided"
            " among them, so every row adds up to the days its claims took; claims not yet decided count up to 15 May."
        )

    def _planted_is_found(self, result: Result) -> None:
        self._head("Was it found as it was planted?")
        self._say(
            "Number of waits, and of claims that had them: planted on the left, found by the audit on the right."
            " A claim whose file two offices had counts with both."
        )
        self._console.print(tables.comparison(result.lines))
        if result.altered:
            self._say(f"One demand was made that nobody planted, in claim {result.altered}.")
        self._verdict(f"{len(result.lines)} counts by {BY}", len(result.differing))
        if result.differing:
            self._console.print(tables.differences(result.differing))
        self._verdict(f"{result.said:,} answers about the eight quarrels", len(result.differences))
        if result.differences:
            self._console.print(tables.answers(result.differences))
        self._verdict(
            f"{sum(result.findings.values()):,} findings by region, rule and who answers", len(result.wrongly_found)
        )
        if result.wrongly_found:
            self._console.print(tables.wrong_findings(result.wrongly_found))
        pairs = (f"{self._shown(a)} and {self._shown(b)}" for a, b in zip(PLANTED, FOUND, strict=True))
        self._say(f"Lay them over each other: {'; '.join(pairs)}")

    def _verdict(self, what: str, differing: int) -> None:
        if differing:
            self._console.print(Text(f"{differing} of {what} differ:", style="bold red"))
        else:
            self._console.print(Text(f"Planted = found: {what}, every one the same.", style="green"))

    def _who_was_right(self, result: Result) -> None:
        self._head("So who was right, in this made-up April? The answer of /audit/dispute?by=region")
        for table in tell_quarrels(result.disputes):
            self._console.print(table)
            self._console.print()

    def _what_oversight_sees(self, result: Result) -> None:
        self._head("What does oversight find without being told where to look?")
        self._console.print(tables.findings(result.findings))
        self._say("Each names the rule, the events it rests on, who answers for it and the seconds at stake.")

    def _told(self, result: Result, world: World) -> None:
        self._head("Some of the claims, in the words of their own timelines")
        for question, claim, lines in tell(world.caller, result.played):
            self._console.print(f"\n{question}  claim {claim}", style="bold", soft_wrap=True)
            for line in lines:
                self._console.print(Padding(Text(line), (0, 0, 0, 2)))

    def _what_a_deputy_is_told(self, asked: Inquired | None) -> None:
        if asked is None:
            return
        self._head("And what is a deputy told, who may see nobody's claim?")
        policy, digest = asked.answered["policy"], asked.answered["digest"]
        self._say(
            f"Inquiry {QUESTION['number']}, claims of April by region, as known on {asked.answered['as_known']}, under"
            f" disclosure control ({policy}). Digest of the answer: {digest}"
        )
        same = "the same digest" if asked.same["same"] else "ANOTHER DIGEST"
        self._say(
            f"Then {counted(asked.late, 'family', 'families')} took their claims back. Asked again as known on that"
            f" day: {same}. As known on {asked.exact_later['as_known']}, what differs in the country:"
        )
        self._differing(asked.later, "end", asked.withheld)
        self._say("An auditor had asked how they stood in May, exact, and asks again:")
        self._differing(asked.exact_later, "region_only", "")
        moved = ", ".join(f"{name} {count}" for name, count in asked.moved.items())
        self._say(f"Explained by these events, each of which the audit lists: {moved or 'none'}.")

    def _differing(self, rerun: Mapping[str, Any] | None, word: str, withheld: str) -> None:
        lines = differing(rerun, word) if rerun else [withheld]
        for line in lines:
            self._console.print(Padding(Text(line), (0, 0, 0, 2)))

    def _how_fast(self, result: Result) -> None:
        played, seconds, visible = result.played, result.seconds, result.visible_seconds
        self._head("How fast was that?")
        self._say(
            f"{played.events:,} events of {played.commands:,} commands in {seconds:.1f} s:"
            f" {played.events / seconds:,.0f} events a second, from the first request until the last event stood in the"
            " read models. The API, PostgreSQL, Apache Kafka, the read models and the demo itself shared this machine;"
            " the API was started again on the way, when a decree moved a day off."
        )
        median, most = 1000 * percentile(visible, 50), 1000 * max(visible, default=0.0)
        self._say(
            f"After its answer a command was visible to readers within {median:.0f} ms in half of the cases (p50) and"
            f" {most:.0f} ms in all, measured on {counted(len(visible), 'command')}; one that came while the API was"
            " started again waited for that, too."
        )

    def goes_on(self, result: Result, world: World) -> None:
        self._head("What to do next")
        self._say(f"Read what can be asked: {world.caller.address}/docs")
        self._say("Or paste into a second terminal, in this folder:")
        for who, lines in blocks(world, result.played, result.inquired):
            self._say(f"\n{who}\n")
            self._paste(lines)

    def _head(self, text: str) -> None:
        self._console.print()
        self._console.rule(Text(text, style="bold"), align="left")

    def _say(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False)

    def _paste(self, lines: Iterable[str]) -> None:
        """A line to be pasted stays whole, however narrow the window."""
        for line in lines:
            self._console.print(line, soft_wrap=True, markup=False, highlight=False)

    def _shown(self, name: str) -> Path:
        """Relative to where we are, if it lies below."""
        path, here = self._folder / name, Path.cwd()
        return path.relative_to(here) if path.is_relative_to(here) else path
