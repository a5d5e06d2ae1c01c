"""CPU seconds of processes, as the kernel counts them (Linux: /proc)."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
TICKS_A_SECOND: Final = os.sysconf("SC_CLK_TCK")
PARENT, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM = 1, 11, 12, 13, 14
"""fields of /proc/PID/stat, counted from the one behind the name"""
WORKING: Final = (0, 1, 2, 5, 6)
"""user, nice, system and both kinds of interrupts in the first line of /proc/stat; idle and waiting are no work"""


@dataclass(frozen=True, slots=True)
class Process:
    """`seconds`: its own; `buried_seconds`: those of its children that ended and were waited for."""

    pid: int
    parent: int
    seconds: float
    buried_seconds: float


def processes() -> dict[int, Process]:
    """All that there are now."""
    found = (_read(int(folder.name)) for folder in PROC.iterdir() if folder.name.isdigit())
    return {process.pid: process for process in found if process}


def busy_seconds() -> float:
    """Of all cores together, since the machine started."""
    first, _, _ = (PROC / "stat").read_text().partition("\n")
    fields = first.split()[1:]
    return sum(int(fields[n]) for n in WORKING) / TICKS_A_SECOND


def tree(pid: int, known: Mapping[int, Process]) -> float:
    """CPU seconds of a process and all that descend from it, living or not."""
    if pid not in known:
        return 0.0
    root = known[pid]
    children = (process.pid for process in known.values() if process.parent == pid)
    return root.seconds + root.buried_seconds + sum(tree(child, known) for child in children)


def named(mark: str, among: Iterable[int]) -> int | None:
    """The first of these processes that has `mark` in its command line."""
    return next((pid for pid in among if mark.encode() in _command(pid)), None)


def descendants(pid: int, known: Mapping[int, Process]) -> list[int]:
    children = [process.pid for process in known.values() if process.parent == pid]
    return [*children, *(below for child in children for below in descendants(child, known))]


def _command(pid: int) -> bytes:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:  # it ended meanwhile
        return b""


def _read(pid: int) -> Process | None:
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    user, system, gone_user, gone_system = (
        int(fields[n]) / TICKS_A_SECOND for n in (USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM)
    )
    return Process(pid, int(fields[PARENT]), user + system, gone_user + gone_system)
