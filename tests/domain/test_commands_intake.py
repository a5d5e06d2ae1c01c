"""Submission and registration: what stays of a family, and when the decision is due."""

from datetime import date

import pytest

from domain.act import Act
from domain.claim import Claim
from domain.errors import NotARandomReference, UnknownCode, UnknownEdition, UnknownRegion, Unusable
from domain.events import ClaimRegistered, ClaimSubmitted
from domain.submission import MemberGiven, applicant_of
from domain.vocabulary import Channel, Fact, MemberRole, Role, WaitKind
from tests.domain.examples import BABY, CHILD, FATHER, MOTHER
from tests.domain.parties import BODY, OFFICE
from tests.domain.scenario import at, did, given, local_time, recorded, submitted
from tests.domain.usual import FAMILY


def member(role: MemberRole = MemberRole.APPLICANT, person_ref: str = MOTHER, **other: object) -> MemberGiven:
    return MemberGiven(person_ref, role, **other)  # type: ignore[arg-type]


# submission


def test_a_submission_keeps_verdicts_and_no_dates() -> None:
    scenario = given().when(Claim.submit)
    scenario.then(
        recorded(
            ClaimSubmitted,
            edition="2019-04",
            calendar="kz-1",
            register_by="2019-04-02",
            occurred_at="2019-04-01T04:00:00Z",
        )
    )
    [event] = scenario.new
    assert isinstance(event, ClaimSubmitted)
    days = {day for each in FAMILY for day in (each.birth_date, *each.acts.values()) if day}
    assert len(days) == 5
    assert not [day for day in days if day.isoformat() in str(event.content())]
    assert [(m["person_ref"], m["role"]) for m in event.members] == [
        (MOTHER, "APPLICANT"),
        (CHILD, "CHILD"),
        (BABY, "CHILD"),
        (FATHER, "SPOUSE"),
    ]


@pytest.mark.parametrize(
    ("born", "verdict"),
    [(None, "INSIDE"), (date(2007, 8, 12), "OUTSIDE"), (date(2007, 8, 13), "INSIDE"), (date(2019, 4, 1), "INSIDE")],
)
def test_a_birth_is_covered_from_13_august_2007_and_the_father_stands_on_its_record(
    born: date | None, verdict: str
) -> None:
    scenario = given(submitted(members=[member(birth_date=born)]))
    assert scenario.claim.state.members[MOTHER]["BIRTH"] == verdict
    assert scenario.claim.state.members[MOTHER]["FATHER"] == verdict


@pytest.mark.parametrize("act", [Fact.MARRIAGE, Fact.DIVORCE])
@pytest.mark.parametrize(("day", "verdict"), [(date(2008, 5, 31), "OUTSIDE"), (date(2008, 6, 1), "INSIDE")])
def test_marriages_and_divorces_are_covered_from_1_june_2008(act: Fact, day: date, verdict: str) -> None:
    scenario = given(submitted(members=[member(acts={act: day})]))
    assert scenario.claim.state.members[MOTHER][act] == verdict


def test_an_act_abroad_is_abroad_whatever_its_day() -> None:
    born = member(birth_date=date(2015, 1, 1), abroad=frozenset({Fact.BIRTH}))
    coverage = given(submitted(members=[born])).claim.state.members[MOTHER]
    assert (coverage["BIRTH"], coverage["FATHER"], coverage["DEATH"]) == ("ABROAD", "ABROAD", "INSIDE")


@pytest.mark.parametrize(
    "person_ref",
    [
        "850505400123",
        "aigul",
        "",
        "5F4FF937-65F3-4D80-ADBF-E02C7E3BF0FA",
        "5f4ff93765f34d80adbfe02c7e3bf0fa",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",  # version 1: says when and where it was made
    ],
)
def test_a_person_is_named_by_a_random_reference_and_nothing_else(person_ref: str) -> None:
    scenario = given().when(Claim.submit, members=[member(person_ref=person_ref)]).refused(NotARandomReference)
    assert not person_ref or person_ref not in str(scenario.refusal)


@pytest.mark.parametrize(
    "members",
    [
        [],
        [member(MemberRole.CHILD)],
        [member(), member(person_ref=BABY)],
        [member(), member(MemberRole.CHILD)],
        [member(birth_date=date(2019, 4, 2))],
        [member(acts={Fact.DEATH: date(2020, 1, 1)})],
    ],
    ids=["nobody", "no applicant", "two applicants", "one person twice", "born tomorrow", "an act to come"],
)
def test_a_family_that_cannot_be_meant_is_refused(members: list[MemberGiven]) -> None:
    given().when(Claim.submit, members=members).refused(Unusable)


def test_a_date_of_what_is_no_civil_act_is_refused() -> None:
    given().when(Claim.submit, members=[member(acts={Fact.ALIMONY: date(2010, 1, 1)})]).refused(UnknownCode)


@pytest.mark.parametrize("region", ["999999999", "75", "", "101010000"])
def test_a_region_that_did_not_exist_is_refused(region: str) -> None:
    given().when(Claim.submit, region=region).refused(UnknownRegion)


