"""`qadam projector`: events from Kafka go into the read models."""

import gc

from cli.override import adopt_override
from cli.printed import JsonLines
from config import settings
from consumers import logs, loop, projector
from projections.registry import declared


def run(as_json: JsonLines = False) -> None:
    """Keep the read models equal to the log until SIGTERM; any error ends it with exit code 1."""
    wanted = settings()
    logs.set_up(wanted.log_level, as_json=as_json)
    adopt_override(wanted)
    projections = list(declared().values())
    seldom_collected()
    raise SystemExit(loop.run("projector", lambda stop: projector.run(wanted, projections, stop)))


def seldom_collected() -> None:
    """Measured: what lives for ever need not be looked at again, and batches make no cycles."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
