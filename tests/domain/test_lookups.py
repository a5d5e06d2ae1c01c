"""What a registry's answer means: every row of the tables of outcomes, causes and owners, through the commands."""

import pytest

from domain.checks import Need
from domain.claim import Claim
from domain.errors import Contradiction, NothingToAsk, UnknownCode, UnknownRegion
from domain.events import ChecksRequested, GapDetected, LookupCompleted
from domain.state import PartyRef, party
from domain.vocabulary import Fact, GapCause, Party, Registry
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.examples import BABY, CHILD, FATHER, MOTHER, UNIT
from tests.domain.parties import AKIMAT_OF_REGION, AKIMAT_OF_UNIT, APPLICANT, BUS, CIVIL_STATUS, LAW, MINISTRY, SYSTEM
from tests.domain.scenario import answer, asked, did, given, recorded, registered, sent


def registry(code: Registry) -> PartyRef:
    return party(Party.REGISTRY, code.value)


# outcome -> cause and owner


@pytest.mark.parametrize(
    ("outcome", "cause", "owner"),
    [
        (Outcome.FOUND_INCOMPLETE, GapCause.NOT_FILLED, CIVIL_STATUS),
        (Outcome.NOT_FOUND, GapCause.NOT_FILLED, CIVIL_STATUS),
        (Outcome.TIMEOUT, GapCause.INTEGRATION, BUS),
        (Outcome.UNAVAILABLE, GapCause.INTEGRATION, CIVIL_STATUS),
        (Outcome.PROVIDER_ERROR, GapCause.INTEGRATION, CIVIL_STATUS),
        (Outcome.ACCESS_DENIED, GapCause.INTEGRATION, SYSTEM),
        (Outcome.VALIDATION_REJECTED, GapCause.INTEGRATION, SYSTEM),
        (Outcome.CONSENT_REQUIRED, GapCause.CONSENT, APPLICANT),
        (Outcome.CONFLICT, GapCause.CONTRADICTION, CIVIL_STATUS),
        (Outcome.STALE, GapCause.CONTRADICTION, CIVIL_STATUS),
    ],
)
def test_an_outcome_says_why_the_fact_is_missing_and_who_answers(
    outcome: Outcome, cause: GapCause, owner: PartyRef
) -> None:
    scenario = given(registered(), asked(Fact.BIRTH), sent())
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", outcome)).then(
        recorded(LookupCompleted, outcome=outcome, given=[]),
        recorded(GapDetected, fact=Fact.BIRTH, subject=BABY, cause=cause, owner=owner, lookup="L1", gap="G1"),
    )


@pytest.mark.parametrize("outcome", [Outcome.FOUND_INCOMPLETE, Outcome.NOT_FOUND])
@pytest.mark.parametrize("fact", [Fact.RESIDENCE, Fact.STREET, Fact.HOUSE, Fact.FLAT])
@pytest.mark.parametrize(("unit", "akimat"), [(UNIT, AKIMAT_OF_UNIT), (None, AKIMAT_OF_REGION)])
def test_an_address_that_was_not_filled_in_is_the_akimats(
    outcome: Outcome, fact: Fact, unit: str | None, akimat: PartyRef
) -> None:
    scenario = given(registered(), asked(fact), sent())
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", outcome, unit=unit)).then(
        recorded(LookupCompleted, outcome=outcome, unit=unit),
        recorded(GapDetected, cause=GapCause.NOT_FILLED, owner=akimat, unit=unit),
    )


@pytest.mark.parametrize(
    ("fact", "owner"),
    [
        (Fact.IDENTITY, Registry.PERSONS),
        (Fact.BIRTH, Registry.CIVIL_STATUS),
        (Fact.FATHER, Registry.CIVIL_STATUS),
        (Fact.DEATH, Registry.CIVIL_STATUS),
        (Fact.MARRIAGE, Registry.CIVIL_STATUS),
        (Fact.DIVORCE, Registry.CIVIL_STATUS),
        (Fact.PARENT, Registry.EGOV_BASE),
        (Fact.PROPERTY, Registry.REAL_ESTATE),
        (Fact.INCOME, Registry.PENSION),
        (Fact.DISABILITY, Registry.SOCIAL_STATUS),
        (Fact.STUDY, Registry.EDUCATION),
        (Fact.VEHICLES, Registry.VEHICLES),
        (Fact.LIVESTOCK, Registry.LIVESTOCK),
    ],
)
@pytest.mark.parametrize("outcome", [Outcome.FOUND_INCOMPLETE, Outcome.NOT_FOUND])
def test_what_else_was_not_filled_in_is_the_registry_owners_also_where_the_answer_names_a_unit(
    fact: Fact, owner: Registry, outcome: Outcome
) -> None:
    scenario = given(registered(), asked(fact), sent())
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", outcome, unit=UNIT)).then(
        recorded(LookupCompleted), recorded(GapDetected, cause=GapCause.NOT_FILLED, owner=registry(owner))
    )


