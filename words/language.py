"""Which language a reader is answered in: the one asked for, else the browser's, else the claim's."""

from typing import Final

from domain.errors import UnknownCode
from domain.vocabulary import Language

DEFAULT: Final = Language.KK
"""the state language, where neither the reader nor a claim says otherwise"""
LONGEST_HEADER: Final = 400
NOT_WANTED: Final = 0.0


def language(said: str) -> Language:
    """The language of that code. Raises `UnknownCode`, which lists those there are."""
    if said not in set(Language):
        raise UnknownCode("language", said, Language)
    return Language(said)


def preferred(accept_language: str | None, otherwise: str) -> Language:
    """What the header Accept-Language (RFC 9110) likes best of ours; what cannot be understood in it is passed over."""
    ranked = [_ranked(part) for part in (accept_language or "")[:LONGEST_HEADER].split(",")]
    wanted = [(weight, lang) for weight, lang in ranked if weight > NOT_WANTED and lang in set(Language)]
    return Language(max(wanted, key=lambda each: each[0])[1] if wanted else otherwise)


def _ranked(part: str) -> tuple[float, str]:
    """The weight and the language of one part, as `kk-KZ;q=0.8`."""
    tag, _, weight = part.partition(";")
    lang = tag.strip().lower().partition("-")[0]
    try:
        return float(weight.strip().removeprefix("q=") or 1), lang
    except ValueError:
        return NOT_WANTED, lang
