"""Whatever an answer can hold has words in all three languages: tables, what they are by, codes, figures."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest

from domain.vocabulary import InquiryTemplate, KeptBack, Language
from inquiries import told
from inquiries.answers import ALL
from inquiries.exact import NOTHING
from inquiries.released import COUNT, GIVEN
from inquiries.templates import TEMPLATES
from releases.catalogue import TABLES

DAY: Final = date(2019, 4, 30)


def exact() -> Iterator[tuple[str, str, list[str]]]:
    """Table, what it is by, its codes."""
    for template in TEMPLATES.values():
        for name, drawn in template.tables.items():
            yield from ((name, axis, [*drawn.view.by[axis].words, ALL, NOTHING]) for axis in drawn.by)


def released() -> Iterator[tuple[str, str, list[str]]]:
    for given in GIVEN.values():
        for name in given.tables:
            table = TABLES[name]
            yield name, table.axes[0], [ALL, "75"]
            yield name, table.axes[1], [*table.attribute.above, ALL]


@pytest.mark.parametrize("lang", Language)
def test_every_code_of_every_table_has_words(lang: Language) -> None:
    met = [*exact(), *released()]
    assert len(met) > len(TEMPLATES) * 2
    for name, axis, codes in met:
        assert told.axis(axis, lang)
        bare = [code for code in codes if told.key(name, axis, code, lang, DAY) == code]
        assert not [code for code in bare if code.isupper()], (name, axis, "a list of `told.LISTS` is missing")


@pytest.mark.parametrize("lang", Language)
def test_every_table_and_every_figure_has_a_name(lang: Language) -> None:
    tables = {name: each.figures for template in TEMPLATES.values() for name, each in template.tables.items()}
    for name in {name for given in GIVEN.values() for name in given.tables}:
        tables.setdefault(name, (COUNT, *TABLES[name].attribute.sums))
    for name, figures in tables.items():
        of: dict[str, Any] = {"name": name, "month": "2019-04"}
        assert told.table(of, lang) != told.table({**of, "month": None}, lang)
        assert all(told.figure(name, figure, lang) for figure in figures)


KEPT_BACK: Final[dict[str, KeptBack]] = {
    "region": KeptBack.REGIONS,
    "district": KeptBack.DISTRICTS,
    "asked_by": KeptBack.ASKERS,
    "asked_of": KeptBack.ATTEMPTS,
    "registry": KeptBack.LOST,
    "cause": KeptBack.LOST,
}
"""what only auditors' tables are by -> how deputies are told"""


@pytest.mark.parametrize("template", InquiryTemplate)
def test_what_only_auditors_tables_are_by_is_said_to_be_kept_back(template: InquiryTemplate) -> None:
    """`first_end` of auditors is `end` of published tables."""
    theirs = {axis for drawn in TEMPLATES[template].tables.values() for axis in drawn.by} - {"first_end"}
    ours = {axis for name in GIVEN[template].tables for axis in TABLES[name].axes}
    assert {KEPT_BACK[axis] for axis in theirs - ours} <= {*GIVEN[template].kept_back}


@pytest.mark.parametrize(
    ("lang", "month"),
    [(Language.KK, "2019 жылғы сәуір"), (Language.RU, "апрель 2019 года"), (Language.EN, "April 2019")],
)
def test_the_month_of_a_table_is_written_as_the_language_writes_it_in_a_sentence(lang: Language, month: str) -> None:
    """In Kazakh and Russian with a small letter, in English with a capital one."""
    assert told.table({"name": "outcomes", "month": "2019-04"}, lang).endswith(f", {month}")


def test_a_hidden_figure_is_no_zero() -> None:
    assert [told.value("count", value, Language.EN) for value in (0, "HIDDEN", None)] == ["0", "hidden", "–"]
    assert told.value("share_s", 86_400, Language.EN) == "1 day"
