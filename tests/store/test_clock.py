"""The one clock: the machine's where time is real, a row where it is simulated; never a time nobody can vouch for."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from store.clock import MOST_DIFFERENCE, Clock, MachineClock, SimulatedClock, clock_of
from store.errors import ClockAstray, ClockFixed
from store.migrate import migrate

pytestmark = pytest.mark.servers

Pool = ConnectionPool[psycopg.Connection[Any]]
APRIL = datetime(2019, 4, 1, 4, tzinfo=UTC)


def pool_of(url: str) -> Pool:
    return ConnectionPool(url, min_size=1, max_size=2, kwargs={"autocommit": True}, open=True)


@pytest.fixture
def simulated(database_url: str) -> Iterator[Clock]:
    with pool_of(database_url) as pool:
        yield clock_of(pool)


@pytest.fixture
def real(empty_database_url: str) -> Iterator[Pool]:
    migrate(empty_database_url)
    with pool_of(empty_database_url) as pool:
        yield pool


def set_ahead(pool: Pool, by: timedelta) -> None:
    """The store's clock from now on runs ahead of this machine's."""
    with pool.connection() as connection:
        connection.execute(
            "CREATE OR REPLACE FUNCTION store_clock() RETURNS timestamptz LANGUAGE sql AS "
            f"'SELECT clock_timestamp() + make_interval(secs => {by.total_seconds()})'"
        )


async def test_a_simulated_clock_stands_where_it_was_moved_to(simulated: Clock) -> None:
    assert isinstance(simulated, SimulatedClock)
    assert simulated.now() < APRIL
    simulated.move_to(APRIL)
    assert simulated.now() == await simulated.now_async() == APRIL
    assert simulated.now().tzinfo is UTC


def test_a_simulated_clock_never_goes_back(simulated: Clock) -> None:
    simulated.move_to(APRIL)
    simulated.move_to(APRIL)
    with pytest.raises(ClockFixed, match="is past 2019-04-01T03:59:59"):
        simulated.move_to(APRIL - timedelta(seconds=1))
    assert simulated.now() == APRIL


async def test_whoever_asks_after_a_move_gets_the_moved_time(simulated: Clock) -> None:
    moved = []
    for minutes in range(20):
        at = APRIL + timedelta(minutes=minutes)
        earlier = [asyncio.create_task(simulated.now_async()) for _ in range(3)]
        await asyncio.sleep(0)
        await asyncio.to_thread(simulated.move_to, at)
        moved += await asyncio.gather(*(simulated.now_async() for _ in range(5)))
        assert all(moment <= at for moment in await asyncio.gather(*earlier))
    assert moved == [APRIL + timedelta(minutes=minutes) for minutes in range(20) for _ in range(5)]


def test_who_shares_a_store_shares_its_simulated_clock(simulated: Clock, database_url: str) -> None:
    with pool_of(database_url) as pool:
        clock_of(pool).move_to(APRIL)
    assert simulated.now() == APRIL


async def test_the_real_clock_is_the_machines_and_asks_nobody(real: Pool) -> None:
    clock = clock_of(real)
    assert isinstance(clock, MachineClock)
    clock.close()
    real.close()
    before = datetime.now(UTC)
    assert before <= clock.now() <= await clock.now_async() <= datetime.now(UTC)


def test_the_real_clock_cannot_be_moved(real: Pool) -> None:
    clock = clock_of(real)
    with pytest.raises(ClockFixed, match="lives by the real time"):
        clock.move_to(APRIL)
    clock.close()


@pytest.mark.parametrize("sign", [1, -1])
def test_nobody_starts_with_a_clock_astray(real: Pool, sign: int) -> None:
    set_ahead(real, sign * (MOST_DIFFERENCE + timedelta(seconds=5)))
    with pytest.raises(ClockAstray, match=r"differ by -?[67]\.\d{3} s"):
        clock_of(real)


def test_a_clock_that_goes_astray_is_not_believed_until_it_is_right_again(real: Pool) -> None:
    clock = clock_of(real)
    assert isinstance(clock, MachineClock)
    set_ahead(real, timedelta(minutes=5))
    assert clock.compare() > timedelta(minutes=4)
    with pytest.raises(ClockAstray):
        clock.now()
    set_ahead(real, timedelta())
    assert clock.compare() < MOST_DIFFERENCE
    assert clock.now() <= datetime.now(UTC)
    clock.close()
