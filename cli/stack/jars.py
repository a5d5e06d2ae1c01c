"""The broker's jars: locked by coordinate and SHA-256, fetched once, kept in the user's cache folder.

A fetched jar counts for nothing until its digest is the locked one, whoever fetched it. The cache folder is named after
the lock and put there by one rename: half a set is never seen, and two who fetch at once do no harm.
"""

import hashlib
import tempfile
from pathlib import Path

from cli.stack.children import StackError
from cli.stack.fetch import Jar, fetch
from config import settings

LOCK = Path(__file__).with_name("kafka.lock")


def jars() -> list[Path]:
    """Every jar of the lock, fetched and checked if this user has not got them yet."""
    locked = read_lock(LOCK)
    folder = settings().cache / f"kafka-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]}"
    if not folder.is_dir():
        _fill(folder, locked)
    return [folder / jar.file for jar in locked]


def read_lock(lock: Path) -> list[Jar]:
    """Lines of `sha256  group:name:version`."""
    lines = [line.split() for line in lock.read_text().splitlines() if line and not line.startswith("#")]
    return [Jar(sha256, *coordinate.split(":")) for sha256, coordinate in lines]


def _fill(folder: Path, locked: list[Jar]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="fetching-") as name:
        fetched = Path(name) / "jars"
        fetch(locked, fetched)
        check(locked, fetched)
        if not folder.is_dir():
            _put(fetched, folder)


def _put(fetched: Path, folder: Path) -> None:
    try:
        fetched.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another process was first, with the same jars
            raise


def check(locked: list[Jar], folder: Path) -> None:
    """Refuse a jar that is missing or is not the locked one."""
    for jar in locked:
        path = folder / jar.file
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "nothing"
        if found != jar.sha256:
            raise StackError(f"{jar.group}:{jar.name}:{jar.version} should be {jar.sha256}, and {found} was fetched")
