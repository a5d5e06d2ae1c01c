"""A claim's life in words: the worked example as it is stored, every event of every kind, marks and corrections."""

import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

import pytest

from domain import events as e
from domain.events import ClaimEvent
from domain.vocabulary import Language
from tests.domain.examples import BABY, CHILD, MOTHER, real_events
from tests.domain.histories import walked
from tests.domain.history import ADDRESS, CIVIL_OWNER, History, question
from tests.domain.stored_examples import fields_ever
from tests.domain.test_worked_example import told as worked_example
from words import code
from words.events import ENVELOPE, MOST_QUESTIONS, title
from words.timeline import Told, timeline

GOLDEN: Final = Path(__file__).parent / "golden"
CLAIM_EVENTS: Final = {name: kind for name, kind in real_events().items() if issubclass(kind, ClaimEvent)}
REFERENCE: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}")
WALKS: Final = range(30)
STEPS: Final = 160


def in_full(told: list[Told]) -> str:
    """As the stored files have it: a paragraph an event."""
    lines: list[str] = []
    for each in told:
        lines += [f"{each.version} · {each.local:%Y-%m-%d %H:%M:%S} · {each.title} · {each.by}", each.words]
        lines += [f"    {note.words}" for note in (*each.closed, *each.opened, *each.marks, *each.corrections)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("lang", Language)
def test_the_worked_example_is_told_as_it_is_stored(lang: Language) -> None:
    stored = GOLDEN / f"worked_example.{lang}.txt"
    assert in_full(timeline(worked_example().events, lang)) == stored.read_text(encoding="utf-8")


@pytest.mark.long
def test_every_event_that_can_happen_is_told_in_every_language_without_naming_a_person() -> None:
    """Lives as chance has them, the same every time; together they meet every event."""
    met: Counter[str] = Counter()
    for seed in WALKS:
        walk = walked(Random(seed), STEPS)
        for claim in walk.claims:
            events = walk.of(claim)
            met.update(event.TOPIC for event in events)
            for lang in Language:
                for each in timeline(events, lang):
                    is_sentence(each.words)
                    everything = in_full([each])
                    assert not REFERENCE.search(everything), everything
    assert met.keys() == CLAIM_EVENTS.keys(), f"never met: {CLAIM_EVENTS.keys() - met.keys()}"


def is_sentence(words: str) -> None:
    assert words.endswith("."), words
    assert words[0].isupper() or not words[0].isalpha(), words
    assert not re.search(r"[{}]|\.\.|  |: \.|: ,|: ;|\( ", words), words


@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize("name", CLAIM_EVENTS)
def test_every_event_and_each_field_that_it_ever_had_has_a_name(name: str, lang: Language) -> None:
    """A correction of an event of an older version names that version's field: its word stays."""
    assert title(name, lang)
    for field in fields_ever(name) - ENVELOPE:
        assert code("Field", field, lang)


# a page


def test_a_page_is_a_part_of_the_whole() -> None:
    events = worked_example().events
    whole = timeline(events, Language.KK)
    assert timeline(events, Language.KK, after=5, limit=3) == whole[5:8]
    assert timeline(events, Language.KK, after=len(events), limit=3) == []


# who is meant


def last(h: History, lang: str = "ru") -> Told:
    return timeline(h.events, Language(lang))[-1]


def family(*roles: tuple[str, str]) -> History:
    members = [{"person_ref": ref, "role": role, "coverage": {}} for ref, role in roles]
    return History().add(e.ClaimSubmitted, members=members).add(e.ClaimRegistered)


@pytest.mark.parametrize(("lang", "told"), [("kk", "2-бала"), ("ru", "ребёнок 2"), ("en", "child 2")])
def test_children_are_numbered_where_there_are_several(lang: str, told: str) -> None:
    h = family((MOTHER, "APPLICANT"), (CHILD, "CHILD"), (BABY, "CHILD"))
    assert f"({told})" in last(h.demanded(subject=BABY, verdict="NEVER_LOOKED_UP", gap=None), lang).words
    assert (
        "1" not in last(h.demanded("D2", subject=MOTHER, verdict="NEVER_LOOKED_UP", gap=None), lang).words.split(".")[0]
    )


def test_an_office_is_an_akims_where_an_akim_took_the_claim_in_and_a_career_centre_since_2023() -> None:
    h = History().add(e.ClaimSubmitted, channel="AKIM")
    assert "аким ALMATY-1" in last(h).opened[0].words
    h.add(e.FileSent).add(e.FileReceived)
    assert "центр занятости населения ALMATY-2" in last(h).words
    h = History()
    h.now = h.now.replace(year=2023, month=8)
    assert "карьерный центр ALMATY-1" in last(h.add(e.ClaimSubmitted)).opened[0].words


# what a demand was worth


def test_a_demand_tells_its_verdict_its_basis_and_who_answers() -> None:
    asked = History().with_gap(CIVIL_OWNER).demanded(state_not_asked=True)
    words = last(asked, "en").words
    assert "justified — the state lacks the information" in words
    assert "act registered before 13 August 2007" in words
    assert "Another state body could have given this and was not asked" in words
    assert words.endswith("Who answers for the wait: employment centre ALMATY-1.")
    assert "lawful pause" not in last(asked, "en").opened[0].words


def test_a_demand_that_is_a_lawful_pause_says_so() -> None:
    told = last(History().with_gap(CIVIL_OWNER).demanded(), "en")
    assert told.words.endswith("Who answers for the wait: owner of the information system (Civil Status Registration).")
    assert told.opened[0].words.endswith("This is a lawful pause.")


def test_a_demand_without_a_basis_says_so() -> None:
    words = last(History().with_gap().demanded(verdict="NO_BASIS", basis=None)).words
    assert "Законное основание не названо." in words
    assert "не обосновано — законное основание не названо" in words


@pytest.mark.parametrize(
    ("replaced_by", "cause", "told"),
    [
        ("G2", "NOT_FILLED", "Сведений по-прежнему нет"),
        (None, "CONSENT", "Согласие получено"),
        (None, "NOT_FILLED", "Сведения получены"),
    ],
)
def test_a_gap_that_closes_says_what_closed_it(replaced_by: str | None, cause: str, told: str) -> None:
    h = History().with_gap(cause=cause).demanded(type="CONSENT").received().gap_closed(replaced_by=replaced_by)
    assert last(h).words.startswith(told)


@pytest.mark.parametrize("lang", Language)
def test_what_is_asked_of_a_large_family_is_told_in_part(lang: Language) -> None:
    """The library refuses to fill in more than 2,500 characters; every question is told when it is sent."""
    asked = [question(f"L{n}", "RESIDENCE", "STREET", "HOUSE", "FLAT", registry=ADDRESS) for n in range(1, 201)]
    words = last(History().registered().asked(*asked), lang).words
    assert words.count("(") == MOST_QUESTIONS
    assert "195" in words
    is_sentence(words)
    assert "195" not in last(History().registered().asked(*asked[:5]), lang).words


@pytest.mark.parametrize("as_of", ["2019-03-31", "2019-03-31T10:00:00Z", None])
def test_how_old_an_answer_was_may_be_a_day_or_an_instant(as_of: str | None) -> None:
    h = History().registered().asked(question("L1", "BIRTH")).sent()
    h.add(e.LookupCompleted, given=[], missing=[{"fact": "BIRTH", "fields": []}], attempt=1, source_as_of=as_of)
    assert last(h).words.endswith("Нет: рождение.")


# marks and corrections


def test_what_was_dated_back_or_lies_before_its_predecessor_is_marked() -> None:
    h = History().registered().at("03-31 23:00").add(e.CommissionAssigned)
    assert [note.about for note in last(h).marks] == ["dated_back", "clamped"]
    assert [note.about for each in timeline(h.events, Language.EN)[:2] for note in each.marks] == []


def test_a_correction_stands_beside_what_it_corrects_also_on_another_page() -> None:
    h = History().registered().add(e.CorrectionRecorded, wrong=1, field="channel", right="AKIM")
    (first,) = timeline(h.events, Language.RU, after=0, limit=1)
    (note,) = first.corrections
    assert (note.about, note.version) == ("channel", 3)
    assert note.words == "Исправление к записи № 1 (Заявление подано): способ. Верно: через акима."


@pytest.mark.parametrize(
    ("wrong", "field", "right", "told"),
    [
        (1, "register_by", "2019-04-03", "3 апреля 2019 года"),
        (1, "register_by", "tomorrow", "tomorrow"),
        (1, "channel", "POST", "POST"),
        (1, "channel", None, "ничего"),
        (3, "state_not_asked", True, "да"),
        (3, "subject", MOTHER, "заявитель"),
        (3, "subject", BABY, "другой член семьи"),
        (3, "demand", "D2", "D2"),
        (3, "demand", MOTHER, "заявитель"),
        (3, "verdict", "NO_BASIS", "не обосновано — законное основание не названо"),
    ],
)
def test_a_correction_is_told_in_words_where_there_are_some(
    wrong: int, field: str, right: str | bool | None, told: str
) -> None:
    h = History().registered().demanded(verdict="NEVER_LOOKED_UP", gap=None)
    h.add(e.CorrectionRecorded, wrong=wrong, field=field, right=right)
    assert last(h).words.endswith(f" Верно: {told}.")


def test_a_unit_is_told_by_its_region_of_that_day() -> None:
    h = History()
    h.now = h.now.replace(month=3, day=22)
    h.add(e.ClaimSubmitted, region="710000000")
    assert "город Астана" in last(h).words
