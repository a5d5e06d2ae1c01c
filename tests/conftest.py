"""What every test may ask for: a database of its own, a topic of its own, processes of its own.

`servers` marks tests that need PostgreSQL or Kafka; asking for one of these fixtures without the mark fails.
"""

import re
import uuid
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest
from hypothesis import HealthCheck, settings
from kafka import KafkaAdminClient
from psycopg2 import sql
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

from cli.stack import Stack, children
from cli.stack.processes import Processes, supervised
from projections.connect import connect
from projections.freshness import ensure_heartbeats
from projections.registry import declared
from projections.tables import ensure
from store.migrate import migrate
from tests.run_stack import RunStack, wait_for, want

# What chance finds once it finds again, here and in CI; how long an example takes is the machine's affair.
settings.register_profile(
    "steady", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

PARTITIONS = 12
LONGEST = frozenset(
    {"test_bench.py", "test_demo.py", "test_walked_by_machine.py", "test_stack.py", "test_read_models.py"}
)
"""files with tests of half a minute and more"""
WHOLE_FILE = re.compile(r"^pytestmark = .*pytest\.mark\.(servers|long)\b", re.MULTILINE)
"""how a file says that all of its tests are of a kind"""
RUN = pytest.StashKey[RunStack]()
FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    if worker := getattr(config, "workerinput", None):
        config.stash[FOLDER] = Path(worker["stack"])
    else:
        config.stash[RUN] = RunStack()
        config.stash[FOLDER] = config.stash[RUN].folder


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The fast tests do not wait for the import of what is not run: that took longer than they do."""
    if "not " not in config.option.markexpr or not collection_path.name.startswith("test_"):
        return None
    kind = WHOLE_FILE.search(collection_path.read_text(encoding="utf-8"))
    return True if kind and f"not {kind[1]}" in config.option.markexpr else None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """A worker is told where to ask."""
    node.workerinput["stack"] = str(node.config.stash[FOLDER])  # type: ignore[attr-defined]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs no servers runs while they start; then what takes longest, so that nobody waits for it at the end."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("servers") is None:
        return 0
    return 1 if item.path.name in LONGEST else 2


def pytest_collection_finish(session: pytest.Session) -> None:
    """The servers start while the first tests that need none are running."""
    if not session.config.option.collectonly and any(item.get_closest_marker("servers") for item in session.items):
        want(session.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if run := config.stash.get(RUN, None):
        run.end()


@pytest.fixture(scope="session")
def stack(pytestconfig: pytest.Config) -> Stack:
    """The two servers of this run."""
    return wait_for(pytestconfig.stash[FOLDER])


@pytest.fixture
def _marked(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("servers") is None:
        pytest.fail("this test needs servers: mark it `servers`")


@pytest.fixture(scope="session")
def _admin(stack: Stack) -> Iterator[Connection]:
    with closing(psycopg2.connect(stack.database_url, options="-c statement_timeout=60s")) as connection:
        connection.autocommit = True
        yield connection


@pytest.fixture(scope="session")
def _migrated(_admin: Connection, stack: Stack) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex[:12]}"
    _execute(_admin, "CREATE DATABASE {}", name)
    migrate(address(stack, name), simulated_clock=True)
    _execute(_admin, "ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
    yield name
    _execute(_admin, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture(scope="session")
def _with_read_models(_admin: Connection, _migrated: str, stack: Stack) -> Iterator[str]:
    """A template in which there are read models: to make them takes ten times as long as to copy them."""
    with copied(_admin, _migrated) as name:
        with closing(connect(address(stack, name), "template")) as connection:
            ensure(connection, declared().values())
            ensure_heartbeats(connection)
        _execute(_admin, "ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
        yield name


@pytest.fixture(scope="session")
def _template(_migrated: str) -> str:
    """The database that the tests' own are copied from: a copy takes 30 ms."""
    return _migrated


@pytest.fixture
def database_url(_marked: None, _admin: Connection, _template: str, stack: Stack) -> Iterator[str]:
    """A database of this test's own: migrated, empty, with a clock that the test moves."""
    with copied(_admin, _template) as name:
        yield address(stack, name)


@pytest.fixture
def empty_database_url(_marked: None, _admin: Connection, stack: Stack) -> Iterator[str]:
    """A database of this test's own with nothing in it, not even migrations."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    _execute(_admin, "CREATE DATABASE {}", name)
    yield address(stack, name)
    _execute(_admin, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def kafka(_marked: None, stack: Stack) -> str:
    """host:port of the broker."""
    return stack.kafka_bootstrap


@pytest.fixture(scope="session")
def kafka_admin(stack: Stack) -> Iterator[KafkaAdminClient]:
    """The client that makes and deletes topics."""
    with KafkaAdminClient(bootstrap_servers=stack.kafka_bootstrap) as client:
        yield client


@pytest.fixture
def topic(_marked: None, kafka_admin: KafkaAdminClient) -> Iterator[str]:
    """An empty topic of this test's own, with as many partitions as in production."""
    name = f"test-{uuid.uuid4().hex[:12]}.claims"
    kafka_admin.create_topics({name: {"num_partitions": PARTITIONS, "replication_factor": 1}}, wait_for_metadata=True)
    yield name
    kafka_admin.delete_topics([name])


@pytest.fixture
def environment(database_url: str, kafka: str, topic: str, tmp_path: Path) -> dict[str, str]:
    """The settings under which this test's processes run; for `supervised`, or `config.environment` and subprocess."""
    return {
        "DATABASE_URL": database_url,
        "KAFKA_BOOTSTRAP": kafka,
        "QADAM_KAFKA_TOPIC": topic,
        "QADAM_FOLDER": str(tmp_path),
        "QADAM_DEVELOPMENT": "true",
        "QADAM_SIMULATED_CLOCK": "true",
    }


@pytest.fixture
def processes(environment: dict[str, str], tmp_path: Path) -> Iterator[Processes]:
    """Qadam's own processes for this test: `processes.start("relay", "relay")`; restarted when they end."""
    with supervised(tmp_path / "logs", environment) as running:
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows what its processes logged last."""
    report = yield
    running = getattr(item, "funcargs", {}).get("processes")
    if report.failed and isinstance(running, Processes):
        report.sections += [(f"log of {name}", children.tail(running.log(name))) for name in running.names()]
    return report


def _execute(connection: Connection, statement: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def address(stack: Stack, database: str) -> str:
    return f"{stack.database_url.rpartition('/')[0]}/{database}"


@contextmanager
def copied(admin: Connection, template: str) -> Iterator[str]:
    """The name of a database that is gone afterwards."""
    name = f"{template}_{uuid.uuid4().hex[:8]}"
    _execute(admin, "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
    yield name
    _execute(admin, "DROP DATABASE {} WITH (FORCE)", name)
