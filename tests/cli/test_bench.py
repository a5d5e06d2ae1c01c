"""The benchmark's load, and once a tiny run of all of it. Nothing here depends on how fast anything is."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
import typer

from cli.bench import command as bench
from cli.bench.account import GENERATOR, OTHERS, POSTGRES, between
from cli.bench.answers import QUESTIONS, Question, differing
from cli.bench.appending import Append
from cli.bench.command import NAMES, BrokenOff, chosen, measured
from cli.bench.cpu import Process, descendants, tree
from cli.bench.exporting import WANTED, Exporting
from cli.bench.figures import Spread, percentile
from cli.bench.freshness import Freshness
from cli.bench.histories import SEED
from cli.bench.life import Family, one_event_each
from cli.bench.load import Course, courses, driven, undated
from cli.bench.page import page
from cli.bench.rebuilding import Rebuild
from cli.bench.regional import Regional, asked
from cli.bench.relaying import Relaying
from cli.bench.sections import SECTIONS, Sizes, Workshop
from cli.bench.throughput import Throughput
from cli.bench.watch import held_question, versions_question
from cli.bench.wire import Answer, Unexpected, post
from cli.demo.causes import LEAST_CLAIMS
from cli.demo.places import SERVICE, Actor, places
from cli.demo.plan import plan
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

    def test_a_legal_basis_is_named_as_it_is_today(self) -> None:
        step = replace(self.step("document-requests"), body={"basis": "ORDER_320_NO_DATA_IN_SYSTEM"})
        assert self.course(step).request(TOKENS).endswith(b'{"basis": "ORDER_227_NO_DATA_IN_SYSTEM"}')

    def test_an_inspection_is_today_s(self) -> None:
        step = replace(self.step("inspection"), body={"on": "2019-04-03"})
        assert b"2019-04-03" not in self.course(step).request(TOKENS)

    def test_after_the_last_claim_the_first_comes_again_for_other_people(self) -> None:
        person = "d3e53a36-d5dc-4325-8961-6a3cbc4e35d6"
        step = replace(self.step(""), body={"members": [{"person_ref": person, "digest": "0" * 64}]})
        more = courses([Script(1, "card_only", PLACE, PLACE.office, [step])])
        asked = [next(more).request(TOKENS).decode() for _ in range(3)]
        assert f'"person_ref": "{person}"' in asked[0]
        assert f'"person_ref": "0001{person[4:]}", "digest": "{"0" * 64}"' in asked[1]
        keys = [each.partition("Idempotency-Key: ")[2].partition("\r\n")[0] for each in asked]
        assert len(set(keys)) == 3

    def test_what_broke_a_load_is_raised_itself(self) -> None:
        async def answered() -> None:
            raise Unexpected("POST /claims: 503")

        async def load() -> None:
            async with asyncio.TaskGroup() as sent:
                sent.create_task(answered())

        with pytest.raises(Unexpected, match="POST /claims: 503"):
            driven(load())

    def test_a_claim_that_hangs_on_the_demo_s_dates_is_left_out(self) -> None:
        dated = Script(1, "extended", PLACE, PLACE.office, [self.step(""), self.step("extensions")])
        plain = Script(2, "card_only", PLACE, PLACE.office, [self.step("")])
        assert next(courses([dated, plain])).script.number == 2

    def test_a_claim_of_which_something_says_itself_when_it_was_is_left_out(self) -> None:
        """The demo's weeks are further back than may be recorded today."""
        plans = plan(LEAST_CLAIMS, SEED).scripts
        told = [script for script in plans if any("occurred_at" in step.body for step in script.steps)]
        assert told
        assert not {script.number for script in told} & {script.number for script in undated(plans)}

    def test_a_load_without_any_other_claim_says_so(self) -> None:
        dated = Script(1, "extended", PLACE, PLACE.office, [self.step(""), self.step("extensions")])
        with pytest.raises(Unexpected, match="none of 1 claims"):
            next(courses([dated]))


class TestWire:
    def test_a_request_says_how_long_its_body_is(self) -> None:
        asked = post("/claims", "If-Match: *\r\n", b'{"a":1}')
        assert asked.endswith(b'Content-Length: 7\r\n\r\n{"a":1}')
        assert b"\r\nIf-Match: *\r\nContent-Type: application/json\r\n" in asked

    def test_a_header_that_did_not_come_is_empty(self) -> None:
        answer = Answer(200, b'http/1.1 200 ok\r\netag: "4"\r\n\r\n', b"")
        assert (answer.header(b"etag"), answer.header(b"location")) == (b'"4"', b"")


