"""Commands on streams: load or take from the cache, decide, save, all under the stream's lock.

A command is a plain function of aggregates, so that it can be decided again: what a cached aggregate refuses, and what
was saved too late, is decided once more on what the store holds (other processes write too). An aggregate that anything
went wrong with leaves the cache. Commands run in the event loop, because they are pure and cheap; loads run in threads.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast, overload
from uuid import UUID
from weakref import WeakValueDictionary

import psycopg
from psycopg_pool import ConnectionPool

from domain.errors import Refusal
from domain.event import Event
from domain.stream import Stream
from store.append import Saved
from store.errors import StoreUnavailable, UnknownStream, VersionConflict
from store.log import read_stream, read_streams
from store.mapper import event_of
from store.recorder import Writer

LOADERS = 4
"""threads that load streams; more would only queue for the database"""
CLOSE_SECONDS = 30

T = TypeVar("T")
A = TypeVar("A", bound=Stream)
B = TypeVar("B", bound=Stream)
C = TypeVar("C", bound=Stream)
Pool = ConnectionPool[psycopg.Connection[Any]]


@dataclass(frozen=True, slots=True)
class Target(Generic[A]):
    """A stream that a command is about. `new`: it may have no events yet, and the command then gets it blank."""

    kind: type[A]
    stream: UUID
    new: bool = False


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What the command returned, and the events that were kept: none if it recorded none.

    The aggregates are not handed out: the next command may have changed them before the caller looks. What an answer
    needs of them, the command returns.
    """

    value: T
    events: tuple[Event, ...]


