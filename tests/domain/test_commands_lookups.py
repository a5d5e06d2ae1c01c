"""Questions, their attempts and their answers: late, repeated, asked again, after the end."""

import pytest

from domain.checks import Need
from domain.claim import Claim
from domain.errors import AlreadyDone, NeverAsked, UnknownCode
from domain.events import ChecksRequested, GapClosed, GapDetected, LookupCompleted, LookupFailed, LookupRequested
from domain.state import PartyRef
from domain.vocabulary import Fact, GapCause, StateAnswer, WaitKind
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.examples import BABY, CHILD
from tests.domain.parties import BUS, CIVIL_STATUS, SYSTEM
from tests.domain.scenario import answer, answered, asked, failed, given, looked_up, recorded, registered, sent

# questions and their attempts


def test_an_answer_to_a_question_never_asked_is_refused() -> None:
    scenario = given(registered(), asked(Fact.BIRTH))
    scenario.when(Claim.complete_lookup, lookup="L9").refused(NeverAsked, "L9", "L1")
    scenario.when(Claim.complete_lookup, lookup="L1", attempt=1).refused(NeverAsked)  # queued, not sent


def test_an_answer_to_an_attempt_never_made_is_refused() -> None:
    scenario = given(registered(), asked(Fact.BIRTH), sent())
    scenario.when(Claim.complete_lookup, attempt=2).refused(NeverAsked)
    scenario.when(Claim.complete_lookup, attempt=0).refused(NeverAsked)
    scenario.when(Claim.fail_lookup, attempt=2).refused(NeverAsked)


def test_a_question_is_sent_again_only_after_a_failure() -> None:
    scenario = given(registered(), asked(Fact.BIRTH), sent())
    scenario.when(Claim.request_lookup).refused(AlreadyDone, "ASKED")
    scenario.do(Claim.fail_lookup)
    scenario.when(Claim.request_lookup).then(recorded(LookupRequested, attempt=2, lookup="L1", facts=["BIRTH"]))


def test_only_a_technical_outcome_fails_and_is_retried() -> None:
    scenario = given(registered(), asked(Fact.BIRTH), sent())
    scenario.when(Claim.fail_lookup, outcome=Outcome.NOT_FOUND).refused(UnknownCode, "TIMEOUT")
    for outcome in (Outcome.TIMEOUT, Outcome.UNAVAILABLE, Outcome.PROVIDER_ERROR):
        given(registered(), asked(Fact.BIRTH), sent()).when(Claim.fail_lookup, outcome=outcome).then(
            recorded(LookupFailed, outcome=outcome, attempt=1)
        )


def test_an_attempt_fails_once() -> None:
    given(registered(), asked(Fact.BIRTH), sent(), failed()).when(Claim.fail_lookup).refused(AlreadyDone)


@pytest.mark.parametrize(
    ("outcome", "owner"),
    [(Outcome.TIMEOUT, BUS), (Outcome.UNAVAILABLE, CIVIL_STATUS), (Outcome.PROVIDER_ERROR, CIVIL_STATUS)],
)
def test_the_last_technical_failure_completes_the_lookup_and_leaves_a_gap(outcome: Outcome, owner: PartyRef) -> None:
    scenario = given(registered(), asked(Fact.BIRTH), sent(), failed(outcome=outcome), sent())
    scenario.when(Claim.complete_lookup, attempt=2, outcome=outcome).then(
        recorded(LookupCompleted, attempt=2), recorded(GapDetected, cause=GapCause.INTEGRATION, owner=owner)
    )


@pytest.mark.parametrize(
    ("outcome", "liable"),
    [(Outcome.TIMEOUT, BUS), (Outcome.UNAVAILABLE, CIVIL_STATUS), (Outcome.PROVIDER_ERROR, CIVIL_STATUS)],
)
def test_a_failure_that_is_retried_leaves_no_gap_but_a_retry_that_its_owner_answers_for(
    outcome: Outcome, liable: PartyRef
) -> None:
    scenario = given(registered(), asked(Fact.BIRTH), sent())
    wait = scenario.wait(WaitKind.LOOKUP)
    assert (wait.holder, wait.liable, wait.registry) == (CIVIL_STATUS, CIVIL_STATUS, "CIVIL_STATUS")
    scenario.when(Claim.fail_lookup, outcome=outcome).then(recorded(LookupFailed))
    wait = scenario.wait(WaitKind.RETRY)
    assert (wait.holder, wait.liable, wait.registry) == (SYSTEM, liable, "CIVIL_STATUS")


def test_an_awaited_fact_is_not_asked_for_again() -> None:
    for steps in ([], [sent()], [sent(), failed()]):
        given(registered(), asked(Fact.BIRTH), *steps).when(
            Claim.request_checks, needs=[Need(BABY, Fact.BIRTH)]
        ).refused(AlreadyDone)


