"""`qadam watch`: what oversight looks for is found without anybody asking."""

from cli.override import adopt_override
from cli.printed import JsonLines
from config import settings
from consumers import logs, loop, watch


def run(as_json: JsonLines = False) -> None:
    """Examine claims as things happen to them, and those to which nothing happens, until SIGTERM; any error ends it."""
    wanted = settings()
    logs.set_up(wanted.log_level, as_json=as_json)
    adopt_override(wanted)
    raise SystemExit(loop.run("watch", lambda stop: watch.run(wanted, stop)))
