"""Freshness: from the moment a command is due to its commit in every read model, at a steady rate through the chain.

A command's time runs from when it was due, whenever it could be sent: a chain that lags is not spared.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from cli.bench.account import Accounts, Spent, between
from cli.bench.figures import percentile
from cli.bench.load import Course, courses, driven, play
from cli.bench.watch import Watch, connected
from cli.bench.wire import Wire
from cli.bench.world import Chain
from cli.demo.script import Script

WARM_SECONDS: Final = 5.0
SECONDS: Final = 25.0
LEAST_SIDE_BY_SIDE: Final = 100
"""claims that are under way, or as many as events a second: a command waits if all of them wait for answers, and that
counts, for it was due"""
CONNECTIONS: Final = 200
"""to the API, at the most, as a proxy before it would keep; a command that is due while all of them wait for answers
waits for one, and that counts"""
LOOK_SECONDS: Final = 0.003
"""between two looks at the read models, at the least; or a hundredth of the goal"""
EVENTS_A_LOOK: Final = 10
"""at high rates a look is for so many: each costs the database, which is measured too"""
LAST_SECONDS: Final = 120.0
"""so long may the last event take until it is seen, where the chain did not carry the rate"""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Per command: seconds until the answer, and until every read model shows it. `wanted`: events a second.

    `spent`: CPU seconds by process while it was measured.
    """

    wanted: int
    events: int
    seconds: float
    answered: Sequence[float]
    shown: Sequence[float]
    spent: Spent
    look_seconds: float = LOOK_SECONDS

    @property
    def events_a_second(self) -> float:
        return self.events / self.seconds

    @property
    def cpu_seconds(self) -> dict[str, float]:
        """By process, for 1,000 events."""
        return {name: 1000 * seconds / self.events for name, seconds in self.spent.items()}

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
    chain: Chain,
    scripts: Sequence[Script],
    *,
    wanted: int,
    warm_seconds: float = WARM_SECONDS,
    seconds: float = SECONDS,
) -> Freshness:
    """Raises `Unexpected`, `TimeoutError`."""
    return driven(_measure(chain, scripts, wanted, warm_seconds, seconds))


async def _measure(
    chain: Chain, scripts: Sequence[Script], wanted: int, warm_seconds: float, seconds: float
) -> Freshness:
    look_seconds = max(LOOK_SECONDS, EVENTS_A_LOOK / wanted if wanted > 1 / LOOK_SECONDS else 0)
    async with connected(chain.settings.database_url) as connection, connected(chain.settings.database_url) as other:
        accounts = await Accounts.of(chain, other)
        watch = Watch(connection, look_seconds)
        looking = asyncio.create_task(watch.run())
        pace = Pace(chain, scripts, watch, wanted)
        await pace.run(warm_seconds)
        await watch.until_seen(LAST_SECONDS)
        pace.counted, watch.seconds = Counted(), []
        before = accounts.so_far()
        took = await pace.run(seconds)
        await watch.until_seen(LAST_SECONDS)
        spent = between(before, accounts.so_far())
        looking.cancel()
        pace.close()
    counted = pace.counted
    return Freshness(wanted, counted.events, took, counted.answered, watch.seconds, spent, look_seconds)


class Pace:
    """Sends commands of many claims in turn, so many events a second."""

    def __init__(self, chain: Chain, scripts: Sequence[Script], watch: Watch, wanted: int) -> None:
        self._chain, self._watch, self._wanted = chain, watch, wanted
        self._next = courses(scripts)
        self._ready: asyncio.Queue[Course] = asyncio.Queue()
        for _ in range(max(LEAST_SIDE_BY_SIDE, wanted)):
            self._ready.put_nowait(next(self._next))
        self._free: list[Wire] = []
        self._connections = asyncio.Semaphore(CONNECTIONS)
        self.counted = Counted()

    async def run(self, seconds: float) -> float:
        """Gives the seconds it really took. Raises what a command raised."""
        began = due = time.monotonic()
        async with asyncio.TaskGroup() as sent:
            while due < began + seconds:
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                sent.create_task(self._send(await self._ready.get(), due))
                due += self.counted.events_a_command / self._wanted
        return time.monotonic() - began

    async def _send(self, course: Course, due: float) -> None:
        async with self._connections:
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
