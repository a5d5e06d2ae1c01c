"""What every event is: its wire name, its fields, its past versions and its effect, in one block.

The library's three fields (stream, version, time of recording) are columns of the store and never stand in the bytes;
everything else a class declares is stored as plain JSON under the class's wire name `TOPIC`, for ever.
A changed shape gets `class_version = 2` and a static `upcast_v1_v2(state)`; a stored example of every version stays in
tests/domain/stored/. Effects only set fields: they run on every replay, so no rule is checked here.
"""

from datetime import UTC, datetime
from typing import Any, ClassVar, TypedDict

from eventsourcing.domain import AggregateEvent

EVENTS: dict[str, type["Event"]] = {}


class By(TypedDict):
    """Who acted: the token's subject and role."""

    actor: str
    role: str


class Request(TypedDict):
    """The Idempotency-Key of the command and the keyed digest of its canonical body."""

    key: str
    digest: str


class Event(AggregateEvent):
    """The envelope: who, from which office, when it happened, under which request key."""

    TOPIC: ClassVar[str]
    class_version: ClassVar[int] = 1
    by: By
    office: str
    occurred_at: str
    request: Request | None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "TOPIC" in cls.__dict__:
            EVENTS[cls.TOPIC] = cls

    def apply(self, aggregate: Any) -> None:
        aggregate.took(self)

    @property
    def happened_at(self) -> datetime:
        return datetime.fromisoformat(self.occurred_at)

    def content(self) -> dict[str, Any]:
        """What goes into the bytes: everything but the columns of the store."""
        return {k: v for k, v in vars(self).items() if k not in COLUMNS}


COLUMNS = frozenset({"originator_id", "originator_version", "timestamp"})


def instant(at: datetime) -> str:
    """ISO 8601 in UTC with a Z; microseconds only where there are some."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
