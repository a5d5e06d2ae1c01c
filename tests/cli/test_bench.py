"""The benchmark's figures, its page, and once a tiny run of all of it. Nothing here depends on how fast anything is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cli.bench.account import GENERATOR, KAFKA, OTHERS, POSTGRES, between
from cli.bench.appending import Append, Round
from cli.bench.command import Sizes, measured
from cli.bench.cpu import Process, descendants, tree
from cli.bench.figures import Spread, percentile
from cli.bench.freshness import Freshness
from cli.bench.life import Family, one_event_each
from cli.bench.load import Course, courses
from cli.bench.page import Report, page
from cli.bench.throughput import Sample, Throughput
from cli.bench.verdicts import Verdict, verdicts
from cli.bench.watch import held_question, versions_question
from cli.bench.wire import Answer, Unexpected, post
from cli.demo.places import SERVICE, Actor, places
from cli.demo.script import REPEATED, Script, Step
from cli.stack import Stack
from domain.applicant import Applicant
from domain.claim import Claim
from domain.vocabulary import Role, Stage
from tests.domain.scenario import BEGIN

PLACE = places()[0]
CASEWORKER = Actor(Role.CASEWORKER, PLACE.office, PLACE.prefix)
TOKENS = {SERVICE: "service-token", CASEWORKER: "caseworker-token"}
CLAIM = "5f0f3b0e-6f0c-4f0a-9d0e-2c5d6f7a8b9c"

FAST = Append((Round(5000, 5000, 0.15), Round(4400, 5500, 0.16), Round(4500, 5000, 0.17)), 21_120)
FRESH = Freshness(100.0, [0.004] * 99 + [0.009], [0.020] * 99 + [0.080])
SAMPLES = tuple(Sample(float(second), 1000 * second + 40, 1000 * second) for second in range(31))
SPENT = {"api": 20.0, "relay": 6.0, "projector": 9.0, POSTGRES: 8.0, KAFKA: 5.0, GENERATOR: 6.0, OTHERS: 1.0}
CHAIN = Throughput(SAMPLES, [0.040] * 100, SPENT, 0.2)
REPORT = Report(date(2019, 4, 1), {"cores": "2"}, 0.1, 3.2, FAST, FRESH, CHAIN)
KNOWN = {
    1: Process(1, 0, 1.0, 0.5),
    2: Process(2, 1, 2.0, 0.0),
    3: Process(3, 2, 4.0, 8.0),
    9: Process(9, 0, 99.0, 0.0),
}


class TestFigures:
    def test_a_spread_is_the_median_and_both_ends(self) -> None:
        assert Spread.of([3.0, 1.0, 2.0, 9.0]) == Spread(2.5, 1.0, 9.0)

    def test_a_percentile_is_a_value_that_occurred(self) -> None:
        values = [float(number) for number in range(100, 0, -1)]
        assert [percentile(values, each) for each in (1, 50, 99, 99.5, 100)] == [1, 50, 99, 100, 100]
        assert percentile([7.0], 1) == 7

    @pytest.mark.parametrize("of", [lambda: Spread.of([]), lambda: percentile([], 50)])
    def test_nothing_has_no_middle(self, of: Callable[[], object]) -> None:
        with pytest.raises(ValueError, match="nothing was measured"):
            of()

    @pytest.mark.parametrize("percent", [0, 101])
    def test_there_is_no_such_percentile(self, percent: float) -> None:
        with pytest.raises(ValueError, match=f"not {percent}"):
            percentile([1.0], percent)


class TestProcessorTime:
    def test_a_tree_counts_children_living_and_buried(self) -> None:
        assert tree(1, KNOWN) == 15.5

    def test_what_has_ended_costs_nothing(self) -> None:
        assert tree(7, KNOWN) == 0

    def test_descendants_are_all_below(self) -> None:
        assert descendants(1, KNOWN) == [2, 3]

    def test_between_two_looks_nothing_is_ever_given_back(self) -> None:
        assert between({"api": 2.0, OTHERS: 5.0}, {"api": 3.5, OTHERS: 4.9}) == {"api": 1.5, OTHERS: 0.0}


class TestLife:
    def test_every_command_of_a_claim_s_life_records_one_event_and_the_last_one_decides_it(self) -> None:
        family = Family()
        claim, applicant = Claim.blank(family.claim), Applicant.blank(family.applicant)
        family.submit(claim, applicant)
        claim.collect_events()
        for command in one_event_each(family):
            command(claim)
            assert len(claim.collect_events()) == 1
        assert claim.state.stage == Stage.DECIDED


class TestCourse:
    """A claim's commands as HTTP, and how it goes on from the answers."""

    def course(self, *steps: Step) -> Course:
        return Course(Script(7, "card_only", PLACE, PLACE.office, list(steps)))

    def step(self, path: str, actor: Actor = CASEWORKER, **other: object) -> Step:
        return replace(Step(BEGIN, actor, path, {"a": 1}), **other)  # type: ignore[arg-type]

    def answer(self, status: int, version: int) -> Answer:
        head = f'HTTP/1.1 {status} \r\netag: "{version}"\r\nlocation: /claims/{CLAIM}\r\n\r\n'
        return Answer(status, head.encode(), b"a problem")

    def test_a_submission_names_no_version_and_its_answer_names_the_claim(self) -> None:
        course = self.course(self.step(""), self.step("registration"))
        asked = course.request(TOKENS).decode()
        assert asked.startswith("POST /claims HTTP/1.1\r\n")
        assert "Authorization: Bearer caseworker-token\r\n" in asked
        assert "If-Match" not in asked
        assert course.answered(self.answer(201, 1)) == 1
        assert (course.claim, course.version, course.is_over) == (CLAIM, 1, False)

    def test_a_person_s_command_names_the_version_seen_last_and_a_service_s_does_not(self) -> None:
        course = self.course(self.step("registration"), self.step("lookups/L1/attempts", SERVICE))
        course.claim, course.version = CLAIM, 3
        assert f"POST /claims/{CLAIM}/registration HTTP/1.1\r\n" in course.request(TOKENS).decode()
        assert 'If-Match: "3"\r\n' in course.request(TOKENS).decode()
        assert course.answered(self.answer(201, 5)) == 2
        assert "If-Match: *\r\n" in course.request(TOKENS).decode()

    def test_a_decision_names_the_conclusion_that_it_rests_on(self) -> None:
        course = self.course(self.step("conclusion"), self.step("approval", versions=(("conclusion", "conclusion"),)))
        course.claim, course.version = CLAIM, 3
        course.answered(self.answer(201, 4))
        assert course.request(TOKENS).endswith(b'{"a": 1, "conclusion": 4}')

    def test_every_command_has_a_key_of_its_own(self) -> None:
        course = self.course(self.step("registration"), self.step("registration"))
        keys = []
        while not course.is_over:
            _, _, rest = course.request(TOKENS).partition(b"Idempotency-Key: ")
            keys.append(rest.partition(b"\r\n")[0])
            course.answered(self.answer(201, course.version + 1))
        assert len(set(keys)) == 2

    def test_an_application_beside_an_open_claim_is_refused_as_planned_and_the_claim_stands(self) -> None:
        course = self.course(self.step("", answer=REPEATED))
        course.claim, course.version = CLAIM, 3
        assert course.answered(self.answer(REPEATED, 9)) == 0
        assert (course.version, course.is_over) == (3, True)

    def test_any_other_answer_ends_it_with_the_problem_s_own_words(self) -> None:
        course = self.course(self.step("registration"))
        with pytest.raises(Unexpected, match=r"registration \(card_only\): 412 a problem"):
            course.answered(self.answer(412, 0))

    def test_a_claim_that_hangs_on_the_demo_s_dates_is_left_out(self) -> None:
        dated = Script(1, "extended", PLACE, PLACE.office, [self.step(""), self.step("extensions")])
        plain = Script(2, "card_only", PLACE, PLACE.office, [self.step("")])
        assert next(courses([dated, plain])).script.number == 2

    def test_a_load_that_runs_out_of_claims_says_so(self) -> None:
        more = courses([Script(1, "card_only", PLACE, PLACE.office)])
        assert next(more).script.number == 1
        with pytest.raises(Unexpected, match="more than 1 claims"):
            next(more)


