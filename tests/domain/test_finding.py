"""A finding's own life: raised once, measured when it changes, answered and closed by people, never silently gone."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

import pytest

from domain.act import Act
from domain.errors import InTheFuture, NotAllowed, NotYours, Unusable
from domain.finding import ALLOWED, MAY, About, Finding
from domain.findings import Found
from domain.ledger import Cohort
from domain.state import PartyRef
from domain.vocabulary import FindingAnswer, FindingClosure, FindingRule, FindingStatus, Role

NOW: Final = datetime(2019, 4, 20, 6, tzinfo=UTC)
ABOUT: Final = About("0c1a1c1a-0000-4000-8000-000000000001", Cohort("750000000", "ALMATY-1", "2019-04-01"))
FOUND: Final = Found("term", (2,), PartyRef(kind="OFFICE", code="ALMATY-1"), 1_554_919_200, None)


def act(role: Role, occurred_at: datetime = NOW) -> Act:
    return Act(actor="someone", role=role, office="ALMATY-1", occurred_at=occurred_at, now=NOW)


def observed(finding: Finding, found: Found = FOUND) -> Finding:
    finding.observe(about=ABOUT, rule=FindingRule.OVER_TERM, rule_version=1, found=found, act=act(Role.SERVICE))
    return finding


def raised() -> Finding:
    return observed(Finding.blank(uuid4()))


def closed(finding: Finding, reason: FindingClosure = FindingClosure.ANSWER_ACCEPTED) -> Finding:
    finding.close(reason=reason, act=act(Role.AUDITOR))
    return finding


def test_it_is_raised_with_the_cohort_of_its_claim() -> None:
    state = raised().state
    assert (state.claim, state.region, state.office, state.submitted_on) == (
        ABOUT.claim,
        "750000000",
        "ALMATY-1",
        "2019-04-01",
    )
    assert (state.status, state.since, state.until) == ("OPEN", "2019-04-10T18:00:00Z", None)


def test_finding_the_same_again_records_nothing() -> None:
    assert observed(raised()).names == ["finding.raised"]


def test_what_has_changed_is_measured_whatever_people_said() -> None:
    finding = closed(raised())
    observed(finding, replace(FOUND, until=FOUND.since + 60))
    assert finding.names == ["finding.raised", "finding.closed", "finding.measured"]
    assert (finding.state.until, finding.state.status) == ("2019-04-10T18:01:00Z", "CLOSED")


def test_what_no_longer_holds_is_closed_by_the_system_and_reopened_if_it_holds_again() -> None:
    finding = raised()
    finding.lapse(act=act(Role.SERVICE))
    finding.lapse(act=act(Role.SERVICE))
    assert finding.state.closure == "NO_LONGER_HOLDS"
    observed(finding)
    assert finding.names == ["finding.raised", "finding.closed", "finding.reopened"]
    assert [finding.state.status, finding.state.closure] == ["OPEN", None]


def test_people_acknowledge_answer_and_close() -> None:
    finding = raised()
    finding.acknowledge(act=act(Role.HEAD))
    finding.answer(answer=FindingAnswer.DISPUTED, act=act(Role.HEAD))
    finding.answer(answer=FindingAnswer.MENDED, act=act(Role.CASEWORKER))
    assert (finding.state.status, finding.state.answer) == ("ANSWERED", "MENDED")
    closed(finding)
    assert (finding.state.status, finding.state.closure) == ("CLOSED", "ANSWER_ACCEPTED")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
def test_nobody_closes_what_is_found_about_them(role: Role) -> None:
    with pytest.raises(NotYours, match="it is for: auditor"):
        raised().close(reason=FindingClosure.NO_VIOLATION, act=act(role))


@pytest.mark.parametrize("role", sorted(set(Role) - MAY["acknowledge_finding"]))
def test_only_those_who_answer_for_claims_answer(role: Role) -> None:
    finding = raised()
    with pytest.raises(NotYours):
        finding.acknowledge(act=act(role))
    with pytest.raises(NotYours):
        finding.answer(answer=FindingAnswer.MENDED, act=act(role))


def test_people_raise_nothing() -> None:
    for role in set(Role) - {Role.SERVICE}:
        with pytest.raises(NotYours):
            Finding.blank(uuid4()).observe(
                about=ABOUT, rule=FindingRule.OVER_TERM, rule_version=1, found=FOUND, act=act(role)
            )
        with pytest.raises(NotYours):
            raised().lapse(act=act(role))


def test_what_is_closed_is_closed() -> None:
    finding = closed(raised())
    with pytest.raises(
        NotAllowed, match="close_finding is not allowed on a finding that is CLOSED; allowed now: nothing"
    ):
        closed(finding)
    with pytest.raises(NotAllowed):
        finding.answer(answer=FindingAnswer.MENDED, act=act(Role.HEAD))


def test_what_was_seen_is_not_seen_again() -> None:
    finding = raised()
    finding.acknowledge(act=act(Role.HEAD))
    with pytest.raises(NotAllowed, match="allowed now: answer_finding"):
        finding.acknowledge(act=act(Role.HEAD))


def test_what_the_system_says_is_said_by_nobody_else() -> None:
    with pytest.raises(Unusable, match="close it as one of ANSWER_ACCEPTED"):
        closed(raised(), FindingClosure.NO_LONGER_HOLDS)


def test_nothing_is_said_before_it_happened() -> None:
    with pytest.raises(InTheFuture):
        raised().acknowledge(act=act(Role.HEAD, datetime(2019, 4, 21, tzinfo=UTC)))


def test_every_status_says_what_may_be_done() -> None:
    assert set(ALLOWED) == set(FindingStatus)
    assert all(commands <= set(MAY) for commands in ALLOWED.values())
