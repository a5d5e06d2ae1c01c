"""Random tables and sequences of releases: small and sparse, where disclosure happens."""

from collections.abc import Callable, Sequence
from itertools import product
from random import Random

from disclosure.cube import ALL, Cube, Dimension, Leaves, Table
from disclosure.ledger import Release
from disclosure.policy import Policy
from disclosure.release import Withheld, release

Case = tuple[Cube, list[Table], int]
"""a cube, tables in the order of their release, k"""


def flat(name: str, size: int) -> Dimension:
    return Dimension.flat(name, [f"{name}{number}" for number in range(size)])


def filled(random: Random, dimensions: Sequence[Dimension], k: int) -> Cube:
    """A third none, a third small, the rest up to a few times k."""

    def count() -> int:
        return random.choice((0, random.randint(1, k - 1), random.randint(1, 4 * k)))

    counts: dict[Leaves, int] = {leaves: count() for leaves in product(*(d.leaves for d in dimensions))}
    return Cube(tuple(dimensions), counts)


def margins(random: Random) -> Case:
    k = random.choice((3, 5, 10))
    dimensions = [flat(name, random.randint(2, 4)) for name in "ab"]
    if random.random() < 1 / 3:
        dimensions = [flat(name, size) for name, size in zip("abc", (2, random.randint(2, 3), 2), strict=True)]
    sensitive = frozenset({"b"}) if random.random() < 1 / 3 else frozenset[str]()
    return filled(random, dimensions, k), [Table("t", "1", tuple(d.axis() for d in dimensions), sensitive=sensitive)], k


def hierarchy(random: Random) -> Case:
    k = random.choice((3, 5, 10))
    above = {f"R{r}": ALL for r in range(2)} | {
        f"R{r}D{d}": f"R{r}" for r in range(2) for d in range(random.randint(1, 3))
    }
    place, other = Dimension("place", above), flat("b", random.randint(2, 3))
    return filled(random, [place, other], k), [Table("t", "1", (place.axis(), other.axis()))], k


def two_days(random: Random) -> Case:
    """Counts of events: what was known on the first day is part of what is known on the second."""
    return days(random, 2)


def days(random: Random, several: int = 4) -> Case:
    k = random.choice((3, 5))
    place, other = flat("place", random.randint(2, 3)), flat("b", random.randint(1, 2))
    since = flat("since", several)
    cube = filled(random, [place, other, since], k)
    tables = [
        Table("t", str(day), (place.axis(), other.axis()), (("since", frozenset(since.leaves[: day + 1])),))
        for day in range(several)
    ]
    return cube, tables, k


def states(random: Random) -> Case:
    """Who is pending on two days: some stay, some go, some come."""
    k = random.choice((3, 5, 10))
    place, first, second = flat("place", random.randint(2, 4)), flat("first", 2), flat("second", 2)
    cube = filled(random, [place, first, second], k)
    tables = [Table("t", name, (place.axis(),), ((name, frozenset({f"{name}0"})),)) for name in ("first", "second")]
    return cube, tables, k


def overlapping(random: Random) -> Case:
    """By place and channel, by place and edition; or a filter and a wider one."""
    k = random.choice((3, 5))
    place, channel, edition = flat("place", 3), flat("channel", 2), flat("edition", 2)
    cube = filled(random, [place, channel, edition], k)
    if random.random() < 1 / 2:
        axes = [(place.axis(), channel.axis()), (place.axis(), edition.axis())]
        return cube, [Table(f"t{at}", "1", two) for at, two in enumerate(axes)], k
    april = (("edition", frozenset({edition.leaves[0]})),)
    tables = [
        Table("april", "1", (place.axis(), channel.axis()), april),
        Table("both", "1", (place.axis(), channel.axis())),
    ]
    return cube, tables[:: random.choice((1, -1))], k


KINDS: dict[str, Callable[[Random], Case]] = {
    "margins": margins,
    "hierarchy": hierarchy,
    "two days": two_days,
    "states": states,
    "overlapping": overlapping,
    "days": days,
}


def released(case: Case) -> list[Release]:
    """What goes out of a case, one table after the other."""
    cube, tables, k = case
    ledger: list[Release] = []
    for table in tables:
        outcome = release(cube, table, ledger, Policy(k=k))
        if not isinstance(outcome, Withheld):
            ledger.append(outcome)
    return ledger
