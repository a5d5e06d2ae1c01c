"""What should never happen, and does: each is recorded, and found without anybody asking."""

from datetime import timedelta

from cli.demo.asking import instead, look_up, usual
from cli.demo.stories.common import (
    BEFORE_2007,
    assessed_and_approved,
    birth_outside,
    found,
    granted,
    inspected,
    justice_asked,
    justified,
    taken_in,
)
from cli.demo.stories.plain import income_above_line
from cli.demo.teller import Paper, Teller
from domain.vocabulary import Conclusion, Fact, IncomeBand, Party, RefusalGround, Registry, StateAnswer, StateBody
from domain.vocabulary import DocumentType as Type
from domain.vocabulary import WaitCause as Cause


def approved_against_conclusion(t: Teller) -> None:
    """The commission found no need, and aid was assigned."""
    taken_in(t)
    found(t)
    inspected(t, Conclusion.NOT_IN_NEED)
    t.diary.days(1, 2)
    t.approve()


def too_few_signatures(t: Teller) -> None:
    """Two of three signed."""
    taken_in(t)
    found(t)
    t.diary.days(1, 2)
    t.assign()
    t.diary.days(1, 3)
    t.conclude(Conclusion.NEEDS, signed=2)
    assessed_and_approved(t)


def decided_without_conclusion(t: Teller) -> None:
    """Approved before any commission had looked."""
    taken_in(t)
    found(t)
    t.diary.days(1, 2)
    t.approve(on_conclusion=False)


def refused_though_in_need(t: Teller) -> None:
    """The commission found need, and the refusal says there is none."""
    taken_in(t)
    found(t)
    inspected(t)
    t.diary.minutes(30, 400)
    t.assess(IncomeBand.BELOW)
    t.diary.days(1, 2)
    t.refuse(RefusalGround.NOT_IN_NEED, on_conclusion=True)


def paid_without_approval(t: Teller) -> None:
    """Refused, and paid."""
    income_above_line(t)
    t.diary.days(1, 2)
    t.pay()


def paused_twice(t: Teller) -> None:
    """Rightly asked for, taken back, and asked for again: the clock stood twice for one paper."""
    demand = _rightly_asked(t)
    t.diary.days(1, 1)
    t.take_back(t.caseworker, demand)
    t.unattended(t.family.eldest, Fact.BIRTH)
    t.diary.minutes(5, 30)
    demand = _asked(t)
    t.diary.days(1, 2)
    t.receive(demand)
    t.rests()
    granted(t)


def paused_on_last_day(t: Teller) -> None:
    """The paper could have been asked for a week ago; the clock is stopped on the day it would have run out."""
    _state_has_nothing(t)
    t.diary.days(6, 7)
    demand = _asked(t)
    t.diary.days(1, 2)
    t.receive(demand)
    t.rests()
    granted(t)


def worked_during_pause(t: Teller) -> None:
    """While the mother was asked for a paper, the commission came all the same."""
    demand = _rightly_asked(t)
    inspected(t)
    t.diary.minutes(5, 30)
    t.receive(demand)
    assessed_and_approved(t)


def never_followed_up(t: Teller) -> None:
    """Asked for a paper in April, and nobody has spoken of it since."""
    _rightly_asked(t)


def dated_before(t: Teller) -> None:
    """The conclusion says that it is older than the commission's appointment."""
    taken_in(t)
    found(t)
    t.diary.days(1, 2)
    t.assign()
    t.diary.minutes(10, 60)
    t.conclude(Conclusion.NEEDS, earlier=timedelta(hours=3))
    assessed_and_approved(t)


def answered_twice(t: Teller) -> None:
    """The registry's answer came a second time."""
    taken_in(t)
    found(t)
    t.answer_again("L1")
    granted(t)


def _rightly_asked(t: Teller) -> str:
    """The paper may be asked for, and is, at once."""
    _state_has_nothing(t)
    t.diary.minutes(30, 100)
    return _asked(t)


def _state_has_nothing(t: Teller) -> None:
    """Born before births could be found; the state was asked first, and has nothing either."""
    taken_in(t)
    look_up(t, instead(usual(t.family), birth_outside(t)))
    t.diary.minutes(30, 300)
    request = justice_asked(t, Fact.BIRTH, f"{Party.STATE_BODY}:{StateBody.MINISTRY_OF_JUSTICE}")
    t.diary.days(1, 2)
    t.state_answers(request, StateAnswer.NO_DATA, t.office(Cause.UNATTENDED_GAP, Registry.CIVIL_STATUS))


def _asked(t: Teller) -> str:
    paper = Paper(Type.BIRTH_CERTIFICATE, t.family.eldest, Fact.BIRTH, BEFORE_2007)
    return justified(t, paper, Party.LAW, Registry.CIVIL_STATUS)
