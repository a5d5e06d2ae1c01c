"""The term and what moves it: extensions that count and such that do not, and a decree that moves a day off."""

from cli.demo.asking import instead, look_up, usual
from cli.demo.stories.common import (
    BEFORE_2007,
    assessed_and_approved,
    birth_outside,
    brought,
    found,
    granted,
    inspected,
    justice_asked,
    justified,
    taken_in,
)
from cli.demo.teller import Paper, Teller
from domain.vocabulary import DocumentType as Type
from domain.vocabulary import Fact, Party, Registry, StateAnswer, StateBody, WaitCause


def extended_with_notice(t: Teller) -> None:
    """Another body is asked, the term is extended in time, and the mother is told: this is how the law means it."""
    request = _justice_is_asked(t)
    t.diary.days(2, 3)
    t.extend()
    t.diary.minutes(20, 100)
    t.notify("extensions")
    t.diary.days(2, 3)
    _paper_after(t, request)
    granted(t)


def extended_without_notice(t: Teller) -> None:
    """The same, but nobody told her: the extension is on record and moves nothing."""
    request = _justice_is_asked(t)
    t.diary.days(2, 3)
    t.extend()
    t.diary.days(2, 3)
    _paper_after(t, request)
    granted(t)


def extended_too_late(t: Teller) -> None:
    """Extended when the term was over already: late is late."""
    taken_in(t)
    found(t)
    inspected(t)
    t.diary.days(8, 9)
    t.extend()
    t.diary.minutes(20, 100)
    t.notify("extensions")
    assessed_and_approved(t)


def deadline_recomputed(t: Teller) -> None:
    """Registered on the last day before the decree: what was the last day of the term is a day off now."""
    t.submit()
    t.diary.seconds(60, 600)
    t.register()
    t.rests()
    t.diary.minutes(5, 90)
    found(t)
    t.diary.days(3, 3)
    t.recompute_deadline()
    granted(t)


def _justice_is_asked(t: Teller) -> str:
    taken_in(t)
    look_up(t, instead(usual(t.family), birth_outside(t)))
    t.diary.minutes(30, 300)
    return justice_asked(t, Fact.BIRTH, f"{Party.STATE_BODY}:{StateBody.MINISTRY_OF_JUSTICE}")


def _paper_after(t: Teller, request: str) -> None:
    """The Ministry of Justice has nothing, and the paper is rightly asked for."""
    t.state_answers(request, StateAnswer.NO_DATA, t.office(WaitCause.UNATTENDED_GAP, Registry.CIVIL_STATUS))
    t.diary.minutes(30, 200)
    paper = Paper(Type.BIRTH_CERTIFICATE, t.family.eldest, Fact.BIRTH, BEFORE_2007)
    brought(t, [justified(t, paper, Party.LAW, Registry.CIVIL_STATUS)])
    t.rests()
