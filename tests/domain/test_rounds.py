"""What a round of papers is, and what could have been asked for in an earlier one: a history for each rule."""

from collections.abc import Callable

import pytest

from domain import events as e
from domain import rounds
from domain.ledger import Ledger
from domain.regions import local_day
from domain.rounds import LOOKED_BACK, Asked, Rounds
from tests.domain.history import ALMATY, History, question

HOUR = 3600
DAY = 24 * HOUR


def asked(history: History) -> list[Asked]:
    """Every demand of the history, in order."""
    return told(history)[0]


def told(history: History) -> tuple[list[Asked], Rounds]:
    ledger, account, found = Ledger(), Rounds(), []
    for event in history.events:
        ledger.apply(event)
        if isinstance(event, e.DocumentRequested):
            on = local_day(event.happened_at, ALMATY)
            found.append(account.demanded(event, ledger.state, ledger.last_at, on))
        elif type(event) in rounds.OTHERS:
            account.happened(event, ledger.state)
    return found, account


def numbers(history: History) -> list[int]:
    return [each.round for each in asked(history)]


def could_in(history: History) -> list[int | None]:
    return [each.could_in for each in asked(history)]


def sooner(history: History) -> list[int]:
    return [sum(until - since for since, until in each.stretches) for each in asked(history)]


def two_gaps() -> History:
    """Of the birth and of the father, both known before anything is demanded."""
    h = History().registered().asked(question("L1", "BIRTH"), question("L2", "FATHER")).sent("L1").sent("L2")
    return h.answered("L1").gap("G1").answered("L2").gap("G2", "FATHER", lookup="L2")


def father(h: History, demand: str = "D2", **other: str) -> History:
    return h.demanded(demand, gap="G2", **{"fact": "FATHER"} | other)


def round_of_birth(h: History, demand: str = "D1") -> History:
    return h.demanded(demand).after(HOUR).received(demand).gap_closed("G1").after(HOUR)


# what a round is


def test_demands_made_before_any_paper_comes_in_are_one_round() -> None:
    h = father(two_gaps().demanded().after(HOUR))
    assert [(each.round, each.made) for each in asked(h)] == [(1, True), (1, False)]


def test_a_demand_made_after_a_paper_came_in_is_another_round() -> None:
    assert numbers(father(round_of_birth(two_gaps()))) == [1, 2]


def test_a_paper_of_an_older_round_ends_the_last_one_too() -> None:
    h = father(two_gaps().demanded("D1")).received("D1").demanded("D3", "NEVER_LOOKED_UP", None, fact="DEATH")
    assert numbers(h.received("D2").demanded("D4", "NEVER_LOOKED_UP", None, fact="MARRIAGE")) == [1, 1, 2, 3]


def test_a_round_that_was_taken_back_as_a_whole_is_over() -> None:
    h = father(two_gaps().demanded()).taken_back("D1")
    assert numbers(h.demanded("D3")) == [1, 1, 1], "one paper of it is still outstanding"
    h = father(two_gaps().demanded()).taken_back("D1").taken_back("D2")
    assert numbers(h.demanded("D3")) == [1, 1, 2]


def test_a_round_ends_with_the_decision() -> None:
    h = two_gaps().demanded().add(e.ClaimRefused).add(e.ComplaintFiled).add(e.ComplaintResolved, result="UPHELD")
    assert numbers(father(h)) == [1, 2]


# what could have been asked for before


def test_what_was_missing_when_the_earlier_round_was_made_could_have_been_asked_for_in_it() -> None:
    h = father(round_of_birth(two_gaps()))
    assert could_in(h) == [None, 1]
    assert sooner(h) == [0, 2 * HOUR]


def test_what_was_found_missing_only_later_could_not() -> None:
    h = History().with_gap().demanded().after(HOUR).asked(question("L2", "FATHER")).sent("L2").answered("L2")
    assert could_in(father(h.gap("G2", "FATHER", lookup="L2").received("D1").gap_closed("G1"))) == [None, None]


def test_in_one_round_nothing_comes_late() -> None:
    assert could_in(father(two_gaps().demanded().after(HOUR))) == [None, None]


def before(attempt: Callable[[History], History]) -> list[int | None]:
    """Something is tried before the first round; then a paper for the birth, then one for the father."""
    return could_in(father(round_of_birth(attempt(two_gaps()))))


def since(attempt: Callable[[History], History]) -> list[int | None]:
    """The same, tried between the two rounds."""
    return could_in(father(attempt(round_of_birth(two_gaps()))))


def test_while_a_registry_is_asked_no_paper_could_be() -> None:
    assert before(lambda h: h.asked(question("L3", "FATHER"))) == [None, None]


def test_while_another_state_body_is_asked_no_paper_could_be_until_its_day_is_past() -> None:
    assert before(lambda h: h.state_asked(gap="G2")) == [None, None]
    assert before(lambda h: h.state_asked(gap="G2").after(90 * 24 * HOUR)) == [None, 1]
    assert before(lambda h: h.state_asked(gap="G2").state_answered("NO_DATA")) == [None, 1]


def test_to_ask_the_state_or_a_registry_first_is_no_fault() -> None:
    assert since(lambda h: h.state_asked(gap="G2").state_answered("NO_DATA")) == [None, None]
    assert since(lambda h: h.asked(question("L3", "FATHER")).sent("L3").answered("L3")) == [None, None]
    assert since(lambda h: h.asked(question("L3", "DEATH"))) == [None, 1], "another fact was asked for"


