"""Each quarrel of April 2019 is decided by the histories of claims, and can be decided either way."""

import pytest

from domain.claim import Claim
from domain.vocabulary import DocumentType, Fact, LookupOutcome, Role
from projections.dispute import Finding, Standing, extent, found
from projections.dispute_quarrels import NAMED_REGISTRIES, QUARRELS
from projections.dispute_questions import TALLIES, behind, decided_of_region, judged
from projections.lookback import Asked
from projections.tally import rate
from tests.domain.examples import CHILD
from tests.domain.scenario import asked, did
from tests.projections.quarrels import (
    ADDRESS,
    ALMATY,
    BASIS,
    SHYMKENT,
    TURKISTAN,
    Story,
    cells,
    decided,
    demanded,
    given,
    justice_asked,
    looked_up,
    not_found,
    silent,
    story,
)

HOLDS, IN_PART, FAILS, UNDECIDED = Standing
FILLED = story(given(*ADDRESS))
UNFILLED = story(looked_up(*ADDRESS, outcome=LookupOutcome.FOUND_INCOMPLETE, gives=(Fact.RESIDENCE, Fact.STREET)))
UNREACHED = story(silent(*ADDRESS))
FOUR = (given(*ADDRESS), given(Fact.BIRTH), given(Fact.IDENTITY), given(Fact.PROPERTY))
NO_SOURCE = asked(Fact.ALIMONY)
CASES: dict[str, list[tuple[str, list[Story], Standing | None, Standing | None, Finding]]] = {
    "C1": [
        ("nothing was asked", [story()], UNDECIDED, UNDECIDED, Finding.NO_DATA),
        ("all was given", [FILLED], FAILS, UNDECIDED, Finding.NEITHER_HOLDS),
        ("akimats had not filled it in", [FILLED, UNFILLED], HOLDS, HOLDS, Finding.BOTH_HOLD),
        ("the register did not answer", [UNREACHED], HOLDS, FAILS, Finding.CLAIM_HOLDS),
        ("both", [UNFILLED, UNREACHED], HOLDS, IN_PART, Finding.BOTH_HOLD_IN_PART),
    ],
    "C2": [
        ("nothing was asked", [story()], UNDECIDED, None, Finding.NO_DATA),
        ("the father was given", [story(given(Fact.FATHER))], FAILS, None, Finding.NEITHER_HOLDS),
        ("alimony has no source", [story(NO_SOURCE)], IN_PART, None, Finding.CLAIM_HOLDS_IN_PART),
        ("both are missing", [story(NO_SOURCE, not_found(Fact.FATHER))], HOLDS, None, Finding.CLAIM_HOLDS),
    ],
    "C3": [
        ("only later births", [story(not_found(Fact.BIRTH))], UNDECIDED, UNDECIDED, Finding.NO_DATA),
        ("it was given", [story(given(Fact.BIRTH, subject=CHILD))], FAILS, UNDECIDED, Finding.NEITHER_HOLDS),
        ("no record", [story(not_found(Fact.BIRTH, subject=CHILD))], HOLDS, HOLDS, Finding.BOTH_HOLD),
        ("no answer", [story(silent(Fact.BIRTH, subject=CHILD))], HOLDS, FAILS, Finding.CLAIM_HOLDS),
        (
            "some were given",
            [story(not_found(Fact.BIRTH, subject=CHILD)), story(given(Fact.BIRTH, subject=CHILD))],
            IN_PART,
            HOLDS,
            Finding.BOTH_HOLD_IN_PART,
        ),
    ],
    "C4": [
        ("nothing was asked", [story()], UNDECIDED, UNDECIDED, Finding.NO_DATA),
        ("all four answered", [story(*FOUR)], FAILS, HOLDS, Finding.COUNTER_CLAIM_HOLDS),
        ("three answered", [story(*FOUR[:3])], FAILS, IN_PART, Finding.COUNTER_CLAIM_HOLDS_IN_PART),
        ("none answered", [UNREACHED], HOLDS, FAILS, Finding.CLAIM_HOLDS),
        ("one did not", [story(*FOUR), UNREACHED], IN_PART, IN_PART, Finding.BOTH_HOLD_IN_PART),
        ("one fact had no source", [story(*FOUR, NO_SOURCE)], IN_PART, IN_PART, Finding.BOTH_HOLD_IN_PART),
        (
            "one turned requests away",
            [story(*FOUR, looked_up(Fact.INCOME, outcome=LookupOutcome.ACCESS_DENIED))],
            IN_PART,
            IN_PART,
            Finding.BOTH_HOLD_IN_PART,
        ),
    ],
    "C5": [
        ("there are no claims", [], UNDECIDED, UNDECIDED, Finding.NO_DATA),
        ("nobody demanded", [story()], FAILS, HOLDS, Finding.COUNTER_CLAIM_HOLDS),
        ("only an office demanded", [story(demanded(Fact.BIRTH))], FAILS, HOLDS, Finding.COUNTER_CLAIM_HOLDS),
        (
            "only the card was demanded",
            [story(demanded(Fact.IDENTITY, DocumentType.IDENTITY_CARD, by=Role.COMMISSION))],
            FAILS,
            HOLDS,
            Finding.COUNTER_CLAIM_HOLDS,
        ),
        (
            "in the regions that were named",
            [story(demanded(Fact.BIRTH, by=Role.COMMISSION), region=r) for r in (SHYMKENT, TURKISTAN)],
            HOLDS,
            HOLDS,
            Finding.BOTH_HOLD,
        ),
        (
            "in another region",
            [story(demanded(Fact.BIRTH, by=Role.COMMISSION), region=ALMATY)],
            HOLDS,
            FAILS,
            Finding.CLAIM_HOLDS,
        ),
        (
            "there and elsewhere",
            [story(demanded(Fact.BIRTH, by=Role.COMMISSION), region=r) for r in (SHYMKENT, ALMATY)],
            HOLDS,
            IN_PART,
            Finding.BOTH_HOLD_IN_PART,
        ),
    ],
    "C6": [
        ("nothing was answered", [story(), story(asked(Fact.BIRTH))], UNDECIDED, UNDECIDED, Finding.NO_DATA),
        ("card only, data or not", [FILLED, UNFILLED], HOLDS, HOLDS, Finding.BOTH_HOLD),
        (
            "card only where the data was there",
            [FILLED, story(not_found(Fact.BIRTH), demanded(Fact.BIRTH))],
            IN_PART,
            HOLDS,
            Finding.BOTH_HOLD_IN_PART,
        ),
        (
            "papers although the data was there",
            [story(given(*ADDRESS), demanded(Fact.FLAT))],
            FAILS,
            FAILS,
            Finding.NEITHER_HOLDS,
        ),
        (
            "papers in some of both",
            [FILLED, story(given(*ADDRESS), demanded(Fact.FLAT)), UNFILLED],
            IN_PART,
            IN_PART,
            Finding.BOTH_HOLD_IN_PART,
        ),
        ("a gap, no paper", [UNFILLED], HOLDS, UNDECIDED, Finding.CLAIM_HOLDS),
        (
            "the card itself is no further paper",
            [story(given(Fact.IDENTITY), demanded(Fact.IDENTITY, DocumentType.IDENTITY_CARD))],
            HOLDS,
            HOLDS,
            Finding.BOTH_HOLD,
        ),
    ],
    "C7": [
        ("nobody was asked", [story(not_found(Fact.BIRTH))], UNDECIDED, UNDECIDED, Finding.NO_DATA),
        (
            "the applicant was sent",
            [story(not_found(Fact.BIRTH), demanded(Fact.BIRTH), justice_asked())],
            HOLDS,
            FAILS,
            Finding.CLAIM_HOLDS,
        ),
        (
            "the state was asked",
            [story(not_found(Fact.BIRTH), justice_asked(), demanded(Fact.BIRTH))],
            FAILS,
            HOLDS,
            Finding.COUNTER_CLAIM_HOLDS,
        ),
        (
            "the one and the other",
            [story(not_found(Fact.BIRTH), each) for each in (justice_asked(), demanded(Fact.BIRTH))],
            IN_PART,
            IN_PART,
            Finding.BOTH_HOLD_IN_PART,
        ),
        (
            "nobody else could have filled it",
            [story(not_found(Fact.PROPERTY), demanded(Fact.PROPERTY))],
            UNDECIDED,
            UNDECIDED,
            Finding.NO_DATA,
        ),
    ],
    "C8": [
        ("nothing was asked", [story()], None, UNDECIDED, Finding.NO_DATA),
        ("parents were not there", [story(not_found(Fact.PARENT))], None, HOLDS, Finding.COUNTER_CLAIM_HOLDS),
        ("parents were there", [story(given(Fact.PARENT))], None, FAILS, Finding.NEITHER_HOLDS),
        ("the base did not answer", [story(silent(Fact.PARENT))], None, FAILS, Finding.NEITHER_HOLDS),
    ],
}
EVERY = [(name, *case) for name, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(
    ("id", "why", "stories", "claim", "counter_claim", "finding"), EVERY, ids=[f"{c[0]}: {c[1]}" for c in EVERY]
)
def test_a_quarrel_is_decided_by_the_histories(
    id: str,
    why: str,
    stories: list[Story],
    claim: Standing | None,
    counter_claim: Standing | None,
    finding: Finding,
) -> None:
    of = decided(*stories)[id]
    assert (of.claim, of.counter_claim, of.finding) == (claim, counter_claim, finding), of.figures


def test_every_quarrel_can_be_decided_in_more_than_one_way_and_every_finding_occurs() -> None:
    assert list(CASES) == [quarrel.id for quarrel in QUARRELS]
    findings = {name: {case[-1] for case in cases} for name, cases in CASES.items()}
    assert all(len(found - {Finding.NO_DATA}) > 1 for found in findings.values())
    assert set[Finding]().union(*findings.values()) == set(Finding)


def test_nothing_is_divided_by_nothing() -> None:
    for of in decided().values():
        assert set(of.rates.values()) <= {None}
        assert set(of.figures.values()) == {0}
        assert of.finding is Finding.NO_DATA


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(0, 0, None), (1, 3, "0.3333"), (2, 3, "0.6667"), (3, 3, "1.0000")]
)
def test_a_rate_has_four_decimals(part: int, whole: int, shown: str | None) -> None:
    assert rate(part, whole) == shown


