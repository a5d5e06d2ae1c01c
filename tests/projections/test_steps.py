"""Steps are counted a second time in SQL over the raw events, and by hand where they are done again: to the digit."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any, Final
from uuid import UUID

import psycopg
import pytest
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

from cli.bench.recounted import NO_STEPS
from domain import steps as rules
from domain.calendar import calendar
from domain.event import EVENTS
from domain.events import ChecksRequested, ClaimEvent, ClaimSubmitted, DocumentRequested, GapDetected, StateRequestSent
from domain.regions import zone_of
from figures.histogram import PER_DOUBLING
from projections import steps_questions
from projections.accounts import accounts
from projections.apply import ReadModels
from projections.base import AnyProjection, recorded_day
from projections.connect import connect
from projections.freshness import ensure_heartbeats
from projections.lookback import Asked, figures_of, rolled_up
from projections.steps import VIEW, steps
from projections.tables import ensure, live
from store import log
from store.log import Recorded
from store.mapper import event_of
from tests.projections.claims import batches, log_of
from tests.projections.demo import demo_log
from tests.projections.journeys import keep
from tests.projections.working_days import worked

pytestmark = pytest.mark.servers

OURS: Final[tuple[AnyProjection, ...]] = (accounts, steps)
PAIRS: Final = """
WITH told AS (
    SELECT originator_id AS claim, originator_version AS version, topic, recorded_at,
           convert_from(state, 'UTF8')::jsonb AS body
    FROM events WHERE split_part(topic, '.', 1) NOT IN ('applicant', 'finding', 'inquiry', 'queue')
), clamped AS (
    SELECT *, max(floor(extract(epoch FROM (body ->> 'occurred_at')::timestamptz))::bigint)
              OVER (PARTITION BY claim ORDER BY version) AS at
    FROM told
), steps AS (
    SELECT * FROM clamped
    WHERE topic <> ALL(%(no_steps)s) AND coalesce(body ->> 'reason', '') <> 'GAP_CLOSED'
), pairs AS (
    SELECT claim, version, lag(topic) OVER w AS came_from, topic AS step, lag(at) OVER w AS since, at, recorded_at,
           first_value(body ->> 'region') OVER w AS region, first_value(body ->> 'calendar') OVER w AS calendar
    FROM steps WINDOW w AS (PARTITION BY claim ORDER BY version)
)
"""
TOLD: Final = f"""{PAIRS}
SELECT came_from, step, count(*), sum(at - since)::bigint,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY at - since),
       percentile_disc(0.9) WITHIN GROUP (ORDER BY at - since)
FROM pairs WHERE since IS NOT NULL AND recorded_at < %(before)s AND region LIKE %(region)s GROUP BY came_from, step
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """Some walks in the read models; the raw events beside them."""

    connection: Connection
    reader: psycopg.Connection
    claims: dict[UUID, list[ClaimEvent]]
    loops: int  # kinds of steps that are done again in them, at least

    @property
    def days(self) -> list[date]:
        return sorted({recorded_day(event.timestamp) for events in self.claims.values() for event in events})

    def sql(self, query: str, before: datetime, region: str = "%") -> list[tuple[Any, ...]]:
        said = {"no_steps": list(NO_STEPS), "before": before, "region": region}
        return self.reader.execute(query, said).fetchall()


@pytest.fixture(scope="module", params=["random", "demo"])
def counted(request: pytest.FixtureRequest, shared_database_url: Callable[[], str]) -> Iterator[Counted]:
    if request.param == "random":
        yield from read(shared_database_url(), log_of(5, 260), loops=9)
        return
    with demo_log() as events:
        yield from read(shared_database_url(), events, loops=2)


def read(url: str, events: Sequence[Recorded], loops: int) -> Iterator[Counted]:
    keep(url, events)
    with (
        closing(connect(url, "test")) as connection,
        psycopg.connect(url, autocommit=True) as reader,
    ):
        ensure(connection, OURS)
        ensure_heartbeats(connection)
        models = ReadModels(connection, map(live, OURS), partial(log.read_stream, reader))
        for batch in batches(events, Random(1)):
            models.apply(batch)
        claims: dict[UUID, list[ClaimEvent]] = {}
        for event in map(event_of, events):
            if isinstance(event, ClaimEvent):
                claims.setdefault(event.originator_id, []).append(event)
        yield Counted(connection, reader, claims, loops)


def end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC) - timedelta(hours=6)


def within_a_bucket(told: int, exact: int) -> bool:
    return exact <= told <= exact + exact // PER_DOUBLING


def test_every_event_is_a_step_or_is_said_to_be_none() -> None:
    claims = {name for name, kind in EVENTS.items() if issubclass(kind, ClaimEvent)}
    assert {kind.TOPIC for kind in rules.NO_STEPS} == set(NO_STEPS) == claims - set(rules.STEPS)
    assert rules.THINGS.keys() <= {EVENTS[name] for name in rules.STEPS}


