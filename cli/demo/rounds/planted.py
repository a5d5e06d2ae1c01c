"""How often families are sent for papers in the demo, and which papers could have been asked for in an earlier round.

The rules are those of docs/explanation/flow-of-claims.md, read from the scripts: what had been shown to be missing when
a round was made, and whether anybody else was asked for it. Neither the claim nor its account is asked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cli.demo.plan import Plan
from cli.demo.script import DONE, Script, Step
from domain.vocabulary import Verdict

Key = tuple[str, int, str]
"""region (two digits), number of the round, what is counted"""
Found = Counter[Key]
COUNTED: Final = ("rounds", "demands", "known_before", "sooner_s")
ENDS: Final = frozenset({"approval", "refusal", "withdrawal"})
UNMET: Final = frozenset({Verdict.GAP, Verdict.NO_BASIS, Verdict.NO_REGISTRY})
TOLD_APART: Final = 20
"""later rounds are counted as that one"""


def planted(plan: Plan) -> Found:
    """From the scripts alone."""
    counted = Found()
    for script in plan.scripts:
        for number, what, more in _Account(script).moves():
            counted[script.place.prefix, min(number, TOLD_APART), what] += more
    return +counted


def found(rows: Iterable[Mapping[str, Any]]) -> Found:
    """The same from the rows of /audit/rounds?by=region,round."""
    counted = Found()
    for row in rows:
        for what in COUNTED:
            counted[row["region"], row["round"], what] += row[what]
    return +counted


@dataclass
class _Account:
    """One claim's script. `rounds`: the steps, by number, that begin one; `since`: rounds before the last end."""

    script: Script
    rounds: list[int] = field(default_factory=list)
    since: int = 0
    over: bool = True
    out: set[str] = field(default_factory=set)
    told: set[int] = field(default_factory=set)

    @property
    def steps(self) -> list[Step]:
        return [step for step in self.script.steps if step.answer == DONE]

    def moves(self) -> Iterator[tuple[int, str, int]]:
        """Round, what is counted, how much more."""
        demands = 0
        for place, step in enumerate(self.steps):
            first, *rest = step.path.split("/")
            if step.path == "document-requests":
                demands += 1
                yield from self._demanded(place, f"D{demands}")
            elif first == "document-requests":
                self._ended(rest[0], rest[1])
            elif step.path in ENDS:
                self.over, self.since = True, len(self.rounds)

    def _ended(self, demand: str, how: str) -> None:
        """Any paper that comes ends the round, and so does the last one that is taken back."""
        self.out.discard(demand)
        self.over = self.over or how == "receipt" or not self.out

    def _demanded(self, place: int, demand: str) -> Iterator[tuple[int, str, int]]:
        if self.over:
            self.over, self.out = False, set()
            self.rounds.append(place)
            yield len(self.rounds), "rounds", 1
        self.out.add(demand)
        number = len(self.rounds)
        yield number, "demands", 1
        if (earlier := self._could(place)) is not None:
            yield number, "known_before", 1
            yield number, "sooner_s", sum(self._apart(n) for n in range(earlier, number - 1) if n not in self.told)
            self.told |= {*range(earlier, number - 1)}

    def _could(self, place: int) -> int | None:
        """Which of the rounds before this one was the first that could have asked for it."""
        made, need = self.steps[place], _need(self.steps[place])
        again = any(step.path == "document-requests" and _need(step) == need for step in self.steps[:place])
        if again or made.opens[0].came_of not in UNMET:
            return None
        earlier = range(self.since, len(self.rounds) - 1)
        return next((n for n in earlier if self._known(self.rounds[n], place, need)), None)

    def _known(self, then: int, now: int, need: tuple[str, str]) -> bool:
        """It was missing then, and from then on nobody else was asked for it."""
        seen = [n for n, step in enumerate(self.steps[:then]) for shown in step.shows if _about(shown) == need]
        missing = seen and any(_about(shown) == need and shown.cause for shown in self.steps[seen[-1]].shows)
        unconnected = self.steps[now].opens[0].came_of == Verdict.NO_REGISTRY
        if not (missing or unconnected):
            return False
        gaps = {shown.gap for step in self.steps for shown in step.shows if _about(shown) == need and shown.gap}
        asked = [n for n, step in enumerate(self.steps[:now]) if _asks(step, need, gaps)]
        return not any(n >= then for n in asked) and not any(self._awaited(n, then) for n in asked)

    def _awaited(self, asked: int, then: int) -> bool:
        """A request to another body without its answer by then; what registries were asked has been shown."""
        if self.steps[asked].path != "state-requests":
            return False
        number = sum(step.path == "state-requests" for step in self.steps[: asked + 1])
        return all(step.path != f"state-requests/S{number}/answer" for step in self.steps[:then])

    def _apart(self, n: int) -> int:
        """Seconds from one round to the next."""
        first, second = (int(self.steps[place].at.timestamp()) for place in self.rounds[n : n + 2])
        return second - first


def _about(shown: Any) -> tuple[str, str]:
    return shown.subject, shown.fact.value


def _need(step: Step) -> tuple[str, str]:
    return str(step.body["subject"]), str(step.body["fact"])


def _asks(step: Step, need: tuple[str, str], gaps: set[str]) -> bool:
    if step.path == "state-requests":
        return str(step.body["gap"]) in gaps
    named = step.body.get("needs")
    return isinstance(named, list) and any((each["subject"], each["fact"]) == need for each in named)
