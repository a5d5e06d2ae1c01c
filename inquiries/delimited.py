"""An answer as CSV: a line a figure, as the exports write it (UTF-8 with its mark, CRLF, on request semicolons)."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from exports.delimited import MARK
from inquiries.answers import HIDDEN


def delimited(answer: Mapping[str, Any], separator: str) -> bytes:
    """Columns: the table, its month, everything that any table is by, the figure, its value; `hidden` where there is
    none; the day as known on which it is told. A table that is not given is one line without a figure."""
    axes = list(dict.fromkeys(name for table in answer["tables"] for name in table["by"]))
    page = StringIO(newline="")
    page.write(MARK)
    lines = csv.writer(page, delimiter=separator, lineterminator="\r\n")
    lines.writerow(["table", "month", *axes, "figure", "value", "hidden", "as_known"])
    lines.writerows(_lines(answer, axes))
    return page.getvalue().encode()


def _lines(answer: Mapping[str, Any], axes: list[str]) -> Iterator[list[str | int]]:
    for table in answer["tables"]:
        name, month = table["name"], table["month"] or ""
        day = table["as_known"] or answer["as_known"]
        if table["as_known"] is None:
            yield [name, month, *[""] * (len(axes) + 2), HIDDEN, day]
        for row in table["rows"]:
            key = [row["key"].get(axis, "") for axis in axes]
            for figure in table["figures"]:
                found = row["figures"].get(figure)
                hidden = found if isinstance(found, str) else ""
                yield [name, month, *key, figure, found if isinstance(found, int) else "", hidden, day]
