"""In which language a reader is answered."""

import pytest

from domain.errors import UnknownCode
from words import language, preferred


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (None, "kk"),
        ("", "kk"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8", "ru"),
        ("en;q=0.5, RU;q=0.7", "ru"),
        ("de, fr;q=0.9", "kk"),
        ("de, en;q=0.1", "en"),
        ("*", "kk"),
        ("ru;q=0, en;q=0.2", "en"),
        ("ru;q=high, en;q=0.2", "en"),
        ("ru;q=nan", "kk"),
        (";;;,=,q", "kk"),
        ("x" * 10_000 + ",ru", "kk"),
    ],
)
def test_the_header_is_a_wish(header: str | None, told: str) -> None:
    assert preferred(header, "kk") == told


def test_a_language_that_is_not_spoken_is_refused_with_the_list() -> None:
    assert language("en") == "en"
    with pytest.raises(UnknownCode, match="known: en, kk, ru"):
        language("de")
