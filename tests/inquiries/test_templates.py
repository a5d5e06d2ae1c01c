"""Every ready-made question has its figures, for auditors and for deputies, and its words."""

import pytest

from domain.vocabulary import InquiryTemplate, Language
from inquiries.released import GIVEN
from inquiries.templates import TEMPLATES
from words import say


@pytest.mark.parametrize("template", InquiryTemplate)
def test_a_question_has_tables_for_auditors_and_for_deputies_and_says_what_is_asked(template: InquiryTemplate) -> None:
    assert TEMPLATES[template].tables
    assert GIVEN[template].tables
    assert all(say(f"inquiry-about-{template}", lang) for lang in Language)
