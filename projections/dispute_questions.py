"""The quarrels decided: figures, rates and findings, of the country and of each region, by one reading of the cells."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from projections import answers, demands, gaps, needs
from projections.columns import Plain
from projections.dispute import Figure, Finding, Quarrel, Standing, found
from projections.dispute_quarrels import QUARRELS
from projections.lookback import Asked, rolled_up
from projections.lookback_where import key_of
from projections.tally import Tally, fitting, rate

TALLIES: Final[Mapping[str, Tally]] = {
    tally.view.of: tally for tally in (demands.TALLY, gaps.TALLY, answers.TALLY, needs.TALLY)
}
"""Name in questions -> what is counted"""
READ: Final = tuple(sorted({figure.tally for quarrel in QUARRELS for figure in quarrel.figures.values()}))
"""the tallies that the figures come from"""
UNNEEDED: Final = frozenset({"office"})
"""what no figure looks at: the cells are added up over it"""

Cell = tuple[dict[str, Plain], dict[str, int]]
"""a cell's columns, and its measures"""
Cells = Mapping[str, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Split:
    """Some of the figures once more, for one key of a split: what it was split by -> a code, a party or None."""

    key: dict[str, object]
    figures: dict[str, int]


@dataclass(frozen=True, slots=True)
class Decided:
    """A quarrel and what the figures say of it. `claim`, `counter_claim`: None where nobody said one."""

    quarrel: Quarrel
    figures: dict[str, int]
    rates: dict[str, str | None]
    claim: Standing | None
    counter_claim: Standing | None
    finding: Finding
    splits: dict[str, list[Split]]


@dataclass(frozen=True, slots=True)
class Dispute:
    """All quarrels, decided by the claims of a region, or of the country (None)."""

    region: str | None
    decided: list[Decided]


def decide(connection: Connection, among: Asked) -> Dispute:
    """The quarrels among the claims that fit; `among.where` may name a region."""
    region = next(iter(among.where.get("region", ())), None)
    return Dispute(region, judged(_read(connection, among)))


def decide_by_region(connection: Connection, among: Asked) -> list[Dispute]:
    """The same for every region from which a claim came, by prefix: the country's figures are their sums."""
    cells = _read(connection, among)
    regions = sorted({str(cell["region"]) for cell, _ in cells["needs"]})
    return [Dispute(region, decided_of_region(cells, region)) for region in regions]


def behind(quarrel: Quarrel, name: str, among: Asked) -> tuple[Tally, str, Asked] | None:
    """The tally, its measure and which things: where the claims behind a figure are listed; None where nothing is.

    Questions and attempts are counted only; and of one region nothing lies in another.
    """
    figure = quarrel.figures[name]
    if figure.tally == "answers" and figure.measure not in answers.OPENED:
        return None
    where = {**figure.where, **among.where}
    if "region" in figure.where and "region" in among.where:
        where["region"] = [region for region in figure.where["region"] if region in among.where["region"]]
    if not all(where.values()):
        return None
    return TALLIES[figure.tally], figure.measure, replace(among, where=where)


def _read(connection: Connection, among: Asked) -> Cells:
    """The cells of every tally, added up over offices and days."""
    return {name: _cells(connection, TALLIES[name], among) for name in READ}


def _cells(connection: Connection, tally: Tally, among: Asked) -> list[Cell]:
    by = tuple(name for name in tally.view.by if name not in UNNEEDED)
    columns = [column for name in by for column in tally.view.by[name].columns]
    found = rolled_up(connection, tally.view, replace(among, by=by), at=0)
    return [(dict(zip(columns, row.values, strict=True)), row.figures) for row in found]


def decided_of_region(cells: Cells, region: str) -> list[Decided]:
    """Every quarrel by the cells of one region."""
    return judged({name: [one for one in those if one[0]["region"] == region] for name, those in cells.items()})


def judged(cells: Cells) -> list[Decided]:
    """Every quarrel by these cells; their regions are prefixes."""
    return [_judged(quarrel, cells) for quarrel in QUARRELS]


def _judged(quarrel: Quarrel, cells: Cells) -> Decided:
    figures = {name: _count(figure, cells[figure.tally]) for name, figure in quarrel.figures.items()}
    claim = quarrel.claim(figures) if quarrel.claim else None
    counter_claim = quarrel.counter_claim(figures) if quarrel.counter_claim else None
    return Decided(
        quarrel=quarrel,
        figures=figures,
        rates={name: rate(figures[of.part], figures[of.whole]) for name, of in quarrel.rates.items()},
        claim=claim,
        counter_claim=counter_claim,
        finding=found(claim, counter_claim),
        splits={",".join(by): _split(quarrel, by, cells) for by in quarrel.splits},
    )


def _count(figure: Figure, cells: Iterable[Cell]) -> int:
    fits = _fitting(figure)
    return sum(measures[figure.measure] for cell, measures in cells if fits(cell))


def _fitting(figure: Figure) -> Callable[[Mapping[str, Plain]], bool]:
    return fitting(TALLIES[figure.tally], figure.where)


def _split(quarrel: Quarrel, by: Sequence[str], cells: Cells) -> list[Split]:
    """The figures whose tally has those groups, for every key under which one of them is not zero."""
    counted: dict[tuple[Any, ...], dict[str, int]] = {}
    split = {name: f for name, f in quarrel.figures.items() if set(by) <= TALLIES[f.tally].view.by.keys()}
    for name, figure in split.items():
        fits = _fitting(figure)
        for cell, measures in cells[figure.tally]:
            if (number := measures[figure.measure]) and fits(cell):
                key = _key(TALLIES[figure.tally], by, cell)
                of = counted.setdefault(key, dict.fromkeys(split, 0))
                of[name] += number
    tally = TALLIES[next(iter(split.values())).tally]
    return [Split(key_of(by, tally.view.by, key), figures) for key, figures in sorted(counted.items())]


def _key(tally: Tally, by: Sequence[str], cell: Mapping[str, Plain]) -> tuple[Plain, ...]:
    return tuple(cell[column] for name in by for column in tally.view.by[name].columns)
