"""Regional answers over few and over many open claims: does what they cost grow with the claims?

Two stores are asked the same, in turns, through the connections that the routes use, and one route over HTTP.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from pathlib import Path
from statistics import median
from typing import Final

import uvloop

from api.questions import Questions
from cli.bench.histories import History
from cli.bench.open_claims import NOW, Filled, filled
from cli.bench.wire import Unexpected, get
from cli.bench.world import Chain, api_alone, database, settings_of
from cli.demo.places import AUDITOR
from cli.stack import Stack
from projections import cohort, demands, gaps
from projections.delays_questions import VIEW as DELAYS
from projections.lookback import Asked, View, rolled_up
from projections.lookback_days import known

FEW: Final = 10_000
MANY: Final = 200_000
ROUNDS: Final = 25
PAST: Final = date(2019, 5, 15)
MONTH: Final = date(2019, 4, 1), date(2019, 4, 30)
DAYS: Final = date(2019, 4, 10), date(2019, 5, 9)
PERIODS: Final = {"a month": MONTH, "thirty days of two": DAYS}
"""days of submission: as they were added up for the month, and one by one"""
VIEWS: Final = (
    (DELAYS, ("region", "liable", "cause")),
    (cohort.VIEW, ("region",)),
    (demands.VIEW, ("region",)),
    (gaps.VIEW, ("region",)),
)
ROUTE: Final = "/audit/delays?by=region,liable,cause&submitted_from={}&submitted_to={}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, and the milliseconds that its answer took in the middle: over few claims, and over many.

    `whole`: of a whole month.
    """

    what: str
    whole: bool
    few_ms: float
    many_ms: float

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


def _questions(stack: Stack, folder: Path, urls: Sequence[str], rounds: int) -> Iterator[Answer]:
    """Through the connections of the routes."""
    few, many = (Questions(settings_of(stack, folder, url, "no.topic")) for url in urls)
    with closing(few), closing(many):
        for view, asked, at, said in _asked():
            whole = (asked.first, asked.last) == MONTH
            yield _in_turns(said, whole, rounds, *(_question(each, view, asked, at) for each in (few, many)))


def _asked() -> Iterator[tuple[View, Asked, datetime, str]]:
    for (view, by), (period, (first, last)), day in product(VIEWS, PERIODS.items(), (None, PAST)):
        moment = known(day, NOW)
        said = f"{view.of} by {', '.join(by)}, {period}, as known {'on a past day' if moment.past else 'now'}"
        yield view, Asked(by, first, last, as_known=moment.by), moment.at, said


def _question(questions: Questions, view: View, asked: Asked, at: datetime) -> Callable[[], None]:
    def ask() -> None:
        with questions.reading() as reader:
            assert rolled_up(reader, view, asked, int(at.timestamp())), f"nothing was found: {view.of}"

    return ask


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


def _in_turns(what: str, whole: bool, rounds: int, few: Callable[[], None], many: Callable[[], None]) -> Answer:
    """Both meet the same load; the first round warms up."""
    taken = [(_milliseconds(few), _milliseconds(many)) for _ in range(rounds + 1)][1:]
    return Answer(what, whole, *(median(times) for times in zip(*taken, strict=True)))


def _milliseconds(ask: Callable[[], None]) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)
