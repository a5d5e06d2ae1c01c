"""Bodies that could be read in two ways, and numbers of people, wherever they stand."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.refusals import NotJson
from api.strict_json import DEPTH, Json, is_personal_number, read
from domain.errors import PersonalNumber

IIN = "850101300123"
ARABIC = "".join(chr(0x0660 + int(digit)) for digit in IIN)
WIDE = "".join(chr(0xFF10 + int(digit)) for digit in IIN)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{}{}",
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "c": 2, "b": 1}}',
        b'{"a": "\\u0000"}',
        b'{"\\u0000": 1}',
        b'{"a": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"a": "\xff"}',
        '{"a": "x"}'.encode("utf-16"),
        b"\xef\xbb\xbf{}",
        b'{"a": 9007199254740992}',
        b'{"a": 1' + b"0" * 5000 + b"}",
        b"[" * 30_000,
        b"[" * (DEPTH + 1) + b"]" * (DEPTH + 1),
        b'{"a":' * 20_000,
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(body: bytes) -> None:
    with pytest.raises(NotJson):
        read(body)


@pytest.mark.parametrize("number", [IIN, f" {IIN}\t", f"\u00a0{IIN}", ARABIC, WIDE, IIN[:6] + ARABIC[6:]])
def test_twelve_digits_are_refused_as_value_and_as_name(number: str) -> None:
    bodies: list[Json] = [number, {"a": number}, {number: 1}, {"a": [{"b": [number]}]}, {"a": {number: {}}}]
    for body in bodies:
        with pytest.raises(PersonalNumber) as refusal:
            read(json.dumps(body).encode())
        assert IIN[:6] not in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [f"iin {IIN}", f"AB-{IIN}/2019", f"{IIN}a", f"a{IIN}", f"№{IIN}", f"1 {IIN} 2", f"x{ARABIC}y", f"{'a' * 31}-{IIN}"],
)
def test_twelve_digits_are_refused_also_within_a_longer_text_and_not_repeated(text: str) -> None:
    for body in (text, {text: 1}, [[text]]):
        with pytest.raises(PersonalNumber) as refusal:
            read(json.dumps(body).encode())
        assert IIN[:6] not in refusal.value.told


@pytest.mark.parametrize("text", [f"a0000000-0000-4000-8000-{IIN}", "f" * 26 + IIN + "e" * 26, f"{IIN}7", f"7{IIN}x"])
def test_what_has_them_by_chance_is_no_persons_number(text: str) -> None:
    assert not is_personal_number(text)


@pytest.mark.parametrize("number", [b"850101300123", b"-850101300123", b"850101300123.0", b"8.50101300123e11"])
def test_twelve_digits_are_refused_as_a_number(number: bytes) -> None:
    with pytest.raises(PersonalNumber):
        read(b'{"a": ' + number + b"}")


@pytest.mark.parametrize("text", ["85010130012", "8501013001234", "850101-300123", "a85010130012", "", " " * 12])
def test_other_lengths_and_shapes_are_no_persons_number(text: str) -> None:
    assert not is_personal_number(text)


VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**11) + 1, 10**11 - 1)
    | st.text(st.characters(exclude_categories=["Cs", "Nd", "No"], exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="ascii", exclude_categories=["Cc", "Nd"])), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_everything_else_is_read_as_it_was_meant(value: Json) -> None:
    depth = _depth(value)
    if depth <= DEPTH:
        assert read(json.dumps(value).encode()) == value
    else:
        with pytest.raises(NotJson):
            read(json.dumps(value).encode())


@given(st.binary(max_size=200))
def test_no_bytes_bring_it_out_of_step(body: bytes) -> None:
    with suppress(NotJson, PersonalNumber):
        read(body)


def _depth(value: Json) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0) if isinstance(value, dict | list) else 0
