"""The edition of April 2019: terms, facts, coverage, legal bases."""

import json
from datetime import date

import pytest

from domain.calendar import calendar
from domain.edition import DayUnit, Limit, Starts, Term
from domain.errors import UnknownBasis, UnknownCode, UnknownEdition
from domain.policy import edition, edition_on
from domain.vocabulary import Channel, Coverage, DocumentType, Fact, RefusalGround, Registry, StateBody

KZ = calendar("kz-1")
RULES = edition("2019-04")
APRIL_1, APRIL_29 = date(2019, 4, 1), date(2019, 4, 29)
CIVIL = {Fact.BIRTH, Fact.FATHER, Fact.DEATH, Fact.MARRIAGE, Fact.DIVORCE}
ADDRESS = {Fact.RESIDENCE, Fact.STREET, Fact.HOUSE, Fact.FLAT}


# editions


def test_the_edition_of_a_day_is_the_one_begun_last() -> None:
    assert edition_on(APRIL_1) is RULES
    assert edition_on(date(2019, 5, 15)) is RULES


def test_before_the_first_edition_there_is_none() -> None:
    with pytest.raises(UnknownEdition, match="2019-03-31; known: 2019-04 from 2019-04-01"):
        edition_on(date(2019, 3, 31))


def test_an_unknown_edition_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownEdition, match="2018-01; known: 2019-04"):
        edition("2018-01")


# terms


@pytest.mark.parametrize(
    ("channel", "start", "due"),
    [
        (Channel.CENTRE, APRIL_1, date(2019, 4, 10)),
        (Channel.PUBLIC_SERVICE_CENTRE, APRIL_1, date(2019, 4, 10)),
        (Channel.EGOV, APRIL_1, date(2019, 4, 10)),
        (Channel.AKIM, APRIL_1, date(2019, 5, 2)),
        (Channel.CENTRE, APRIL_29, date(2019, 5, 13)),
    ],
)
def test_terms_of_april_2019_end_on_the_sourced_days(channel: Channel, start: date, due: date) -> None:
    assert RULES.due(channel, start, start, KZ).due_on == due


def test_a_centres_term_starts_with_registration_and_an_akims_with_submission() -> None:
    registered = date(2019, 4, 4)
    assert RULES.due(Channel.CENTRE, APRIL_1, registered, KZ) == RULES.due(Channel.CENTRE, registered, registered, KZ)
    assert RULES.due(Channel.AKIM, APRIL_1, registered, KZ) == RULES.due(Channel.AKIM, APRIL_1, APRIL_1, KZ)


def test_every_channel_has_a_term_and_the_unsourced_ones_are_marked() -> None:
    assert set(RULES.terms) == set(Channel)
    assert RULES.term(Channel.EGOV) == Term(7, Starts.REGISTRATION)
    unverified = {each.path for each in RULES.entries if each.path.startswith("terms.") and not each.verified}
    assert unverified == {"terms.EGOV", "terms.PUBLIC_SERVICE_CENTRE"}


def test_a_deadline_explains_itself() -> None:
    term, *skipped = RULES.due(Channel.CENTRE, APRIL_1, APRIL_29, KZ).reasons
    assert term == {
        "kind": "TERM",
        "channel": "CENTRE",
        "starts": "REGISTRATION",
        "start_on": "2019-04-29",
        "working_days": 7,
        "edition": "2019-04",
        "calendar": "kz-1",
    }
    assert [(each.get("day"), each.get("why")) for each in skipped][:2] == [
        ("2019-05-01", "HOLIDAY:PEOPLE_UNITY"),
        ("2019-05-05", "WEEKEND"),
    ]
    assert len(skipped) == 7


@pytest.mark.parametrize("channel", Channel)
def test_a_deadline_can_be_replayed_from_its_stored_reasons(channel: Channel) -> None:
    first = RULES.due(channel, APRIL_1, date(2019, 4, 3), KZ)
    told = json.loads(json.dumps(first.reasons))[0]
    start = date.fromisoformat(told["start_on"])
    assert edition(told["edition"]).due(channel, start, start, calendar(told["calendar"])) == first


def test_limits_count_in_working_days() -> None:
    friday = date(2019, 4, 5)
    assert RULES.register_by(friday, KZ) == date(2019, 4, 8)
    assert RULES.state_request_due(friday, KZ) == date(2019, 4, 12)
    assert (RULES.dating_back_days, RULES.extension_calendar_days, RULES.extension_notice_days) == (5, 30, 2)
    assert RULES.pauses_stop_term is False


def test_a_complaint_of_2019_is_answered_in_fifteen_days_of_the_calendar_whatever_day_that_is() -> None:
    assert RULES.complaint == Limit(15, DayUnit.CALENDAR)
    saturday = date(2019, 4, 27)
    assert RULES.complaint_due(date(2019, 4, 12), KZ) == saturday
    assert not KZ.is_working_day(saturday)


