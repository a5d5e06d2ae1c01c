"""A read model of the tests' own: how often each office saw a claim, on events of the tests' own."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

from domain.event import Event
from projections.base import Index, Out, Projection


class VisitEvent(Event):
    """An event of a visit's stream."""


class Opened(VisitEvent):
    TOPIC = "visit.opened"
    region: str


class Moved(VisitEvent):
    TOPIC = "visit.moved"
    to: str
    seconds: int


class Noted(VisitEvent):
    """Nobody has a handler for it."""

    TOPIC = "visit.noted"


class Spoiled(VisitEvent):
    """Its handler raises, after it has changed what the row holds."""

    TOPIC = "visit.spoiled"


class Elsewhere(Event):
    """An event of streams that the projection does not take."""

    TOPIC = "elsewhere.happened"


@dataclass(slots=True)
class Path:
    """Where it has been: an object that handlers change in place."""

    offices: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class Visit:
    region: str
    office: str
    left: str | None
    path: Path


@dataclass(frozen=True, slots=True)
class Stay:
    office: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Place:
    region: str
    office: str


@dataclass(frozen=True, slots=True)
class Counts:
    here: int
    seconds: int


VisitOut = Out[Stay, Place, Counts]
visits = Projection(
    "visits_1",
    takes=VisitEvent,
    row=Visit,
    line=Stay,
    cell=(Place, Counts),
    indexes=(Index("rows", ("office", "stream")), Index("rows", ("stream",), where='"left" IS NULL')),
)
SPOILT = {"broken": True}
"""A test mends the handler by setting it to False."""


@visits.on(Opened)
def opened(row: Visit | None, event: Opened, out: VisitOut) -> Visit:
    return Visit(event.region, event.office, None, Path([event.office]))


@visits.on(Moved)
def moved(row: Visit, event: Moved, out: VisitOut) -> Visit:
    out.append(Stay(row.office, event.seconds))
    out.append(Stay(event.to, 0))
    out.add(Place(row.region, row.office), Counts(0, event.seconds))
    row.path.offices.append(event.to)
    return replace(row, office=event.to, left=row.office)


@visits.on(Spoiled)
def spoiled(row: Visit, event: Spoiled, out: VisitOut) -> Visit:
    row.path.offices.append("nowhere")
    out.append(Stay("nowhere", 1))
    out.add(Place(row.region, "nowhere"), Counts(1, 1))
    if SPOILT["broken"]:
        raise RuntimeError("no such office")
    return row


@visits.contribute
def here(row: Visit) -> dict[Place, Counts]:
    return {Place(row.region, row.office): Counts(1, 0)}
