"""Stores full of claims to take away, and how a file of them is made."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from cli.demo.causes import LEAST_CLAIMS
from cli.demo.plan import END, plan
from cli.stack import Stack
from domain.event import Event
from exports.asked import Question, Sees
from exports.export import Export
from exports.formats import Format, FormatName, format_of
from exports.stamp import Stamp
from exports.tables import TableName
from store import log
from store.log import Recorded
from store.mapper import bytes_of
from tests.cli.played import days_of, play
from tests.conftest import address, copied
from tests.projections.claims import log_of
from tests.projections.journeys import keep

SEED = 2019
STEPS = 70


@dataclass(slots=True)
class Kept:
    """A store, and what is in it."""

    url: str
    events: list[Recorded]

    def record(self, events: Sequence[Recorded]) -> None:
        keep(self.url, events)
        self.events += events

    @contextmanager
    def lent(self) -> Iterator[log.Connection]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            yield connection

    def export(self, of: Format, question: Question | None = None, **how: Any) -> Export:
        return Export(self.lent, of, question or Question(), **how)

    def taken(
        self,
        name: FormatName,
        table: TableName = TableName.EVENTS,
        question: Question | None = None,
        *,
        sees: Sees | None = None,
    ) -> tuple[bytes, Stamp]:
        """The whole file and its stamp."""
        with days_of(END):
            export = self.export(format_of(name, table), question, sees=sees)
            return b"".join(export.chunks()), export.stamp

    def claims(self) -> dict[str, list[Recorded]]:
        """The events of each claim, in order."""
        found: dict[str, list[Recorded]] = {}
        for event in sorted(self.events, key=lambda each: (each.stream.int, each.version)):
            found.setdefault(str(event.stream), []).append(event)
        return {claim: events for claim, events in found.items() if events[0].name == "claim.submitted"}


@pytest.fixture(scope="session")
def store_of(_admin: Connection, _template: str, stack: Stack) -> Iterator[Callable[[Sequence[Recorded]], Kept]]:
    """Makes stores; they are gone at the end."""
    with ExitStack() as copies:

        def made(events: Sequence[Recorded]) -> Kept:
            kept = Kept(address(stack, copies.enter_context(copied(_admin, _template))), [])
            kept.record(events)
            return kept

        yield made


@pytest.fixture(scope="session")
def demo(store_of: Callable[[Sequence[Recorded]], Kept]) -> Kept:
    """The claims of the demo, as its commands record them."""
    return store_of(demo_events())


@pytest.fixture(scope="session", params=["demo", "random"])
def filled(request: pytest.FixtureRequest, store_of: Callable[[Sequence[Recorded]], Kept], demo: Kept) -> Kept:
    return demo if request.param == "demo" else store_of(log_of(7, STEPS))


@pytest.fixture
def own(store_of: Callable[[Sequence[Recorded]], Kept]) -> Kept:
    """A store of the test's own, with random histories in it."""
    return store_of(log_of(3, 40))


def demo_events() -> list[Recorded]:
    """In the order of their recording, under ids that are as random as those of life."""
    events: list[Event] = []
    for script in plan(LEAST_CLAIMS, SEED).scripts:
        events += [event for event in play(script).collect_events() if isinstance(event, Event)]
    events.sort(key=lambda event: (event.timestamp, event.originator_id.int, event.originator_version))
    return [_recorded(3 * n + 1, event) for n, event in enumerate(events)]


def _recorded(position: int, of: Event) -> Recorded:
    stream = UUID(int=of.originator_id.int * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128)
    return Recorded(position, stream, of.originator_version, of.TOPIC, of.timestamp, bytes_of(of))


def spoilt(event: Recorded, body: bytes) -> Recorded:
    return replace(event, body=body)


def file_of(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
