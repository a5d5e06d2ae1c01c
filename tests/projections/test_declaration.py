"""What is wrong with a declaration shows where it stands, not when tables are made."""

from dataclasses import dataclass
from typing import Any

import pytest

from projections import registry
from projections.base import Out, Projection
from projections.claim_file import claim_file
from projections.lookback import View
from projections.registry import UnknownProjection, declared, named
from tests.projections.visits import Moved, Opened, Visit, VisitEvent, moved, visits


@dataclass(frozen=True, slots=True)
class Key:
    region: str | None


@dataclass(frozen=True, slots=True)
class Good:
    region: str


@dataclass(frozen=True, slots=True)
class Wrong:
    share: str


@dataclass(frozen=True, slots=True)
class Count:
    count: int


@dataclass(frozen=True, slots=True)
class Own:
    version: int


def test_what_keeps_no_recorded_days_cannot_be_looked_back_on() -> None:
    with pytest.raises(ValueError, match="claim_file_4 keeps no recorded days"):
        View("queue", claim_file, {})


@pytest.mark.parametrize("name", ["delays", "Delays_1", "delays_0", "delays-1", "1", "a b_1"])
def test_a_name_carries_a_number(name: str) -> None:
    with pytest.raises(ValueError, match="does not name a projection and its version"):
        Projection(name, takes=VisitEvent, row=Visit)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ((Key, Count), "region is part of a cell's key and cannot be None"),
        ((Good, Wrong), "share is added up and must be a whole number"),
        ((Count, Count), "cells would have two columns count"),
    ],
)
def test_cells_have_full_keys_and_whole_numbers(cell: tuple[type[Any], type[Any]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Projection("odd_1", takes=VisitEvent, row=Visit, cell=cell)


def test_a_field_cannot_take_the_name_of_a_column_that_every_table_has() -> None:
    with pytest.raises(ValueError, match="rows would have two columns version"):
        Projection("odd_1", takes=VisitEvent, row=Own)


def test_an_event_has_one_handler() -> None:
    with pytest.raises(ValueError, match="visits_1 has two handlers of Moved"):
        visits.on(Moved)(moved)


def test_what_contributes_has_cells() -> None:
    without = Projection("odd_1", takes=VisitEvent, row=Visit)
    with pytest.raises(ValueError, match="odd_1 has no cells to contribute to"):
        without.contribute(lambda row: {})


def test_a_handler_of_a_base_class_takes_what_has_none_of_its_own() -> None:
    every = Projection("every_1", takes=VisitEvent, row=Visit)

    @every.on(VisitEvent)
    def any_event(row: Visit | None, event: VisitEvent, out: Out) -> Visit:
        raise NotImplementedError

    assert every.handler(Opened) is any_event
    assert visits.handler(Opened) is not any_event


def test_a_projection_takes_the_events_of_its_class() -> None:
    assert visits.names() == ["visit.moved", "visit.noted", "visit.opened", "visit.spoiled"]


def test_projections_are_found_by_being_in_the_folder() -> None:
    assert {"claim_file_4", "delays_4"} <= declared().keys()
    assert named("delays") is named("delays_4") is declared()["delays_4"]


def test_a_name_that_is_not_there_is_answered_with_those_that_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "declared", lambda: {"visits_1": visits})
    with pytest.raises(UnknownProjection, match="no projection is named deals; there are: visits_1"):
        named("deals")
