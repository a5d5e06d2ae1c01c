"""The claims behind a figure add up to it, now and then, each with what its own ledger says."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain import events as e
from projections import lookback_claims, lookback_days, lookback_folds
from projections.base import recorded_day
from projections.delays_questions import VIEW
from projections.lookback import Asked, figures_of, view_of, views
from projections.lookback_claims import ClaimFigures, Place, behind
from projections.lookback_days import Known
from tests.domain.examples import example
from tests.projections.claims import Country, Told, country, log_of
from tests.projections.journeys import keep, stored
from tests.projections.looking_back import ABOUT, NARROW, agree, fits, own_sums, total

pytestmark = pytest.mark.servers


def pages(made: Country, of: str, asked: Asked, known: Known, limit: int) -> list[ClaimFigures]:
    found: list[ClaimFigures] = []
    after: Place | None = None
    while True:
        page = behind(made.connection, view_of(of), asked, known, after=after, limit=limit)
        assert len(page.entries) <= limit
        found += page.entries
        if page.next is None:
            return found
        after = page.next


def test_the_claims_behind_a_figure_add_up_to_it_then_and_now(filled: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folded again from the store, they also prove it. Every claim is there once, and none that was not known then."""
    monkeypatch.setattr(lookback_claims, "WALKED", 7)
    monkeypatch.setattr(lookback_folds, "EVENTS_AT_ONCE", 60)
    for day in (filled.days[len(filled.days) // 3], filled.days[-2], None):
        known = filled.known(day)
        for where in ABOUT:
            asked = Asked(where=where, as_known=known.by)
            found = pages(filled, "delays", asked, known, limit=3)
            assert len({each.claim for each in found}) == len(found)
            assert {each.claim for each in found} == {told.claim for told in filled.waits(known) if fits(told, where)}
            figures = figures_of(filled.connection, VIEW, asked, known.second)
            agree(figures, total(each.figures for each in found))


def test_each_claim_behind_a_figure_has_its_own_seconds_exactly(filled: Country) -> None:
    known = filled.known(filled.days[-3])
    asked = Asked(where={"holder": ["APPLICANT"]}, as_known=known.by)
    found = {each.claim: each.figures for each in pages(filled, "delays", asked, known, limit=100)}
    own: dict[UUID, list[Told]] = defaultdict(list)
    for told in filled.waits(known):
        if fits(told, asked.where):
            own[told.claim].append(told)
    assert found.keys() == own.keys() != set()
    for claim, figures in found.items():
        agree(figures, own_sums(own[claim]), tolerance=0)


@pytest.mark.parametrize("of", [name for name in views() if name != "delays"])
def test_counts_too_are_opened_down_to_claims_that_add_up(filled: Country, of: str) -> None:
    for day in (filled.days[len(filled.days) // 2], None):
        known = filled.known(day)
        for where in NARROW:
            asked = Asked(where=where, as_known=known.by)
            found = total(each.figures for each in pages(filled, of, asked, known, limit=4))
            figures = figures_of(filled.connection, view_of(of), asked, known.second)
            assert {name: found.get(name, 0) for name in figures} == figures


def test_a_question_that_ran_then_is_found_though_its_outcome_is_known_now(database_url: str) -> None:
    """What came of a wait is the one thing that is told of it only at its end."""
    day = datetime(2019, 4, 1, 4, tzinfo=UTC)
    ran = (e.ClaimSubmitted, e.ClaimRegistered, e.ChecksRequested, e.LookupRequested)
    events = [example(kind, version=n, recorded_at=day) for n, kind in enumerate(ran, 1)]
    answer: dict[str, Any] = {"recorded_at": day + timedelta(days=1), "occurred_at": "2019-04-02T04:00:00Z"}
    events.append(example(e.LookupCompleted, version=5, **answer))
    with country(database_url) as made:
        made.record([stored(n, event) for n, event in enumerate(events, 1)])
        known = made.known(date(2019, 4, 1))
        asked = Asked(where={"cause": ["LOOKUP"], "came_of": ["none"]}, as_known=known.by)
        (found,) = pages(made, "delays", asked, known, limit=5)
        assert (found.figures["running"], found.version) == (1, 4)
        assert not pages(made, "delays", replace(asked, as_known=None), made.known(), limit=5)


def test_a_list_goes_no_further_than_the_read_model(database_url: str) -> None:
    """While it lags, what the store has already is neither in the figures nor behind them, of today and of that day."""
    events = log_of(7, 30)
    with country(database_url) as made:
        made.record(events[:100])
        keep(database_url, events[100:])
        for day in (None, recorded_day(events[99].recorded_at)):
            known = lookback_days.known(day, events[-1].recorded_at + timedelta(days=3))
            asked = Asked(as_known=known.by)
            found = total(each.figures for each in pages(made, "delays", asked, known, limit=50))
            agree(figures_of(made.connection, VIEW, asked, known.second), found)
