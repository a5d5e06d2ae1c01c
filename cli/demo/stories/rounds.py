"""Families that are sent for one paper after the other, though all that was missing was known before the first."""

from collections.abc import Sequence

from cli.demo.asking import Ask, instead, look_up, usual
from cli.demo.stories.common import (
    NO_DATA,
    NO_SOURCE,
    brought,
    granted,
    justified,
    not_found,
    owner_of,
    taken_in,
)
from cli.demo.teller import Paper, Teller
from domain.vocabulary import DocumentType as Type
from domain.vocabulary import Fact, Party, Registry

Wanted = tuple[Paper, str, str]
"""the paper, who answers for it, and of which registry it is missing"""


def asked_one_by_one(t: Teller) -> None:
    """Two registries found nothing on one day; the second paper is thought of when the first one has come."""
    taken_in(t)
    look_up(t, _nothing_found(t))
    _one_by_one(t, [_property(t), _income(t)])


def sent_three_times(t: Teller) -> None:
    """The same, and a third time for what no system could ever have known."""
    taken_in(t)
    look_up(t, _nothing_found(t), unconnected=[(t.family.eldest, Fact.ALIMONY)])
    alimony = Paper(Type.ALIMONY_CERTIFICATE, t.family.eldest, Fact.ALIMONY, NO_SOURCE)
    _one_by_one(t, [_income(t), _property(t), (alimony, Party.MINISTRY, "")])


def _nothing_found(t: Teller) -> list[Ask]:
    """Of the mother's property and income."""
    mother = t.family.applicant
    asks = instead(usual(t.family), not_found(mother, Registry.REAL_ESTATE, Fact.PROPERTY))
    return instead(asks, not_found(mother, Registry.PENSION, Fact.INCOME))


def _one_by_one(t: Teller, wanted: Sequence[Wanted]) -> None:
    for paper, liable, registry in wanted:
        t.diary.minutes(30, 200)
        brought(t, [justified(t, paper, liable, registry)])
    t.rests()
    granted(t)


def _property(t: Teller) -> Wanted:
    paper = Paper(Type.PROPERTY_CERTIFICATE, t.family.applicant, Fact.PROPERTY, NO_DATA)
    return paper, owner_of(Registry.REAL_ESTATE), Registry.REAL_ESTATE


def _income(t: Teller) -> Wanted:
    paper = Paper(Type.INCOME_CERTIFICATE, t.family.applicant, Fact.INCOME, NO_DATA)
    return paper, owner_of(Registry.PENSION), Registry.PENSION