class TestWire:
    def test_a_request_says_how_long_its_body_is(self) -> None:
        asked = post("/claims", "If-Match: *\r\n", b'{"a":1}')
        assert asked.endswith(b'Content-Length: 7\r\n\r\n{"a":1}')
        assert b"\r\nIf-Match: *\r\nContent-Type: application/json\r\n" in asked

    def test_a_header_that_did_not_come_is_empty(self) -> None:
        answer = Answer(200, b'http/1.1 200 ok\r\netag: "4"\r\n\r\n', b"")
        assert (answer.header(b"etag"), answer.header(b"location")) == (b'"4"', b"")


class TestWatch:
    def test_the_read_model_that_lags_most_counts(self) -> None:
        assert versions_question(["a_1", "b_2"]) == (
            "SELECT stream, least(a_1.rows.version, b_2.rows.version) FROM a_1.rows JOIN b_2.rows USING (stream)"
            " WHERE stream = ANY(%s)"
        )
        assert held_question(["a_1"]) == "SELECT least((SELECT coalesce(sum(version), 0) FROM a_1.rows))"


class TestVerdicts:
    def of(self, append: Append = FAST, freshness: Freshness = FRESH, chain: Throughput = CHAIN) -> list[Verdict]:
        return verdicts(append, freshness, chain)

    def test_a_goal_that_is_met_needs_no_reason(self) -> None:
        append, fresh, chain = self.of()
        assert (append.measured, append.met, append.why_not) == ("0.90", True, "")
        assert (fresh.measured, fresh.met, fresh.why_not) == ("20 ms", True, "")
        assert (chain.measured, chain.met) == ("1,000 events/s, lag flat", None)

    def test_a_process_that_has_used_up_its_core_is_the_cause(self) -> None:
        slow = Append((Round(2500, 5000, 0.38),), 7040)
        verdict = self.of(append=slow)[0]
        assert (verdict.word, verdict.measured) == ("**missed**", "0.50")
        assert "0.95 of a core, 380 µs an event; one Python process" in verdict.why_not
        assert "2,632 events/s" in verdict.why_not

    def test_a_process_that_had_to_wait_is_not(self) -> None:
        waited = Append((Round(1000, 5000, 0.2),), 7040)
        assert "it waited for a core or for the database" in self.of(append=waited)[0].why_not

    def test_a_late_read_model_says_how_much_of_it_was_the_answer(self) -> None:
        late = Freshness(100.0, [0.060] * 100, [0.140] * 100)
        verdict = self.of(freshness=late)[1]
        assert (verdict.measured, verdict.word) == ("140 ms", "**missed**")
        assert "60 ms of it" in verdict.why_not

    def test_a_lag_that_grows_is_said(self) -> None:
        growing = tuple(Sample(float(s), 1000 * s, 900 * s) for s in range(31))
        assert self.of(chain=Throughput(growing, [0.04], SPENT, 3.0))[2].measured == "900 events/s, lag growing"