def test_a_limit_in_working_days_skips_the_days_off() -> None:
    assert Limit(2, DayUnit.WORKING).last_day(date(2019, 4, 30), KZ) == date(2019, 5, 3)
    assert Limit(2, DayUnit.CALENDAR).last_day(date(2019, 4, 30), KZ) == date(2019, 5, 2)


# facts


@pytest.mark.parametrize(
    ("facts", "registry", "akimat", "body"),
    [
        ({Fact.IDENTITY}, Registry.PERSONS, False, None),
        (ADDRESS, Registry.ADDRESS_REGISTER, True, StateBody.AKIMAT),
        (CIVIL, Registry.CIVIL_STATUS, False, StateBody.MINISTRY_OF_JUSTICE),
        ({Fact.PARENT}, Registry.EGOV_BASE, False, None),
        ({Fact.PROPERTY}, Registry.REAL_ESTATE, False, None),
        ({Fact.ALIMONY}, None, False, None),
        ({Fact.INCOME}, Registry.PENSION, False, None),
        ({Fact.DISABILITY}, Registry.SOCIAL_STATUS, False, None),
        ({Fact.STUDY}, Registry.EDUCATION, False, None),
        ({Fact.VEHICLES}, Registry.VEHICLES, False, None),
        ({Fact.LIVESTOCK}, Registry.LIVESTOCK, False, None),
    ],
)
def test_each_fact_is_asked_filled_and_replaced_as_the_edition_says(
    facts: set[Fact], registry: Registry | None, akimat: bool, body: StateBody | None
) -> None:
    for fact in facts:
        assert RULES.lists(fact)
        assert RULES.registry_for(fact) == registry
        assert RULES.akimat_fills(fact) is akimat
        assert RULES.state_body_for(fact, Coverage.INSIDE) == body


def test_every_fact_but_other_is_listed() -> None:
    assert {fact for fact in Fact if not RULES.lists(fact)} == {Fact.OTHER}
    assert RULES.registry_for(Fact.OTHER) is None
    assert RULES.akimat_fills(Fact.OTHER) is False
    assert RULES.record_of(Fact.OTHER) is None
    assert RULES.state_body_for(Fact.OTHER, Coverage.INSIDE) is None


def test_only_alimony_is_needed_and_has_no_registry() -> None:
    assert {fact for fact in Fact if RULES.lists(fact) and RULES.registry_for(fact) is None} == {Fact.ALIMONY}


def test_one_lookup_can_ask_for_the_facts_of_one_record() -> None:
    assert RULES.record_of(Fact.BIRTH) == RULES.record_of(Fact.FATHER) != RULES.record_of(Fact.DEATH)
    assert len({RULES.record_of(fact) for fact in ADDRESS}) == 1


def test_the_facts_of_one_record_are_asked_of_one_registry() -> None:
    registries: dict[str, set[Registry | None]] = {}
    for rule in RULES.facts.values():
        registries.setdefault(rule.record, set()).add(rule.registry)
    assert all(len(each) == 1 for each in registries.values())


def test_the_ministry_of_justice_can_answer_before_the_window_but_not_for_acts_abroad() -> None:
    for fact in CIVIL:
        assert RULES.state_body_for(fact, Coverage.OUTSIDE) is StateBody.MINISTRY_OF_JUSTICE
        assert RULES.state_body_for(fact, Coverage.ABROAD) is None


def test_every_fact_has_papers_that_show_it_and_a_consent_shows_none() -> None:
    assert RULES.documents_for(Fact.BIRTH) == {DocumentType.BIRTH_CERTIFICATE}
    assert RULES.documents_for(Fact.OTHER) == {DocumentType.OTHER}
    shown = frozenset[DocumentType]().union(*(RULES.documents_for(fact) for fact in Fact))
    assert set(DocumentType) - shown == {DocumentType.CONSENT}


# coverage


@pytest.mark.parametrize(
    ("fact", "act_on", "verdict"),
    [
        (Fact.BIRTH, "2007-08-12", Coverage.OUTSIDE),
        (Fact.BIRTH, "2007-08-13", Coverage.INSIDE),
        (Fact.FATHER, "2007-08-12", Coverage.OUTSIDE),
        (Fact.FATHER, "2007-08-13", Coverage.INSIDE),
        (Fact.DEATH, "2007-08-12", Coverage.OUTSIDE),
        (Fact.DEATH, "2007-08-13", Coverage.INSIDE),
        (Fact.MARRIAGE, "2008-05-31", Coverage.OUTSIDE),
        (Fact.MARRIAGE, "2008-06-01", Coverage.INSIDE),
        (Fact.DIVORCE, "2008-05-31", Coverage.OUTSIDE),
        (Fact.DIVORCE, "2008-06-01", Coverage.INSIDE),
    ],
)
def test_a_civil_act_is_covered_from_its_windows_first_day_on(fact: Fact, act_on: str, verdict: Coverage) -> None:
    assert RULES.coverage(fact, date.fromisoformat(act_on), abroad=False) is verdict


