"""Regional answers over few and over many open claims: does what they cost grow with the claims, and are they right?

Two stores are asked the same, in turns, through the connections that the routes use, and one route over HTTP. DuckDB is
asked beside them, of the raw events; the run is broken off if it says anything else.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path
from statistics import median
from typing import Final

import uvloop

from api.questions import Questions
from cli.bench.answers import QUESTIONS, Question, Told, differing
from cli.bench.histories import NOW, History
from cli.bench.open_claims import Filled, filled
from cli.bench.recounted import raw
from cli.bench.wire import Unexpected, get
from cli.bench.world import Chain, api_alone, database, settings_of
from cli.demo.places import AUDITOR
from cli.stack import Stack
from projections.lookback import Asked as Among
from projections.lookback_days import Known, known

FEW: Final = 10_000
MANY: Final = 200_000
ROUNDS: Final = 15
PAST: Final = date(2019, 5, 15)
MONTH: Final = date(2019, 4, 1), date(2019, 4, 30)
DAYS: Final = date(2019, 4, 10), date(2019, 5, 9)
PERIODS: Final = {"a month": MONTH, "thirty days of two": DAYS}
"""days of submission: as they were added up for the month, and one by one"""
MOST_TOLD: Final = 5
ROUTE: Final = "/audit/delays?by=region,liable,cause&submitted_from={}&submitted_to={}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, and the milliseconds that its answer took in the middle: over few claims, and over many.

    `whole`: of a whole month. `raw_ms`: of DuckDB over the raw events of the many, for the figures `recounted`, which
    are the same.
    """

    what: str
    whole: bool
    few_ms: float
    many_ms: float
    raw_ms: float | None = None
    recounted: tuple[str, ...] = ()

    @property
    def growth(self) -> float:
        return self.many_ms / self.few_ms


@dataclass(frozen=True, slots=True)
class Regional:
    few: Filled
    many: Filled
    answers: tuple[Answer, ...]
    rounds: int

    def worst(self, *, whole: bool) -> Answer:
        """Of whole months, or of days of two."""
        return max((each for each in self.answers if each.whole is whole), key=lambda answer: answer.growth)


def measure(
    stack: Stack, folder: Path, told: Sequence[History], *, few: int = FEW, many: int = MANY, rounds: int = ROUNDS
) -> Regional:
    """Raises `Unexpected`, `TimeoutError`."""
    with database(stack, simulated_clock=True) as small, database(stack, simulated_clock=True) as large:
        sizes = filled(small, told, few), filled(large, told, many)
        answers = [*_questions(stack, folder, (small, large), rounds), *_routes(stack, folder, (small, large), rounds)]
    return Regional(*sizes, tuple(answers), rounds)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a period, as known at a moment."""

    question: Question
    period: str
    known: Known

    @property
    def said(self) -> str:
        period = f", {self.period}" if self.question.looks_back else ""
        return f"{self.question.what}{period}, as known {'on a past day' if self.known.past else 'now'}"

    @property
    def whole(self) -> bool:
        return PERIODS[self.period] == MONTH

    def of(self, questions: Questions) -> Callable[[], Told]:
        first, last = PERIODS[self.period]

        def ask() -> Told:
            with questions.reading() as reader:
                told = self.question.ask(reader, Among((), first, last, as_known=self.known.by), self.known)
            assert told, f"nothing was found: {self.said}"
            return told

        return ask


def asked() -> Iterator[Asked]:
    """Every question about both periods, now and as known on a past day; how a queue stands is asked once."""
    for question in QUESTIONS:
        for period, day in product(PERIODS, (None, PAST)):
            if question.looks_back or (PERIODS[period] == DAYS and day is None):
                yield Asked(question, period, known(day, NOW))


def _questions(stack: Stack, folder: Path, urls: Sequence[str], rounds: int) -> Iterator[Answer]:
    """Through the connections of the routes. Raises `Unexpected` if the raw events say anything else."""
    few, many = (Questions(settings_of(stack, folder, url, "no.topic")) for url in urls)
    with closing(few), closing(many):
        timed = [(each, _in_turns(each.said, each.whole, rounds, each.of(few), each.of(many))) for each in asked()]
        small, large = urls
        _recounted(few, small, [each for each in asked() if each.question.recounted])
        taken_ms = _recounted(many, large, [each for each in asked() if each.question.recounted and not each.whole])
    for each, answer in timed:
        yield replace(answer, raw_ms=taken_ms.get(each.said), recounted=each.question.recounted)


def _recounted(questions: Questions, url: str, asked: Sequence[Asked]) -> dict[str, float]:
    """The milliseconds of the second computation. Raises `Unexpected` where it differs."""
    taken: dict[str, float] = {}
    with raw(url) as events:
        for each in asked:
            first, last = PERIODS[each.period]
            again = events.ask(each.question.sql, first=first, last=last, known=each.known)
            if wrong := differing(each.question, each.of(questions)(), again.by_region):
                raise Unexpected("; ".join(wrong[:MOST_TOLD]))
            taken[each.said] = again.taken_ms
    return taken


def _routes(stack: Stack, folder: Path, urls: Sequence[str], rounds: int) -> Iterator[Answer]:
    """One of the routes, over HTTP."""
    small, large = urls
    with (
        api_alone(stack, folder / "few", small, [AUDITOR]) as few,
        api_alone(stack, folder / "many", large, [AUDITOR]) as many,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        route = ROUTE.format(*MONTH)
        asks = [_over_http(runner, each, route) for each in (few, many)]
        yield _in_turns("delays by region, liable, cause, a month, as known now, over HTTP", True, rounds, *asks)


def _over_http(runner: asyncio.Runner, chain: Chain, route: str) -> Callable[[], None]:
    request = get(route, f"Authorization: Bearer {chain.tokens[AUDITOR]}\r\n")

    async def ask() -> None:
        wire = await chain.wire()
        answer = await wire.ask(request)
        wire.close()
        if answer.status != 200:
            raise Unexpected(f"GET {route}: {answer.status} {answer.body.decode(errors='replace')}")

    return lambda: runner.run(ask())


def _in_turns(what: str, whole: bool, rounds: int, few: Callable[[], object], many: Callable[[], object]) -> Answer:
    """Both meet the same load; the first round warms up."""
    taken = [(_milliseconds(few), _milliseconds(many)) for _ in range(rounds + 1)][1:]
    return Answer(what, whole, *(median(times) for times in zip(*taken, strict=True)))


def _milliseconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)
