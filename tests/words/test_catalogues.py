"""The catalogues: the same keys and the same blanks in three languages, in their own alphabets, none unused."""

import ast as python
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

import pytest
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from domain.event import EVENTS
from domain.events import ClaimEvent
from domain.policy import editions
from domain.term import Counts
from domain.vocabulary import Language
from tests.domain.stored_examples import fields_ever
from tests.words.test_codes import LISTS
from tests.words.test_deadlines import HOLIDAYS
from words import say
from words.catalogue import FOLDER, NoWords, entries
from words.lengths import length

ROOT: Final = FOLDER.parent
KAZAKH: Final = set("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
RUSSIAN: Final = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
ENGLISH: Final = set("abcdefghijklmnopqrstuvwxyz")
ALPHABETS: Final = {Language.KK: KAZAKH, Language.RU: RUSSIAN, Language.EN: ENGLISH}
PATTERNS: Final = re.compile(r"(day|instant|month)-pattern")  # CLDR's letters, not ours
NAMES: Final = re.compile(r"\be-gov\b|Е-Халық")  # of things that are written so in every language


class Blanks(Visitor):
    """What a sentence has to be given, and the text that it tells."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.texts: list[str] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802
        self.texts.append(node.value)


def blanks(entry: ast.Message) -> Blanks:
    seen = Blanks()
    seen.visit(entry)
    return seen


@pytest.mark.parametrize("lang", Language)
def test_every_language_tells_the_same_things(lang: Language) -> None:
    assert entries(lang).keys() == entries(Language.EN).keys()


@pytest.mark.parametrize("lang", Language)
def test_every_language_has_the_same_files(lang: Language) -> None:
    names = {each: {file.name for file in (FOLDER / each).glob("*")} for each in Language}
    assert names[lang] == names[Language.EN]


def test_the_page_names_every_area() -> None:
    page = (ROOT / "docs" / "reference" / "words.md").read_text(encoding="utf-8")
    areas = {f"words/<language>/{file.name}" for file in (FOLDER / "kk").iterdir()}
    assert set(re.findall(r"^\| `([^`]+)`", page, re.MULTILINE)) == areas


@pytest.mark.parametrize("lang", Language)
def test_every_sentence_has_the_same_blanks_in_every_language(lang: Language) -> None:
    english = entries(Language.EN)
    for key, entry in entries(lang).items():
        assert blanks(entry).names == blanks(english[key]).names, key


@pytest.mark.parametrize("lang", Language)
def test_every_word_is_written_in_the_letters_of_its_language(lang: Language) -> None:
    for key, entry in entries(lang).items():
        text = "" if PATTERNS.fullmatch(key) else NAMES.sub("", "".join(blanks(entry).texts))
        strange = {letter for letter in text.lower() if letter.isalpha()} - ALPHABETS[lang]
        assert not strange, (key, strange)


@pytest.mark.parametrize("lang", Language)
def test_no_sentence_has_two_stops_or_two_spaces(lang: Language) -> None:
    for key, entry in entries(lang).items():
        assert not re.search(r"\.\.|  |\s[.,;:]", "x".join(blanks(entry).texts)), key


@pytest.mark.parametrize(
    ("lang", "count", "told"),
    [
        ("ru", 1, "1 рабочий день"),
        ("ru", 2, "2 рабочих дня"),
        ("ru", 5, "5 рабочих дней"),
        ("ru", 11, "11 рабочих дней"),
        ("ru", 21, "21 рабочий день"),
        ("kk", 1, "1 жұмыс күні"),
        ("kk", 5, "5 жұмыс күні"),
        ("en", 1, "1 working day"),
        ("en", 21, "21 working days"),
    ],
)
def test_numbers_decline_what_is_counted(lang: str, count: int, told: str) -> None:
    assert say("working-days", lang, count=count) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 секунд"),
        (61, "1 минута 1 секунда"),
        (3_600, "1 час"),
        (86_400 + 59, "1 день"),
        (2 * 86_400 + 3 * 3_600 + 61, "2 дня 3 часа"),
    ],
)
def test_a_length_is_told_in_its_two_largest_units(seconds: int, told: str) -> None:
    assert length(seconds, "ru") == told


def test_half_a_catalogue_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("words.catalogue.FOLDER", tmp_path)
    folder = tmp_path / "kk"
    folder.mkdir()
    (folder / "a.ftl").write_text("one = { $unclosed\n")
    with pytest.raises(NoWords, match=r"kk/a\.ftl cannot be read"):
        entries("kk")
    (folder / "a.ftl").write_text("one = 1\n")
    (folder / "b.ftl").write_text("one = 2\n")
    with pytest.raises(NoWords, match=r"kk/b\.ftl tells one a second time"):
        entries("kk")


# nothing is said outside, nothing is written in vain

CYRILLIC: Final = re.compile("[Ѐ-ӿ]")
CLASS: Final = re.compile("Ѐ-ӿ")  # in a pattern
SENTENCE: Final = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")
TOLD: Final = ("words", "api/history.py", "api/queries/timeline.py", "api/queries/deadline.py", "inquiries/told.py")


def sources(*places: str) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else (path,)


def said(file: Path) -> Iterator[str]:
    """The texts of a file that a reader could meet: no docstrings, no mistakes of ours, nothing that explains the API
    to programmers, no names that stand there in three languages side by side (the classifier's, by example)."""
    yield from _said(python.parse(file.read_text(encoding="utf-8")))


def _said(node: python.AST) -> Iterator[str]:
    for child in python.iter_child_nodes(node):
        match child:
            case python.Raise() | python.Assert() | python.Expr(value=python.Constant()):
                continue
            case python.keyword(arg="description"):
                continue
            case python.Dict(keys=keys) if {key.value for key in keys if isinstance(key, python.Constant)} <= set(
                Language
            ):
                continue
            case python.Constant(value=str(text)):
                yield text
        yield from _said(child)


def by_language(keys: list[python.expr | None]) -> bool:
    names = {key.value for key in keys if isinstance(key, python.Constant)}
    return bool(names) and names <= set(Language)


@pytest.mark.parametrize("file", [*sources(*TOLD)], ids=lambda file: str(file.relative_to(ROOT)))
def test_no_sentence_stands_outside_the_catalogues(file: Path) -> None:
    assert [text for text in said(file) if SENTENCE.search(text)] == []


@pytest.mark.long
@pytest.mark.parametrize("file", [*sources("words", "projections", "api", "domain", "store", "consumers", "inquiries")])
def test_no_kazakh_or_russian_word_stands_in_the_code(file: Path) -> None:
    assert [text for text in said(file) if CYRILLIC.search(text) and not CLASS.search(text)] == []


def test_the_search_for_sentences_finds_one(tmp_path: Path) -> None:
    file = tmp_path / "found.py"
    file.write_text('"""Not this one."""\nWORDS = f"the claim waits for {1}"\nNAME = "Ақмола"\n')
    assert [text for text in said(file) if SENTENCE.search(text)] == ["the claim waits for "]
    assert [text for text in said(file) if CYRILLIC.search(text)] == ["Ақмола"]


def test_every_key_is_used() -> None:
    used = set(spoken_in_code()) | set(spoken_by_rule())
    assert {key for key in entries(Language.EN) if key not in used} == set()


def spoken_in_code() -> Iterator[str]:
    """Keys that the code names; parts in braces are any text."""
    everything = entries(Language.EN)
    for file in sources("words", "api", "cli", "inquiries", "projections"):
        for node in python.walk(python.parse(file.read_text(encoding="utf-8"))):
            match node:
                case python.Constant(value=str(text)) if text.replace(".", "-") in everything:
                    yield text.replace(".", "-")
                case python.Constant(value=str(text)) if re.fullmatch(r"[a-z-]+[-.]", text):
                    yield from (key for key in everything if key.startswith(text.replace(".", "-")))


def spoken_by_rule() -> Iterator[str]:
    """Sentences and titles of events, names of their fields, and the codes of every closed list."""
    for name, kind in EVENTS.items():
        if issubclass(kind, ClaimEvent):
            yield from (name.replace(".", "-"), f"title-{name.replace('.', '-')}")
            yield from (f"Field-{field}" for field in fields_ever(name))
    lists: list[type[StrEnum]] = [*LISTS, Counts]
    for listed in lists:
        yield from (f"{listed.__name__}-{each.value}" for each in listed)
    yield from (f"Basis-{basis}" for edition in editions() for basis in edition.bases)
    yield from (f"Holiday-{holiday}" for holiday in HOLIDAYS)
