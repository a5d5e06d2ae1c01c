"""An event on the wire: the stored bytes, CloudEvents headers, and the partition that the Java client would choose."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from consumers.message import Foreign, address, headers, recorded
from tests.projections.journeys import story
from tests.projections.visits import Opened


@dataclass
class Record:
    value: bytes | None
    headers: list[tuple[str, bytes]] = field(default_factory=list)
    partition: int = 3
    offset: int = 7


def test_an_event_comes_back_as_it_went() -> None:
    (event,) = story(Opened)
    assert recorded(Record(event.body, headers(event))) == event


def test_the_headers_are_those_of_cloudevents() -> None:
    (event,) = story(Opened)
    assert dict(headers(event)) == {
        "ce_specversion": b"1.0",
        "ce_id": f"{event.stream}/1".encode(),
        "ce_source": b"qadam",
        "ce_type": b"visit.opened",
        "ce_time": b"2019-04-01T05:00:00Z",
        "ce_position": b"4",
    }


@pytest.mark.parametrize(
    ("stream", "partition"),
    [
        # computed with org.apache.kafka.common.utils.Utils.toPositive(murmur2(key)) % 12 of kafka-clients 4.4.0
        ("f0133f9e-c908-5625-90ed-139e45ee1a16", 8),
        ("249e48f5-263b-5cce-9a9e-5ce2b52ddd9c", 11),
        ("2b69f3e3-f03d-5f81-88a8-83c98cb79460", 4),
        ("c5630cdd-3ea1-521b-80e6-b3d7eff14c2c", 5),
        ("8136680f-f2a1-5a0b-8b5b-bfa0048893a4", 1),
        ("73ddf133-d055-58c2-b912-3715acaf285f", 3),
        ("45a7ad33-7eeb-571f-88a8-0898a1e87aef", 4),
        ("7f7b6547-1afc-57ee-8d93-24066a1f745b", 10),
    ],
)
def test_a_stream_lies_where_the_java_client_would_put_it(stream: str, partition: int) -> None:
    assert address(UUID(stream), 12) == (stream.encode(), partition)


def test_streams_are_spread_over_all_partitions() -> None:
    assert {address(uuid4(), 12)[1] for _ in range(1_000)} == set(range(12))


@pytest.mark.parametrize(
    "change",
    [
        {"ce_id": b"no-stream/1"},
        {"ce_id": b"0c1a1c1a-0000-4000-8000-000000000001"},
        {"ce_position": b"first"},
        {"ce_time": b"yesterday"},
        {"ce_type": b"\xff"},
    ],
)
def test_a_message_that_no_relay_has_sent_is_foreign(change: dict[str, bytes]) -> None:
    (event,) = story(Opened)
    with pytest.raises(Foreign, match="partition 3, offset 7"):
        recorded(Record(event.body, list((dict(headers(event)) | change).items())))


def test_a_message_without_headers_or_bytes_is_foreign() -> None:
    (event,) = story(Opened)
    with pytest.raises(Foreign):
        recorded(Record(event.body))
    with pytest.raises(Foreign):
        recorded(Record(None, headers(event)))
