"""An answer in words: tables, what they are by, codes and figures, in three languages."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from babel.dates import format_date

from domain.errors import UnknownRegion
from domain.regions import region_of
from domain.vocabulary import Language, RefusalGround
from inquiries.answers import ALL
from inquiries.exact import NOTHING
from projections.statistics_figures import GROUNDS
from words import code, say
from words.catalogue import LOCALES
from words.lengths import length

LISTS: Final[Mapping[str, str]] = {
    "verdict": "Verdict",
    "registry": "Registry",
    "rule": "FindingRule",
    "type": "DocumentType",
}
"""what a table is by -> the closed list of its codes"""
CAUSES: Final = {"lost": "WaitCause"}
"""table -> the list of its causes, where they are not those of gaps"""
PARTIES: Final = frozenset({"asked_by", "asked_of", "owner", "liable"})
STANDINGS: Final[Mapping[str, str]] = {"first_end": "end", "end": "end", "term": "term"}
"""axis -> the words of how a claim stands"""
OF_PAPERS: Final = frozenset({"received", "withdrawn"})
SECONDS: Final = "_s"
KATO_DIGITS: Final = 9
REGION_DIGITS: Final = 2
OF_GROUND: Final[Mapping[str, RefusalGround]] = {name: RefusalGround(ground) for ground, name in GROUNDS.items()}


def table(of: Mapping[str, Any], lang: Language) -> str:
    """The name of a table, with its month where it is of one."""
    name = say(f"inquiry-table-{of['name']}", lang)
    if of["month"] is None:
        return name
    first = date.fromisoformat(f"{of['month']}-01")
    month = format_date(first, say("month-pattern", lang), locale=LOCALES[lang])
    return say("inquiry-of-month", lang, table=name, month=month)


def axis(name: str, lang: Language) -> str:
    """What a table is by."""
    return say(f"inquiry-by-{name}", lang)


def figure(of: str, name: str, lang: Language) -> str:
    """What a figure of a table counts."""
    if name in OF_GROUND:
        return code("RefusalGround", OF_GROUND[name].value, lang)
    if of == "papers" and name in OF_PAPERS:
        return say(f"inquiry-figure-papers-{name}", lang)
    return say(f"inquiry-figure-{name}", lang)


def key(of: str, axis: str, value: str, lang: Language, on: date) -> str:
    """A code of a key, by the names of that day."""
    if value == ALL:
        return say("inquiry-all", lang)
    if value == NOTHING:
        return say("inquiry-none", lang)
    if axis in PARTIES:
        return _party(value, lang)
    if axis == "region" or (axis == "district" and len(value) == REGION_DIGITS):
        return place(value, lang, on)
    if axis in STANDINGS:
        return _standing(STANDINGS[axis], value, lang)
    if axis == "cause":
        return code(CAUSES.get(of, "GapCause"), value, lang)
    return code(LISTS[axis], value, lang) if axis in LISTS else value


def value(name: str, found: int | str | None, lang: Language) -> str:
    """A figure: seconds as a length of time, a mark of disclosure control as hidden."""
    if found is None:
        return say("inquiry-empty", lang)
    if isinstance(found, str):
        return say("inquiry-hidden", lang)
    return length(found, lang) if name.endswith(SECONDS) else str(found)


def place(prefix: str, lang: Language, on: date) -> str:
    """The region by its name of that day, or by that of a day on which it existed."""
    try:
        return region_of(prefix.ljust(KATO_DIGITS, "0"), on).name(lang, on)
    except UnknownRegion:
        return prefix


def period(answer: Mapping[str, Any], lang: Language) -> str:
    """The days of submission that an answer is about."""
    first, last = answer["submitted_from"], answer["submitted_to"]
    days = {name: date.fromisoformat(day) for name, day in (("first", first), ("last", last)) if day}
    kind = {(True, True): "between", (True, False): "from", (False, True): "until", (False, False): "all"}
    return say(f"inquiry-period-{kind[bool(first), bool(last)]}", lang, **days)


def _standing(kind: str, value: str, lang: Language) -> str:
    if value in set(RefusalGround):
        return code("RefusalGround", value, lang)
    return say(f"inquiry-end-{value}" if kind == "end" else f"inquiry-term-{value}", lang)


def _party(value: str, lang: Language) -> str:
    kind, _, its = value.partition(":")
    name = code("Party", kind, lang)
    if not its:
        return name
    told: Callable[[], str] = (lambda: code("Registry", its, lang)) if kind == "REGISTRY" else (lambda: its)
    return f"{name}: {told()}"