@pytest.mark.parametrize("outcome", [Outcome.UNAVAILABLE, Outcome.PROVIDER_ERROR, Outcome.CONFLICT, Outcome.STALE])
def test_an_address_register_that_fails_or_contradicts_itself_is_its_owners_not_the_akimats(outcome: Outcome) -> None:
    scenario = given(registered(), asked(Fact.HOUSE), sent())
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", outcome, unit=UNIT)).then(
        recorded(LookupCompleted), recorded(GapDetected, owner=registry(Registry.ADDRESS_REGISTER))
    )


def test_no_registry_connected_is_a_gap_of_the_ministry_at_once() -> None:
    given(registered()).when(Claim.request_checks, needs=[Need(BABY, Fact.ALIMONY), Need(BABY, Fact.BIRTH)]).then(
        recorded(ChecksRequested),
        recorded(GapDetected, fact=Fact.ALIMONY, cause=GapCause.NO_SOURCE, owner=MINISTRY, lookup=None, fields=[]),
    )


def test_a_fact_without_source_is_not_asked_for_twice() -> None:
    given(registered(), asked(Fact.ALIMONY)).when(Claim.request_checks, needs=[Need(BABY, Fact.ALIMONY)]).refused(
        NothingToAsk
    )


def test_a_fact_without_source_that_a_paper_has_shown_is_no_gap_again() -> None:
    scenario = given(registered(), asked(Fact.ALIMONY), did(Claim.request_document, fact=Fact.ALIMONY))
    scenario.do(Claim.receive_document)
    scenario.when(Claim.request_checks, needs=[Need(BABY, Fact.ALIMONY)]).refused(NothingToAsk)
    scenario.when(Claim.request_checks, needs=[Need(BABY, Fact.ALIMONY), Need(BABY, Fact.BIRTH)])
    scenario.then(recorded(ChecksRequested))


# NOT_FOUND inside and outside the law's coverage


@pytest.mark.parametrize(
    ("subject", "fact", "outcome"),
    [
        (BABY, Fact.BIRTH, Outcome.NOT_FOUND),  # born in 2015
        (CHILD, Fact.BIRTH, Outcome.OUTSIDE_COVERAGE),  # born in 2005
        (CHILD, Fact.FATHER, Outcome.OUTSIDE_COVERAGE),  # on the record of the birth
        (FATHER, Fact.BIRTH, Outcome.OUTSIDE_COVERAGE),  # registered abroad
        (MOTHER, Fact.MARRIAGE, Outcome.OUTSIDE_COVERAGE),  # married in 2004
        (FATHER, Fact.MARRIAGE, Outcome.NOT_FOUND),  # married in 2010
        (MOTHER, Fact.DIVORCE, Outcome.NOT_FOUND),  # no date given
        (CHILD, Fact.RESIDENCE, Outcome.NOT_FOUND),  # no window
    ],
)
def test_not_found_is_outside_coverage_only_if_submission_said_so(subject: str, fact: Fact, outcome: Outcome) -> None:
    scenario = given(registered(), asked(fact, subject=subject), sent())
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", Outcome.NOT_FOUND))
    cause = GapCause.OUTSIDE_COVERAGE if outcome is Outcome.OUTSIDE_COVERAGE else GapCause.NOT_FILLED
    scenario.then(recorded(LookupCompleted, outcome=outcome), recorded(GapDetected, cause=cause))


def test_outside_coverage_is_nobodys_but_the_laws() -> None:
    scenario = given(registered(), asked(Fact.BIRTH, subject=CHILD), sent())
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", Outcome.NOT_FOUND)).then(
        recorded(LookupCompleted), recorded(GapDetected, owner=LAW)
    )


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.OUTSIDE_COVERAGE, Outcome.NOT_INTEGRATED}))
def test_no_other_outcome_becomes_outside_coverage(outcome: Outcome) -> None:
    scenario = given(registered(), asked(Fact.BIRTH, subject=CHILD), sent())
    scenario.do(Claim.complete_lookup, **answer(scenario.claim, "L1", outcome))
    expected = Outcome.OUTSIDE_COVERAGE if outcome is Outcome.NOT_FOUND else outcome
    assert getattr(scenario.new[0], "outcome", None) == expected


# facts given and missing


