"""Working days: the figures of April 2019, the library the table comes from, overrides."""

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import calendar as calendars
from domain.calendar import (
    EARLY,
    LATEST,
    BadOverride,
    Calendar,
    DayNotCovered,
    adopt,
    calendar,
    ended,
    ending,
    latest,
    with_override,
)
from domain.calendars.generate import table
from domain.calendars.table import continued, read
from domain.errors import UnknownCalendar

FILES = Path(calendars.__file__).with_name("calendars")
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "calendar.md"
KZ = calendar(LATEST)


# days


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2019-04-01", 7, "2019-04-10"),
        ("2019-04-01", 15, "2019-04-22"),
        ("2019-04-01", 18, "2019-04-25"),
        ("2019-04-01", 22, "2019-05-02"),
        ("2019-04-29", 7, "2019-05-13"),
        ("2019-04-06", 1, "2019-04-08"),  # a Saturday's first day is Monday
    ],
)
def test_a_term_counts_from_the_working_day_after_its_start(start: str, days: int, due: str) -> None:
    assert KZ.count(date.fromisoformat(start), days).due_on == date.fromisoformat(due)


def test_a_count_names_every_day_it_skipped_and_why() -> None:
    skipped = {str(day): why for day, why in KZ.count(date(2019, 4, 29), 7).skipped}
    assert skipped == {
        "2019-05-01": "HOLIDAY:PEOPLE_UNITY",
        "2019-05-05": "WEEKEND",
        "2019-05-07": "HOLIDAY:DEFENDER",
        "2019-05-09": "HOLIDAY:VICTORY",
        "2019-05-10": "TRANSFER:2019-05-04",
        "2019-05-11": "WEEKEND",
        "2019-05-12": "WEEKEND",
    }


def test_a_transfer_makes_a_saturday_a_working_day_and_a_friday_a_day_off() -> None:
    assert KZ.is_working_day(date(2019, 5, 4))
    assert not KZ.is_working_day(date(2019, 5, 10))


def test_a_holiday_on_a_weekend_is_moved_to_the_next_working_day() -> None:
    assert KZ.reason_off(date(2019, 3, 23)) == "HOLIDAY:NAURYZ"
    assert KZ.reason_off(date(2019, 3, 25)) == "MOVED_HOLIDAY:NAURYZ"


def test_christmas_and_kurban_ait_on_a_weekend_are_not_moved() -> None:
    assert KZ.is_working_day(date(2019, 8, 12))
    assert KZ.is_working_day(date(2023, 1, 9))


def test_working_days_between_two_days_include_the_later_one() -> None:
    assert KZ.working_days(after=date(2019, 4, 1), until=date(2019, 4, 10)) == 7
    assert KZ.working_days(after=date(2019, 4, 5), until=date(2019, 4, 7)) == 0


@given(st.dates(date(2017, 1, 1), date(2027, 6, 1)), st.integers(1, 60))
def test_a_term_of_n_days_holds_n_working_days_and_ends_on_one(start: date, days: int) -> None:
    due = KZ.count(start, days).due_on
    assert KZ.is_working_day(due)
    assert KZ.working_days(after=start, until=due) == days


def test_a_term_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="not 0"):
        KZ.count(date(2019, 4, 1), 0)


@pytest.mark.parametrize("day", [date(2016, 12, 31), date(2031, 1, 1)])
def test_a_day_outside_the_table_is_an_error_that_names_the_years(day: date) -> None:
    with pytest.raises(DayNotCovered, match=f"covers 2017-01-01 to 2030-12-31, not {day}"):
        KZ.is_working_day(day)


def test_a_term_that_runs_out_of_the_table_is_an_error() -> None:
    with pytest.raises(DayNotCovered):
        KZ.count(date(2030, 12, 30), 7)


# where the table comes from


def test_the_newest_table_says_of_every_day_what_the_library_says() -> None:
    library = holidays.country_holidays("KZ", years=range(2017, 2031))
    span = (KZ.table.last_day - KZ.table.first_day).days + 1
    days = [KZ.table.first_day + timedelta(days=n) for n in range(span)]
    assert [d for d in days if KZ.is_working_day(d) != library.is_working_day(d)] == []


def test_the_newest_table_is_what_the_generator_writes() -> None:
    written, generated = tomllib.loads((FILES / f"{LATEST}.toml").read_text("utf-8")), tomllib.loads(table(LATEST))
    assert {**written, "generated_from": None} == {**generated, "generated_from": None}


def test_every_table_bears_the_version_it_is_named_by() -> None:
    for path in FILES.glob("*.toml"):
        version = path.stem.partition(".")[0]
        assert (calendar(version).version, read(path).version) == (version, version)


# more years


ADDED = FILES / f"{LATEST}.2028.toml"


def test_added_years_are_what_the_generator_writes() -> None:
    written, generated = tomllib.loads(ADDED.read_text("utf-8")), tomllib.loads(table(LATEST, 2028, 2030))
    assert {**written, "generated_from": None} == {**generated, "generated_from": None}


def test_added_years_change_no_answer_that_the_table_has_given() -> None:
    alone = Calendar.of(read(FILES / f"{LATEST}.toml"))
    assert alone.table.last_day == date(2027, 12, 31)
    assert KZ.version == alone.version
    assert KZ.reasons[: len(alone.reasons)] == alone.reasons
    assert KZ.reason_off(date(2028, 1, 3)) == "MOVED_HOLIDAY:NEW_YEAR"
    assert KZ.count(date(2027, 12, 30), 2).due_on == date(2028, 1, 5)


