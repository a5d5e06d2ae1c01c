"""Dataclasses within a column, as JSON lists of their fields' values: what is in a row goes without its names.

Measured on a claim with eight questions: three fifths of the text, half the time to write and to read it. Without names
a row means something only to the declaration that wrote it; another declaration has another number in its name.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Turn = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Way:
    """From an object to plain lists, dictionaries and values, and back."""

    there: Turn
    back: Turn


def way(hint: Any) -> Way | None:
    """How values of that type are packed; None if they are plain JSON already."""
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _of_fields(hint)
    if origin in (Union, UnionType):
        return _or_none([part for part in inner if part is not NoneType])
    if origin is list and (each := way(inner[0])):
        return _of_list(each)
    if origin is dict and (each := way(inner[1])):
        return _of_dict(each)
    return None


def _of_fields(of: type) -> Way:
    hints = get_type_hints(of)
    names = [field.name for field in fields(of)]
    ways = [(n, each) for n, name in enumerate(names) if (each := way(hints[name]))]
    theirs = [(n, each.there) for n, each in ways]
    ours = [(n, each.back) for n, each in ways]
    values = attrgetter(*names) if len(names) > 1 else lambda it: (getattr(it, names[0]),)

    def there(it: Any) -> Any:
        if type(it) is not of:
            raise TypeError(f"expected a {of.__name__}, not a {type(it).__name__}")
        if not theirs:
            return values(it)
        packed = list(values(it))
        for n, turn in theirs:
            packed[n] = turn(packed[n])
        return packed

    def back(packed: list[Any]) -> Any:
        if len(packed) != len(names):
            raise ValueError(f"a {of.__name__} has {len(names)} fields, {len(packed)} were stored")
        for n, turn in ours:
            packed[n] = turn(packed[n])
        return of(*packed)

    return Way(there, back)


def _or_none(parts: list[Any]) -> Way | None:
    if len(parts) != 1 or not (each := way(parts[0])):
        return None
    there, back = each.there, each.back
    return Way(lambda it: None if it is None else there(it), lambda it: None if it is None else back(it))


def _of_list(each: Way) -> Way:
    there, back = each.there, each.back
    return Way(lambda it: [there(one) for one in it], lambda it: [back(one) for one in it])


def _of_dict(each: Way) -> Way:
    there, back = each.there, each.back
    return Way(
        lambda it: {key: there(one) for key, one in it.items()},
        lambda it: {key: back(one) for key, one in it.items()},
    )
