"""An answer: tables of whole numbers, one way to write it down as bytes, their digest, and what differs between two.

Canonical JSON is that of RFC 8785 for what occurs here (texts, whole numbers below 2^53, null, lists, objects with
names in ASCII): names sorted, nothing between, UTF-8. So anybody can read an answer, write it down again and get the
digest.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import orjson

from domain.errors import Unusable
from domain.events import Difference, NotCompared
from domain.inquiry import Question

ALL: Final = "*"
"""stands in a key for all values together"""
HIDDEN: Final = "HIDDEN"
"""in place of a figure that would tell of few people; it need not be small, and is not zero"""
MOST_BYTES: Final = 512 * 1024
"""of one answer: it goes into the store and the topic as one event"""

Value = int | str | None
"""a figure, or `HIDDEN`, or None where there is nothing to say"""


@dataclass(frozen=True, slots=True)
class Row:
    """What the figures are of: what the table is by -> a code, or `ALL`."""

    key: Mapping[str, str]
    figures: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """`by`: the names of the keys, `figures`: those of the figures, both in their order. A row that is not there counts
    nothing. `month`: of the claims' submission, where the table is of one. `as_known` None: the table is not given.
    """

    name: str
    by: Sequence[str]
    figures: Sequence[str]
    rows: Sequence[Row]
    month: str | None
    as_known: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, as known at the end of which day, and the figures. `policy` None: exact figures."""

    question: Question
    as_known: date
    position: int
    policy: str | None
    tables: Sequence[Table]
    not_recorded: Sequence[str]
    kept_back: Sequence[str] = ()


def text_of(answer: Answer) -> str:
    """The answer as canonical JSON. Raises `Unusable` for one that is too long to be kept."""
    asked = answer.question
    written = orjson.dumps(
        {
            "template": asked.template.value,
            "region": asked.region,
            "submitted_from": asked.submitted_from,
            "submitted_to": asked.submitted_to,
            "as_known": answer.as_known,
            "position": answer.position,
            "policy": answer.policy,
            "not_recorded": list(answer.not_recorded),
            "kept_back": list(answer.kept_back),
            "tables": [_table(table) for table in answer.tables],
        },
        option=orjson.OPT_SORT_KEYS,
    )
    if len(written) > MOST_BYTES:
        raise Unusable(f"the answer would have {len(written)} bytes, at most {MOST_BYTES} are kept: name a region")
    return written.decode()


def digest_of(text: str) -> str:
    """SHA-256 of the bytes, as 64 of 0-9 a-f."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> dict[str, Any]:
    """The answer that a text is."""
    found: dict[str, Any] = orjson.loads(text)
    return found


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Every figure that is another, table by table, row by row; of one that was and is hidden nothing is told.

    Both are answers as `read` gives them, to the same question. Of tables that one of them does not give: below.
    """
    was, now = Cells.of(before), Cells.of(after)
    for place in dict.fromkeys([*was.values, *now.values]):
        one, other = was.at(place), now.at(place)
        (name, month), key, figure = place
        if one != other and place[0] in was.given & now.given:
            told = {"month": month, **dict(key)} if month else dict(key)
            yield Difference(table=name, key=told, figure=figure, before=one, after=other)


def not_compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[NotCompared]:
    """The tables that one of two answers does not give, or neither: of their figures nothing can be said."""
    was, now = Cells.of(before), Cells.of(after)
    names = dict.fromkeys((table["name"], table["month"]) for table in (*before["tables"], *after["tables"]))
    return [
        NotCompared(table=name[0], month=name[1], given_before=name in was.given, given_now=name in now.given)
        for name in names
        if name not in was.given & now.given
    ]


Name = tuple[str, str | None]
"""table, month"""
Place = tuple[Name, tuple[tuple[str, str], ...], str]
"""table, key, figure"""


@dataclass(frozen=True, slots=True)
class Cells:
    """The figures of an answer, and which tables it has."""

    values: Mapping[Place, Value]
    given: frozenset[Name]

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "Cells":
        given = [table for table in answer["tables"] if table["as_known"]]
        values = {
            ((table["name"], table["month"]), tuple(row["key"].items()), figure): value
            for table in given
            for row in table["rows"]
            for figure, value in row["figures"].items()
        }
        return cls(values, frozenset((table["name"], table["month"]) for table in given))

    def at(self, place: Place) -> Value:
        """What stands there: nothing counted, where the table has no such row."""
        return self.values.get(place, 0)


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "by": list(table.by),
        "figures": list(table.figures),
        "month": table.month,
        "as_known": table.as_known,
        "rows": [{"key": dict(row.key), "figures": dict(row.figures)} for row in table.rows],
    }
