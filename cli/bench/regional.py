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
from pathlib import Path
from statistics import median
from typing import Final

import uvloop

from api.questions import Questions
from cli.bench.answers import FIRST, LAST, QUESTIONS, Question, Told, among, differing
from cli.bench.histories import NOW, History
from cli.bench.open_claims import Filled, filled
from cli.bench.recounted import raw
from cli.bench.wire import Unexpected, get
from cli.bench.world import Chain, api_alone, database, settings_of
from cli.demo.places import AUDITOR
from cli.stack import Stack
from projections.lookback_days import Known, known

FEW: Final = 10_000
MANY: Final = 200_000
ROUNDS: Final = 25
PAST: Final = date(2019, 5, 15)
MOST_TOLD: Final = 5
ROUTE: Final = "/audit/delays?by=region,liable,cause&submitted_from={}&submitted_to={}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, and the milliseconds that its answer took in the middle: over few claims, and over many.

    `raw_ms`: of DuckDB over the raw events of the many, for the figures `recounted`, which are the same.
    """

    what: str
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

    @property
    def worst(self) -> Answer:
        return max(self.answers, key=lambda answer: answer.growth)


def measure(
    stack: Stack, folder: Path, told: Sequence[History], *, few: int = FEW, many: int = MANY, rounds: int = ROUNDS
) -> Regional:
    """Raises `Unexpected`, `TimeoutError`."""
    with database(stack, simulated_clock=True) as small, database(stack, simulated_clock=True) as large:
        sizes = filled(small, told, few), filled(large, told, many)
        answers = [*_questions(stack, folder, (small, large), rounds), *_routes(stack, folder, (small, large), rounds)]
    return Regional(*sizes, tuple(answers), rounds)


def _questions(stack: Stack, folder: Path, urls: Sequence[str], rounds: int) -> Iterator[Answer]:
    """Through the connections of the routes. Raises `Unexpected` if the raw events say anything else."""
    few, many = (Questions(settings_of(stack, folder, url, "no.topic")) for url in urls)
    with closing(few), closing(many):
        asked = [
            (question, known(day, NOW))
            for question in QUESTIONS
            for day in ((None, PAST) if question.looks_back else (None,))
        ]
        timed = [
            (
                question,
                moment,
                _in_turns(_said(question, moment), rounds, *(_ask(each, question, moment) for each in (few, many))),
            )
            for question, moment in asked
        ]
        again = [_recounted(each, url, asked) for each, url in zip((few, many), urls, strict=True)][-1]
    for question, moment, answer in timed:
        taken_ms = again.get((question.what, moment.day))
        yield replace(answer, raw_ms=taken_ms, recounted=question.recounted)


def _said(question: Question, moment: Known) -> str:
    return f"{question.what}, as known {'on a past day' if moment.past else 'now'}"


def _ask(questions: Questions, question: Question, moment: Known) -> Callable[[], Told]:
    def ask() -> Told:
        with questions.reading() as reader:
            told = question.ask(reader, among(moment), moment)
        assert told, f"nothing was found: {question.what}"
        return told

    return ask


def _recounted(
    questions: Questions, url: str, asked: Sequence[tuple[Question, Known]]
) -> dict[tuple[str, date], float]:
    """The milliseconds of the second computation. Raises `Unexpected` where it differs."""
    taken: dict[tuple[str, date], float] = {}
    with raw(url) as events:
        for question, moment in asked:
            if question.recounted:
                again = events.ask(question.sql, first=FIRST, last=LAST, known=moment)
                if wrong := differing(question, _ask(questions, question, moment)(), again.by_region):
                    raise Unexpected("; ".join(wrong[:MOST_TOLD]))
                taken[question.what, moment.day] = again.taken_ms
    return taken


def _routes(stack: Stack, folder: Path, urls: Sequence[str], rounds: int) -> Iterator[Answer]:
    """One of the routes, over HTTP."""
    small, large = urls
    with (
        api_alone(stack, folder / "few", small, [AUDITOR]) as few,
        api_alone(stack, folder / "many", large, [AUDITOR]) as many,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        route = ROUTE.format(FIRST, LAST)
        asks = [_over_http(runner, each, route) for each in (few, many)]
        yield _in_turns("delays by region, liable, cause, as known now, over HTTP", rounds, *asks)


def _over_http(runner: asyncio.Runner, chain: Chain, route: str) -> Callable[[], None]:
    request = get(route, f"Authorization: Bearer {chain.tokens[AUDITOR]}\r\n")

    async def ask() -> None:
        wire = await chain.wire()
        answer = await wire.ask(request)
        wire.close()
        if answer.status != 200:
            raise Unexpected(f"GET {route}: {answer.status} {answer.body.decode(errors='replace')}")

    return lambda: runner.run(ask())


def _in_turns(what: str, rounds: int, few: Callable[[], object], many: Callable[[], object]) -> Answer:
    """Both meet the same load; the first round warms up."""
    taken = [(_milliseconds(few), _milliseconds(many)) for _ in range(rounds + 1)][1:]
    return Answer(what, *(median(times) for times in zip(*taken, strict=True)))


def _milliseconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)
