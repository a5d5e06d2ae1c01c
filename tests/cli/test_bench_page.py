"""What the benchmark's page says of figures: every one with its goal, and of a missed goal the cause."""

from dataclasses import replace
from datetime import date

import pytest

from cli.bench import rebuilding, relaying
from cli.bench.account import GENERATOR, KAFKA, OTHERS, POSTGRES
from cli.bench.appending import Append, Round
from cli.bench.exporting import Exporting, Pair, Taken
from cli.bench.freshness import Freshness
from cli.bench.open_claims import Filled
from cli.bench.page import Report, page
from cli.bench.rebuilding import Rebuild
from cli.bench.regional import Answer, Regional
from cli.bench.relaying import Relaying, Sent
from cli.bench.sections import SECTIONS
from cli.bench.throughput import Sample, Throughput
from cli.bench.written import Verdict

FAST = Append((Round(5000, 5000, 0.15), Round(4400, 5500, 0.16), Round(4500, 5000, 0.17)), 21_120)
SAMPLES = tuple(Sample(float(second), 1000 * second + 40, 1000 * second) for second in range(31))
SPENT = {"api": 20.0, "relay": 6.0, "projector": 9.0, POSTGRES: 8.0, KAFKA: 5.0, GENERATOR: 6.0, OTHERS: 1.0}
CHAIN = Throughput(SAMPLES, [0.040] * 100, SPENT, 0.2)
FRESH = Freshness(100, 2_500, 25.0, [0.004] * 99 + [0.009], [0.020] * 99 + [0.080], SPENT)
AT_ONCE = rebuilding.Round(ours=12_000, all_models=7_000, statement=20_000, cpu_seconds=0.07, all_cpu_seconds=0.12)
REBUILD = Rebuild((AT_ONCE, AT_ONCE), events=66_000, comparable=9, models=14)
RELAY = Relaying((relaying.Round(Sent(50_000, 4.0, 3.0), Sent(50_000, 3.0, 2.5)),), 52_000, 505.4)
ANSWERS = (
    Answer("delays by region: April, as known now", True, 10.0, 14.0, 900.0, ("share_s",)),
    Answer("cohort by region", True, 8.0, 8.8),
    Answer("cohort by region, thirty days", False, 8.0, 12.8),
)
REGIONAL = Regional(Filled(10_000, 75_000, 50_000), Filled(200_000, 1_500_000, 70_000), ANSWERS, rounds=25)
EXPORTS = Exporting(
    1_000,
    8_000,
    (
        Pair("csv, events", Taken(22_000, 2.0, 9_400_000, 80.0), Taken(176_000, 16.0, 75_000_000, 82.0)),
        Pair("xes", Taken(22_000, 2.0, 20_000_000, 80.0), Taken(176_000, 16.0, 160_000_000, 84.0)),
    ),
)
FOUND: dict[str, object] = {
    "append": FAST,
    "rebuild": REBUILD,
    "relay": RELAY,
    "regional": REGIONAL,
    "export": EXPORTS,
    "freshness": FRESH,
    "freshness-1000": replace(FRESH, wanted=1_000, events=25_000),
    "chain": CHAIN,
}
REPORT = Report(date(2019, 4, 1), {"cores": "2"}, 0.1, 3.2, FOUND)


