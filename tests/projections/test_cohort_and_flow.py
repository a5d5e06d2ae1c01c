"""Cohort and flow figures, counted a second way in plain Python over the events of random histories."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from random import Random

import psycopg
import pytest
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

from domain.events import ClaimEvent
from domain.ledger import Ledger
from domain.regions import local_day, time_zone
from domain.term import limit
from projections import cohort, flow
from projections.accounts import accounts
from projections.apply import ReadModels
from projections.base import RECORDED_DAYS, AnyProjection
from projections.connect import connect
from projections.freshness import ensure_heartbeats
from projections.lookback import Asked, Figures, rolled_up
from projections.rebuild import rebuild
from projections.tables import ensure, live
from store import log
from tests.domain.histories import History, walked
from tests.projections.journeys import keep, split

pytestmark = pytest.mark.servers

OURS: tuple[AnyProjection, ...] = (accounts, cohort.cohort, flow.flow)
EVERYTHING = Asked()


@pytest.fixture(params=[1, 2, 3])
def told(request: pytest.FixtureRequest, database_url: str) -> Iterator[tuple[History, Connection]]:
    """A history in the read models, in batches of any size, rebuilt without a difference."""
    chance = Random(request.param)
    history = walked(chance, 400)
    keep(database_url, history.log())
    with (
        closing(connect(database_url, "test")) as connection,
        psycopg.connect(database_url, autocommit=True) as reader,
    ):
        ensure(connection, OURS)
        ensure_heartbeats(connection)
        models = ReadModels(connection, map(live, OURS), partial(log.read_stream, reader))
        for batch in split(history.log(), chance):
            models.apply(batch)
        for projection in OURS[1:]:
            assert rebuild(connection, reader, projection, batch=500).differences == []
        yield history, connection


def instants(history: History) -> list[int]:
    """Long before the end of some, at the last event, and weeks later."""
    last = int(history.events[-1].timestamp.timestamp())
    return [last, last + 3 * 86_400, last + 60 * 86_400]


def ledgers(history: History, until: datetime | None = None) -> list[tuple[list[ClaimEvent], Ledger]]:
    """Every claim's events recorded before an instant, and its ledger then."""
    found = []
    for claim in history.claims:
        events = [event for event in history.of(claim) if until is None or event.timestamp < until]
        ledger = Ledger()
        for event in events:
            ledger.apply(event)
        if events:
            found.append((events, ledger))
    return found


def counted(history: History, at: int, until: datetime | None = None) -> Counter[str]:
    """The cohort of everything, by the rules as they are told and not as they are programmed."""
    found: Counter[str] = Counter()
    for events, ledger in ledgers(history, until):
        state = ledger.state
        today = local_day(datetime.fromtimestamp(at, UTC), time_zone(ledger.zone))
        ends = [event for event in events if event.TOPIC in ("claim.approved", "claim.refused", "claim.withdrawn")]
        found["received"] += 1
        found["registered"] += any(event.TOPIC == "claim.registered" for event in events)
        found["in_review"] += state.stage == "REVIEW"
        found["open" if not ends else "withdrawn" if ends[0].TOPIC == "claim.withdrawn" else "decided"] += 1
        if ends and ends[0].TOPIC != "claim.withdrawn":
            found[ends[0].TOPIC.removeprefix("claim.")] += 1
        day = today
        if ledger.first_ended_at is not None:
            day = local_day(datetime.fromtimestamp(ledger.first_ended_at, UTC), time_zone(ledger.zone))
        over = day > limit(state, today).on(today)
        found["ended_over_term" if ends else "open_over_term"] += over
        for name, (wall, working) in {"total": ledger.totals(at), "paused": ledger.paused(at)}.items():
            found[f"{name}_s"] += wall
            found[f"{name}_working_s"] += working
    return found


def the(figures: Sequence[Figures]) -> Counter[str]:
    return Counter({name: value for each in figures for name, value in each.items()})


def test_a_cohort_is_what_the_claims_say_one_by_one(told: tuple[History, Connection]) -> None:
    history, connection = told
    met: Counter[str] = Counter()
    for at in instants(history):
        (row,) = rolled_up(connection, cohort.VIEW, EVERYTHING, at)
        assert +Counter(row.figures) == +counted(history, at)
        assert row.figures["received"] == sum(row.figures[name] for name in ("open", "decided", "withdrawn"))
        met += Counter(row.figures)
    assert all(met[name] for name in ("open_over_term", "decided", "total_working_s")), met


def test_regions_add_up_to_the_country_and_each_is_whole(told: tuple[History, Connection]) -> None:
    history, connection = told
    at = instants(history)[1]
    (whole,) = rolled_up(connection, cohort.VIEW, EVERYTHING, at)
    regions = [row.figures for row in rolled_up(connection, cohort.VIEW, Asked(by=("region",)), at)]
    assert all(f["received"] == f["open"] + f["decided"] + f["withdrawn"] for f in regions)
    assert {name: sum(f[name] for f in regions) for name in whole.figures} == whole.figures


def test_a_cohort_as_known_on_a_day_is_what_was_recorded_by_then(told: tuple[History, Connection]) -> None:
    history, connection = told
    for day in sorted({event.timestamp.astimezone(RECORDED_DAYS).date() for event in history.events}):
        end = datetime.combine(date.fromordinal(day.toordinal() + 1), datetime.min.time(), RECORDED_DAYS)
        at = int(end.timestamp())
        rows = rolled_up(connection, cohort.VIEW, Asked(as_known=day), at)
        assert +the([row.figures for row in rows]) == +counted(history, at, end)


def test_a_flow_counts_every_event_on_its_own_day(told: tuple[History, Connection]) -> None:
    history, connection = told
    expected: Counter[tuple[date, str]] = Counter()
    back = clamped = 0
    for events, ledger in ledgers(history):
        zone, latest = time_zone(ledger.zone), 0
        for event in events:
            said = int(event.happened_at.timestamp())
            clamped += said < latest
            latest = max(said, latest)
            day = local_day(datetime.fromtimestamp(latest, UTC), zone)
            expected[day, event.TOPIC] += 1
            back += local_day(event.happened_at, zone) < local_day(event.timestamp, zone)
    for (day, name), events_then in expected.items():
        (row,) = rolled_up(connection, flow.VIEW, Asked(first=day, last=day, where={"type": [name]}), 0)
        assert row.figures["events"] == events_then
    (whole,) = rolled_up(connection, flow.VIEW, EVERYTHING, 0)
    assert whole.figures == {"events": sum(expected.values()), "dated_back": back, "clamped": clamped}


def test_every_detail_is_a_field_of_its_event() -> None:
    assert all(issubclass(kind, ClaimEvent) and kind.TOPIC in flow.TYPES for kind in flow.DETAIL)
