"""The edition of July 2023, and a claim that lies across the day it began: it keeps both its editions for life."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from domain import policy
from domain.calendar import calendar
from domain.claim import Claim
from domain.edition import DayUnit, Limit, Starts, Term
from domain.errors import UnknownBasis
from domain.events import ClaimRefused, ClaimRegistered, ClaimSubmitted, DocumentRequested
from domain.policy import edition, edition_on
from domain.vocabulary import Channel, Fact, RefusalGround, Verdict
from tests.domain.examples import CHILD
from tests.domain.papers import demanded
from tests.domain.scenario import Scenario, at, did, given, recorded

KZ: Final = calendar("kz-1")
OLD, NEW = edition("2019-04"), edition("2023-07")
JUNE_30, JULY_3 = date(2023, 6, 30), date(2023, 7, 3)


# the edition


def test_july_2023_has_an_edition_of_its_own_and_the_years_before_go_on_with_that_of_2019() -> None:
    assert edition_on(JUNE_30) is OLD
    assert edition_on(date(2023, 7, 1)) is NEW
    assert edition_on(date(2021, 1, 1)) is OLD
    assert edition_on(date(2026, 1, 1)) is NEW


@pytest.mark.parametrize(
    ("channel", "due"),
    [
        (Channel.CENTRE, date(2023, 7, 26)),
        (Channel.PUBLIC_SERVICE_CENTRE, date(2023, 7, 26)),
        (Channel.EGOV, date(2023, 7, 26)),
        (Channel.AKIM, date(2023, 7, 27)),
    ],
)
def test_fifteen_working_days_from_registration_and_eighteen_from_an_akims_intake(channel: Channel, due: date) -> None:
    """Saturday 1 July was worked, 6 and 7 July were off."""
    assert NEW.due(channel, JUNE_30, JULY_3, KZ).due_on == due


def test_only_the_centres_term_and_the_extension_are_read_in_a_text() -> None:
    assert NEW.term(Channel.CENTRE) == Term(15, Starts.REGISTRATION)
    assert NEW.term(Channel.AKIM) == Term(18, Starts.SUBMISSION)
    assert (NEW.extension_calendar_days, NEW.extension_notice_days) == (30, 2)
    read = {each.path for each in NEW.entries if each.verified and not each.path.startswith("windows.")}
    assert read == {"terms.CENTRE", "limits.extension"}


def test_a_complaint_is_answered_in_twenty_working_days() -> None:
    assert NEW.complaint == Limit(20, DayUnit.WORKING)
    assert NEW.complaint_due(JULY_3, KZ) == date(2023, 8, 2)


def test_the_facts_and_what_they_stand_on_are_those_of_2019() -> None:
    assert dict(NEW.facts) == dict(OLD.facts)
    assert NEW.windows == OLD.windows
    assert NEW.registry_for(Fact.ALIMONY) is None


def test_every_basis_of_order_320_has_one_of_order_227_with_the_same_facts_and_papers() -> None:
    assert [code.replace("ORDER_227", "ORDER_320") for code in NEW.bases] == list(OLD.bases)
    for then, now in zip(OLD.bases.values(), NEW.bases.values(), strict=True):
        assert (then.facts, then.documents) == (now.facts, now.documents)


def test_the_grounds_are_those_of_article_128_and_missing_data_is_none_of_them() -> None:
    assert NEW.refusal_grounds == set(RefusalGround)


# a claim of 30 June registered on 3 July


def across(channel: Channel = Channel.CENTRE) -> Scenario:
    return given(
        at("2023-06-30 16:00"), did(Claim.submit, channel=channel), at("2023-07-03 10:00"), did(Claim.register)
    )


def test_its_facts_are_judged_by_the_day_of_submission_and_its_term_by_that_of_registration() -> None:
    submitted, registered = across().history
    assert isinstance(submitted, ClaimSubmitted)
    assert isinstance(registered, ClaimRegistered)
    assert (submitted.edition, submitted.register_by) == ("2019-04", "2023-07-01")
    assert (registered.edition, registered.due_on) == ("2023-07", "2023-07-26")
    assert registered.reasons[0] == NEW.due(Channel.CENTRE, JUNE_30, JULY_3, KZ).reasons[0]


def test_through_an_akim_its_new_term_counts_from_the_old_day() -> None:
    [_, registered] = across(Channel.AKIM).history
    assert isinstance(registered, ClaimRegistered)
    assert (registered.edition, registered.due_on) == ("2023-07", "2023-07-27")


def test_its_demands_rest_on_order_320_also_long_after_july() -> None:
    scenario = across()
    at("2024-02-01 10:00")(scenario)
    new, old = (demanded(Fact.ALIMONY, f"ORDER_{order}_NO_ELECTRONIC_SOURCE", subject=CHILD) for order in (227, 320))
    scenario.when(Claim.request_document, **new).refused(UnknownBasis, "edition 2019-04", "ORDER_227")
    scenario.when(Claim.request_document, **old).then(recorded(DocumentRequested, verdict=Verdict.NO_REGISTRY))


def test_a_claim_of_july_rests_on_order_227_and_no_longer_on_order_320() -> None:
    scenario = given(at("2023-07-03 09:00"), did(Claim.submit), did(Claim.register))
    new, old = (demanded(Fact.ALIMONY, f"ORDER_{order}_NO_ELECTRONIC_SOURCE", subject=CHILD) for order in (227, 320))
    scenario.when(Claim.request_document, **old).refused(UnknownBasis, "edition 2023-07", "ORDER_320")
    scenario.when(Claim.request_document, **new).then(recorded(DocumentRequested, verdict=Verdict.NO_REGISTRY))


def test_it_is_refused_on_the_grounds_of_the_day_of_registration(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two lists are alike, so the older one is emptied here."""
    monkeypatch.setitem(policy._by_code(), "2019-04", replace(OLD, refusal_grounds=frozenset()))
    scenario = across()
    at("2023-07-20 10:00")(scenario)
    scenario.when(Claim.refuse).then(recorded(ClaimRefused, ground=RefusalGround.INCOME_ABOVE_LINE))
