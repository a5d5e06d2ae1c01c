"""Rules with dates. One TOML file per edition in policy/ holds every figure of law; nothing in the code is one.

What is sourced and what is only believed is marked in the files and listed in docs/reference/policy-*.md, a page each.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from domain.edition import (
    Basis,
    DayUnit,
    Deadline,
    Edition,
    Entry,
    FactRule,
    Limit,
    Reason,
    SkippedReason,
    Starts,
    Term,
    TermReason,
)
from domain.errors import UnknownEdition
from domain.vocabulary import Channel, DocumentType, Fact, RefusalGround, Registry, StateBody

__all__ = [
    "Basis", "DayUnit", "Deadline", "Edition", "Entry", "FactRule", "Limit", "Reason", "SkippedReason", "Starts",
    "Term", "TermReason", "edition", "edition_on", "editions",
]  # fmt: skip

FOLDER: Final = Path(__file__).with_name("policy")
SOURCES: Final = "sources"


@cache
def editions() -> tuple[Edition, ...]:
    """Every edition of the house, oldest first."""
    return tuple(sorted(map(read, FOLDER.glob("*.toml")), key=lambda each: each.valid_from))


def edition(code: str) -> Edition:
    """The edition that an event names."""
    found = _by_code().get(code)
    if found is None:
        raise UnknownEdition("edition", code, _by_code())
    return found


def edition_on(day: date) -> Edition:
    """The edition in force on a day: the one begun last. Before the first there is none: the rules were others."""
    begun = [each for each in editions() if each.valid_from <= day]
    if not begun:
        raise UnknownEdition("edition in force on", day, (f"{each.code} from {each.valid_from}" for each in editions()))
    return begun[-1]


@cache
def _by_code() -> dict[str, Edition]:
    return {each.code: each for each in editions()}


def read(path: Path) -> Edition:
    """An edition from its file. A code no closed list has, or a rule without a source, stops it."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    limits, conclusion = said["limits"], said["conclusion"]
    return Edition(
        code=said["code"],
        valid_from=said["valid_from"],
        facts={Fact(name): _fact(row) for name, row in said["facts"].items()},
        windows={Fact(name): row["from"] for name, row in said["windows"].items()},
        bases={code: _basis(code, row) for code, row in said["bases"].items()},
        terms={Channel(name): _term(row) for name, row in said["terms"].items()},
        refusal_grounds=frozenset(map(RefusalGround, said["refusal"]["grounds"])),
        grounds_needing_conclusion=frozenset(map(RefusalGround, conclusion["for_refusal"])),
        approval_needs_conclusion=conclusion["for_approval"],
        quorum=said["commission"]["quorum"],
        register_by_days=limits["register_by"]["working_days"],
        state_request_days=limits["state_request"]["working_days"],
        complaint=_limit(limits["complaint"]),
        dating_back_days=limits["dating_back"]["working_days"],
        extension_calendar_days=limits["extension"]["calendar_days"],
        extension_notice_days=limits["extension"]["notice_working_days"],
        pauses_stop_term=said["pauses"]["stop_term"],
        entries=tuple(_entries(said, said[SOURCES])),
    )


def _fact(row: Mapping[str, Any]) -> FactRule:
    return FactRule(
        registry=Registry(row["registry"]) if "registry" in row else None,
        record=row["record"],
        akimat_fills=row.get("akimat_fills", False),
        state_body=StateBody(row["state_body"]) if "state_body" in row else None,
        documents=frozenset(map(DocumentType, row["documents"])),
    )


def _basis(code: str, row: Mapping[str, Any]) -> Basis:
    return Basis(code, frozenset(map(Fact, row["facts"])), frozenset(map(DocumentType, row["documents"])))


def _term(row: Mapping[str, Any]) -> Term:
    return Term(row["working_days"], Starts(row["starts"]))


def _limit(row: Mapping[str, Any]) -> Limit:
    return Limit(row["days"], DayUnit(row["unit"]))


def _entries(said: Mapping[str, Any], sources: Mapping[str, str], path: str = "") -> Iterator[Entry]:
    """Every rule of the file with its standing, in the file's order."""
    for name, row in said.items():
        if not isinstance(row, Mapping) or name == SOURCES:
            continue
        at = f"{path}.{name}" if path else name
        if all(isinstance(inner, Mapping) for inner in row.values()):
            yield from _entries(row, sources, at)
        else:
            yield Entry(at, sources[row["source"]], row["verified"])
