"""The demo's plan, without servers: is it what it says, and do the domain and its ledger agree with its author?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from cli.demo.causes import CAUSES, LEAST_CLAIMS
from cli.demo.diary import OPENS
from cli.demo.places import WEIGHTS, claims_per_place, places
from cli.demo.plan import BEGIN, END, Plan, TooFewClaims, plan
from cli.demo.planted import NONE, Count, compared, planted, read, write
from cli.demo.script import REPEATED, Script
from cli.demo.stories import terms
from cli.demo.teller import Teller
from domain.calendar import latest
from domain.events import ClaimRegistered, DeadlineRecomputed
from domain.term import extensions
from domain.vocabulary import GapCause, Party, Role, Verdict, WaitCause
from tests.cli.played import counted, days_of, play

WHEN_NOTICES_ARE_DUE = date(2019, 5, 31)
Story = Callable[[Teller], None]


@pytest.fixture(scope="module")
def played() -> Plan:
    return plan(150, seed=2019)


@pytest.mark.parametrize("seed", [1, 2019])
def test_the_domain_accepts_every_command_and_the_ledger_finds_what_was_planted(seed: int) -> None:
    made = plan(LEAST_CLAIMS, seed)
    assert [line for line in compared(planted(made), counted(made)) if not line.same] == []


def test_the_same_seed_and_number_give_the_same_plan() -> None:
    assert plan(LEAST_CLAIMS, 3) == plan(LEAST_CLAIMS, 3)
    assert plan(LEAST_CLAIMS, 3) != plan(LEAST_CLAIMS, 4)


def test_too_few_claims_for_all_causes_are_refused() -> None:
    with pytest.raises(TooFewClaims, match="59 claims are too few"):
        plan(LEAST_CLAIMS - 1, 1)


@pytest.mark.parametrize("claims", [60, 61, 99, 500, 1234])
def test_every_claim_has_a_region_and_every_region_a_claim(claims: int) -> None:
    shares = claims_per_place(claims)
    assert sum(shares.values()) == claims
    assert min(shares.values()) >= 1


def test_the_17_regions_of_april_2019_are_weighted() -> None:
    assert {place.prefix for place in places()} == set(WEIGHTS)


def test_every_planted_cause_is_played(played: Plan) -> None:
    assert {cause.name for cause in CAUSES} <= {script.cause for script in played.scripts}


def test_every_cause_of_waiting_and_every_verdict_is_planted(played: Plan) -> None:
    waits = [wait for _, wait in played.waits()]
    assert {wait.cause for wait in waits} == set(WaitCause)
    assert {wait.came_of for wait in waits if wait.cause == WaitCause.DOCUMENT} == set(Verdict)


def test_every_reason_why_a_fact_is_missing_is_planted(played: Plan) -> None:
    shown = [shown for _, _, step in played.steps() for shown in step.shows]
    assert {each.cause for each in shown} == {None, *GapCause}


def test_everybody_who_can_answer_does(played: Plan) -> None:
    kinds = {wait.liable.partition(":")[0] for _, wait in played.waits()}
    assert kinds == set(Party)


def test_the_decree_moves_the_last_day_of_every_term_that_ended_on_its_day_off(played: Plan) -> None:
    moved = [script for script in played.scripts if script.cause == terms.deadline_recomputed.__name__]
    assert moved
    for script in moved:
        counted = [e for e in play(script).collect_events() if isinstance(e, ClaimRegistered | DeadlineRecomputed)]
        assert [event.due_on for event in counted] == ["2019-05-08", "2019-05-13"]


@pytest.mark.parametrize(
    ("story", "standings"),
    [
        (terms.extended_with_notice, {"COUNTS"}),
        (terms.extended_without_notice, {"NO_NOTICE"}),
        (terms.extended_too_late, {"LATE"}),
    ],
)
def test_an_extension_is_worth_what_its_story_says(story: Story, standings: set[str]) -> None:
    scripts = [script for script in plan(500, 2019).scripts if script.cause == story.__name__]
    states = [play(script).state for script in scripts if _is_extended(script)]
    with days_of(END):
        found = [extensions(state, WHEN_NOTICES_ARE_DUE) for state in states]
    assert found
    assert {each.counts for extended in found for each in extended} == standings


def test_only_the_commissions_of_shymkent_and_turkistan_demand_what_registries_gave(played: Plan) -> None:
    found = {
        script.place.prefix
        for script, wait in played.waits()
        if wait.came_of == Verdict.PRESENT_BUT_ASKED and wait.liable.startswith(Party.COMMISSION)
    }
    assert found == {"61", "79"}


def test_each_claim_goes_on_in_order_and_within_the_six_weeks(played: Plan) -> None:
    for script in played.scripts:
        times = [step.at for step in script.steps]
        assert times == sorted(times)
        assert BEGIN < times[0] <= times[-1] <= END


def test_people_work_on_working_days_and_after_opening(played: Plan) -> None:
    for script, _, step in played.steps():
        local = step.at.astimezone(script.place.zone)
        assert latest().is_working_day(local.date()), (script.cause, local)
        assert OPENS <= local.time() < time(20), (script.cause, local)


def test_some_claims_are_refused_some_taken_back_and_some_still_open(played: Plan) -> None:
    ends = {_last(script) for script in played.scripts}
    assert {"approval", "refusal", "withdrawal"} < ends


def test_a_repeated_application_is_expected_to_be_turned_away(played: Plan) -> None:
    again = [step for _, _, step in played.steps() if step.answer == REPEATED]
    assert again
    assert {step.actor.role for step in again} == {Role.CASEWORKER}


def test_a_count_that_was_not_planted_is_seen(played: Plan) -> None:
    counts = planted(played)
    key = min(counts)
    altered = {**counts, key: Count(counts[key].waits + 1, counts[key].claims)}
    missing = {k: v for k, v in counts.items() if k != key}
    extra = {**counts, replace(key, came_of="GAP"): Count(1, 1)}
    for found in (altered, missing, extra):
        assert len([line for line in compared(counts, found) if not line.same]) == 1
    assert compared(counts, missing)[0].found == NONE


def test_the_files_of_planted_and_found_are_the_same_exactly_if_the_counts_are(played: Plan, tmp_path: Path) -> None:
    counts = planted(played)
    write(counts, tmp_path / "planted.csv")
    write(dict(reversed(counts.items())), tmp_path / "found.csv")
    assert (tmp_path / "planted.csv").read_bytes() == (tmp_path / "found.csv").read_bytes()
    assert read(tmp_path / "planted.csv") == counts


def _is_extended(script: Script) -> bool:
    """The demo did not end before."""
    return any(step.path == "extensions" for step in script.steps)


def _last(script: Script) -> str:
    return script.steps[-1].path.partition("/")[0]
