"""The demo from the first line to the last: write down, play, ask, compare. What is said of it: evening.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from cli.demo import found, planted
from cli.demo.alter import alter
from cli.demo.dispute import planted as quarrels
from cli.demo.dispute.planted import Answers, Difference
from cli.demo.fresh import Freshness
from cli.demo.inquired import Inquired, inquire
from cli.demo.oversight import planted as oversight
from cli.demo.oversight.planted import Findings
from cli.demo.oversight.planted import Key as FindingKey
from cli.demo.plan import Plan
from cli.demo.planted import Counts, Line
from cli.demo.play import Played, Player
from cli.demo.progress import Show
from cli.demo.world import World

PLANTED: Final = ("planted.csv", "planted_dispute.csv", "planted_findings.csv")
FOUND: Final = ("found.csv", "found_dispute.csv", "found_findings.csv")
"""counts of waits, answers about the quarrels, and counts of findings"""


@dataclass(frozen=True, slots=True)
class Truth:
    """What must be found: counts of waits, what is to be said of the quarrels, and what oversight must see."""

    waits: Counts
    dispute: Answers
    findings: Findings


@dataclass(frozen=True, slots=True)
class Result:
    """What was played and found. `seconds`: from the first request until everything stood in the read models.

    `wrongly_found`: where findings were planted and found in different numbers.
    `altered`: the claim with a demand that nobody planted. `inquired`: what a deputy asked when all that was over,
    unless something was found otherwise than planted.
    """

    played: Played
    seconds: float
    seconds_by_region: Mapping[str, Mapping[str, int]]
    disputes: Sequence[Mapping[str, Any]]
    lines: Sequence[Line]
    said: int
    differences: Sequence[Difference]
    findings: Findings
    wrongly_found: Sequence[tuple[FindingKey, int, int]]
    visible_seconds: Sequence[float] = field(repr=False)
    altered: str | None = None
    inquired: Inquired | None = None

    @property
    def differing(self) -> list[Line]:
        return [line for line in self.lines if not line.same]

    @property
    def same(self) -> bool:
        """Everything was found as it was planted."""
        return not self.differing and not self.differences and not self.wrongly_found


def truth_of(plan: Plan) -> Truth:
    """From the plan alone."""
    return Truth(planted.planted(plan), quarrels.planted(plan), oversight.planted(plan))


def write_down(truth: Truth, folder: Path) -> None:
    """Before the first request, in a folder that nobody else plays in."""
    _write(truth, folder, PLANTED)


def play(plan: Plan, truth: Truth, world: World, show: Show, *, altered: bool) -> Result:
    """Play, ask, and compare. Raises `Unexpected`, `Unanswered`."""
    with Freshness(world.caller) as freshness:
        played = Player(plan, world.caller, world.clock, freshness, world.decree_comes).play(show)
    claim = alter(played, world.caller).claim if altered else None
    seconds = found.wait_until_shown(world.caller, played)
    result = replace(_asked(truth, world, played, seconds, freshness), altered=claim)
    return replace(result, inquired=inquire(world.caller, world.clock, played)) if result.same else result


def _asked(truth: Truth, world: World, played: Played, seconds: float, freshness: Freshness) -> Result:
    disputes = found.disputes(world.caller)
    now = Truth(found.counts(world.caller), quarrels.found(disputes), found.findings(world.caller, truth.findings))
    _write(now, world.folder, FOUND)
    return Result(
        played=played,
        seconds=seconds,
        seconds_by_region=found.seconds_by_region(world.caller),
        disputes=disputes,
        lines=planted.compared(truth.waits, now.waits),
        said=len(truth.dispute),
        differences=quarrels.differences(truth.dispute, now.dispute),
        findings=now.findings,
        wrongly_found=oversight.differing(truth.findings, now.findings),
        visible_seconds=freshness.seconds,
    )


def _write(truth: Truth, folder: Path, names: tuple[str, str, str]) -> None:
    waits, dispute, findings = names
    planted.write(truth.waits, folder / waits)
    quarrels.write(truth.dispute, folder / dispute)
    oversight.write(truth.findings, folder / findings)
