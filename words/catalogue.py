"""The catalogues, read once: a file per language and area, every key in all three languages.

A key that is missing, or an argument that a sentence needs and was not given, is a mistake of ours and raises
`NoWords`: half a sentence would be worse than none, because a judge may read it.
"""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_datetime
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from domain.vocabulary import Language

FOLDER: Final = Path(__file__).parent
LOCALES: Final = {Language.KK: "kk", Language.RU: "ru", Language.EN: "en_GB"}
"""whose plurals and names of months a language has"""

Said = str | int | date
"""What a sentence is given: words, a whole number (it decides plurals), a day, or an instant in the claim's zone."""


class NoWords(LookupError):
    """No catalogue has the key, or a sentence was not given what it tells of."""


def say(key: str, lang: str, **args: Said) -> str:
    """The sentence in that language. Dots in a key count as hyphens: an event's name is the key of its sentence."""
    bundle, name = _bundle(Language(lang)), key.replace(".", "-")
    if not bundle.has_message(name):
        raise NoWords(f"no words in {lang} for {key}")
    pattern = bundle.get_message(name).value
    assert pattern is not None, f"{key} in {lang} has attributes only"
    said, errors = bundle.format_pattern(pattern, {each: _plain(value, lang) for each, value in args.items()})
    if errors:
        raise NoWords(f"{key} in {lang}: {', '.join(map(str, errors))}")
    return str(said)


def code(kind: str, code: str, lang: str) -> str:
    """The words for a code; `kind` is its list: a class of the vocabulary (Stage), or Basis, Holiday, Field."""
    return say(f"{kind}-{code}", lang)


def _plain(value: Said, lang: str) -> str | int:
    """Days and instants as words; by the patterns of the catalogues, which know how a language writes them."""
    locale = LOCALES[Language(lang)]
    if isinstance(value, datetime):
        return format_datetime(value, say("instant-pattern", lang), locale=locale)
    if isinstance(value, date):
        return format_date(value, say("day-pattern", lang), locale=locale)
    return value


@cache
def _bundle(lang: Language) -> FluentBundle:
    bundle = FluentBundle([LOCALES[lang].replace("_", "-")], use_isolating=False)
    for entry in entries(lang).values():
        bundle.add_resource(ast.Resource([entry]))
    return bundle


def entries(lang: str) -> dict[str, ast.Message]:
    """Key -> its entry, of all areas. Raises `NoWords` for what cannot be read and for a key that comes twice."""
    found: dict[str, ast.Message] = {}
    for file in sorted((FOLDER / lang).glob("*.ftl")):
        for entry in FluentResource(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Junk):
                raise NoWords(f"{lang}/{file.name} cannot be read at: {entry.content}")
            if not isinstance(entry, ast.Message):
                continue
            if entry.id.name in found:
                raise NoWords(f"{lang}/{file.name} tells {entry.id.name} a second time")
            found[entry.id.name] = entry
    return found
