"""The figures of an answer, drawn from the read models: exact, or through disclosure control."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from api.house import House
from api.refusals import NotSettled
from domain.errors import InTheFuture
from domain.events import InquiryState
from domain.inquiry import Figures, Question
from domain.regions import midnight_after
from inquiries import exact, released
from inquiries.answers import Answer, digest_of, text_of
from inquiries.released import Before
from inquiries.templates import TEMPLATES
from projections.base import RECORDED_DAYS, recorded_day
from projections.lookback_days import known

DAY: Final = timedelta(days=1)


def last_day(now: datetime, said: date | None) -> date:
    """The day as of which is answered: one that is over, the last of them if none is said. Raises `InTheFuture`."""
    last = recorded_day(now) - DAY
    if said and said > last:
        raise InTheFuture(said.isoformat(), last.isoformat(), what="as_known", limit="the last day that is over")
    return said or last


def exactly(house: House, question: Question, day: date) -> Figures:
    """What the question is answered with, as known at the end of that day. Raises `NotSettled`."""
    now = house.clock.now()
    with house.questions.reading() as reader:
        try:
            found = exact.answered(reader, question, known(day, now), now)
        except exact.NotSettled as error:
            raise NotSettled(str(error), day.isoformat()) from None
    return _kept(found, TEMPLATES[question.template].definitions)


def under_control(house: House, question: Question, day: date | None, before: Before | None = None) -> Figures:
    """The same under disclosure control. `before`: an answer that is asked again as it was. Raises
    `releases.errors.NotReleased`."""
    now = house.clock.now()
    return _kept(*released.answered(house.releases, question, as_known=day, before=before, now=now))


def since(house: House, state: InquiryState, until: date) -> dict[str, int]:
    """Name of events -> how many were recorded after the day of the answer and by the end of another. Under disclosure
    control each day's in whole steps of `k`, so at least so many, and two periods tell no more than their days do."""
    step = house.settings.disclosure_k if state.policy else 1
    with house.questions.reading() as reader:
        counted = exact.recorded_by_day(reader, list(_midnights(date.fromisoformat(state.as_known), until)))
    told = Counter[str]()
    for name, count in counted:
        told[name] += count // step * step
    return {name: count for name, count in told.items() if count}


def _midnights(first: date, last: date) -> Iterator[datetime]:
    """The ends of these days, in Almaty."""
    return (midnight_after(first + each * DAY, RECORDED_DAYS) for each in range((last - first).days + 1))


def _kept(answer: Answer, definitions: list[str]) -> Figures:
    text = text_of(answer)
    return Figures(answer.as_known, answer.position, definitions, answer.policy, text, digest_of(text))
