"""Commands on inquiries: the figures are drawn first, then recorded under the stream's lock.

The figures of a day that is over are the same whenever they are drawn, so what was drawn before the lock was taken is
still right under it. A repetition draws nothing: it is told again from the events.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import Response

from api.answers import accepted
from api.asker import Asker
from api.command import Order, order, told_again
from api.headers import expected_version, require_version
from api.inquiries_drawn import exactly, last_day, since, under_control
from api.refusals import NoSuchInquiry
from api.words import Body
from domain.act import Act
from domain.errors import Unusable
from domain.events import InquiryAnswered, InquiryState
from domain.inquiry import Inquiry, Question, inquiry_id, require_role
from domain.stream import Answered
from domain.vocabulary import Role
from inquiries.answers import differences, not_compared, read
from inquiries.released import before_of
from store.errors import UnknownStream
from store.streams import Target

T = TypeVar("T")


def sees(asker: Asker, state: InquiryState) -> bool:
    """Deputies see their own, auditors all, a head what is addressed to the office."""
    match asker.role:
        case Role.AUDITOR:
            return True
        case Role.DEPUTY:
            return (state.asked_by, state.asked_as) == (asker.actor, Role.DEPUTY)
        case Role.HEAD:
            return state.addressee == asker.office
    return False


@dataclass(frozen=True, slots=True)
class Decided:
    """How far the inquiry has come after a command; `before`: the request has its answer already, these versions."""

    status: str
    before: Answered | None


@dataclass(frozen=True, slots=True)
class Asked:
    """An inquiry as a command finds it; what it asks is None where the request has its answer already."""

    state: InquiryState
    question: Question | None
    before: Answered | None


@dataclass(frozen=True, slots=True)
class Asking:
    """The command `inquire`."""

    order: Order

    async def __call__(
        self, body: Body, *, number: str, addressee: str, question: Question, as_known: date | None
    ) -> Response:
        """Draw the figures, and keep them with the question; or tell again what was kept."""
        act, house = await self.order.act(body), self.order.house
        target = Target(Inquiry, inquiry_id(act.actor, act.role, self.order.key["key"]), new=True)
        before = (await house.streams.change(lambda found: found.answer_to(act), target)).value
        if before is None:
            day = last_day(act.now, as_known)
            if act.role is Role.DEPUTY:
                figures = await asyncio.to_thread(under_control, house, question, as_known and day)
            else:
                figures = await asyncio.to_thread(exactly, house, question, day)

            def decide(found: Inquiry) -> Answered | None:
                known = found.answer_to(act)
                if known is None:
                    found.receive(number=number, addressee=addressee, question=question, figures=figures, act=act)
                return known

            before = (await house.streams.change(decide, target)).value or Answered(self.order.key["digest"], 1, 2)
        return await told(self.order, target.stream, before, {"Location": f"/inquiries/{target.stream}"})


@dataclass(frozen=True, slots=True)
class InquiryChange:
    """A command on an inquiry that exists and that the asker may see."""

    order: Order
    expected: int | None

    async def rerun(self, inquiry: UUID, body: Body, as_known: date | None) -> Response:
        """Ask the same again, as known on the same day or on a later one, and record what differs."""
        act, house = await self.order.act(body), self.order.house
        found = await self._change(inquiry, lambda it: self._look(it, act))
        if found.question is None:
            assert found.before, "a request without an answer asks something"
            return await told(self.order, inquiry, found.before)
        kept = read(await self._kept(inquiry, found.state))
        day = _not_before(found.state, last_day(act.now, as_known or date.fromisoformat(found.state.as_known)))
        if found.state.policy is None:
            figures = await asyncio.to_thread(exactly, house, found.question, day)
        else:
            before = before_of(kept) if day.isoformat() == found.state.as_known else None
            figures = await asyncio.to_thread(under_control, house, found.question, day, before)
        drawn = read(figures.text)
        more = await asyncio.to_thread(since, house, found.state, figures.as_known)
        apart, unknown = list(differences(kept, drawn)), not_compared(kept, drawn)
        return await self._record(
            inquiry,
            act,
            lambda it: it.rerun(figures=figures, differences=apart, not_compared=unknown, since=more, act=act),
        )

    async def reply(self, inquiry: UUID, body: Body, reply: str) -> Response:
        """Record the number of the addressee's letter."""
        act = await self.order.act(body)
        return await self._record(inquiry, act, lambda it: it.reply(reply=reply, act=act))

    async def _record(self, inquiry: UUID, act: Act, decide: Callable[[Inquiry], None]) -> Response:
        def decided(found: Inquiry) -> Answered:
            before, version = self._before(found, act), found.version
            if before is None:
                decide(found)
            return before or Answered(self.order.key["digest"], version + 1, found.version)

        return await told(self.order, inquiry, await self._change(inquiry, decided))

    async def _change(self, inquiry: UUID, command: Callable[[Inquiry], T]) -> T:
        try:
            return (await self.order.house.streams.change(command, Target(Inquiry, inquiry))).value
        except UnknownStream:
            raise NoSuchInquiry from None

    def _look(self, found: Inquiry, act: Act) -> Asked:
        before = self._before(found, act)
        return Asked(found.state, None if before else found.question, before)

    def _before(self, found: Inquiry, act: Act) -> Answered | None:
        """The answer this request has already; otherwise the inquiry must be as the asker saw it. Raises
        `NoSuchInquiry` where it is none of the asker's."""
        if not sees(self.order.asker, found.state):
            raise NoSuchInquiry
        before = found.answer_to(act)
        if before is None:
            require_version(self.expected, found.version)
        return before

    async def _kept(self, inquiry: UUID, state: InquiryState) -> str:
        """The answer as it was given."""
        at = state.answered_in
        (event,) = await self.order.house.streams.events_between(inquiry, at, at)
        assert isinstance(event, InquiryAnswered), event
        return event.answer


async def told(order: Order, inquiry: UUID, own: Answered, headers: dict[str, str] | None = None) -> Response:
    """201 with the events of the request, as the store has them, and how far the inquiry had come with them."""
    events, then = await told_again(order.house, Target(Inquiry, inquiry), own)
    return accepted({"inquiry": inquiry, "status": then.state.status}, events, headers)


def _not_before(state: InquiryState, day: date) -> date:
    answered = date.fromisoformat(state.as_known)
    if day < answered:
        raise Unusable(f"this was answered as known on {answered}: name that day, or a later one, as as_known")
    return day


async def _asking(request: Request) -> Asking:
    return Asking(order(request, require_role))


async def _inquiry_change(request: Request) -> InquiryChange:
    ordered = order(request, require_role)
    return InquiryChange(ordered, expected_version(request, ordered.asker.role))


AskingDep = Annotated[Asking, Depends(_asking)]
InquiryChangeDep = Annotated[InquiryChange, Depends(_inquiry_change)]
"""carry out the command that the route is named after"""
