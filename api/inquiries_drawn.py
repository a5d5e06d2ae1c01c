"""The figures of an answer, drawn from the read models: exact, or through disclosure control."""

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
from inquiries.released import Days
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


def under_control(house: House, question: Question, day: date | None, before: Days | None = None) -> Figures:
    """The same under disclosure control. `before`: the days of an answer that is asked again as it was. Raises
    `releases.errors.NotReleased`."""
    now = house.clock.now()
    return _kept(*released.answered(house.releases, question, as_known=day, before=before, now=now))


def since(house: House, state: InquiryState, until: date) -> dict[str, int]:
    """Name of events -> how many were recorded after the day of the answer and by the end of another. Under disclosure
    control in whole steps of `k`: at least so many."""
    step = house.settings.disclosure_k if state.policy else 1
    with house.questions.reading() as reader:
        first, last = (exact.position_at(reader, end_of(day)) for day in (date.fromisoformat(state.as_known), until))
        counted = exact.recorded_between(reader, first, last)
    return {name: count // step * step for name, count in counted.items() if count >= step}


def end_of(day: date) -> datetime:
    return midnight_after(day, RECORDED_DAYS)


def _kept(answer: Answer, definitions: list[str]) -> Figures:
    text = text_of(answer)
    return Figures(answer.as_known, answer.position, definitions, answer.policy, text, digest_of(text))
