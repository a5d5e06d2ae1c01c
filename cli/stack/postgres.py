"""A PostgreSQL of our own from a wheel: started on a free port of this machine, its data in the stack's folder.

The wheel's own launcher, called by root, makes a system user and opens folders to everybody: we use its programs only.
"""

import secrets
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import psycopg2

from cli.stack import children, places
from cli.stack.ports import free_port

OWNER = "qadam"
INITDB_SECONDS = 120.0
START_SECONDS = 60.0
RETRY_SECONDS = 0.2
STILL_HELD = "is still in use"
READY_LINE = 7  # of postmaster.pid, as pg_ctl reads it

MAKE = ("-U", OWNER, "-E", "UTF8", "--no-sync", "--auth=scram-sha-256", "--locale=C",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # fmt: skip
"""The same order of letters on every machine, whatever languages it has."""
ALWAYS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200"}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def postgres(folder: Path, *, durable: bool) -> Iterator[str]:
    """Run the server and give the address of its database; ends it afterwards."""
    place = places.data_place(folder)
    log = folder / "postgres.log"
    data = place / "data"
    if not data.exists():
        _make(place, data, log)
    _end_earlier(data)
    port = free_port()
    server = _start(data, log, {**ALWAYS, "port": str(port), **({} if durable else NOT_DURABLE)})
    try:
        yield _database(f"postgresql://{OWNER}:{_password(place).read_text()}@127.0.0.1:{port}")
    finally:
        children.stop(server, signal.SIGINT)


def _start(data: Path, log: Path, options: dict[str, str]) -> children.Child:
    """Start it and wait until it is ready; try again while a killed server's last query still holds the data."""
    deadline = time.monotonic() + START_SECONDS
    command: list[str | Path] = [
        places.programs() / "postgres",
        "-D",
        data,
        *(f"--{name}={value}" for name, value in options.items()),
    ]
    while True:
        server = children.start(command, log=log, cwd=Path("/"), user=places.server_user(), ends_with_us=signal.SIGINT)
        ready = partial(_is_ready, data, server.pid)
        try:
            children.wait_until(ready, server, name="PostgreSQL", log=log, limit_seconds=START_SECONDS)
        except children.StackError as reason:
            children.stop(server, signal.SIGINT)
            if STILL_HELD not in str(reason) or time.monotonic() > deadline:
                raise
        else:
            return server
        time.sleep(RETRY_SECONDS)


def _make(place: Path, data: Path, log: Path) -> None:
    """Made under another name, so that half a data folder is never taken for a whole one."""
    fresh = place / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    places.give(fresh)
    password = _password(place)
    password.touch(mode=0o600)
    password.write_text(secrets.token_hex(16))
    places.give(password)
    command: list[str | Path] = [places.programs() / "initdb", "-D", fresh, f"--pwfile={password}", *MAKE]
    made = children.start(command, log=log, cwd=Path("/"), user=places.server_user())
    if made.wait(INITDB_SECONDS):
        raise children.StackError(f"initdb ended with code {made.returncode}\n{children.tail(log)}")
    fresh.rename(data)


def _password(place: Path) -> Path:
    return place / "password"


def _end_earlier(data: Path) -> None:
    """End a server that is still at this folder, then forget its pid file.

    The number may belong to a stranger by now, or to a dead process that nobody has buried: both would block the start.
    What really protects the data is the shared memory, which PostgreSQL looks for by the folder.
    """
    note = data / "postmaster.pid"
    if not note.exists():
        return
    pid = note.read_text().partition("\n")[0]
    if pid.isdigit():
        children.end_leftover(int(pid), str(data))
    note.unlink(missing_ok=True)


def _is_ready(data: Path, pid: int) -> bool:
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > READY_LINE and lines[0] == str(pid) and lines[READY_LINE].strip() == "ready"


def _database(server: str) -> str:
    """The address of our database; made at the first start."""
    with closing(psycopg2.connect(f"{server}/postgres")) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OWNER])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {OWNER}")
    return f"{server}/{OWNER}"
