"""The one loop: what comes all the time comes in batches, what comes seldom waits for nothing."""

import threading
from collections.abc import Sequence
from typing import Any

from consumers.loop import consume
from tests.waiting import Pauses

GATHER_SECONDS = 3600.0


class Polled:
    """A consumer that brings these one after the other, and then ends the loop; and the handler of it."""

    def __init__(self, stop: threading.Event, *polls: Sequence[str]) -> None:
        self.stop, self.polls = stop, list(polls)
        self.handled: list[Sequence[Any]] = []

    def poll(self, timeout_ms: int) -> dict[str, Sequence[str]]:
        found = self.polls.pop(0)
        if not self.polls:
            self.stop.set()
        return {"partition": found} if found else {}

    def handle(self, records: Sequence[Any]) -> None:
        self.handled.append(records)

    def tick(self) -> None:
        """Nothing is due."""


def test_after_a_batch_the_next_one_gathers_for_a_while_and_after_nothing_nobody_waits() -> None:
    pauses = Pauses()
    polled = Polled(pauses, ["a", "b"], [], [], ["c"])
    consume(polled, polled, pauses, gather_seconds=GATHER_SECONDS)
    assert polled.handled == [["a", "b"], ["c"]]
    assert len(pauses.seconds) == 2
    assert all(GATHER_SECONDS / 2 < seconds <= GATHER_SECONDS for seconds in pauses.seconds)
