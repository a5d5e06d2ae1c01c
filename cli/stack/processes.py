"""Qadam's own processes as children: started, restarted when they end, logged to files, ended with us.

The demo, the benchmarks and the tests of the whole chain run the API, the relay and the projector with it; in
production the site's own supervisor does this (docker-compose.yml shows how).
"""

import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cli.stack import children

QADAM = (sys.executable, "-m", "cli.main")
LOOK_SECONDS = 0.05
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
HEALTHY_SECONDS = 10.0
"""A process that lived this long starts again after the first pause."""
STOP_SECONDS = 10.0


@dataclass(slots=True)
class Process:
    """One process and its restarts."""

    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    child: children.Child = field(init=False)
    started_at: float = field(default_factory=time.monotonic)
    starts: int = 1
    pause_seconds: float = FIRST_PAUSE_SECONDS
    due_at: float | None = None

    def __post_init__(self) -> None:
        self._spawn()

    def _spawn(self) -> None:
        self.child = children.start(self.command, log=self.log, env=self.environment)

    def look(self) -> None:
        """Restart it if it ended: after a pause that doubles while it keeps ending early."""
        if self.child.poll() is None:
            return
        now = time.monotonic()
        if self.due_at is None:
            lived = now - self.started_at
            self.pause_seconds = FIRST_PAUSE_SECONDS if lived >= HEALTHY_SECONDS else self.pause_seconds
            self.due_at = now + self.pause_seconds
            self.pause_seconds = min(2 * self.pause_seconds, LONGEST_PAUSE_SECONDS)
        if now >= self.due_at:
            self._spawn()
            self.started_at, self.due_at, self.starts = now, None, self.starts + 1


class Processes:
    """A supervisor of this process's children. Use `supervised`, which ends them all."""

    def __init__(self, logs: Path, environment: Mapping[str, str], program: Sequence[str] = QADAM) -> None:
        self._logs = logs
        self._program = program
        self._environment = environment
        self._running: dict[str, Process] = {}
        self._lock = threading.Lock()

    def start(self, name: str, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        """Start `qadam ARGUMENTS...` under a name; `environment` is put over the one that all share."""
        values = {**self._environment, **(environment or {})}
        with self._lock:
            if name in self._running:
                raise ValueError(f"{name} runs already")
            self._running[name] = Process((*self._program, *arguments), values, self.log(name))

    def stop(self, name: str) -> int:
        """End it with SIGTERM, after a while with SIGKILL, and do not start it again; returns its exit code."""
        with self._lock:
            process = self._running.pop(name)
        return children.stop(process.child, limit_seconds=STOP_SECONDS)

    def stop_all(self) -> None:
        """End all in the reverse order of their starts."""
        for name in reversed(self.names()):
            self.stop(name)

    def names(self) -> list[str]:
        return list(self._running)

    def pid(self, name: str) -> int:
        """The number of the process that runs, or ended last."""
        return self._running[name].child.pid

    def lives(self, name: str) -> bool:
        return self._running[name].child.poll() is None

    def starts(self, name: str) -> int:
        """How often it was started: 1 if it never ended."""
        return self._running[name].starts

    def log(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    def look(self) -> None:
        """Restart what ended."""
        with self._lock:
            for process in self._running.values():
                process.look()


@contextmanager
def supervised(logs: Path, environment: Mapping[str, str], program: Sequence[str] = QADAM) -> Iterator[Processes]:
    """Processes that are looked after while the block runs, and ended after it."""
    logs.mkdir(parents=True, exist_ok=True)
    processes = Processes(logs, environment, program)
    ending = threading.Event()

    def watch() -> None:
        while not ending.wait(LOOK_SECONDS):
            processes.look()

    watcher = threading.Thread(target=watch, name="supervisor", daemon=True)
    watcher.start()
    try:
        yield processes
    finally:
        ending.set()
        watcher.join()
        processes.stop_all()
