"""The mothers' word: commissions and offices demand papers that nobody needs to demand."""

from cli.demo.asking import instead, look_up, usual
from cli.demo.stories.common import (
    NO_ADDRESS,
    NO_DATA,
    address_without,
    akimat_asked,
    assessed_and_approved,
    brought,
    found,
    granted,
    inspected,
    justified,
    not_found,
    owner_of,
    taken_in,
    who_asked,
)
from cli.demo.teller import Paper, Teller
from domain.vocabulary import (
    Conclusion,
    Fact,
    IncomeBand,
    Party,
    Registry,
    StateAnswer,
    Verdict,
)
from domain.vocabulary import DocumentType as Type


def commission_demands(t: Teller) -> None:
    """The registries gave it, the commission demands it all the same: the commission answers for every day of it."""
    taken_in(t)
    found(t)
    t.diary.days(1, 2)
    t.assign()
    t.diary.minutes(60, 300)
    t.inspect()
    demands = [_demanded_by_commission(t, paper) for paper in _papers_of_commission(t)]
    if t.diary.one_in(4):
        t.diary.days(1, 3)
        t.take_back(t.commission, demands.pop())
    brought(t, demands)
    t.diary.days(1, 2)
    t.conclude(Conclusion.NEEDS)
    assessed_and_approved(t)


def _papers_of_commission(t: Teller) -> list[Paper]:
    mother, child = t.family.applicant, t.family.eldest
    papers = [
        Paper(Type.BIRTH_CERTIFICATE, child, Fact.BIRTH),
        Paper(Type.RESIDENCE_CERTIFICATE, mother, Fact.RESIDENCE),
        Paper(Type.INCOME_CERTIFICATE, mother, Fact.INCOME),
        Paper(Type.PROPERTY_CERTIFICATE, mother, Fact.PROPERTY),
    ]
    return papers[: t.diary.dice.randint(2, len(papers))]


def _demanded_by_commission(t: Teller, paper: Paper) -> str:
    t.diary.seconds(20, 60)
    liable = f"{Party.COMMISSION}:{t.place.commission}"
    return t.demand(t.commission, paper, liable=liable, verdict=Verdict.PRESENT_BUT_ASKED)


def body_demands(t: Teller) -> None:
    """So does the deciding body, with everything before it."""
    taken_in(t)
    found(t)
    inspected(t)
    t.diary.minutes(30, 200)
    t.assess(IncomeBand.BELOW)
    t.diary.minutes(30, 300)
    paper = Paper(Type.INCOME_CERTIFICATE, t.family.applicant, Fact.INCOME)
    liable = f"{Party.AUTHORISED_BODY}:{t.place.body}"
    brought(t, [t.demand(t.head, paper, liable=liable, verdict=Verdict.PRESENT_BUT_ASKED)])
    t.diary.days(1, 2)
    t.approve()


def demanded_before_registering(t: Teller) -> None:
    """The classic: no papers, no registration, and so no term begins. No registry had been asked."""
    t.submit()
    t.diary.minutes(2, 20)
    papers = (
        Paper(Type.BIRTH_CERTIFICATE, t.family.eldest, Fact.BIRTH),
        Paper(Type.INCOME_CERTIFICATE, t.family.applicant, Fact.INCOME, NO_DATA),
    )
    demands = [t.demand(t.caseworker, paper, liable=who_asked(t), verdict=Verdict.NEVER_LOOKED_UP) for paper in papers]
    brought(t, demands)
    t.register()
    t.rests()
    t.diary.minutes(20, 120)
    found(t)
    granted(t)


def demanded_too_early(t: Teller) -> None:
    """The registry is slow; the office does not wait for it. The answer comes, the demand stands."""
    taken_in(t)
    demands: list[str] = []

    def demand() -> None:
        t.diary.minutes(10, 40)
        paper = Paper(Type.BIRTH_CERTIFICATE, t.family.eldest, Fact.BIRTH)
        demands.append(t.demand(t.caseworker, paper, liable=who_asked(t), verdict=Verdict.ASKED_TOO_EARLY))
        t.diary.minutes(30, 90)

    look_up(t, usual(t.family), meanwhile=demand)
    brought(t, demands)
    t.rests()
    granted(t)


def demanded_beside_the_akimat(t: Teller) -> None:
    """The akimat was asked and had days left, and the mother was sent all the same; its answer ended her errand."""
    taken_in(t)
    look_up(t, instead(usual(t.family), address_without(t, Fact.FLAT)))
    t.diary.minutes(30, 200)
    request = akimat_asked(t, Fact.FLAT)
    t.diary.minutes(60, 300)
    paper = Paper(Type.RESIDENCE_CERTIFICATE, t.family.applicant, Fact.FLAT, NO_ADDRESS)
    t.demand(
        t.caseworker,
        paper,
        liable=who_asked(t),
        verdict=Verdict.ASKED_TOO_EARLY,
        registry=Registry.ADDRESS_REGISTER,
    )
    t.diary.days(2, 3)
    t.state_answers(request, StateAnswer.PROVIDED)
    t.rests()
    granted(t)


def demanded_without_basis(t: Teller) -> None:
    """The pension fund knows nothing of her, and the demand names no rule that it rests on."""
    taken_in(t)
    look_up(t, instead(usual(t.family), not_found(t.family.applicant, Registry.PENSION, Fact.INCOME)))
    t.diary.minutes(30, 300)
    paper = Paper(Type.INCOME_CERTIFICATE, t.family.applicant, Fact.INCOME)
    demand = t.demand(t.caseworker, paper, liable=who_asked(t), verdict=Verdict.NO_BASIS, registry=Registry.PENSION)
    brought(t, [demand])
    t.rests()
    granted(t)


def demanded_again(t: Teller) -> None:
    """A house that was never registered: the paper is in order, until the commission wants it a second time."""
    taken_in(t)
    look_up(t, instead(usual(t.family), not_found(t.family.applicant, Registry.REAL_ESTATE, Fact.PROPERTY)))
    t.diary.minutes(30, 300)
    paper = Paper(Type.PROPERTY_CERTIFICATE, t.family.applicant, Fact.PROPERTY, NO_DATA)
    brought(t, [justified(t, paper, owner_of(Registry.REAL_ESTATE), Registry.REAL_ESTATE)])
    t.rests()
    t.diary.days(1, 2)
    t.assign()
    t.diary.minutes(60, 300)
    liable = f"{Party.COMMISSION}:{t.place.commission}"
    brought(t, [t.demand(t.commission, paper, liable=liable, verdict=Verdict.ASKED_AGAIN)])
    t.diary.days(1, 2)
    t.conclude(Conclusion.NEEDS)
    assessed_and_approved(t)
