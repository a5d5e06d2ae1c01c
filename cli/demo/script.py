"""What a claim of the demo will do: its commands with their times, and the waits each of them opens.

The waits are stated by whoever wrote the story, from the rules in docs/explanation/delay-ledger.md. The ledger itself
is never asked: otherwise planted and found would agree whatever the ledger says.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cli.demo.places import Actor, Place
from domain.vocabulary import Fact, GapCause

Json = dict[str, object]

DONE: Final = 201
REPEATED: Final = 409
"""the answer to an application beside an open claim"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A wait that a step opens: who answers for it (KIND or KIND:CODE), why, and what comes of it."""

    liable: str
    cause: str
    registry: str = ""
    came_of: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What becomes known of a fact: that a registry gave it, or that it is missing: why, and as which gap."""

    subject: str
    fact: Fact
    cause: GapCause | None = None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One command. `path`: below the claim, empty for a submission.

    `versions`: words of the body that name a version, each with the path of the earlier step that made it.
    """

    at: datetime
    actor: Actor
    path: str
    body: Json
    opens: tuple[Opened, ...] = ()
    shows: tuple[Shown, ...] = ()
    answer: int = DONE
    versions: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Script:
    """A claim's steps in the order of their times. `cause`: the name of the planted cause it shows."""

    number: int
    cause: str
    place: Place
    office: str
    steps: list[Step] = field(default_factory=list)

    def waits(self) -> Iterator[Opened]:
        """Every wait the claim will have had, in the order they open."""
        for step in self.steps:
            yield from step.opens

    def cut(self, end: datetime) -> None:
        """Nothing is played after the demo's end."""
        self.steps = [step for step in self.steps if step.at <= end]
