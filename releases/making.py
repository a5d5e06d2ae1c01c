"""Making releases: the figures of every day that was told, one account of them, and what of it may be shown.

All tables of a family are released together, so that none shows totals that another had better hidden; on later days,
when less can be shown, how claims ended in the country goes out first. Where tables cannot go out together, those of a
month that was never told are tried one after the other, and some do.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from psycopg2.extensions import connection as Reader  # noqa: N812  (a class, by its library a lower-case one)

from disclosure.cube import ALL, Axis, Cube, Dimension, DisclosureError, Leaves, Table
from disclosure.ledger import Release
from disclosure.policy import Policy
from disclosure.release import Withheld, release_together
from disclosure.stored import as_json, from_json
from domain.policy import edition_on
from domain.regions import regions_between
from projections.freshness import freshness
from projections.lookback_days import Known, is_provisional, known
from releases.catalogue import TABLES, Attribute, TableOf
from releases.counted import Counted, counted, last_of
from releases.durations import durations, lasting
from releases.errors import behind
from releases.histories import UNKNOWN, Attributed, NoAccount, account
from releases.ledger import Entry

PLACE: Final = "place"
WORK: Final = 1_000_000
"""linear programmes of one release, times the classes that each must look at: some seconds"""
LEAST: Final = 1_000
FEW: Final = "there are few in the whole country"
NOTHING: Final = "nothing but zeros could be shown"
MOST_CLASSES: Final = 10_000

logger = logging.getLogger(__name__)

Reading = Callable[[], AbstractContextManager[Reader]]
"""a connection to the read models, at one moment of the database"""
OUTCOMES: Final = TABLES["outcomes"]
Pair = tuple[Attribute, str]
"""an attribute, and the day as known on which it was told"""
Figures = dict[tuple[str, str], Counted]
"""attribute's name and day -> what was counted"""


@dataclass(frozen=True)
class Month:
    """What is known of a month: everything that a family's attributes count, on every day on which it is told."""

    month: date
    day: str
    figures: Figures


def made(
    reading: Reading,
    tables: Sequence[TableOf],
    month: date,
    day: date,
    before: Sequence[Entry],
    *,
    k: int,
    now: datetime,
) -> list[Entry]:
    """The next entries of a month's ledger, after these: tables of one family. Raises `NotReleased`.

    The database is left before the work begins, which may take long.
    """
    policy = Policy(k=k, most_classes=MOST_CLASSES)
    earlier = [from_json(each.release) for each in before if each.release]
    with reading() as reader:
        stamp = _stamp(reader, tables, month, known(day, now), now, policy)
        days = sorted({*(each.table.day for each in earlier), day.isoformat()})
        found = Month(month, day.isoformat(), _figures(reader, tables[0].family.attributes, month, days))
        lasted = lasting(reader, month, day) if OUTCOMES in tables else {}
    try:
        told = outcomes(found, tables, earlier, policy)
    except (NoAccount, DisclosureError) as error:
        logger.error("claims of %s as known on %s: %s; are the read models right?", f"{month:%Y-%m}", day, error)
        raise behind(day, "figures that should agree differ") from error
    entries = []
    for name, outcome in told.items():
        if isinstance(outcome, str):
            entries.append(Entry(name, day, None, "{}", stamp, withheld=outcome))
            continue
        also = {"durations": durations(lasted, outcome)} if name == OUTCOMES.name else {}
        entries.append(Entry(name, day, as_json(outcome), json.dumps(also, sort_keys=True), stamp))
    return entries


def outcomes(
    of: Month, tables: Sequence[TableOf], earlier: Sequence[Release], policy: Policy
) -> dict[str, Release | str]:
    """Table -> what goes out of it, or a text that says why nothing does.

    Raises `NoAccount`, and `DisclosureError` where figures are not those that went out before. Neither is for good:
    read models that disagree today may agree once they are made anew.
    """
    together = _released(of, tables, earlier, policy)
    if not isinstance(together, str):
        told = {each.table.name for each in earlier}
        return {each.table.name: worth(each) if each.table.name in told else each for each in together}
    if earlier:
        return dict.fromkeys((each.name for each in tables), together)
    ledger, found = list(earlier), dict[str, Release | str]()
    for table in tables:
        alone = _released(of, [table], ledger, policy)
        found[table.name] = alone if isinstance(alone, str) else alone[0]
        ledger += [] if isinstance(alone, str) else alone
    return found


def worth(release: Release) -> Release | str:
    """Where everything but zeros is hidden, the table of an earlier day, which shows more, is not pushed aside."""
    return release if any(release.shown.values()) or not release.hidden else NOTHING


