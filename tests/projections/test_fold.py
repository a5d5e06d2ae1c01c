"""The pure fold: what it makes of a stream, and that it may be split anywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.event import Event
from projections.apply import step
from projections.base import UNDATED, Out, Projection, recorded_day
from projections.fold import Cells, Folded, Parked, Step, UnreadableRow, fold
from store.log import Recorded
from tests.projections import visits as v
from tests.projections.journeys import START, event, stored, story, stream_of
from tests.projections.visits import Moved, Noted, Opened, Spoiled, visits

APRIL_1, APRIL_2 = date(2019, 4, 1), date(2019, 4, 2)
SAID = Opened, (Moved, {"to": "B", "seconds": 60}), Noted, (Moved, {"to": "C", "seconds": 5})


def steps(events: Iterable[Recorded]) -> list[Step]:
    return [step(recorded) for recorded in events]


def folded(events: Iterable[Recorded]) -> Folded:
    return fold(visits, None, steps(events))


def in_parts(parts: Iterable[Sequence[Step]]) -> Folded:
    """As batches come: what stands is carried on, what was put out is collected, after parking nothing counts."""
    whole = Folded(None)
    for part in parts:
        if not part or whole.parked:
            continue
        now = fold(visits, whole.standing, part)
        whole.standing, whole.parked = now.standing, now.parked
        whole.lines += now.lines
        whole.moved += now.moved
    return whole


def row(of: Folded) -> Any:
    assert of.standing
    return visits.row.object(of.standing.values)


def not_empty(cells: Cells) -> Cells:
    return {key: measures for key, measures in cells.items() if any(measures)}


def test_a_stream_becomes_its_row_its_lines_and_its_cells() -> None:
    made = folded(story(*SAID))
    assert row(made) == v.Visit("75", "C", "B", v.Path(["A", "B", "C"]))
    assert [(line.version, line.n, *line.values) for line in made.lines] == [
        (2, 0, "A", 60),
        (2, 1, "B", 0),
        (4, 0, "B", 5),
        (4, 1, "C", 0),
    ]
    assert not_empty(made.cells) == {
        ("75", "A", APRIL_1): [0, 60],
        ("75", "B", APRIL_1): [0, 5],
        ("75", "C", APRIL_1): [1, 0],
    }


def test_an_event_that_nobody_handles_only_moves_the_version_on() -> None:
    made = folded(story(Opened, Noted))
    assert made.standing
    assert made.standing.version == 2
    assert row(made).office == "A"


def over_midnight() -> list[Recorded]:
    """Midnight in Almaty was 18:00 UTC in 2019."""
    stream = stream_of("late")
    before, after = datetime(2019, 4, 1, 17, 59, 59, tzinfo=UTC), datetime(2019, 4, 1, 18, tzinfo=UTC)
    return [
        stored(1, event(Opened, stream, 1), before),
        stored(2, event(Moved, stream, 2, to="B", seconds=7), before),
        stored(3, event(Moved, stream, 3, to="C", seconds=8), after),
    ]


def test_movements_are_booked_under_the_recorded_day_of_the_event_that_caused_them() -> None:
    made = folded(over_midnight())
    assert not_empty(made.cells) == {
        ("75", "A", APRIL_1): [0, 7],
        ("75", "B", APRIL_1): [1, 0],
        ("75", "B", APRIL_2): [-1, 8],
        ("75", "C", APRIL_2): [1, 0],
    }


def test_what_is_not_dated_says_how_things_stand_and_nothing_of_the_past(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "dated", False)
    assert not_empty(folded(over_midnight()).cells) == {
        ("75", "A", UNDATED): [0, 7],
        ("75", "B", UNDATED): [0, 8],
        ("75", "C", UNDATED): [1, 0],
    }


def test_a_recorded_day_begins_at_midnight_in_almaty_under_the_offset_of_that_date() -> None:
    assert recorded_day(datetime(2019, 4, 1, 18, tzinfo=UTC)) == date(2019, 4, 2)
    assert recorded_day(datetime(2024, 4, 1, 18, tzinfo=UTC)) == date(2024, 4, 1)
    assert recorded_day(datetime(2024, 4, 1, 19, tzinfo=UTC)) == date(2024, 4, 2)


KINDS = st.sampled_from([Moved, Moved, Noted, Spoiled])
TOLD = st.lists(
    st.tuples(KINDS, st.sampled_from("ABC"), st.integers(0, 10_000), st.integers(0, 100_000)), min_size=1, max_size=20
)


@given(told=TOLD, borders=st.lists(st.integers(0, 21), max_size=8))
def test_a_fold_split_anywhere_equals_the_fold_in_one_go(
    told: list[tuple[type[Event], str, int, int]], borders: list[int]
) -> None:
    stream, seconds = stream_of("split"), 0
    events = [stored(1, event(Opened, stream, 1))]
    for version, (kind, to, spent, passed) in enumerate(told, 2):
        seconds += passed
        fields: dict[str, Any] = {"to": to, "seconds": spent} if kind is Moved else {}
        at = datetime.fromtimestamp(START.timestamp() + seconds, UTC)
        events.append(stored(version, event(kind, stream, version, **fields), at))
    all_steps, cuts = steps(events), sorted(borders)
    parts = [all_steps[a:b] for a, b in zip([0, *cuts], [*cuts, len(all_steps)], strict=True)]
    whole, split = fold(visits, None, all_steps), in_parts(parts)
    assert (split.standing, split.lines, split.parked) == (whole.standing, whole.lines, whole.parked)
    assert not_empty(split.cells) == not_empty(whole.cells)


def test_a_handler_that_raises_parks_the_stream_and_leaves_nothing_of_that_event() -> None:
    good, bad = story(Opened, Moved, Spoiled, Moved), story(Opened, Moved)
    made, before = folded(good), folded(bad)
    assert made.parked == Parked(good[0].stream, 3, "RuntimeError: no such office")
    assert (made.standing, made.lines) == (before.standing, before.lines)
    assert not_empty(made.cells) == not_empty(before.cells)
    assert row(made).path.offices == ["A", "B"]


def test_bytes_that_cannot_be_decoded_park_the_stream() -> None:
    events = story(Opened, Moved)
    events[1] = replace(events[1], body=b"{}")
    made = folded(events)
    assert made.parked
    assert made.parked.version == 2
    assert made.parked.reason.startswith("BrokenEvent: visit.moved")
    assert made.standing
    assert made.standing.version == 1


@pytest.mark.parametrize("region", ["a\0b", "\ud800"])
def test_a_value_that_no_column_takes_parks_the_stream(region: str) -> None:
    of = step(stored(1, event(Opened, stream_of(1), 1)))
    said = event(Opened, stream_of(1), 1, region=region)
    made = fold(visits, None, [Step(of.stream, 1, 1, of.recorded_on, said)])
    assert made.standing is None
    assert made.parked
    assert made.parked.reason.startswith(("ValueError", "UnicodeEncodeError"))


def test_a_first_event_without_a_row_parks_the_stream() -> None:
    made = folded(story(Noted, Moved))
    assert made.standing is None
    assert made.parked
    assert made.parked.version == 1
    assert made.parked.reason == "ValueError: visits_1 has no row after visit.noted"


def test_what_says_nothing_about_the_event_parks_nothing() -> None:
    crowded = Projection("crowded_1", takes=v.VisitEvent, row=v.Visit)

    @crowded.on(Opened)
    def no_memory(row: v.Visit | None, event: Opened, out: Out) -> v.Visit:
        raise MemoryError

    with pytest.raises(MemoryError):
        fold(crowded, None, steps(story(Opened)))


def test_a_row_that_another_declaration_wrote_stops_everything_and_parks_nothing() -> None:
    first, second = steps(story(Opened, Moved))
    made = fold(visits, None, [first])
    assert made.standing
    other = replace(made.standing, values=(*made.standing.values[:-1], '["A","B",3]'))
    with pytest.raises(UnreadableRow, match=f"visits_1: row of stream {first.stream}: .* another number and rebuild"):
        fold(visits, other, [second])
