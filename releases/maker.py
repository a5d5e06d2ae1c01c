"""One thread that makes releases, one after the other; the process does not wait for it when it ends.

A release is one transaction, so a process that ends in the middle of it leaves nothing. An executor's threads would be
waited for: a release of many days takes minutes.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

Work = tuple[Future[None], Callable[[], None]]


class Maker:
    """Its thread begins with the first work."""

    def __init__(self) -> None:
        self._works: queue.SimpleQueue[Work] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, work: Callable[[], None]) -> Future[None]:
        """Do it after what was submitted before."""
        future: Future[None] = Future()
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="releases", daemon=True)
                self._thread.start()
        self._works.put((future, work))
        return future

    def close(self) -> None:
        """What was not begun is not begun any more."""
        self._closed = True

    def _run(self) -> None:
        while True:
            future, work = self._works.get()
            if self._closed or not future.set_running_or_notify_cancel():
                future.cancel()
                continue
            try:
                work()
            except BaseException as error:  # whoever waits is told
                future.set_exception(error)
            else:
                future.set_result(None)
