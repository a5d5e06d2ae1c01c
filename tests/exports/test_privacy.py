"""Nobody is recognised by what is taken away: only what was thought about leaves, and never who acted."""

from collections.abc import Iterator
from typing import Any, Final

import orjson
import pytest

from domain.event import EVENTS
from domain.events import ClaimEvent
from exports.content import LEFT_OUT, TAKEN
from exports.formats import FormatName
from exports.tables import TABLES, TableName
from store.mapper import shape_of
from tests.exports.conftest import Kept
from tests.exports.test_exports import EVERY

NEVER: Final = ("actor", "key", "digest", "number", "external_number", "message", "member", "device", "evidence")
"""members of stored events whose values nobody may find in a file"""
LONG_ENOUGH: Final = 6
"""a shorter value may stand anywhere by chance"""


@pytest.mark.parametrize("name", sorted(name for name, kind in EVENTS.items() if issubclass(kind, ClaimEvent)))
def test_every_field_of_every_event_was_thought_about(name: str) -> None:
    """A new field: name it in `TAKEN`, or in `LEFT_OUT` with a reason."""
    fields = set(shape_of(EVENTS[name]))
    assert fields <= TAKEN | LEFT_OUT.keys(), fields - TAKEN - LEFT_OUT.keys()


def test_nothing_is_both_taken_along_and_left_out() -> None:
    assert not TAKEN & LEFT_OUT.keys()


@pytest.mark.servers
@pytest.mark.timeout(300)
def test_no_file_holds_who_acted_or_what_leads_to_a_paper(filled: Kept) -> None:
    said = {value for event in filled.events for value in secrets(orjson.loads(event.body))}
    kept = {value for event in filled.events for value in public(orjson.loads(event.body))}
    secret = {value for value in said - kept if len(value) >= LONG_ENOUGH}
    assert len(secret) > len(filled.claims())
    for each in EVERY:
        content = filled.taken(*each)[0]
        if each[0] is FormatName.PARQUET:
            continue  # compressed; it has the rows of CSV, which another test compares
        assert [value for value in secret if b'"' + value.encode() + b'"' in content or whole(value, content)] == []


def whole(value: str, content: bytes) -> bool:
    """As a cell of its own."""
    return f",{value},".encode() in content or f"&quot;{value}&quot;".encode() in content


def secrets(body: Any) -> Iterator[str]:
    if isinstance(body, dict):
        for name, value in body.items():
            if name in NEVER and isinstance(value, str):
                yield value
            yield from secrets(value)
    elif isinstance(body, list):
        for each in body:
            yield from secrets(each)


def public(body: Any) -> Iterator[str]:
    """Everything else that events say."""
    if isinstance(body, dict):
        for name, value in body.items():
            if name not in NEVER:
                yield from [value] if isinstance(value, str) else public(value)
    elif isinstance(body, list):
        for each in body:
            yield from [each] if isinstance(each, str) else public(each)


def test_tables_have_no_column_for_who_acted() -> None:
    names = {column.name for table in TableName for column in TABLES[table].columns}
    assert not names & set(NEVER)
