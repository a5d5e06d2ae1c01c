"""Whose CPU seconds are whose: every process of the chain, with the servers, and the load generator itself."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from cli.bench.cpu import Process, busy_seconds, descendants, named, processes, tree
from cli.bench.watch import Connection
from cli.bench.world import PROCESSES, Chain

POSTGRES: Final = "PostgreSQL, all backends"
KAFKA: Final = "Apache Kafka"
GENERATOR: Final = "load generator"
OTHERS: Final = "everything else on the machine"

Spent = Mapping[str, float]
"""Name -> CPU seconds."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Name -> the process whose tree is counted; servers that run elsewhere are not here and have no account."""

    roots: Mapping[str, int]

    @classmethod
    async def of(cls, chain: Chain, connection: Connection) -> Self:
        known = processes()
        roots: dict[str, int | None] = {name: chain.processes.pid(name) for name in PROCESSES}
        roots[POSTGRES] = await _postmaster(connection, known)
        roots[KAFKA] = named("kafka.Kafka", descendants(os.getpid(), known))
        return cls({name: pid for name, pid in roots.items() if pid})

    def so_far(self) -> Spent:
        """The load generator is this process alone: all others are its children."""
        known = processes()
        ours = {name: tree(pid, known) for name, pid in self.roots.items()}
        ours[GENERATOR] = known[os.getpid()].seconds
        return ours | {OTHERS: busy_seconds() - sum(ours.values())}


def between(before: Spent, after: Spent) -> Spent:
    return {name: max(0.0, seconds - before[name]) for name, seconds in after.items()}


async def _postmaster(connection: Connection, known: Mapping[int, Process]) -> int | None:
    """The parent of the backend that answers us, if it is on this machine."""
    cursor = await connection.execute("SELECT pg_backend_pid()")
    row = await cursor.fetchone()
    assert row
    backend = named("postgres", [row[0]])
    return known[backend].parent if backend is not None and backend in known else None
