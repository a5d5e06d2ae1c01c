"""Commands on findings: as those on claims (command.py), on a stream of its own whose claim the asker must see."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import Response

from api.answers import accepted, of_stream
from api.asker import READERS, Asker
from api.command import Order, order, told_again
from api.headers import expected_version, require_version
from api.refusals import NoSuchFinding
from api.words import Body
from domain.act import Act
from domain.claim import Claim
from domain.finding import Finding, require_role
from domain.stream import Answered
from store.errors import UnknownStream
from store.streams import Target

Decide = Callable[[Finding, Act], None]


@dataclass(frozen=True, slots=True)
class Decided:
    """Where the finding stands after a command; `before`: the request has its answer already, these versions."""

    status: str
    before: Answered | None = None


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A command on a finding that exists, about a claim that the asker may see."""

    order: Order
    expected: int | None

    async def __call__(self, finding: UUID, body: Body, decide: Decide) -> Response:
        """Decide and record, or tell again what was answered before. Raises `NoSuchFinding`.

        Who sees the claim is read anew: the claim is not saved, so nothing else would tell that another process has
        sent it on.
        """
        act = await self.order.act(body)
        streams = self.order.house.streams
        try:
            claim = (await streams.change(lambda found: UUID(found.state.claim), Target(Finding, finding))).value
        except UnknownStream:
            raise NoSuchFinding from None
        targets = Target(Finding, finding), Target(Claim, claim)
        done = await streams.change(partial(self._decide, act, decide), *targets, fresh=True)
        events, decided = of_stream(done.events, finding), done.value
        status = decided.status
        if decided.before:
            events, then = await told_again(self.order.house, targets[0], decided.before)
            status = then.state.status
        return accepted({"finding": finding, "status": status}, events)

    def _decide(self, act: Act, decide: Decide, finding: Finding, claim: Claim) -> Decided:
        before = finding.answer_to(act)
        if before is None:
            require_sees(self.order.asker, claim)
            require_version(self.expected, finding.version)
            decide(finding, act)
        return Decided(finding.state.status, before)


def require_sees(asker: Asker, claim: Claim) -> None:
    """Raises `NoSuchFinding` for a claim out of the asker's scope."""
    asker.require_role(READERS)
    if not asker.sees(claim.state):
        raise NoSuchFinding


async def _change(request: Request) -> FindingChange:
    ordered = order(request, require_role)
    return FindingChange(ordered, expected_version(request, ordered.asker.role))


FindingChangeDep = Annotated[FindingChange, Depends(_change)]
"""carries out the command that the route is named after"""
