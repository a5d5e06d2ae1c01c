"""docs/reference/verdicts.md is held against the tables in the code; the glossary names what the code names."""

import re
from pathlib import Path

from domain.demands import ROWS
from domain.lookups import CAUSE_OF, OWNER_OF
from domain.vocabulary import JUSTIFIED, NEVER_TYPED, Fact, LookupOutcome, Party, Stage
from tests.domain.proposals import RULES

PAGES = Path(__file__).parents[2] / "docs" / "reference"
VERDICTS = (PAGES / "verdicts.md").read_text(encoding="utf-8")
GLOSSARY = (PAGES / "glossary.md").read_text(encoding="utf-8")


def table(title: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    section = VERDICTS.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip().strip("`") for cell in row] for row in rows]


def in_words(owner: Party | None) -> str:
    if owner is None:
        return "the akimat for address levels, else the registry's owner"
    return "the registry's owner" if owner is Party.REGISTRY else owner.value


def test_every_outcome_is_told_with_whether_it_may_be_typed_in() -> None:
    told = {outcome: typed for outcome, _, typed, _ in table("What an answer means")}
    assert told == {outcome: "never" if outcome in NEVER_TYPED else "yes" for outcome in LookupOutcome}


def test_every_cause_and_owner_is_told_as_the_code_has_it() -> None:
    told = {outcome: (cause, owner) for outcome, cause, owner in table("Why a fact is missing, and who answers for it")}
    assert told == {outcome: (CAUSE_OF[outcome], in_words(OWNER_OF[outcome])) for outcome in OWNER_OF}


def test_the_verdicts_are_told_in_the_order_in_which_they_are_tried() -> None:
    told = [(verdict, justified) for verdict, _, justified, _ in table("What a demand for a paper was worth")]
    assert told == [(verdict, "yes" if verdict in JUSTIFIED else "no") for verdict, _ in ROWS]


def test_the_address_levels_are_those_that_akimats_fill_in() -> None:
    levels = [fact for fact in Fact if RULES.akimat_fills(fact)]
    assert f"Address levels are {', '.join(levels[:-1])} and {levels[-1]}." in VERDICTS


def test_the_glossary_names_every_stage_and_says_no_word_twice() -> None:
    assert ", ".join(Stage) in GLOSSARY
    words = re.findall(r"^\| ([^|]+) \| [^|]*\| [^|]*\| [^|]+\|$", GLOSSARY, re.MULTILINE)
    assert len(words) == len(set(words) - {"here"}) + words.count("here")
