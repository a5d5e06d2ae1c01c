"""What the figures were taken on: cores, load, versions. Not which machine it is."""

import os
import platform
from importlib.metadata import version
from typing import Any, Final

import psycopg

PACKAGES: Final = ("eventsourcing", "psycopg", "psycopg2-binary", "kafka-python", "fastapi", "uvicorn", "orjson")
DURABLE: Final = ("fsync", "synchronous_commit", "full_page_writes")


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0))


def load() -> float:
    """How many processes ran or wanted to, averaged over the last minute."""
    return os.getloadavg()[0]


def facts(connection: psycopg.Connection[Any], broker: str) -> dict[str, str]:
    """What matters of machine and servers, in words. `broker`: the version that the lock names."""
    return {
        "cores": str(cores()),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "PostgreSQL": f"{_setting(connection, 'server_version')}, {_durability(connection)}",
        "Apache Kafka": f"{broker}, one node, acks=all",
        "packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
    }


def _durability(connection: psycopg.Connection[Any]) -> str:
    return ", ".join(f"{name} {_setting(connection, name)}" for name in DURABLE)


def _setting(connection: psycopg.Connection[Any], name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
    assert row
    return str(row[0])
