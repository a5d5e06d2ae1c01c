"""What is stored is plain JSON that says everything, and what is not what it says is never taken for an event."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest

from domain.event import EVENTS, Event
from domain.events import ApplicantApplied, DocumentRequested, GapDetected
from domain.vocabulary import GapCause
from store.errors import BrokenEvent, UnknownEvent
from store.log import Recorded
from store.mapper import bytes_of, event_of, shape_of
from tests.domain.examples import FIELDS, example

AT = datetime(2019, 4, 1, 4, 0, 0, 123456, tzinfo=UTC)


def recorded(event: Event, **content: Any) -> Recorded:
    """The event as stored, with other content where the test says so; None takes a field out."""
    plain = orjson.loads(bytes_of(event)) | content
    body = orjson.dumps({name: value for name, value in plain.items() if value is not ...})
    return Recorded(7, event.originator_id, event.originator_version, event.TOPIC, AT, body)


def test_the_bytes_are_the_fields_and_the_class_version_in_sorted_order_and_nothing_else() -> None:
    event = example(ApplicantApplied, claim="c", request=None)
    assert bytes_of(event) == (
        b'{"by":{"actor":"aigul","role":"caseworker"},"claim":"c","class_version":1,'
        b'"occurred_at":"2019-04-01T04:00:00Z","office":"ALMATY-1","request":null}'
    )


@pytest.mark.parametrize("kind", FIELDS, ids=lambda kind: kind.TOPIC)
def test_an_event_comes_back_as_it_went_in(kind: type[Event]) -> None:
    event = example(kind, version=3)
    again = event_of(recorded(event))
    assert again == event
    assert type(again) is kind


def test_the_timestamp_of_a_loaded_event_is_when_it_was_recorded() -> None:
    event = example(ApplicantApplied)
    later = replace(recorded(event), recorded_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert event_of(later).timestamp == datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.TOPIC)
def test_every_event_is_declared_in_plain_json_types(kind: type[Event]) -> None:
    assert shape_of(kind)


def test_an_unknown_wire_name_is_not_a_broken_event() -> None:
    with pytest.raises(UnknownEvent, match=r"position 7: no event is named claim\.teleported"):
        event_of(replace(recorded(example(ApplicantApplied)), name="claim.teleported"))


def test_a_newer_class_version_is_not_a_broken_event() -> None:
    with pytest.raises(UnknownEvent, match=r"applicant\.applied has class_version 2, this code knows 1"):
        event_of(recorded(example(ApplicantApplied), class_version=2))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"office": ...}, "missing or not declared: office"),
        ({"iin": "x"}, "missing or not declared: iin"),
        ({"office": 7}, "office is a int"),
        ({"by": None}, "by is a NoneType"),
        ({"class_version": ...}, "class_version"),
        ({"class_version": 0}, "class_version is 0"),
        ({"class_version": "1"}, "class_version is '1'"),
        ({"class_version": True}, "class_version is True"),
    ],
)
def test_bytes_of_a_known_version_that_are_not_what_it_says_are_broken(content: dict[str, Any], words: str) -> None:
    with pytest.raises(BrokenEvent, match=words) as broken:
        event_of(recorded(example(ApplicantApplied, version=4), **content))
    assert "/4, position 7" in str(broken.value)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff"])
def test_bytes_that_are_no_object_are_broken(body: bytes) -> None:
    with pytest.raises(BrokenEvent, match=r"applicant\.applied"):
        event_of(replace(recorded(example(ApplicantApplied)), body=body))


def test_a_number_is_not_taken_for_a_truth_value() -> None:
    with pytest.raises(BrokenEvent, match="state_not_asked is a int"):
        event_of(recorded(example(DocumentRequested), state_not_asked=1))


def test_nothing_is_written_that_would_not_come_out_again() -> None:
    with pytest.raises(BrokenEvent, match="cause is a GapCause"):
        bytes_of(example(GapDetected, cause=GapCause.CONSENT))


def test_a_fresh_process_that_only_reads_finds_the_class_by_its_name() -> None:
    event = example(ApplicantApplied)
    program = (
        "import sys, uuid, datetime; from store.log import Recorded; from store.mapper import event_of\n"
        "at = datetime.datetime.now(datetime.UTC)\n"
        "print(event_of(Recorded(1, uuid.uuid4(), 1, 'applicant.applied', at, sys.stdin.buffer.read())).claim)"
    )
    ran = subprocess.run([sys.executable, "-c", program], input=bytes_of(event), capture_output=True, check=True)
    assert ran.stdout.decode().strip() == event.claim


@pytest.fixture
def thing() -> Iterator[type[Event]]:
    """A test-only event in its third version: `colour` became `colours`, then `size` came."""

    class ThingHappened(Event):
        TOPIC = "thing.happened"
        class_version = 3
        colours: list[str]
        size: int

        @staticmethod
        def upcast_v1_v2(content: dict[str, Any]) -> None:
            content["colours"] = [content.pop("colour")]

        @staticmethod
        def upcast_v2_v3(content: dict[str, Any]) -> None:
            content["size"] = 1

    yield ThingHappened
    del EVENTS["thing.happened"]


def stored_thing(**content: Any) -> Recorded:
    envelope = {"by": {"actor": "a", "role": "service"}, "office": "o", "occurred_at": "x", "request": None}
    body = orjson.dumps(envelope | content)
    return Recorded(7, UUID(int=1), 1, "thing.happened", AT, body)


@pytest.mark.usefixtures("thing")
@pytest.mark.parametrize(
    "content",
    [
        {"class_version": 1, "colour": "red"},
        {"class_version": 2, "colours": ["red"]},
        {"class_version": 3, "colours": ["red"], "size": 1},
    ],
)
def test_an_old_shape_is_brought_to_todays_one_version_at_a_time(content: dict[str, Any]) -> None:
    event = event_of(stored_thing(**content))
    assert (vars(event)["colours"], vars(event)["size"]) == (["red"], 1)
    assert b'"class_version":3' in bytes_of(event)


@pytest.mark.usefixtures("thing")
def test_an_old_shape_that_cannot_be_brought_on_is_broken() -> None:
    with pytest.raises(BrokenEvent, match="KeyError: 'colour'"):
        event_of(stored_thing(class_version=1, size=3))
