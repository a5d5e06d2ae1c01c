"""An API on a port of its own, with claims in every stage, for whoever walks it from outside."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from config import Settings
from tests.api.client import MORNING, serving
from tests.api.usual import AUDITOR, CASEWORKER, COMMISSION, HEAD, RECEIVER, SERVICE, USUAL, Who

START_SECONDS: Final = 20.0
LATER: Final = datetime.fromisoformat("2019-05-20T12:00:00+06:00")
"""when the walk is: most terms have ended, and there are days to look back on"""
FINDINGS: Final = 4
BY_ROLE: Final = {who.role.value: who for who in (CASEWORKER, COMMISSION, HEAD, SERVICE, AUDITOR)}


@dataclass(frozen=True, slots=True)
class Running:
    """The API, for every command a claim that is ready for it, and findings. `versions`: as they were last told."""

    url: str
    tokens: dict[Who, str]
    ready: dict[str, str]
    findings: list[str]
    versions: dict[str, str] = field(default_factory=dict)

    def asker(self, operation: str, roles: list[str]) -> Who:
        """Who may: the first role that the description names; auditors ask what is left."""
        if operation == "receive_file":
            return RECEIVER
        return BY_ROLE[roles[0]] if roles else AUDITOR


@contextmanager
def running(settings: Settings) -> Iterator[Running]:
    """Claims that happened in the morning of the first day, folded into the read models; the API answers later."""
    prepared = asyncio.run(_prepared(settings))
    with _listening(create_app(settings)) as url:
        yield replace(prepared, url=url)


async def _prepared(settings: Settings) -> Running:
    async with serving(settings) as api:
        api.move_clock(MORNING)
        ready = {command: await api.ready_for(command) for command in USUAL if command != "submit"}
        ready["submit"] = await api.claim()
        findings = [await api.found() for _ in range(FINDINGS)]
        api.project()
        api.move_clock(LATER)
        tokens = {who: api.token(who) for who in (*BY_ROLE.values(), RECEIVER)}
        return Running("", tokens, ready, findings, api.versions)


@contextmanager
def _listening(app: FastAPI) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        _wait(server, thread)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)


def _wait(server: uvicorn.Server, thread: threading.Thread) -> None:
    end = time.monotonic() + START_SECONDS
    while not server.started:
        assert thread.is_alive(), "the API ended"
        assert time.monotonic() < end, "the API did not start in time"
        time.sleep(0.01)