class TestVerdicts:
    def of(self, name: str, found: object) -> Verdict:
        """The first, where a section has several."""
        verdict, *_ = next(section.verdicts(found) for section in SECTIONS if section.name == name)
        return verdict

    @pytest.mark.parametrize(
        ("name", "measured"),
        [
            ("append", "0.90"),
            ("rebuild", "0.60"),
            ("relay", "0.75"),
            ("regional", "1.40 at most"),
            ("export", "1.05 at most"),
            ("freshness", "20 ms"),
            ("freshness-1000", "20 ms"),
            ("chain", "1,000 events/s, lag flat"),
        ],
    )
    def test_a_goal_that_is_met_needs_no_reason(self, name: str, measured: str) -> None:
        verdict = self.of(name, FOUND[name])
        assert (verdict.measured, verdict.word, verdict.why_not) == (measured, "met", "")

    def test_a_process_that_has_used_up_its_core_is_the_cause(self) -> None:
        verdict = self.of("append", Append((Round(2500, 5000, 0.38),), 7040))
        assert (verdict.word, verdict.measured) == ("**missed**", "0.50")
        assert "0.95 of a core, 380 µs an event; one Python process" in verdict.why_not
        assert "2,632 events/s" in verdict.why_not

    def test_a_process_that_had_to_wait_is_not(self) -> None:
        verdict = self.of("append", Append((Round(1000, 5000, 0.2),), 7040))
        assert "it waited for a core or for the database" in verdict.why_not

    def test_a_slow_rebuild_says_what_an_event_costs_in_each_read_model(self) -> None:
        slow = replace(REBUILD, rounds=(replace(AT_ONCE, ours=2_000, cpu_seconds=0.9),))
        verdict = self.of("rebuild", slow)
        assert (verdict.word, verdict.measured) == ("**missed**", "0.10")
        assert "1.80 of 2 cores; 900 µs an event, 100 µs for each of 9 read models, against 50 µs" in verdict.why_not

    def test_a_slow_relay_says_what_sending_alone_takes(self) -> None:
        slow = replace(RELAY, rounds=(relaying.Round(Sent(10_000, 2.0, 1.5), Sent(10_000, 1.0, 0.7)),))
        verdict = self.of("relay", slow)
        assert (verdict.word, verdict.measured) == ("**missed**", "0.50")
        assert "150 µs an event and used 0.75 of a core; 70 µs is what sending alone takes" in verdict.why_not

    def test_an_answer_that_grows_says_how_many_cells_there_are_more(self) -> None:
        grown = replace(REGIONAL, answers=(*ANSWERS, Answer("gaps by region: April", True, 4.0, 8.0)))
        verdict = self.of("regional", grown)
        assert (verdict.measured, verdict.word) == ("2.00 at most", "**missed**")
        assert "1 of 3 answers grow by more, most of all gaps by region: April, from 4 to 8 ms" in verdict.why_not
        assert "20 times the claims fill 1.4 times the cells" in verdict.why_not

    def test_an_export_whose_memory_grows_is_named(self) -> None:
        grown = Pair("parquet, events", EXPORTS.pairs[0].few, replace(EXPORTS.pairs[0].many, peak_mb=200.0))
        verdict = self.of("export", replace(EXPORTS, pairs=(*EXPORTS.pairs, grown)))
        assert (verdict.measured, verdict.word) == ("2.50 at most", "**missed**")
        assert verdict.why_not == "parquet, events grows from 80 to 200 MiB"

    def test_a_late_read_model_says_how_much_of_it_was_the_answer(self) -> None:
        verdict = self.of("freshness", replace(FRESH, answered=[0.060] * 100, shown=[0.140] * 100))
        assert (verdict.measured, verdict.word) == ("140 ms", "**missed**")
        assert "60 ms of it" in verdict.why_not

    def test_a_rate_that_was_not_held_is_missed_however_fresh_it_was(self) -> None:
        late = replace(FRESH, wanted=1_000, events=15_000)
        verdict = self.of("freshness-1000", late)
        assert (verdict.measured, verdict.word) == ("20 ms, at 600 events/s", "**missed**")
        assert "the chain held 600 events/s only" in verdict.why_not
        assert "did not carry 1,000 events a second: it held 600" in page(replace(REPORT, found={"freshness": late}))

    def test_a_lag_that_grows_is_said_and_what_the_cores_were_used_for(self) -> None:
        growing = tuple(Sample(float(s), 1100 * s, 1000 * s) for s in range(31))
        verdict = self.of("chain", Throughput(growing, [0.04], SPENT, 3.0))
        assert (verdict.measured, verdict.word) == ("1,000 events/s, lag growing", "**missed**")
        assert (
            "1.60 CPU seconds for 1,000 events, 0.67 of them api; with the load generator's 0.20 that was 1.80 cores"
            in (verdict.why_not)
        )


class TestPage:
    def test_it_has_every_figure_with_its_spread_and_its_goal(self) -> None:
        lines = page(REPORT).splitlines()
        assert lines[0] == "# Performance"
        for line in (
            "| load | 0.10 before the run, 3.20 after it |",
            "| append ÷ raw | 0.90 | ≥ 0.8 | met |",
            "| Qadam, events/s | 4,500 | 4,400 | 5,000 |",
            "| rebuild ÷ one SQL statement | 0.60 | ≥ 0.5 | met |",
            "| rebuild of the comparable ones, events/s | 12,000 | 12,000 | 12,000 |",
            "| rebuild of all, events/s | 7,000 | 7,000 | 7,000 |",
            "| relay ÷ producer only | 0.75 | ≥ 0.6 | met |",
            "| CPU seconds of the relay for 1,000 events | 0.060 | 0.060 | 0.060 |",
            "| regional answer, a month, growth from 10,000 to 200,000 open claims | 1.40 at most | ≤ 1.5 | met |",
            "| regional answer, days, growth from 10,000 to 200,000 open claims | 1.60 at most | ≤ 1.5 | **missed** |",
            "| delays by region: April, as known now | 10.0 | 14.0 | 1.40 | 900.0 |",
            "What DuckDB worked out: delays: share_s.",
            "| export, growth of memory from 1,000 to 8,000 claims | 1.05 at most | ≤ 1.15 | met |",
            "| csv, events | 11,000 | 11,000 | 75.0 | 80 | 82 | 1.02 |",
            "| freshness at 100 events/s, p99 | 20 ms | ≤ 100 ms | met |",
            "| freshness at 1,000 events/s, p99 | 20 ms | ≤ 250 ms | met |",
            "| in every read model, ms | 20.0 | 20.0 | 20.0 | 80.0 |",
            "| events/s in the read models | 1,000 |",
            "| lag of the read models by thirds of the time: flat | 40 / 40 / 40 events |",
            "| api | 0.67 |",
            "| **the chain together** | **1.60** |",
            "| load generator | 0.20 |",
        ):
            assert line in lines

    def test_a_missed_goal_is_shown_with_its_cause(self) -> None:
        slow = replace(REPORT, found=FOUND | {"append": Append((Round(1000, 5000, 0.2),), 7040)})
        assert "| append ÷ raw | 0.20 | ≥ 0.8 | **missed** |" in page(slow)
        assert "Why append ÷ raw misses its goal: Qadam's process used" in page(slow)

    def test_what_was_not_measured_is_not_on_it(self) -> None:
        written = page(replace(REPORT, found={"relay": RELAY}))
        assert [line for line in written.splitlines() if line.startswith("## ")] == [
            "## Goals",
            "## Relay: a backlog from the store to Kafka",
        ]

    def test_a_machine_that_had_other_work_is_no_fair_one(self) -> None:
        assert "something else was running" not in page(REPORT)
        assert "something else was running" in page(replace(REPORT, load_before=2.0))
