"""Whose turn it is, by the claim's own state: exactly what the ledger's open waits say, over any history."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings

from domain.events import ClaimAssigned, ClaimEvent, ClaimHandedBack
from domain.ledger import Ledger
from domain.turns import held, turns
from domain.vocabulary import Party, Role, WaitKind
from tests.domain.histories import History, histories

ACTS_AS = {Party.OFFICE: Role.CASEWORKER, Party.COMMISSION: Role.COMMISSION, Party.AUTHORISED_BODY: Role.HEAD}


def ends_a_save(events: Sequence[ClaimEvent]) -> Iterator[bool]:
    for one, following in pairwise(events):
        yield one.request != following.request
    yield True


def by_the_waits(ledger: Ledger) -> dict[str, str]:
    """The same said by who holds the open waits; a file on its way is no work for whoever sent it."""
    on_its_way = any(wait.kind == WaitKind.FILE for wait in ledger.open)
    return {
        ACTS_AS[Party(wait.holder["kind"])]: str(wait.holder["code"])
        for wait in ledger.open
        if wait.holder["kind"] in ACTS_AS and not (on_its_way and wait.holder["kind"] == Party.OFFICE)
    }


@pytest.mark.long
@settings(max_examples=120)
@given(histories())
def test_a_role_has_its_turn_while_its_party_holds_a_wait(history: History) -> None:
    for claim in history.claims:
        events, ledger = history.of(claim), Ledger()
        for event, whole in zip(events, ends_a_save(events), strict=True):
            ledger.apply(event)
            if whole:
                assert turns(ledger.state) == by_the_waits(ledger), event


@pytest.mark.long
@settings(max_examples=100)
@given(histories())
def test_a_claim_is_in_the_hands_of_those_only_whose_turn_it_is_and_of_one_of_them(history: History) -> None:
    for claim in history.claims:
        ledger = Ledger()
        for event in history.of(claim):
            before = held(ledger.state)
            ledger.apply(event)
            now = turns(ledger.state)
            assert all(now[role] == hand.office for role, hand in held(ledger.state).items())
            if isinstance(event, ClaimAssigned) and event.way == "NEXT":
                assert event.to_role not in before, "it was in somebody's hands"
            if isinstance(event, ClaimHandedBack):
                assert before[event.by["role"]].to == event.by["actor"]


@pytest.mark.long
@settings(max_examples=100)
@given(histories())
def test_who_works_on_a_claim_opens_and_closes_no_wait(history: History) -> None:
    for claim in history.claims:
        ledger = Ledger()
        for event in history.of(claim):
            before = [(wait.id, wait.holder, wait.liable) for wait in ledger.open]
            closed = ledger.apply(event)
            if isinstance(event, ClaimAssigned | ClaimHandedBack):
                assert (closed, [(wait.id, wait.holder, wait.liable) for wait in ledger.open]) == ([], before)