def test_what_follows_what_is_what_sql_says_of_the_raw_events(counted: Counted) -> None:
    """Counts and seconds to the digit, medians and ninetieth percentiles within a bucket; also of past days."""
    for day in (counted.days[len(counted.days) // 3], counted.days[len(counted.days) // 2], counted.days[-1]):
        for region, like in ({}, "%"), ({"region": ["75"]}, "75%"):
            told = {row[:2]: row[2:] for row in counted.sql(TOLD, end_of(day), like)}
            asked = Asked(where=region, as_known=day)
            rows = steps_questions.rows(counted.connection, ("came_from", "step"), asked)
            found = {(row["came_from"], row["step"]): row for row in rows}
            assert found.keys() == told.keys() != set()
            for key, (times, wall_s, median, p90) in told.items():
                row = found[key]
                assert (row["times"], row["wait_s"]) == (times, wall_s), key
                assert within_a_bucket(row["wait_median_s"], median), key
                assert within_a_bucket(row["wait_p90_s"], p90), key


def test_working_seconds_are_those_of_every_single_wait(counted: Counted) -> None:
    told: Counter[str] = Counter()
    waits: dict[str, list[int]] = {}
    query = f"{PAIRS} SELECT step, since, at, region, calendar FROM pairs WHERE recorded_at < %(before)s"
    for step, since, at, region, version in counted.sql(query, end_of(counted.days[-1])):
        if since is not None:
            waits.setdefault(step, []).append(worked(since, at, zone_of(region), calendar(version)))
    told.update({step: sum(seconds) for step, seconds in waits.items()})
    rows = {row["step"]: row for row in steps_questions.rows(counted.connection, ("step",), Asked())}
    assert {step: row["wait_working_s"] for step, row in rows.items()} == dict(told)
    for step, seconds in waits.items():
        exact = sorted(seconds)[-(-len(seconds) // 2) - 1]
        assert within_a_bucket(rows[step]["wait_median_working_s"], exact), step


def test_the_waits_of_a_claim_add_up_to_the_time_between_its_first_step_and_its_last(counted: Counted) -> None:
    query = f"{PAIRS} SELECT max(at) - min(at) FROM pairs WHERE recorded_at < %(before)s GROUP BY claim"
    spans = [span for (span,) in counted.sql(query, end_of(counted.days[-1]))]
    assert figures_of(counted.connection, VIEW, Asked(), 0)["wait_s"] == sum(spans) > 0


def test_what_is_done_again_for_the_same_thing_is_told_with_the_time_since(counted: Counted) -> None:
    told: Counter[tuple[str, str]] = Counter()
    for events in counted.claims.values():
        for each in again(events):
            told.update(each)
    rows = {row["step"]: row for row in steps_questions.rows(counted.connection, ("step",), Asked())}
    figures = {(step, name): row[name] for step, row in rows.items() for name in ("repeated", "since_s")}
    assert +Counter(figures) == +told
    assert sum(row["repeated"] > 0 for row in rows.values()) >= counted.loops
    assert all((row["since_median_s"] is None) == (row["repeated"] == 0) for row in rows.values())


def again(events: Sequence[ClaimEvent]) -> Iterator[dict[tuple[str, str], int]]:
    """Every step that was done before for the same thing, by looking through all that went before."""
    latest, before = 0, list[tuple[set[tuple[Any, ...]], int]]()
    for event in events:
        latest = max(latest, int(event.happened_at.timestamp()))
        done = things(event, events)
        if earlier := [at for each, at in before if each & done]:
            yield {(event.TOPIC, "repeated"): 1, (event.TOPIC, "since_s"): latest - max(earlier)}
        before.append((done, latest))


ONE_THING: Final = {
    "file.sent": "file",
    "term.extended": "term",
    "commission.assigned": "assigned",
    "commission.inspected": "inspected",
    "commission.concluded": "concluded",
    "income.assessed": "assessed",
    "claim.approved": "decided",
    "claim.refused": "decided",
    "complaint.filed": "complaint",
    "payment.suspended": "suspended",
}


def things(event: ClaimEvent, events: Sequence[ClaimEvent]) -> set[tuple[Any, ...]]:
    if event.TOPIC in ONE_THING:
        return {(ONE_THING[event.TOPIC],)}
    match event:
        case DocumentRequested():
            kind = event.type if event.fact == "OTHER" or event.type == "CONSENT" else None
            return {("paper", event.subject, event.fact, kind)}
        case ChecksRequested():
            return {("question", q["registry"], q["service"], q["subject"]) for q in event.questions}
        case StateRequestSent():
            gap = next(e for e in events if isinstance(e, GapDetected) and e.gap == event.gap)
            return {("state", gap.subject, gap.fact)}
    return {("contract", vars(event)["kind"])} if event.TOPIC == "contract.offered" else set()


def test_regions_add_up_to_the_country(counted: Counted) -> None:
    whole = figures_of(counted.connection, VIEW, Asked(), 0)
    regions = rolled_up(counted.connection, VIEW, Asked(by=("region",)), 0)
    assert {name: sum(row.figures[name] for row in regions) for name in whole} == whole
    first = next(event for events in counted.claims.values() for event in events if isinstance(event, ClaimSubmitted))
    assert first.region[:2] in {row.key["region"] for row in regions}
