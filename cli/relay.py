"""`qadam relay`: the store's events go to Kafka."""

from cli.printed import JsonLines
from config import settings
from consumers import logs, loop, relay


def run(as_json: JsonLines = False) -> None:
    """Send the store's events to Kafka, in order, until SIGTERM; any error ends it with exit code 1."""
    wanted = settings()
    logs.set_up(wanted.log_level, as_json=as_json)
    raise SystemExit(loop.run("relay", lambda stop: relay.run(wanted, stop)))
