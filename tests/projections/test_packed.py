"""Dataclasses as lists of values: what comes back is equal to what went, and another declaration's list is refused."""

from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest

from domain.ledger import Ledger
from projections.packed import way


@dataclass(slots=True)
class Leaf:
    name: str
    seen: list[int]


@dataclass(slots=True)
class Single:
    only: str | None


@dataclass(slots=True)
class Tree:
    trunk: Leaf
    perhaps: Leaf | None
    listed: list[Leaf]
    named: dict[str, Leaf]
    single: Single
    plain: dict[str, list[str]]
    said: str = ""
    beside: list[dict[str, Any]] = field(default_factory=list)


TREE = Tree(
    trunk=Leaf("oak", [3, 1]),
    perhaps=None,
    listed=[Leaf("b", []), Leaf("a", [2])],
    named={"z": Leaf("z", []), "a": Leaf("a", [])},
    single=Single(None),
    plain={"k": ["v"]},
    beside=[{"day": "2019-04-06"}],
)


def test_what_was_packed_comes_back_through_json_as_it_went() -> None:
    turn = way(Tree)
    assert turn
    back = turn.back(orjson.loads(orjson.dumps(turn.there(TREE))))
    assert back == TREE
    assert list(back.named) == ["z", "a"]


def test_names_of_fields_are_not_written() -> None:
    turn = way(Leaf)
    assert turn
    assert orjson.dumps(turn.there(TREE.trunk)) == b'["oak",[3,1]]'


def test_packing_leaves_the_object_alone() -> None:
    turn, leaf = way(Tree), Leaf("a", [1])
    assert turn
    turn.there(tree := Tree(leaf, leaf, [leaf], {"l": leaf}, Single("x"), {}))
    assert tree.listed[0] is leaf


def test_something_that_may_be_missing_is_packed_where_it_is_not() -> None:
    turn = way(Leaf | None)
    assert turn
    assert turn.there(None) is turn.back(None) is None
    assert turn.back(list(turn.there(TREE.trunk))) == TREE.trunk


@pytest.mark.parametrize("hint", [str, int | None, dict[str, str], list[dict[str, Any]], tuple[str, ...], str | int])
def test_what_is_plain_json_is_left_as_it_is(hint: object) -> None:
    assert way(hint) is None


def test_an_object_of_another_class_is_refused() -> None:
    turn = way(Tree)
    assert turn
    with pytest.raises(TypeError, match="expected a Leaf, not a Single"):
        turn.there(Tree(Single("x"), None, [], {}, Single("x"), {}))  # type: ignore[arg-type]


def test_a_list_of_another_declaration_is_refused() -> None:
    turn = way(Leaf)
    assert turn
    with pytest.raises(ValueError, match="a Leaf has 2 fields, 1 were stored"):
        turn.back(["oak"])


def test_a_ledger_is_packed_whole() -> None:
    turn = way(Ledger)
    assert turn
    assert turn.back(orjson.loads(orjson.dumps(turn.there(Ledger())))) == Ledger()
    assert b"share_s" not in orjson.dumps(turn.there(Ledger()))
