"""Figures for deputies: rows of tables that were published under disclosure control, and no others.

What is published are whole months of submission (releases/catalogue.py), so a period is whole months. Each table says
as known on which day it was released; who asks the same again gets the tables of the same days, and those are kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from domain.errors import Unusable
from domain.inquiry import Question
from domain.vocabulary import InquiryTemplate, KeptBack
from inquiries.answers import ALL, HIDDEN, Answer, Row, Table, Value
from inquiries.templates import TEMPLATES
from releases.errors import NotReleased
from releases.published import Published, Releases

MOST_MONTHS: Final = 6
COUNT: Final = "count"
REGION: Final = "region"


@dataclass(frozen=True, slots=True)
class Given:
    """Which published tables answer a template, and what only auditors are told of it."""

    tables: tuple[str, ...]
    kept_back: tuple[KeptBack, ...] = ()


GIVEN: Final[Mapping[InquiryTemplate, Given]] = {
    InquiryTemplate.CLAIMS: Given(("country", "outcomes", "grounds"), (KeptBack.GROUNDS_BY_REGION,)),
    InquiryTemplate.FAMILIES: Given(("country", "outcomes"), (KeptBack.PERSONS,)),
    InquiryTemplate.PAPERS: Given(("papers", "paper_types"), (KeptBack.REGIONS, KeptBack.ASKERS, KeptBack.RECEIPTS)),
    InquiryTemplate.MISSING_DATA: Given(
        ("gap_registries", "gap_causes", "gap_owners"), (KeptBack.REGIONS, KeptBack.CLOSINGS)
    ),
    InquiryTemplate.BACKLOG: Given(("terms", "waits"), (KeptBack.ATTEMPTS, KeptBack.WAITED, KeptBack.LOST)),
    InquiryTemplate.COVERAGE: Given(("country", "outcomes"), (KeptBack.DISTRICTS,)),
    InquiryTemplate.UNJUSTIFIED: Given(("findings",), (KeptBack.REGIONS,)),
}


@dataclass(frozen=True, slots=True)
class Before:
    """An answer that is asked again as it was. `days`: month (2019-04) -> the day as known on which it was told; a
    month that is not there was not told. `kept_back`: as it said then, whatever more is said today."""

    days: Mapping[str, date]
    kept_back: Sequence[str]


def answered(
    releases: Releases, question: Question, *, as_known: date | None, before: Before | None, now: datetime
) -> tuple[Answer, list[str]]:
    """The answer, and the definitions behind it. `before`: the answer that is asked again as it was.

    Raises `releases.errors.NotReleased` where the month or day cannot be told yet, `UnderWay`, and `Unusable` for
    what is no whole months.
    """
    given, asked = GIVEN[question.template], months(question)
    tables, made = list[Table](), list[Published]()
    for month in asked:
        on = as_known if before is None else before.days.get(_name(month))
        if before is not None and on is None:
            tables += [_withheld(name, month) for name in given.tables]
            continue
        if before is None:
            every = releases.together(given.tables, month=month, as_known=on, now=now)
        else:
            assert on, "it was told on that day"
            every = releases.told_on(given.tables, month=month, day=on)
        for name, found in every.items():
            if isinstance(found, NotReleased):
                if not found.for_good:
                    raise found
                tables.append(_withheld(name, month))
            else:
                made.append(found)
                tables.append(_table(found, question.region))
    models = {model for each in made for model in each.stamp["read_models"]}
    day = max((each.as_known for each in made), default=None) or releases.day(asked[-1], as_known, now)
    kept_back = before.kept_back if before else [each.value for each in given.kept_back]
    return _answer(question, tables, made, kept_back, releases.policy, day), sorted(models)


def months(question: Question) -> list[date]:
    """The first days of the months that are asked about. Raises `Unusable`."""
    first, last = question.submitted_from, question.submitted_to
    if first is None or last is None or first.day != 1 or (last + timedelta(days=1)).day != 1:
        raise Unusable(
            "under disclosure control figures are of whole months: name submitted_from, the first day of a month, and"
            " submitted_to, the last day of that month or of a later one"
        )
    found = [first]
    while (following := (found[-1] + timedelta(days=31)).replace(day=1)) <= last:
        found.append(following)
    if len(found) > MOST_MONTHS:
        raise Unusable(f"one inquiry is about {MOST_MONTHS} months at most under disclosure control, not {len(found)}")
    return found


def before_of(answer: Mapping[str, Any]) -> Before:
    """What is taken over from an answer that was kept, as `read` gives it."""
    days = {each["month"]: date.fromisoformat(each["as_known"]) for each in answer["tables"] if each["as_known"]}
    return Before(days, answer["kept_back"])


def _answer(
    question: Question,
    tables: list[Table],
    made: list[Published],
    kept_back: Sequence[str],
    policy: str,
    as_known: date,
) -> Answer:
    """Position 0 where nothing could be given."""
    return Answer(
        question=question,
        as_known=as_known,
        position=max((each.stamp["position"] for each in made), default=0),
        policy=policy,
        tables=tables,
        not_recorded=[each.value for each in TEMPLATES[question.template].not_recorded],
        kept_back=kept_back,
    )


def _withheld(name: str, month: date) -> Table:
    """A table that cannot be given without telling of few people; that it is not there is said."""
    return Table(name, (), (), (), month=_name(month), as_known=None)


def _name(month: date) -> str:
    return f"{month:%Y-%m}"


def _table(found: Published, region: str | None) -> Table:
    sums = tuple(sorted(found.sums))
    rows = list(_rows(found, region, sums))
    by = (found.axes[0], found.axes[1])
    return Table(found.name, by, (COUNT, *sums), rows, month=_name(found.month), as_known=found.as_known)


def _rows(found: Published, region: str | None, sums: tuple[str, ...]) -> Iterator[Row]:
    """Those of the region, or all; a row that counts nothing is no row, one that is hidden is always there."""
    for (place, category), count in found.cells.items():
        is_elsewhere = region and REGION in found.axes and not place.startswith(region)
        if is_elsewhere or count == 0:
            continue
        key = {found.axes[0]: place or ALL, found.axes[1]: category or ALL}
        figures: dict[str, Value] = {COUNT: HIDDEN if count is None else count}
        for name in sums:
            figures[name] = found.sums[name].get((place, category), HIDDEN)
        yield Row(key, figures)
