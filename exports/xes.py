"""XES, the event log of IEEE 1849: a claim is a trace, and what happened to it are its events, in their order.

An event's time is the instant that counts, so that the order of times is the order of versions, and the time between
the first and the last is what the ledger counts. Who acted is a role and a group, never a resource.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import quoteattr

import orjson

from domain.event import instant
from exports.columns import Column, Table, Value
from exports.content import details
from exports.reading import Step, Story
from exports.stamp import Heading

TAGS: Final = {"text": "string", "integer": "int", "boolean": "boolean", "instant": "date", "day": "string"}
CHUNK: Final = 65_536
EXTENSIONS: Final = (
    ("Concept", "concept"),
    ("Time", "time"),
    ("Organizational", "org"),
    ("Lifecycle", "lifecycle"),
)
VERSION: Final = "1849-2016"
"""of the standard"""
HEAD: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="{VERSION}" xes.features="" xmlns="http://www.xes-standard.org/">
"""
GLOBALS: Final = """<global scope="trace">
<string key="concept:name" value=""/>
</global>
<global scope="event">
<string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
<string key="lifecycle:transition" value="complete"/>
</global>
<classifier name="event" keys="concept:name"/>
<classifier name="event and role" keys="concept:name org:role"/>
"""
OF_NO_TRACE: Final = frozenset({"claim"})
"""columns of the table of claims that its trace tells as its name"""


def xes(claims: Table, stories: Iterable[Story], heading: Heading) -> Iterator[bytes]:
    """`claims`: the table whose columns are the attributes of a trace."""
    gathered = [HEAD, *_extensions(), GLOBALS, *_of_log(heading)]
    length = 0
    for story in stories:
        part = "".join(_trace(claims, story))
        gathered.append(part)
        length += len(part)
        if length > CHUNK:
            yield "".join(gathered).encode()
            gathered, length = [], 0
    gathered.append("</log>\n")
    yield "".join(gathered).encode()


def _extensions() -> Iterator[str]:
    for name, prefix in EXTENSIONS:
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        yield f'<extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n'


def _of_log(heading: Heading) -> Iterator[str]:
    """The heading as one attribute: its parts are this house's, not the standard's."""
    yield _attribute("string", "concept:name", "qadam")
    yield _attribute("int", "position", heading.position)
    yield _attribute("string", "heading", orjson.dumps(heading.told(), option=orjson.OPT_SORT_KEYS).decode())


def _trace(claims: Table, story: Story) -> Iterator[str]:
    yield "<trace>\n"
    yield _attribute("string", "concept:name", str(story.claim))
    (row,) = claims.rows(story)
    for column, value in zip(claims.columns, row, strict=True):
        if value is not None and column.name not in OF_NO_TRACE:
            yield _attribute(_tag(column), column.name, value)
    for step in story.steps:
        yield from _event(step)
    yield "</trace>\n"


def _tag(column: Column) -> str:
    return TAGS[column.kind]


def _event(step: Step) -> Iterator[str]:
    event, recorded, about = step.event, step.recorded, step.about
    yield "<event>\n"
    yield _attribute("string", "concept:name", recorded.name)
    yield _attribute("date", "time:timestamp", datetime.fromtimestamp(step.at, UTC))
    yield _attribute("string", "lifecycle:transition", "complete")
    yield _attribute("string", "org:role", event.by["role"])
    yield _attribute("string", "org:group", event.office)
    yield _attribute("int", "version", recorded.version)
    yield _attribute("int", "position", recorded.position)
    yield _attribute("date", "occurred_at", event.happened_at)
    yield _attribute("date", "recorded_at", recorded.recorded_at)
    yield _attribute("string", "stage", step.stage)
    for name in about.__slots__:
        if (value := getattr(about, name)) is not None:
            yield _attribute("string", name, value)
    yield _attribute("string", "details", details(event))
    yield "</event>\n"


def _attribute(tag: str, key: str, value: Value) -> str:
    return f"<{tag} key={quoteattr(key)} value={quoteattr(_written(value))}/>\n"


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return instant(value) if isinstance(value, datetime) else str(value)
