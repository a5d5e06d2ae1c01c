"""The store otherwise than in order: what exports read."""

from uuid import UUID

import psycopg
import pytest

from store.scan import firsts, last, whole
from tests.projections.claims import log_of
from tests.projections.journeys import keep

pytestmark = pytest.mark.servers


def test_pages_of_first_events_come_to_every_stream_once_in_the_order_of_ids(database_url: str) -> None:
    events, found, after = log_of(2, 30), list[UUID](), None
    keep(database_url, events)
    with psycopg.connect(database_url) as connection:
        while page := firsts(connection, after=after, limit=3):
            assert all(first.version == 1 for first in page)
            found += [first.stream for first in page]
            after = found[-1]
    assert found == sorted({event.stream for event in events}, key=int)


def test_streams_are_read_whole_up_to_a_position(database_url: str) -> None:
    events = log_of(2, 30)
    keep(database_url, events)
    until = events[len(events) // 2].position
    streams = {event.stream for event in events}
    with psycopg.connect(database_url) as connection:
        assert whole(connection, list(streams), until=until) == sorted(
            (event for event in events if event.position <= until), key=lambda event: (event.stream.int, event.version)
        )
        assert last(connection, until=until + 1) == (until, events[len(events) // 2].recorded_at)
        assert last(connection, until=0) is None
