"""No reader of the store ever sees N+1 before N: not under many writers, not with conflicts, not when one is killed."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Self

import psycopg
import pytest

from store.log import Recorded, end, listen, read
from tests.waiting import eventually

pytestmark = pytest.mark.servers

WRITERS = 8
SAVES = 48
WITHOUT_END = 1_000_000
LIMIT_SECONDS = 90


class Tail:
    """Follows the store from the beginning, as the relay does, in a thread of its own, while the block runs."""

    def __init__(self, database_url: str) -> None:
        self.seen: list[Recorded] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, args=(database_url,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _follow(self, database_url: str) -> None:
        with psycopg.connect(database_url, autocommit=True) as connection:
            for batch in listen(connection, 0, 50, stop=self._stop, poll_seconds=0.05):
                self.seen.extend(batch)


def test_a_reader_misses_nothing_under_eight_writers_with_conflicts_and_one_killed(database_url: str) -> None:
    with ExitStack() as running:
        tail = running.enter_context(Tail(database_url))
        killed = running.enter_context(_started(database_url, "killed", WITHOUT_END))
        names = [f"writer-{number}" for number in range(1, WRITERS)]
        writers = [running.enter_context(_started(database_url, name, SAVES)) for name in names]
        eventually(lambda: _saved_by(tail, "killed") > SAVES, LIMIT_SECONDS)
        killed.kill()
        counts = [writer.communicate(timeout=LIMIT_SECONDS)[0].split() for writer in writers]
        with psycopg.connect(database_url, autocommit=True) as store:
            eventually(lambda: tail.seen[-1].position == end(store))
            assert tail.seen == read(store, 0, 1_000_000)
    assert [int(kept) for kept, _ in counts] == [SAVES] * len(writers)
    assert sum(int(late) for _, late in counts) > SAVES, "the writers were not in each other's way"
    _check_versions(tail.seen)
    assert [one.recorded_at for one in tail.seen] == sorted(one.recorded_at for one in tail.seen)


@contextmanager
def _started(database_url: str, name: str, saves: int) -> "Iterator[subprocess.Popen[str]]":
    program = [sys.executable, "-m", "tests.store.writing", database_url, name, str(saves)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _saved_by(tail: Tail, writer: str) -> int:
    """How many saves of that writer the reader has seen."""
    keys = {_field(one, "key") for one in list(tail.seen) if f'"actor":"{writer}/'.encode() in one.body}
    return len(keys)


def _field(one: Recorded, name: str) -> bytes:
    return one.body.partition(f'"{name}":"'.encode())[2].partition(b'"')[0]


def _check_versions(seen: list[Recorded]) -> None:
    """The versions of every stream are 1..n, in the order of their positions."""
    versions: dict[Any, list[int]] = {}
    for one in seen:
        versions.setdefault(one.stream, []).append(one.version)
    for found in versions.values():
        assert found == list(range(1, len(found) + 1))
