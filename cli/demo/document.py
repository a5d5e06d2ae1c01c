"""What was played and found, as one JSON object: `qadam demo --json`."""

from dataclasses import asdict
from typing import Any

from cli.bench.figures import percentile
from cli.demo.plan import Plan
from cli.demo.planted import Line
from cli.demo.run import FOUND, PLANTED, Result
from cli.demo.world import World


def document(plan: Plan, result: Result, world: World) -> dict[str, Any]:
    """Seconds are whole or plain numbers of seconds; `dispute` is the route's own answer, the country first."""
    return {
        "seed": plan.seed,
        "claims": len(plan.scripts),
        "api": world.caller.address,
        "same": result.same,
        "altered": result.altered,
        "waits": {
            "planted": str(world.folder / PLANTED[0]),
            "found": str(world.folder / FOUND[0]),
            "counts": len(result.lines),
            "differing": [_line(line) for line in result.differing],
        },
        "dispute": {
            "planted": str(world.folder / PLANTED[1]),
            "found": str(world.folder / FOUND[1]),
            "answers": result.said,
            "differing": [
                {**asdict(each.said), "planted": each.planted, "found": each.found} for each in result.differences
            ],
            "answered": result.disputes,
        },
        "findings": {
            "planted": str(world.folder / PLANTED[2]),
            "found": str(world.folder / FOUND[2]),
            "counts": sum(result.findings.values()),
            "differing": [
                {"region": region, "rule": rule, "who": who, "planted": planted, "found": found}
                for (region, rule, who), planted, found in result.wrongly_found
            ],
        },
        "inquiry": asdict(result.inquired) if result.inquired else None,
        "seconds_by_region": result.seconds_by_region,
        "speed": _speed(result),
    }


def _line(line: Line) -> dict[str, Any]:
    return {**asdict(line.key), "planted": asdict(line.planted), "found": asdict(line.found)}


def _speed(result: Result) -> dict[str, Any]:
    played, visible = result.played, result.visible_seconds
    return {
        "commands": played.commands,
        "events": played.events,
        "seconds": round(result.seconds, 3),
        "events_per_second": round(played.events / result.seconds, 1),
        "visible_ms": {"p50": round(1000 * percentile(visible, 50)), "most": round(1000 * max(visible))},
        "visible_measured": len(visible),
    }
