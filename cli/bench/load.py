"""The commands of the demo's claims, sent one claim's after the other and many claims' side by side, as of now.

The plan is the demo's (its causes, its mix), its dates are not: every command happens when it is sent.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

from cli.bench.wire import Answer, Unexpected, Wire, post
from cli.demo.places import Actor
from cli.demo.script import REPEATED, Script, Step
from domain.vocabulary import Role

RUN: Final = uuid4().hex[:12]
"""begins every request key of this process: a key is never used in two runs"""
DATED: Final = frozenset({"extensions", "deadline"})
"""commands that only mean something in the demo's weeks"""

Tokens = Mapping[Actor, str]


@dataclass(slots=True)
class Course:
    """A claim under way. `claim` is its id once it was submitted, `version` that of the last answer.

    `last`: path -> version of what the last command of that path recorded first.
    """

    script: Script
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
        path = f"/claims/{self.claim}/{step.path}" if step.path else "/claims"
        headers = (
            f"Authorization: Bearer {tokens[step.actor]}\r\n"
            f"Idempotency-Key: {RUN}-{self.script.number:06d}-{self.done:04d}\r\n{self._if_match(step)}"
        )
        return post(path, headers, json.dumps(said).encode())

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


async def play(wire: Wire, course: Course, tokens: Tokens) -> int:
    """The claim's next command; gives the number of events that the claim now has more."""
    return course.answered(await wire.ask(course.request(tokens)))


def courses(scripts: Sequence[Script]) -> Iterator[Course]:
    """A claim at a time, each once; none that hangs on the demo's dates. Raises `Unexpected` when there are no more."""
    yield from (Course(script) for script in scripts if DATED.isdisjoint(step.path for step in script.steps))
    raise Unexpected(f"the load needs more than {len(scripts)} claims")
