"""What the routes share that count things: by what, among which claims, as known when, and the lists behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import field, make_dataclass, replace
from datetime import date
from typing import Annotated, Any, Final, NamedTuple
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from api.answers import shown
from api.house import House
from api.pages import link, place
from api.reading import ask
from api.refusals import BadCursor, Unreadable
from api.words import Day
from domain.errors import UnknownGrouping
from domain.shapes import backwards
from projections import lookback_days
from projections.lookback import Asked, View, rolled_up
from projections.lookback_days import DayToCome, Known, is_provisional
from projections.lookback_where import NOTHING, key_of
from projections.tally import ClaimOf, Place, Tally, claims

VALUES: Final = r"^[A-Za-z0-9_.:-]{1,70}(,[A-Za-z0-9_.:-]{1,70}){0,29}$"
"""one or several, any of which fits"""
MOST_VALUES: Final = 30
MOST_GROUPS: Final = 10
BY: Final = r"^[a-z_]{1,20}(,[a-z_]{1,20}){0,9}$"
PERIOD: Final = {
    "submitted_from": Annotated[Day | None, Query(description="first day of submission, where the claim was")],
    "submitted_to": Annotated[Day | None, Query(description="last day of submission")],
    "as_known": Annotated[Day | None, Query(description="only what was recorded by the end of this day")],
}
HAPPENED: Final = {
    "happened_from": Annotated[Day | None, Query(description="first day on which it happened, where the claim was")],
    "happened_to": Annotated[Day | None, Query(description="last day on which it happened")],
    "as_known": PERIOD["as_known"],
}
"""the same where a view counts what happened in a period, not the claims submitted in it"""


class Meant(NamedTuple):
    """What a question is among, the day as of which it is answered, and how it was said."""

    among: Asked
    known: Known
    said: dict[str, str]


def words_of(view: View, *only: str, pattern: str = VALUES) -> type:
    """The words by which a question about a view is narrowed: its filters, the period and the day of knowledge."""
    names = only or tuple(view.by)
    filters = {
        name: Annotated[
            str | None,
            Query(pattern=pattern, description=_meaning(view, name), json_schema_extra=_closely(view, name, pattern)),
        ]
        for name in names
    }
    period = PERIOD if view.day == "submitted_on" else HAPPENED
    fields = [(name, kind, field(default=None)) for name, kind in (filters | period).items()]
    return make_dataclass(f"WordsOf{view.of.capitalize()}", fields, frozen=True)


def asked(words: Any, house: House) -> Meant:
    """Raises `Unreadable` for a period that ends before it begins, or a day that has not begun."""
    said: dict[str, Any] = {name: value for name, value in vars(words).items() if value is not None}
    period = HAPPENED if "happened_from" in type(words).__dataclass_fields__ else PERIOD
    first, last, as_known = (said.get(name) for name in period)
    begin, end, _ = period
    if why := backwards(first, last, begins=begin):
        raise Unreadable([{"where": f"query.{end}", "why": why}])
    known = known_on("as_known", as_known, house)
    where = {name: value.split(",") for name, value in said.items() if name not in period}
    return Meant(Asked((), first, last, where, known.by), known, {name: str(value) for name, value in said.items()})


def by_of(view: View) -> Any:
    """The word for what figures are rolled up by, described as closely as it is refused."""
    names = list(view.by)
    closely = {"pattern": several(names, most=MOST_GROUPS), "examples": [",".join(names[:2])]}
    described = f"what the figures are rolled up by: any of {', '.join(names)}, separated by commas"
    return Query(max_length=200, pattern=BY, description=described, json_schema_extra=closely)


def what_of(whats: Sequence[str]) -> Any:
    """The word for which count is opened, described as closely as it is refused."""
    described = f"which count is opened: one of {', '.join(whats)}"
    return Query(pattern="^[a-z_]{1,30}$", description=described, json_schema_extra={"enum": list(whats)})


def several(words: Sequence[str], most: int) -> str:
    """A pattern of some of these words, separated by commas."""
    one = f"({'|'.join(words)})"
    return f"^{one}(,{one}){{0,{most - 1}}}$"


def known_on(word: str, day: date | None, house: House) -> Known:
    """What is meant by a day, or by none: now. Raises `Unreadable`, naming the word, for one that has not begun."""
    try:
        return lookback_days.known(day, house.clock.now())
    except DayToCome as error:
        why = f"that day has not begun; today is {error.today}"
        raise Unreadable([{"where": f"query.{word}", "why": why}]) from None


def groups(view: View, by: str) -> list[str]:
    """What is asked by, each once, in the order in which it was said. Raises `UnknownGrouping`."""
    names = named(by)
    for name in names:
        if name not in view.by:
            raise UnknownGrouping(f"group of {view.of}", name, view.by)
    return names


def named(by: str) -> list[str]:
    return list(dict.fromkeys(by.split(",")))


def rows(reader: Any, tally: Tally, by: Sequence[str], among: Asked) -> list[dict[str, Any]]:
    """What was counted, a row for each key."""
    found = rolled_up(reader, tally.view, replace(among, by=tuple(by)), at=0)
    return [{**row.key, **row.figures} for row in found]


def stamped(house: House, asked: Meant, model: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with what it was asked by and as of which day; a day's figures may move until it is over here."""
    now = house.clock.now()
    provisional, fresh = ask(house, model, lambda reader: is_provisional(reader, model, asked.known, now))
    stamp = {"as_known": asked.known.day, "provisional": provisional, "freshness": fresh}
    return {**{name: said for name, said in asked.said.items() if name not in stamp}, **body, **stamp}


