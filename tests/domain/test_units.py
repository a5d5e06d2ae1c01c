"""The classifier's lines: believed whole, or refused with every fault named by line and column."""

import pytest

from domain.units import MOST_UNITS, BadClassifier, Unit, units_of
from tests.domain.classifier import ASTANA, HAMLET, OKRUG, ORDABASY, PLACES, SARYARKA, TURKISTAN, VILLAGE, row, rows


def faults(**other: dict[str, str]) -> list[str]:
    with pytest.raises(BadClassifier) as refused:
        units_of(rows(**other))
    return [str(fault) for fault in refused.value.faults]


def test_lines_become_units_with_the_nearest_unit_above_them() -> None:
    units = units_of(rows())
    assert {unit.kato: unit.parent for unit in units} == {
        TURKISTAN: None,
        ORDABASY: TURKISTAN,
        OKRUG: ORDABASY,
        VILLAGE: OKRUG,
        HAMLET: VILLAGE,
        ASTANA: None,
        SARYARKA: ASTANA,
    }
    assert units[0] == Unit(TURKISTAN, None, "1", "Түркістан облысы", "Туркестанская область")


def test_zeros_that_a_sheet_dropped_are_filled_up() -> None:
    assert units_of(rows(line2={"cd": "0", "ef": "0", "hij": "0"})) == units_of(rows())


@pytest.mark.parametrize("code", ["", "61400000", "6140000000", "61400000x", "٦14000000"])
def test_a_code_has_nine_digits(code: str) -> None:
    assert faults(line3={"te": code}) == [f"line 3, column te: {code!r} is not 9 digits 0-9"]


@pytest.mark.parametrize("other", [{"cd": "41"}, {"hij": "001"}, {"ab": "62"}, {"ef": "x"}, {"ef": "000"}])
def test_a_code_is_its_four_groups_in_a_row(other: dict[str, str]) -> None:
    [fault] = faults(line3=other)
    assert fault.startswith("line 3, column te: 614000000 is not ab cd ef hij, which are ")


def test_an_unknown_region_is_a_fault() -> None:
    [fault] = faults(line3=row("994000000", "а", "б"))
    assert fault.startswith("line 3, column ab: no region 99; known: 10, 11, 15")


def test_a_code_stands_once() -> None:
    assert faults(line5=row(ORDABASY, "а", "б")) == ["line 5, column te: 614000000 stands in line 3 already"]


@pytest.mark.parametrize("column", ["name_kaz", "name_rus"])
def test_a_unit_has_both_names_and_no_monsters(column: str) -> None:
    assert faults(line4={column: ""}) == [f"line 4, column {column}: a unit has a name in both languages"]
    for name in ("а" * 201, "а\x00б"):
        assert faults(line4={column: name}) == [f"line 4, column {column}: a name is at most 200 printable characters"]
    assert faults(line4={"k": "1" * 11}) == ["line 4, column k: a kind is at most 10 characters"]


def test_a_unit_whose_region_is_missing_is_a_fault() -> None:
    with pytest.raises(BadClassifier, match="line 2, column te: its region 710000000 is not in the file"):
        units_of(rows({SARYARKA: PLACES[SARYARKA]}))


def test_every_fault_is_told() -> None:
    with pytest.raises(BadClassifier, match=r"^line 3, column name_kaz: .* languages; and 2 more$") as refused:
        units_of(rows(line3={"name_kaz": "", "name_rus": ""}, line5={"te": "7"}))
    assert [fault.line for fault in refused.value.faults] == [3, 3, 5]


def test_no_lines_are_no_classifier_and_too_many_neither() -> None:
    with pytest.raises(BadClassifier, match="no unit follows"):
        units_of([])
    with pytest.raises(BadClassifier, match=f"more than {MOST_UNITS} units"):
        units_of((line, row(f"61{line:07}", "а", "б")) for line in range(MOST_UNITS + 2))
