"""One at a time: of several processes that do the same, one is active and the others stand by.

The turn is an advisory lock of PostgreSQL's: it goes with its connection, so a killed process keeps nobody waiting.
"""

import logging
import threading

from store.log import Connection

STAND_BY_SECONDS = 1.0


def wait_for_turn(connection: Connection, lock_class: int, name: str, stop: threading.Event, who: str) -> bool:
    """Stand by until this process is the active one; False if it was stopped before. `who`: as logs name it."""
    standing_by = False
    while not stop.is_set():
        row = connection.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", (lock_class, name)).fetchone()
        if row and row[0]:
            return True
        if not standing_by:
            logging.getLogger(__name__).info("another %s is active, standing by", who)
        standing_by = True
        stop.wait(STAND_BY_SECONDS)
    return False
