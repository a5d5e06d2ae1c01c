"""What all commands have in common. Order: lock of the stream, key, If-Match, rules, save.

A command is a method of `Claim`; a route names it and hands over its words. It may be decided more than once, because
other processes write too, so nothing here has an effect before the save.
"""

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Annotated, TypeVar
from uuid import UUID

import orjson
from fastapi import Depends, Request
from starlette.responses import Response

from api.answers import accepted, of_stream
from api.asker import Asker
from api.authenticate import asker_of
from api.headers import expected_version, key, require_version
from api.house import House, house
from api.route import ReadRequest
from api.words import Body
from domain.act import Act
from domain.allowed import require_role
from domain.claim import Claim
from domain.event import Event
from domain.event import Request as RequestKey
from domain.stream import Answered, Stream
from domain.vocabulary import Role
from store.streams import Target

T = TypeVar("T")
S = TypeVar("S", bound=Stream)
Decide = Callable[[Claim, Act], None]


@dataclass(frozen=True, slots=True)
class Order:
    """Who commands, under which key."""

    house: House
    asker: Asker
    key: RequestKey

    async def act(self, body: Body) -> Act:
        """Who, where, when: the time is the body's, or now."""
        now = await self.house.clock.now_async()
        return Act(
            actor=self.asker.actor,
            role=self.asker.role,
            office=self.asker.office,
            occurred_at=body.occurred_at or now,
            now=now,
            request=self.key,
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """Where the claim stands after a command; `before`: the request has its answer already, these versions."""

    stage: str
    before: Answered | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A command on a claim that exists."""

    order: Order
    expected: int | None

    async def __call__(self, claim: UUID, body: Body, decide: Decide) -> Response:
        """Decide and record, or tell again what was answered before."""
        act = await self.order.act(body)
        done = await self.order.house.streams.change(partial(self._decide, act, decide), Target(Claim, claim))
        return await answer(self.order.house, claim, done.value, done.events)

    async def look(self, claim: UUID, body: Body, look: Callable[[Claim, Act], T]) -> T | None:
        """What `look` finds, if the command would be decided now; None if this request has its answer already."""
        act = await self.order.act(body)

        def decide(found: Claim) -> T | None:
            return None if self._before(found, act) else look(found, act)

        return (await self.order.house.streams.change(decide, Target(Claim, claim))).value

    def _decide(self, act: Act, decide: Decide, claim: Claim) -> Decided:
        before = self._before(claim, act)
        if before is None:
            decide(claim, act)
        return Decided(claim.state.stage, before)

    def _before(self, claim: Claim, act: Act) -> Answered | None:
        """The answer this request has already, though its sender may see the claim no more; otherwise the claim must
        be as the sender saw it."""
        before = claim.answer_to(act)
        if before is None:
            self.order.asker.require_sees(claim.state)
            require_version(self.expected, claim.version)
        return before


async def answer(
    house: House, claim: UUID, decided: Decided, kept: Sequence[Event], headers: dict[str, str] | None = None
) -> Response:
    """The answer to a command, from its events: those just kept, or those of its first time."""
    events, stage = of_stream(kept, claim), decided.stage
    if decided.before:
        events, then = await told_again(house, Target(Claim, claim), decided.before)
        stage = then.state.stage
    return accepted({"claim": claim, "stage": stage}, events, headers)


async def told_again(house: House, target: Target[S], before: Answered) -> tuple[list[Event], S]:
    """The events of that time, and what they are about as they left it."""
    events = await house.streams.events_between(target.stream, 1, before.last)
    then = target.kind.blank(target.stream)
    for event in events:
        event.mutate(then)
    return events[before.first - 1 :], then


def order(request: Request, require: Callable[[str, Role], None] = require_role) -> Order:
    """Raises `NotYours` before anything is looked at, `KeyMissing` or `KeyUnusable`. A command's route has its name.

    `require`: who may command, of what the command is about.
    """
    asker, held = asker_of(request), house(request)
    require(request.scope["endpoint"].__name__, asker.role)
    assert isinstance(request, ReadRequest), "a command's route reads its body strictly"
    return Order(held, asker, {"key": key(request), "digest": digest(held.secret, request)})


def digest(secret: bytes, request: ReadRequest) -> str:
    """Keyed digest of method, path and canonical body: it stands in the event, the body does not."""
    canonical = orjson.dumps(request.value, option=orjson.OPT_SORT_KEYS)
    said = b"\n".join((request.method.encode(), request.scope["path"].encode(), canonical))
    keyed = _keyed(secret).copy()
    keyed.update(said)
    return keyed.hexdigest()


@cache
def _keyed(secret: bytes) -> hmac.HMAC:
    """`hmac.digest` lets go of the interpreter's lock, and the writer's thread has it then for a while."""
    return hmac.new(secret, digestmod="sha256")


async def _change(request: Request) -> Change:
    ordered = order(request)
    return Change(ordered, expected_version(request, ordered.asker.role))


ChangeDep = Annotated[Change, Depends(_change)]
"""carries out the command that the route is named after"""
