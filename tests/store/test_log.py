"""The log is read in order, from any position, and whoever waits for more is woken."""

import threading
from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from domain.event import Event
from domain.events import ApplicantApplied, ClaimSubmitted
from store.append import VersionTaken, append, rows_of
from store.log import end, listen, read, read_stream
from store.mapper import bytes_of, event_of
from tests.domain.examples import APPLICANT, CLAIM, example
from tests.waiting import Pauses

pytestmark = pytest.mark.servers

Connection = psycopg.Connection[Any]

CLAIMED = example(ClaimSubmitted, stream=CLAIM, version=1)
APPLIED = example(ApplicantApplied, stream=APPLICANT, version=1)
AGAIN = example(ApplicantApplied, stream=APPLICANT, version=2)


@pytest.fixture
def store(database_url: str) -> Iterator[Connection]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


def keep(store: Connection, *events: Event) -> None:
    append(store, [rows_of(events)])


def test_an_empty_store_ends_at_nothing(store: Connection) -> None:
    assert end(store) == 0
    assert read(store, 0, 10) == []
    assert read_stream(store, CLAIM) == []


def test_events_are_read_in_order_with_the_bytes_that_were_stored(store: Connection) -> None:
    keep(store, CLAIMED, APPLIED)
    keep(store, AGAIN)
    found = read(store, 0, 10)
    assert [(one.stream, one.version, one.name) for one in found] == [
        (CLAIM, 1, "claim.submitted"),
        (APPLICANT, 1, "applicant.applied"),
        (APPLICANT, 2, "applicant.applied"),
    ]
    assert [one.body for one in found] == [bytes_of(CLAIMED), bytes_of(APPLIED), bytes_of(AGAIN)]
    assert [one.position for one in found] == sorted({one.position for one in found})
    assert end(store) == found[-1].position
    assert vars(event_of(found[0])) == vars(CLAIMED) | {"timestamp": found[0].recorded_at}


def test_a_reader_goes_on_after_its_position_whatever_numbers_are_missing(store: Connection) -> None:
    keep(store, APPLIED)
    with pytest.raises(VersionTaken):
        keep(store, APPLIED)
    keep(store, AGAIN)
    first, second = read(store, 0, 10)
    assert second.position > first.position + 1
    assert read(store, first.position, 10) == [second]
    assert read(store, first.position + 1, 10) == [second]
    assert read(store, 0, 1) == [first]


def test_a_stream_is_read_from_any_version(store: Connection) -> None:
    keep(store, APPLIED, CLAIMED, AGAIN)
    assert [one.version for one in read_stream(store, APPLICANT)] == [1, 2]
    assert [one.version for one in read_stream(store, APPLICANT, 1)] == [2]
    assert [one.version for one in read_stream(store, APPLICANT, 0, limit=1)] == [1]


def test_times_are_in_utc_whatever_the_session_says(store: Connection) -> None:
    store.execute("SET TIME ZONE 'Asia/Almaty'")
    keep(store, APPLIED)
    assert str(read(store, 0, 1)[0].recorded_at.tzinfo) == "UTC"


def test_a_listener_is_woken_by_an_append(store: Connection, database_url: str) -> None:
    """It would look again after a minute only: what comes sooner came by the notification."""
    with psycopg.connect(database_url, autocommit=True) as own:
        batches = listen(own, 0, 10, stop=threading.Event(), poll_seconds=60)
        assert next(batches) == []
        keep(store, APPLIED)
        assert [one.version for one in _soon(batches)] == [1]
        keep(store, AGAIN)
        assert [one.version for one in _soon(batches)] == [2]


def test_a_listener_sees_what_was_not_announced(store: Connection, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as own:
        batches = listen(own, 0, 10, stop=threading.Event(), poll_seconds=0.05)
        assert next(batches) == []
        store.execute(
            "INSERT INTO events (originator_id, originator_version, topic, state) VALUES (%s, 1, 'x', '')", (uuid4(),)
        )
        assert [one.name for one in _soon(batches)] == ["x"]


def test_a_listener_does_not_wait_while_there_is_more(store: Connection, database_url: str) -> None:
    keep(store, APPLIED, AGAIN, CLAIMED)
    with psycopg.connect(database_url, autocommit=True) as own:
        batches = listen(own, 0, 1, stop=threading.Event(), poll_seconds=60)
        assert [one.version for batch in islice(batches, 3) for one in batch] == [1, 2, 1]


def test_a_listener_stops_when_told(database_url: str) -> None:
    stop = threading.Event()
    with psycopg.connect(database_url, autocommit=True) as own:
        batches = listen(own, 0, 10, stop=stop, poll_seconds=0.01)
        next(batches)
        stop.set()
        assert list(batches) == []


def test_the_event_librarys_own_tools_can_read_the_table(store: Connection) -> None:
    """Its columns are named as they expect; only appends go a way of our own."""
    keep(store, CLAIMED, APPLIED)
    info = store.info
    place = PostgresDatastore(info.dbname, info.host, info.port, info.user, info.password)
    with place as datastore:
        recorder = PostgresApplicationRecorder(datastore, events_table_name="events")
        assert [(one.originator_id, one.topic) for one in recorder.select_notifications(1, 10)] == [
            (CLAIM, "claim.submitted"),
            (APPLICANT, "applicant.applied"),
        ]
        assert [one.state for one in recorder.select_events(CLAIM)] == [bytes_of(CLAIMED)]


def _soon(batches: Any) -> Any:
    """The next batch that is not empty; a listener yields an empty one whenever it looked in vain."""
    return next(batch for batch in islice(batches, 1000) if batch)


def test_a_listener_gathers_after_a_batch_unless_there_is_more(store: Connection, database_url: str) -> None:
    keep(store, CLAIMED, APPLIED)
    pauses = Pauses()
    with psycopg.connect(database_url, autocommit=True) as own:
        batches = listen(own, 0, 1, stop=pauses, poll_seconds=0.05, gather_seconds=3600)
        assert [len(batch) for batch in islice(batches, 2)] == [1, 1]
        assert pauses.seconds == []
        assert next(batches) == []
        assert next(batches) == []
    assert [1800 < seconds <= 3600 for seconds in pauses.seconds] == [True]