def test_no_registry_is_asked_for_what_no_registry_gives() -> None:
    given(registered()).when(Claim.request_checks, needs=[Need(BABY, Fact.OTHER)]).refused(UnknownCode)


def test_nobody_is_asked_about_who_is_no_member() -> None:
    stranger = "b0000000-0000-4000-8000-000000000001"
    given(registered()).when(Claim.request_checks, needs=[Need(stranger, Fact.BIRTH)]).refused(NeverAsked)


def test_the_same_need_named_twice_is_one_question() -> None:
    needs = [Need(BABY, Fact.BIRTH), Need(BABY, Fact.BIRTH), Need(BABY, Fact.ALIMONY), Need(BABY, Fact.ALIMONY)]
    scenario = given(registered()).when(Claim.request_checks, needs=needs)
    scenario.then(recorded(ChecksRequested), recorded(GapDetected))
    assert list(scenario.claim.state.questions) == ["L1"]


def test_an_answer_closes_no_gap_of_another_member() -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND, subject=CHILD))
    scenario.do(Claim.request_checks, needs=[Need(BABY, Fact.BIRTH)])
    scenario.do(Claim.request_lookup, lookup="L2")
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.FOUND_COMPLETE)).then(
        recorded(LookupCompleted)
    )


# asked again, answered late, answered twice


def test_asking_again_closes_the_gap_when_the_fact_is_given() -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND), asked(Fact.BIRTH), sent("L2"))
    version = scenario.claim.version
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.FOUND_COMPLETE)).then(
        recorded(LookupCompleted, lookup="L2"),
        recorded(GapClosed, gap="G1", closed_by=version + 1, replaced_by=None),
    )


def test_the_same_outcome_again_leaves_the_gap_as_it_is() -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND), asked(Fact.BIRTH), sent("L2"))
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.NOT_FOUND)).then(
        recorded(LookupCompleted, lookup="L2")
    )


def test_another_outcome_closes_the_gap_and_detects_the_one_that_takes_its_place() -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.TIMEOUT), asked(Fact.BIRTH), sent("L2"))
    version = scenario.claim.version
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.NOT_FOUND)).then(
        recorded(LookupCompleted),
        recorded(GapClosed, gap="G1", closed_by=version + 1, replaced_by="G2"),
        recorded(GapDetected, gap="G2", cause=GapCause.NOT_FILLED, owner=CIVIL_STATUS, lookup="L2"),
    )


def test_the_order_inside_a_save_is_answer_closed_withdrawn_detected() -> None:
    """L1 found no record at all; asked again, the record is there, without a flat and with the house."""
    asks = (Fact.RESIDENCE, Fact.HOUSE, Fact.FLAT)
    scenario = given(registered(), looked_up(*asks, outcome=Outcome.NOT_FOUND))
    for fact in asks:
        scenario.do(Claim.request_document, fact=fact)
    asked(*asks)(scenario)
    sent("L2")(scenario)
    gives = [Fact.RESIDENCE, Fact.HOUSE]
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.FOUND_INCOMPLETE, gives=gives))
    by = scenario.new[0].originator_version
    shape = [
        (event.TOPIC, {k: v for k, v in event.content().items() if k in ("gap", "demand", "closed_by", "replaced_by")})
        for event in scenario.new
    ]
    assert shape == [
        ("lookup.completed", {}),
        ("gap.closed", {"gap": "G1", "closed_by": by, "replaced_by": None}),
        ("gap.closed", {"gap": "G2", "closed_by": by, "replaced_by": None}),
        ("gap.closed", {"gap": "G3", "closed_by": by, "replaced_by": "G4"}),
        ("document.request_withdrawn", {"demand": "D1"}),
        ("document.request_withdrawn", {"demand": "D2"}),
        ("gap.detected", {"gap": "G4"}),
    ]


def test_a_late_answer_is_recorded_with_its_attempt_and_closes_the_gap() -> None:
    scenario = given(registered(), asked(Fact.BIRTH), sent(), failed(), sent(), answered("L1", Outcome.TIMEOUT))
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", Outcome.FOUND_COMPLETE, attempt=1)).then(
        recorded(LookupCompleted, attempt=1, outcome=Outcome.FOUND_COMPLETE), recorded(GapClosed, gap="G1")
    )


def test_a_late_answer_ends_the_retry() -> None:
    scenario = given(registered(), asked(Fact.BIRTH), sent(), failed())
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", Outcome.FOUND_COMPLETE, attempt=1)).then(
        recorded(LookupCompleted)
    )
    scenario.when(Claim.request_lookup).refused(AlreadyDone, "DONE")


