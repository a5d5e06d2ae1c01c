"""What a submission says of the family: dates come in, coverage verdicts stay, the dates go no further."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.errors import NotARandomReference, Unusable
from domain.events import Member
from domain.policy import Edition
from domain.vocabulary import Fact, MemberRole


@dataclass(frozen=True, slots=True)
class MemberGiven:
    """A member as submitted. `acts`: the days of civil acts by the act's fact; `abroad`: acts registered abroad."""

    person_ref: str
    role: MemberRole
    birth_date: date | None = None
    acts: Mapping[Fact, date] = field(default_factory=dict)
    abroad: frozenset[Fact] = frozenset()


def members_of(given: Sequence[MemberGiven], rules: Edition, today: date) -> list[Member]:
    """The members with a verdict for every fact that has a window. Raises `Unusable`, `NotARandomReference`."""
    if [m.role for m in given].count(MemberRole.APPLICANT) != 1:
        raise Unusable("a claim has exactly one member of role APPLICANT")
    if len({m.person_ref for m in given}) < len(given):
        raise Unusable("each member has a person_ref of their own")
    return [_member(m, rules, today) for m in given]


def applicant_of(given: Sequence[MemberGiven]) -> str:
    """The person_ref of the one who applies."""
    return next(m.person_ref for m in given if m.role is MemberRole.APPLICANT)


def _member(given: MemberGiven, rules: Edition, today: date) -> Member:
    _check_reference(given.person_ref)
    dates = dict(given.acts) | ({Fact.BIRTH: given.birth_date} if given.birth_date else {})
    if any(day > today for day in dates.values()):
        raise Unusable("a date of a birth or another act lies after the day of submission")
    verdicts = {fact.value: verdict.value for fact, verdict in rules.coverages(dates, given.abroad).items()}
    return {"person_ref": given.person_ref, "role": given.role.value, "coverage": verdicts}


def _check_reference(person_ref: str) -> None:
    try:
        reference = UUID(person_ref)
    except ValueError:
        raise NotARandomReference from None
    if reference.version != 4 or str(reference) != person_ref:
        raise NotARandomReference
