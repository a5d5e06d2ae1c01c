"""A plain table for a terminal: what fits a line stands in columns."""

from collections.abc import Mapping, Sequence

GAP = "  "


def as_table(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """The lines, the names of the columns first. What is not there is a dash."""
    head = list(rows[0])
    cells = [head, *([_written(row[name]) for name in head] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [GAP.join(map(str.ljust, line, widths)).rstrip() for line in cells]


def _written(value: object) -> str:
    return "-" if value is None or value == "" else str(value)