@pytest.mark.parametrize(
    "other",
    [
        {"version": "kz-2"},
        {"first_day": date(2028, 1, 2)},
        {"first_day": date(2027, 12, 31)},
        {"hours": ((0, 60),)},
    ],
)
def test_what_does_not_go_on_from_a_table_is_not_added_to_it(other: dict[str, Any]) -> None:
    base, more = read(FILES / f"{LATEST}.toml"), read(ADDED)
    assert continued(base, more).last_day == more.last_day
    with pytest.raises(ValueError, match="do not go on"):
        continued(base, replace(more, **other))


def test_the_end_is_told_eighteen_months_before_and_once_it_is_past() -> None:
    last_day = KZ.table.last_day
    assert (ending(last_day - EARLY), ended(last_day)) == (None, None)
    assert str(last_day) in (ending(last_day - EARLY + timedelta(days=1)) or "")
    assert ended(last_day + timedelta(days=1)) == last_day


def test_an_unknown_version_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownCalendar, match=rf"kz-0; known: .*{LATEST}"):
        calendar("kz-0")


# overrides

OVERRIDE = {"off": {"2019-04-05": "TRANSFER:2019-04-06"}, "works": {"2019-04-06": "TRANSFER:2019-04-05"}}


def test_an_override_moves_a_day_off_under_a_version_of_its_own() -> None:
    moved = with_override(KZ, OVERRIDE)
    assert (moved.is_working_day(date(2019, 4, 5)), moved.is_working_day(date(2019, 4, 6))) == (False, True)
    assert re.fullmatch(rf"{LATEST}\+[0-9a-f]{{12}}", moved.version)
    assert KZ.is_working_day(date(2019, 4, 5))


def test_the_same_override_has_the_same_version_however_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "override.toml"
    file.write_text(
        '# a decree\n[works]\n2019-04-06 = "TRANSFER:2019-04-05"\n[off]\n2019-04-05 = "TRANSFER:2019-04-06"\n', "utf-8"
    )
    assert with_override(KZ, file).version == with_override(KZ, OVERRIDE).version
    assert with_override(KZ, {"off": OVERRIDE["off"]}).version != with_override(KZ, OVERRIDE).version


def test_an_override_can_take_back_what_the_table_moved() -> None:
    back = {"off": {"2019-05-04": "HOLIDAY:MOURNING"}, "works": {"2019-05-10": "TRANSFER:2019-05-04"}}
    moved = with_override(KZ, back)
    assert moved.reason_off(date(2019, 5, 4)) == "HOLIDAY:MOURNING"
    assert moved.is_working_day(date(2019, 5, 10))


def test_an_override_laid_over_another_names_both() -> None:
    first = with_override(KZ, OVERRIDE)
    second = with_override(first, {"off": {"2019-04-04": "HOLIDAY:MOURNING"}})
    assert second.version.startswith(first.version + "+")
    assert not second.is_working_day(date(2019, 4, 5))


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ({"of": {}}, "tables off and works, not of"),
        ({"off": []}, "days and their reasons"),
        ({"off": {"5 April": "HOLIDAY:X"}}, "YYYY-MM-DD"),
        ({"off": {"2019-04-05": "FREE"}}, "not 'FREE'"),
        ({"off": {"2019-04-05": 1}}, "not 1"),
        ({"off": {"2031-04-05": "HOLIDAY:X"}}, "covers 2017-01-01 to 2030-12-31, not 2031-04-05"),
        ({"off": {"2019-04-05": "HOLIDAY:X"}, "works": {"2019-04-05": "HOLIDAY:X"}}, "at once: 2019-04-05"),
    ],
)
def test_an_override_that_cannot_be_meant_is_refused(override: dict[str, object], message: str) -> None:
    with pytest.raises(BadOverride, match=message):
        with_override(KZ, override)


def test_an_adopted_override_serves_new_claims_and_is_found_by_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "_adopted", {})
    assert latest().version == LATEST
    moved = with_override(KZ, OVERRIDE)
    adopt(moved)
    assert latest() is moved
    assert calendar(moved.version) is moved
    assert calendar(LATEST).version == LATEST


# the reference page


def test_the_reference_page_shows_the_reasons_hours_and_figures_of_the_code() -> None:
    page = REFERENCE.read_text("utf-8")
    assert f"`{LATEST}`" in page
    assert f"{KZ.table.first_day} to {KZ.table.last_day}" in page
    kinds = {why.partition(":")[0] for why in KZ.reasons if why}
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)) == kinds
    hours = " and ".join(f"{start // 3600:02}:00–{end // 3600:02}:00" for start, end in KZ.table.hours)
    assert hours in page
    figures = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| (\d+) \| (\d{4}-\d\d-\d\d) \|", page, re.MULTILINE)
    assert len(figures) >= 5
    for start, days, due in figures:
        assert KZ.count(date.fromisoformat(start), int(days)).due_on == date.fromisoformat(due)


def test_the_override_of_the_reference_page_works(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", REFERENCE.read_text("utf-8"), re.DOTALL)
    assert example
    file = tmp_path / "override.toml"
    file.write_text(example[1], "utf-8")
    assert with_override(KZ, file).version.startswith(f"{LATEST}+")