class Streams:
    """Aggregates by id, cached. Belongs to one event loop."""

    def __init__(
        self, writer: Writer, pool: Pool, *, cached: int = 20_000, retries: int = 5, patience_seconds: float = 30
    ) -> None:
        """`retries`: how often a command that came too late is decided again; `patience_seconds`: how long a save may
        take before the caller is told that nobody knows."""
        self._writer, self._pool, self._cached, self._retries = writer, pool, cached, retries
        self._patience_seconds = patience_seconds
        self._cache: OrderedDict[UUID, Stream] = OrderedDict()
        self._locks: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()
        self._running: set[asyncio.Task[Any]] = set()
        self._threads = ThreadPoolExecutor(LOADERS, thread_name_prefix="store-loader")

    @overload
    async def change(self, command: Callable[[A], T], a: Target[A], /, *, fresh: bool = False) -> Done[T]: ...

    @overload
    async def change(
        self, command: Callable[[A, B], T], a: Target[A], b: Target[B], /, *, fresh: bool = False
    ) -> Done[T]: ...

    @overload
    async def change(
        self, command: Callable[[A, B, C], T], a: Target[A], b: Target[B], c: Target[C], /, *, fresh: bool = False
    ) -> Done[T]: ...

    async def change(self, command: Callable[..., T], /, *targets: Target[Any], fresh: bool = False) -> Done[T]:
        """Run the command on the targets' aggregates and keep what it records, all in one save.

        It may run more than once, so it must have no other effect. With `fresh` the cache is not believed: for
        commands that record where others refuse. Who stops waiting does not stop the command. Raises `Refusal`,
        `UnknownStream`, `StoreUnavailable`, and `VersionConflict` if others were first every time.
        """
        task = asyncio.create_task(self._change(command, targets, fresh))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    async def load(self, kind: type[A], stream: UUID) -> A | None:
        """The aggregate as the store holds it, a copy of one's own; None if there is no such stream."""
        aggregate = (await self._stored([Target(kind, stream)]))[stream]
        assert isinstance(aggregate, kind), aggregate
        return aggregate if aggregate.version else None

    async def events_between(self, stream: UUID, first: int, last: int) -> list[Event]:
        """The events of these versions: what a repeated request is answered from."""
        return await self._in_thread(self._events, stream, first - 1, last - first + 1)

    async def close(self) -> None:
        """Let the commands that run come to their end. The writer is closed after this, the pool last."""
        if self._running:
            await asyncio.wait(self._running, timeout=CLOSE_SECONDS)
        self._threads.shutdown()

    # deciding

    async def _change(self, command: Callable[..., T], targets: Sequence[Target[Any]], fresh: bool) -> Done[T]:
        locks = [self._lock(stream) for stream in sorted({target.stream for target in targets})]
        assert len(locks) == len(targets), "a stream is named twice"
        async with AsyncExitStack() as held:
            for lock in locks:
                await held.enter_async_context(lock)
            try:
                return await self._until_first(command, targets, fresh)
            except BaseException:
                self._evict(targets)
                raise

    def _lock(self, stream: UUID) -> asyncio.Lock:
        """The lock of a stream lives as long as somebody holds it or waits for it."""
        lock = self._locks.get(stream)
        if lock is None:
            lock = self._locks[stream] = asyncio.Lock()
        return lock

    async def _until_first(self, command: Callable[..., T], targets: Sequence[Target[Any]], fresh: bool) -> Done[T]:
        if fresh:
            self._evict(targets)
        for attempt in range(self._retries + 1):
            aggregates, value = await self._decide(command, targets)
            try:
                events = await self._keep(aggregates)
                self._remember(aggregates)
                return Done(value, events)
            except VersionConflict:
                self._evict(targets)
                if attempt == self._retries:
                    raise
        raise AssertionError("unreachable")

    async def _decide(self, command: Callable[..., T], targets: Sequence[Target[Any]]) -> tuple[list[Stream], T]:
        believed = any(target.stream in self._cache for target in targets)
        aggregates = await self._get(targets)
        try:
            return aggregates, command(*aggregates)
        except Refusal:
            if not believed:
                raise
        self._evict(targets)
        aggregates = await self._get(targets)
        return aggregates, command(*aggregates)

    async def _keep(self, aggregates: Sequence[Stream]) -> tuple[Event, ...]:
        events = cast("list[Event]", [event for aggregate in aggregates for event in aggregate.collect_events()])
        if not events:
            return ()
        saved = await self._saved(events)
        for event in events:
            event.__dict__["timestamp"] = saved.recorded_at  # as a reader of the store would get it
        return tuple(events)

    async def _saved(self, events: Sequence[Event]) -> Saved:
        saving = self._writer.save_async(events)
        limit = asyncio.get_running_loop().call_later(self._patience_seconds, self._give_up, saving)
        try:
            return await saving
        finally:
            limit.cancel()

    def _give_up(self, saving: asyncio.Future[Saved]) -> None:
        """A fifth of what `asyncio.timeout` costs, and every command needs it."""
        if not saving.done():
            saving.set_exception(StoreUnavailable(f"nothing was heard of the save within {self._patience_seconds:g} s"))

    # cache

    async def _get(self, targets: Sequence[Target[Any]]) -> list[Stream]:
        """What is not cached is read at one moment: what others save meanwhile is in all of it or in none."""
        found = {target.stream: self._cache[target.stream] for target in targets if target.stream in self._cache}
        if len(found) < len(targets):
            found |= await self._stored([target for target in targets if target.stream not in found])
        for target in targets:
            aggregate = found[target.stream]
            if not isinstance(aggregate, target.kind) or (not aggregate.version and not target.new):
                raise UnknownStream(target.stream)
        return [found[target.stream] for target in targets]

    def _remember(self, aggregates: Sequence[Stream]) -> None:
        for aggregate in aggregates:
            if aggregate.version:
                self._cache[aggregate.id] = aggregate
                self._cache.move_to_end(aggregate.id)
        while len(self._cache) > self._cached:
            self._cache.popitem(last=False)

    def _evict(self, targets: Sequence[Target[Any]]) -> None:
        for target in targets:
            self._cache.pop(target.stream, None)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # seen, also when nobody waits for it any more

    # reading

    async def _stored(self, targets: Sequence[Target[Any]]) -> dict[UUID, Stream]:
        return await self._in_thread(self._read, targets)

    async def _in_thread(self, read: Callable[..., T], *values: object) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, read, *values)
        except psycopg.OperationalError as error:
            raise StoreUnavailable(f"the store cannot be read: {error}") from error

    def _read(self, targets: Sequence[Target[Any]]) -> dict[UUID, Stream]:
        aggregates: dict[UUID, Stream] = {target.stream: target.kind.blank(target.stream) for target in targets}
        with self._pool.connection() as connection:
            found = read_streams(connection, list(aggregates))
        for recorded in found:
            event, aggregate = event_of(recorded), aggregates[recorded.stream]
            if not aggregate.takes(event):
                raise UnknownStream(recorded.stream)  # it is there, but it is another kind of thing
            event.mutate(aggregate)
        return aggregates

    def _events(self, stream: UUID, after_version: int, limit: int) -> list[Event]:
        with self._pool.connection() as connection:
            return [event_of(recorded) for recorded in read_stream(connection, stream, after_version, limit)]
