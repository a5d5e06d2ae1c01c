"""What the read models count of a month, as known at the end of days: by place and category, no more closely."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from domain.regions import midnight_after
from projections.base import RECORDED_DAYS
from projections.lookback import Asked, parts_by_key
from projections.lookback_where import Test
from projections.statistics_questions import AMONG
from releases.catalogue import NONE, Attribute

Cells = dict[str, Counter[str]]
"""place -> category -> how many"""


@dataclass
class Counted:
    """One day's figures of an attribute: how many, and per sum how much."""

    counts: Cells = field(default_factory=dict)
    sums: Mapping[str, Cells] = field(default_factory=dict)


def last_of(month: date) -> date:
    """The month's last day; `month` is its first."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def counted(connection: Connection, attribute: Attribute, month: date, as_known: date) -> Counted:
    """By region."""
    view, group = attribute.view, [attribute.by] if attribute.by else []
    asked = Asked(("region", *group), month, last_of(month), as_known=as_known)
    at = int(midnight_after(as_known, RECORDED_DAYS).timestamp())
    found = Counted(sums={name: {} for name in attribute.sums})
    also: Sequence[Test] = AMONG.get(view.of, ())
    for (where, *what), parts in parts_by_key(connection, view, asked, *also).items():
        figures = view.figures(parts, at)
        if attribute.figures:
            numbers = {category: of(figures) for category, of in attribute.figures.items()}
        else:
            category = str(what[0]) or NONE
            if category not in attribute.above:
                continue
            numbers = {category: figures[attribute.figure]}
            for name in attribute.sums:
                found.sums[name].setdefault(str(where), Counter())[category] += figures[name]
        found.counts.setdefault(str(where), Counter()).update(numbers)
    return found
