"""Every relative link of every page leads somewhere, and what is to be typed runs in a clone as it stands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(p for p in ROOT.rglob("*.md") if not any(part.startswith(".") for part in p.relative_to(ROOT).parts))
"""our own: what tools keep lies in folders that begin with a dot"""
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
FENCED = re.compile(r"^ *```(?:bash)?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
BARE = re.compile(r"(?<![/\w.-])qadam (?=[a-z])")


def test_pages_are_found() -> None:
    assert ROOT / "README.md" in PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_of_a_page_is_dead(page: Path) -> None:
    dead = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_command_to_be_typed_names_the_program_in_the_clone(page: Path) -> None:
    text = page.read_text()
    typed = [*FENCED.findall(text), *re.findall(r"^    \S.*$", text, re.MULTILINE)]
    assert [line for block in typed for line in block.splitlines() if BARE.search(line) and "─" not in line] == []
