"""JSON that can be read in one way only, and that holds nobody's number.

Standards leave open what a repeated name, NaN or half a character means; a body is stored as a digest and must mean the
same to everybody for ever, so such bodies are refused. So is every text with exactly twelve digits in a row, wherever
they stand: that is the shape of an IIN, and no event, log or read model ever holds one.
"""

import json
import re
from collections.abc import Iterable, Set
from typing import Final

from api.refusals import NotJson
from domain.errors import PersonalNumber

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

DEPTH: Final = 8
"""objects and lists within each other; commands need four"""
LARGEST: Final = 2**53 - 1
"""beyond it readers disagree about a whole number"""
IIN_DIGITS: Final = 12
IIN: Final = re.compile(rf"(?<!\d)\d{{{IIN_DIGITS}}}(?!\d)")
BY_CHANCE: Final = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
SHORTEST_NUMBER, LONGEST_NUMBER = 10 ** (IIN_DIGITS - 1), 10**IIN_DIGITS - 1


def read(body: bytes, known: Set[str] = frozenset()) -> Json:
    """The value of a body. Raises `NotJson` or `PersonalNumber`; neither repeats what was sent.

    `known`: names that the route itself has, which alone are said of where something is wrong.
    """
    try:
        value: Json = json.loads(body.decode(), object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise NotJson("the body is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise NotJson(f"the body is no JSON: {error.msg.lower()} at character {error.pos}") from None
    except RecursionError:
        raise NotJson(f"the body nests deeper than {DEPTH}") from None
    except ValueError:
        raise NotJson("the body holds a number of too many digits") from None
    _check(value, "the body", DEPTH, known)
    return value


def refuse_personal_numbers(texts: Iterable[tuple[str, str]]) -> None:
    """Raises `PersonalNumber` for the first (where, text) that is one."""
    for where, text in texts:
        if is_personal_number(text):
            raise PersonalNumber(where)


def is_personal_number(text: str) -> bool:
    """Exactly twelve digits in a row, of whatever script, alone or among other characters.

    A UUID or a SHA-256 may have them by chance and is nobody's number.
    """
    if len(text) < IIN_DIGITS:
        return False
    if IIN.search(text):
        return not BY_CHANCE.fullmatch(text)
    return len(stripped := text.strip()) == IIN_DIGITS and stripped.isdigit()


def _object(pairs: list[tuple[str, Json]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotJson("an object names the same member twice")
    return found


def _no_constant(constant: str) -> Json:
    raise NotJson(f"{constant} is no JSON number")


def _check(value: Json, where: str, depth: int, known: Set[str]) -> None:
    """`where` is the way to the value in words of the format or the route's own, never in words of the sender's."""
    if isinstance(value, str):
        _check_text(value, where)
    elif isinstance(value, dict | list):
        _check_inside(value, where, depth, known)
    elif isinstance(value, int | float):
        _check_number(value, where)


def _check_inside(value: dict[str, Json] | list[Json], where: str, depth: int, known: Set[str]) -> None:
    if not depth:
        raise NotJson(f"the body nests deeper than {DEPTH}")
    if isinstance(value, list):
        for item in value:
            _check(item, where if where in known else "an item of a list", depth - 1, known)
        return
    for name, member in value.items():
        _check_text(name, "the name of a member")
        _check(member, name if name in known else "a member of an object", depth - 1, known)


def _check_text(text: str, where: str) -> None:
    if is_personal_number(text):
        raise PersonalNumber(where)
    if "\0" in text:
        raise NotJson(f"{where} holds a NUL character")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise NotJson(f"{where} holds half a surrogate pair")


def _check_number(number: float, where: str) -> None:
    if SHORTEST_NUMBER <= abs(number) <= LONGEST_NUMBER:
        raise PersonalNumber(where)
    if abs(number) > LARGEST:
        raise NotJson(f"{where} is a number beyond {LARGEST}")
