"""How a dataclass becomes columns of a table, and its objects plain values and objects again.

Every value is checked when it is written: what PostgreSQL would refuse (a NUL character, a number beyond bigint, a
missing value) must show while one stream is folded, where it parks that stream, and never when a batch is stored.
Whatever is no plain column is JSON text, never jsonb: jsonb loses the order of keys, and with it the order of a fold.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from operator import attrgetter, itemgetter
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints, is_typeddict
from uuid import UUID

import orjson

from projections.packed import way

T = TypeVar("T")
Plain = str | int | date | None
"""what a column holds on the way to and from the database: text, whole number, truth, day or instant"""
Values = tuple[Plain, ...]
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
        self._plain: dict[tuple[type, ...], _Plain | None] = {}

    def values(self, of: T) -> Values:
        """The object as plain values. Raises TypeError or ValueError where a field holds what its column cannot.

        Measured: to look at all texts at once, and at all numbers, costs a third of asking every column.
        """
        if type(of) is not self.of:
            raise TypeError(f"expected a {self.of.__name__}, not a {type(of).__name__}")
        values: Values = self._fields(of)
        types = tuple(map(type, values))
        if types not in self._plain:
            self._plain[types] = _plain(self.columns, types)
        if (plain := self._plain[types]) and plain.fits(values):
            return values
        return tuple([write(value) for write, value in zip(self._writers, values, strict=True)])

    def object(self, values: Sequence[Plain]) -> T:
        """The object that was once written as these values."""
        return self.of(*[read(value) for read, value in zip(self._readers, values, strict=True)])

    def _only(self, of: T) -> tuple[Any, ...]:
        return tuple(getattr(of, name) for name in self.names)


@dataclass(frozen=True, slots=True)
class _Plain:
    """Values of these types are written as they are: where texts and numbers stand among them."""

    texts: Callable[[Values], Sequence[str]]
    numbers: Callable[[Values], Sequence[int]]

    def fits(self, values: Values) -> bool:
        """False says nothing: then every column is asked by itself, and raises where it must."""
        text, numbers = "".join(self.texts(values)), self.numbers(values)
        return text.isascii() and "\0" not in text and min(numbers) >= -BIGINT and max(numbers) < BIGINT


def _plain(columns: Sequence[Column], types: Sequence[type]) -> _Plain | None:
    """None if a value of any of these types is another in the database."""
    for column, of in zip(columns, types, strict=True):
        if not (column.nullable if of is NoneType else of is column.kept):
            return None
    return _Plain(_all_of(str, types, [""]), _all_of(int, types, [0]))


def _all_of(kind: type, types: Sequence[type], none: Sequence[Any]) -> Callable[[Values], Sequence[Any]]:
    """Those values that are of this type; `none` where there are none."""
    at = [n for n, of in enumerate(types) if of is kind]
    return itemgetter(*at, at[-1]) if at else lambda values: none  # of one place alone it would give no sequence


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
AS_IT_IS = (str, int, bool, date)
"""types of which a column takes the values as they are"""
KINDS: dict[Any, Kind] = {
    str: (TEXT, _text, _same),
    int: ("bigint", _whole, _same),
    bool: ("boolean", _truth, _same),
    date: ("date", _day, _same),
    datetime: ("timestamptz", _instant, lambda at: at.astimezone(UTC)),
    UUID: ("uuid", _uuid, UUID),
}