def test_an_answer_after_the_late_one_has_its_effect_too() -> None:
    """The first attempt's answer came after the second was sent; the second one's answer knows better."""
    scenario = given(registered(), asked(Fact.BIRTH), sent(), failed(), sent())
    scenario.do(Claim.complete_lookup, **answer(scenario.claim, "L1", Outcome.NOT_FOUND, attempt=1))
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", Outcome.FOUND_COMPLETE, attempt=2)).then(
        recorded(LookupCompleted, attempt=2), recorded(GapClosed, gap="G1")
    )


@pytest.mark.parametrize("again", [Outcome.NOT_FOUND, Outcome.FOUND_COMPLETE, Outcome.CONFLICT])
def test_a_second_answer_to_one_attempt_is_recorded_without_effect(again: Outcome) -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND))
    before = repr(scenario.claim.state)
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L1", again)).then(
        recorded(LookupCompleted, attempt=1, outcome=again)
    )
    assert repr(scenario.claim.state) == before


def test_a_gap_is_detected_by_the_last_answer_awaited_only() -> None:
    """L1's first answer comes late, while the question asked again is still on its way."""
    scenario = given(registered(), asked(Fact.BIRTH), sent(), failed(), sent(), answered("L1", Outcome.FOUND_COMPLETE))
    asked(Fact.FATHER)(scenario)  # of the same record, another question
    sent("L2")(scenario)
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.NOT_FOUND)).then(
        recorded(LookupCompleted), recorded(GapDetected, fact=Fact.FATHER)
    )
    again = given(registered(), asked(Fact.BIRTH), sent(), failed(), sent(), answered("L1", Outcome.TIMEOUT))
    asked(Fact.BIRTH)(again)
    again.when(Claim.complete_lookup, **answer(again.claim, "L1", Outcome.NOT_FOUND, attempt=1)).then(
        recorded(LookupCompleted)  # L2 is queued: the gap keeps its cause until L2 has answered
    )
    sent("L2")(again)
    again.when(Claim.complete_lookup, **answer(again.claim, "L2", Outcome.CONFLICT)).then(
        recorded(LookupCompleted),
        recorded(GapClosed, gap="G1", replaced_by="G2"),
        recorded(GapDetected, gap="G2", cause=GapCause.CONTRADICTION),
    )


@pytest.mark.parametrize("shown_by", ["registry", "paper", "state"])
def test_a_fact_once_shown_is_no_gap_when_a_registry_asked_again_does_not_find_it(shown_by: str) -> None:
    outcome = Outcome.FOUND_COMPLETE if shown_by == "registry" else Outcome.NOT_FOUND
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=outcome))
    if shown_by == "paper":
        scenario.do(Claim.request_document)
        scenario.do(Claim.receive_document)
    if shown_by == "state":
        scenario.do(Claim.send_state_request)
        scenario.do(Claim.answer_state_request, answer=StateAnswer.PROVIDED)
    asked(Fact.BIRTH)(scenario)
    sent("L2")(scenario)
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.NOT_FOUND)).then(
        recorded(LookupCompleted)
    )


def test_a_question_asked_for_a_gap_that_closed_is_not_awaited_but_may_be_sent() -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND))
    scenario.do(Claim.request_document)
    asked(Fact.BIRTH)(scenario)
    scenario.do(Claim.receive_document)
    is_awaited = scenario.claim.state.awaited
    assert not is_awaited(BABY, "BIRTH")
    scenario.when(Claim.request_lookup, lookup="L2").then(recorded(LookupRequested))
    assert is_awaited(BABY, "BIRTH")


@pytest.mark.parametrize("end", [Claim.approve, Claim.refuse, Claim.withdraw])
def test_after_the_end_late_answers_close_gaps_and_detect_none(end: object) -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND), asked(Fact.BIRTH, Fact.FATHER))
    sent("L2")(scenario)
    scenario.do(end)  # type: ignore[arg-type]
    gives = [Fact.BIRTH]
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.FOUND_INCOMPLETE, gives=gives)).then(
        recorded(LookupCompleted), recorded(GapClosed, gap="G1")
    )


def test_after_the_end_another_outcome_leaves_the_gap_as_it_is() -> None:
    scenario = given(registered(), looked_up(Fact.BIRTH, outcome=Outcome.NOT_FOUND), asked(Fact.BIRTH), sent("L2"))
    scenario.do(Claim.withdraw)
    scenario.when(Claim.complete_lookup, **answer(scenario.claim, "L2", Outcome.CONFLICT)).then(
        recorded(LookupCompleted)
    )
    assert scenario.claim.state.gaps["G1"].open
