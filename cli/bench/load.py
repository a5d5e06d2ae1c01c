"""The commands of the demo's claims, sent one claim's after the other and many claims' side by side, as of now.

The plan is the demo's (its causes, its mix), its dates are not: every command happens when it is sent.
"""

import json
import re
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final, TypeVar
from uuid import uuid4

import uvloop

from cli.bench.wire import Answer, Unexpected, Wire, post
from cli.demo.places import Actor
from cli.demo.script import REPEATED, Script, Step
from domain.vocabulary import Role
from projections.base import recorded_day

RUN: Final = uuid4().hex[:12]
"""begins every request key of this process: a key is never used in two runs"""
DATED: Final = frozenset({"extensions", "deadline"})
"""commands that only mean something in the demo's weeks"""

OCCURRED_AT: Final = "occurred_at"
INSPECTION: Final = "inspection"
"""its day is today's: one before the submission is refused"""
BEGINS_UUID: Final = re.compile(r'"[0-9a-f]{4}(?=[0-9a-f]{4}-[0-9a-f]{4}-4)')

BASES: Final = ("ORDER_320_", "ORDER_227_")
"""how the legal bases of the plan's time begin, and the same ones of today: the edition is today's"""

Tokens = Mapping[Actor, str]
T = TypeVar("T")


@dataclass(slots=True)
class Course:
    """A claim under way. `claim` is its id once it was submitted, `version` that of the last answer.

    `lap`: how often the script was played before; each time all that it names by a UUID has another.
    `last`: path -> version of what the last command of that path recorded first.
    """

    script: Script
    lap: int = 0
    claim: str = ""
    version: int = 0
    last: dict[str, int] = field(default_factory=dict)
    done: int = 0

    @property
    def is_over(self) -> bool:
        return self.done == len(self.script.steps)

    @property
    def step(self) -> Step:
        """The next one."""
        return self.script.steps[self.done]

    def request(self, tokens: Tokens) -> bytes:
        """Its next command, whole."""
        step = self.step
        said = {**step.body, **{word: self.last[path] for word, path in step.versions}}
        if step.path == INSPECTION:
            said["on"] = recorded_day(datetime.now(UTC)).isoformat()
        path = f"/claims/{self.claim}/{step.path}" if step.path else "/claims"
        headers = (
            f"Authorization: Bearer {tokens[step.actor]}\r\n"
            f"Idempotency-Key: {RUN}-{self.lap:04d}-{self.script.number:06d}-{self.done:04d}\r\n{self._if_match(step)}"
        )
        return post(path, headers, renamed(json.dumps(said).replace(*BASES), self.lap).encode())

    def _if_match(self, step: Step) -> str:
        if not step.path:
            return ""
        return "If-Match: *\r\n" if step.actor.role is Role.SERVICE else f'If-Match: "{self.version}"\r\n'

    def answered(self, answer: Answer) -> int:
        """Go on from the answer; gives the number of events that the claim now has more. Raises `Unexpected`."""
        step = self.step
        if answer.status != step.answer:
            said = answer.body.decode(errors="replace")
            raise Unexpected(f"POST {step.path or '/claims'} ({self.script.cause}): {answer.status} {said}")
        self.done += 1
        if step.answer == REPEATED:
            return 0
        before, self.version = self.version, int(answer.header(b"etag").strip(b'"'))
        if not step.path:
            self.claim = answer.header(b"location").rpartition(b"/")[2].decode()
        self.last[step.path] = before + 1
        return self.version - before


def driven(load: Coroutine[Any, Any, T]) -> T:
    """What the load gives. Raises what broke it first, not a group of everything that broke then."""
    try:
        return uvloop.run(load)
    except ExceptionGroup as broken:
        raise broken.exceptions[0] from broken


async def play(wire: Wire, course: Course, tokens: Tokens) -> int:
    """The claim's next command; gives the number of events that the claim now has more."""
    return course.answered(await wire.ask(course.request(tokens)))


def courses(scripts: Sequence[Script]) -> Iterator[Course]:
    """A claim at a time, none that hangs on the demo's dates; after the last the first comes again, for other people.

    Raises `Unexpected` where all of them do.
    """
    played = undated(scripts)
    if not played:
        raise Unexpected(f"none of {len(scripts)} claims can be played on any day")
    for lap in count():
        yield from (Course(script, lap=lap) for script in played)


def undated(scripts: Sequence[Script]) -> tuple[Script, ...]:
    """Those that can be played on any day, and without the demo's decree."""
    return tuple(script for script in scripts if not any(map(_is_dated, script.steps)))


def _is_dated(step: Step) -> bool:
    """It means something in the demo's weeks only, or says itself when it happened."""
    return step.path in DATED or OCCURRED_AT in step.body


def renamed(said: str, lap: int) -> str:
    """The same with other random UUIDs, each always the same one; those of lap 0 are as they were planned."""
    return BEGINS_UUID.sub(f'"{lap:04x}', said) if lap else said