class TestPage:
    def test_it_has_every_figure_with_its_spread_and_its_goal(self) -> None:
        lines = page(REPORT).splitlines()
        assert lines[0] == "# Performance"
        for line in (
            "| load | 0.10 before the run, 3.20 after it |",
            "| append ÷ raw | 0.90 | ≥ 0.8 | met |",
            "| Qadam, events/s | 4,500 | 4,400 | 5,000 |",
            "| in every read model, ms | 20.0 | 20.0 | 20.0 | 80.0 |",
            "| events/s in the read models | 1,000 |",
            "| lag of the read models: flat | 40 events, at the end 40 |",
            "| api | 0.67 |",
            "| **the chain together** | **1.60** |",
            "| load generator | 0.20 |",
        ):
            assert line in lines

    def test_a_missed_goal_is_shown_with_its_cause(self) -> None:
        slow = replace(REPORT, append=Append((Round(1000, 5000, 0.2),), 7040))
        assert "| append ÷ raw | 0.20 | ≥ 0.8 | **missed** |" in page(slow)
        assert "Why append ÷ raw misses its goal: Qadam's process used" in page(slow)

    def test_a_machine_that_had_other_work_is_no_fair_one(self) -> None:
        assert "something else was running" not in page(REPORT)
        assert "something else was running" in page(replace(REPORT, load_before=2.0))


@pytest.mark.servers
@pytest.mark.timeout(300)
def test_a_tiny_run_measures_everything(stack: Stack, tmp_path: Path) -> None:
    sizes = Sizes(
        rounds=1,
        claims_in_round=32,
        fresh_seconds=1,
        fresh_warm_seconds=0.5,
        claims_for_freshness=110,
        chain_seconds=1,
        chain_warm_seconds=0.5,
        claims_in_chain=600,
    )
    report = measured(stack, tmp_path, sizes)
    assert report.append.events == 32 * 22
    assert len(report.freshness.shown) == len(report.freshness.answered) > 0
    assert report.chain.samples[-1].held > report.chain.samples[0].held
    assert {"api", "relay", "projector", POSTGRES, GENERATOR} <= set(report.chain.cpu_seconds)
    assert "## The whole chain" in page(report)
