"""OCEL 2.0, the object-centric event log: claims, persons, offices, questions, papers, and what links them.

What is an object, which attributes it has, and how an event or another object relates to it. Written by
ocel_sqlite.py; ocel_json.py tells the same from there. https://www.ocel-standard.org
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from domain import events as e
from domain.event import EVENTS, instant
from exports.columns import Column
from exports.content import About
from exports.reading import Step, Story

CLAIM, PERSON, OFFICE = "claim", "person_ref", "office"
LOOKUP, DOCUMENT, STATE_REQUEST = "registry_request", "document", "state_request"
OBJECTS: Final[dict[str, tuple[Column, ...]]] = {
    CLAIM: (
        Column("region", "text", "KATO code of the submission"),
        Column("channel", "text", "the door through which it came in"),
        Column("language", "text", "in which the applicant is answered"),
        Column("edition", "text", "of the policy, at submission"),
        Column("stage", "text", "where it stands; changes"),
        Column("office_in_charge", "text", "where the file is; changes"),
    ),
    PERSON: (),
    OFFICE: (),
    LOOKUP: (
        Column("registry", "text", "that is asked"),
        Column("service", "text", "of the registry"),
        Column("facts", "text", "that are asked for, separated by spaces"),
        Column("outcome", "text", "of the answer; changes"),
    ),
    DOCUMENT: (
        Column("document_type", "text", "the paper"),
        Column("fact", "text", "that it is to show"),
        Column("verdict", "text", "what the demand for it was worth"),
        Column("status", "text", "OUTSTANDING, RECEIVED or WITHDRAWN; changes"),
    ),
    STATE_REQUEST: (
        Column("body", "text", "that is asked: kind of party, and its code where it has one"),
        Column("fact", "text", "that is asked for"),
        Column("due_on", "text", "by when an answer is due"),
        Column("answer", "text", "PROVIDED, NO_DATA or REFUSED; changes"),
    ),
}
"""type of object -> its attributes"""
EVENT_ATTRIBUTES: Final = (
    Column("version", "integer", "the event's number within the claim"),
    Column("position", "integer", "its place in the store's log"),
    Column("occurred_at", "instant", "when it happened, as whoever acted said"),
    Column("recorded_at", "instant", "when it was recorded"),
    Column("role", "text", "of whoever acted"),
    Column("stage", "text", "where the claim stood after it"),
    Column("facts", "text", "what it is about, separated by spaces"),
    Column("registry", "text", "that was asked"),
    Column("outcome", "text", "of a lookup, a state body's answer, a commission or a complaint"),
    Column("cause", "text", "of the gap that it is about"),
    Column("verdict", "text", "of the demand that it is about"),
    Column("document_type", "text", "the paper that it is about"),
)
"""of every type of event"""
EVENT_TYPES: Final = tuple(sorted(name for name, kind in EVENTS.items() if issubclass(kind, e.ClaimEvent)))
INITIALLY: Final = "1970-01-01T00:00:00Z"
"""the time of an attribute's first value, as the standard has it"""
OUTSTANDING, RECEIVED, WITHDRAWN = "OUTSTANDING", "RECEIVED", "WITHDRAWN"

Text = str | None


