"""The combining writer: what it keeps, whom it tells about a conflict, and what it does when the database fails."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.event import Event
from domain.events import ApplicantApplied, ClaimSubmitted
from store.append import Saved
from store.errors import StoreUnavailable, VersionConflict
from store.log import read, read_stream
from store.recorder import Writer
from tests.domain.examples import DIGEST, example
from tests.store.locks import ADVISORY, locked, waiting_for
from tests.store.proxy import Proxy
from tests.waiting import eventually

pytestmark = pytest.mark.servers

Connection = psycopg.Connection[Any]
WAIT_SECONDS = 30
HOLD_CLAIMS = """
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END $$;
CREATE TRIGGER hold AFTER INSERT ON events FOR EACH ROW WHEN (NEW.topic = 'claim.submitted') EXECUTE FUNCTION hold();
"""


@pytest.fixture
def store(database_url: str) -> Iterator[Connection]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def writer(database_url: str) -> Iterator[Writer]:
    with Writer(database_url) as writer:
        yield writer


def applied(stream: UUID, version: int) -> Event:
    """An event like no other: under a request key of its own."""
    return example(ApplicantApplied, stream=stream, version=version, request={"key": uuid4().hex, "digest": DIGEST})


def kept(store: Connection, stream: UUID) -> list[int]:
    return [one.version for one in read_stream(store, stream)]


@contextmanager
def gathered(database_url: str, store: Connection, writer: Writer) -> Iterator[None]:
    """What is saved in the block goes into one batch: the writer is at a save that cannot get through."""
    with locked(database_url):
        blocking = writer.save([applied(uuid4(), 1)])
        eventually(lambda: waiting_for(store))
        yield
    blocking.result(WAIT_SECONDS)


def test_a_save_is_in_the_store_when_the_future_says_so(store: Connection, writer: Writer) -> None:
    stream = uuid4()
    saved = writer.save([applied(stream, 1), applied(stream, 2)]).result(WAIT_SECONDS)
    stored = read_stream(store, stream)
    assert tuple(one.position for one in stored) == saved.positions
    assert {one.recorded_at for one in stored} == {saved.recorded_at}


def test_streams_of_one_save_are_kept_together_or_not_at_all(store: Connection, writer: Writer) -> None:
    claim, other, applicant = uuid4(), uuid4(), uuid4()
    writer.save([example(ClaimSubmitted, stream=claim), applied(applicant, 1)]).result(WAIT_SECONDS)
    with pytest.raises(VersionConflict) as conflict:
        writer.save([example(ClaimSubmitted, stream=other), applied(applicant, 1)]).result(WAIT_SECONDS)
    assert (conflict.value.stream, conflict.value.expected, conflict.value.actual) == (applicant, 0, 1)
    assert (kept(store, claim), kept(store, other), kept(store, applicant)) == ([1], [], [1])


def test_nobody_gets_a_position_while_another_append_is_under_way(
    store: Connection, writer: Writer, database_url: str
) -> None:
    """The first append has drawn its position and cannot go on; the second must not come before it is through."""
    store.execute(HOLD_CLAIMS)
    with psycopg.connect(database_url) as gate, Writer(database_url) as other:
        gate.execute("SELECT pg_advisory_lock(1)")
        first = writer.save([example(ClaimSubmitted, stream=uuid4())])
        eventually(lambda: waiting_for(store, ADVISORY))
        second = other.save([applied(uuid4(), 1)])
        eventually(lambda: waiting_for(store))
        assert read(store, 0, 10) == []
        gate.execute("SELECT pg_advisory_unlock(1)")
        assert first.result(WAIT_SECONDS).positions < second.result(WAIT_SECONDS).positions


def test_a_conflict_in_a_batch_harms_nobody_else(store: Connection, writer: Writer, database_url: str) -> None:
    taken = [uuid4() for _ in range(3)]
    for stream in taken:
        writer.save([applied(stream, 1), applied(stream, 2)]).result(WAIT_SECONDS)
    streams = [uuid4() for _ in range(40)]
    for place, stream in zip((0, 17, 39), taken, strict=True):
        streams[place] = stream
    with gathered(database_url, store, writer):
        saves = [writer.save([applied(stream, 1), applied(stream, 2), applied(uuid4(), 1)]) for stream in streams]
    conflicts = [_conflict(save) for save in saves]
    assert [c and (c.stream, c.expected, c.actual) for c in conflicts] == [
        (stream, 0, 2) if stream in taken else None for stream in streams
    ]
    assert all(kept(store, stream) == [1, 2] for stream in streams)
    for save, stream, conflict in zip(saves, streams, conflicts, strict=True):
        assert conflict or save.result().positions[:2] == tuple(one.position for one in read_stream(store, stream))
    assert len(read(store, 0, 1000)) == 1 + 3 * 2 + 37 * 3


def test_a_save_whose_second_event_is_too_late_keeps_not_even_its_first(store: Connection, writer: Writer) -> None:
    stream, other = uuid4(), uuid4()
    writer.save([applied(other, 1)]).result(WAIT_SECONDS)
    with pytest.raises(VersionConflict, match=f"stream {other} is at version 1, not 0"):
        writer.save([applied(stream, 1), applied(other, 1)]).result(WAIT_SECONDS)
    assert kept(store, stream) == []


def test_two_saves_of_one_stream_may_stand_in_one_batch(store: Connection, writer: Writer, database_url: str) -> None:
    stream = uuid4()
    with gathered(database_url, store, writer):
        saves = [writer.save([applied(stream, version)]) for version in (1, 2, 2, 3)]
    conflicts = [_conflict(save) for save in saves]
    assert [c and (c.expected, c.actual) for c in conflicts] == [None, None, (1, 2), None]
    assert kept(store, stream) == [1, 2, 3]


def test_a_gap_in_a_stream_is_a_conflict(store: Connection, writer: Writer) -> None:
    stream = uuid4()
    writer.save([applied(stream, 1)]).result(WAIT_SECONDS)
    with pytest.raises(VersionConflict, match="is at version 1, not 2"):
        writer.save([applied(stream, 3)]).result(WAIT_SECONDS)
    assert kept(store, stream) == [1]


def test_a_gap_within_a_save_is_a_mistake_of_the_caller(writer: Writer) -> None:
    stream = uuid4()
    with pytest.raises(ValueError, match=r"version 3 .* does not follow version 1"):
        writer.save([applied(stream, 1), applied(stream, 3)])


def test_the_same_save_again_is_done_where_it_was_done(store: Connection, writer: Writer) -> None:
    events = [applied(uuid4(), 1), applied(uuid4(), 1)]
    first = writer.save(events).result(WAIT_SECONDS)
    assert writer.save(events).result(WAIT_SECONDS) == first
    assert len(read(store, 0, 10)) == 2


def test_equal_events_without_a_request_key_are_not_the_same_save(writer: Writer) -> None:
    event = example(ApplicantApplied, stream=uuid4(), request=None)
    writer.save([event]).result(WAIT_SECONDS)
    with pytest.raises(VersionConflict):
        writer.save([event]).result(WAIT_SECONDS)


def test_a_save_whose_answer_was_lost_is_kept_once(store: Connection, database_url: str) -> None:
    """The connection breaks after the commit and before its answer."""
    with Proxy(database_url) as proxy, Writer(proxy.url) as writer:
        writer.save([applied(uuid4(), 1)]).result(WAIT_SECONDS)
        stream = uuid4()
        proxy.withhold()
        save = writer.save([applied(stream, 1)])
        stored = eventually(lambda: read_stream(store, stream))
        proxy.cut()
        assert save.result(WAIT_SECONDS).positions == (stored[0].position,)
        assert kept(store, stream) == [1]


def test_a_connection_that_the_server_ended_is_made_anew(store: Connection, writer: Writer) -> None:
    writer.save([applied(uuid4(), 1)]).result(WAIT_SECONDS)
    store.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'qadam writer' AND datname = current_database()"
    )
    assert writer.save([applied(uuid4(), 1)]).result(WAIT_SECONDS).positions


def test_whoever_cannot_get_the_lock_in_time_is_told(store: Connection, database_url: str) -> None:
    stream = uuid4()
    with Writer(database_url, lock_timeout_seconds=0.1) as writer:
        with locked(database_url), pytest.raises(StoreUnavailable, match="LockNotAvailable"):
            writer.save([applied(stream, 1)]).result(WAIT_SECONDS)
        assert kept(store, stream) == []
        assert writer.save([applied(stream, 1)]).result(WAIT_SECONDS).positions


def test_without_a_database_nothing_is_kept_and_everybody_is_told() -> None:
    with Writer("postgresql://qadam@127.0.0.1:1/qadam") as writer:
        saves = [writer.save([applied(uuid4(), 1)]) for _ in range(3)]
        for save in saves:
            with pytest.raises(StoreUnavailable, match="refused"):
                save.result(WAIT_SECONDS)


def test_the_queue_is_bounded(store: Connection, database_url: str) -> None:
    with Writer(database_url, queue=2) as writer:
        with gathered(database_url, store, writer):
            waiting = [writer.save([applied(uuid4(), 1)]) for _ in range(2)]
            with pytest.raises(StoreUnavailable, match="2 saves are waiting"):
                writer.save([applied(uuid4(), 1)])
        assert all(save.result(WAIT_SECONDS) for save in waiting)


def test_a_batch_is_bounded(store: Connection, database_url: str) -> None:
    with Writer(database_url, batch=4) as writer:
        with gathered(database_url, store, writer):
            saves = [writer.save([applied(uuid4(), 1)]) for _ in range(10)]
        [save.result(WAIT_SECONDS) for save in saves]
    transactions = store.execute("SELECT count(*) FROM events GROUP BY xmin::text::bigint ORDER BY xmin::text::bigint")
    assert [row[0] for row in transactions] == [1, 4, 4, 2]


def test_a_closing_writer_writes_what_waits_and_takes_no_more(store: Connection, database_url: str) -> None:
    stream = uuid4()
    with Writer(database_url) as writer:
        with gathered(database_url, store, writer):
            save = writer.save([applied(stream, 1)])
            closing = threading.Thread(target=writer.close)
            closing.start()
            eventually(lambda: _refuses(writer))
        closing.join(WAIT_SECONDS)
        assert save.done()
    assert kept(store, stream) == [1]


def test_recorded_times_never_go_back_even_when_the_servers_clock_does(store: Connection, writer: Writer) -> None:
    times = []
    for at in ("2019-04-01T10:00:00Z", "2019-04-01T09:00:00Z", "2019-04-01T11:00:00Z"):
        store.execute("UPDATE simulated_clock SET at = %s", (at,))
        times.append(writer.save([applied(uuid4(), 1)]).result(WAIT_SECONDS).recorded_at.hour)
    assert times == [10, 10, 11]


async def test_an_event_loop_awaits_its_saves(writer: Writer) -> None:
    stream = uuid4()
    assert (await writer.save_async([applied(stream, 1)])).positions
    with pytest.raises(VersionConflict):
        await writer.save_async([applied(stream, 1)])


def _conflict(save: Future[Saved]) -> VersionConflict | None:
    error = save.exception(WAIT_SECONDS)
    assert error is None or isinstance(error, VersionConflict), error
    return error


def _refuses(writer: Writer) -> bool:
    try:
        writer.save([applied(uuid4(), 1)])
    except StoreUnavailable as error:
        return "being closed" in str(error)
    return False
