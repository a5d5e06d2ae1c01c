"""The life of one claim in commands that record one event each, given to the aggregate itself and not over HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from random import Random
from typing import Final
from uuid import UUID

from domain.act import Act
from domain.applicant import Applicant, applicant_id
from domain.checks import Need
from domain.claim import Claim
from domain.events import RawStatus
from domain.submission import MemberGiven
from domain.vocabulary import (
    AidKind,
    Channel,
    Conclusion,
    Fact,
    IncomeBand,
    Language,
    LookupOutcome,
    MemberRole,
    Role,
)

REGION: Final = "750000000"
BORN: Final = date(2015, 5, 5)
DIGEST: Final = "0" * 64
ANSWERED: Final[RawStatus] = {"bus": "SCSS001", "service": None}
OFFICE_OF: Final = {
    Role.CASEWORKER: "75-OFFICE",
    Role.COMMISSION: "75-COMMISSION",
    Role.HEAD: "75-BODY",
    Role.SERVICE: "QADAM",
}

Command = Callable[[Claim], None]


_dice = Random()  # noqa: S311 - names, not secrets; the system's own random numbers would be half of what is measured


def random_id() -> UUID:
    """A random UUID (version 4)."""
    return UUID(int=_dice.getrandbits(128), version=4)


def act(role: Role) -> Act:
    """Now, under a fresh key, as the API would make it."""
    now = datetime.now(UTC)
    key = f"{_dice.getrandbits(128):032x}"
    return Act(f"bench-{role}", role, OFFICE_OF[role], now, now, {"key": key, "digest": DIGEST})


@dataclass(frozen=True, slots=True)
class Family:
    """A claim yet to come, and whom it is for."""

    claim: UUID = field(default_factory=random_id)
    mother: str = field(default_factory=lambda: str(random_id()))
    child: str = field(default_factory=lambda: str(random_id()))

    @property
    def applicant(self) -> UUID:
        return applicant_id(self.mother)

    def submit(self, claim: Claim, applicant: Applicant) -> None:
        by = act(Role.CASEWORKER)
        members = [MemberGiven(self.mother, MemberRole.APPLICANT), MemberGiven(self.child, MemberRole.CHILD, BORN)]
        claim.submit(
            channel=Channel.CENTRE,
            region=REGION,
            authorised_body=OFFICE_OF[Role.HEAD],
            language=Language.KK,
            members=members,
            act=by,
        )
        applicant.apply(claim=str(self.claim), act=by)

    def needs(self) -> list[Need]:
        mother = (Fact.IDENTITY, Fact.RESIDENCE, Fact.INCOME, Fact.PROPERTY, Fact.VEHICLES, Fact.LIVESTOCK)
        child = (Fact.BIRTH, Fact.STUDY)
        return [*(Need(self.mother, fact) for fact in mother), *(Need(self.child, fact) for fact in child)]


def one_event_each(family: Family) -> Iterator[Command]:
    """From registration to decision: every command records exactly one event."""
    needs = family.needs()
    yield lambda claim: claim.register(number=f"75-{family.claim}", act=act(Role.CASEWORKER))
    yield lambda claim: claim.request_checks(needs=needs, act=act(Role.CASEWORKER))
    for number, need in enumerate(needs, 1):
        yield partial(_send, lookup=f"L{number}")
        yield partial(_answer, lookup=f"L{number}", fact=need.fact)
    yield lambda claim: claim.assign_commission(
        commission=OFFICE_OF[Role.COMMISSION], quorum=1, act=act(Role.CASEWORKER)
    )
    yield lambda claim: claim.conclude(result=Conclusion.NEEDS, signatures=[], act=act(Role.COMMISSION))
    yield lambda claim: claim.assess_income(
        quarter="2019-Q2", line=20_789, band=IncomeBand.BELOW, act=act(Role.CASEWORKER)
    )
    yield lambda claim: claim.approve(
        number="1", kind=AidKind.CONDITIONAL, months=3, conclusion=claim.version - 1, act=act(Role.HEAD)
    )


def _send(claim: Claim, lookup: str) -> None:
    claim.request_lookup(lookup=lookup, message=str(random_id()), act=act(Role.SERVICE))


def _answer(claim: Claim, lookup: str, fact: Fact) -> None:
    claim.complete_lookup(
        lookup=lookup,
        attempt=1,
        outcome=LookupOutcome.FOUND_COMPLETE,
        given=[fact],
        missing=[],
        unit=None,
        raw_status=ANSWERED,
        source_as_of=None,
        latency_ms=250,
        evidence=DIGEST,
        act=act(Role.SERVICE),
    )
