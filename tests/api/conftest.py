"""An API for the tests of a module, on 1 April 2019 at ten in the morning in Almaty; `fresh` is one of a test's own."""

import logging
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from api.logs import set_up
from cli.stack import Stack
from config import Settings
from tests.api.client import MORNING, Api, serving
from tests.conftest import address, copied


@pytest.fixture(autouse=True, scope="module")
def log() -> Iterator[BytesIO]:
    """What the API logs at debug level, and the libraries with it."""
    said, root = BytesIO(), logging.getLogger()
    handlers, level = list(root.handlers), root.level
    set_up("DEBUG", said)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the client's own
    yield said
    structlog.reset_defaults()
    root.handlers, root.level = handlers, level


@pytest.fixture(scope="session")
def _template(_with_read_models: str) -> str:
    """Nearly every test here asks read models."""
    return _with_read_models


@pytest.fixture(scope="module")
def module_database_url(_admin: Connection, _template: str, stack: Stack) -> Iterator[str]:
    """A database that the tests of one module share: each makes claims of its own."""
    with copied(_admin, _template) as name:
        yield address(stack, name)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    async with serving(development(module_database_url, tmp_path_factory.mktemp("api"))) as running:
        running.move_clock(MORNING)
        yield running


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """With little patience: the tests of what is away or too busy need not wait long."""
    impatient = {"store_lock_timeout_seconds": 1.0, "statement_timeout_ms": 1500}
    return development(database_url, tmp_path).model_copy(update=impatient)


@pytest_asyncio.fixture(loop_scope="module")
async def fresh(settings: Settings) -> AsyncIterator[Api]:
    async with serving(settings) as running:
        running.move_clock(MORNING)
        yield running


def development(database_url: str, folder: Path) -> Settings:
    return Settings(database_url=database_url, folder=folder, development=True, log_level="DEBUG")
