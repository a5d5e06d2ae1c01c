"""What the demo plants about the quarrels: an account of its own, by the rules of docs/explanation/dispute.md."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from cli.demo.causes import LEAST_CLAIMS
from cli.demo.dispute.history import Call, Demanded, History, Needed, history
from cli.demo.dispute.planted import COUNTRY, Difference, Said, differences, found, planted, write
from cli.demo.dispute.quarrels import QUARRELS, Judged, always, judged, occurs
from cli.demo.dispute.told import ABOUT, STANDS, TELLING, tell
from cli.demo.places import places
from cli.demo.plan import Plan, plan
from cli.demo.stories import gaps, papers, plain
from cli.demo.tables import answers
from domain.vocabulary import DocumentType, Fact, GapCause, Registry, Role, Verdict
from tests.cli.test_demo_parts import printed

DEMO = Path(__file__).parents[2] / "cli" / "demo"
JUDGES = ("projections", "domain.ledger", "domain.waits", "domain.demands", "domain.lookups", "domain.answerable")


@pytest.fixture(scope="module")
def made() -> Plan:
    return plan(150, seed=2019)


def first(made: Plan, cause: str) -> History:
    return history(next(script for script in made.scripts if script.cause == cause))


def test_nothing_that_is_compared_is_asked_for_what_must_be_found() -> None:
    modules = {path: ast.parse(path.read_text()) for path in DEMO.rglob("*.py")}
    imported = {node.module for tree in modules.values() for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert [name for name in imported if name and name.startswith(JUDGES)] == []


def test_a_claim_with_nothing_missing_and_no_paper_is_one_for_the_card(made: Plan) -> None:
    one = first(made, plain.card_only.__name__)
    assert (one.is_given, one.has_gap, list(one.papers())) == (True, False, [])
    assert one.attempts == len(one.ends)


def test_an_untouched_claim_is_neither_given_nor_missing(made: Plan) -> None:
    one = first(made, plain.file_lost.__name__)
    assert (one.is_given, one.has_gap, one.needs) == (False, False, {})


def test_who_was_asked_first_and_whether_the_state_was_asked_at_all(made: Plan) -> None:
    state, paper = (
        first(made, story.__name__) for story in (gaps.born_before_state_asked, gaps.born_before_paper_at_once)
    )
    assert [need.asked_first for need in state.needs.values() if need.missing] == ["STATE"]
    assert [need.asked_first for need in paper.needs.values() if need.missing] == ["APPLICANT"]
    assert [one.state_not_asked for one in (*state.demands, *paper.demands)] == [False, True]
    assert len(state.requests) == len(state.replies) == 1


def test_a_card_is_no_paper(made: Plan) -> None:
    one = first(made, gaps.parent_not_in_base.__name__)
    assert [demand.type for demand in one.demands] == [DocumentType.IDENTITY_CARD]
    assert list(one.papers()) == []


def test_what_was_missing_once_stays_missed(made: Plan) -> None:
    one = first(made, "given_up")
    assert {need.missing for need in one.needs.values() if need.fact is Fact.BIRTH} == {GapCause.INTEGRATION}
    assert one.has_gap


@pytest.mark.parametrize(
    ("part", "whole", "exists", "extends"),
    [(0, 0, "UNDECIDED", "UNDECIDED"), (0, 2, "FAILS", "FAILS"), (1, 2, "HOLDS", "IN_PART"), (2, 2, "HOLDS", "HOLDS")],
)
def test_a_statement_holds_by_its_figures(part: int, whole: int, exists: str, extends: str) -> None:
    assert (occurs(part, whole), always(part, whole)) == (exists, extends)


@pytest.mark.parametrize(
    ("claim", "counter_claim", "finding"),
    [
        ("HOLDS", "HOLDS", "BOTH_HOLD"),
        ("HOLDS", "IN_PART", "BOTH_HOLD_IN_PART"),
        ("HOLDS", None, "CLAIM_HOLDS"),
        ("IN_PART", "FAILS", "CLAIM_HOLDS_IN_PART"),
        ("FAILS", "HOLDS", "COUNTER_CLAIM_HOLDS"),
        ("FAILS", "UNDECIDED", "NEITHER_HOLDS"),
        (None, "UNDECIDED", "NO_DATA"),
    ],
)
def test_both_statements_come_to_a_finding(claim: str | None, counter_claim: str | None, finding: str) -> None:
    assert Judged({}, claim, counter_claim).finding == finding


def test_the_denial_holds_where_no_commission_demanded_a_paper() -> None:
    paper = Demanded(Role.COMMISSION, DocumentType.BIRTH_CERTIFICATE, Verdict.PRESENT_BUT_ASKED, False)
    quiet, named, other = History("11"), History("79", demands=[paper]), History("11", demands=[paper])
    standings = [QUARRELS["C5"](of) for of in ([quiet], [quiet, named], [named, other], [other])]
    assert [(one.claim, one.counter_claim) for one in standings] == [
        ("FAILS", "HOLDS"),
        ("HOLDS", "HOLDS"),
        ("HOLDS", "IN_PART"),
        ("HOLDS", "FAILS"),
    ]


def test_the_exchange_works_in_full_only_if_all_four_systems_answered_and_nothing_failed() -> None:
    four = (Registry.ADDRESS_REGISTER, Registry.CIVIL_STATUS, Registry.PERSONS, Registry.REAL_ESTATE)
    answered = History("11", attempts=4, ends=[Call(registry, "FOUND_COMPLETE") for registry in four])
    three = replace(answered, ends=answered.ends[:3])
    silent = replace(answered, ends=[*answered.ends, Call(Registry.PENSION, "TIMEOUT")])
    dead = History("11", attempts=1, ends=[Call(Registry.PERSONS, "TIMEOUT")])
    nothing = History("11")
    standings = [QUARRELS["C4"]([one]) for one in (answered, three, silent, dead, nothing)]
    assert [(one.claim, one.counter_claim) for one in standings] == [
        ("FAILS", "HOLDS"),
        ("FAILS", "IN_PART"),
        ("IN_PART", "IN_PART"),
        ("HOLDS", "FAILS"),
        ("UNDECIDED", "UNDECIDED"),
    ]


def test_the_father_and_alimony_are_two_kinds_of_data() -> None:
    father = History("11", needs={("a", Fact.FATHER): Needed(Fact.FATHER, False, missing=GapCause.NOT_FILLED)})
    alimony = History("11", needs={("a", Fact.ALIMONY): Needed(Fact.ALIMONY, False, missing=GapCause.NO_SOURCE)})
    assert [QUARRELS["C2"](of).claim for of in ([father], [father, alimony])] == ["IN_PART", "HOLDS"]


def test_the_country_is_the_sum_of_its_regions(made: Plan) -> None:
    must = planted(made)
    figures = {said: int(answer) for said, answer in must.items() if answer.isdecimal()}
    summed = {said: 0 for said in figures if said.region == COUNTRY}
    for said, number in figures.items():
        if said.region != COUNTRY:
            summed[replace(said, region=COUNTRY)] += number
    assert summed == {said: number for said, number in figures.items() if said.region == COUNTRY}


def test_regions_are_planted_to_differ(made: Plan) -> None:
    """The quarrels could not be told apart by region if everything were the same everywhere."""
    must = planted(made)
    for quarrel in set(QUARRELS) - {"C8"}:
        assert len({must[Said(place.prefix, quarrel, "finding")] for place in places()}) > 1, quarrel


def test_papers_of_commissions_are_planted_where_they_were_confirmed_and_elsewhere_denied(made: Plan) -> None:
    must = planted(made)
    assert [must[Said(region, "C5", "finding")] for region in ("61", "79")] == ["BOTH_HOLD", "BOTH_HOLD"]
    assert any(must[Said(place.prefix, "C5", "counter_claim")] == "HOLDS" for place in places())
    assert papers.commission_demands.__name__ in {script.cause for script in made.scripts}


def test_an_answer_that_was_not_planted_is_seen(tmp_path: Path) -> None:
    must = planted(plan(LEAST_CLAIMS, 3))
    said = Said("79", "C6", "given_card_only")
    other = {**must, said: "99"}
    assert differences(must, other) == [Difference(said, must[said], "99")]
    for name, given in (("planted.csv", must), ("same.csv", dict(reversed(must.items()))), ("other.csv", other)):
        write(given, tmp_path / name)
    same = (tmp_path / "planted.csv").read_bytes()
    assert (tmp_path / "same.csv").read_bytes() == same != (tmp_path / "other.csv").read_bytes()


def test_an_answer_that_differs_is_shown_with_both_sides() -> None:
    country, region = Said(COUNTRY, "C6", "given_card_only"), Said("79", "C6", "finding")
    said = printed(answers([Difference(country, "60", "59"), Difference(region, "BOTH_HOLD", "CLAIM_HOLDS")]))
    assert "all     C6       given_card_only  60 ≠ 59" in said
    assert "79      C6       finding          BOTH_HOLD ≠ CLAIM_HOLDS" in said


def answer(of: list[History], region: str | None) -> dict[str, object]:
    """As the route would say it."""
    words = {"en": "so it was said"}
    return {
        "region": region,
        "quarrels": [
            {
                "id": quarrel,
                "figures": one.figures,
                "standing": {"claim": one.claim, "counter_claim": one.counter_claim},
                "finding": one.finding,
                "claim": words if one.claim else None,
                "counter_claim": words if one.counter_claim else None,
                "sentence": {"en": f"the sentence of {quarrel}"},
            }
            for quarrel, one in judged(of)
        ],
    }


def test_the_route_s_answer_is_found_and_told_with_the_regions_that_differ(made: Plan) -> None:
    claims = [history(script) for script in made.scripts]
    regions = [place.prefix for place in places()]
    disputes = [answer(claims, None), *(answer([one for one in claims if one.region == r], r) for r in regions)]
    assert found(disputes) == planted(made)
    tables = [printed(table) for table in tell(disputes)]
    assert len(tables) == len(QUARRELS)
    assert all(f"the sentence of {quarrel}" in said for quarrel, said in zip(QUARRELS, tables, strict=True))
    commissions = tables[list(QUARRELS).index("C5")]
    assert "Turkistan: the claim holds, the counter-claim holds" in commissions
    assert "the claim does not hold, the counter-claim holds (papers 0, claims" in commissions
    assert "against" not in tables[1]


def test_every_quarrel_and_standing_has_its_words() -> None:
    assert set(ABOUT) == set(TELLING) == set(QUARRELS)
    assert set(STANDS) == {"HOLDS", "IN_PART", "FAILS", "UNDECIDED"}