def _released(of: Month, tables: Sequence[TableOf], earlier: Sequence[Release], policy: Policy) -> list[Release] | str:
    told = [*((TABLES[each.table.name], each.table.day) for each in earlier), *((each, of.day) for each in tables)]
    used: list[Pair] = list({(each.attribute.name, on): (each.attribute, on) for each, on in told}.values())
    place, in_all = _places(of.month), _in_all(of, tables)
    if 0 < in_all < policy.k:
        return FEW
    cube = _cube(of.figures, used, place, policy.k)
    wanted = [_table(each, of.day, place) for each in tables]
    bounded = replace(policy, programmes=WORK // max(len(cube.counts), LEAST))
    sums = _sums(tables[0].attribute, of.day, of.figures, used, cube)
    outcome = release_together(cube, wanted, earlier, bounded, sums)
    return outcome.reason if isinstance(outcome, Withheld) else outcome


def _in_all(of: Month, tables: Sequence[TableOf]) -> int:
    """How many things there are in the whole country."""
    return sum(each.total() for each in of.figures[tables[0].attribute.name, of.day].counts.values())


def _figures(reader: Reader, attributes: Sequence[Attribute], month: date, days: Sequence[str]) -> Figures:
    return {
        (each.name, day): counted(reader, each, month, date.fromisoformat(day)) for each in attributes for day in days
    }


def _places(month: date) -> Dimension:
    """The regions of the month."""
    return Dimension.flat(PLACE, [each.prefix for each in regions_between(month, last_of(month))])


def _cube(figures: Figures, used: Sequence[Pair], place: Dimension, k: int) -> Cube:
    attributes, days = {each.name: each for each, _ in used}, sorted({day for _, day in used})
    leaves = _inhabited(figures, place, k)
    given = [
        Attributed(
            categories=each.leaves,
            moves=each.moves,
            days={leaf: [figures[name, day].counts.get(leaf, {}) for day in days] for leaf in leaves},
        )
        for name, each in attributes.items()
    ]
    at = [(list(attributes).index(each.name), days.index(day)) for each, day in used]
    counts: dict[Leaves, int] = {}
    for leaf, histories in account(given, leaves, len(days)).items():
        for history, number in histories.items():
            of = (leaf, *(history[attribute][day] for attribute, day in at))
            counts[of] = counts.get(of, 0) + number
    return Cube((place, *(_told(each, day) for each, day in used)), counts, only_named=True)


def _inhabited(figures: Figures, place: Dimension, k: int) -> list[str]:
    """Where there is anything. Elsewhere all is 0 and shown, unless few in the whole country make a zero tell."""
    in_all = [sum(of.total() for of in each.counts.values()) for each in figures.values()]
    if min(in_all) < k:
        return list(place.leaves)
    found = {leaf for each in figures.values() for leaf, of in each.counts.items() if of.total()}
    return [leaf for leaf in place.leaves if leaf in found]


def _told(attribute: Attribute, day: str) -> Dimension:
    """What a thing was on that day: a dimension for each day, because things change."""
    return Dimension(f"{attribute.name} {day}", {**attribute.above, UNKNOWN: ALL})


def _table(table: TableOf, day: str, place: Dimension) -> Table:
    told = _told(table.attribute, day)
    categories = tuple(c for c in told.axis(levels=table.levels).categories if c != UNKNOWN)
    return Table(
        table.name,
        day,
        (place.axis(levels=int(table.regions)), Axis(told.name, categories)),
        ((told.name, frozenset(told.leaves) - {UNKNOWN}),),
        frozenset({told.name}) if table.sensitive else frozenset(),
    )


def _sums(
    attribute: Attribute, day: str, figures: Figures, used: Sequence[Pair], cube: Cube
) -> dict[str, dict[Leaves, int]]:
    """What goes with the counts of an attribute: every thing of a place and category has an equal part."""
    at = 1 + [(each.name, on) for each, on in used].index((attribute.name, day))
    return {name: _spread(cells, at, cube) for name, cells in figures[attribute.name, day].sums.items()}


def _spread(cells: dict[str, Counter[str]], at: int, cube: Cube) -> dict[Leaves, int]:
    left = Counter({(place, what): amount for place, of in cells.items() for what, amount in of.items()})
    things = Counter[tuple[str, str]]()
    for leaves, number in cube.counts.items():
        things[leaves[0], leaves[at]] += number
    found: dict[Leaves, int] = {}
    for leaves, number in cube.counts.items():
        if number:
            cell = leaves[0], leaves[at]
            found[leaves] = left[cell] * number // things[cell]
            left[cell] -= found[leaves]
            things[cell] -= number
    return found


def _stamp(reader: Reader, tables: Sequence[TableOf], month: date, on: Known, now: datetime, policy: Policy) -> str:
    """What a release is made from. Raises `NotReleased` where that is not whole."""
    models = sorted({each.attribute.view.projection.name for each in tables})
    fresh = [freshness(reader, model) for model in models]
    if any(is_provisional(reader, model, on, now) for model in models):
        raise behind(on.day, "a read model lacks events of that day")
    if parked := sum(each.parked for each in fresh):
        raise behind(on.day, f"{parked} streams are parked")
    told = {
        "read_models": models,
        "edition": edition_on(last_of(month)).code,
        "position": min(each.position for each in fresh),
        "policy": {"k": policy.k, "sum_percent": policy.sum_percent, "most_classes": policy.most_classes},
        "released_at": f"{now:%Y-%m-%dT%H:%M:%SZ}",
    }
    return json.dumps(told, sort_keys=True)
