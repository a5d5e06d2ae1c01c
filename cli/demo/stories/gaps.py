"""What registries do not hold, and who should have filled it in: akimats, registries' owners, nobody."""

from cli.demo.asking import Ask, instead, look_up, usual
from cli.demo.stories.common import (
    BEFORE_2007,
    NO_ADDRESS,
    NO_DATA,
    NO_SOURCE,
    address_without,
    akimat_asked,
    birth_outside,
    birth_with_father,
    brought,
    found,
    granted,
    justice_asked,
    justified,
    not_found,
    owner_of,
    taken_in,
    who_asked,
)
from cli.demo.teller import Paper, Teller
from domain.vocabulary import DocumentType as Type
from domain.vocabulary import (
    Fact,
    Party,
    Registry,
    StateAnswer,
    StateBody,
    Verdict,
    WaitCause,
)

# the ministry's word: the akimats did not fill it in


def akimat_left_empty(t: Teller) -> None:
    """House or flat number is missing, and the akimat, asked to fill it in, answers for the days that takes."""
    taken_in(t)
    missing = t.diary.one_of(((Fact.FLAT,), (Fact.HOUSE, Fact.FLAT)))
    look_up(t, instead(usual(t.family), address_without(t, *missing)))
    t.diary.minutes(60, 400)
    requests = [akimat_asked(t, fact) for fact in missing]
    t.diary.days(3, 6)
    for request in requests:
        t.state_answers(request, StateAnswer.PROVIDED)
        t.diary.seconds(30, 90)
    t.rests()
    granted(t)


def akimat_not_asked(t: Teller) -> None:
    """The same gap, but the mother is sent at once. The state must ask the state first: the office answers."""
    taken_in(t)
    look_up(t, instead(usual(t.family), address_without(t, Fact.FLAT)))
    t.diary.minutes(30, 300)
    paper = Paper(Type.RESIDENCE_CERTIFICATE, t.family.applicant, Fact.FLAT, NO_ADDRESS)
    brought(t, [justified(t, paper, who_asked(t), Registry.ADDRESS_REGISTER)])
    t.rests()
    granted(t)


# both sides agree: children born before 13 August 2007


def born_before_state_asked(t: Teller) -> None:
    """No register holds the birth. The Ministry of Justice is asked first, finds nothing, and it is the law's doing."""
    taken_in(t)
    look_up(t, instead(usual(t.family), birth_outside(t)))
    t.diary.minutes(30, 300)
    # a gap that the law leaves is nobody's debt, so the body that was asked answers for its answer
    justice = f"{Party.STATE_BODY}:{StateBody.MINISTRY_OF_JUSTICE}"
    request = justice_asked(t, Fact.BIRTH, justice)
    t.diary.days(2, 4)
    t.state_answers(request, StateAnswer.NO_DATA, t.office(WaitCause.UNATTENDED_GAP, Registry.CIVIL_STATUS))
    t.diary.minutes(30, 200)
    paper = Paper(Type.BIRTH_CERTIFICATE, t.family.eldest, Fact.BIRTH, BEFORE_2007)
    brought(t, [justified(t, paper, Party.LAW, Registry.CIVIL_STATUS)])
    t.rests()
    granted(t)


def born_before_but_entered(t: Teller) -> None:
    """Where the archives have entered older acts of birth, the register gives this one too: it can be done."""
    taken_in(t)
    look_up(t, usual(t.family))
    t.rests()
    granted(t)


def born_before_paper_at_once(t: Teller) -> None:
    """The same birth, but nobody asked the Ministry of Justice: lawful as a paper, and yet the office answers."""
    taken_in(t)
    look_up(t, instead(usual(t.family), birth_outside(t)))
    t.diary.minutes(20, 200)
    paper = Paper(Type.BIRTH_CERTIFICATE, t.family.eldest, Fact.BIRTH, BEFORE_2007)
    brought(t, [justified(t, paper, who_asked(t), Registry.CIVIL_STATUS)])
    t.rests()
    granted(t)


# nobody answered the mothers: fathers and alimony


def alimony_without_source(t: Teller) -> None:
    """No system is connected that could know it: a gap at once, and the ministry, which connects systems, answers."""
    taken_in(t)
    look_up(t, usual(t.family), unconnected=[(t.family.eldest, Fact.ALIMONY)])
    t.diary.minutes(30, 300)
    paper = Paper(Type.ALIMONY_CERTIFICATE, t.family.eldest, Fact.ALIMONY, NO_SOURCE)
    brought(t, [justified(t, paper, Party.MINISTRY)])
    t.rests()
    granted(t)


def alimony_not_looked_for(t: Teller) -> None:
    """Demanded from experience: no system can be asked, and the office knows it. No gap is on record, but a reason."""
    taken_in(t)
    found(t)
    t.diary.minutes(30, 300)
    paper = Paper(Type.ALIMONY_CERTIFICATE, t.family.eldest, Fact.ALIMONY, NO_SOURCE)
    brought(t, [t.demand(t.caseworker, paper, liable=Party.MINISTRY, verdict=Verdict.NO_REGISTRY)])
    t.rests()
    granted(t)


def father_left_empty(t: Teller) -> None:
    """The act of birth names no father; the Ministry of Justice, asked, finds none. So the mother has to prove it."""
    taken_in(t)
    civil, child = Registry.CIVIL_STATUS, t.family.eldest
    look_up(t, instead(usual(t.family), birth_with_father(t, Fact.FATHER)))
    t.diary.minutes(30, 300)
    request = justice_asked(t, Fact.FATHER, owner_of(civil))
    t.diary.days(2, 4)
    t.state_answers(request, StateAnswer.NO_DATA, t.office(WaitCause.UNATTENDED_GAP, civil))
    t.diary.minutes(30, 200)
    paper = Paper(Type.PATERNITY_CERTIFICATE, child, Fact.FATHER, NO_DATA)
    brought(t, [justified(t, paper, owner_of(civil), civil)])
    t.rests()
    granted(t)


def parents_found(t: Teller) -> None:
    """Father and parents are asked for and come up: what is missing elsewhere is not missing everywhere."""
    taken_in(t)
    father = t.family.father
    assert father, "this story is told of a family with a father"
    asks = instead(usual(t.family), birth_with_father(t))
    look_up(t, [*asks, Ask(father, Registry.EGOV_BASE, (Fact.PARENT,))])
    t.rests()
    granted(t)


def parent_not_in_base(t: Teller) -> None:
    """The vice-minister's own explanation: some parents were not added to the base of the e-gov site."""
    taken_in(t)
    father = t.family.father
    assert father, "this story is told of a family with a father"
    look_up(t, [*usual(t.family), not_found(father, Registry.EGOV_BASE, Fact.PARENT)])
    t.diary.minutes(30, 300)
    paper = Paper(Type.IDENTITY_CARD, father, Fact.PARENT, NO_DATA)
    brought(t, [justified(t, paper, owner_of(Registry.EGOV_BASE), Registry.EGOV_BASE)])
    t.rests()
    granted(t)
