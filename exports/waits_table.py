"""The table `waits`: the lines of the delay ledger, closed waits first and then those that run, claim by claim."""

from collections.abc import Iterator
from typing import Final

from domain.ledger import Wait
from domain.wait import ClosedWait
from exports.columns import Column, Row, Table, instant
from exports.reading import Story
from projections.delays import came_of

COLUMNS: Final = (
    Column("claim", "text", "the claim's id"),
    Column("wait", "text", "the wait: its kind, what is waited for, and the version that opened it"),
    Column("kind", "text", "of wait, as the explanation of the delay ledger has them"),
    Column("object", "text", "what is waited for, by its id within the claim; `claim` where there can be only one"),
    Column("region", "text", "KATO code of the submission"),
    Column("office", "text", "the office of the submission"),
    Column("stage", "text", "where the claim stood when the wait opened"),
    Column("holder", "text", "whose move it is: kind of party"),
    Column("holder_code", "text", "and its code, where the kind has one"),
    Column("liable", "text", "who answers for the wait: kind of party"),
    Column("liable_code", "text", "and its code"),
    Column("cause", "text", "under what its seconds are booked"),
    Column("registry", "text", "to which it belongs"),
    Column("came_of", "text", "a lookup's outcome, a demand's verdict"),
    Column("pause", "boolean", "whether it is a lawful pause"),
    Column("opened_at", "instant", "when it opened"),
    Column("closed_at", "instant", "when it was over; empty while it runs"),
    Column("opened_by", "integer", "version of the event that opened it"),
    Column("closed_by", "integer", "version of the event that ended it; empty while it runs"),
    Column("open_s", "integer", "how long it lasted, or has lasted up to the position's instant: seconds"),
    Column("share_s", "integer", "its part of the claim's time: the shares of a claim add up to its total"),
    Column("sole_s", "integer", "the part of its share in which nothing else was waited for"),
    Column("open_working_s", "integer", "working seconds of `open_s`"),
    Column("share_working_s", "integer", "working seconds of `share_s`"),
    Column("sole_working_s", "integer", "working seconds of `sole_s`"),
)


def _rows(story: Story) -> Iterator[Row]:
    for closed in story.closed:
        yield _row(story, closed, closed.came_of)
    for running in story.account.running:
        yield _row(story, running, came_of(story.ledger, running))


def _row(story: Story, wait: Wait, came_of: str | None) -> Row:
    closed = wait if isinstance(wait, ClosedWait) else None
    return (
        str(story.claim),
        wait.id,
        wait.kind,
        wait.object,
        story.ledger.cohort.region,
        story.ledger.cohort.office,
        wait.stage,
        wait.holder["kind"],
        wait.holder["code"],
        wait.liable["kind"],
        wait.liable["code"],
        wait.cause,
        wait.registry,
        came_of,
        wait.pause,
        instant(wait.opened_at),
        instant(closed.closed_at) if closed else None,
        wait.version,
        closed.closed_by if closed else None,
        wait.open_s,
        wait.share_s,
        wait.sole_s,
        wait.open_working_s,
        wait.share_working_s,
        wait.sole_working_s,
    )


WAITS: Final = Table("waits", COLUMNS, _rows)
