"""What a command is answered with: the events it recorded. The same for the first request and for its repetition."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.headers import etag
from domain.event import Event

MEDIA_TYPE: Final = "application/json"
ENVELOPE: Final = frozenset({"by", "office", "occurred_at", "request"})
"""what every event carries; the sender knows it"""
RENAMED: Final = {"type": "document_type"}
"""an event's own field that would hide the event's name"""


class RecordedEvent(BaseModel):
    """An event with its own fields: docs/reference/events.md."""

    model_config = ConfigDict(extra="allow")

    version: int = Field(description="its place among the claim's events")
    type: str = Field(description="its name")


class Accepted(BaseModel):
    """What a command recorded, and where the claim stands after it."""

    claim: UUID = Field(description="the claim's id: what every path about it begins with")
    version: int = Field(description="of the claim after this command: the ETag")
    stage: str = Field(description="where the claim stands now; what that allows: docs/reference/api.md")
    recorded: list[RecordedEvent] = Field(description="the events, in order: one command may bring about several")


class FindingAccepted(BaseModel):
    """What a command on a finding recorded, and how far people have come with it."""

    finding: UUID = Field(description="the finding's id")
    version: int = Field(description="of the finding after this command: the ETag")
    status: str = Field(description="OPEN, ACKNOWLEDGED, ANSWERED or CLOSED")
    recorded: list[RecordedEvent] = Field(description="the events, in order")


class InquiryAccepted(BaseModel):
    """What a command on an inquiry recorded, and how far it has come."""

    inquiry: UUID = Field(description="the inquiry's id")
    version: int = Field(description="of the inquiry after this command: the ETag")
    status: str = Field(description="ANSWERED or REPLIED")
    recorded: list[RecordedEvent] = Field(description="the events, in order")


def accepted(about: Mapping[str, object], events: Sequence[Event], headers: dict[str, str] | None = None) -> Response:
    """201 with what stands in the store now. `about`: whose events they are, and where it stands with them."""
    version = events[-1].originator_version
    body = {**about, "version": version, "recorded": [recorded(event) for event in events]}
    return Response(
        orjson.dumps(body, option=orjson.OPT_SORT_KEYS), 201, {"ETag": etag(version), **(headers or {})}, MEDIA_TYPE
    )


def recorded(event: Event) -> dict[str, Any]:
    """The event as an answer shows it."""
    own = ((RENAMED.get(name, name), value) for name, value in event.content().items() if name not in ENVELOPE)
    return {"version": event.originator_version, "type": event.TOPIC, **dict(own)}


def of_stream(events: Iterable[Event], stream: UUID) -> list[Event]:
    """The events of one stream; a save may hold those of two."""
    return [event for event in events if event.originator_id == stream]


def shown(body: object, *, headers: dict[str, str] | None = None) -> Response:
    """200 with the answer to a question; days and instants in ISO 8601."""
    return Response(orjson.dumps(body, option=orjson.OPT_UTC_Z), 200, headers, MEDIA_TYPE)


def at_second(at: int) -> datetime:
    """The instant of epoch seconds."""
    return datetime.fromtimestamp(at, UTC)
