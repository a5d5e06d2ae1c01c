"""Planted and found of the quarrels in one shape: what is said of the country and of each region, figure by figure."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, Final

from cli.demo.dispute.history import history
from cli.demo.dispute.quarrels import judged
from cli.demo.places import places
from cli.demo.plan import Plan

COUNTRY: Final = ""
NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """What is said: a figure's name, or `claim`, `counter_claim`, `finding`. `region`: empty for the country."""

    region: str
    quarrel: str
    what: str


Answers = Mapping[Said, str]
COLUMNS: Final = (*(each.name for each in fields(Said)), "answer")


@dataclass(frozen=True, slots=True)
class Difference:
    said: Said
    planted: str
    found: str


def planted(plan: Plan) -> dict[Said, str]:
    """What the scripts say that the route must answer."""
    claims = [history(script) for script in plan.scripts]
    among = {COUNTRY: claims} | {
        place.prefix: [one for one in claims if one.region == place.prefix] for place in places()
    }
    return {
        Said(region, quarrel, what): answer
        for region, of in among.items()
        for quarrel, one in judged(of)
        for what, answer in _answers(one.figures, one.claim, one.counter_claim, one.finding)
    }


def found(disputes: Sequence[Mapping[str, Any]]) -> dict[Said, str]:
    """What the route answered to `by=region`."""
    return {
        Said(dispute["region"] or COUNTRY, quarrel["id"], what): answer
        for dispute in disputes
        for quarrel in dispute["quarrels"]
        for what, answer in _answers(quarrel["figures"], **quarrel["standing"], finding=quarrel["finding"])
    }


def _answers(
    figures: Mapping[str, int], claim: str | None, counter_claim: str | None, finding: str
) -> Iterator[tuple[str, str]]:
    yield from ((name, str(number)) for name, number in figures.items())
    yield from (("claim", claim or NOTHING), ("counter_claim", counter_claim or NOTHING), ("finding", finding))


def differences(planted: Answers, found: Answers) -> list[Difference]:
    """Every answer that only one of them gives, or both otherwise."""
    said = sorted({*planted, *found})
    pairs = [Difference(each, planted.get(each, NOTHING), found.get(each, NOTHING)) for each in said]
    return [pair for pair in pairs if pair.planted != pair.found]


def write(answers: Answers, path: Path) -> None:
    """One line an answer, sorted: the files of planted and found are the same exactly if the answers are."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows((*astuple(said), answers[said]) for said in sorted(answers))
