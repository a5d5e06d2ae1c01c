"""What holds for every format: the same bytes again, nothing lost in silence, nothing in memory that need not be."""

import sqlite3
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

import orjson
import pytest

from domain.state import ClaimState
from exports import delimited, reading
from exports.asked import NotThereYet, Question
from exports.export import Export
from exports.formats import FormatName, format_of
from exports.tables import TABLES, TableName
from store import log
from store.scan import whole
from tests.exports.conftest import Kept, file_of, spoilt

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300)]

EVERY: Final = [
    *((name, table) for name in (FormatName.CSV, FormatName.PARQUET) for table in TableName),
    *((name, TableName.EVENTS) for name in (FormatName.XES, FormatName.OCEL_JSON, FormatName.OCEL_SQLITE)),
]
XES: Final = "{http://www.xes-standard.org/}"
ATTRIBUTES: Final = {"string", "date", "int", "float", "boolean", "id"}


def test_the_same_position_gives_the_same_bytes_whatever_is_recorded_later(own: Kept) -> None:
    events = sorted(own.events, key=lambda event: event.position)
    until = events[len(events) // 2].position
    question = Question(until=until)
    first = {each: own.taken(*each, question) for each in EVERY}
    own.record([later(event, events[-1].position) for event in events[-1:]])
    for each, (content, stamp) in first.items():
        again, stamped = own.taken(*each, question)
        assert again == content, each
        assert stamped == stamp
        assert own.taken(*each)[1].heading.position > stamp.heading.position == until


def later(event: log.Recorded, end: int) -> log.Recorded:
    """Something more happened to that claim: it was corrected."""
    body = orjson.loads(event.body)
    kept = {name: body[name] for name in ("by", "office", "occurred_at")}
    said = {**kept, "request": None, "class_version": 1, "wrong": 1, "field": "channel", "right": "EGOV"}
    at = event.recorded_at + timedelta(hours=1)
    text = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    return log.Recorded(end + 3, event.stream, event.version + 1, "correction.recorded", at, text)


def test_a_position_between_two_events_is_that_of_the_first(own: Kept) -> None:
    positions = sorted(event.position for event in own.events)
    assert own.taken(FormatName.CSV, question=Question(until=positions[4])) == own.taken(
        FormatName.CSV, question=Question(until=positions[4] + 1)
    )


def test_a_position_that_the_store_has_not_reached_is_refused(own: Kept) -> None:
    end = max(event.position for event in own.events)
    with pytest.raises(NotThereYet, match=f"ends at position {end}"):
        own.taken(FormatName.CSV, question=Question(until=end + 1))


def test_every_format_is_made_of_the_same_stored_bytes(filled: Kept) -> None:
    stamps = [filled.taken(*each)[1] for each in EVERY]
    assert {(stamp.events_sha256, stamp.claims, stamp.events) for stamp in stamps} == {
        (stamps[0].events_sha256, len(filled.claims()), sum(map(len, filled.claims().values())))
    }


@pytest.mark.parametrize(
    ("name", "body"),
    [(None, b'{"class_version":1}'), ("claim.reborn", None), ("applicant.applied", None)],
    ids=["of other fields", "of a newer program", "of another kind of stream"],
)
def test_a_claim_that_cannot_be_read_is_named_and_left_out_whole(
    own: Kept, name: str | None, body: bytes | None
) -> None:
    claims = own.claims()
    claim, events = next((claim, events) for claim, events in claims.items() if len(events) > 1)
    last, end = events[-1], max(event.position for event in own.events)
    own.record(
        [log.Recorded(end + 1, last.stream, last.version + 1, name or last.name, last.recorded_at, body or last.body)]
    )
    for each in EVERY:
        content, stamp = own.taken(*each)
        (unread,) = stamp.unread
        assert (str(unread.claim), unread.version) == (claim, last.version + 1)
        assert unread.reason
        assert stamp.claims == len(claims) - 1
        assert claim.encode() not in content


def test_a_claim_whose_first_event_is_broken_is_named_to_who_asks_for_all(own: Kept) -> None:
    claim, events = next(iter(own.claims().items()))
    copy = log.Recorded(10**6, type(events[0].stream)(int=5), 1, "claim.submitted", events[0].recorded_at, b"{}")
    own.record([spoilt(copy, b"no json")])
    assert [each.claim.int for each in own.taken(FormatName.CSV)[1].unread] == [5]
    assert own.taken(FormatName.CSV, question=Question(region="75"))[1].unread == ()
    assert own.taken(FormatName.CSV, sees=lambda state: True)[1].unread == ()
    assert claim.encode() in own.taken(FormatName.CSV)[0]


def test_claims_are_narrowed_by_what_is_fixed_when_they_are_submitted(filled: Kept) -> None:
    first = {claim: orjson.loads(events[0].body) for claim, events in filled.claims().items()}
    some = next(iter(first.values()))
    for word, digits, question in (
        ("region", 2, Question(region=some["region"][:2])),
        ("office", None, Question(office=some["office"])),
    ):
        wanted = some[word][:digits]
        assert {line.split(",")[0] for line in taken_lines(filled, question)} == {
            c for c, body in first.items() if body[word][:digits] == wanted
        }


def test_days_of_submission_are_local_and_both_included(demo: Kept) -> None:
    days = [str(line.split(",")[11]) for line in taken_lines(demo, Question())]
    some = datetime.fromisoformat(sorted(days)[len(days) // 2]).date()
    found = taken_lines(demo, Question(first=some, last=some))
    assert len(found) == days.count(some.isoformat()) > 0
    assert len(taken_lines(demo, Question(last=some))) == sum(day <= some.isoformat() for day in days)


def taken_lines(kept: Kept, question: Question) -> list[str]:
    return kept.taken(FormatName.CSV, TableName.CLAIMS, question)[0].decode().splitlines()[1:]


def test_who_sees_some_claims_is_given_those_as_they_stand_now(demo: Kept) -> None:
    """A claim that left the office is not shown to it by going back to a position at which it was there."""
    moved = [events for events in demo.claims().values() if any(event.name == "file.received" for event in events)]
    assert moved
    for events in moved:
        received = next(event for event in events if event.name == "file.received")
        was, now = (orjson.loads(received.body)[word] for word in ("from_office", "to_office"))
        before = Question(until=received.position - 1)
        claim = str(events[0].stream).encode()
        assert claim not in demo.taken(FormatName.CSV, question=before, sees=partial(is_at, was))[0]
        assert claim in demo.taken(FormatName.CSV, question=before, sees=partial(is_at, now))[0]


def test_claims_of_another_region_are_not_even_read(demo: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[str]()

    def noted(connection: log.Connection, streams: Sequence[UUID], *, until: int) -> Sequence[log.Recorded]:
        read.extend(map(str, streams))
        return whole(connection, streams, until=until)

    monkeypatch.setattr(reading, "whole", noted)
    mine = {c for c, events in demo.claims().items() if orjson.loads(events[0].body)["region"].startswith("79")}
    export = demo.export(
        format_of(FormatName.CSV, TableName.CLAIMS), sees=lambda state: state.region[:2] == "79", region="79"
    )
    lines = b"".join(export.chunks()).decode().splitlines()[1:]
    assert {line.split(",")[0] for line in lines} == set(read) == mine
    assert mine


def is_at(office: str, state: ClaimState) -> bool:
    return state.office == office


def test_csv_says_that_it_is_utf_8_and_separates_as_asked(own: Kept) -> None:
    export = own.export(format_of(FormatName.CSV, TableName.WAITS, separator=";"))
    text = b"".join(export.chunks()).decode()
    head = text.partition("\r\n")[0]
    assert head == "\ufeff" + ";".join(column.name for column in TABLES[TableName.WAITS].columns)


def test_a_question_that_no_claim_fits_gives_files_without_rows(own: Kept) -> None:
    nothing = Question(office="NOBODY")
    for each in EVERY:
        content, stamp = own.taken(*each, nothing)
        assert content
        assert (stamp.claims, stamp.events) == (0, 0)


def test_xes_has_its_parts_in_the_order_of_the_standard(filled: Kept) -> None:
    """extensions, globals, classifiers, attributes, traces; an event has attributes only."""
    root = ElementTree.fromstring(filled.taken(FormatName.XES)[0])
    assert root.tag == f"{XES}log"
    assert root.attrib["xes.version"] == "1849-2016"
    parts = [each.tag.removeprefix(XES) for each in root]
    order = ["extension", "global", "classifier", "attribute", "trace"]
    places = [order.index("attribute" if part in ATTRIBUTES else part) for part in parts]
    assert places == sorted(places)
    assert set(places) == set(range(len(order)))
    for trace in root.iter(f"{XES}trace"):
        kinds = [each.tag.removeprefix(XES) for each in trace]
        assert set(kinds) <= ATTRIBUTES | {"event"}
        assert kinds == sorted(kinds, key=lambda kind: kind == "event")
        times = [each.attrib["value"] for each in trace.iter(f"{XES}date") if each.attrib["key"] == "time:timestamp"]
        assert times == sorted(times)
    for event in root.iter(f"{XES}event"):
        assert {each.tag.removeprefix(XES) for each in event} <= ATTRIBUTES
        keys = [each.attrib["key"] for each in event]
        assert len(keys) == len(set(keys))


def test_every_link_of_ocel_leads_to_something(filled: Kept, tmp_path: Path) -> None:
    file = file_of(tmp_path, "log.sqlite", filled.taken(FormatName.OCEL_SQLITE)[0])
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    told = orjson.loads(filled.taken(FormatName.OCEL_JSON)[0])
    things = {each["id"] for each in told["objects"]}
    linked = {link["objectId"] for each in (*told["objects"], *told["events"]) for link in each["relationships"]}
    assert linked <= things
    types = {each["name"]: {a["name"] for a in each["attributes"]} for each in told["eventTypes"] + told["objectTypes"]}
    for each in (*told["objects"], *told["events"]):
        assert {a["name"] for a in each["attributes"]} <= types[each["type"]]


def test_a_page_of_streams_is_read_only_when_the_one_before_has_gone_out(
    own: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "STREAMS_AT_ONCE", 1)
    monkeypatch.setattr(delimited, "CHUNK", 1)
    lent = 0

    @contextmanager
    def counted() -> Iterator[log.Connection]:
        nonlocal lent
        with own.lent() as connection:
            lent += 1
            yield connection

    export = Export(counted, format_of(FormatName.CSV), Question())
    chunks, before = export.chunks(), lent
    streams = sorted({event.stream for event in own.events}, key=int)
    for place in (place for place, stream in enumerate(streams, 1) if str(stream) in own.claims()):
        next(chunks)
        assert lent - before == place


def test_progress_goes_to_the_end_and_never_back(own: Kept) -> None:
    told: list[float] = []
    for _ in own.export(format_of(FormatName.CSV)).chunks(told.append):
        pass
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_stamp_says_what_it_is_of(own: Kept) -> None:
    _, stamp = own.taken(
        FormatName.CSV, TableName.CLAIMS, Question(region="75", first=datetime(2019, 4, 1, tzinfo=UTC).date())
    )
    said = stamp.told()
    assert said["asked"] == {"region": "75", "submitted_from": "2019-04-01"}
    assert (said["format"], said["table"], said["definition"]) == ("csv", "claims", "exports-1")
    assert said["editions"] == ["2019-04", "2023-07"]
    assert orjson.loads(orjson.dumps(said)) == said