def test_facts_of_one_record_are_one_question() -> None:
    needs = [Need(BABY, Fact.BIRTH), Need(BABY, Fact.FATHER), Need(BABY, Fact.MARRIAGE), Need(CHILD, Fact.BIRTH)]
    scenario = given(registered()).when(Claim.request_checks, needs=needs)
    [event] = scenario.new
    assert isinstance(event, ChecksRequested)
    assert [(q["lookup"], q["subject"], q["facts"]) for q in event.questions] == [
        ("L1", BABY, ["BIRTH", "FATHER"]),
        ("L2", BABY, ["MARRIAGE"]),
        ("L3", CHILD, ["BIRTH"]),
    ]
    assert {q["registry"] for q in event.questions} == {"CIVIL_STATUS"}


def test_an_incomplete_record_leaves_a_gap_for_each_fact_it_lacks_with_the_empty_fields() -> None:
    scenario = given(registered(), asked(Fact.RESIDENCE, Fact.HOUSE, Fact.FLAT), sent())
    content = answer(scenario.claim, "L1", Outcome.FOUND_INCOMPLETE, gives=[Fact.RESIDENCE], unit=UNIT)
    scenario.when(Claim.complete_lookup, **content).then(
        recorded(LookupCompleted, given=["RESIDENCE"]),
        recorded(GapDetected, gap="G1", fact=Fact.HOUSE, fields=["house"], owner=AKIMAT_OF_UNIT),
        recorded(GapDetected, gap="G2", fact=Fact.FLAT, fields=["flat"], owner=AKIMAT_OF_UNIT),
    )


def test_a_complete_record_leaves_no_gap() -> None:
    scenario = given(registered(), asked(Fact.BIRTH, Fact.FATHER), sent())
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", Outcome.FOUND_COMPLETE)).then(
        recorded(LookupCompleted, given=["BIRTH", "FATHER"], missing=[])
    )


@pytest.mark.parametrize("outcome", [Outcome.CONFLICT, Outcome.STALE, Outcome.TIMEOUT, Outcome.CONSENT_REQUIRED])
def test_an_answer_that_cannot_be_used_leaves_every_fact_missing_also_if_none_is_named(outcome: Outcome) -> None:
    scenario = given(registered(), asked(Fact.BIRTH, Fact.FATHER), sent())
    scenario.when(Claim.complete_lookup, outcome=outcome, given=[], missing=[]).then(
        recorded(LookupCompleted, missing=[{"fact": "BIRTH", "fields": []}, {"fact": "FATHER", "fields": []}]),
        recorded(GapDetected, fact=Fact.BIRTH),
        recorded(GapDetected, fact=Fact.FATHER),
    )


MISSING_FATHER = [{"fact": "FATHER", "fields": []}]


@pytest.mark.parametrize(
    ("outcome", "gives", "missing"),
    [
        (Outcome.FOUND_COMPLETE, [Fact.BIRTH], MISSING_FATHER),  # complete, yet something is missing
        (Outcome.FOUND_COMPLETE, [Fact.BIRTH], []),  # one fact is not spoken of
        (Outcome.FOUND_INCOMPLETE, [Fact.BIRTH, Fact.FATHER], []),  # incomplete, yet nothing is missing
        (Outcome.FOUND_INCOMPLETE, [Fact.BIRTH, Fact.FATHER], MISSING_FATHER),  # given and missing
        (Outcome.FOUND_INCOMPLETE, [Fact.BIRTH, Fact.BIRTH], MISSING_FATHER),  # given twice
        (Outcome.FOUND_COMPLETE, [Fact.BIRTH, Fact.FATHER, Fact.DEATH], []),  # never asked
        (Outcome.NOT_FOUND, [Fact.BIRTH], MISSING_FATHER),  # not found, yet given
        (Outcome.NOT_FOUND, [], MISSING_FATHER),  # not found, yet one fact is not missing
        (Outcome.TIMEOUT, [Fact.BIRTH, Fact.FATHER], []),
    ],
)
def test_an_answer_that_contradicts_itself_is_refused(
    outcome: Outcome, gives: list[Fact], missing: list[dict[str, object]]
) -> None:
    given(registered(), asked(Fact.BIRTH, Fact.FATHER), sent()).when(
        Claim.complete_lookup, outcome=outcome, given=gives, missing=missing
    ).refused(Contradiction)


@pytest.mark.parametrize("outcome", [Outcome.OUTSIDE_COVERAGE, Outcome.NOT_INTEGRATED])
def test_what_follows_from_the_rules_is_never_typed(outcome: Outcome) -> None:
    given(registered(), asked(Fact.BIRTH), sent()).when(Claim.complete_lookup, outcome=outcome).refused(
        UnknownCode, outcome, "NOT_FOUND"
    )


@pytest.mark.parametrize("unit", ["999999999", "7511", "the village", "101010000"])
def test_a_unit_of_no_region_of_the_day_is_refused(unit: str) -> None:
    given(registered(), asked(Fact.HOUSE), sent()).when(Claim.complete_lookup, unit=unit).refused(UnknownRegion)
