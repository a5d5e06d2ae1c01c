"""Free ports on this machine."""

import random
import socket

LOWEST, HIGHEST = 15_000, 32_000
"""Below the ports that the kernel gives to outgoing connections: nothing takes one between the look and the start."""
TRIES = 1_000


def free_port() -> int:
    """A port on which nothing listens."""
    for _ in range(TRIES):
        port = random.randrange(LOWEST, HIGHEST)  # noqa: S311
        if _is_free(port):
            return port
    raise OSError(f"no free port between {LOWEST} and {HIGHEST}")


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def is_open(address: str) -> bool:
    """Whether somebody accepts connections at host:port."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True
