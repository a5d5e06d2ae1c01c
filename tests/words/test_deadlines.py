"""Deadlines explain themselves: every reason, extension and pause in words, and the day counted again."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from random import Random
from typing import Final

import pytest

from domain import calendar as calendars
from domain import events as e
from domain.calendar import FOLDER, LATEST, calendar, with_override
from domain.edition import SkippedReason, Starts
from domain.ledger import Ledger
from domain.replay import replay
from domain.state import Extension
from domain.term import Counts, Due, Standing
from domain.vocabulary import Channel, Language
from tests.domain.histories import walked
from tests.domain.history import CIVIL_OWNER, History
from words import code, deadlines
from words.cast import Cast

OFF: Final = {why for file in FOLDER.glob("*.toml") for why in tomllib.loads(file.read_text())["off"].values()}
HOLIDAYS: Final = sorted({why.partition(":")[2] for why in OFF if not why.startswith("TRANSFER")})
DAY: Final = date(2019, 5, 10)


def skipped(why: str) -> SkippedReason:
    return {"kind": "SKIPPED", "day": DAY.isoformat(), "why": why}


# holidays and other days off


@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize("holiday", HOLIDAYS)
def test_every_holiday_of_every_calendar_has_a_name(holiday: str, lang: Language) -> None:
    name = code("Holiday", holiday, lang)
    for kind in ("HOLIDAY", "MOVED_HOLIDAY"):
        assert name in deadlines.reason(skipped(f"{kind}:{holiday}"), lang)


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("WEEKEND", "Не считался день 10 мая 2019 года: выходной."),
        ("HOLIDAY:VICTORY", "Не считался день 10 мая 2019 года: День Победы."),
        (
            "MOVED_HOLIDAY:VICTORY",
            "Не считался день 10 мая 2019 года: выходной вместо праздника, выпавшего на выходной: День Победы.",
        ),
        (
            "TRANSFER:2019-05-04",
            "Не считался день 10 мая 2019 года: сюда перенесён день отдыха; рабочий день вместо него: 4 мая 2019 года.",
        ),
        ("TRANSFER:DECREE", "Не считался день 10 мая 2019 года: день отдыха по решению государства."),
        ("HOLIDAY:OF_TOMORROW", "Не считался день 10 мая 2019 года: OF_TOMORROW."),
    ],
)
def test_a_day_that_did_not_count_says_why(why: str, told: str) -> None:
    assert deadlines.reason(skipped(why), Language.RU) == told


@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize("starts", Starts)
@pytest.mark.parametrize("channel", Channel)
def test_every_term_says_from_what_it_counts(channel: str, starts: str, lang: Language) -> None:
    reason = replay(History().registered().ledger.state).reasons[0]
    assert reason["kind"] == "TERM"
    words = deadlines.reason({**reason, "channel": channel, "starts": starts}, lang)
    assert code("Channel", channel, lang) in words
    assert "kz-1" in words


# the day in force, extensions, pauses


def test_the_day_in_force_is_told_with_the_day_that_holds_without_a_notice() -> None:
    assert deadlines.due(Due(DAY), registered=True, lang=Language.EN) == "The decision is due by 10 May 2019."
    assert "registered by 10 May 2019" in deadlines.due(Due(DAY), registered=False, lang=Language.EN)
    both = deadlines.due(Due(DAY, date(2019, 4, 12), date(2019, 4, 10)), registered=True, lang=Language.EN)
    assert all(day in both for day in ("10 May 2019", "12 April 2019", "10 April 2019"))


@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize("counts", Counts)
def test_every_standing_of_an_extension_has_words(counts: Counts, lang: Language) -> None:
    it = Extension(9, "2019-05-08", "AWAITING_STATE_BODY", "2019-04-09", first_due_on="2019-04-10", calendar="kz-1")
    words = deadlines.extension(Standing(it, date(2019, 4, 11), counts), lang)
    assert code("Counts", counts, lang) in words
    assert "9" in words


def test_a_pause_tells_what_was_waited_for_and_how_long() -> None:
    h = History().with_gap(CIVIL_OWNER).demanded()
    who = Cast(Language.EN, DAY, h.events[0].members, None)  # type: ignore[attr-defined]
    (pause,) = h.ledger.pauses
    words = deadlines.pause(pause, h.ledger.state, who, h.ledger.zone, pause.opened_at + 3600)
    assert words == (
        "Pause since 1 April 2019, 10:00: a paper was rightly demanded (birth certificate, child). "
        "So far it lasts 1 hour. The term runs on meanwhile."
    )
    h.at("04-03 10:00").received()
    words = deadlines.pause(pause, h.ledger.state, who, h.ledger.zone, pause.opened_at + 10**6)
    assert words.startswith("Pause from 1 April 2019, 10:00 to 3 April 2019, 10:00: ")
    assert "It lasted 2 days." in words


# counted again


def test_a_deadline_counted_again_is_the_recorded_one_for_every_history() -> None:
    """Also where a decree has moved days off, and before the registration."""
    registered = {False: 0, True: 0}
    for seed in range(10):
        walk = walked(Random(seed), 120)
        for claim in walk.claims:
            ledger = Ledger()
            for event in walk.of(claim):
                ledger.apply(event)
                again = replay(ledger.state)
                assert again.agrees, (seed, claim, event)
                assert again.reasons
                registered[ledger.state.due_on is not None] += 1
    assert all(registered.values())


def test_a_day_or_a_reason_that_does_not_follow_from_the_rules_is_told() -> None:
    state = History().registered().ledger.state
    assert replay(state).agrees
    for other in ({"due_on": "2019-04-11"}, {"due_reasons": state.due_reasons[:-1]}):
        again = replay(replace(state, **other))
        assert not again.agrees
        words = deadlines.replayed(again, Language.EN)
        assert words.startswith(
            "Counted again by edition 2019-04 and calendar kz-1: 10 April 2019. The record says other"
        )
    assert not replay(replace(state, due_on=None, register_by="2019-04-03")).agrees


def test_a_deadline_is_counted_again_by_the_calendar_that_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    days = with_override(calendar(LATEST), {"off": {"2019-04-08": "TRANSFER:2019-04-20"}})
    monkeypatch.setitem(calendars._adopted, days.version, days)
    state = History().registered().ledger.state
    again = replay(replace(state, term_calendar=days.version))
    assert (again.due_on, again.calendar, again.agrees) == (date(2019, 4, 11), days.version, False)


def test_an_unregistered_claim_explains_the_last_day_of_registering() -> None:
    h = History().at("03-29 10:00").add(e.ClaimSubmitted, register_by="2019-04-01")
    again = replay(h.ledger.state)
    assert again.agrees
    told = [deadlines.reason(each, Language.EN) for each in again.reasons]
    assert told[0].startswith(
        "The application is to be registered within 1 working day after its submission on 29 March"
    )
    assert [re.sub(" did.*", "", each) for each in told[1:]] == ["30 March 2019", "31 March 2019"]
