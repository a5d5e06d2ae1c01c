"""What is measured: both servers, durable and compiled for throughput, a database of its own, Qadam's processes.

Everything ends with the block, and the database and the topic are gone after it.
"""

import asyncio
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from kafka import KafkaAdminClient
from psycopg import sql

from api.keys import issue
from cli.bench.load import Tokens
from cli.bench.wire import Wire, get
from cli.demo.places import Actor
from cli.stack import Stack, StackError
from cli.stack.ports import free_port
from cli.stack.processes import Processes, supervised
from config import Settings
from consumers.topic import make_topic
from store.migrate import migrate

PROCESSES: Final = ("api", "relay", "projector")
READY_SECONDS: Final = 60.0
LOOK_SECONDS: Final = 0.05
TOKEN_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Chain:
    """Processes that are up and ready, the API among them."""

    settings: Settings
    processes: Processes
    tokens: Tokens

    async def wire(self) -> Wire:
        """A new connection to the API."""
        return await Wire.open(self.settings.api_host, self.settings.api_port)


@contextmanager
def database(stack: Stack, *, simulated_clock: bool = False) -> Iterator[str]:
    """A migrated database that nobody else uses, dropped afterwards."""
    name = f"qadam_bench_{uuid4().hex[:12]}"
    with psycopg.connect(stack.database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = urlunsplit(urlsplit(stack.database_url)._replace(path=f"/{name}"))
        try:
            migrate(url, simulated_clock=simulated_clock)
            yield url
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def chain(stack: Stack, folder: Path, actors: Iterable[Actor]) -> Iterator[Chain]:
    """The whole chain, with tokens for everybody who acts. Raises `StackError`."""
    with database(stack) as url, topic(stack) as name:
        ours = settings_of(stack, folder, url, name)
        with _running(ours, PROCESSES, "/health/ready", actors) as running:
            yield running


@contextmanager
def api_alone(stack: Stack, folder: Path, database_url: str, actors: Iterable[Actor]) -> Iterator[Chain]:
    """The API on that database, without relay and projector. Raises `StackError`."""
    ours = settings_of(stack, folder, database_url, "no.topic")
    with _running(ours, ("api",), "/health/live", actors) as running:
        yield running


@contextmanager
def _running(ours: Settings, names: Sequence[str], ready: str, actors: Iterable[Actor]) -> Iterator[Chain]:
    """These processes, once the API says at `ready` that it is."""
    tokens = {actor: _token(ours, actor) for actor in actors}
    with supervised(ours.folder / "logs", environment_of(ours)) as processes:
        for name in names:
            processes.start(name, name)
        running = Chain(ours, processes, tokens)
        _wait_until_ready(running, ready)
        yield running


@contextmanager
def topic(stack: Stack) -> Iterator[str]:
    """The name of an empty topic that nobody else uses, deleted afterwards."""
    name = f"qadam-bench-{uuid4().hex[:12]}.claims"
    make_topic(stack.kafka_bootstrap, name)
    try:
        yield name
    finally:
        with KafkaAdminClient(bootstrap_servers=stack.kafka_bootstrap) as admin:
            admin.delete_topics([name])


def settings_of(stack: Stack, folder: Path, database_url: str, topic: str) -> Settings:
    return Settings(
        database_url=database_url,
        kafka_bootstrap=stack.kafka_bootstrap,
        kafka_topic=topic,
        folder=folder,
        api_port=free_port(),
        development=True,
    )


def environment_of(ours: Settings) -> Mapping[str, str]:
    """The same settings for processes."""
    return {
        "DATABASE_URL": ours.database_url,
        "KAFKA_BOOTSTRAP": ours.kafka_bootstrap,
        "QADAM_KAFKA_TOPIC": ours.kafka_topic,
        "QADAM_FOLDER": str(ours.folder),
        "QADAM_API_PORT": str(ours.api_port),
        "QADAM_DEVELOPMENT": "true",
    }


def _token(ours: Settings, actor: Actor) -> str:
    name = f"{actor.office}-{actor.role}".lower()
    return issue(
        ours, actor=name, role=actor.role, office=actor.office, region=actor.region, lifetime_seconds=TOKEN_SECONDS
    )


def _wait_until_ready(running: Chain, path: str) -> None:
    """The API says so; a process that cannot start says why in its log."""
    deadline = time.monotonic() + READY_SECONDS
    while not asyncio.run(_is_ready(running, path)):
        if time.monotonic() > deadline:
            raise StackError(f"the API was not ready after {READY_SECONDS:g} s; see {running.processes.log('api')}")
        time.sleep(LOOK_SECONDS)


async def _is_ready(running: Chain, path: str) -> bool:
    try:
        wire = await running.wire()
    except (OSError, TimeoutError):
        return False
    try:
        return (await wire.ask(get(path))).status == 200
    except (OSError, EOFError, TimeoutError):
        return False
    finally:
        wire.close()
