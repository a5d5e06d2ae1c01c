"""The tables of read models filled from the store: by one process, or by several that divide the streams.

Roll-ups only add, and a stream is folded by one process alone: who builds which part makes no difference.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Protocol

import psycopg
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

from projections.apply import ReadModels
from projections.base import AnyProjection
from projections.connect import connect
from projections.registry import named
from projections.tables import gathering
from store import log, scan
from store.scan import Ids

Progress = Callable[[int, int], None]
"""called with (events folded, events there are)"""
Done = Callable[[int], None]
"""called with how many events were folded so far"""


class Builders(Protocol):
    """Who folds the store, up to a position, into the new tables."""

    def build(
        self,
        connection: Connection,
        reader: log.Connection,
        projections: Sequence[AnyProjection],
        until: int,
        done: Done,
    ) -> int:
        """Returns how many events there were."""


@dataclass(frozen=True, slots=True)
class Alone:
    """This process. `batch`: most events in one transaction."""

    batch: int

    def build(
        self,
        connection: Connection,
        reader: log.Connection,
        projections: Sequence[AnyProjection],
        until: int,
        done: Done,
    ) -> int:
        return _fold(connection, reader, projections, until, self.batch, scan.ALL, done)


@dataclass(frozen=True, slots=True)
class Several:
    """So many processes, this one among them; the others connect by themselves.

    `prepare` is called first in each of the others: what this process was taught they must be taught too.
    """

    batch: int
    processes: int
    database_url: str
    prepare: Callable[[], None]

    def build(
        self,
        connection: Connection,
        reader: log.Connection,
        projections: Sequence[AnyProjection],
        until: int,
        done: Done,
    ) -> int:
        """Progress is told as if the others were as far as this one."""
        own, *others = scan.parts(self.processes)
        part = partial(_part, self.database_url, [of.name for of in projections], until, self.batch)
        with ProcessPoolExecutor(self.processes - 1, mp_context=get_context("spawn"), initializer=self.prepare) as pool:
            running = [pool.submit(part, ids) for ids in others]
            folded = _fold(
                connection, reader, projections, until, self.batch, own, lambda so_far: done(so_far * self.processes)
            )
            return folded + sum(each.result() for each in running)


def _part(database_url: str, names: Iterable[str], until: int, batch: int, ids: Ids) -> int:
    """In another process."""
    with (
        closing(connect(database_url, "qadam rebuild, a part")) as connection,
        psycopg.connect(database_url, autocommit=True, application_name="qadam rebuild, reading") as reader,
    ):
        return _fold(connection, reader, [named(name) for name in names], until, batch, ids, lambda done: None)


def _fold(
    connection: Connection,
    reader: log.Connection,
    projections: Sequence[AnyProjection],
    until: int,
    batch: int,
    ids: Ids,
    done: Done,
) -> int:
    read_models = ReadModels(connection, map(gathering, projections), partial(log.read_stream, reader))
    folded = 0
    for events in scan.by_stream(reader, until=until, names=projections[0].names(), limit=batch, ids=ids):
        read_models.apply(events)
        done(folded := folded + len(events))
    return folded