def test_a_gap_that_only_changed_its_reason_was_known_all_the_time() -> None:
    assert since(lambda h: h.gap_closed("G2", replaced_by="G3").gap("G3", "FATHER", lookup="L2")) == [None, 1]


def test_a_gap_that_was_closed_in_between_was_not() -> None:
    assert since(lambda h: h.gap_closed("G2").gap("G3", "FATHER", lookup="L2")) == [None, None]


def alimony(h: History, gap: str = "G3") -> History:
    return h.gap(gap, "ALIMONY", cause="NO_SOURCE", lookup=None)


def test_that_no_registry_is_connected_was_known_before_the_first_round() -> None:
    h = round_of_birth(two_gaps())
    assert could_in(h.demanded("D2", "NO_REGISTRY", None, fact="ALIMONY")) == [None, 1]
    h = alimony(round_of_birth(two_gaps()))
    assert could_in(h.demanded("D2", "GAP", "G3", fact="ALIMONY")) == [None, 1]


def test_where_the_state_gave_it_once_and_it_is_missing_again_it_was_not() -> None:
    h = round_of_birth(alimony(two_gaps())).state_asked(gap="G3").state_answered("PROVIDED").gap_closed("G3")
    assert could_in(alimony(h, "G4").demanded("D2", "GAP", "G4", fact="ALIMONY")) == [None, None]


@pytest.mark.parametrize("verdict", ["ASKED_AGAIN", "ASKED_TOO_EARLY", "PRESENT_BUT_ASKED", "NEVER_LOOKED_UP"])
def test_what_should_not_have_been_asked_at_all_came_in_no_round_too_late(verdict: str) -> None:
    assert could_in(round_of_birth(two_gaps()).demanded("D2", verdict, "G2", fact="FATHER")) == [None, None]


def test_what_was_asked_for_and_taken_back_was_asked_for_in_time() -> None:
    h = father(two_gaps().demanded("D1")).taken_back("D2").received("D1").gap_closed("G1")
    assert could_in(father(h, "D3")) == [None, None, None]


def test_a_consent_is_no_paper_for_the_fact() -> None:
    h = father(two_gaps().demanded("D1"), "D2", type="CONSENT").taken_back("D2").received("D1").gap_closed("G1")
    assert could_in(father(h, "D3")) == [None, None, 1]


def test_after_a_decision_everything_begins_anew() -> None:
    h = round_of_birth(two_gaps()).add(e.ClaimRefused).add(e.ComplaintFiled).add(e.ComplaintResolved, result="UPHELD")
    assert could_in(father(h)) == [None, None]
    assert could_in(h.received("D2").demanded("D3", "NO_REGISTRY", None, fact="ALIMONY")) == [None, None, 2]


# seconds, never twice


def three_rounds(h: History) -> History:
    """A gap of the father's, and no registry for the alimony: both could have been asked for in the first round."""
    h = father(round_of_birth(h)).after(HOUR).received("D2").gap_closed("G2").after(HOUR)
    return h.demanded("D3", "NO_REGISTRY", None, fact="ALIMONY")


def test_no_second_of_a_claim_is_told_twice() -> None:
    h = three_rounds(two_gaps())
    assert could_in(h) == [None, 1, 1]
    assert sooner(h) == [0, 2 * HOUR, 2 * HOUR], "between rounds 1 and 2 it was told already"
    one_more = h.demanded("D4", "NO_REGISTRY", None, fact="OTHER", type="OTHER")
    assert sooner(one_more) == [0, 2 * HOUR, 2 * HOUR, 0]


def test_the_example_of_the_explanation() -> None:
    """docs/explanation/flow-of-claims.md"""
    h = two_gaps().asked(question("L3", "PROPERTY")).sent("L3").answered("L3").gap("G3", "PROPERTY", lookup="L3")
    h.at("04-01 10:00").demanded("D1").at("04-03 10:00").received("D1").gap_closed("G1")
    father(h).at("04-08 10:00").received("D2").gap_closed("G2")
    h.demanded("D3", "NO_REGISTRY", None, fact="ALIMONY").demanded("D4", gap="G3", fact="PROPERTY")
    assert numbers(h) == [1, 2, 3, 3]
    assert could_in(h) == [None, 1, 1, 1]
    assert sooner(h) == [0, 2 * DAY, 5 * DAY, 0]


def test_a_stretch_that_was_not_told_is_told_once_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    h = round_of_birth(two_gaps()).demanded("D2", "NEVER_LOOKED_UP", None, fact="DEATH")
    h = father(h.after(HOUR).received("D2"), "D3")
    assert (could_in(h), sooner(h)) == ([None, None, 1], [0, 0, 3 * HOUR])
    monkeypatch.setattr(rounds, "LOOKED_BACK", 1)
    assert sooner(h) == [0, 0, HOUR], "too few, where more rounds were made than are remembered"


def test_the_account_of_a_claim_does_not_grow_with_its_rounds() -> None:
    h = two_gaps()
    for n in range(1, 3 * LOOKED_BACK):
        h.after(HOUR).demanded(f"D{n}", "NEVER_LOOKED_UP", None, fact="DEATH").received(f"D{n}")
    found, account = told(h)
    assert found[-1].round == account.number == 3 * LOOKED_BACK - 1
    assert len(account.untold) == LOOKED_BACK
    assert len(account.could) == 2
