"""Child processes that never outlive this one, and how to find and end those of an earlier run.

The kernel sends its signal when the *thread* ends that started the child: so one thread starts them all, and it lives
as long as this process.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from config import environment

LAUNCHER = Path(__file__).with_name("launch.py")
LOOK_SECONDS = 0.02
STOP_SECONDS = 20.0
TAIL_LINES = 15

Child = subprocess.Popen[bytes]
_starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="children")


class StackError(Exception):
    """A server or process of ours did not do what it was started for; the message ends with its last log lines."""


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    user: int | None = None,
    ends_with_us: signal.Signals = signal.SIGKILL,
) -> Child:
    """Start `command` in a session of its own; it gets `ends_with_us` when this process ends, however that happens."""
    launcher = [sys.executable, "-I", "-S", LAUNCHER, os.getpid(), int(ends_with_us), "-" if user is None else user]
    arguments = [str(part) for part in [*launcher, *command]]

    def spawn() -> Child:
        with log.open("ab") as output:
            return subprocess.Popen(
                arguments,
                cwd=cwd,
                env=environment(env or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    return _starter.submit(spawn).result()


def stop(child: Child, first: signal.Signals = signal.SIGTERM, *, limit_seconds: float = STOP_SECONDS) -> int:
    """Ask it to end, make it end after `limit_seconds`; returns its exit code."""
    if child.poll() is None:
        child.send_signal(first)
    try:
        return child.wait(limit_seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def wait_until(ready: Callable[[], bool], child: Child, *, name: str, log: Path, limit_seconds: float) -> None:
    """Wait until `ready` says so; raises StackError if the child ends first or the limit passes."""
    deadline = time.monotonic() + limit_seconds
    while not ready():
        if child.poll() is not None:
            raise StackError(f"{name} ended with code {child.returncode}\n{tail(log)}")
        if time.monotonic() > deadline:
            raise StackError(f"{name} was not ready after {limit_seconds:g} s\n{tail(log)}")
        time.sleep(LOOK_SECONDS)


def tail(log: Path) -> str:
    """The last lines of a log."""
    if not log.exists():
        return f"(no log at {log})"
    lines = log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
    return "\n".join([f"the end of {log}:", *lines])


def lives(pid: int, mark: str = "") -> bool:
    """Whether a process with this number lives and has `mark` in its command line: numbers are given out again."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z" and mark.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def end_leftover(pid: int, mark: str) -> None:
    """End a process of an earlier run that is not gone yet, and wait for that. It is not our child: no exit code."""
    for number, limit_seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGKILL, STOP_SECONDS)):
        if not lives(pid, mark):
            return
        os.kill(pid, number)
        deadline = time.monotonic() + limit_seconds
        while lives(pid, mark) and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
