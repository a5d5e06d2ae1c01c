"""A demand that fits two rows of the table of verdicts is worth the first."""

import pytest

from domain.claim import Claim
from domain.vocabulary import Fact, StateAnswer, StateBody, Verdict
from domain.vocabulary import LookupOutcome as Outcome
from tests.domain.papers import NO_DATA, NO_SOURCE, NOT_FOUND_BABY, demand, demanded, state_asked
from tests.domain.scenario import Step, asked, did, given, looked_up, registered


@pytest.mark.parametrize(
    ("steps", "fact", "basis", "worth"),
    [
        pytest.param(
            (did(Claim.request_document), asked(Fact.BIRTH)), Fact.BIRTH, None, Verdict.ASKED_AGAIN, id="1 before 2"
        ),
        pytest.param(
            (did(Claim.request_document), looked_up(Fact.BIRTH, outcome=Outcome.FOUND_COMPLETE)),
            Fact.BIRTH,
            None,
            Verdict.ASKED_AGAIN,
            id="1 before 3",
        ),
        pytest.param(
            (NOT_FOUND_BABY, did(Claim.request_document)), Fact.BIRTH, None, Verdict.ASKED_AGAIN, id="1 before 4"
        ),
        pytest.param(
            (NOT_FOUND_BABY, did(Claim.request_document)), Fact.BIRTH, NO_DATA, Verdict.ASKED_AGAIN, id="1 before 5"
        ),
        pytest.param(
            (did(Claim.request_document, **demanded(Fact.ALIMONY)),),
            Fact.ALIMONY,
            NO_SOURCE,
            Verdict.ASKED_AGAIN,
            id="1 before 6",
        ),
        pytest.param((did(Claim.request_document),), Fact.BIRTH, NO_DATA, Verdict.ASKED_AGAIN, id="1 before 7"),
        pytest.param(
            (looked_up(Fact.BIRTH, outcome=Outcome.FOUND_COMPLETE), asked(Fact.BIRTH)),
            Fact.BIRTH,
            None,
            Verdict.ASKED_TOO_EARLY,
            id="2 before 3",
        ),
        pytest.param((NOT_FOUND_BABY, asked(Fact.BIRTH)), Fact.BIRTH, None, Verdict.ASKED_TOO_EARLY, id="2 before 4"),
        pytest.param(
            (NOT_FOUND_BABY, asked(Fact.BIRTH)), Fact.BIRTH, NO_DATA, Verdict.ASKED_TOO_EARLY, id="2 before 5"
        ),
        pytest.param(
            (asked(Fact.ALIMONY), state_asked(StateBody.STATE_CORPORATION, None)),
            Fact.ALIMONY,
            NO_SOURCE,
            Verdict.ASKED_TOO_EARLY,
            id="2 before 6",
        ),
        pytest.param((asked(Fact.BIRTH),), Fact.BIRTH, NO_DATA, Verdict.ASKED_TOO_EARLY, id="2 before 7"),
        pytest.param(
            (asked(Fact.ALIMONY), state_asked(StateBody.STATE_CORPORATION, StateAnswer.PROVIDED)),
            Fact.ALIMONY,
            None,
            Verdict.PRESENT_BUT_ASKED,
            id="3 before 4",
        ),
        pytest.param(
            (asked(Fact.ALIMONY), state_asked(StateBody.STATE_CORPORATION, StateAnswer.PROVIDED)),
            Fact.ALIMONY,
            NO_SOURCE,
            Verdict.PRESENT_BUT_ASKED,
            id="3 before 6",
        ),
        pytest.param((asked(Fact.ALIMONY),), Fact.ALIMONY, None, Verdict.NO_BASIS, id="4 before 5"),
        pytest.param((asked(Fact.ALIMONY),), Fact.ALIMONY, NO_SOURCE, Verdict.GAP, id="5 before 6"),
    ],
)
def test_the_first_row_that_fits_is_the_verdict(
    steps: tuple[Step, ...], fact: Fact, basis: str | None, worth: Verdict
) -> None:
    assert demand(given(registered(), *steps), fact, basis).verdict == worth
