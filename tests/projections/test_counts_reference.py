"""docs/reference/counts.md says what the tallies count, and by what."""

import re
from pathlib import Path

import pytest

from projections.answers import OPENED
from projections.dispute_questions import TALLIES

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "counts.md").read_text()


def rows(of: str, kind: str) -> list[str]:
    """The names in the first column of that table of that chapter."""
    chapter = PAGE.split(f"\n## {of}\n")[1].split("\n## ")[0]
    table = chapter.split(f"| {kind} | meaning |\n")[1].split("\n\n")[0]
    return [name for line in table.splitlines()[1:] for name in re.findall(r"`(\w+)`", line.split(" | ")[0])]


@pytest.mark.parametrize("of", TALLIES)
def test_the_page_has_every_group_and_every_measure(of: str) -> None:
    assert rows(of, "group") == list(TALLIES[of].view.by)
    assert rows(of, "measure") == list(TALLIES[of].view.measures)


def test_the_page_says_which_answers_have_no_list() -> None:
    unlisted = [line for line in PAGE.splitlines() if line.endswith("counted only |")]
    assert [line.split("`")[1] for line in unlisted] == [m for m in TALLIES["answers"].view.measures if m not in OPENED]
