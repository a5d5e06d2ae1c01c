"""Stored events of the test's own read model: made up by chance, or said one by one; and a store that holds them."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import psycopg

from domain.event import Event
from store.log import CHANNEL, Recorded
from store.mapper import bytes_of
from tests.projections.visits import Elsewhere, Moved, Noted, Opened, Spoiled

START = datetime(2019, 4, 1, 4, tzinfo=UTC)
OFFICES = ["A", "B", "C"]
ENVELOPE: dict[str, Any] = {
    "by": {"actor": "aigul", "role": "caseworker"},
    "office": "A",
    "occurred_at": "2019-04-01T04:00:00Z",
    "request": None,
}
USUAL: dict[type[Event], dict[str, Any]] = {Opened: {"region": "75"}, Moved: {"to": "B", "seconds": 60}}


def stream_of(name: object) -> UUID:
    return uuid5(NAMESPACE_URL, f"visit/{name}")


def event(kind: type[Event], stream: UUID, version: int, at: datetime = START, **fields: Any) -> Event:
    content = ENVELOPE | USUAL.get(kind, {}) | fields
    return kind(originator_id=stream, originator_version=version, timestamp=at, **content)


def stored(position: int, of: Event, at: datetime | None = None) -> Recorded:
    at = at or of.timestamp
    return Recorded(position, of.originator_id, of.originator_version, of.TOPIC, at, bytes_of(of))


def story(*kinds: type[Event] | tuple[type[Event], dict[str, Any]], name: object = 1, first: int = 1) -> list[Recorded]:
    """One stream's events, an hour between any two, at positions with gaps."""
    stream, told = stream_of(name), []
    for version, said in enumerate(kinds, 1):
        kind, fields = said if isinstance(said, tuple) else (said, {})
        at = START + timedelta(hours=version)
        told.append(stored(first + 3 * version, event(kind, stream, version, at, **fields)))
    return told


def journeys(seed: int, streams: int, events: int, *, spoiled: bool = False) -> list[Recorded]:
    """Interleaved streams over many recorded days, positions with gaps, some streams of another kind."""
    chance = random.Random(seed)
    versions: dict[UUID, int] = {}
    at, position, told = START, 0, []
    for _ in range(events):
        at += timedelta(seconds=chance.randint(0, 20_000))
        position += chance.choice([1, 1, 1, 4])
        stream = stream_of(f"{seed}/{chance.randrange(streams)}")
        versions[stream] = version = versions.get(stream, 0) + 1
        told.append(stored(position, _any(chance, stream, version, spoiled=spoiled), at))
    return told


def _any(chance: random.Random, stream: UUID, version: int, *, spoiled: bool) -> Event:
    if stream.int % 7 == 0:
        return event(Elsewhere, stream, version)
    if version == 1:
        return event(Opened, stream, version, region=chance.choice(["75", "79"]))
    if spoiled and chance.random() < 0.02:
        return event(Spoiled, stream, version)
    if chance.random() < 0.2:
        return event(Noted, stream, version)
    return event(Moved, stream, version, to=chance.choice(OFFICES), seconds=chance.randint(0, 900))


def keep(database_url: str, events: Iterable[Recorded]) -> None:
    """Put the events into the store as they are, and wake who waits for them."""
    with psycopg.connect(database_url) as connection:
        connection.cursor().executemany(
            """INSERT INTO events (notification_id, originator_id, originator_version, topic, recorded_at, state)
               VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING""",
            [(e.position, e.stream, e.version, e.name, e.recorded_at, e.body) for e in events],
        )
        connection.execute(f"NOTIFY {CHANNEL}")


def split(events: Sequence[Recorded], chance: random.Random) -> list[list[Recorded]]:
    """Batches with random borders, empty ones among them."""
    borders = sorted(chance.choices(range(len(events) + 1), k=chance.randint(0, 12)))
    return [list(events[a:b]) for a, b in zip([0, *borders], [*borders, len(events)], strict=True)]
