"""The whole of the demo as data: every claim's commands with their times, from a seed and a number of claims.

Pure: no clock, no server. The same seed and number give the same plan, to the last byte.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random
from typing import Final

from cli.demo.causes import CAUSES, LEAST_CLAIMS, PLAIN, USUAL_CLAIMS, Cause
from cli.demo.decree import DAYS
from cli.demo.diary import Diary, on
from cli.demo.family import family
from cli.demo.places import FIRST_DAY, Actor, Place, claims_per_place, places
from cli.demo.script import Opened, Script, Step
from cli.demo.teller import Teller

BEGIN: Final = datetime(2019, 3, 31, 18, tzinfo=UTC)
"""midnight before 1 April in Almaty, where the simulated clock begins"""
END: Final = datetime(2019, 5, 15, 14, tzinfo=UTC)
"""after closing time on 15 May, in every region"""
LAST_DAY_IN: Final = date(2019, 5, 13)
EARLY: Final = (date(2019, 4, 1), date(2019, 4, 5))
"""the first claim of every cause comes in the first week, so that it can be followed to its end"""
RUSH: Final = 12
"""after so many working days half as many claims a day come in as on the first"""


class TooFewClaims(ValueError):
    """Not one claim for every planted cause."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be played. `scripts` in the order of submission."""

    seed: int
    scripts: tuple[Script, ...]

    def steps(self) -> Iterator[tuple[Script, int, Step]]:
        """Every step with its claim and its number there."""
        for script in self.scripts:
            for number, step in enumerate(script.steps):
                yield script, number, step

    def actors(self) -> set[Actor]:
        """Everybody who needs a token."""
        return {step.actor for _, _, step in self.steps()}

    def waits(self) -> Iterator[tuple[Script, Opened]]:
        for script in self.scripts:
            for opened in script.waits():
                yield script, opened


def plan(claims: int, seed: int) -> Plan:
    """So many claims from 1 April to 15 May 2019. Raises `TooFewClaims`."""
    if claims < LEAST_CLAIMS:
        raise TooFewClaims(f"{claims} claims are too few to show every cause; take {LEAST_CLAIMS} at least")
    dice = Random(seed)  # noqa: S311 - a demo's dice have to fall the same way again
    dealt = deal(claims, dice)
    handed_in = [_handed_in(cause, first, dice) for cause, _, first in dealt]
    told = [
        _tell(number, cause, place, day, Random(dice.getrandbits(64)))  # noqa: S311
        for number, ((cause, place, _), day) in enumerate(zip(dealt, handed_in, strict=True), start=1)
    ]
    return Plan(seed, tuple(sorted(told, key=lambda script: script.steps[0].at)))


def deal(claims: int, dice: Random) -> list[tuple[Cause, Place, bool]]:
    """A cause and a place for every claim; true marks the first of its cause. Causes bound to regions come first."""
    left = claims_per_place(claims)
    by_prefix = {place.prefix: place for place in places()}
    dealt, often = [], how_often(claims)
    for cause in sorted(CAUSES, key=lambda cause: not cause.regions):
        for number in range(often[cause]):
            prefix = _draw(left, cause, dice)
            dealt.append((cause, by_prefix[prefix], number == 0))
    rest = [prefix for prefix, number in left.items() for _ in range(number)]
    return dealt + [(PLAIN, by_prefix[prefix], number == 0) for number, prefix in enumerate(rest)]


def how_often(claims: int) -> dict[Cause, int]:
    """In how many of so many claims each cause is played: in one at least, and one claim is left for the usual case."""
    often = {cause: max(1, cause.of_500 * claims // USUAL_CLAIMS) for cause in CAUSES}
    while sum(often.values()) >= claims:
        often[max(often, key=lambda cause: often[cause])] -= 1
    return often


def _draw(left: dict[str, int], cause: Cause, dice: Random) -> str:
    """One of the places left in the cause's regions."""
    open_to = [prefix for prefix in left if left[prefix] and (not cause.regions or prefix in cause.regions)]
    prefix = dice.choices(open_to, [left[each] for each in open_to])[0]
    left[prefix] -= 1
    return prefix


def _handed_in(cause: Cause, first: bool, dice: Random) -> date:
    """Most come in the first days: everybody had heard that the money begins in April."""
    if cause.handed_in:
        return cause.handed_in
    days = _working_days(*EARLY) if first else _working_days(FIRST_DAY, LAST_DAY_IN)
    return dice.choices(days, [RUSH / (RUSH + number) for number in range(len(days))])[0]


def _working_days(first: date, last: date) -> list[date]:
    ordinals = range(first.toordinal(), last.toordinal() + 1)
    return [day for day in map(date.fromordinal, ordinals) if DAYS.is_working_day(day)]


def _tell(number: int, cause: Cause, place: Place, day: date, dice: Random) -> Script:
    diary = Diary(on(day, place.zone, dice), place.zone, dice)
    office = place.akim if cause.through_akim else place.office
    script = Script(number, cause.name, place, office)
    members = family(diary, born_before=cause.born_before, father=cause.father)
    cause.story(Teller(script, diary, members))
    script.cut(END)
    return script
