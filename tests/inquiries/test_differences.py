"""What is told of two answers to one question: figures that are others, and what cannot be compared at all."""

from typing import Any, Final

from inquiries.answers import HIDDEN, differences, not_compared

Rows = dict[str, int | str]
APRIL: Final = "2019-04"


def answer(**tables: Rows | None) -> dict[str, Any]:
    """Tables of one figure a row; None: not given."""
    return {"tables": [table(name, rows) for name, rows in tables.items()]}


def table(name: str, rows: Rows | None) -> dict[str, Any]:
    listed = [{"key": {"end": end}, "figures": {"count": value}} for end, value in (rows or {}).items()]
    return {"name": name, "month": APRIL, "as_known": None if rows is None else "2019-04-30", "rows": listed}


def told(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    return [(each["table"], each["key"]["end"], each["before"], each["after"]) for each in differences(before, after)]


def test_a_figure_that_is_hidden_in_one_of_them_says_so_and_a_row_that_is_not_there_counts_nothing() -> None:
    before = answer(outcomes={"OPEN": 12, "REFUSED": HIDDEN, "WITHDRAWN": HIDDEN, "APPROVED": 30})
    after = answer(outcomes={"REFUSED": 14, "WITHDRAWN": HIDDEN, "APPROVED": 30})
    assert told(before, after) == [("outcomes", "OPEN", 12, 0), ("outcomes", "REFUSED", HIDDEN, 14)]
    assert not_compared(before, after) == []


def test_of_a_table_that_one_of_them_could_not_give_is_said_that_and_no_difference() -> None:
    before = answer(country={"OPEN": 1}, outcomes={"OPEN": 1}, grounds=None, terms=None)
    after = answer(country={"OPEN": 1}, outcomes=None, grounds={"REFUSED": 20}, terms=None)
    assert told(before, after) == []
    unknown = [(each["table"], each["given_before"], each["given_now"]) for each in not_compared(before, after)]
    assert unknown == [("outcomes", True, False), ("grounds", False, True), ("terms", False, False)]
    assert {each["month"] for each in not_compared(before, after)} == {APRIL}
