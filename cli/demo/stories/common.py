"""How stories begin and end, and the words that several of them use."""

from collections.abc import Sequence
from typing import Final

from cli.demo.asking import Ask, look_up, usual
from cli.demo.teller import Paper, Teller
from domain.vocabulary import (
    Channel,
    Conclusion,
    Fact,
    IncomeBand,
    Party,
    Registry,
    StateBody,
    Verdict,
)
from domain.vocabulary import LookupOutcome as Outcome

BEFORE_2007: Final = "ORDER_320_PAPER_BEFORE_2007"
NO_SOURCE: Final = "ORDER_320_NO_ELECTRONIC_SOURCE"
NO_DATA: Final = "ORDER_320_NO_DATA_IN_SYSTEM"
NO_ADDRESS: Final = "ORDER_320_ADDRESS_NOT_IN_REGISTER"
PART_OF_APPLICATION: Final = "ORDER_320_APPLICATION_PAPERS"
CONSENT: Final = "LAW_94_CONSENT"


def taken_in(t: Teller, channel: Channel = Channel.CENTRE) -> None:
    """Handed in and registered: until the checks are requested the office answers."""
    t.submit(channel)
    t.diary.minutes(10, 300)
    t.register()
    t.rests()
    t.diary.minutes(5, 90)


def found(t: Teller) -> None:
    """Every registry gives everything, and nothing is waited for any more."""
    look_up(t, usual(t.family))
    t.rests()


def inspected(t: Teller, result: Conclusion = Conclusion.NEEDS) -> None:
    t.diary.days(1, 2)
    t.assign()
    t.diary.days(1, 3)
    t.conclude(result)


def visited(t: Teller, result: Conclusion) -> None:
    """The same, and the day on which the commission was at the family's home is on record."""
    t.diary.days(1, 2)
    t.assign()
    t.diary.days(1, 2)
    t.inspect()
    t.diary.minutes(60, 300)
    t.conclude(result)


def granted(t: Teller) -> None:
    """Inspected, assessed, approved."""
    inspected(t)
    assessed_and_approved(t)


def assessed_and_approved(t: Teller) -> None:
    t.diary.minutes(30, 400)
    t.assess(IncomeBand.BELOW)
    t.diary.days(1, 2)
    t.approve()


def brought(t: Teller, demands: Sequence[str]) -> None:
    """The mother fetches the papers and brings them all at once."""
    t.diary.days(2, 5)
    for demand in demands:
        t.receive(demand)
        t.diary.seconds(30, 90)


def who_asked(t: Teller) -> str:
    """The office, which answers for a demand that is not justified, or made before the state was asked."""
    return f"{Party.OFFICE}:{t.script.office}"


def owner_of(registry: Registry) -> str:
    return f"{Party.REGISTRY}:{registry}"


def akimat(t: Teller) -> str:
    return f"{Party.AKIMAT}:{t.place.kato}"


def address_without(t: Teller, *missing: Fact) -> Ask:
    facts = (Fact.RESIDENCE, Fact.STREET, Fact.HOUSE, Fact.FLAT)
    return Ask(t.family.applicant, Registry.ADDRESS_REGISTER, facts, Outcome.FOUND_INCOMPLETE, missing)


def not_found(subject: str, registry: Registry, fact: Fact) -> Ask:
    return Ask(subject, registry, (fact,), Outcome.NOT_FOUND)


def birth_with_father(t: Teller, *missing: Fact) -> Ask:
    """The act of birth of the eldest child, on which the father stands too."""
    outcome = Outcome.FOUND_INCOMPLETE if missing else Outcome.FOUND_COMPLETE
    return Ask(t.family.eldest, Registry.CIVIL_STATUS, (Fact.BIRTH, Fact.FATHER), outcome, missing)


def justice_asked(t: Teller, fact: Fact, liable: str) -> str:
    return t.ask_state(t.family.eldest, fact, StateBody.MINISTRY_OF_JUSTICE, liable)


def birth_outside(t: Teller) -> Ask:
    """The registry says "not found", and the date of birth says why."""
    child = t.family.eldest
    return Ask(child, Registry.CIVIL_STATUS, (Fact.BIRTH,), Outcome.NOT_FOUND, came_of=Outcome.OUTSIDE_COVERAGE)


def justified(t: Teller, paper: Paper, liable: str, registry: str = "") -> str:
    """The office demands what is really missing, and names the rule."""
    return t.demand(t.caseworker, paper, liable=liable, verdict=Verdict.GAP, registry=registry)


def akimat_asked(t: Teller, fact: Fact) -> str:
    t.diary.seconds(30, 90)
    return t.ask_state(t.family.applicant, fact, StateBody.AKIMAT, akimat(t))
