"""What a question's filters mean, to a table and to a single cell; and what cannot be meant."""

from datetime import date

import pytest

from domain.errors import UnknownCode
from domain.vocabulary import Stage
from projections.lookback_where import COHORT, Condition, codes, days, in_sql, key_of, meant, narrowed, party, words

BY = COHORT | {"stage": words("stage", Stage), "liable": party("liable"), "registry": codes("registry")}
BY |= {"pause": codes("pause"), "round": codes("round")}
TYPES = dict.fromkeys(("office", "stage", "liable", "liable_code", "registry"), "text")
TYPES |= {"pause": "boolean", "round": "bigint"}
CELL = {"region": "751210000", "office": "A", "stage": "CHECKS", "liable": "OFFICE", "liable_code": "A"}


def said(**where: str) -> list[tuple[str, str, object]]:
    return [(c.column, c.sign, c.value) for c in narrowed("delays", BY, TYPES, where)]


@pytest.mark.parametrize(
    ("where", "conditions"),
    [
        ({"stage": "CHECKS"}, [("stage", "=", "CHECKS")]),
        ({"liable": "OFFICE:75-OFFICE"}, [("liable", "=", "OFFICE"), ("liable_code", "=", "75-OFFICE")]),
        ({"liable": "OFFICE"}, [("liable", "=", "OFFICE")]),
        ({"registry": "none"}, [("registry", "=", "")]),
        ({"registry": "PERSONS:1"}, [("registry", "=", "PERSONS:1")]),
        ({"region": "75"}, [("region", ">=", "75"), ("region", "<", "75:")]),
        ({"pause": "true", "round": "2"}, [("pause", "=", True), ("round", "=", 2)]),
    ],
)
def test_a_filter_means_conditions_on_columns(where: dict[str, str], conditions: list[object]) -> None:
    assert said(**where) == conditions


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({"colour": "red"}, "unknown filter of delays colour; known: liable, office"),
        ({"stage": "LIMBO"}, "unknown stage LIMBO; known: ASSESSMENT, CHECKS"),
        ({"liable": "NOBODY:1"}, "unknown liable NOBODY; known: AKIMAT, APPLICANT"),
        ({"region": "99"}, "unknown region 99; known: 10, 11"),
        ({"region": "7"}, "unknown region 7; known: 10"),
        ({"region": "٧٥"}, "unknown region ٧٥; known"),
        ({"pause": "yes"}, "unknown pause yes; known: false, true"),
        ({"round": "two"}, "unknown round two; known: a whole number"),
        ({"round": "9" * 19}, "known: a whole number"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_can(where: dict[str, str], told: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        said(**where)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        ({"region": "75"}, True),
        ({"region": "7512"}, True),
        ({"region": "79"}, False),
        ({"region": "751220000"}, False),
        ({"liable": "OFFICE:A", "stage": "CHECKS"}, True),
        ({"liable": "OFFICE:B"}, False),
        ({"liable": "APPLICANT"}, False),
    ],
)
def test_the_same_conditions_test_a_cell(where: dict[str, str], holds: bool) -> None:
    assert all(c.holds(CELL) for c in narrowed("delays", BY, TYPES, where)) is holds


def test_conditions_become_sql_with_parameters_only() -> None:
    first = date(2019, 4, 1)
    listed = [*days("submitted_on", first, None), Condition("office", "=", "x' OR true --")]
    assert in_sql(listed) == (
        't."submitted_on" >= %(c0)s AND t."office" = %(c1)s',
        {"c0": first, "c1": "x' OR true --"},
    )
    assert in_sql([]) == ("true", {})


def test_a_key_is_shown_under_the_names_it_was_asked_by() -> None:
    shown = key_of(["liable", "registry", "pause"], BY, ["OFFICE", "", "", False])
    assert shown == {"liable": {"kind": "OFFICE", "code": None}, "registry": None, "pause": False}


def test_of_several_values_of_one_filter_any_fits() -> None:
    where = {"liable": ["OFFICE:A", "APPLICANT"], "stage": ["CHECKS"]}
    tests = list(meant("delays", BY, TYPES, where))
    assert in_sql(tests, prefix="w") == (
        '((t."liable" = %(w0)s AND t."liable_code" = %(w1)s) OR (t."liable" = %(w2)s)) AND ((t."stage" = %(w3)s))',
        {"w0": "OFFICE", "w1": "A", "w2": "APPLICANT", "w3": "CHECKS"},
    )
    assert [test.columns for test in tests] == [{"liable", "liable_code"}, {"stage"}]
    assert all(test.holds(CELL) for test in tests)
    assert not all(test.holds(CELL | {"liable_code": "B"}) for test in tests)
    assert all(test.holds(CELL | {"liable": "APPLICANT"}) for test in tests)
    assert not any(test.holds(CELL) for test in meant("delays", BY, TYPES, {"stage": []}))