def test_an_act_without_a_date_is_inside_and_one_abroad_is_abroad_whatever_its_date() -> None:
    for fact in CIVIL:
        assert RULES.coverage(fact, None, abroad=False) is Coverage.INSIDE
        assert RULES.coverage(fact, None, abroad=True) is Coverage.ABROAD
        assert RULES.coverage(fact, date(2000, 1, 1), abroad=True) is Coverage.ABROAD


def test_facts_of_no_civil_act_are_always_inside() -> None:
    for fact in set(Fact) - CIVIL:
        assert RULES.act_of(fact) is None
        assert RULES.coverage(fact, date(1990, 1, 1), abroad=True) is Coverage.INSIDE


def test_a_persons_acts_give_a_verdict_for_every_fact_with_a_window() -> None:
    given = {Fact.BIRTH: date(2005, 1, 1), Fact.MARRIAGE: date(2019, 1, 1)}
    assert RULES.coverages(given, abroad={Fact.MARRIAGE}) == {
        Fact.BIRTH: Coverage.OUTSIDE,
        Fact.FATHER: Coverage.OUTSIDE,
        Fact.DEATH: Coverage.INSIDE,
        Fact.MARRIAGE: Coverage.ABROAD,
        Fact.DIVORCE: Coverage.INSIDE,
    }


def test_a_date_for_what_is_no_civil_act_is_refused() -> None:
    with pytest.raises(UnknownCode, match="civil act FATHER; known: BIRTH, DEATH, DIVORCE, MARRIAGE"):
        RULES.coverages({Fact.FATHER: date(2005, 1, 1)})


# legal bases and decisions


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("ORDER_320_PAPER_BEFORE_2007", {Fact.BIRTH, Fact.FATHER, Fact.DEATH}),
        ("ORDER_320_PAPER_BEFORE_2008", {Fact.MARRIAGE, Fact.DIVORCE}),
        ("ORDER_320_ACT_ABROAD", CIVIL),
        ("ORDER_320_NO_ELECTRONIC_SOURCE", {Fact.ALIMONY}),
        ("ORDER_320_ADDRESS_NOT_IN_REGISTER", ADDRESS),
        ("ORDER_320_NO_DATA_IN_SYSTEM", set(Fact) - ADDRESS - {Fact.ALIMONY, Fact.OTHER}),
        ("ORDER_320_APPLICATION_PAPERS", {Fact.OTHER}),
        ("LAW_94_CONSENT", set(Fact) - {Fact.OTHER}),
    ],
)
def test_a_legal_basis_covers_its_facts_and_no_others(code: str, facts: set[Fact]) -> None:
    assert {fact for fact in Fact if RULES.basis(code).covers(fact)} == facts


def test_a_legal_basis_covers_only_the_papers_it_speaks_of() -> None:
    consent = RULES.basis("LAW_94_CONSENT")
    assert consent.covers(Fact.BIRTH, DocumentType.CONSENT)
    assert not consent.covers(Fact.BIRTH, DocumentType.BIRTH_CERTIFICATE)


def test_a_basis_speaks_of_papers_that_show_its_facts() -> None:
    for basis in RULES.bases.values():
        shown = frozenset[DocumentType]().union(*(RULES.documents_for(fact) for fact in basis.facts))
        assert basis.documents <= shown | {DocumentType.CONSENT}
        assert all(basis.documents & (RULES.documents_for(fact) | {DocumentType.CONSENT}) for fact in basis.facts)


def test_every_fact_has_a_basis_on_which_its_paper_may_be_asked() -> None:
    for fact in Fact:
        assert any(basis.covers(fact, paper) for basis in RULES.bases.values() for paper in RULES.documents_for(fact))


def test_an_unknown_basis_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownBasis, match=r"edition 2019-04\) BECAUSE; known: LAW_94_CONSENT"):
        RULES.basis("BECAUSE")


def test_an_approval_and_a_refusal_for_want_of_need_rest_on_a_conclusion() -> None:
    assert RULES.needs_conclusion(None)
    assert [ground for ground in RefusalGround if RULES.needs_conclusion(ground)] == [RefusalGround.NOT_IN_NEED]


def test_missing_data_is_no_ground_of_refusal() -> None:
    assert RULES.refusal_grounds == set(RefusalGround)
    assert not [ground for ground in RefusalGround if "DATA" in ground or "MISSING" in ground]
