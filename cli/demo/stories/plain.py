"""The ministry's word: if the information is there, an identity card is enough. And how claims end otherwise."""

from cli.demo.stories.common import (
    found,
    granted,
    inspected,
    taken_in,
    visited,
)
from cli.demo.teller import Teller
from domain.vocabulary import (
    Channel,
    Conclusion,
    IncomeBand,
    RefusalGround,
)


def card_only(t: Teller) -> None:
    taken_in(t)
    found(t)
    granted(t)


def through_an_akim(t: Teller) -> None:
    """A rural akim takes the claim in and sends the file to the office; the term is 22 working days."""
    t.submit(Channel.AKIM)
    t.diary.minutes(20, 200)
    t.send_file(t.place.office)
    t.diary.days(1, 3)
    t.receive_file(t.place.office)
    t.diary.minutes(10, 60)
    t.register()
    t.rests()
    t.diary.minutes(5, 90)
    found(t)
    t.diary.days(4, 8)
    granted(t)


def file_lost(t: Teller) -> None:
    """Sent by the akim, and never received: no registration, no term, nobody looks."""
    t.submit(Channel.AKIM)
    t.diary.minutes(20, 200)
    t.send_file(t.place.office)


def applied_again(t: Teller) -> None:
    """Nobody told her how it stands, so she applies once more: 22 of 100 applications of 2020 were such."""
    taken_in(t)
    found(t)
    t.diary.days(3, 5)
    t.apply_again()
    granted(t)


def income_above_line(t: Teller) -> None:
    taken_in(t)
    found(t)
    t.diary.days(1, 2)
    t.assess(IncomeBand.ABOVE)
    t.diary.days(1, 2)
    t.refuse(RefusalGround.INCOME_ABOVE_LINE, on_conclusion=False)


def not_in_need(t: Teller) -> None:
    taken_in(t)
    found(t)
    visited(t, Conclusion.NOT_IN_NEED)
    t.diary.days(1, 2)
    t.refuse(RefusalGround.NOT_IN_NEED, on_conclusion=True)


def inspection_refused(t: Teller) -> None:
    taken_in(t)
    found(t)
    inspected(t, Conclusion.INSPECTION_REFUSED)
    t.diary.days(1, 1)
    t.refuse(RefusalGround.INSPECTION_REFUSED, on_conclusion=True)


def taken_back(t: Teller) -> None:
    """She gives up waiting for a commission that does not come."""
    taken_in(t)
    found(t)
    t.diary.days(1, 2)
    t.assign()
    t.diary.days(5, 8)
    t.withdraw("APPLICANT_REQUEST")


def commission_silent(t: Teller) -> None:
    """Assigned, and never heard of again."""
    taken_in(t)
    found(t)
    t.diary.days(1, 2)
    t.assign()


def forgotten(t: Teller) -> None:
    """Everything was found within minutes, and since then nobody has opened the file."""
    taken_in(t)
    found(t)
