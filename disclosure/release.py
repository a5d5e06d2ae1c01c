"""Releasing a table: the one door of this package.

    ledger = [*earlier]                                   # as they were stored
    outcome = release(cube, table, ledger, Policy(k=10))
    if isinstance(outcome, Withheld): ...                 # nothing goes out, nothing is stored
    else: store(outcome); show(outcome)

Same input, same output with one version of the solver; another version may hide other cells, so a release is stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from disclosure.classes import Figures, Refinement
from disclosure.cube import ALL, Cell, Cube, Leaves, Table
from disclosure.ledger import Hidden, Release, Why
from disclosure.marks import Cells, Fresh, Marks, mark
from disclosure.policy import Policy
from disclosure.search import Search
from disclosure.sums import protected_sums

LEVEL: Final = 10
"""how much dearer each level of summing makes a figure"""
ZERO: Final = 1000
"""how much dearer a zero is than a count of one"""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Nothing of the table goes out: no choice of cells keeps all promises within the budget. Not for the ledger."""

    table: Table
    reason: str


def release(
    cube: Cube,
    table: Table,
    ledger: Sequence[Release] = (),
    policy: Policy = Policy(),  # noqa: B008  frozen
    sums: Mapping[str, Mapping[Leaves, int]] | None = None,
) -> Release | Withheld:
    """What of the table may be shown after all that was shown before.

    `cube` counts as known now and must give every earlier release its figures again, else DisclosureError. `sums`: per
    measure the amounts that go with the counts (seconds), by the same leaves; hidden where the count is.
    """
    outcome = release_together(cube, [table], ledger, policy, sums)
    return outcome if isinstance(outcome, Withheld) else outcome[0]


def release_together(
    cube: Cube,
    tables: Sequence[Table],
    ledger: Sequence[Release] = (),
    policy: Policy = Policy(),  # noqa: B008  frozen
    sums: Mapping[str, Mapping[Leaves, int]] | None = None,
) -> list[Release] | Withheld:
    """The same of several tables at once, all or none. One after the other, the first would show totals that the next
    had better hidden. `sums` go with the counts of every one of them."""
    refinement = Refinement.of(cube, [*(each.table for each in ledger), *tables])
    if refinement.size > policy.most_classes:
        return Withheld(tables[0], f"{refinement.size} classes, at most {policy.most_classes} are examined")
    figures = refinement.figures()
    marks = mark(figures, ledger, tables, policy.k)
    fresh = list(zip(tables, figures.of[len(ledger) :], strict=True))
    search = Search(figures, marks, _prices(cube, fresh, figures, marks), policy.programmes)
    if not (search.protect() or search.hide_all(zeros=False) or search.hide_all(zeros=True)):
        return Withheld(tables[0], "no choice of cells keeps every promise")
    search.show_again(policy.second_looks)
    if not search.certified():
        return Withheld(tables[0], "the promises could not be checked")
    measures = {name: refinement.add_up(amounts) for name, amounts in (sums or {}).items()}
    found = []
    for table, cells in fresh:
        shown, hidden = _split(cells, marks, search)
        told = protected_sums(figures, cells, search, measures, list(shown), policy.sum_percent)
        found.append(Release(table, policy.k, shown, hidden, zeros_shown=search.zeros_shown, sums=told))
    return found


def _split(cells: Cells, marks: Marks, search: Search) -> tuple[dict[Cell, int], dict[Cell, Hidden]]:
    shown: dict[Cell, int] = {}
    hidden: dict[Cell, Hidden] = {}
    for cell, figure in cells.items():
        node = None if figure is None else search.nodes[figure]
        if figure is None or node is None:
            shown[cell] = 0
        elif search.state.shown[node]:
            shown[cell] = int(search.values[node])
        else:
            hidden[cell] = _hidden(marks.now.get(figure), int(search.state.low[node]))
    return shown, hidden


def _hidden(mark: Hidden | None, low: int) -> Hidden:
    if mark is None:
        return Hidden(Why.COMPLEMENT, low, None)
    return Hidden(mark.why, min(mark.low, low), mark.high, mark.promised, mark.last_shown)


def _prices(cube: Cube, fresh: Fresh, figures: Figures, marks: Marks) -> dict[int, int]:
    """What hiding a figure of the new tables costs: more the more it counts, much more the more levels it sums."""
    above = {dimension.name: dimension for dimension in cube.dimensions}
    prices: dict[int, int] = {}
    for table, cells in fresh:
        deep = [max((len(above[a.dimension].path(c)) for c in a.categories), default=0) for a in table.axes]
        for cell, figure in cells.items():
            if figure is None or figure in marks.public:
                continue
            lies = [0 if c == ALL else len(above[a.dimension].path(c)) for a, c in zip(table.axes, cell, strict=True)]
            value = int(figures.counts[figures.members[figure]].sum())
            price = (value.bit_length() or ZERO) * LEVEL ** (sum(deep) - sum(lies))
            prices[figure] = max(price, prices.get(figure, 0))
    return prices