class TestRegionalAnswers:
    def of(self, *figures: str) -> Question:
        return Question("delays by region", lambda reader, asked, known: {}, figures)

    def test_what_the_raw_events_say_otherwise_is_named_and_shares_have_their_tolerance(self) -> None:
        told = {
            "75": {"share_s": 100, "waits": 3, "tolerance_s": 2},
            "79": {"share_s": 5, "waits": 1, "tolerance_s": 0},
        }
        again = {"75": {"share_s": 102, "waits": 3}, "79": {"share_s": 6, "waits": 1}, "61": {"waits": 1}}
        assert differing(self.of("waits"), told, {**again, "61": {}}) == []
        assert differing(self.of("share_s"), told, again) == [
            "delays by region, region 79, share_s: 5, and from the raw events 6"
        ]
        assert differing(self.of("waits"), told, again) == [
            "delays by region, region 61, waits: 0, and from the raw events 1"
        ]


class TestWatch:
    def test_the_read_model_that_lags_most_counts(self) -> None:
        assert versions_question(["a_1", "b_2"]) == (
            "SELECT stream, least(a_1.rows.version, b_2.rows.version) FROM a_1.rows JOIN b_2.rows USING (stream)"
            " WHERE stream = ANY(%s)"
        )
        assert held_question(["a_1"]) == "SELECT least((SELECT coalesce(sum(version), 0) FROM a_1.rows))"


def test_what_was_measured_before_a_run_was_broken_off_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stack_of_nobody: Stack
) -> None:
    def broken(workshop: Workshop) -> object:
        raise Unexpected("odd")

    first, second, *_ = SECTIONS
    measuring = replace(first, measure=lambda workshop: "measured"), replace(second, measure=broken)
    monkeypatch.setattr(bench, "SECTIONS", measuring)
    monkeypatch.setattr(bench, "_facts", lambda stack: {})
    with pytest.raises(BrokenOff, match="odd") as told:
        measured(stack_of_nobody, tmp_path, Sizes())
    assert told.value.report.found == {first.name: "measured"}


@pytest.fixture
def stack_of_nobody() -> Stack:
    return Stack("postgresql://127.0.0.1:1/none", "127.0.0.1:1", frozenset())


class TestChosen:
    def test_nothing_named_is_everything(self) -> None:
        assert chosen("") == NAMES

    def test_sections_are_named_with_commas(self) -> None:
        assert chosen("relay,rebuild") == ("relay", "rebuild")

    def test_an_unknown_one_is_refused_with_those_there_are(self) -> None:
        with pytest.raises(typer.BadParameter, match="no 'speed'; there are: append, rebuild, relay"):
            chosen("relay,speed")


TINY: Final = Sizes(
    rounds=1,
    claims_in_round=32,
    claims_played=LEAST_CLAIMS,
    claims_planned=LEAST_CLAIMS,
    claims_rebuilt=30,
    rounds_of_rebuild=1,
    claims_relayed=150,
    rounds_of_relay=1,
    few_open=120,
    many_open=240,
    rounds_of_questions=1,
    few_exported=20,
    many_exported=40,
    files_exported=WANTED[2:3],
    fresh_seconds=0.5,
    fresh_warm_seconds=0.2,
    chain_seconds=4,
    chain_warm_seconds=2,
)


@pytest.mark.servers
@pytest.mark.timeout(600)
def test_a_tiny_run_measures_everything(stack: Stack, tmp_path: Path) -> None:
    report = measured(stack, tmp_path, TINY)
    found = report.found
    assert tuple(found) == NAMES
    append, rebuild, relay, answers, exports, fresh, fresher, whole = found.values()
    assert isinstance(append, Append)
    assert append.events == 32 * 22
    assert isinstance(rebuild, Rebuild)
    assert rebuild.events > 30
    assert len(rebuild.rounds) == 1
    assert isinstance(relay, Relaying)
    assert 0 < relay.rounds[0].relay.messages < relay.messages
    assert 0 < relay.rounds[0].producer.messages < relay.messages
    assert isinstance(answers, Regional)
    assert (answers.few.claims, answers.many.claims) == (120, 240)
    assert 0 < answers.few.cells < answers.many.cells
    assert len(answers.answers) == len(list(asked())) + 1
    assert all(answer.few_ms > 0 and answer.many_ms > 0 for answer in answers.answers)
    counted_again = {answer.what.split(",")[0] for answer in answers.answers if answer.raw_ms}
    assert counted_again == {question.what.split(",")[0] for question in QUESTIONS if question.recounted}
    assert isinstance(exports, Exporting)
    assert [pair.many.events > pair.few.events > 20 for pair in exports.pairs] == [True]
    assert all(pair.few.bytes > 0 and pair.few.peak_mb > 1 for pair in exports.pairs)
    for each in (fresh, fresher):
        assert isinstance(each, Freshness)
        assert len(each.shown) == len(each.answered) > 0
        assert each.spent[GENERATOR] >= 0
    assert isinstance(whole, Throughput)
    assert whole.samples[-1].held > whole.samples[0].held
    assert {"api", "relay", "projector", POSTGRES, GENERATOR} <= set(whole.cpu_seconds)
    assert "## The whole chain" in page(report)