def test_a_part_of_nothing_decides_nothing() -> None:
    assert [extent(0, 0), extent(0, 2), extent(1, 2), extent(2, 2)] == [UNDECIDED, FAILS, IN_PART, HOLDS]
    assert found(UNDECIDED, None) is found(UNDECIDED, UNDECIDED) is Finding.NO_DATA
    assert found(FAILS, UNDECIDED) is Finding.NEITHER_HOLDS


def test_figures_are_counted_and_split() -> None:
    of = decided(FILLED, UNFILLED, UNREACHED)["C1"]
    assert of.figures == {
        "needed": 12,
        "missing": 6,
        "not_filled": 2,
        "integration": 4,
        "no_source": 0,
        "other": 0,
    }
    assert of.rates == {"missing": "0.5000", "not_filled": "0.3333", "integration": "0.6667"}
    levels = {split.key["fact"]: split.figures["missing"] for split in of.splits["fact"]}
    assert levels == {"RESIDENCE": 1, "STREET": 1, "HOUSE": 2, "FLAT": 2}
    causes = {split.key["cause"]: split.figures["missing"] for split in of.splits["cause"]}
    assert causes == {None: 0, "NOT_FILLED": 2, "INTEGRATION": 4}


def test_both_statements_about_the_card_can_be_true_at_once() -> None:
    """Accepted with the card alone where the data was there, and papers demanded where it was not."""
    stories = [FILLED, FILLED, story(not_found(Fact.BIRTH), justice_asked(), demanded(Fact.BIRTH))]
    of = decided(*stories)["C6"]
    assert (of.rates["given_card_only"], of.rates["gap_card_only"]) == ("1.0000", "0.0000")


