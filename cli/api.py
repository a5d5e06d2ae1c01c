"""`qadam api`: commands and questions over HTTP."""

import gc
from typing import Final

import uvicorn

from api.app import create_app
from api.logs import set_up
from api.one_write import OneWrite
from cli.override import adopt_override
from cli.printed import JsonLines
from config import MissingSetting, settings

KEEP_ALIVE_SECONDS: Final = 75
"""an idle connection is kept longer than the pause of any client that goes on"""
SHUTDOWN_SECONDS: Final = 15
"""so long may running requests take once the end was asked for"""
BACKLOG: Final = 2048
GC_THRESHOLD: Final = 20_000
"""young objects before a collection looks: a request makes hundreds, and almost none outlive it"""


def run(as_json: JsonLines = True) -> None:
    """Answer HTTP requests until SIGTERM. Its log is one JSON object a line, always."""
    wanted = settings()
    adopt_override(wanted)
    try:
        set_up(wanted.log_level)
        app = create_app(wanted)
    except MissingSetting as missing:
        raise SystemExit(str(missing)) from None
    seldom_collected()
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=wanted.api_host,
            port=wanted.api_port,
            loop="uvloop",
            http=OneWrite,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # nobody here asks for the client's address or the outer scheme
            backlog=BACKLOG,
            limit_concurrency=wanted.api_connections,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
    )
    server.run()
    if not server.started:
        raise SystemExit(1)


def seldom_collected() -> None:
    """What lives for ever need not be looked at again, and requests make few cycles."""
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD, 20, 100)
