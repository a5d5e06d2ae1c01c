"""What was once stored is read for ever: a stored example of every version of every event, compared field by field."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from domain.claim import Claim
from domain.event import EVENTS
from domain.events import ClaimEvent
from domain.state import ClaimState
from store.errors import UnknownEvent
from store.log import Recorded
from store.mapper import bytes_of, event_of
from tests.domain.examples import CLAIM, FIELDS, RECORDED, example, own_fields, real_events
from tests.domain.stored_examples import FOLDER, Stored, fits, path_of, read, shape_of, today

FILES = sorted(FOLDER.glob("*.json"))
STORED = [read(path) for path in FILES]
OURS = real_events()
"""without the events that other tests make up"""
KINDS = sorted(OURS)

each_stored = pytest.mark.parametrize("stored", STORED, ids=[path.stem for path in FILES])


def as_recorded(name: str, body: dict[str, Any]) -> Recorded:
    return Recorded(1, CLAIM, 1, name, RECORDED, orjson.dumps(body, option=orjson.OPT_SORT_KEYS))


@pytest.mark.parametrize("name", KINDS)
def test_every_version_of_every_event_has_a_stored_example(name: str) -> None:
    for version in range(1, OURS[name].class_version + 1):
        assert path_of(name, version).exists(), "python -m tests.domain.stored_examples writes the missing one"


@each_stored
def test_every_stored_example_belongs_to_an_event(stored: Stored) -> None:
    assert stored.name in OURS
    assert 1 <= stored.class_version <= OURS[stored.name].class_version
    assert path_of(stored.name, stored.class_version) in FILES


@pytest.mark.parametrize("name", KINDS)
def test_a_field_added_removed_or_retyped_needs_a_new_class_version(name: str) -> None:
    kind = OURS[name]
    assert shape_of(kind) == read(path_of(name, kind.class_version)).fields


@pytest.mark.parametrize("name", KINDS)
def test_what_is_written_today_is_what_was_stored_field_by_field(name: str) -> None:
    stored = read(path_of(name, OURS[name].class_version))
    assert today(OURS[name]).body == stored.body


@each_stored
def test_what_was_stored_is_read_field_by_field(stored: Stored) -> None:
    kind = OURS[stored.name]
    event = event_of(as_recorded(stored.name, stored.body))
    assert type(event) is kind
    assert (event.originator_id, event.originator_version, event.timestamp) == (CLAIM, 1, RECORDED)
    assert event.content().keys() == set(own_fields(kind))
    if stored.class_version == kind.class_version:
        assert event.content() | {"class_version": stored.class_version} == stored.body
    for name, expected in shape_of(kind).items():
        assert fits(event.content()[name], expected), name


@each_stored
def test_what_is_read_is_written_with_the_same_bytes(stored: Stored) -> None:
    if stored.class_version == OURS[stored.name].class_version:
        recorded = as_recorded(stored.name, stored.body)
        assert bytes_of(event_of(recorded)) == recorded.body


@each_stored
def test_a_stored_body_has_the_shape_that_stands_beside_it(stored: Stored) -> None:
    body = {name: value for name, value in stored.body.items() if name != "class_version"}
    assert stored.body["class_version"] == stored.class_version
    assert fits(body, stored.fields)


def test_every_event_has_a_canonical_example_and_no_example_is_of_something_else() -> None:
    assert set(FIELDS) == set(OURS.values())


def test_every_optional_field_is_filled_in_some_example() -> None:
    """A field that no example fills is compared with nothing."""
    fields = [(kind, name) for kind in FIELDS for name in own_fields(kind)]
    empty = [f"{kind.TOPIC}.{name}" for kind, name in fields if getattr(example(kind), name) is None]
    assert empty == ["claim.refused.conclusion"]


def test_no_stored_body_names_a_class_or_a_module() -> None:
    for path in FILES:
        for word in ("domain.", "Claim", "eventsourcing", "Event"):
            assert word not in path.read_text(encoding="utf-8")


def test_a_process_that_only_reads_reads_everything() -> None:
    """No class was used before: the dictionary of wire names is filled by reading alone."""
    program = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID
from store.log import Recorded
from store.mapper import event_of
for path in sorted(Path(sys.argv[1]).glob("*.json")):
    stored = json.loads(path.read_text())
    body = json.dumps(stored["body"]).encode()
    event = event_of(Recorded(1, UUID(int=1), 1, stored["name"], datetime.now(UTC), body))
    print(type(event).__name__)
"""
    done = subprocess.run([sys.executable, "-c", program, str(FOLDER)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [OURS[stored.name].__name__ for stored in STORED]


# an old shape, shown on an event of this test alone


@pytest.fixture
def renamed() -> Iterator[type[ClaimEvent]]:
    """Version 1 had `note`; version 2 calls it `remark` and says how long it is."""

    class RemarkMade(ClaimEvent):
        TOPIC = "test.remark_made"
        class_version = 2
        remark: str
        length: int

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            state["remark"] = state.pop("note")
            state["length"] = len(state["remark"])

        def change(self, state: ClaimState) -> None:
            state.number = self.remark

    yield RemarkMade
    del EVENTS["test.remark_made"]


ENVELOPE = {
    "by": {"actor": "aigul", "role": "caseworker"},
    "office": "ALMATY-1",
    "occurred_at": "2019-04-01T04:00:00Z",
    "request": None,
}


def test_an_old_shape_is_read_as_todays(renamed: type[ClaimEvent]) -> None:
    old = as_recorded("test.remark_made", ENVELOPE | {"note": "came late", "class_version": 1})
    event = event_of(old)
    assert event.content() == ENVELOPE | {"remark": "came late", "length": 9}
    claim = Claim.blank(CLAIM)
    event.mutate(claim)
    assert claim.state.number == "came late"


def test_todays_shape_is_not_upcast_and_is_written_with_its_version(renamed: type[ClaimEvent]) -> None:
    body = ENVELOPE | {"remark": "came late", "length": 9, "class_version": 2}
    recorded = as_recorded("test.remark_made", body)
    assert bytes_of(event_of(recorded)) == recorded.body


def test_a_shape_of_tomorrow_stops_the_reader(renamed: type[ClaimEvent]) -> None:
    body = ENVELOPE | {"remark": "came late", "length": 9, "class_version": 3}
    with pytest.raises(UnknownEvent, match=r"class_version 3, this code knows 2"):
        event_of(as_recorded("test.remark_made", body))