@dataclass(frozen=True, slots=True)
class Thing:
    """An object; `values` in the order of its type's attributes. Persons and offices are met in several claims."""

    id: str
    type: str
    values: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """An attribute that has another value from an instant on."""

    id: str
    type: str
    at: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """What an event has to do with an object, or an object with another."""

    source: str
    target: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Happened:
    """An event; `values` in the order of `EVENT_ATTRIBUTES`."""

    id: str
    type: str
    at: str
    values: tuple[Text | int, ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class Told:
    """One claim in the words of OCEL."""

    things: dict[str, Thing] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    links: dict[Link, None] = field(default_factory=dict)
    events: list[Happened] = field(default_factory=list)


def told(story: Story) -> Told:
    """The claim's objects with their changes, its events, and all links."""
    found, before = Told(), story.steps[0]
    _add_things(found, story)
    for step, at in zip(story.steps, _times(story), strict=True):
        _add_changes(found, story, before, step, at)
        _add_event(found, story, step, at)
        before = step
    return found


def _times(story: Story) -> Iterator[str]:
    """When each event counts. Readers know no order but that of times: events of one second are a microsecond apart."""
    before, alike = None, 0
    for step in story.steps:
        alike = alike + 1 if step.at == before else 0
        before = step.at
        yield instant(datetime.fromtimestamp(step.at, UTC) + timedelta(microseconds=alike))


def _add_things(found: Told, story: Story) -> None:
    claim, state, submitted, first = str(story.claim), story.ledger.state, story.submitted, story.steps[0]
    said = (submitted.region, submitted.channel, submitted.language, submitted.edition, first.stage, first.office)
    _add(found, Thing(claim, CLAIM, said))
    _add(found, Thing(submitted.office, OFFICE), Link(claim, submitted.office, "submitted at"))
    for member in submitted.members:
        _add(found, Thing(member["person_ref"], PERSON), Link(claim, member["person_ref"], member["role"].lower()))
    for q in state.questions.values():
        asked = Thing(f"{claim}/{q.id}", LOOKUP, (q.registry, q.service, " ".join(q.facts), None))
        _add(found, asked, Link(claim, asked.id, "asks"), Link(asked.id, q.subject, "about"))
    for d in state.demands.values():
        paper = Thing(f"{claim}/{d.id}", DOCUMENT, (d.type, d.fact, d.verdict, OUTSTANDING))
        _add(found, paper, Link(claim, paper.id, "demands"), Link(paper.id, d.subject, "about"))
    for r in state.state_requests.values():
        body = " ".join(filter(None, (r.body["kind"], r.body["code"])))
        sent = Thing(f"{claim}/{r.id}", STATE_REQUEST, (body, r.fact, r.due_on, None))
        _add(found, sent, Link(claim, sent.id, "requests"), Link(sent.id, r.subject, "about"))


def _add(found: Told, thing: Thing, *links: Link) -> None:
    found.things.setdefault(thing.id, thing)
    found.links.update(dict.fromkeys(links))


def _add_changes(found: Told, story: Story, before: Step, step: Step, at: str) -> None:
    claim, event = str(story.claim), step.event
    for name, was, now in (
        ("stage", before.stage, step.stage),
        ("office_in_charge", before.office, step.office),
    ):
        if was != now:
            found.changes.append(Change(claim, CLAIM, at, name, now))
    if isinstance(event, e.LookupCompleted):
        found.changes.append(Change(f"{claim}/{event.lookup}", LOOKUP, at, "outcome", event.outcome))
    if isinstance(event, e.StateRequestAnswered):
        found.changes.append(Change(f"{claim}/{event.state_request}", STATE_REQUEST, at, "answer", event.answer))
    if isinstance(event, (e.DocumentReceived, e.DocumentRequestWithdrawn)):
        status = RECEIVED if isinstance(event, e.DocumentReceived) else WITHDRAWN
        found.changes.append(Change(f"{claim}/{event.demand}", DOCUMENT, at, "status", status))


def _add_event(found: Told, story: Story, step: Step, at: str) -> None:
    event, recorded, about = step.event, step.recorded, step.about
    name = f"{story.claim}/{recorded.version}"
    links = dict.fromkeys(Link(name, target, qualifier) for target, qualifier in _met(found, story, step))
    values = (
        recorded.version,
        recorded.position,
        instant(event.happened_at),
        instant(recorded.recorded_at),
        event.by["role"],
        step.stage,
        *_of(about),
    )
    found.events.append(Happened(name, recorded.name, at, values, tuple(links)))


def _of(about: About) -> tuple[Text, ...]:
    return about.facts, about.registry, about.outcome, about.cause, about.verdict, about.document_type


def _met(found: Told, story: Story, step: Step) -> Iterator[tuple[str, str]]:
    """The objects that an event has to do with, and as what."""
    claim, said = str(story.claim), vars(step.event)
    yield claim, "of"
    for office, qualifier in _offices(step):
        _add(found, Thing(office, OFFICE))
        yield office, qualifier
    if step.about.subject:
        _add(found, Thing(step.about.subject, PERSON))
        yield step.about.subject, "about"
    if isinstance(step.event, e.ClaimSubmitted):
        yield from ((member["person_ref"], member["role"].lower()) for member in step.event.members)
    if isinstance(step.event, e.ChecksRequested):
        yield from ((f"{claim}/{question['lookup']}", "names") for question in step.event.questions)
    for name in ("lookup", "demand", "state_request"):
        if said.get(name):
            yield f"{claim}/{said[name]}", "about"


def _offices(step: Step) -> Iterator[tuple[str, str]]:
    yield step.event.office, "by"
    if isinstance(step.event, (e.FileSent, e.FileReceived)):
        yield step.event.from_office, "from"
        yield step.event.to_office, "to"
    if isinstance(step.event, e.CommissionAssigned):
        yield step.event.commission, "assigned"
