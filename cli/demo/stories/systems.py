"""What the systems did: silence, a lost question, a refused one, an answer that contradicts itself."""

from cli.demo.asking import ADDRESS, OUTAGE, Ask, instead, look_up, usual
from cli.demo.stories.common import (
    CONSENT,
    NO_DATA,
    PART_OF_APPLICATION,
    brought,
    found,
    granted,
    justified,
    owner_of,
    taken_in,
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
)
from domain.vocabulary import LookupOutcome as Outcome


def given_up(t: Teller) -> None:
    """The civil status system stays silent; its owner answers. Two days later the same question is asked again."""
    taken_in(t)
    look_up(t, usual(t.family), gives_up=Outcome.UNAVAILABLE)
    t.diary.days(2, 3)
    look_up(t, [ask for ask in usual(t.family) if ask.registry is OUTAGE])
    t.rests()
    granted(t)


def given_up_for_the_gateway(t: Teller) -> None:
    """The gateway lost the question: the gateway answers, also for the days the Ministry of Justice takes instead."""
    taken_in(t)
    look_up(t, usual(t.family), gives_up=Outcome.TIMEOUT)
    t.diary.minutes(60, 200)
    children = [child for child, _ in t.family.children]
    justice = StateBody.MINISTRY_OF_JUSTICE
    requests = [t.ask_state(child, Fact.BIRTH, justice, Party.BUS) for child in children]
    t.diary.days(2, 4)
    for request in requests:
        t.state_answers(request, StateAnswer.PROVIDED)
        t.diary.seconds(30, 90)
    t.rests()
    granted(t)


def address_lost_by_the_gateway(t: Teller) -> None:
    """Here the deputy is right: the address was there, and it is the exchange that did not bring it."""
    taken_in(t)
    mother, register = t.family.applicant, Registry.ADDRESS_REGISTER
    lost = Ask(mother, register, ADDRESS, Outcome.TIMEOUT)
    look_up(t, instead(usual(t.family), lost))
    t.diary.days(1, 2)
    look_up(t, [ask for ask in usual(t.family) if ask.registry is register])
    t.rests()
    granted(t)


def access_denied(t: Teller) -> None:
    """The claim system's own certificate had run out: this software answers. Asked again when it was renewed."""
    taken_in(t)
    mother = t.family.applicant
    refused = Ask(mother, Registry.PERSONS, (Fact.IDENTITY,), Outcome.ACCESS_DENIED)
    look_up(t, instead(usual(t.family), refused))
    t.diary.days(1, 1)
    look_up(t, [ask for ask in usual(t.family) if ask.registry is Registry.PERSONS])
    t.rests()
    granted(t)


def consent_needed(t: Teller) -> None:
    """The pension fund answers with her consent only. The paper closes the gap, and the fund is asked again."""
    taken_in(t)
    mother, fund = t.family.applicant, Registry.PENSION
    look_up(t, instead(usual(t.family), Ask(mother, fund, (Fact.INCOME,), Outcome.CONSENT_REQUIRED)))
    t.diary.minutes(10, 100)
    paper = Paper(Type.CONSENT, mother, Fact.INCOME, CONSENT)
    brought(t, [justified(t, paper, Party.APPLICANT, fund)])
    t.rests()
    t.diary.minutes(10, 60)
    look_up(t, [Ask(mother, fund, (Fact.INCOME,))])
    t.rests()
    granted(t)


def contradicted(t: Teller) -> None:
    """Two entries about one house: the register's owner answers for sorting that out with papers."""
    taken_in(t)
    mother, register = t.family.applicant, Registry.REAL_ESTATE
    look_up(t, instead(usual(t.family), Ask(mother, register, (Fact.PROPERTY,), Outcome.CONFLICT)))
    t.diary.minutes(30, 300)
    paper = Paper(Type.PROPERTY_CERTIFICATE, mother, Fact.PROPERTY, NO_DATA)
    brought(t, [justified(t, paper, owner_of(register), register)])
    t.rests()
    granted(t)


def other_paper(t: Teller) -> None:
    """A paper that belongs to the application and that no registry could give: the law wants it."""
    taken_in(t)
    found(t)
    t.diary.minutes(30, 300)
    paper = Paper(Type.OTHER, t.family.applicant, Fact.OTHER, PART_OF_APPLICATION)
    brought(t, [t.demand(t.caseworker, paper, liable=Party.LAW, verdict=Verdict.NO_REGISTRY)])
    t.rests()
    granted(t)
