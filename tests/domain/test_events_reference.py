"""docs/reference/events.md is held against the classes: every event, every field, every type."""

import re
from pathlib import Path
from typing import Any

import pytest

from domain.event import Event
from tests.domain.examples import real_events
from tests.domain.stored_examples import shape_of

EVENTS = real_events()
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "events.md"
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))
ENVELOPE = "Every event"
WORDS = {"str": "string", "int": "integer", "bool": "boolean", "anything": "object"}


def in_words(shape: Any) -> str:
    """A type as the page writes it: lists by what they hold, objects by their fields."""
    if isinstance(shape, str):
        return WORDS[shape]
    if isinstance(shape, list):
        return f"list of {in_words(shape[0])}"
    if "or" in shape:
        return " or ".join("null" if each == "null" else in_words(each) for each in shape["or"])
    return "object" if "any key" in shape else f"{{{', '.join(shape)}}}"


def fields_of(kind: type[Event]) -> dict[str, str]:
    return {name: in_words(shape) for name, shape in shape_of(kind).items()}


def rows(section: str) -> dict[str, tuple[str, str]]:
    found = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", SECTIONS[section], re.MULTILINE)
    return {name: (kind, meaning) for name, kind, meaning in found}


def test_every_event_is_described_and_nothing_else() -> None:
    assert list(SECTIONS) == [ENVELOPE, *EVENTS]


@pytest.mark.parametrize("name", [ENVELOPE, *EVENTS])
def test_every_field_is_described_with_its_type_and_meaning(name: str) -> None:
    envelope = fields_of(Event)
    expected = envelope if name == ENVELOPE else {k: v for k, v in fields_of(EVENTS[name]).items() if k not in envelope}
    described = rows(name)
    assert {field: kind for field, (kind, _) in described.items()} == expected
    assert list(described) == list(expected)
    assert all(meaning.strip() for _, meaning in described.values())


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_event_is_told_in_a_sentence(name: str) -> None:
    assert re.match(r"\n[A-Z].+\.\n", SECTIONS[name])
