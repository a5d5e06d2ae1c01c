"""A process learns the site's own calendar when it starts, or does not start."""

from datetime import date
from pathlib import Path

import pytest

from cli.override import adopt_override
from config import Settings
from domain import calendar

DECREE = '[off]\n2019-04-05 = "TRANSFER:2019-04-06"\n[works]\n2019-04-06 = "TRANSFER:2019-04-05"\n'


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is adopted here is not for other tests."""
    monkeypatch.setattr(calendar, "_adopted", {})


def test_without_an_override_the_table_of_the_house_counts() -> None:
    adopt_override(Settings())
    assert calendar.latest().version == calendar.LATEST


def test_new_claims_are_counted_by_the_override(tmp_path: Path) -> None:
    file = tmp_path / "decree.toml"
    file.write_text(DECREE)
    adopt_override(Settings(calendar_override=file))
    assert not calendar.latest().is_working_day(date(2019, 4, 5))
    assert calendar.calendar(calendar.latest().version) is calendar.latest()


@pytest.mark.parametrize("said", ["[off]\n2019-04-05 = 1\n", "[maybe]\n", "not toml"])
def test_an_override_that_cannot_be_meant_stops_the_start(tmp_path: Path, said: str) -> None:
    file = tmp_path / "decree.toml"
    file.write_text(said)
    with pytest.raises(SystemExit, match="QADAM_CALENDAR_OVERRIDE"):
        adopt_override(Settings(calendar_override=file))


def test_an_override_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="QADAM_CALENDAR_OVERRIDE"):
        adopt_override(Settings(calendar_override=tmp_path / "none.toml"))
