"""What an export was of: enough to make the same bytes again, and to see that they are the same."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from domain.event import instant
from domain.policy import editions
from exports.reading import Unread

DEFINITION: Final = "exports-1"
"""the version of what is exported: another column, another meaning, another number"""


@dataclass(frozen=True, slots=True)
class Heading:
    """What is known before the first byte. `position`: of the last event that is taken into account; `as_of`: when
    that was recorded, the instant up to which running waits are counted; none of both in an empty store.

    `asked`: what narrows it; `scope`: whether only claims in somebody's scope are in it.
    """

    format: str
    table: str | None
    position: int
    as_of: datetime | None
    asked: Mapping[str, Any]
    scope: str

    @property
    def now(self) -> int:
        """`as_of` in epoch seconds."""
        return int(self.as_of.timestamp()) if self.as_of else 0

    def told(self) -> dict[str, Any]:
        return {
            "definition": DEFINITION,
            "format": self.format,
            "table": self.table,
            "position": self.position,
            "as_of": instant(self.as_of) if self.as_of else None,
            "asked": dict(self.asked),
            "scope": self.scope,
            "editions": [edition.code for edition in editions()],
        }


@dataclass(frozen=True, slots=True)
class Stamp:
    """The same with what is known after the last byte.

    `events_sha256`: of the digests of all stored bytes that went into it, in its order: the same for every format.
    """

    heading: Heading
    claims: int
    events: int
    events_sha256: str
    bytes: int
    sha256: str
    unread: tuple[Unread, ...]

    def told(self) -> dict[str, Any]:
        unread = [{**asdict(each), "claim": _written(each.claim)} for each in self.unread]
        return {
            **self.heading.told(),
            "claims": self.claims,
            "events": self.events,
            "events_sha256": self.events_sha256,
            "bytes": self.bytes,
            "sha256": self.sha256,
            "unread": unread,
        }


def _written(claim: UUID) -> str:
    return str(claim)
