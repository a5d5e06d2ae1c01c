"""How long after a command's answer the read models show it: measured while the demo plays, by this machine's clock.

One thread asks the claim's file until it has the command's version. It takes one command at a time; those that come
meanwhile are not measured, or they would be told to have waited for the thread.
"""

import queue
import threading
import time
from dataclasses import dataclass
from typing import Final

from cli.demo.caller import Caller
from cli.demo.places import AUDITOR

PAUSE_SECONDS: Final = 0.1
"""between two measurements, which themselves cost the API as much as several commands"""
GIVE_UP_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Sample:
    """A command that was answered at `at` (seconds of the monotonic clock)."""

    claim: str
    version: int
    at: float


class Freshness:
    """Measures while the block runs."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._next: queue.Queue[Sample | None] = queue.Queue()
        self._waits = threading.Event()
        self._thread = threading.Thread(target=self._measure, name="freshness", daemon=True)
        self.seconds: list[float] = []

    def __enter__(self) -> "Freshness":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._next.put(None)
        self._thread.join()

    def offer(self, claim: str, version: int) -> None:
        """A command was answered just now; it is measured if no other is."""
        if self._waits.is_set():
            self._waits.clear()
            self._next.put(Sample(claim, version, time.monotonic()))

    def _measure(self) -> None:
        self._waits.set()
        while sample := self._next.get():
            if (seen := self._seen(sample)) is not None:
                self.seconds.append(seen)
            time.sleep(PAUSE_SECONDS)
            self._waits.set()

    def _seen(self, sample: Sample) -> float | None:
        """Seconds from the answer until the claim's file had that version; None if it never had."""
        while time.monotonic() - sample.at < GIVE_UP_SECONDS:
            answer = self._caller.get(AUDITOR, f"/claims/{sample.claim}?at_least={sample.version}")
            if answer.status == 200 and answer.body["version"] >= sample.version:
                return time.monotonic() - sample.at
        return None
