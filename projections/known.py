"""Rows that were folded here a moment ago and are still in memory: the next batch need not read them again.

The database has the last word: a row counts only at the version that stands there. It is taken out before it is folded
further, because handlers change rows in place; what then was not committed never comes back.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from projections.fold import Counted, Folded, Standing


@dataclass(slots=True)
class KnownRow:
    """Where a stream stands, the row object that those values were written from, and what it counts for."""

    standing: Standing
    row: object
    counted: Counted | None


class Known:
    """The rows of one read model that were written last, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows: OrderedDict[UUID, KnownRow] = OrderedDict()
        self._table: int | None = None

    def of(self, table: int) -> None:
        """The rows are those of this table. The switch of a rebuild brings another, of which nothing is known."""
        if table != self._table:
            self._rows.clear()
        self._table = table

    def take(self, versions: Mapping[UUID, int]) -> dict[UUID, KnownRow]:
        """Those of the streams that stand here at the version given; they are not here any more."""
        taken = {}
        for stream, version in versions.items():
            known = self._rows.pop(stream, None)
            if known and known.standing.version == version:
                taken[stream] = known
        return taken

    def remember(self, folded: Iterable[Folded]) -> None:
        """What was committed."""
        for each in folded:
            if each.standing and each.row is not None:
                self._rows[each.standing.stream] = KnownRow(each.standing, each.row, each.counted)
                self._rows.move_to_end(each.standing.stream)
        while len(self._rows) > self._most:
            self._rows.popitem(last=False)
