"""What is recorded of a month after it was told: what was hidden stays hidden, and what was told stays as it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

import psycopg
import pytest

from disclosure.ledger import Release
from disclosure.stored import from_json
from releases import ledger
from releases.catalogue import CLAIMS
from releases.published import Published
from store.log import Recorded
from tests.projections.claims import country, log_of
from tests.releases.attack import Attack
from tests.releases.country import Office, office

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300)]

K: Final = 2
"""as the claims are few"""
SEEDS: Final = (77, 78)
BEFORE, AFTER = date(2019, 4, 30), date(2019, 6, 30)
RECORDED: Final = datetime(2019, 6, 15, 6, tzinfo=UTC)


def late() -> list[Recorded]:
    """Other claims of April, of an office whose computer is back in June."""
    return [
        replace(
            each,
            stream=UUID(int=each.stream.int ^ seed << 100),
            position=each.position + seed * 10**6,
            recorded_at=RECORDED,
        )
        for seed in SEEDS
        for each in log_of(seed, 25, walks=6)
    ]


def told(ours: Office, day: date) -> dict[str, Published]:
    found = ours.releases.tried(["outcomes", "channels"], month=ours.month, as_known=day, now=ours.now(day))
    return {name: each for name, each in found.items() if isinstance(each, Published)}


def released(ours: Office) -> list[Release]:
    with psycopg.connect(ours.country.url) as connection:
        entries = ledger.entries(connection, CLAIMS.name, ours.month)
    return [from_json(each.release) for each in entries if each.release]


def test_claims_that_are_recorded_between_two_days_tell_no_hidden_cell(shared_database_url: Callable[[], str]) -> None:
    with country(shared_database_url()) as made:
        made.record(log_of(1, 60, walks=16))
        with office(made, K) as ours:
            before = told(ours, BEFORE)
            made.record(late())
            made.stand_at(made.events[-1].position)
            after = told(ours, AFTER)
            assert before.keys() == after.keys() == {"outcomes", "channels"}
            assert (before["outcomes"].value() or 0) < (after["outcomes"].value() or 0), "claims of April came late"
            assert told(ours, BEFORE) == before
            attack = Attack(released(ours))
            assert {each.table.day for each in attack.releases} == {str(BEFORE), str(AFTER)}
            assert len(attack.hidden) > 50
            assert list(attack.narrowed()) == []
