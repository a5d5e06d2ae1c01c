"""Freshness: from the moment a command is due to its commit in every read model, at a steady rate through the chain.

A command's time runs from when it was due, whenever it could be sent: a chain that lags is not spared.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import uvloop

from cli.bench.figures import percentile
from cli.bench.load import Course, courses, play
from cli.bench.watch import Watch, connected
from cli.bench.wire import Wire
from cli.bench.world import Chain
from cli.demo.script import Script

EVENTS_A_SECOND: Final = 100
WARM_SECONDS: Final = 5.0
SECONDS: Final = 25.0
SIDE_BY_SIDE: Final = 100
"""claims that are under way: a command waits if all of them wait for answers, and that counts, for it was due"""
LAST_SECONDS: Final = 30.0
"""so long may the last event take until it is seen"""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Per command: seconds until the answer, and until every read model shows it."""

    events_a_second: float
    answered: Sequence[float]
    shown: Sequence[float]

    def answered_ms(self, percent: float) -> float:
        return 1000 * percentile(self.answered, percent)

    def shown_ms(self, percent: float) -> float:
        return 1000 * percentile(self.shown, percent)


@dataclass(slots=True)
class Counted:
    """What was sent and answered, and how long the answers took."""

    commands: int = 0
    events: int = 0
    answered: list[float] = field(default_factory=list)

    @property
    def events_a_command(self) -> float:
        return self.events / self.commands if self.commands else 1.0


def measure(
    chain: Chain, scripts: Sequence[Script], *, warm_seconds: float = WARM_SECONDS, seconds: float = SECONDS
) -> Freshness:
    """Raises `Unexpected`, `TimeoutError`."""
    return uvloop.run(_measure(chain, scripts, warm_seconds, seconds))


async def _measure(chain: Chain, scripts: Sequence[Script], warm_seconds: float, seconds: float) -> Freshness:
    async with connected(chain.settings.database_url) as connection:
        watch = Watch(connection)
        looking = asyncio.create_task(watch.run())
        pace = Pace(chain, scripts, watch)
        await pace.run(warm_seconds)
        await watch.until_seen(LAST_SECONDS)
        pace.counted, watch.seconds = Counted(), []
        took = await pace.run(seconds)
        await watch.until_seen(LAST_SECONDS)
        looking.cancel()
        pace.close()
    return Freshness(pace.counted.events / took, pace.counted.answered, watch.seconds)


class Pace:
    """Sends commands of many claims in turn, so many events a second."""

    def __init__(self, chain: Chain, scripts: Sequence[Script], watch: Watch) -> None:
        self._chain, self._watch = chain, watch
        self._next = courses(scripts)
        self._ready: asyncio.Queue[Course] = asyncio.Queue()
        for _ in range(SIDE_BY_SIDE):
            self._ready.put_nowait(next(self._next))
        self._free: list[Wire] = []
        self.counted = Counted()

    async def run(self, seconds: float) -> float:
        """Gives the seconds it really took. Raises what a command raised."""
        began = due = time.monotonic()
        async with asyncio.TaskGroup() as sent:
            while due < began + seconds:
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                sent.create_task(self._send(await self._ready.get(), due))
                due += self.counted.events_a_command / EVENTS_A_SECOND
        return time.monotonic() - began

    async def _send(self, course: Course, due: float) -> None:
        wire = self._free.pop() if self._free else await self._chain.wire()
        events = await play(wire, course, self._chain.tokens)
        self._free.append(wire)
        self.counted.answered.append(time.monotonic() - due)
        self.counted.commands += 1
        self.counted.events += events
        if events:
            self._watch.expect(UUID(course.claim), course.version, due)
        self._ready.put_nowait(next(self._next) if course.is_over else course)

    def close(self) -> None:
        for wire in self._free:
            wire.close()
