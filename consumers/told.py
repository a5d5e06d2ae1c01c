"""Findings that were told something which the read model may not hold yet.

The watch asks the read model what was found before, so that it need not load every finding of a claim. A read model may
be behind, and nobody looks every day at a claim that is decided: what it does not hold yet is kept here, and is read
from the store when a watch begins, because the one before may have been killed.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from domain.events import FindingRaised
from store import log
from store.mapper import event_of

AT_ONCE: Final = 500
"""findings that are read together: a watch that begins beside a new read model may have many to read"""


class Told:
    """Claim -> its findings, each with a position of the store that its last event does not lie behind."""

    def __init__(self) -> None:
        self._findings: dict[UUID, dict[UUID, int]] = {}

    def of(self, claim: UUID) -> frozenset[UUID]:
        return frozenset(self._findings.get(claim, ()))

    def note(self, claim: UUID, findings: Iterable[UUID], position: int) -> None:
        """Something was recorded of these, at that position at the latest."""
        self._findings.setdefault(claim, {}).update(dict.fromkeys(findings, position))

    def forget(self, position: int) -> None:
        """The read model holds everything up to there."""
        left = {claim: {f: at for f, at in told.items() if at > position} for claim, told in self._findings.items()}
        self._findings = {claim: told for claim, told in left.items() if told}


def told_after(connection: log.Connection, position: int) -> Told:
    """What was recorded of findings after a position of the store."""
    told, streams = Told(), log.streams_after(connection, position, "finding.")
    end = log.end(connection)
    for start in range(0, len(streams), AT_ONCE):
        for recorded in log.read_streams(connection, streams[start : start + AT_ONCE]):
            event = event_of(recorded)
            if isinstance(event, FindingRaised):
                told.note(UUID(event.claim), [recorded.stream], end)
    return told
