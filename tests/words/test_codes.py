"""Every code of every closed list has words in all three languages."""

from enum import StrEnum
from typing import Final

import pytest

from domain import vocabulary
from domain.policy import editions
from domain.vocabulary import Language
from words import NoWords, code, say

LISTS: Final = [
    thing
    for thing in vars(vocabulary).values()
    if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum
]


def test_there_are_lists() -> None:
    assert {vocabulary.Stage, vocabulary.Verdict, vocabulary.WaitCause} <= set(LISTS)


@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize("kind", LISTS)
def test_every_code_of_the_vocabulary_has_words(kind: type[StrEnum], lang: Language) -> None:
    for each in kind:
        assert code(kind.__name__, each.value, lang)


@pytest.mark.parametrize("lang", Language)
def test_every_legal_basis_of_every_edition_has_words(lang: Language) -> None:
    for edition in editions():
        for basis in edition.bases:
            assert code("Basis", basis, lang)


def test_a_code_that_nobody_translated_is_our_mistake() -> None:
    with pytest.raises(NoWords, match="no words in kk for Stage-LOST"):
        code("Stage", "LOST", Language.KK)


def test_a_sentence_that_is_not_given_what_it_tells_of_is_our_mistake() -> None:
    with pytest.raises(NoWords, match="count"):
        say("working-days", Language.EN)
