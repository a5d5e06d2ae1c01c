"""docs/reference/findings.md says what the rules are."""

import re
from pathlib import Path
from typing import Final

from domain.finding import ALLOWED
from domain.findings import RULES
from domain.findings.silence import WORKING_DAYS

PAGE: Final = (Path(__file__).parents[2] / "docs" / "reference" / "findings.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in section.splitlines() if line[:3] == "| `"]


def test_every_rule_stands_in_the_page_with_its_version() -> None:
    assert [(name, int(version)) for name, version, *_ in rows("Rules")] == [
        (name.value, rule.version) for name, rule in RULES.items()
    ]


def test_the_limits_of_silence_stand_in_the_page() -> None:
    assert {wait: int(days) for wait, days in rows("Silence")} == dict(WORKING_DAYS)


def test_every_status_stands_in_the_page() -> None:
    assert [row[0] for row in rows("What becomes of it")] == [each.value for each in ALLOWED]
    for status, what, _ in rows("What becomes of it"):
        said = set(re.findall("acknowledge|answer|close", what))
        assert said == {
            command.removesuffix("_finding") for name, c in ALLOWED.items() if name == status for command in c
        }
