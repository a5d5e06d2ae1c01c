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
from disclosure.marks import Marks, mark
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
    refinement = Refinement.of(cube, [*(each.table for each in ledger), table])
    if refinement.size > policy.most_classes:
        return Withheld(table, f"{refinement.size} classes, at most {policy.most_classes} are examined")
    figures = refinement.figures()
    marks = mark(figures, ledger, table, policy.k)
    search = Search(figures, marks, _prices(cube, table, figures, marks), policy.programmes)
    if not (search.protect() or search.hide_all(zeros=False) or search.hide_all(zeros=True)):
        return Withheld(table, "no choice of cells keeps every promise")
    search.show_again(policy.second_looks)
    if not search.certified():
        return Withheld(table, "the promises could not be checked")
    measures = {name: refinement.add_up(amounts) for name, amounts in (sums or {}).items()}
    shown, hidden = _split(figures, marks, search)
    told = protected_sums(figures, search, measures, list(shown), policy.sum_percent)
    return Release(table, policy.k, shown, hidden, zeros_shown=search.zeros_shown, sums=told)


def _split(figures: Figures, marks: Marks, search: Search) -> tuple[dict[Cell, int], dict[Cell, Hidden]]:
    shown: dict[Cell, int] = {}
    hidden: dict[Cell, Hidden] = {}
    for cell, figure in figures.of[-1].items():
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


def _prices(cube: Cube, table: Table, figures: Figures, marks: Marks) -> dict[int, int]:
    """What hiding a figure of the new table costs: more the more it counts, much more the more levels it sums."""
    above = {dimension.name: dimension for dimension in cube.dimensions}
    deep = [max((len(above[a.dimension].path(c)) for c in a.categories), default=0) for a in table.axes]
    prices: dict[int, int] = {}
    for cell, figure in figures.of[-1].items():
        if figure is None or figure in marks.public:
            continue
        levels = sum(
            deep[at] - (0 if c == ALL else len(above[table.axes[at].dimension].path(c))) for at, c in enumerate(cell)
        )
        value = int(figures.counts[figures.members[figure]].sum())
        price = (value.bit_length() or ZERO) * LEVEL**levels
        prices[figure] = max(price, prices.get(figure, 0))
    return prices
