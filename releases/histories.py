"""One account of single things that gives every figure known: of each day, of each attribute.

The read models count, and do not say which of Monday's open claims is approved on Tuesday. Nor can the readers of
tables know: so any account that gives the same figures serves as the one from which disclosure control begins
(docs/explanation/disclosure.md#earlier-releases). In this one things stay as they are where figures allow it, and are
unusual in one attribute at a time: so there are few kinds of things, and of each kind many.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

UNKNOWN: Final = "-"
"""what a thing is on the days before it was known"""

MAIN: Final = 6
"""kinds of things of a place for which everything that is possible is named"""

Place = str
History = tuple[str, ...]
"""what a thing is on each day"""
Counts = Mapping[str, int]
"""category -> how many"""
Line = list[tuple[History, int]]
"""histories with how many things have them"""
Account = Mapping[Place, Counter[tuple[History, ...]]]
"""per place, how many things have this history in each attribute"""


class NoAccount(ValueError):
    """No account of things gives these figures: they are of different moments, or things have gone."""


@dataclass(frozen=True)
class Attributed:
    """An attribute's figures: per place and day, in the order of the days. `moves`: what may become what."""

    categories: Sequence[str]
    moves: Sequence[tuple[str, str]]
    days: Mapping[Place, Sequence[Counts]]


def account(attributes: Sequence[Attributed], places: Sequence[Place], days: int) -> Account:
    """All attributes together, and with 0 what besides is possible. Raises `NoAccount`."""
    usual = [_most_common(each) for each in attributes]
    possible = list(_possible(attributes, usual, days))
    found: dict[Place, Counter[tuple[History, ...]]] = {}
    for place in places:
        chains = [_chain(each, place, days) for each in attributes]
        found[place] = _side_by_side(chains, usual)
        for history in (*possible, *_nearly(found[place], attributes), *_instead(found[place], attributes)):
            found[place].setdefault(history, 0)
    return found


def _chain(attribute: Attributed, place: Place, days: int) -> dict[int, Line]:
    """Histories by the day since which they are known: from each day to the next as few change as figures allow."""
    counted = attribute.days.get(place, [{}] * days)
    totals = [sum(day.values()) for day in counted]
    if totals != sorted(totals):
        raise NoAccount("there are fewer things than on an earlier day")
    histories: Counter[History] = Counter({(): totals[-1]})
    for day, total in zip(counted, totals, strict=True):
        histories = _gone_on(histories, {**day, UNKNOWN: totals[-1] - total}, attribute)
    by_first: dict[int, Line] = defaultdict(list)
    for history, number in sorted(histories.items()):
        by_first[history.count(UNKNOWN)].append((history, number))
    return by_first


def _gone_on(histories: Counter[History], wanted: Counts, attribute: Attributed) -> Counter[History]:
    """Each history one day longer, so that the day counts what is wanted: who can stay stays, who moves moves as it
    may, and whoever came anew, or has no such way left, fills what remains."""
    room, found = Counter(wanted), Counter[History]()
    left = dict(sorted(histories.items()))

    def go(history: History, into: str) -> None:
        went = min(left[history], room[into])
        if went:
            left[history] -= went
            room[into] -= went
            found[(*history, into)] += went

    for history in left:
        go(history, history[-1] if history else UNKNOWN)
    for history, (origin, into) in product(left, attribute.moves):
        if history and history[-1] == origin:
            go(history, into)
    for history, into in product(left, attribute.categories):
        go(history, into)
    assert not any(left.values()), "there is room for all"
    return found


def _side_by_side(chains: Sequence[Mapping[int, Line]], usual: Sequence[str]) -> Counter[tuple[History, ...]]:
    """Things known since the same day: which has which history of another attribute is free. Each attribute's line
    begins where the unusual part of the one before it ends, and goes on at the beginning."""
    found: Counter[tuple[History, ...]] = Counter()
    for first in sorted({first for chain in chains for first in chain}):
        lines = [_unusual_first(chain.get(first, []), u) for chain, u in zip(chains, usual, strict=True)]
        total = sum(number for _, number in lines[0])
        if any(sum(number for _, number in line) != total for line in lines):
            raise NoAccount("attributes count different things")
        begin = 0
        turned: list[Line] = []
        for line, u in zip(lines, usual, strict=True):
            turned.append(_turned(line, begin % total if total else 0))
            begin += sum(number for history, number in line if not _is_usual(history, u))
        found.update(_zipped(turned))
    return found


def _unusual_first(line: Line, usual: str) -> Line:
    return sorted(line, key=lambda each: _is_usual(each[0], usual))


def _is_usual(history: History, usual: str) -> bool:
    return not {*history} - {usual, UNKNOWN}


def _turned(line: Line, by: int) -> Line:
    """The same line, begun so many things later and closed to a ring: its first thing is now number `by`."""
    total, behind, ahead = sum(number for _, number in line), list[tuple[History, int]](), list[tuple[History, int]]()
    room = total - by
    for history, number in line:
        first = min(number, room)
        room -= first
        behind += [(history, first)] if first else []
        ahead += [(history, number - first)] if number - first else []
    return ahead + behind


def _zipped(lines: Sequence[Line]) -> Counter[tuple[History, ...]]:
    """Thing by thing, of lines that are equally long."""
    found: Counter[tuple[History, ...]] = Counter()
    rest = [list(reversed(line)) for line in lines]
    while all(rest):
        number = min(line[-1][1] for line in rest)
        found[tuple(line[-1][0] for line in rest)] += number
        for line in rest:
            history, left = line.pop()
            if left > number:
                line.append((history, left - number))
    return found


def _possible(attributes: Sequence[Attributed], usual: Sequence[str], days: int) -> Iterator[tuple[History, ...]]:
    """Whatever a thing may be while all other attributes are as usual: known since any day, and moved once at most."""
    for at, attribute in enumerate(attributes):
        for since in range(days):
            for own in _lives(attribute, days - since):
                history = (UNKNOWN,) * since + own
                others = [(UNKNOWN,) * since + (state,) * (days - since) for state in usual]
                yield (*others[:at], history, *others[at + 1 :])


def _nearly(found: Counter[tuple[History, ...]], attributes: Sequence[Attributed]) -> Iterator[tuple[History, ...]]:
    """What things that there are would be, were they on the last day something else in one attribute."""
    for histories in list(found):
        for at, attribute in enumerate(attributes):
            *before, _ = own = histories[at]
            last = before[-1] if before else UNKNOWN
            others = attribute.categories if last == UNKNOWN else [last, *(b for a, b in attribute.moves if a == last)]
            for other in others if own[-1] != UNKNOWN else ():
                yield (*histories[:at], (*before, other), *histories[at + 1 :])


def _instead(found: Counter[tuple[History, ...]], attributes: Sequence[Attributed]) -> Iterator[tuple[History, ...]]:
    """What the most numerous things would be, had they been something else in one attribute since they are known."""
    for histories, _ in found.most_common(MAIN):
        for at, attribute in enumerate(attributes):
            since = histories[at].count(UNKNOWN)
            for own in _lives(attribute, len(histories[at]) - since):
                yield (*histories[:at], (UNKNOWN,) * since + own, *histories[at + 1 :])


def _lives(attribute: Attributed, days: int) -> Iterator[History]:
    for category in attribute.categories:
        yield (category,) * days
    for origin, into in attribute.moves:
        for day in range(1, days):
            yield (origin,) * day + (into,) * (days - day)


def _most_common(attribute: Attributed) -> str:
    counted = Counter[str]()
    for days in attribute.days.values():
        counted.update(days[-1])
    return max(attribute.categories, key=lambda category: counted[category])
