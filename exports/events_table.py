"""The table `events`: the log, a row an event."""

from collections.abc import Iterator
from typing import Final

from exports.columns import Column, Row, Table, instant
from exports.content import details
from exports.reading import Story

COLUMNS: Final = (
    Column("claim", "text", "the claim's id"),
    Column("version", "integer", "the event's number within the claim: 1, 2, 3 … without gaps"),
    Column("position", "integer", "its place in the store's log"),
    Column("event", "text", "its name, as in the page of events"),
    Column(
        "counted_at", "instant", "when it counts: when it happened, in whole seconds, never before the event before it"
    ),
    Column("occurred_at", "instant", "when it happened, as whoever acted said"),
    Column("recorded_at", "instant", "when it was recorded, by the store's clock"),
    Column("role", "text", "the role of whoever acted"),
    Column("office", "text", "the office, commission or body for which they acted"),
    Column("stage", "text", "where the claim stood after it"),
    Column("subject", "text", "person_ref of the member whom it is about"),
    Column("facts", "text", "what it is about, separated by spaces"),
    Column("registry", "text", "the registry that was asked"),
    Column("outcome", "text", "a lookup's outcome, a state body's answer, the result of a commission or a complaint"),
    Column("cause", "text", "of the gap that it is about"),
    Column("verdict", "text", "of the demand for a paper that it is about"),
    Column("document_type", "text", "the paper that it is about"),
    Column("details", "text", "everything of the event that is taken along, as JSON with sorted names"),
)


def _rows(story: Story) -> Iterator[Row]:
    claim = str(story.claim)
    for step in story.steps:
        recorded, event, about = step.recorded, step.event, step.about
        yield (
            claim,
            recorded.version,
            recorded.position,
            recorded.name,
            instant(step.at),
            event.happened_at,
            recorded.recorded_at,
            event.by["role"],
            event.office,
            step.stage,
            about.subject,
            about.facts,
            about.registry,
            about.outcome,
            about.cause,
            about.verdict,
            about.document_type,
            details(event),
        )


EVENTS: Final = Table("events", COLUMNS, _rows)
