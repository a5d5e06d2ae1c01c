"""The whole chain as fast as it goes: API with tokens, store, relay, Kafka, projector, all on this machine's cores.

So many clients send one command after the other; what counts are events committed in the read models.
"""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from cli.bench.account import Accounts, Spent, between
from cli.bench.figures import percentile
from cli.bench.load import Course, courses, driven, play
from cli.bench.watch import Connection, connected, held
from cli.bench.world import Chain
from cli.demo.script import Script

WARM_SECONDS: Final = 8.0
SECONDS: Final = 120.0
CLIENTS: Final = 48
SIDE_BY_SIDE: Final = 300
"""claims that are under way at any time"""
SAMPLE_SECONDS: Final = 1.0
DRAIN_SECONDS: Final = 120.0
LOOK_SECONDS: Final = 0.1
GROWTH: Final = 0.01
"""a lag that grows by more than this share of the events is no longer called flat"""


@dataclass(frozen=True, slots=True)
class Sample:
    """Events of claims accepted over HTTP and held by every read model, at a moment of the monotonic clock."""

    at: float
    accepted: int
    held: int

    @property
    def lag(self) -> int:
        return self.accepted - self.held


@dataclass(frozen=True, slots=True)
class Throughput:
    """`answered`: seconds until each command's answer. `spent`: CPU seconds by process while it was measured.
    `drain_seconds`: from the last answer until the read models held everything."""

    samples: tuple[Sample, ...]
    answered: Sequence[float]
    spent: Spent
    drain_seconds: float

    @property
    def seconds(self) -> float:
        return self.samples[-1].at - self.samples[0].at

    @property
    def accepted_a_second(self) -> float:
        return (self.samples[-1].accepted - self.samples[0].accepted) / self.seconds

    @property
    def held_a_second(self) -> float:
        return self._held / self.seconds

    @property
    def commands_a_second(self) -> float:
        return len(self.answered) / self.seconds

    @property
    def cpu_seconds(self) -> dict[str, float]:
        """By process, for 1,000 events that the read models took in."""
        return {name: 1000 * seconds / self._held for name, seconds in self.spent.items()}

    @property
    def lags(self) -> tuple[float, float, float]:
        """Median lag, in events, over the first, the middle and the last third of the time."""
        third = max(1, len(self.samples) // 3)
        parts = self.samples[:third], self.samples[third:-third] or self.samples, self.samples[-third:]
        first, middle, last = (median(sample.lag for sample in part) for part in parts)
        return first, middle, last

    @property
    def keeps_up(self) -> bool:
        """The lag is flat."""
        first, _, last = self.lags
        return last - first <= self.held_a_second * self.seconds * GROWTH

    def answered_ms(self, percent: float) -> float:
        return 1000 * percentile(self.answered, percent)

    @property
    def _held(self) -> int:
        return self.samples[-1].held - self.samples[0].held


def measure(
    chain: Chain, scripts: Sequence[Script], *, warm_seconds: float = WARM_SECONDS, seconds: float = SECONDS
) -> Throughput:
    """Raises `Unexpected`, `TimeoutError`."""
    return driven(_measure(chain, scripts, warm_seconds, seconds))


async def _measure(chain: Chain, scripts: Sequence[Script], warm_seconds: float, seconds: float) -> Throughput:
    async with connected(chain.settings.database_url) as connection:
        before = await held(connection)
        crowd = Crowd(chain, scripts, before)
        accounts = await Accounts.of(chain, connection)
        async with asyncio.TaskGroup() as running:
            clients = [running.create_task(crowd.client()) for _ in range(CLIENTS)]
            await asyncio.sleep(warm_seconds)
            crowd.answered.clear()
            before_seconds = accounts.so_far()
            samples = await _samples(connection, crowd, seconds)
            spent = between(before_seconds, accounts.so_far())
            answered = list(crowd.answered)
            crowd.ended = True
            await asyncio.wait(clients)
        ended = time.monotonic()
        await _drained(connection, crowd)
        drain_seconds = time.monotonic() - ended
    return Throughput(tuple(samples), answered, spent, drain_seconds)


class Crowd:
    """Clients that share the claims under way: each takes the one that waited longest, sends its next command."""

    def __init__(self, chain: Chain, scripts: Sequence[Script], accepted: int) -> None:
        self._chain = chain
        self._next = courses(scripts)
        self._ready: deque[Course] = deque(next(self._next) for _ in range(SIDE_BY_SIDE))
        self.accepted = accepted
        self.answered: list[float] = []
        self.ended = False

    async def client(self) -> None:
        wire = await self._chain.wire()
        while not self.ended:
            course = self._ready.popleft()
            began = time.monotonic()
            events = await play(wire, course, self._chain.tokens)
            self.accepted += events
            self.answered.append(time.monotonic() - began)
            self._ready.append(next(self._next) if course.is_over else course)
        wire.close()


async def _samples(connection: Connection, crowd: Crowd, seconds: float) -> list[Sample]:
    """One a second; held is asked first, so that a lag is never made smaller than it is."""
    end = time.monotonic() + seconds
    samples = [await _sample(connection, crowd)]
    while samples[-1].at < end:
        await asyncio.sleep(min(SAMPLE_SECONDS, max(0.0, end - time.monotonic())))
        samples.append(await _sample(connection, crowd))
    return samples


async def _sample(connection: Connection, crowd: Crowd) -> Sample:
    now_held = await held(connection)
    return Sample(time.monotonic(), crowd.accepted, now_held)


async def _drained(connection: Connection, crowd: Crowd) -> None:
    async with asyncio.timeout(DRAIN_SECONDS):
        while await held(connection) < crowd.accepted:  # noqa: ASYNC110 - what other processes do
            await asyncio.sleep(LOOK_SECONDS)
