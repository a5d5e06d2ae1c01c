"""How a dataclass becomes columns of a table, and its objects plain values and objects again.

Every value is checked before it is written: what PostgreSQL would refuse (a NUL character, a number beyond bigint, a
missing value) must show while one stream is folded, where it parks that stream, and never when a batch is stored.
Lines and cells are checked a column at a time for a whole batch, which costs a sixth; where one does not fit, the batch
is folded again and every object checked by itself (apply.py).
Whatever is no plain column is JSON text, never jsonb: jsonb loses the order of keys, and with it the order of a fold.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from operator import attrgetter, is_
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints, is_typeddict
from uuid import UUID

import orjson

from projections.packed import way

T = TypeVar("T")
Plain = str | int | date | None
"""what a column holds on the way to and from the database: text, whole number, truth, day or instant"""
Values = tuple[Plain, ...]
Fields = tuple[Any, ...]
"""what an object's fields hold, which nobody has looked at yet"""
BIGINT = 2**63


@dataclass(frozen=True, slots=True)
class Column:
    """One field: its SQL type, and how its value goes there and comes back. `kept`: the type that goes as it is."""

    name: str
    sql: str
    nullable: bool
    write: Callable[[Any], Plain]
    read: Callable[[Any], Any]
    kept: type | None

    @property
    def definition(self) -> str:
        return f'"{self.name}" {self.sql}{"" if self.nullable else " NOT NULL"}'

    @property
    def type(self) -> str:
        """The SQL type alone, without its collation."""
        return self.sql.partition(" ")[0]

    def fit(self, values: Sequence[Any]) -> Sequence[Plain]:
        """Many values as they are written: themselves, where one look at all of them says that they can be."""
        there = [value for value in values if value is not None] if self.nullable else values
        return values if self.kept and _all_fit(self.kept, there) else [self.write(value) for value in values]


class Shape(Generic[T]):
    """The columns of a dataclass, and the way of its objects to plain values and back."""

    def __init__(self, of: type[T]) -> None:
        if not is_dataclass(of):
            raise TypeError(f"{of.__name__} is no dataclass")
        self.of = of
        hints = get_type_hints(of)
        self.columns = tuple(_column(f"{of.__name__}.{f.name}", f.name, hints[f.name]) for f in fields(of))
        self.names = tuple(column.name for column in self.columns)
        self.types = {column.name: column.type for column in self.columns}
        self._fields: Callable[[Any], Any] = attrgetter(*self.names) if len(self.names) > 1 else self._only
        self._writers = tuple(column.write for column in self.columns)
        self._readers = tuple(column.read for column in self.columns)

    def fields(self, of: T) -> Fields:
        """What the object's fields hold, as it is: `fit` makes plain values of many of them."""
        if type(of) is not self.of:
            raise TypeError(f"expected a {self.of.__name__}, not a {type(of).__name__}")
        fields: Fields = self._fields(of)
        return fields

    def values(self, of: T) -> Values:
        """The object as plain values. Raises TypeError or ValueError where a field holds what its column cannot."""
        return tuple([write(value) for write, value in zip(self._writers, self.fields(of), strict=True)])

    def fit(self, objects: Sequence[Fields]) -> Sequence[Values]:
        """Many objects as plain values, looked at a column at a time. Raises as `values` does."""
        if not objects:
            return ()
        columns = list(zip(*objects, strict=True))
        written = [column.fit(values) for column, values in zip(self.columns, columns, strict=True)]
        return objects if all(map(is_, columns, written)) else list(zip(*written, strict=True))

    def object(self, values: Sequence[Plain]) -> T:
        """The object that was once written as these values."""
        return self.of(*[read(value) for read, value in zip(self._readers, values, strict=True)])

    def _only(self, of: T) -> tuple[Any, ...]:
        return tuple(getattr(of, name) for name in self.names)


def _column(where: str, name: str, hint: Any) -> Column:
    inner, nullable = _without_none(hint)
    sql, write, read = _kind(where, inner)
    kept = inner if inner in AS_IT_IS else None
    if not nullable:
        return Column(name, sql, False, write, read, kept)
    return Column(name, sql, True, _or_none(write), _or_none(read), kept)


def _without_none(hint: Any) -> tuple[Any, bool]:
    """The type without its `| None`, and whether it had one."""
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    parts = [part for part in get_args(hint) if part is not NoneType]
    return (parts[0] if len(parts) == 1 else hint), len(parts) < len(get_args(hint))


def _or_none(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


Kind = tuple[str, Callable[[Any], Plain], Callable[[Any], Any]]


def _kind(where: str, hint: Any) -> Kind:
    """SQL type, way there, way back."""
    if hint in KINDS:
        return KINDS[hint]
    plain = get_origin(hint) or hint
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return TEXT, lambda value: _text(plain(value).value), plain
    if packed := way(hint):
        return TEXT, lambda value: _json(packed.there(value)), lambda text: packed.back(orjson.loads(text))
    if plain is tuple:
        return TEXT, _json, lambda text: tuple(orjson.loads(text))
    if plain in (dict, list) or is_typeddict(plain):
        return TEXT, _json, orjson.loads
    raise TypeError(f"{where} is a {hint}: no column can hold it")


def _all_fit(kind: type, values: Sequence[Any]) -> bool:
    return set(map(type, values)) <= {kind} and AS_IT_IS[kind](values)


def _are_plain(texts: Sequence[str]) -> bool:
    text = "".join(texts)
    return text.isascii() and "\0" not in text


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, not {value!r}")
    if "\0" in value:
        raise ValueError(f"text with a NUL character: {value!r}")
    if not value.isascii():
        value.encode()  # a lone surrogate raises here
    return value if type(value) is str else str(value)


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"expected a whole number, not {value!r}")
    if not -BIGINT <= value < BIGINT:
        raise ValueError(f"beyond 64 bits: {value}")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"expected a truth value, not {value!r}")
    return value


def _day(value: object) -> date:
    if type(value) is not date:
        raise TypeError(f"expected a day, not {value!r}")
    return value


def _instant(value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError(f"expected an instant with its time zone, not {value!r}")
    return value


def _uuid(value: object) -> str:
    if not isinstance(value, UUID):
        raise TypeError(f"expected a UUID, not {value!r}")
    return str(value)


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _same(value: Any) -> Any:
    return value


TEXT = 'text COLLATE "C"'
AS_IT_IS: dict[type, Callable[[Sequence[Any]], bool]] = {
    str: _are_plain,
    int: lambda numbers: not numbers or (min(numbers) >= -BIGINT and max(numbers) < BIGINT),
    bool: lambda truths: True,
    date: lambda days: True,
}
"""type of which a column takes values as they are -> whether it takes all of these; False says nothing of any one"""
KINDS: dict[Any, Kind] = {
    str: (TEXT, _text, _same),
    int: ("bigint", _whole, _same),
    bool: ("boolean", _truth, _same),
    date: ("date", _day, _same),
    datetime: ("timestamptz", _instant, lambda at: at.astimezone(UTC)),
    UUID: ("uuid", _uuid, UUID),
}
