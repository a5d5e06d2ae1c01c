"""Dataclasses as columns: every value comes back as it went, and what no column takes is refused at once."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, TypedDict
from uuid import UUID

import pytest

from projections.columns import Shape


class Colour(StrEnum):
    RED = "RED"


class Plain(TypedDict):
    kind: str


@dataclass(slots=True)
class State:
    seen: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Everything:
    text: str
    whole: int
    truth: bool
    day: date
    at: datetime
    id: UUID
    colour: Colour
    some: str | None
    state: State
    party: Plain
    listed: list[str]
    fixed: tuple[str, ...]
    perhaps: dict[str, int] | None


USUAL: dict[str, Any] = {
    "text": "Алматы",
    "whole": -(2**63),
    "truth": True,
    "day": date(2019, 4, 1),
    "at": datetime(2019, 4, 1, 10, tzinfo=timezone(timedelta(hours=6))),
    "id": UUID(int=5),
    "colour": Colour.RED,
    "some": None,
    "state": State({"z": 1, "a": 2}),
    "party": {"kind": "OFFICE"},
    "listed": ["b", "a"],
    "fixed": ("b", "a"),
    "perhaps": None,
}


def shape() -> Shape[Everything]:
    return Shape(Everything)


def test_an_object_comes_back_as_it_went() -> None:
    there = Everything(**USUAL)
    assert shape().object(shape().values(there)) == there


def test_the_order_of_keys_is_kept() -> None:
    back = shape().object(shape().values(Everything(**USUAL)))
    assert list(back.state.seen) == ["z", "a"]


def test_columns_follow_the_annotations() -> None:
    assert {c.name: c.definition.partition(" ")[2] for c in shape().columns} == {
        "text": 'text COLLATE "C" NOT NULL',
        "whole": "bigint NOT NULL",
        "truth": "boolean NOT NULL",
        "day": "date NOT NULL",
        "at": "timestamptz NOT NULL",
        "id": "uuid NOT NULL",
        "colour": 'text COLLATE "C" NOT NULL',
        "some": 'text COLLATE "C"',
        "state": 'text COLLATE "C" NOT NULL',
        "party": 'text COLLATE "C" NOT NULL',
        "listed": 'text COLLATE "C" NOT NULL',
        "fixed": 'text COLLATE "C" NOT NULL',
        "perhaps": 'text COLLATE "C"',
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", None),
        ("text", 1),
        ("text", "a\0"),
        ("text", "\udc00"),
        ("whole", 2**63),
        ("whole", True),
        ("whole", 1.0),
        ("truth", 1),
        ("day", datetime(2019, 4, 1, tzinfo=UTC)),
        ("at", datetime(2019, 4, 1)),  # noqa: DTZ001 - that is the point
        ("at", "2019-04-01"),
        ("id", "00000000"),
        ("colour", "BLUE"),
        ("some", b""),
        ("listed", [object()]),
    ],
)
def test_what_a_column_does_not_take_is_refused(name: str, value: object) -> None:
    wrong = Everything(**USUAL | {name: value})
    with pytest.raises((TypeError, ValueError)):
        shape().values(wrong)
    with pytest.raises((TypeError, ValueError)):
        shape().fit([shape().fields(each) for each in (Everything(**USUAL), wrong)])


def test_many_objects_become_the_same_plain_values_as_each_alone() -> None:
    odd: list[dict[str, Any]] = [{}, {"text": Colour.RED}, {"text": ""}, {"some": "some"}, {"whole": 2**63 - 1}]
    objects = [Everything(**USUAL | each) for each in odd]
    of = shape()
    assert list(of.fit([of.fields(each) for each in objects])) == [of.values(each) for each in objects]
    assert {type(values[0]) for values in of.fit([of.fields(each) for each in objects])} == {str}
    assert of.fit([]) == ()


def test_an_object_of_another_class_is_refused() -> None:
    with pytest.raises(TypeError, match="expected a Everything, not a State"):
        shape().values(State())  # type: ignore[arg-type]


def test_a_field_that_no_column_can_hold_is_refused_where_it_is_declared() -> None:
    @dataclass
    class Share:
        part: float

    with pytest.raises(TypeError, match=r"Share.part is a <class 'float'>: no column can hold it"):
        Shape(Share)
