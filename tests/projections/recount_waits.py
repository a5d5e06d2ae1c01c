"""The second ledger over a log: every wait of every claim as known on a day, in the shape that tests add up."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.regions import region_at
from store.log import Recorded
from tests.projections.recount import NO_CLAIMS
from tests.projections.recount_ledger import Claim, Plain


@dataclass(frozen=True)
class ToldAgain:
    """A wait in the shape in which tests of looking back add up waits (claims.Told)."""

    claim: UUID
    of: Claim
    wait: Plain

    @property
    def runs(self) -> bool:
        return not self.wait.closed

    @property
    def columns(self) -> dict[str, Any]:
        names = ("stage", "holder", "holder_code", "liable", "liable_code", "cause", "registry")
        return {
            "region": self.of.first["region"][:2],
            "office": self.of.first["office"],
            "submitted_on": datetime.fromtimestamp(self.of.started, UTC).astimezone(self.of.zone).date(),
            **dict(zip(names, self.wait.key, strict=True)),
            "came_of": self.wait.came_of,
            "pause": self.wait.pause,
        }

    @property
    def seconds(self) -> tuple[int, ...]:
        return tuple(self.wait.seconds)


def claims_again(log: Iterable[Recorded], before: datetime | None = None) -> dict[UUID, Claim]:
    """Every claim up to its last event that was recorded before an instant."""
    found: dict[UUID, Claim] = {}
    for event in log:
        if event.name.partition(".")[0] not in NO_CLAIMS and not (before and event.recorded_at >= before):
            found[event.stream], body, at = read(event, found.get(event.stream))
            found[event.stream].take(event.version, event.name, body, at)
    return found


def read(event: Recorded, claim: Claim | None) -> tuple[Claim, dict[str, Any], int]:
    """The claim, with a submission a new one; the body, and when it says that it happened."""
    body = json.loads(event.body)
    at = int(datetime.fromisoformat(body["occurred_at"]).timestamp())
    if claim is None:
        claim = Claim(first=body, zone=_zone(body["region"], body["occurred_at"]), started=at, last=at)
    return claim, body, at


def waits_again(log: Iterable[Recorded], at: int, before: datetime | None = None) -> Iterator[ToldAgain]:
    """Every wait of what was recorded before an instant, running ones up to `at` (epoch seconds)."""
    for stream, claim in claims_again(log, before).items():
        claim.pass_until(at)
        for wait in (*claim.over, *claim.open):
            yield ToldAgain(stream, claim, wait)


@cache
def _zone(region: str, said: str) -> ZoneInfo:
    return region_at(region, datetime.fromisoformat(said)).zone