def test_before_the_first_edition_there_were_other_rules() -> None:
    given(at("2019-03-31 12:00")).when(Claim.submit).refused(UnknownEdition, "2019-03-31")


def test_the_applicant_is_the_one_of_that_role() -> None:
    assert applicant_of(FAMILY) == MOTHER


@pytest.mark.parametrize(
    ("submitted_at", "register_by"),
    [("2019-04-01 10:00", "2019-04-02"), ("2019-04-05 17:59", "2019-04-08"), ("2019-04-30 12:00", "2019-05-02")],
)
def test_a_claim_is_to_be_registered_by_the_next_working_day(submitted_at: str, register_by: str) -> None:
    given(at(submitted_at)).when(Claim.submit).then(recorded(ClaimSubmitted, register_by=register_by))


def test_an_unregistered_claim_waits_for_its_office() -> None:
    wait = given(submitted()).wait(WaitKind.REGISTRATION)
    assert (wait.holder, wait.liable, wait.stage) == (OFFICE, OFFICE, "INTAKE")


# registration: the figures of April 2019


@pytest.mark.parametrize(
    ("channel", "submitted_at", "registered_at", "due_on", "starts", "days"),
    [
        (Channel.CENTRE, "2019-04-01 10:00", "2019-04-01 11:00", "2019-04-10", "REGISTRATION", 7),
        (Channel.AKIM, "2019-04-01 10:00", "2019-04-01 11:00", "2019-05-02", "SUBMISSION", 22),
        (Channel.AKIM, "2019-04-01 10:00", "2019-04-09 11:00", "2019-05-02", "SUBMISSION", 22),  # nothing is gained
        (Channel.CENTRE, "2019-04-29 09:00", "2019-04-29 10:00", "2019-05-13", "REGISTRATION", 7),
        (Channel.CENTRE, "2019-04-26 09:00", "2019-04-29 10:00", "2019-05-13", "REGISTRATION", 7),
        (Channel.EGOV, "2019-04-01 10:00", "2019-04-01 11:00", "2019-04-10", "REGISTRATION", 7),
        (Channel.PUBLIC_SERVICE_CENTRE, "2019-04-01 10:00", "2019-04-01 11:00", "2019-04-10", "REGISTRATION", 7),
        (
            Channel.CENTRE,
            "2019-04-05 10:00",
            "2019-04-06 11:00",
            "2019-04-16",
            "REGISTRATION",
            7,
        ),  # Saturday: from Monday
    ],
)
def test_the_decision_is_due_so_many_working_days_after_the_start_day(
    channel: Channel, submitted_at: str, registered_at: str, due_on: str, starts: str, days: int
) -> None:
    scenario = given(at(submitted_at), submitted(channel=channel), at(registered_at)).when(Claim.register)
    scenario.then(
        recorded(ClaimRegistered, registered_on=registered_at[:10], due_on=due_on, edition="2019-04", calendar="kz-1")
    )
    [event] = scenario.new
    assert isinstance(event, ClaimRegistered)
    start = registered_at if starts == "REGISTRATION" else submitted_at
    assert event.reasons[0] == {
        "kind": "TERM",
        "channel": channel,
        "starts": starts,
        "start_on": start[:10],
        "working_days": days,
        "edition": "2019-04",
        "calendar": "kz-1",
    }


def test_a_deadline_names_every_day_it_skipped() -> None:
    scenario = given(at("2019-04-29 09:00"), submitted(), at("2019-04-29 10:00")).when(Claim.register)
    [event] = scenario.new
    assert isinstance(event, ClaimRegistered)
    assert [(reason["day"], reason["why"]) for reason in event.reasons[1:]] == [
        ("2019-05-01", "HOLIDAY:PEOPLE_UNITY"),
        ("2019-05-05", "WEEKEND"),
        ("2019-05-07", "HOLIDAY:DEFENDER"),
        ("2019-05-09", "HOLIDAY:VICTORY"),
        ("2019-05-10", "TRANSFER:2019-05-04"),
        ("2019-05-11", "WEEKEND"),
        ("2019-05-12", "WEEKEND"),
    ]


def test_the_term_counts_from_the_day_it_happened_not_from_the_day_it_was_written_down() -> None:
    happened, now = local_time("2019-04-02 11:00"), local_time("2019-04-04 16:00")
    act = Act("aigul", Role.CASEWORKER, "ALMATY-1", happened, now)
    given(submitted()).when(Claim.register, act=act).then(
        recorded(ClaimRegistered, registered_on="2019-04-02", due_on="2019-04-11")
    )


def test_a_claim_registered_late_keeps_its_day_to_be_registered_by() -> None:
    scenario = given(submitted(), at("2019-04-09 10:00"), did(Claim.register))
    assert (scenario.claim.state.register_by, scenario.claim.state.due_on) == ("2019-04-02", "2019-04-18")


def test_a_decision_is_awaited_of_the_authorised_body_named_at_submission() -> None:
    scenario = given(submitted(), did(Claim.register), did(Claim.assess_income))
    wait = scenario.wait(WaitKind.DECISION)
    assert (wait.holder, wait.liable) == (BODY, BODY)
