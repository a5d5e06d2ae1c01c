"""The command `take`: the next claim of the asker's queue, two askers never the same one.

The read model proposes, in the queue's order; the claim decides, under its own lock and version, also between
processes. What the model proposes may be taken already, because it is a moment behind: then the next one is tried. The
request's own stream is saved with the claim, so that the same request, repeated, meets the same claim.
"""

import asyncio
from collections.abc import Set
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import Response

from api.command import Decided, Order, answer, order
from api.refusals import NothingToHandOut
from api.words import Body
from domain.act import Act
from domain.claim import Claim
from domain.errors import Refusal
from domain.handout import Handout, handout_id
from projections.work_queue import Counted, Queued, counted, proposed
from store.errors import StoreUnavailable, VersionConflict
from store.streams import Target

PROPOSED: Final = 20
"""claims that are looked at in one go: as many others may have been quicker since the read model was written"""
TRIES: Final = 10
"""how often the read model is asked for the claims after those before the answer is: too busy"""


@dataclass(frozen=True, slots=True)
class HandingOut:
    """Hands out one claim."""

    order: Order

    async def __call__(self) -> Response:
        """Raises `NothingToHandOut`, which is not kept: the same key may be tried again later."""
        act = await self.order.act(Body())
        known = await self._known(act)
        return await (self._again(act, known) if known else self._next(act))

    async def _known(self, act: Act) -> UUID | None:
        """Which claim this request was answered with, if it was. Raises `KeyReused`."""

        def look(handout: Handout) -> UUID | None:
            return handout.claim if handout.answer_to(act) else None

        return (await self.order.house.streams.change(look, self._handout(act))).value

    async def _again(self, act: Act, claim: UUID) -> Response:
        """The claim as the store holds it: another process may have given it, and a cached one would not know."""

        def look(found: Claim) -> Decided:
            return Decided(found.state.stage, found.answer_to(act))

        done = await self.order.house.streams.change(look, Target(Claim, claim), fresh=True)
        assert done.value.before, "a claim that was handed out says so"
        return await answer(self.order.house, claim, done.value, (), _location(claim))

    async def _next(self, act: Act) -> Response:
        tried: set[UUID] = set()
        for _ in range(TRIES):
            claims = await asyncio.to_thread(self._proposed, act, tried)
            if not claims:
                raise await asyncio.to_thread(self._nothing, act)
            for claim in claims:
                tried.add(claim)
                if claim not in self.order.house.being_given and (given := await self._give(act, claim)):
                    return given
        raise StoreUnavailable(f"others were quicker with {len(tried)} claims")

    async def _give(self, act: Act, claim: UUID) -> Response | None:
        """The claim, if it can be had; None if another must be looked for."""
        being_given = self.order.house.being_given
        being_given.add(claim)
        try:
            done = await self.order.house.streams.change(
                partial(self._decide, act), self._handout(act), Target(Claim, claim)
            )
        except (Refusal, VersionConflict):
            return None
        finally:
            being_given.discard(claim)
        if isinstance(done.value, UUID):
            return await self._again(act, done.value)
        return await answer(self.order.house, claim, done.value, done.events, _location(claim))

    def _decide(self, act: Act, handout: Handout, claim: Claim) -> Decided | UUID:
        """The claim of this request: another one, if the same request was quicker elsewhere."""
        if handout.answer_to(act) and handout.claim:
            return handout.claim
        self.order.asker.require_sees(claim.state)
        claim.take(act=act)
        handout.hand_out(claim.id, act=act)
        return Decided(claim.state.stage)

    def _proposed(self, act: Act, tried: Set[UUID]) -> list[UUID]:
        house, asker = self.order.house, self.order.asker
        asked = Queued(
            asker.role, asker.region, asker.office, free=True, not_by=asker.actor, besides=sorted(tried) or None
        )
        with house.questions.reading() as reader:
            return proposed(reader, asked, now=act.now, soon_days=house.settings.at_risk_days, limit=PROPOSED)

    def _nothing(self, act: Act) -> NothingToHandOut:
        asker, house = self.order.asker, self.order.house
        whole = Queued(asker.role, asker.region, asker.office)
        with house.questions.reading() as reader:
            found: Counted = counted(reader, whole, now=act.now, soon_days=house.settings.at_risk_days)
        return NothingToHandOut(found.in_hands, found.incoming)

    def _handout(self, act: Act) -> Target[Handout]:
        return Target(Handout, handout_id(act.actor, self.order.key["key"]), new=True)


def _location(claim: UUID) -> dict[str, str]:
    return {"Location": f"/claims/{claim}"}


async def _handing_out(request: Request) -> HandingOut:
    return HandingOut(order(request))


HandingOutDep = Annotated[HandingOut, Depends(_handing_out)]
