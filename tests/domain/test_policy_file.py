"""What editions rest on: every rule has a source, no figure stands in the code, the reference pages show all."""

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain import edition as edition_module
from domain import policy
from domain.edition import Edition
from domain.policy import editions, read

FOLDER = Path(policy.__file__).with_name("policy")
REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
of_every_edition = pytest.mark.parametrize("rules", editions(), ids=lambda each: each.code)


def text(rules: Edition) -> str:
    return (FOLDER / f"{rules.code}.toml").read_text("utf-8")


@of_every_edition
def test_a_rule_without_a_source_or_with_an_unknown_code_stops_the_reading(rules: Edition, tmp_path: Path) -> None:
    for old, new, error in [
        ('source = "practice"\n', "", KeyError),
        ('source = "practice"', 'source = "hearsay"', KeyError),
        ('registry = "PENSION"', 'registry = "PENSIONS"', ValueError),
        ('unit = "', 'unit = "LUNAR ', ValueError),
    ]:
        file = tmp_path / "broken.toml"
        assert old in text(rules)
        file.write_text(text(rules).replace(old, new, 1), "utf-8")
        with pytest.raises(error):
            read(file)


@of_every_edition
def test_every_source_is_used_and_every_assumption_is_unverified(rules: Edition) -> None:
    sources = {each.source for each in rules.entries}
    named = re.search(r"\[sources\]\n(.*?)\n\n", text(rules), re.DOTALL)
    assert named
    assert set(re.findall(r'"(.*)"', named[1])) == sources
    assert not [each.path for each in rules.entries if each.verified and "no text found" in each.source]
    assert not [each.path for each in rules.entries if each.verified and "not read" in each.source]


@of_every_edition
def test_a_file_is_called_like_its_edition_and_an_edition_like_the_month_it_begins(rules: Edition) -> None:
    assert rules.code == f"{rules.valid_from:%Y-%m}"
    assert f'code = "{rules.code}"' in text(rules)


@pytest.mark.parametrize("module", [policy, edition_module])
def test_no_figure_of_law_stands_in_the_code(module: object) -> None:
    with tokenize.open(str(getattr(module, "__file__", ""))) as source:
        numbers = {token.string for token in tokenize.generate_tokens(source.readline) if token.type == tokenize.NUMBER}
    assert numbers <= {"1"}  # an index


# the reference page


def listed(codes: Iterator[str] | frozenset[str]) -> str:
    return ", ".join(sorted(codes))


def rows(rules: Edition) -> Iterator[str]:
    """The rows of the reference page's tables, in its order."""
    said: dict[str, list[str]] = {}
    for channel, term in rules.terms.items():
        said[f"terms.{channel}"] = [f"{term.working_days} working days", f"from {term.starts.lower()}"]
    said["limits.register_by"] = [f"{rules.register_by_days} working day", "from submission"]
    said["limits.state_request"] = [f"{rules.state_request_days} working days", "from sending"]
    said["limits.complaint"] = [f"{rules.complaint.days} {rules.complaint.unit.lower()} days", "from filing"]
    said["limits.dating_back"] = [f"{rules.dating_back_days} working days", "before the recorded day"]
    extension = f"{rules.extension_calendar_days} calendar days"
    said["limits.extension"] = [extension, f"notice within {rules.extension_notice_days} working days"]
    said["pauses"] = ["stop the term" if rules.pauses_stop_term else "do not stop the term", ""]
    said["commission"] = [f"quorum {rules.quorum}", ""]
    approval = "approval" if rules.approval_needs_conclusion else "no approval"
    said["conclusion"] = [f"needed for {approval}", f"refusal: {listed(rules.grounds_needing_conclusion)}"]
    said["refusal"] = [listed(rules.refusal_grounds), ""]
    for act, first in rules.windows.items():
        said[f"windows.{act}"] = [f"from {first}", listed(fact for fact in rules.facts if rules.act_of(fact) is act)]
    for fact, rule in rules.facts.items():
        filled = f"{rule.state_body or '–'}{', fills it' if rule.akimat_fills else ''}"
        said[f"facts.{fact}"] = [rule.registry or "none connected", filled, listed(rule.documents)]
    for code, basis in rules.bases.items():
        said[f"bases.{code}"] = [listed(basis.facts), listed(basis.documents)]
    for entry in rules.entries:
        cells = [f"`{entry.path}`", *said.pop(entry.path), "yes" if entry.verified else "no", entry.source]
        yield f"| {' | '.join(cells)} |"
    assert not said


@of_every_edition
def test_the_reference_page_shows_every_rule_of_the_edition(rules: Edition) -> None:
    page = (REFERENCE / f"policy-{rules.code}.md").read_text("utf-8")
    assert re.findall(r"^\| `.*$", page, re.MULTILINE) == list(rows(rules))