def test_a_demand_with_a_basis_for_a_real_gap_is_no_unjustified_one() -> None:
    with_basis = demanded(Fact.BIRTH, DocumentType.BIRTH_CERTIFICATE, basis=BASIS)
    of = decided(story(not_found(Fact.BIRTH), justice_asked(), did(Claim.answer_state_request), with_basis))["C6"]
    assert (of.figures["gap_asked"], of.figures["gap_asked_unjustified"]) == (1, 0)


def test_the_country_is_the_sum_of_its_regions() -> None:
    stories = [story(given(*ADDRESS), demanded(Fact.FLAT, by=Role.COMMISSION), region=r) for r in (SHYMKENT, ALMATY)]
    whole = cells(stories)
    parts = {region: decided_of_region(whole, region) for region in ("75", "79")}
    for n, of in enumerate(judged(whole)):
        for name, number in of.figures.items():
            assert number == sum(those[n].figures[name] for those in parts.values()), (of.quarrel.id, name)
    assert {split.key["region"]: split.figures["by_commission"] for split in judged(whole)[4].splits["region"]} == {
        "75": 1,
        "79": 1,
    }


def test_every_figure_but_questions_and_attempts_has_a_list_behind_it() -> None:
    for quarrel in QUARRELS:
        for name, figure in quarrel.figures.items():
            listed = behind(quarrel, name, Asked(where={"region": ["79"]}))
            expected = figure.measure != "attempts" and name != "elsewhere"
            assert (listed is not None) == expected, (quarrel.id, name)
            assert figure.measure in TALLIES[figure.tally].view.measures


def test_the_four_systems_are_those_that_the_ministry_named() -> None:
    assert [registry.value for registry in NAMED_REGISTRIES.values()] == [
        "ADDRESS_REGISTER",
        "CIVIL_STATUS",
        "PERSONS",
        "REAL_ESTATE",
    ]
