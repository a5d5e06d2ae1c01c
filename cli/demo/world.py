"""The demo's world: both servers, a database and a topic of its own, and Qadam's processes on top of them.

Everything starts before the first claim and ends with the block, in whatever way it ends.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import psycopg
from kafka import KafkaAdminClient
from psycopg import sql
from psycopg_pool import ConnectionPool

from api.keys import issue
from cli.demo import decree
from cli.demo.caller import Caller, Unanswered
from cli.demo.places import AUDITOR, DEPUTY, Actor
from cli.demo.plan import BEGIN
from cli.stack import Stack, StackError, local_stack
from cli.stack.ports import free_port
from cli.stack.processes import Processes, supervised
from config import Settings, settings
from consumers.topic import make_topic
from store.clock import Clock, clock_of
from store.migrate import migrate

PROCESSES: Final = ("api", "relay", "projector", "watch")
LOOKS_AROUND: Final = {"QADAM_WATCH_EVERY_SECONDS": "5", "QADAM_WATCH_GATHER_SECONDS": "1"}
"""weeks pass here within a minute"""
DECREE: Final = "QADAM_CALENDAR_OVERRIDE"
READY_SECONDS: Final = 120
LOOK_SECONDS: Final = 0.05
TOKEN_SECONDS: Final = 12 * 3600


@dataclass(frozen=True, slots=True)
class World:
    """What the demo needs of it. `folder`: where it writes its files and its processes' logs.

    `environment`: the settings of its processes. `decree_comes`: the API learns that a day off was moved.
    """

    caller: Caller
    clock: Clock
    folder: Path
    tokens: Mapping[Actor, str]
    environment: Mapping[str, str]
    decree_comes: Callable[[], None]


def demo_folder() -> Path:
    """Where the demo keeps its servers' data, its keys, its logs and its two lists of counts."""
    return (settings().folder / "demo").resolve()


@contextmanager
def world(actors: Iterable[Actor]) -> Iterator[World]:
    """Servers and processes up and ready, tokens for everybody who acts. Raises `StackError`."""
    folder = demo_folder()
    with local_stack(folder / "stack", durable=True) as stack, _own_names(stack) as (database_url, topic):
        ours = _settings(folder, stack, database_url, topic)
        tokens = {actor: _token(ours, actor) for actor in {*actors, AUDITOR, DEPUTY}}
        values = _environment(ours)
        learnt = LOOKS_AROUND | {DECREE: str(decree.write(folder / "decree.toml"))}
        with _clock(database_url) as clock, supervised(folder / "logs", values) as processes:
            clock.move_to(BEGIN)
            for name in PROCESSES:
                processes.start(name, name, environment={} if name == "api" else learnt)

            def decree_comes() -> None:
                """The API is started again; whoever calls meanwhile waits and repeats the request under its key."""
                processes.stop("api")
                processes.start("api", "api", environment=learnt)

            with closing(Caller(ours.api_host, ours.api_port, tokens)) as caller:
                _wait_until_ready(caller, processes)
                yield World(caller, clock, folder, tokens, {**values, **learnt}, decree_comes)


@contextmanager
def _own_names(stack: Stack) -> Iterator[tuple[str, str]]:
    """A database and a topic that nobody else uses, so that the demo can be run again and beside other things."""
    name = f"qadam_demo_{datetime.now(UTC):%Y%m%d_%H%M%S_%f}"
    _on_server(stack, "CREATE DATABASE {}", name)
    make_topic(stack.kafka_bootstrap, topic := f"{name}.claims")
    try:
        database_url = urlunsplit(urlsplit(stack.database_url)._replace(path=f"/{name}"))
        migrate(database_url, simulated_clock=True)
        yield database_url, topic
    finally:
        _on_server(stack, "DROP DATABASE {} WITH (FORCE)", name)
        with KafkaAdminClient(bootstrap_servers=stack.kafka_bootstrap) as broker:
            broker.delete_topics([topic])


def _on_server(stack: Stack, statement: str, name: str) -> None:
    with psycopg.connect(stack.database_url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _settings(folder: Path, stack: Stack, database_url: str, topic: str) -> Settings:
    given = settings()
    port = given.api_port if "api_port" in given.model_fields_set else free_port()
    return Settings(
        database_url=database_url,
        kafka_bootstrap=stack.kafka_bootstrap,
        kafka_topic=topic,
        folder=folder,
        api_port=port,
        development=True,
        simulated_clock=True,
    )


def _environment(ours: Settings) -> Mapping[str, str]:
    """The same settings for the processes."""
    return {
        "DATABASE_URL": ours.database_url,
        "KAFKA_BOOTSTRAP": ours.kafka_bootstrap,
        "QADAM_KAFKA_TOPIC": ours.kafka_topic,
        "QADAM_FOLDER": str(ours.folder),
        "QADAM_API_PORT": str(ours.api_port),
        "QADAM_DEVELOPMENT": "1",
        "QADAM_SIMULATED_CLOCK": "true",
    }


def _token(ours: Settings, actor: Actor) -> str:
    name = f"{actor.office}-{actor.role}".lower()
    return issue(
        ours, actor=name, role=actor.role, office=actor.office, region=actor.region, lifetime_seconds=TOKEN_SECONDS
    )


@contextmanager
def _clock(database_url: str) -> Iterator[Clock]:
    with ConnectionPool(database_url, min_size=1, max_size=1, open=True) as pool:
        yield clock_of(pool)


def _wait_until_ready(caller: Caller, processes: Processes) -> None:
    """The API says so; a process that cannot start says why in its log."""
    deadline = time.monotonic() + READY_SECONDS
    while not _is_ready(caller):
        if time.monotonic() > deadline:
            logs = ", ".join(str(processes.log(name)) for name in PROCESSES)
            raise StackError(f"the API was not ready after {READY_SECONDS} s; see {logs}")
        time.sleep(LOOK_SECONDS)


def _is_ready(caller: Caller) -> bool:
    try:
        return caller.get_once(AUDITOR, "/health/ready").status == 200
    except Unanswered:
        return False
