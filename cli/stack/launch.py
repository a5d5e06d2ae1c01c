"""Becomes the program it is told to start, after asking the kernel to end it together with its parent.

Runs as `python -I -S launch.py PARENT SIGNAL USER PROGRAM ARGUMENTS...` in a fresh interpreter, because nothing may be
run between fork and exec of a process that has threads. USER is a number, or `-` for the same user.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def become(parent: int, signal: int, user: str, command: list[str]) -> None:
    """Change the user first: a change of user makes the kernel forget the signal."""
    if user != "-":
        os.setgroups([])
        os.setgid(int(user))
        os.setuid(int(user))
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal)
    if os.getppid() == parent:  # else it died before we asked
        os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