def listed(
    house: House, tally: Tally, what: str, whats: Sequence[str], asked: Meant, cursor: str | None, limit: int | None
) -> Response:
    """The claims behind a count, a page at a time, with the things that were counted."""
    if what not in whats:
        raise UnknownGrouping("count of " + tally.view.of, what, whats)
    most = min(limit or house.settings.api_page, house.settings.api_page)
    after = claim_after(cursor) if cursor else None
    found, _ = ask(house, tally.name, lambda reader: claims(reader, tally, what, asked.among, after=after, limit=most))
    next_place: list[str | int] | None = _place(found[-1]) if len(found) == most else None
    headers = link(f"/audit/{tally.view.of}/claims", next_place, {**asked.said, "what": what, "limit": limit})
    body = {"what": what, "claims": [_claim(tally, claim) for claim in found]}
    return shown(stamped(house, asked, tally.name, body), headers=headers)


def things_at(tally: Tally, what: str, among: Asked) -> str:
    """The address of the list that those words mean."""
    said = {name: ",".join(map(str, values)) for name, values in among.where.items()}
    days = zip(PERIOD, (among.first, among.last, among.as_known), strict=True)
    query = {"what": what, **said, **{name: day.isoformat() for name, day in days if day}}
    return f"/audit/{tally.view.of}/claims?" + "&".join(f"{name}={value}" for name, value in query.items())


def _closely(view: View, name: str, pattern: str) -> dict[str, Any]:
    """What the filter takes, where that is a closed list: as a word outside it is refused, in words that teach."""
    grouping = view.by[name]
    if pattern != VALUES or not grouping.words:
        return {}
    code = r"(:[A-Za-z0-9_.:-]{1,40})?" if len(grouping.columns) > 1 else ""
    one = f"({'|'.join((*grouping.words, NOTHING))}){code}"
    return {"pattern": several([one], MOST_VALUES)}


def _meaning(view: View, name: str) -> str:
    grouping = view.by[name]
    codes = "a party, as KIND or KIND:CODE" if len(grouping.columns) > 1 else ", ".join(grouping.words) or "codes"
    of_region = "the first digits of a KATO code, or that of a region"
    return f"any of these, separated by commas: {of_region if name == 'region' else codes}"


def _claim(tally: Tally, claim: ClaimOf) -> dict[str, Any]:
    about = {"claim": claim.claim, "submitted_on": claim.submitted_on, "region": claim.region, "office": claim.office}
    things = [{"id": t.id, "version": t.version, **_named(tally.view, t.columns)} for t in claim.things]
    return {**about, "things": things}


def _named(view: View, columns: Mapping[str, Any]) -> dict[str, Any]:
    """A line's columns: a party as its kind and code, nothing as None."""
    by = {name: group for name, group in view.by.items() if group.columns[0] in columns}
    told = key_of(list(by), by, [columns[column] for group in by.values() for column in group.columns])
    grouped = {column for group in by.values() for column in group.columns}
    rest = {name: None if value == "" else value for name, value in columns.items() if name not in grouped}
    return {**told, **rest}


def _place(claim: ClaimOf) -> list[str | int]:
    return [claim.submitted_on.isoformat(), str(claim.claim)]


def claim_after(cursor: str) -> Place:
    """The day and the id (a claim's, an inquiry's) that a page ended with. Raises `BadCursor`."""
    match place(cursor):
        case [str(day), str(claim)]:
            try:
                return date.fromisoformat(day), UUID(claim)
            except ValueError:
                raise BadCursor from None
    raise BadCursor
