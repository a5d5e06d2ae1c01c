"""One open claim per applicant: the small stream that says with which claim a person applied last."""

from uuid import UUID, uuid4

import pytest

from domain.act import Act
from domain.applicant import Applicant, applicant_id, claim_id
from domain.claim import Claim
from domain.errors import NotYours
from domain.events import ApplicantApplied, ApplicantAppliedAgain
from domain.vocabulary import Role
from tests.domain.examples import CLAIM, MOTHER, REGION
from tests.domain.scenario import BEGIN, Step, did, given, registered, submitted

OTHER = UUID("0c1a1c1a-0000-4000-8000-000000000009")


def act(role: Role = Role.CASEWORKER) -> Act:
    return Act("aigul", role, "ALMATY-1", BEGIN, BEGIN)


def applied(*claims: UUID) -> Applicant:
    applicant = Applicant.blank(applicant_id(MOTHER))
    for claim in claims:
        applicant.apply(claim=str(claim), act=act())
    return applicant


def test_the_same_person_always_meets_the_same_stream() -> None:
    assert applicant_id(MOTHER) == applicant_id(MOTHER) != applicant_id(str(uuid4()))


def test_the_ids_are_for_ever() -> None:
    """They are stored: derived otherwise, an applicant had a second stream and a repetition a second claim."""
    assert applicant_id(MOTHER) == UUID("11480204-5a5c-50a4-b900-a295bb1447b9")
    assert claim_id("aigul", "a-key-of-sixteen-or-more") == UUID("92993ab9-7156-5f79-b434-46b6d61ae24c")


def test_a_repeated_submission_meets_its_own_claim() -> None:
    assert claim_id("aigul", "key-1") == claim_id("aigul", "key-1")
    assert len({claim_id("aigul", "key-1"), claim_id("aigul", "key-2"), claim_id("bolat", "key-1")}) == 3


def test_who_never_applied_has_no_claim() -> None:
    assert applied().last_claim is None


def test_the_claim_applied_with_last_is_remembered() -> None:
    applicant = applied(CLAIM, OTHER)
    assert applicant.last_claim == str(OTHER)
    assert [type(event) for event in applicant.collect_events()] == [ApplicantApplied, ApplicantApplied]


def test_a_repetition_is_counted_with_its_door_and_region_and_changes_nothing() -> None:
    applicant = applied(CLAIM)
    applicant.apply_again(claim=str(CLAIM), channel="AKIM", region=REGION, act=act())
    *_, event = applicant.collect_events()
    assert isinstance(event, ApplicantAppliedAgain)
    assert (event.claim, event.channel, event.region) == (str(CLAIM), "AKIM", REGION)
    assert applicant.last_claim == str(CLAIM)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CASEWORKER}))
def test_only_who_may_submit_applies_for_somebody(role: Role) -> None:
    with pytest.raises(NotYours):
        applied().apply(claim=str(CLAIM), act=act(role))
    with pytest.raises(NotYours):
        applied().apply_again(claim=str(CLAIM), channel="AKIM", region=REGION, act=act(role))


@pytest.mark.parametrize(
    ("steps", "is_open"),
    [
        ((submitted(),), True),
        ((registered(), did(Claim.assess_income)), True),
        ((registered(), did(Claim.approve)), False),
        ((registered(), did(Claim.refuse)), False),
        ((submitted(), did(Claim.withdraw)), False),
    ],
    ids=["submitted", "to be decided", "approved", "refused", "withdrawn"],
)
def test_a_claim_is_open_until_its_first_decision_or_its_withdrawal(steps: tuple[Step, ...], is_open: bool) -> None:
    assert given(*steps).claim.is_open == is_open
