"""Commands on cached aggregates: decided again where the cache was behind, and nothing lost when somebody gives up."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from domain.applicant import Applicant
from domain.claim import Claim
from domain.errors import NotAllowed
from store.errors import StoreUnavailable, UnknownStream, VersionConflict
from store.log import read, read_stream
from store.recorder import Writer
from store.streams import Streams, Target
from tests.store.commands import apply_with, register, request_checks, submit, submit_once, withdraw
from tests.store.locks import locked, waiting_for
from tests.waiting import eventually

pytestmark = pytest.mark.servers

Connection = psycopg.Connection[Any]
Pool = ConnectionPool[Connection]
SOON_SECONDS = 15


class CountingPool(Pool):
    """Counts how often the store was read."""

    taken = 0

    def getconn(self, timeout: float | None = None) -> Connection:
        self.taken += 1
        return super().getconn(timeout)


@pytest.fixture
def store(database_url: str) -> Iterator[Connection]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def pool(database_url: str) -> Iterator[CountingPool]:
    with CountingPool(database_url, min_size=1, max_size=4, kwargs={"autocommit": True}) as pool:
        yield pool


@asynccontextmanager
async def process(database_url: str, pool: Pool, **limits: Any) -> AsyncIterator[Streams]:
    """What one API process has: a writer and a cache of its own."""
    with Writer(database_url, lock_timeout_seconds=limits.pop("lock_timeout_seconds", 10)) as writer:
        streams = Streams(writer, pool, **limits)
        yield streams
        await streams.close()


@pytest.fixture
async def here(database_url: str, pool: CountingPool) -> AsyncIterator[Streams]:
    async with process(database_url, pool) as streams:
        yield streams


@pytest.fixture
async def there(database_url: str, pool: CountingPool) -> AsyncIterator[Streams]:
    async with process(database_url, pool) as streams:
        yield streams


def a_claim() -> Target[Claim]:
    return Target(Claim, uuid4(), new=True)


def kept(store: Connection, stream: UUID) -> list[str]:
    return [one.name for one in read_stream(store, stream)]


async def test_a_command_is_kept_when_its_result_is_given(here: Streams, store: Connection) -> None:
    claim = a_claim()
    done = await here.change(submit, claim)
    stored = read_stream(store, claim.stream)
    assert done.value == 1
    assert [(e.TOPIC, e.originator_version, e.timestamp) for e in done.events] == [
        (one.name, one.version, one.recorded_at) for one in stored
    ]


async def test_a_cached_aggregate_is_not_read_again(here: Streams, pool: CountingPool, store: Connection) -> None:
    claim = a_claim()
    await here.change(submit, claim)
    read_so_far = pool.taken
    await here.change(register, claim)
    assert (await here.change(request_checks, claim)).value == 3
    assert pool.taken == read_so_far
    assert kept(store, claim.stream) == ["claim.submitted", "claim.registered", "checks.requested"]


async def test_what_was_saved_too_late_is_decided_again(here: Streams, there: Streams, store: Connection) -> None:
    applicant = Target(Applicant, uuid4(), new=True)
    await here.change(apply_with("first"), applicant)
    await there.change(apply_with("second"), applicant)
    assert (await here.change(apply_with("third"), applicant)).value == 3
    assert len(kept(store, applicant.stream)) == 3
    stored = await here.load(Applicant, applicant.stream)
    assert stored
    assert (await here.change(lambda cached: cached.answered, applicant)).value == stored.answered


async def test_what_was_saved_too_late_and_may_no_longer_be_is_refused(here: Streams, there: Streams) -> None:
    claim = a_claim()
    await here.change(submit, claim)
    await there.change(register, claim)
    with pytest.raises(NotAllowed, match="register is not allowed in stage CHECKS"):
        await here.change(register, claim)


async def test_what_a_cached_aggregate_refuses_is_decided_again(here: Streams, there: Streams) -> None:
    claim = a_claim()
    await here.change(submit, claim)
    await there.change(register, claim)
    assert (await here.change(request_checks, claim)).value == 3


async def test_what_the_stored_aggregate_refuses_is_refused_and_nothing_kept(here: Streams, store: Connection) -> None:
    claim = a_claim()
    await here.change(submit, claim)
    with pytest.raises(NotAllowed, match="request_checks is not allowed in stage INTAKE"):
        await here.change(request_checks, claim)
    assert kept(store, claim.stream) == ["claim.submitted"]
    assert (await here.change(register, claim)).value == 2


async def test_with_fresh_the_cache_is_not_believed(here: Streams, there: Streams) -> None:
    claim = a_claim()
    await here.change(submit, claim)
    await there.change(withdraw, claim)
    assert (await here.change(lambda claim: claim.is_open, claim)).value is True
    assert (await here.change(lambda claim: claim.is_open, claim, fresh=True)).value is False


async def test_who_is_always_too_late_is_told_in_the_end(
    database_url: str, pool: CountingPool, store: Connection
) -> None:
    applicant = Target(Applicant, uuid4(), new=True)
    attempts = 0

    def overtaken(aggregate: Applicant) -> None:
        nonlocal attempts
        attempts += 1
        values = (aggregate.id, aggregate.version + 1)
        apply_with("mine")(aggregate)
        copied = "SELECT %s, %s, topic, state FROM events LIMIT 1"
        store.execute(f"INSERT INTO events (originator_id, originator_version, topic, state) {copied}", values)

    async with process(database_url, pool, retries=2) as here:
        await here.change(apply_with("first"), applicant)
        with pytest.raises(VersionConflict, match="is at version 4, not 3"):
            await here.change(overtaken, applicant)
    assert attempts == 3


async def test_commands_on_one_stream_wait_for_each_other(here: Streams, store: Connection) -> None:
    applicant = Target(Applicant, uuid4(), new=True)
    done = await asyncio.gather(*(here.change(apply_with(str(n)), applicant) for n in range(50)))
    assert [one.value for one in done] == list(range(1, 51))
    assert len(read(store, 0, 100)) == 50


async def test_two_streams_are_kept_in_one_save(here: Streams, store: Connection) -> None:
    claim, applicant = a_claim(), Target(Applicant, uuid4(), new=True)
    done = await here.change(submit_once, claim, applicant)
    assert [event.TOPIC for event in done.events] == ["claim.submitted", "applicant.applied"]
    assert [one.recorded_at for one in read(store, 0, 10)] == [done.events[0].timestamp] * 2


async def test_several_streams_are_read_at_one_moment(here: Streams, there: Streams, pool: CountingPool) -> None:
    claim, applicant = a_claim(), Target(Applicant, uuid4(), new=True)
    await there.change(submit_once, claim, applicant)
    so_far = pool.taken
    versions = await here.change(lambda *both: [each.version for each in both], applicant, claim)
    assert (versions.value, pool.taken) == ([1, 1], so_far + 1)


async def test_a_stream_of_another_kind_is_unknown(here: Streams, there: Streams) -> None:
    applicant = Target(Applicant, uuid4(), new=True)
    await here.change(apply_with("first"), applicant)
    for process in (here, there):
        with pytest.raises(UnknownStream):
            await process.change(register, Target(Claim, applicant.stream))


async def test_of_two_applications_at_once_one_is_let_in(here: Streams, there: Streams, store: Connection) -> None:
    applicant = Target(Applicant, uuid4(), new=True)
    one, other = await asyncio.gather(
        here.change(submit_once, a_claim(), applicant), there.change(submit_once, a_claim(), applicant)
    )
    assert one.value == other.value
    assert sorted(row.name for row in read(store, 0, 10)) == [
        "applicant.applied",
        "applicant.applied_again",
        "claim.submitted",
    ]


async def test_commands_that_name_their_streams_crosswise_do_not_block_each_other(here: Streams) -> None:
    one, other = (Target(Applicant, uuid4(), new=True) for _ in range(2))

    def both(a: Applicant, b: Applicant) -> None:
        apply_with("a")(a)
        apply_with("b")(b)

    async with asyncio.timeout(SOON_SECONDS):
        await asyncio.gather(*(here.change(both, *pair) for pair in [(one, other), (other, one)] * 20))
    assert (await here.change(lambda a: a.version, one)).value == 40


async def test_who_gives_up_waiting_does_not_lose_what_is_kept(
    here: Streams, pool: CountingPool, database_url: str, store: Connection
) -> None:
    """The command goes on without its caller, and the next one waits for it instead of deciding on what was before."""
    claim = a_claim()
    await here.change(submit, claim)
    with locked(database_url):
        waiting = asyncio.create_task(here.change(register, claim))
        await _until_blocked(store)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        after = asyncio.create_task(here.change(request_checks, claim))
        read_so_far = pool.taken
        assert [await here.load(Claim, uuid4()) for _ in range(3)] == [None] * 3
        assert (after.done(), pool.taken) == (False, read_so_far + 3)
    assert (await after).value == 3
    assert kept(store, claim.stream) == ["claim.submitted", "claim.registered", "checks.requested"]


async def test_a_command_that_breaks_leaves_no_trace(here: Streams, store: Connection) -> None:
    applicant = Target(Applicant, uuid4(), new=True)
    await here.change(apply_with("first"), applicant)

    def breaks(applicant: Applicant) -> None:
        apply_with("never")(applicant)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await here.change(breaks, applicant)
    assert (await here.change(apply_with("second"), applicant)).value == 2
    assert len(kept(store, applicant.stream)) == 2


async def test_a_save_that_failed_is_not_believed(database_url: str, pool: CountingPool, store: Connection) -> None:
    claim = a_claim()
    async with process(database_url, pool, lock_timeout_seconds=1) as here:
        await here.change(submit, claim)
        with locked(database_url), pytest.raises(StoreUnavailable):
            await here.change(register, claim)
        assert (await here.change(register, claim)).value == 2
    assert kept(store, claim.stream) == ["claim.submitted", "claim.registered"]


async def test_a_save_that_nobody_hears_of_may_have_been_kept(
    database_url: str, pool: CountingPool, store: Connection
) -> None:
    applicant = Target(Applicant, uuid4(), new=True)
    async with process(database_url, pool, patience_seconds=0.3) as here:
        with locked(database_url), pytest.raises(StoreUnavailable, match=r"within 0\.3 s"):
            await here.change(apply_with("first"), applicant)
        await asyncio.to_thread(eventually, lambda: kept(store, applicant.stream))
        assert (await here.change(apply_with("second"), applicant)).value == 2


async def test_the_cache_is_bounded_and_forgets_what_was_used_longest_ago(
    database_url: str, pool: CountingPool
) -> None:
    claims = [a_claim() for _ in range(3)]
    async with process(database_url, pool, cached=2) as here:
        await here.change(submit, claims[0])
        await here.change(submit, claims[1])
        await here.change(register, claims[0])
        await here.change(submit, claims[2])
        so_far = pool.taken
        await here.change(request_checks, claims[0])
        assert pool.taken == so_far
        await here.change(register, claims[1])
        assert pool.taken == so_far + 1


async def test_an_unknown_stream_is_none_to_read_and_an_error_to_change(here: Streams) -> None:
    claim = Target(Claim, uuid4())
    assert await here.load(Claim, claim.stream) is None
    with pytest.raises(UnknownStream, match=str(claim.stream)):
        await here.change(register, claim)


async def test_a_new_stream_that_nothing_came_of_stays_unknown(here: Streams) -> None:
    claim = a_claim()
    assert (await here.change(lambda claim: claim.version, claim)).value == 0
    assert await here.load(Claim, claim.stream) is None
    with pytest.raises(UnknownStream):
        await here.change(register, Target(Claim, claim.stream))


async def test_what_is_loaded_is_a_copy_of_ones_own(here: Streams) -> None:
    claim = a_claim()
    await here.change(submit, claim)
    loaded = await here.load(Claim, claim.stream)
    assert loaded
    register(loaded)
    assert (await here.change(register, claim)).value == 2


async def test_the_events_of_a_request_can_be_told_again(here: Streams, there: Streams) -> None:
    claim = a_claim()
    await here.change(submit, claim)
    done = await here.change(register, claim)
    await here.change(request_checks, claim)
    assert tuple(await there.events_between(claim.stream, 2, 2)) == done.events


async def test_closing_lets_the_running_commands_end(database_url: str, pool: CountingPool, store: Connection) -> None:
    claim = a_claim()
    async with process(database_url, pool) as here:
        running = asyncio.create_task(here.change(submit, claim))
        await asyncio.sleep(0)
    assert (await running).value == 1
    assert kept(store, claim.stream) == ["claim.submitted"]


async def test_a_store_that_cannot_be_read_says_so(database_url: str) -> None:
    with (
        Writer(database_url) as writer,
        ConnectionPool[Connection]("postgresql://qadam@127.0.0.1:1/x", min_size=0, max_size=1, timeout=0.2) as nowhere,
    ):
        streams = Streams(writer, nowhere)
        with pytest.raises(StoreUnavailable, match="cannot be read"):
            await streams.load(Claim, uuid4())
        await streams.close()


async def _until_blocked(store: Connection) -> None:
    """Until an append waits for the table."""
    await asyncio.to_thread(eventually, lambda: waiting_for(store))
