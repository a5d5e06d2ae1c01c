"""What may be seen, taken away as a file: streamed from the event store, so that nothing of it is ever held whole."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.answers import shown
from api.asker import EXPORTERS, SEES_EVERYTHING, Asker
from api.authenticate import AskerDep
from api.documented import CLAIM, MOTHER, question, router
from api.history import FRESH_STORE, STORE
from api.house import House, HouseDep
from api.refusals import NotYourQuestion, Unavailable, Unreadable
from api.words import Day
from domain.shapes import CODE
from exports.asked import NotThereYet, Question, Unaskable
from exports.export import EVERYTHING, Export
from exports.formats import COMMA, KINDS, SEMICOLON, Format, FormatName, format_of
from exports.tables import TableName
from projections.freshness import Freshness

routes: Final[APIRouter] = router("exports", prefix="/exports")

AT_ONCE: Final = 2
"""files that one process makes side by side: each keeps a thread busy for as long as it takes"""
KATO_BEGINNING: Final = r"^[0-9]{2,9}$"
LARGEST_POSITION: Final = 2**53
SEPARATORS: Final = {"comma": COMMA, "semicolon": SEMICOLON}

_running: Final = threading.BoundedSemaphore(AT_ONCE)

FormatPath = Annotated[FormatName, Path(description="what kind of file", examples=["csv"])]


@dataclass(frozen=True, slots=True)
class Words:
    """What is taken along."""

    table: Annotated[TableName | None, Query(description="of csv and parquet: which table; events")] = None
    separator: Annotated[Literal["comma", "semicolon"], Query(description="of csv: what stands between cells")] = (
        "comma"
    )
    region: Annotated[
        str | None, Query(pattern=KATO_BEGINNING, description="claims submitted there: the first digits of a KATO code")
    ] = None
    office: Annotated[str | None, Query(pattern=CODE, description="claims submitted at that office")] = None
    submitted_from: Annotated[Day | None, Query(description="first day of submission, where the claim was")] = None
    submitted_to: Annotated[Day | None, Query(description="last day of submission")] = None
    until_position: Annotated[
        int | None,
        Query(
            ge=1, le=LARGEST_POSITION, description="as it stood at that position of the store; the newest without it"
        ),
    ] = None

    @property
    def question(self) -> Question:
        """Raises `Unreadable` for what no claim can fit."""
        try:
            return Question(self.region, self.office, self.submitted_from, self.submitted_to, self.until_position)
        except Unaskable as error:
            raise Unreadable([{"where": f"query.{error.where}", "why": error.why}]) from None

    def format(self, name: FormatName) -> Format:
        """Raises `Unreadable` for a table of a format that has none."""
        if self.table and not KINDS[name].is_of_a_table:
            raise Unreadable(
                [{"where": "query.table", "why": f"{name} holds all of them; a table is of csv and parquet"}]
            )
        return format_of(name, self.table or TableName.EVENTS, separator=SEPARATORS[self.separator])

    def at(self, position: int) -> str:
        """The same, as a query, of that position."""
        named = {name: getattr(self, name) for name in self.__slots__}
        said = {name: str(value) for name, value in named.items() if value is not None}
        return urlencode(said | ({"until_position": str(position)} if position else {}))


WordsDep = Annotated[Words, Depends()]

OCEL: Final = {
    "objectTypes": [{"name": "person_ref", "attributes": []}],
    "eventTypes": [{"name": "claim.withdrawn", "attributes": [{"name": "role", "type": "string"}]}],
    "objects": [{"id": MOTHER, "type": "person_ref", "attributes": [], "relationships": []}],
    "events": [
        {
            "id": f"{CLAIM}/17",
            "type": "claim.withdrawn",
            "time": "2019-04-09T05:00:00Z",
            "attributes": [{"name": "role", "value": "caseworker"}],
            "relationships": [{"objectId": MOTHER, "qualifier": "about"}],
        }
    ],
}
CSV: Final = f"\ufeffclaim,version,position,event\r\n{CLAIM},17,8123,claim.withdrawn\r\n"
BYTES: Final = {"schema": {"type": "string", "format": "binary"}}
STAMPED: Final = {
    "definition": "exports-1",
    "format": "csv",
    "table": "events",
    "position": 8123,
    "as_of": "2019-04-09T05:00:00.120000Z",
    "asked": {"region": "75"},
    "scope": "everything",
    "editions": ["2019-04", "2023-07"],
    "claims": 412,
    "events": 8019,
    "events_sha256": "5830ff71cdcfd5e17a2b49fd1a3f2c8b4a7f9c2f0f0a3c5b9b14d4a5b1f9d7f3",
    "bytes": 3401872,
    "sha256": "cdcfd5e17a2b49fd1a3f2c8b4a7f9c2f0f0a3c5b9b14d4a5b1f9d7f3d2a1c0e4",
    "unread": [{"claim": CLAIM, "version": 17, "reason": "BrokenEvent: claim.withdrawn"}],
    "freshness": FRESH_STORE,
}


def _file() -> dict[str, Any]:
    """Of the question that is answered with a file."""
    documented = question(OCEL, NotYourQuestion, Unreadable)
    content = documented["responses"][200]["content"]
    content["text/csv"] = {"example": CSV}
    content.update({kind.media_type: BYTES for kind in KINDS.values() if kind.media_type not in content})
    return documented


@routes.get("/{format}", **_file())
def read_export(format: FormatPath, asker: AskerDep, house: HouseDep, words: WordsDep) -> Response:
    """A file of the claims that the asker sees, straight from the event store; persons are references, actors left out.

    The same position gives the same bytes: `Link` leads to the stamp of exactly this file, with its digest and with
    the claims that could not be read and are not in it.
    """
    export, end = _export(format, asker, house, words), _begin()
    try:
        heading = export.heading
        name = "-".join(filter(None, ("qadam", heading.table, str(heading.position))))
        headers = {
            "Content-Disposition": f'attachment; filename="{name}.{KINDS[format].suffix}"',
            "Link": f'</exports/{format}/stamp?{words.at(heading.position)}>; rel="describedby"',
        }
        return Streamed(export.chunks(), KINDS[format].media_type, headers, end)
    except BaseException:
        end()
        raise


@routes.get("/{format}/stamp", **question(STAMPED, NotYourQuestion, Unreadable))
def read_stamp(format: FormatPath, asker: AskerDep, house: HouseDep, words: WordsDep) -> Response:
    """What a file is of: its position, definition and digests, and the claims that could not be read.

    The file is made for it and thrown away, so it takes as long as the file itself.
    """
    export, end = _export(format, asker, house, words), _begin()
    try:
        for _ in export.chunks():
            pass
    finally:
        end()
    stamp = export.stamp
    fresh = Freshness(STORE, stamp.heading.position, export.end, 0.0, 0, None)
    return shown({**stamp.told(), "freshness": fresh})


class Streamed(StreamingResponse):
    """A file that is made while it is sent; `end` is called however that ends, and before whoever asked has the last of
    it: who asks for one file after the other is never told that too many are being made."""

    def __init__(self, chunks: Iterator[bytes], media_type: str, headers: dict[str, str], end: Callable[[], None]):
        super().__init__(_ended(chunks, end), 200, headers, media_type)
        self._end = end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._end()


def _export(name: FormatName, asker: Asker, house: House, words: Words) -> Export:
    """Raises `Unreadable` for a period or a position that cannot be meant."""
    asker.require_role(EXPORTERS)
    sees = None if asker.role in SEES_EVERYTHING else asker.sees
    scope = EVERYTHING if sees is None else f"{asker.role} {asker.office}, region {asker.region}"
    try:
        region = asker.region if sees else None
        return Export(house.pool.connection, words.format(name), words.question, sees=sees, region=region, scope=scope)
    except NotThereYet as error:
        raise Unreadable([{"where": "query.until_position", "why": str(error)}]) from None


def _ended(chunks: Iterator[bytes], end: Callable[[], None]) -> Iterator[bytes]:
    yield from chunks
    end()


def _begin() -> Callable[[], None]:
    """A place among those that are made at once, and how it is given back, once however often it is called.

    Raises `Unavailable` if there is none.
    """
    if not _running.acquire(blocking=False):
        raise Unavailable
    held = ExitStack()
    held.callback(_running.release)
    return held.close
