"""The API as a client meets it: the application itself over ASGI, on a database of the test's own."""

import secrets
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import httpx
import psycopg
from fastapi import FastAPI

from api.app import create_app
from api.house import House
from api.keys import issue
from config import Settings
from consumers.watch import Watch
from domain.findings import finding_id
from domain.vocabulary import FindingRule
from projections.apply import ReadModels
from projections.connect import connect, transaction
from projections.freshness import ensure_heartbeats
from projections.positions import Position, replace_positions
from projections.registry import declared
from projections.tables import ensure, live
from store import log
from tests.api.usual import AUDITOR, HEAD, USUAL, Json, Who, submission

MORNING = datetime.fromisoformat("2019-04-01T10:00:00+06:00")
LIFETIME_SECONDS = 3600
MANY = 100_000
NAMED = ("claim", "finding", "inquiry")
"""what the answer to a command is about"""


def new_key() -> str:
    return f"key-{secrets.token_hex(10)}"


@dataclass
class Api:
    """A client with everybody's tokens. It remembers each claim's version, as it was last told."""

    app: FastAPI
    http: httpx.AsyncClient
    settings: Settings
    versions: dict[str, str] = field(default_factory=dict)
    tokens: dict[Who, str] = field(default_factory=dict)

    @property
    def house(self) -> House:
        held: House = self.app.state.house
        return held

    def token(self, who: Who) -> str:
        if who not in self.tokens:
            self.tokens[who] = issue(
                self.settings,
                actor=who.actor,
                role=who.role,
                office=who.office,
                region=who.region,
                lifetime_seconds=LIFETIME_SECONDS,
            )
        return self.tokens[who]

    async def post(
        self,
        who: Who | None,
        path: str,
        body: object = None,
        *,
        key: str | None = "",
        version: str | None = "",
        headers: dict[str, str] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        """A command. By default it has a new key, and names the version last seen; None leaves a header out."""
        given = {"Idempotency-Key": new_key() if key == "" else key, "If-Match": self._version(path, version)}
        if who:
            given["Authorization"] = f"Bearer {self.token(who)}"
        sent = {name: value for name, value in given.items() if value is not None} | (headers or {})
        if content is None:
            answer = await self.http.post(path, json=body, headers=sent)
        else:
            answer = await self.http.post(path, content=content, headers={"Content-Type": "application/json"} | sent)
        self._remember(answer)
        return answer

    async def get(self, who: Who | None, path: str, /, **query: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token(who)}"} if who else {}
        return await self.http.get(path, params=query or None, headers=headers)

    async def say(self, command: str, claim: str = "", **how: Any) -> httpx.Response:
        """A command as it is usually said; on a claim, or the submission of one."""
        said = USUAL[command]
        path = f"/claims/{claim}{said.path}" if claim else "/claims"
        body = {**(said.body if claim else submission(str(uuid.uuid4()))), **how.pop("body", {})}
        return await self.post(how.pop("who", said.who), path, body, **how)

    async def claim(self, *commands: str, body: Json | None = None) -> str:
        """A claim to which these commands happened, the submission first; gives its id."""
        first, *others = commands or ("submit",)
        assert first == "submit"
        claim: str = made(await self.say("submit", body=body or {}))["claim"]
        for command in others:
            made(await self.say(command, claim))
        return claim

    async def ready_for(self, command: str) -> str:
        """A claim to which everything happened that usually precedes this command; empty for the submission."""
        before = USUAL[command].before
        return await self.claim(*before) if before else ""

    def recorded(self, after: int = 0) -> list[log.Recorded]:
        """Everything in the store after a position."""
        with psycopg.connect(self.settings.database_url) as connection:
            return log.read(connection, after, MANY)

    def names(self, after: int = 0) -> list[str]:
        """The names of the same."""
        return [recorded.name for recorded in self.recorded(after)]

    def end(self) -> int:
        """The store's last position."""
        with psycopg.connect(self.settings.database_url) as connection:
            return log.end(connection)

    def project(self) -> None:
        project(self.settings.database_url)

    async def examine(self, *claims: str) -> None:
        """Let the watch look at these claims; `project` shows what it found."""
        with (
            psycopg.connect(self.settings.database_url, autocommit=True) as store,
            closing(connect(self.settings.database_url, "test")) as models,
        ):
            watch = Watch(store, models, self.house.streams, self.house.clock, self.settings)
            await watch.examine([uuid.UUID(claim) for claim in claims])

    async def found(self) -> str:
        """A finding that was just raised, about a paper demanded without having looked."""
        claim = await self.claim("submit", "register", "assign_commission")
        made(await self.say("request_document", claim))
        await self.examine(claim)
        finding = str(finding_id(uuid.UUID(claim), FindingRule.UNJUSTIFIED_DEMAND, "D1"))
        self.versions[finding] = '"1"'
        return finding

    async def inquired(self) -> str:
        """An inquiry of an auditor, addressed to the head's office, about what was known before anything happened."""
        asked = {"number": "DZ-127/2019", "addressee": HEAD.office, "template": "CLAIMS", "as_known": "2019-03-31"}
        inquiry: str = made(await self.post(AUDITOR, "/inquiries", asked))["inquiry"]
        return inquiry

    def stand_at(self, position: int) -> None:
        """The read models have been given everything up to a position of the store, as far as they know."""
        with closing(connect(self.settings.database_url, "test")) as connection, transaction(connection) as cursor:
            for projection in declared().values():
                replace_positions(cursor, live(projection), "T", [Position("T", 0, 1, position)])

    def move_clock(self, at: datetime) -> None:
        self.house.clock.move_to(at)

    def _version(self, path: str, version: str | None) -> str | None:
        return self.versions.get(path.split("/")[2] if path.count("/") > 1 else "") if version == "" else version

    def _remember(self, answer: httpx.Response) -> None:
        if answer.status_code == 201:
            body: Json = answer.json()
            self.versions[next(body[each] for each in NAMED if each in body)] = answer.headers["ETag"]


def project(database_url: str) -> None:
    """Fold everything that is in the store into the read models, as the projector would."""
    with (
        closing(connect(database_url, "test")) as connection,
        psycopg.connect(database_url, autocommit=True) as reader,
    ):
        ensure(connection, declared().values())
        ensure_heartbeats(connection)
        models = map(live, declared().values())
        ReadModels(connection, models, partial(log.read_stream, reader)).apply(log.read(reader, 0, MANY))


def made(answer: httpx.Response) -> Json:
    """The body of a command that was carried out."""
    assert answer.status_code == 201, answer.text
    body: Json = answer.json()
    return body


def refused(answer: httpx.Response, status: int, slug: str) -> Json:
    """The problem, which has this status and type."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json"), answer.text
    problem: Json = answer.json()
    assert (problem["type"], problem["status"]) == (f"/problems/{slug}", status), problem
    assert problem["title"]
    assert problem["detail"]
    return problem


async def asked(api: Api, who: Who, path: str, /, **query: Any) -> Json:
    """The answer to a question that has one."""
    answer = await api.get(who, path, **query)
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    return body


def types(body: Json) -> Sequence[str]:
    """The names of the events that a command recorded."""
    return [event["type"] for event in body["recorded"]]


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Api]:
    """A process's worth of Qadam, started and ended."""
    app = create_app(settings)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://qadam") as http,
    ):
        yield Api(app, http, settings)
