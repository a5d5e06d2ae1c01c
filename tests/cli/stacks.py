"""Runs `qadam stack` as a process of its own, so that a test can kill it and what it started."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.stack import Stack, children, places
from tests.waiting import eventually

NOWHERE = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "KAFKA_BOOTSTRAP": "127.0.0.1:1"}
"""Servers that are given and not there: then only the other one is started."""
START_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Running:
    command: children.Child
    folder: Path
    stack: Stack

    def servers(self) -> list[int]:
        """The numbers of the processes of PostgreSQL and Kafka that were started here."""
        notes = [places.data_place(self.folder) / "data" / "postmaster.pid", self.folder / "kafka" / "pid"]
        return [int(note.read_text().split()[0]) for note in notes if note.exists()]

    def kill_everything(self) -> None:
        """As a machine that loses its power; the numbers are read first, while the files are there."""
        for pid in [self.command.pid, *self.servers()]:
            os.kill(pid, signal.SIGKILL)
        self.command.wait()


@contextmanager
def running(folder: Path, given: dict[str, str] | None = None) -> Iterator[Running]:
    """A stack in `folder`; `given` are servers that are not to be started."""
    folder.mkdir(exist_ok=True)
    log = folder / "command.log"
    log.unlink(missing_ok=True)
    environment = {"DATABASE_URL": "", "KAFKA_BOOTSTRAP": "", "QADAM_FOLDER": str(folder), **(given or {})}
    command = children.start([sys.executable, "-m", "cli.main", "stack"], log=log, env=environment)
    try:
        children.wait_until(
            lambda: "# ready" in log.read_text(), command, name="qadam stack", log=log, limit_seconds=START_SECONDS
        )
        values = dict(re.findall(r"^export (\w+)=(.*)$", log.read_text(), re.MULTILINE))
        yield Running(command, folder / "stack", Stack(values["DATABASE_URL"], values["KAFKA_BOOTSTRAP"]))
    finally:
        children.stop(command, signal.SIGINT)


def all_ended(pids: list[int]) -> None:
    eventually(lambda: not any(children.lives(pid) for pid in pids), limit_s=30)
