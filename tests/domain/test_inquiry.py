"""An inquiry's own life: received and answered in one, due in a month, asked again, replied to once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import uuid4

import pytest

from domain.act import Act
from domain.errors import AlreadyDone, Contradiction, DatedBackTooFar, InTheFuture, NotYours
from domain.events import Difference, InquiryRerun, NotCompared
from domain.inquiry import BACK, DIFFERENCES, MAY, Figures, Inquiry, Question, due_on
from domain.vocabulary import InquiryTemplate, Role

NOW: Final = datetime(2019, 4, 30, 20, tzinfo=UTC)  # 1 May in Almaty
QUESTION: Final = Question(InquiryTemplate.CLAIMS, "75", date(2019, 4, 1), date(2019, 4, 30))
FIGURES: Final = Figures(date(2019, 4, 30), 7, ["cohort_2"], None, "{}", "a" * 64)
CHANGED: Final = Difference(table="claims", key={"region": "75"}, figure="open", before=1, after=0)


def act(role: Role, occurred_at: datetime = NOW) -> Act:
    return Act(actor="someone", role=role, office="MLSPP", occurred_at=occurred_at, now=NOW)


def received(role: Role = Role.DEPUTY, at: datetime = NOW) -> Inquiry:
    inquiry = Inquiry.blank(uuid4())
    inquiry.receive(number="DZ-1", addressee="MLSPP", question=QUESTION, figures=FIGURES, act=act(role, at))
    return inquiry


def rerun(
    figures: Figures, differences: Sequence[Difference] = (), not_compared: Sequence[NotCompared] = ()
) -> InquiryRerun:
    inquiry = received()
    inquiry.rerun(figures=figures, differences=differences, not_compared=not_compared, since={}, act=act(Role.AUDITOR))
    event = inquiry.collect_events()[-1]
    assert isinstance(event, InquiryRerun)
    return event


def test_it_is_received_and_answered_in_one_save_and_due_in_a_month_of_almatys_days() -> None:
    inquiry = received()
    assert inquiry.names == ["inquiry.received", "inquiry.answered"]
    state = inquiry.state
    assert (state.due_on, state.status, state.digest, state.answered_in) == ("2019-06-01", "ANSWERED", "a" * 64, 2)
    assert inquiry.question == QUESTION


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2019, 4, 5), date(2019, 5, 5)),
        (date(2019, 1, 31), date(2019, 2, 28)),
        (date(2020, 1, 31), date(2020, 2, 29)),
        (date(2019, 12, 31), date(2020, 1, 31)),
    ],
)
def test_a_month_ends_on_the_same_day_of_the_next_or_on_its_last(on: date, due: date) -> None:
    assert due_on(on) == due


@pytest.mark.parametrize(
    ("figures", "differences", "same"),
    [
        (FIGURES, [], True),
        (Figures(date(2019, 4, 30), 7, ["cohort_3"], None, "{}", "a" * 64), [], True),
        (Figures(date(2019, 4, 30), 8, ["cohort_2"], None, "[]", "b" * 64), [], False),
        (Figures(date(2019, 5, 1), 8, ["cohort_2"], None, "[]", "b" * 64), [], True),
        (Figures(date(2019, 5, 1), 8, ["cohort_2"], None, "[]", "b" * 64), [CHANGED], False),
    ],
    ids=["the same", "another definition", "another answer of that day", "a later day", "a later day, other figures"],
)
def test_the_same_is_the_same_digest_of_that_day_or_the_same_figures_of_a_later_one(
    figures: Figures, differences: list[Difference], same: bool
) -> None:
    assert rerun(figures, differences).same is same


@pytest.mark.parametrize(("given_now", "same"), [(False, True), (True, False)])
def test_what_only_one_answer_could_give_is_not_the_same(given_now: bool, same: bool) -> None:
    later = Figures(date(2019, 5, 1), 8, ["cohort_2"], "k=10", "[]", "b" * 64)
    table = NotCompared(table="grounds", month="2019-04", given_before=False, given_now=given_now)
    assert rerun(later, not_compared=[table]).same is same


def test_of_very_many_differences_some_are_told_and_the_rest_counted() -> None:
    event = rerun(FIGURES, [CHANGED] * (DIFFERENCES + 5))
    assert (len(event.differences), event.more_differences) == (DIFFERENCES, 5)


def test_it_is_replied_to_once() -> None:
    inquiry = received()
    inquiry.reply(reply="01-7/1", act=act(Role.HEAD))
    assert (inquiry.state.reply, inquiry.state.status) == ("01-7/1", "REPLIED")
    with pytest.raises(AlreadyDone, match="01-7/1"):
        inquiry.reply(reply="01-7/2", act=act(Role.HEAD))


@pytest.mark.parametrize("role", sorted(set(Role) - MAY["inquire"]))
def test_others_do_not_ask(role: Role) -> None:
    with pytest.raises(NotYours):
        received(role)
    with pytest.raises(NotYours):
        received().rerun(figures=FIGURES, differences=(), not_compared=(), since={}, act=act(role))


@pytest.mark.parametrize("role", sorted(set(Role) - MAY["reply_to_inquiry"]))
def test_only_heads_reply(role: Role) -> None:
    with pytest.raises(NotYours):
        received().reply(reply="01-7/1", act=act(role))


def test_it_may_be_dated_back_a_month_and_no_further_and_nothing_comes_before_it() -> None:
    month_ago = NOW - BACK
    inquiry = received(at=month_ago)
    assert inquiry.state.due_on == "2019-04-30"
    with pytest.raises(DatedBackTooFar, match=r"2019-03-30 is too far back; .* 2019-03-31"):
        received(at=month_ago - timedelta(days=1))
    later = received(at=NOW - timedelta(days=1))
    with pytest.raises(Contradiction, match=r"received later, at 2019-04-29T20:00:00Z"):
        later.reply(reply="01-7/1", act=act(Role.HEAD, month_ago))
    with pytest.raises(Contradiction, match="received later"):
        later.rerun(figures=FIGURES, differences=(), not_compared=(), since={}, act=act(Role.AUDITOR, month_ago))


def test_nothing_is_asked_tomorrow_or_about_a_period_that_ends_before_it_begins() -> None:
    with pytest.raises(InTheFuture):
        Inquiry.blank(uuid4()).receive(
            number="DZ-1",
            addressee="MLSPP",
            question=QUESTION,
            figures=FIGURES,
            act=act(Role.DEPUTY, NOW + timedelta(seconds=1)),
        )
    with pytest.raises(Contradiction):
        Question(InquiryTemplate.CLAIMS, None, date(2019, 4, 2), date(2019, 4, 1))
