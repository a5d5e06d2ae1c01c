"""Submission: a claim and its applicant, two streams in one save; a second application beside an open claim is counted.

Which claim is open is not kept anywhere: it is the one the applicant applied for last, if that has no decision yet and
was not withdrawn. So the applicant is looked at first, and looked at again if somebody applied meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final, TypedDict
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import Response

from api.asker import PREFIX_DIGITS
from api.command import Decided, Order, answer, order
from api.refusals import NoSuchRegion, OpenClaimElsewhere, open_claim
from api.words import Body
from domain.act import Act
from domain.applicant import Applicant, applicant_id, claim_id
from domain.claim import Claim
from domain.errors import OpenClaim
from domain.events import ApplicantApplied, ApplicantAppliedAgain
from domain.submission import MemberGiven, applicant_of
from domain.vocabulary import Channel, Language
from store.errors import StoreUnavailable
from store.streams import Done, Target

TRIES: Final = 10
"""how often somebody else may apply for the same person while a submission is decided"""


class Given(TypedDict):
    """What a submission says; the argument list of `Claim.submit`."""

    channel: Channel
    region: str
    authorised_body: str
    language: Language
    members: Sequence[MemberGiven]


@dataclass(frozen=True, slots=True)
class Counted:
    """The request was counted as an application beside an open claim, by this version of the applicant's stream."""

    version: int


@dataclass(frozen=True, slots=True)
class Admission:
    """The command `submit`."""

    order: Order

    async def __call__(self, body: Body, given: Given) -> Response:
        """Let the claim in. Raises `OpenClaim`, and the repetition is counted; the same request is counted once."""
        self._require_region(given["region"])
        act = await self.order.act(body)
        last: UUID | None = None
        for _ in range(TRIES):
            try:
                return await self._admit(act, given, last)
            except _Other as other:
                last = other.claim
        raise StoreUnavailable(f"others applied for the same person {TRIES} times meanwhile")

    async def _admit(self, act: Act, given: Given, last: UUID | None) -> Response:
        claim = claim_id(act.actor, self.order.key["key"])
        applicant = applicant_id(applicant_of(given["members"]))
        try:
            done = await self._change(partial(self._let_in, act, given, last), claim, applicant, last)
        except OpenClaim:
            assert last, "an open claim was looked at"
            await self._count(act, given, claim, applicant, last)
            raise await self._refusal(last) from None
        decided = done.value
        if isinstance(decided, Counted):
            open_then = await self._open_then(applicant, decided.version)
            if open_then is None:
                raise _Other(last)  # let in meanwhile: the claim, blank until now and so not cached, is read again
            raise await self._refusal(open_then)
        return await answer(self.order.house, claim, decided, done.events, {"Location": f"/claims/{claim}"})

    async def _change(
        self, decide: Callable[..., Decided | Counted], claim: UUID, applicant: UUID, last: UUID | None
    ) -> Done[Decided | Counted]:
        streams = self.order.house.streams
        new, who = Target(Claim, claim, new=True), Target(Applicant, applicant, new=True)
        if last is None:
            return await streams.change(decide, new, who)
        return await streams.change(decide, new, who, Target(Claim, last))

    def _let_in(
        self,
        act: Act,
        given: Given,
        last: UUID | None,
        claim: Claim,
        applicant: Applicant,
        before: Claim | None = None,
    ) -> Decided | Counted:
        """`last`, `before`: the claim applied for last as it was found, if any."""
        if known := claim.answer_to(act):
            self.order.asker.require_sees(claim.state)
            return Decided(claim.state.stage, known)
        if known := applicant.answer_to(act):
            return Counted(known.first)
        _require_last(applicant, last)
        claim.submit(**given, act=act)
        if before and before.is_open:
            raise OpenClaim(str(last))
        applicant.apply(claim=str(claim.id), act=act)
        return Decided(claim.state.stage)

    async def _count(self, act: Act, given: Given, claim: UUID, applicant: UUID, last: UUID) -> None:
        """Record the repetition. The cache is not believed: the claim may have been decided by another process."""

        def count(who: Applicant, before: Claim) -> None:
            if who.answer_to(act) or not before.is_open:
                raise _Other(last)
            _require_last(who, last)
            Claim.blank(claim).submit(**given, act=act)  # what is no submission is no repetition either
            who.apply_again(claim=str(last), channel=given["channel"].value, region=given["region"], act=act)

        targets = Target(Applicant, applicant, new=True), Target(Claim, last)
        await self.order.house.streams.change(count, *targets, fresh=True)

    async def _open_then(self, applicant: UUID, version: int) -> UUID | None:
        """The claim that was open when the repetition was counted; None if it was not counted but let in."""
        (event,) = await self.order.house.streams.events_between(applicant, version, version)
        if isinstance(event, ApplicantApplied):
            return None
        assert isinstance(event, ApplicantAppliedAgain), event
        return UUID(event.claim)

    async def _refusal(self, claim: UUID) -> OpenClaim:
        """With a link, if the asker may see the claim."""
        asker = self.order.asker
        target = Target(Claim, claim)
        seen = await self.order.house.streams.change(lambda found: asker.sees(found.state), target, fresh=True)
        return open_claim(claim) if seen.value else OpenClaimElsewhere()

    def _require_region(self, region: str) -> None:
        own = self.order.asker.region
        if own is not None and region[:PREFIX_DIGITS] != own:
            raise NoSuchRegion(own)


class _Other(Exception):
    """The applicant's last claim is this one, and was not looked at or has changed."""

    def __init__(self, claim: UUID | None) -> None:
        super().__init__(claim)
        self.claim = claim


def _require_last(applicant: Applicant, last: UUID | None) -> None:
    found = UUID(applicant.last_claim) if applicant.last_claim else None
    if found != last:
        raise _Other(found)


async def _admission(request: Request) -> Admission:
    return Admission(order(request))


AdmissionDep = Annotated[Admission, Depends(_admission)]
