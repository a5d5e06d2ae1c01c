"""Plays a plan through the API: the simulated clock moves on tick by tick, and each tick's commands follow.

Commands of one claim go one after the other, those of different claims side by side. Each says when it happened; that
is never later than the clock, and always on the clock's own day.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, Protocol

from cli.demo.caller import Caller, expected
from cli.demo.decree import IN_FORCE
from cli.demo.fresh import Freshness
from cli.demo.plan import BEGIN, END, Plan
from cli.demo.script import REPEATED, Script, Step
from domain.event import instant
from domain.vocabulary import Role

TICK: Final = timedelta(hours=3)
SIDE_BY_SIDE: Final = 16
ANY_VERSION: Final = "*"


class Clock(Protocol):
    """The store's, simulated."""

    def move_to(self, at: datetime) -> None: ...


@dataclass(slots=True)
class Course:
    """How far a claim has come."""

    script: Script
    claim: str = ""
    version: int = 0
    last: dict[str, int] = field(default_factory=dict)
    """path -> version of what the last step of that path recorded first"""


@dataclass(slots=True)
class Played:
    """What was done so far. `events`: of claims, as the answers told them."""

    courses: dict[int, Course] = field(default_factory=dict)
    commands: int = 0
    events: int = 0
    began: float = 0.0
    at: datetime = BEGIN

    @property
    def claims(self) -> int:
        return sum(1 for course in self.courses.values() if course.claim)


@dataclass(frozen=True, slots=True)
class Due:
    """A step at its turn. `key` is the same in every run of the same plan."""

    course: Course
    step: Step
    key: str


class Player:
    """Plays one plan once."""

    def __init__(
        self, plan: Plan, caller: Caller, clock: Clock, freshness: Freshness, decree_comes: Callable[[], None]
    ) -> None:
        self._plan, self._caller, self._clock, self._freshness = plan, caller, clock, freshness
        self._decree_comes = decree_comes
        self.played = Played({script.number: Course(script) for script in plan.scripts})

    def play(self, show: Callable[[Played], None]) -> Played:
        """From the first command to 15 May; `show` is called after every tick. Raises `Unexpected`."""
        played = self.played
        played.began = time.monotonic()
        with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="claims") as pool:
            for until, dues in self._ticks():
                if played.at < IN_FORCE <= until:
                    self._decree_comes()
                self._clock.move_to(until)
                for commands, events in pool.map(self._act, _by_claim(dues)):
                    played.commands += commands
                    played.events += events
                played.at = until
                show(played)
        self._clock.move_to(END)
        return played

    def _ticks(self) -> Iterator[tuple[datetime, list[Due]]]:
        """The end of each tick in which something happens, and what happens in it."""
        dues = [
            Due(self.played.courses[script.number], step, f"demo-{self._plan.seed}-{script.number:06d}-{number:04d}")
            for script, number, step in self._plan.steps()
        ]
        dues.sort(key=lambda due: due.step.at)
        for until, group in groupby(dues, key=lambda due: _tick(due.step.at)):
            yield until, list(group)

    def _act(self, dues: Sequence[Due]) -> tuple[int, int]:
        """One claim's commands of a tick; gives how many there were, and how many events they made."""
        return len(dues), sum(self._send(due) for due in dues)

    def _send(self, due: Due) -> int:
        course, step = due.course, due.step
        body = {"occurred_at": instant(step.at), **step.body}
        body |= {word: course.last[path] for word, path in step.versions}
        path = f"/claims/{course.claim}/{step.path}" if step.path else "/claims"
        answer = self._caller.post(step.actor, path, body, key=due.key, version=_if_match(due))
        said = expected(step.answer, answer, f"POST {path} ({course.script.cause})").body
        return 0 if step.answer == REPEATED else self._went_on(course, step, said)

    def _went_on(self, course: Course, step: Step, said: dict[str, object]) -> int:
        course.claim, course.version = str(said["claim"]), int(str(said["version"]))
        recorded = said["recorded"]
        assert isinstance(recorded, list), "an answer lists what was recorded"
        course.last[step.path] = recorded[0]["version"]
        self._freshness.offer(course.claim, course.version)
        return len(recorded)


def _if_match(due: Due) -> str | None:
    if not due.step.path:
        return None
    return ANY_VERSION if due.step.actor.role is Role.SERVICE else f'"{due.course.version}"'


def _by_claim(dues: Sequence[Due]) -> list[list[Due]]:
    """In the order of each claim's first command."""
    claims: dict[int, list[Due]] = {}
    for due in dues:
        claims.setdefault(due.course.script.number, []).append(due)
    return list(claims.values())


def _tick(at: datetime) -> datetime:
    """The end of the tick in which that instant lies; the last one ends with the demo."""
    begun = at.replace(minute=0, second=0) - timedelta(hours=at.hour % (TICK // timedelta(hours=1)))
    return min(begun + TICK, END)
