"""What claim and applicant have in common: a stream of events, and the requests that made them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import Aggregate

from domain.act import Act
from domain.errors import KeyReused
from domain.event import Event

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Answered:
    """The versions that a request brought about: its answer can be told again from them."""

    digest: str
    first: int
    last: int


class Stream(Aggregate):
    """One aggregate's events. Made blank, at version 0; everything it knows comes from events."""

    answered: dict[str, Answered]
    names: list[str]  # wire names of the events so far: version n is names[n - 1]

    @classmethod
    def blank(cls, id: UUID) -> Self:
        stream = cls.__new__(cls)
        stream.__base_init__(id, 0, NEVER)
        stream.answered, stream.names = {}, []
        stream.begin()
        return stream

    @classmethod
    def takes(cls, event: Event) -> bool:
        """Whether the event can be one of this kind of stream."""
        raise NotImplementedError

    def begin(self) -> None:
        """Set what the first event will find."""

    def took(self, event: Event) -> None:
        """An event happened: remember which, and under which request."""
        self.names.append(event.TOPIC)
        if event.request is None:
            return
        version, name = event.originator_version, f"{event.by['actor']}/{event.request['key']}"
        known = self.answered.get(name)
        first = known.first if known else version
        self.answered[name] = Answered(event.request["digest"], first, version)

    def answer_to(self, act: Act) -> Answered | None:
        """The answer that this request already has. Raises `KeyReused` if the key came with another body."""
        if act.request is None:
            return None
        known = self.answered.get(f"{act.actor}/{act.request['key']}")
        if known and known.digest != act.request["digest"]:
            raise KeyReused(act.request["key"])
        return known

    def _record(self, event_class: type[Event], act: Act, **content: Any) -> None:
        self.trigger_event(
            event_class,
            timestamp=act.now,
            by=act.by,
            office=act.office,
            occurred_at=act.at,
            request=act.request,
            **content,
        )
