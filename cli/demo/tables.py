"""The demo's tables: where the days went and who answers for them, and planted against found."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from rich import box
from rich.table import Table
from rich.text import Text

from cli.demo.dispute.planted import Difference
from cli.demo.oversight.planted import Key as FindingKey
from cli.demo.places import places, short
from cli.demo.planted import Line
from cli.demo.words import CAME_OF, COLUMN, REGISTRY, WAITED_FOR, WHO, days, kind
from domain.vocabulary import FindingRule, Language
from words import code

NAMED_REGIONS: Final = 2
"""up to so many regions are named in a line"""
Row = tuple[str, str, str]


def days_by_region(seconds: Mapping[str, Mapping[str, int]]) -> Table:
    """Region by who answers, in days; a row and a column of totals, each added up in seconds."""
    kinds = [one for one in WHO if any(one in row for row in seconds.values())]
    table = Table(box=box.SIMPLE_HEAD, show_footer=True, pad_edge=False, padding=0)
    table.add_column("days, by\nwho answers\nfor them", footer="all regions", no_wrap=True)
    for one in kinds:
        total = sum(row.get(one, 0) for row in seconds.values())
        table.add_column(COLUMN[one], footer=days(total), justify="right", no_wrap=True)
    everything = sum(sum(row.values()) for row in seconds.values())
    table.add_column("all", footer=days(everything), justify="right", no_wrap=True, style="bold")
    for place in places():
        row = seconds.get(place.prefix, {})
        table.add_row(short(place.name), *(days(row.get(one, 0)) for one in kinds), days(sum(row.values())))
    return table


def comparison(lines: Sequence[Line]) -> Table:
    """Cause by cause, all regions of a cause together; a line is right only if every single count under it is."""
    table = _table()
    for heading in ("waited for", "registry", "who answers", "where"):
        table.add_column(heading, no_wrap=True)
    for heading in ("waits", "claims"):
        table.add_column(heading, justify="right", no_wrap=True)
    for cause, group in groupby(sorted(lines, key=_order), key=lambda line: line.key.cause):
        _add(table, WAITED_FOR.get(cause, cause), [list(row) for _, row in groupby(group, key=_row)])
    return table


def differences(lines: Sequence[Line]) -> Table:
    """Every count that differs, with its codes as they are stored."""
    table = _table(style="red")
    for heading in ("region", "who answers", "cause", "registry", "came of it", "waits", "claims"):
        table.add_column(heading, overflow="fold")
    for line in lines:
        if not line.same:
            key = line.key
            table.add_row(key.region, key.liable, key.cause, key.registry, key.came_of, *_sums([line]))
    return table


def findings(found: Mapping[FindingKey, int]) -> Table:
    """What oversight finds, rule by rule: how often, who answers, in how many regions."""
    table = _table()
    for heading in ("found", "who answers", "where"):
        table.add_column(heading, overflow="fold")
    table.add_column("findings", justify="right", no_wrap=True)
    for rule in FindingRule:
        of_rule = {key: count for key, count in found.items() if key[1] == rule}
        for who in sorted({who for _, _, who in of_rule}):
            regions = sorted({region for region, _, kind in of_rule if kind == who})
            count = sum(count for (_, _, kind), count in of_rule.items() if kind == who)
            table.add_row(Text(code("FindingRule", rule, Language.EN)), WHO.get(who, who), _named(regions), f"{count}")
    return table


def wrong_findings(differing: Sequence[tuple[FindingKey, int, int]]) -> Table:
    """Every count of findings that differs."""
    table = _table(style="red")
    for heading in ("region", "rule", "who answers", "planted and found"):
        table.add_column(heading, overflow="fold")
    for (region, rule, who), planted, found in differing:
        table.add_row(region, rule, who, f"{planted} ≠ {found}")
    return table


def answers(differences: Sequence[Difference]) -> Table:
    """Every answer about the quarrels that differs."""
    table = _table(style="red")
    for heading in ("region", "quarrel", "what is said", "planted and found"):
        table.add_column(heading, overflow="fold")
    for each in differences:
        said = each.said
        table.add_row(said.region or "all", said.quarrel, said.what, f"{each.planted} ≠ {each.found}")
    return table


def _table(style: str = "") -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), style=style)


def _add(table: Table, cause: str, rows: Sequence[Sequence[Line]]) -> None:
    """A cause of one row is that row; one of several has a line of its own above them."""
    if len(rows) > 1:
        table.add_row(Text(cause, style="bold"))
    for lines in rows:
        came_of, registry, who = _row(lines[0])
        said = f"  {came_of}" if len(rows) > 1 else Text(cause, style="bold")
        table.add_row(said, registry, who, _where(lines), *_sums(lines))


def _row(line: Line) -> Row:
    key = line.key
    return CAME_OF.get(key.came_of, key.came_of), REGISTRY.get(key.registry, key.registry), kind(key.liable)


def _order(line: Line) -> tuple[int, str, int, Row]:
    """As the codes are listed in `words.py`."""
    key = line.key
    return _place(WAITED_FOR, key.cause), key.cause, _place(CAME_OF, key.came_of), _row(line)


def _place(known: Mapping[str, str], code: str) -> int:
    return list(known).index(code) if code in known else len(known)


def _where(lines: Sequence[Line]) -> str:
    return _named(sorted({line.key.region for line in lines}))


def _named(regions: Sequence[str]) -> str:
    if len(regions) > NAMED_REGIONS:
        return f"{len(regions)} regions"
    names = {place.prefix: place.name for place in places()}
    return ", ".join(short(names[region]) for region in regions)


def _sums(lines: Sequence[Line]) -> tuple[Text, Text]:
    """Both sums, with = between them if each count under them is the same, else ≠."""
    same = all(line.same for line in lines)
    style, sign = ("", "=") if same else ("bold red", "≠")
    sums = [
        (sum(line.planted.waits for line in lines), sum(line.found.waits for line in lines)),
        (sum(line.planted.claims for line in lines), sum(line.found.claims for line in lines)),
    ]
    waits, claims = (Text(f"{planted:,} {sign} {found:,}", style=style) for planted, found in sums)
    return waits, claims
