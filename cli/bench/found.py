"""What the watch would find in copies of claims: each original is examined once for every place where a copy is cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from cli.bench.histories import NOW, Copy, History, Row
from consumers.watch import ACTOR, OFFICE, judged
from domain.act import Act
from domain.event import Event
from domain.finding import Finding
from domain.findings import RULES, finding_id
from domain.vocabulary import FindingRule, Role
from store.mapper import bytes_of

FIRST: Final = 1
"""the version of what raises a finding"""


@dataclass(frozen=True, slots=True)
class Raised:
    rule: FindingRule
    thing: str
    event: Event
    body: bytes


class Watch:
    """Looks at copies, and remembers what it found in their originals."""

    def __init__(self) -> None:
        self._found = cache(_raised)

    def __call__(self, copy: Copy) -> Iterator[Row]:
        """The findings' own streams, about the copy."""
        original = str(copy.of.events[0].stream).encode()
        for each in self._found(copy.of, copy.last):
            stream = finding_id(copy.stream, each.rule, each.thing)
            body = copy.renamed(each.body).replace(original, str(copy.stream).encode())
            yield stream, FIRST, each.event.TOPIC, body, each.event.timestamp


def _raised(of: History, last: int) -> list[Raised]:
    """In the events up to a version; recorded when the last of what it rests on was, or when it began."""
    events = of.events[:last]
    found, about = judged(events[0].stream, events, NOW)
    raised: list[Raised] = []
    for stream, (rule, what) in found.items():
        at = max(events[what.events[-1] - 1].recorded_at, datetime.fromtimestamp(what.since, NOW.tzinfo))
        act = Act(actor=ACTOR, role=Role.SERVICE, office=OFFICE, occurred_at=at, now=at)
        finding = Finding.blank(stream)
        finding.observe(about=about, rule=rule, rule_version=RULES[rule].version, found=what, act=act)
        raised += [
            Raised(rule, what.thing, event, bytes_of(event))
            for event in finding.collect_events()
            if isinstance(event, Event)
        ]
    return raised
